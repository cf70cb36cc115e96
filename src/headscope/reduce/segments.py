"""Mass from segment to segment, and inside the own segment when its boundaries are moved (the null of `block`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from headscope.base.axes import SHIFTS
from headscope.reduce.base import add, as_numpy, chance, constant, gather, running_sums, zeros
from headscope.stream.fold import State
from headscope.stream.frame import Frame
from headscope.stream.weights import Block


def shifted_segments(segments: np.ndarray, shift: int) -> np.ndarray:
    """The segment numbers moved round the tokens that have one, by `shift` places; -1 stays -1.

    >>> shifted_segments(np.array([-1, 0, 0, 1, 1, 1]), 1).tolist()
    [-1, 1, 0, 0, 1, 1]
    """
    moved = segments.copy()
    inside = segments >= 0
    moved[inside] = np.roll(segments[inside], shift)
    return moved


def boundary_shifts(segments: np.ndarray) -> np.ndarray:
    """The shifts of the null: 1..n-1 of the n tokens in segments, at most 99 of them, evenly spread."""
    inside = int((segments >= 0).sum())
    if len(np.unique(segments[segments >= 0])) < 2:
        return np.zeros(0, dtype=int)
    return np.linspace(1, inside - 1, min(SHIFTS, inside - 1)).round().astype(int)


def segment_runs(segments: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the keys of each segment lie, as runs low..high: two arrays [segment + 1, run], unused runs empty.

    The last row, which the segment number -1 finds, is empty.

    >>> low, high = segment_runs(np.array([-1, 1, 0, 0, 1, 1]), 2)
    >>> low.tolist(), high.tolist()
    ([[2, 0], [1, 4], [0, 0]], [[4, 0], [2, 6], [0, 0]])
    """
    edges = np.flatnonzero(np.diff(segments)) + 1
    starts, stops = np.concatenate([[0], edges]), np.concatenate([edges, [len(segments)]])
    runs = [[(a, b) for a, b in zip(starts, stops, strict=True) if segments[a] == number] for number in range(count)]
    most = max((len(own) for own in runs), default=0)
    low, high = np.zeros((count + 1, most), dtype=int), np.zeros((count + 1, most), dtype=int)
    for number, own in enumerate(runs):
        for place, (start, stop) in enumerate(own):
            low[number, place], high[number, place] = start, stop
    return low, high


@dataclass(frozen=True, slots=True)
class SegmentMass:
    """Sums over rows; without segments nothing is counted.

    - `segment_mass` [head, query segment, key segment]: weight; `segment_rows` [head, query segment]: rows;
    - `own_mass`, `own_chance` [head, 1 + 99]: weight inside the query's own segment and what rows without preference
      would give, first with the true boundaries, then with each shifted set (`boundary_shifts`; unused places are 0);
      rows outside all segments and keys outside all segments do not count, and neither does the query's own key.
    """

    name: str = "segments"
    needs: frozenset[str] = frozenset({"weights", "visible"})

    def start(self, frame: Frame, like: Any) -> State:
        """Zeros."""
        return {
            "segment_mass": zeros(like, frame.heads, frame.segments, frame.segments),
            "segment_rows": zeros(like, frame.heads, frame.segments),
            "own_mass": zeros(like, frame.heads, 1 + SHIFTS),
            "own_chance": zeros(like, frame.heads, 1 + SHIFTS),
        }

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Add the rows of `block`."""
        if frame.query_segments is None or frame.key_segments is None:
            return state
        xp = array_namespace(block.weights)
        weights, even = block.weights, chance(block)
        rows = frame.query_segments[block.start : block.stop]
        members = np.arange(frame.segments)
        to = constant(frame.key_segments[:, None] == members, weights)
        of = constant(members[:, None] == rows, weights)
        state["segment_mass"] += of @ (weights @ to)
        state["segment_rows"] += xp.sum(of, axis=-1)[None, :]
        sums = {"own_mass": running_sums(weights), "own_chance": running_sums(even)}
        own = {"own_mass": weights, "own_chance": even}
        queries = frame.query_positions[block.start : block.stop, None]
        place = np.minimum(np.searchsorted(frame.key_positions, queries), frame.keys - 1)
        is_itself = (frame.key_positions[place] == queries) & (rows[:, None] >= 0) & (not frame.is_cross)
        shifts = [0] if frame.is_cross else [0, *boundary_shifts(frame.query_segments)]
        for column, shift in enumerate(shifts):
            of_rows = shifted_segments(frame.query_segments, int(shift))[block.start : block.stop]
            low, high = segment_runs(shifted_segments(frame.key_segments, int(shift)), frame.segments)
            for field, before in sums.items():
                inside = gather(before, high[of_rows]) - gather(before, low[of_rows])
                itself = gather(own[field], place) * constant(is_itself, weights)
                state[field][:, column] += xp.sum(inside, axis=(-2, -1)) - xp.sum(itself, axis=(-2, -1))
        return state

    def merge(self, state: State, other: State) -> State:
        """Add."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """The sums as they are."""
        return as_numpy(state)
