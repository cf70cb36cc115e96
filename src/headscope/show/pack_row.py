"""One row of a head (what a token reads) or one column (who reads it), with its largest weights in full."""

from __future__ import annotations

from typing import Literal

import numpy as np

from headscope.base.axes import cells
from headscope.base.heads import Head
from headscope.errors import BadOption
from headscope.readings.weights import column_weights, kept_rows, row_weights
from headscope.show.masked import hidden_cells
from headscope.show.packing import pack_array, rounded_to
from headscope.show.payload import RowPayload
from headscope.store.run import Run, head_part

STRONGEST = 64
STRETCHES = 2048
_ROUNDING = 1e-3
_DIGITS = 7


def pack_row(run: Run, head: Head, text: int, token: int, axis: Literal["query", "key"]) -> RowPayload:
    """The row of a query, or the column of a key.

    Raises:
        BadOption: the text has no such token. NotKept: the run does not even hold the strongest keys.
    """
    record, sides = run.site(str(head.site)), run.manifest.texts[text].sides
    queries, keys = (len(sides[side].tokens) for side in (record.query_side, record.key_side))
    own, across = (queries, keys) if axis == "query" else (keys, queries)
    if not 0 <= token < own:
        raise BadOption("viewer_token", value=token, highest=own - 1)
    weights = (row_weights if axis == "query" else column_weights)(run, head, text, token)
    width = cells(across, STRETCHES)[0]
    strip = np.maximum.reduceat(weights, np.arange(0, across, width))
    if axis == "query":
        hidden = hidden_cells(run, head, text, (token, token + 1), (0, keys), (1, width))[0]
    else:
        hidden = hidden_cells(run, head, text, (0, queries), (token, token + 1), (width, 1))[:, 0]
    strip[hidden & (strip == 0)] = np.nan
    best = np.argsort(-weights, kind="stable")[:STRONGEST]
    return RowPayload(
        str(head),
        text,
        token,
        axis,
        kept_rows(run, record.site) != "strongest",
        _total(run, head, text, token, axis, weights),
        _visible(run, head, text, token, axis),
        tuple((int(place), rounded_to(weights[place], _DIGITS)) for place in best if weights[place] > 0),
        width,
        pack_array(strip[None], "log16"),
    )


def _visible(run: Run, head: Head, text: int, token: int, axis: str) -> int:
    """How many keys a row may see, or how many rows may see a key."""
    name = "visible_keys" if axis == "query" else "received_rows"
    return int(head_part(run, str(head.site), name, text, head.number, token, token + 1)[0])


def _total(run: Run, head: Head, text: int, token: int, axis: str, weights: np.ndarray) -> float:
    """The sum of a row or column. Where only strongest keys are kept, that of a column is known all the same, and that
    of a row where rows sum to 1 (with learned sinks they do not)."""
    site = str(head.site)
    if kept_rows(run, site) != "strongest":
        return float(weights.sum())
    if axis == "key":
        return float(head_part(run, site, "received", text, head.number, token, token + 1)[0])
    rows = float((run.array(site, "visible_keys", text)[head.number] > 0).sum())
    total = float(run.array(site, "distance_mass", text)[head.number].sum())
    is_one = weights.any() and abs(total - rows) < _ROUNDING * max(rows, 1)
    return 1.0 if is_one else float(weights.sum())
