"""Mass by place: at each offset key - query from -16 to 16, and by signed log-distance beyond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from headscope.base.axes import BIN_OF_INTERVAL, BINS, DISTANCE_EDGES, OFFSETS
from headscope.reduce.base import add, as_numpy, chance, constant, gather, indices, running_sums, zeros
from headscope.stream.fold import State
from headscope.stream.frame import Frame
from headscope.stream.weights import Block


@dataclass(frozen=True, slots=True)
class OffsetMass:
    """Sums over rows, [head, 33] and [head, 41]:

    - `offset_mass`: weight at each offset; `offset_rows`: rows that may see a key there; `offset_chance`: what rows
      without preference would give (sum of 1 / n_i); `offset_argmax`: rows whose largest weight lies there;
    - `distance_mass`, `distance_chance`: the same by `distance_bin`.

    Offsets are positions of tokens, not of words.
    """

    name: str = "offsets"
    needs: frozenset[str] = frozenset({"weights", "visible"})

    def start(self, frame: Frame, like: Any) -> State:
        """Zeros."""
        near = ("offset_mass", "offset_rows", "offset_chance", "offset_argmax")
        far = ("distance_mass", "distance_chance")
        return {field: zeros(like, frame.heads, len(OFFSETS)) for field in near} | {
            field: zeros(like, frame.heads, 2 * BINS + 1) for field in far
        }

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Add the rows of `block`."""
        xp = array_namespace(block.weights)
        weights, even = block.weights, chance(block)
        queries = frame.query_positions[block.start : block.stop, None]
        place = np.searchsorted(frame.key_positions, queries + np.array(OFFSETS))
        place = np.minimum(place, frame.keys - 1)
        here = constant(frame.key_positions[place] == queries + np.array(OFFSETS), weights)
        top = xp.max(weights, axis=-1, keepdims=True)
        best = xp.astype((weights == top) & (top > 0), weights.dtype)
        best = best / xp.where(top > 0, xp.sum(best, axis=-1, keepdims=True), xp.ones_like(top))
        seen = xp.astype(block.visible, weights.dtype)
        near = {"offset_mass": weights, "offset_rows": seen, "offset_chance": even, "offset_argmax": best}
        for field, rows in near.items():
            state[field] += xp.sum(gather(rows, place) * here, axis=1)
        edges = np.searchsorted(frame.key_positions, queries + DISTANCE_EDGES)
        for field, rows in (("distance_mass", weights), ("distance_chance", even)):
            before = gather(running_sums(rows), edges)
            inside = xp.sum(before[..., 1:] - before[..., :-1], axis=1)  # row by row: 0 stays 0
            state[field] += xp.take(inside, indices(BIN_OF_INTERVAL, rows), axis=-1)
        return state

    def merge(self, state: State, other: State) -> State:
        """Add."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """The sums as they are."""
        return as_numpy(state)
