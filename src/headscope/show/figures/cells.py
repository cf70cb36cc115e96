"""The part of a head's matrix that a figure shows: single tokens where they are few, else cells of several."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.axes import TILE_CELLS, cells, finest_level
from headscope.base.heads import Head, parse_head
from headscope.errors import NotKept
from headscope.readings.edges import sinks_of
from headscope.readings.weights import kept_rows, strongest_of
from headscope.show.figures.plan import FigurePlan, Span
from headscope.show.masked import marked_rows, unseen_cells
from headscope.store.run import Run, not_kept
from headscope.store.tile_cells import Span as TileSpan
from headscope.store.tile_cells import scores_of, weights_of_scores
from headscope.store.tiles import Channel, highest_level, tile

MOST_CELLS = 512  # along an axis


@dataclass(frozen=True, slots=True)
class ShownCells:
    """Cells of a matrix.

    Attributes:
        values: [query cell, key cell], shares of a row from 0 to 1, NaN where every key is hidden from every query.
        query_edges, key_edges: the token at which each cell begins, and behind the last cell the token after it.
        channel: what a cell of several tokens shows (`peak`, `mass`).
        relative_error: how far off a value can be, as a part of it; 0 where values are exact.
    """

    values: np.ndarray
    query_edges: np.ndarray
    key_edges: np.ndarray
    channel: Channel
    relative_error: float = 0.0

    @property
    def cell_tokens(self) -> tuple[int, int]:
        """Tokens of a cell along queries and along keys."""
        return int(self.query_edges[1] - self.query_edges[0]), int(self.key_edges[1] - self.key_edges[0])


def shown_cells(run: Run, plan: FigurePlan) -> ShownCells:
    """The cells of a checked plan: at most 512 along an axis, as fine as the run allows.

    Kept weights give any cell; queries and keys are multiplied where a cell is one token and give tiles else; where a
    run keeps neither, there are the cells of its small image. A cell of several tokens may begin before the span that
    was asked for and end behind it.

    Raises:
        NotKept: the run looked at some rows only.
    """
    head = parse_head(plan.head or "")
    record, sides = run.site(str(head.site)), run.manifest.texts[plan.text].sides
    lengths = len(sides[record.query_side].tokens), len(sides[record.key_side].tokens)
    queries, keys = plan.queries or (0, lengths[0]), plan.keys or (0, lengths[1])
    kept = kept_rows(run, record.site)
    level = finest_level(max(queries[1] - queries[0], keys[1] - keys[0]), MOST_CELLS)
    if kept == "strongest" or (kept == "qk" and level > 0):
        return _from_tiles(run, head, plan, level, (queries, keys), lengths)
    queries, keys = _whole(queries, 1 << level, lengths[0]), _whole(keys, 1 << level, lengths[1])
    values = head_weights(run, head, plan.text, queries=queries, keys=keys)
    edges = _edges(queries, 1 << level), _edges(keys, 1 << level)
    return ShownCells(_pooled(values, 1 << level, plan.channel), *edges, plan.channel)


def sink_columns_of(run: Run, plan: FigurePlan, shown: ShownCells) -> np.ndarray:
    """Which columns are drawn pale as sinks, bool [key cell]; none where a cell holds several tokens."""
    if plan.sinks == "shown" or shown.cell_tokens[1] > 1:
        return np.zeros(shown.values.shape[1], dtype=bool)
    return np.asarray(sinks_of(run, parse_head(plan.head or ""), plan.text)[shown.key_edges[:-1]])


def head_weights(run: Run, head: Head, text: int, *, queries: Span, keys: Span) -> np.ndarray:
    """Weights [query, key] of one head between two spans of tokens, float64, NaN where the mask hides a key.

    Raises:
        NotKept: the run keeps neither weights nor queries and keys.
    """
    site = str(head.site)
    if run.has(site, "weights"):
        return marked_rows(run, head, text, *queries)[:, slice(*keys)]
    if kept_rows(run, site) != "qk":
        raise not_kept(run, site, "weights")
    scores = scores_of(run, site, head.number, text, TileSpan(*queries, *keys))
    if scores is None:
        return np.full((queries[1] - queries[0], keys[1] - keys[0]), np.nan)
    weights = weights_of_scores(scores).astype(np.float64)
    weights[unseen_cells(run, head, text, queries, keys, (1, 1))] = np.nan
    return weights


def strongest_weights(run: Run, head: Head, text: int, *, queries: Span, keys: Span) -> np.ndarray:
    """The same of a run that keeps the eight strongest keys of each row: 0 for all others, hidden or not.

    Raises:
        NotKept: the run looked at some rows only.
    """
    weight, key = strongest_of(run, str(head.site), head.number, text, *queries)
    row, rank = np.nonzero((key >= keys[0]) & (key < keys[1]))
    found = np.zeros((queries[1] - queries[0], keys[1] - keys[0]))
    found[row, key[row, rank] - keys[0]] = weight[row, rank]
    return found


def _from_tiles(
    run: Run, head: Head, plan: FigurePlan, level: int, spans: tuple[Span, Span], lengths: tuple[int, int]
) -> ShownCells:
    """Cells out of tiles; where the run holds none so fine, coarser ones; where it holds none at all, its image."""
    for coarser in range(level, highest_level(*lengths) + 1):
        try:
            return _joined(run, head, plan, coarser, spans, lengths)
        except NotKept:
            continue
    record = run.site(str(head.site))
    name = "image_max" if plan.channel == "peak" else "image_mean"
    image = run.array(record.site, name, plan.text)[head.number].astype(np.float64)
    (height, _), (width, _) = cells(lengths[0]), cells(lengths[1])
    queries, keys = _whole(spans[0], height, lengths[0]), _whole(spans[1], width, lengths[1])
    edges = _edges(queries, height), _edges(keys, width)
    values = image[queries[0] // height :, keys[0] // width :][: len(edges[0]) - 1, : len(edges[1]) - 1]
    if plan.channel == "mass":
        values = values * np.diff(edges[1])  # a mean over keys becomes their sum
    values[unseen_cells(run, head, plan.text, queries, keys, (height, width)) & (values == 0)] = np.nan
    return ShownCells(values, *edges, plan.channel)


def _joined(
    run: Run, head: Head, plan: FigurePlan, level: int, spans: tuple[Span, Span], lengths: tuple[int, int]
) -> ShownCells:
    """The tiles that cover two spans, side by side, cut to them."""
    width, side = 1 << level, TILE_CELLS << level
    (top, bottom), (left, right) = (_whole(span, width, length) for span, length in zip(spans, lengths, strict=True))
    tiles = [
        [
            tile(run, head, level, x, y, plan.channel, text=plan.text)
            for x in range(left // side, -(-right // side))
        ]
        for y in range(top // side, -(-bottom // side))
    ]  # fmt: skip
    joined = np.block([[each.values for each in line] for line in tiles]).astype(np.float64)
    edges = _edges((top, bottom), width), _edges((left, right), width)
    down, across = top % side // width, left % side // width
    values = joined[down:, across:][: len(edges[0]) - 1, : len(edges[1]) - 1]
    values[unseen_cells(run, head, plan.text, (top, bottom), (left, right), (width, width)) & (values == 0)] = np.nan
    return ShownCells(values, *edges, plan.channel, max(each.relative_error for line in tiles for each in line))


def _pooled(weights: np.ndarray, width: int, channel: Channel) -> np.ndarray:
    """Cells of weights with NaN where masked.

    >>> _pooled(np.array([[1.0, np.nan], [0.25, 0.75]]), 2, "mass").tolist()
    [[1.0]]
    """
    if width == 1:
        return weights
    cuts = [np.arange(0, length, width) for length in weights.shape]
    is_masked = np.isnan(weights)
    filled = np.where(is_masked, 0.0, weights)
    join = np.add if channel == "mass" else np.maximum
    values = join.reduceat(join.reduceat(filled, cuts[1], axis=1), cuts[0], axis=0)
    if channel == "mass":
        values = values / np.diff([*cuts[0], weights.shape[0]])[:, None]
    whole = np.logical_and.reduceat(np.logical_and.reduceat(is_masked, cuts[1], axis=1), cuts[0], axis=0)
    return np.where(whole, np.nan, values)


def _whole(span: Span, width: int, length: int) -> Span:
    """The span, wide enough for whole cells.

    >>> _whole((5, 9), 4, 10)
    (4, 10)
    """
    return span[0] // width * width, min(-(-span[1] // width) * width, length)


def _edges(span: Span, width: int) -> np.ndarray:
    return np.append(np.arange(*span, width), span[1])
