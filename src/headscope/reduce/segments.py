"""Mass from segment to segment, and inside the own segment when its boundaries are moved (the null of `block`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from headscope.base.axes import SHIFTS
from headscope.reduce.base import add, as_numpy, chance, constant, gather, running_sums, zeros
from headscope.stream.boundaries import own_runs
from headscope.stream.fold import State
from headscope.stream.frame import Frame
from headscope.stream.weights import Block


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
        runs = own_runs(frame)
        if runs is None or frame.query_segments is None or frame.key_segments is None:
            return state
        xp = array_namespace(block.weights)
        weights, even = block.weights, chance(block)
        rows = frame.query_segments[block.start : block.stop]
        members = np.arange(frame.segments)
        to = constant(frame.key_segments[:, None] == members, weights)
        of = constant(members[:, None] == rows, weights)
        state["segment_mass"] += of @ (weights @ to)
        state["segment_rows"] += xp.sum(of, axis=-1)[None, :]
        queries = frame.query_positions[block.start : block.stop, None]
        place = np.minimum(np.searchsorted(frame.key_positions, queries), frame.keys - 1)
        is_itself = (frame.key_positions[place] == queries) & (rows[:, None] >= 0) & (not frame.is_cross)
        for field, given in (("own_mass", weights), ("own_chance", even)):
            before = running_sums(given)
            itself = xp.sum(gather(given, place) * constant(is_itself, weights), axis=(-2, -1))
            for column, (of_rows, low, high) in enumerate(zip(runs.segments, runs.low, runs.high, strict=True)):
                of_block = of_rows[block.start : block.stop]
                inside = gather(before, high[of_block]) - gather(before, low[of_block])
                state[field][:, column] += xp.sum(inside, axis=(-2, -1)) - itself
        return state

    def merge(self, state: State, other: State) -> State:
        """Add."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """The sums as they are."""
        return as_numpy(state)
