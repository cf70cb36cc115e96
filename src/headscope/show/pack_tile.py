"""A tile of a head's matrix, masked cells marked."""

from __future__ import annotations

import numpy as np

from headscope.base.axes import TILE_CELLS
from headscope.base.heads import Head
from headscope.errors import BadOption
from headscope.show.masked import hidden_cells
from headscope.show.packing import pack_array
from headscope.show.payload import Encoding, TilePayload
from headscope.store.run import Run
from headscope.store.tiles import CHANNELS, tile

WHOLE_CELLS = 64 * 64


def pack_tile(
    run: Run, head: Head, text: int, level: int, x: int, y: int, channel: str, *, encoding: Encoding = "log16"
) -> TilePayload:
    """A tile (`store.tiles`), NaN in cells that the mask hides wholly; few single tokens are told in full.

    Raises:
        BadOption: no such level or channel, or the tile lies outside. NotKept: the run holds too little.
    """
    if channel not in CHANNELS:
        raise BadOption("tile_channel", value=channel, choices=", ".join(CHANNELS))
    found = tile(run, head, level, x, y, channel, text=text)  # type: ignore[arg-type]
    values = found.values.astype(np.float64)
    side, width = TILE_CELLS << level, 1 << level
    record, sides = run.site(str(head.site)), run.manifest.texts[text].sides
    rows, keys = (
        (place * side, min((place + 1) * side, len(sides[name].tokens)))
        for place, name in ((y, record.query_side), (x, record.key_side))
    )
    values[hidden_cells(run, head, text, rows, keys, (width, width)) & (values == 0)] = np.nan
    array = pack_array(values, "float32" if level == 0 and values.size <= WHOLE_CELLS else encoding)
    return TilePayload(str(head), text, level, x, y, found.channel, found.is_exact, found.relative_error, array)
