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
class Layout:
    """What all heads share.

    Attributes:
        sights: what each head of the mask sees, one for all or one a head.
        runs: own segments, true and moved.
        places: the text as the kernel reads it.
        columns: of each head of the mask, the first key and the number of chunks of each block of rows.
        bands: of each block of rows the first band and one past the last.
    """

    call: AttentionCall
    frame: Frame
    batch: int
    sights: tuple[Sight, ...]
    runs: OwnRuns | None
    places: Places
    columns: tuple[np.ndarray, ...]
    bands: np.ndarray

    def of_mask(self, head: int) -> int:
        """The head of the mask that a head has."""
        return head if len(self.sights) > 1 else 0


def layout_of(call: AttentionCall, frame: Frame, batch: int) -> Layout:
    seen, runs = sights(call, batch), own_runs(frame)
    places, bands = _places(frame, runs)
    return Layout(call, frame, batch, seen, runs, places, tuple(_columns(sight) for sight in seen), bands)


def _columns(sight: Sight) -> np.ndarray:
    """For each block of rows the key at which its first chunk starts, and how many chunks it has, [block, 2]."""
    starts = np.arange(0, len(sight.low), ROWS)
    is_seen = sight.counts > 0
    first = np.minimum.reduceat(np.where(is_seen, sight.low, np.iinfo(np.int64).max), starts) // CHUNK * CHUNK
    last = np.maximum.reduceat(np.where(is_seen, sight.high, 0), starts)
    return np.stack([np.where(last > 0, first, 0), np.where(last > 0, -(-(last - first) // CHUNK), 0)], axis=1)


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
