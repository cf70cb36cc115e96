"""Mass from segment to segment, and inside the own segment when its boundaries are moved (the null of `block`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from headscope.base.axes import SHIFTS
from headscope.reduce.base import add, as_numpy, chance, constant, zeros
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
    """The shifts of the null: all of 1..n-1 that move a boundary, at most 99 of them, evenly spread."""
    inside = int((segments >= 0).sum())
    numbers = segments[segments >= 0]
    moving = [s for s in range(1, inside) if (np.roll(numbers, s) != numbers).any()]
    if len(moving) <= SHIFTS:
        return np.array(moving, dtype=int)
    chosen = np.linspace(0, len(moving) - 1, SHIFTS).round().astype(int)
    return np.array([moving[place] for place in chosen], dtype=int)


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
        other = frame.key_positions[None, :] != frame.query_positions[block.start : block.stop, None]
        shifts = [0] if frame.is_cross else [0, *boundary_shifts(frame.query_segments)]
        for column, shift in enumerate(shifts):
            query_segments = shifted_segments(frame.query_segments, int(shift))[block.start : block.stop, None]
            key_segments = shifted_segments(frame.key_segments, int(shift))[None, :]
            own = constant((query_segments == key_segments) & (query_segments >= 0) & other, weights)
            state["own_mass"][:, column] += xp.sum(weights * own, axis=(-2, -1))
            state["own_chance"][:, column] += xp.sum(even * own, axis=(-2, -1))
        return state

    def merge(self, state: State, other: State) -> State:
        """Add."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """The sums as they are."""
        return as_numpy(state)
