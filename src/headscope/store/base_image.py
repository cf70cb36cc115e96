"""Wider cells from the base image that a run stores of a text of more than 512 tokens."""

from __future__ import annotations

import numpy as np

from headscope.base.axes import cell_tokens
from headscope.base.log_scale import decoded
from headscope.store.run import Run, head_part, text_shape
from headscope.store.tile_cells import Cells, Span


def cells_of_base(run: Run, site: str, head: int, text: int, span: Span, *, stored: int, level: int) -> Cells:
    """The cells of a level in a span, each summed up from cells of the base image.

    Args:
        run, site, head, text: where the base image lies; the run has one of this text.
        span: rows and keys, from where cells of the level begin.
        stored: the level of the base image.
        level: that of the cells, at least as high.
    """
    width, factor = 1 << stored, 1 << (level - stored)
    across = text_shape(run.manifest, site, "base_mass", text)[1]
    first, last = span.first_row // width, -(-span.last_row // width)
    keys = slice(span.first_key // width, -(-span.last_key // width))
    mass, peak = (
        head_part(run, site, name, text, head, first * across, last * across).reshape(last - first, across)[:, keys]
        for name in ("base_mass", "base_peak")
    )
    row_cuts, key_cuts = (np.arange(0, length, factor) for length in mass.shape)
    sums = decoded(mass) * cell_tokens(span.last_row - span.first_row, width)[:, None]
    sums = np.add.reduceat(np.add.reduceat(sums, key_cuts, axis=1), row_cuts, axis=0)
    tops = np.maximum.reduceat(np.maximum.reduceat(peak, key_cuts, axis=1), row_cuts, axis=0)
    return Cells(sums, decoded(tops).astype(np.float32))
