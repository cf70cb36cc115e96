"""Deep zoom: a piece of one head's matrix, 256 x 256 cells of it, at any length of text.

Level 0 shows single tokens, level k cells of 2^k x 2^k tokens. Tile (x, y) of a level begins at key 256 x 2^k and at
query 256 y 2^k, so that each tile covers four of the level below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headscope.base.axes import TILE_CELLS, base_level, cell_tokens, finest_level
from headscope.base.heads import Head, parse_head
from headscope.base.log_scale import RELATIVE_ERROR
from headscope.errors import BadHeadId, BadOption, NotKept
from headscope.store.base_image import cells_of_base
from headscope.store.layout import SiteRecord
from headscope.store.run import Run
from headscope.store.tile_cells import Cells, Span, cells_of_scores, cells_of_weights, scores_of

CHANNELS = ("mass", "peak")
Channel = Literal["mass", "peak"]
FINE_LEVELS = 7  # tiles of cells of up to 2^6 tokens are computed from queries and keys when they are asked for
_FROM_QUERIES = ("q", "k", "visible_low", "visible_high", "log_sum_exp")


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of a head's matrix.

    Attributes:
        values: float32 [query cell, key cell], 256 x 256; smaller where the matrix ends.
        head: the head, `L5.H3`.
        level: cells are 2^level tokens high and wide.
        x, y: which tile of the level, along keys and along queries.
        channel: what a value is; see `tile`.
        is_exact: whether every value was computed from the weights themselves; else from the stored base image.
        relative_error: how far a value of a tile that is not exact can be from the exact one, as a part of it (besides
            2^-32 for each key of its cells).
    """

    values: np.ndarray
    head: str
    level: int
    x: int
    y: int
    channel: Channel
    is_exact: bool = True
    relative_error: float = 0.0

    @property
    def cell_tokens(self) -> int:
        """Tokens of a cell along both axes."""
        return 1 << self.level

    @property
    def low(self) -> float:
        """The smallest value."""
        return float(self.values.min())

    @property
    def high(self) -> float:
        """The largest value."""
        return float(self.values.max())


def tile(run: Run, head: str | Head, level: int, x: int, y: int, channel: Channel = "mass", *, text: int = 0) -> Tile:
    """The tile (x, y) of a level of a head's matrix on a text.

    `mass` of a cell is what its keys get from one of its rows on average: the sum of its weights divided by its rows,
    0 to 1 (rows and keys beyond the text do not count). The mass of a cell is therefore the mean over its rows of what
    its children hold side by side. `peak` is its largest weight, 0 to 1, the maximum of its children. Masked weights
    count as 0 in both, so 0 does not tell a hidden key from one that gets nothing.

    Values come from the weights where the run keeps them, else from queries and keys in float32, normalised by the
    stored log-sum-exp: within 1e-6 + 1e-5 of the value of a dense softmax while scores are below 20. The cost grows
    with the weights of the tile, four times a level; a tile that the mask hides costs nothing.

    Where the run keeps neither, and where that would take too long (cells of 128 tokens and more), values come from the
    base image, which every run of all rows stores of texts of more than 512 tokens: up to 16384 tokens its level is the
    highest, beyond it has up to 1024 cells along an axis. Such a tile is not exact, and says how far off it can be.

    Args:
        run: any run of all rows; levels below that of the base image take one with `weights`, or with `q` and `k`
            (`--keep qk`).
        head: `L5.H3`.
        level: 0 for single tokens; the highest is that at which one tile holds the whole matrix.
        x, y: which tile, along keys and along queries.
        channel: `mass` or `peak`.
        text: number of the text.

    Raises:
        BadHeadId: the run has no such head.
        BadOption: no such text, level or channel, or the tile lies outside the matrix.
        NotKept: the run has neither weights nor queries and keys of the site, and no base image that is as fine.

    >>> from headscope.capture.arrays import from_arrays
    >>> run = from_arrays([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]])
    >>> tile(run, "L0.H0", 0, 0, 0).values.tolist()
    [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]]
    """
    head = _head_of(run, head)
    if not 0 <= text < run.texts:
        raise BadOption("text_number", value=text, highest=run.texts - 1)
    if channel not in CHANNELS:
        raise BadOption("tile_channel", value=channel, choices=", ".join(CHANNELS))
    record = run.site(str(head.site))
    queries, keys = _lengths(run, record, text)
    span = _span(level, x, y, queries, keys)
    stored = _base_for(run, record.site, level, queries, keys)
    if stored is None:
        cells = _cells(run, record, head.number, text, span, 1 << level)
    else:
        cells = cells_of_base(run, record.site, head.number, text, span, stored=stored, level=level)
    values = cells.peak
    if channel == "mass":
        values = (cells.mass / cell_tokens(span.last_row - span.first_row, 1 << level)[:, None]).astype(np.float32)
    return Tile(values, str(head), level, x, y, channel, stored is None, 0.0 if stored is None else RELATIVE_ERROR)


def highest_level(queries: int, keys: int) -> int:
    """The level at which one tile holds the whole matrix.

    >>> [highest_level(n, n) for n in (1, 256, 257, 131072)]
    [0, 0, 1, 9]
    """
    return finest_level(max(queries, keys), TILE_CELLS)


def _head_of(run: Run, head: str | Head) -> Head:
    named = head if isinstance(head, Head) else parse_head(head)
    record = run.site(str(named.site))
    if named.number >= record.heads:
        raise BadHeadId("head_unknown", value=str(named), choices=f"{record.site}.H0-{record.heads - 1}")
    return named


def _lengths(run: Run, record: SiteRecord, text: int) -> tuple[int, int]:
    sides = run.manifest.texts[text].sides
    return len(sides[record.query_side].tokens), len(sides[record.key_side].tokens)


def _span(level: int, x: int, y: int, queries: int, keys: int) -> Span:
    """The rows and keys of a tile."""
    highest = highest_level(queries, keys)
    if not 0 <= level <= highest:
        raise BadOption("tile_level", value=level, highest=highest)
    side = TILE_CELLS << level
    down, across = -(-queries // side), -(-keys // side)
    if not (0 <= x < across and 0 <= y < down):
        raise BadOption("tile_outside", x=x, y=y, level=level, last_x=across - 1, last_y=down - 1)
    return Span(y * side, min((y + 1) * side, queries), x * side, min((x + 1) * side, keys))


def _base_for(run: Run, site: str, level: int, queries: int, keys: int) -> int | None:
    """The level of the base image that tiles of a level come from; None where they are computed from weights, which
    are kept or made from queries and keys.

    Raises:
        NotKept: neither can be.
    """
    if run.has(site, "weights"):
        return None
    can_be_computed = all(run.has(site, name) for name in _FROM_QUERIES)
    stored = base_level(queries, keys) if run.has(site, "base_mass") else None
    if stored is not None and level >= (max(stored, FINE_LEVELS) if can_be_computed else stored):
        return stored
    if can_be_computed:
        return None
    if stored is None:
        raise NotKept("tile_not_kept", site=site)
    raise NotKept("tile_too_fine", site=site, level=level, stored=stored, highest=highest_level(queries, keys))


def _cells(run: Run, record: SiteRecord, head: int, text: int, span: Span, width: int) -> Cells:
    """The cells of a span, from what the run keeps."""
    if run.has(record.site, "weights"):
        weights = run.array(record.site, "weights", text)[head]
        return cells_of_weights(weights[span.first_row : span.last_row, span.first_key : span.last_key], width)
    scores = scores_of(run, record.site, head, text, span)
    if scores is None:
        shape = (-(-(span.last_row - span.first_row) // width), -(-(span.last_key - span.first_key) // width))
        return Cells(np.zeros(shape), np.zeros(shape, np.float32))
    return cells_of_scores(scores, width)
