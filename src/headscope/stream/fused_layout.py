"""What all heads of a call share in the fused pass: who sees whom, and the text as the compiled loops read it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.axes import cells
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
    places, bands = _places(frame, runs)
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


def _places(frame: Frame, runs: OwnRuns | None) -> tuple[Places, np.ndarray]:
    """The text as the kernel reads it, and the first band of each block and one past the last."""
    height, starts = cells(frame.queries)[0], np.arange(0, frame.queries, ROWS)
    cuts = [starts, np.arange(0, frame.queries, height)]
    segments = np.full(frame.queries + 1, -1)
    own_segments, own, key_runs = np.zeros((0, 0), np.int32), np.zeros((0, 0, 0, 2), np.int32), np.zeros((0, 3), int)
    if runs is not None:
        segments[:-1] = frame.query_segments
        cuts.append(runs_of(segments[:-1])[0])
        key_runs = np.stack(runs_of(np.asarray(frame.key_segments)), axis=1)
        key_runs = np.ascontiguousarray(key_runs[key_runs[:, 2] >= 0], dtype=np.int64)
        own_segments, own = np.ascontiguousarray(runs.segments.T), np.stack([runs.low, runs.high], axis=-1)
    begins = np.append(np.unique(np.concatenate(cuts)), frame.queries)
    bands = np.stack([begins, begins // height, segments[begins]], axis=1).astype(np.int64)
    special, punctuation = np.flatnonzero(frame.special), np.flatnonzero(frame.punctuation)
    places = Places(special, punctuation, own_segments, own, key_runs.astype(np.int64), bands)
    return places, np.searchsorted(begins, np.append(starts, frame.queries))
