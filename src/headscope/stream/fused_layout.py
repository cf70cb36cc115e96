"""What all heads of a call share in the fused pass: who sees whom, and the text as the compiled loops read it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.axes import base_level, cells
from headscope.stream.boundaries import OwnRuns, own_runs, runs_of
from headscope.stream.call import AttentionCall
from headscope.stream.frame import Frame
from headscope.stream.fused_kernel import CHUNK, Places
from headscope.stream.geometry import Sight, sights

ROWS = 128  # of a block: so many, and BLAS packs the keys seldom enough


@dataclass(frozen=True, slots=True)
class RowBlock:
    """Some rows of one head of the mask.

    Attributes:
        start, stop: the rows.
        first_key: the key that the first column stands for, at the start of a chunk.
        chunks: how many chunks of keys these rows see; 0 where they see none.
        low, high: the columns that each row sees, int64 [row].
        own_columns: the column at each row's own place, there or not, int64 [row].
        has_gaps: rows see less than these.
        first_band, stop_band: rows that are summed together, see `Places`.
    """

    start: int
    stop: int
    first_key: int
    chunks: int
    low: np.ndarray
    high: np.ndarray
    own_columns: np.ndarray
    has_gaps: bool
    first_band: int
    stop_band: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What all heads share.

    Attributes:
        call, frame, batch, families: what the pass was asked for.
        sights: what each head of the mask sees, one for all or one a head.
        runs: own segments, true and moved.
        places: the text as the compiled loops read it.
        blocks: of each head of the mask, all rows.
    """

    call: AttentionCall
    frame: Frame
    batch: int
    families: frozenset[str]
    sights: tuple[Sight, ...]
    runs: OwnRuns | None
    places: Places
    blocks: tuple[tuple[RowBlock, ...], ...]

    def of_mask(self, head: int) -> int:
        """The head of the mask that a head has."""
        return head if len(self.sights) > 1 else 0


def layout_of(call: AttentionCall, frame: Frame, batch: int, families: frozenset[str]) -> Layout:
    """Lay out one text of a call."""
    seen, runs = sights(call, batch), own_runs(frame) if "segments" in families else None
    level = base_level(frame.queries, frame.keys) if "base" in families else None
    places, bands = _places(frame, runs, 0 if level is None else 1 << level)
    own = (frame.query_positions - frame.key_positions[0]).astype(np.int64)
    return Layout(call, frame, batch, families, seen, runs, places, tuple(_blocks(sight, own, bands) for sight in seen))


def _blocks(sight: Sight, own: np.ndarray, bands: np.ndarray) -> tuple[RowBlock, ...]:
    blocks = []
    for number, start in enumerate(range(0, len(sight.low), ROWS)):
        stop = min(start + ROWS, len(sight.low))
        low, high, counts = sight.low[start:stop], sight.high[start:stop], sight.counts[start:stop]
        is_any = bool(counts.any())
        first = int(low[counts > 0].min()) // CHUNK * CHUNK if is_any else 0
        chunks = -(-(int(high.max()) - first) // CHUNK) if is_any else 0
        has_gaps = sight.has_gaps and bool((counts < high - low).any())
        first_band, stop_band = bands[number : number + 2].tolist()
        columns = (low - first, high - first, own[start:stop] - first)
        blocks.append(RowBlock(start, stop, first, chunks, *columns, has_gaps, first_band, stop_band))
    return tuple(blocks)


def _places(frame: Frame, runs: OwnRuns | None, base_width: int) -> tuple[Places, np.ndarray]:
    """The text as the kernel reads it, and the first band of each block and one past the last."""
    segments = np.full(frame.queries, -1)
    own_segments, own, key_runs = np.zeros((0, 0), np.int32), np.zeros((0, 0, 0, 2), np.int32), np.zeros((0, 3), int)
    if runs is not None:
        segments = np.asarray(frame.query_segments)
        key_runs = np.stack(runs_of(np.asarray(frame.key_segments)), axis=1)
        key_runs = np.ascontiguousarray(key_runs[key_runs[:, 2] >= 0], dtype=np.int64)
        own_segments, own = np.ascontiguousarray(runs.segments.T), np.stack([runs.low, runs.high], axis=-1)
    bands, strips = _bands(segments, cells(frame.queries)[0], base_width or frame.queries)
    special, punctuation = np.flatnonzero(frame.special), np.flatnonzero(frame.punctuation)
    places = Places(special, punctuation, own_segments, own, key_runs.astype(np.int64), bands, strips, base_width)
    starts = np.arange(0, frame.queries, ROWS)
    return places, np.searchsorted(bands[:, 0], np.append(starts, frame.queries))


def _bands(segments: np.ndarray, height: int, base_height: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows cut into bands and strips, as `Places` has them, int64; none reaches from one block into the next.

    Args:
        segments: query segment of each row.
        height, base_height: rows of a row of the image and of the base image.

    >>> bands, strips = _bands(np.array([0, 0, 0, 1, 1]), 5, 2)
    >>> bands.tolist(), strips.tolist()
    ([[0, 0, 0, 0], [3, 0, 1, 2], [5, 1, -1, 4]], [[0, 0], [2, 1], [3, 1], [4, 2], [5, 2]])
    """
    queries = len(segments)
    blocks, of_image, of_base = (np.arange(0, queries, rows) for rows in (ROWS, height, base_height))
    begins = np.unique(np.concatenate([blocks, of_image, runs_of(segments)[0], [queries]]))
    strips = np.unique(np.concatenate([begins, of_base]))
    of_begins = np.append(segments, -1)[begins]
    bands = np.stack([begins, begins // height, of_begins, np.searchsorted(strips, begins)], axis=1)
    return bands.astype(np.int64), np.stack([strips, strips // base_height], axis=1).astype(np.int64)
