"""Mass by place: at each offset key - query from -16 to 16, and by signed log-distance beyond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from headscope.base.axes import BINS, OFFSETS, distance_bin
from headscope.reduce.base import add, as_numpy, chance, constant, zeros
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
        seen = xp.astype(block.visible, weights.dtype)
        top = xp.max(weights, axis=-1, keepdims=True)
        best = xp.astype((weights == top) & (top > 0), weights.dtype)
        best = best / xp.where(top > 0, xp.sum(best, axis=-1, keepdims=True), xp.ones_like(top))
        offset = frame.key_positions[None, :] - frame.query_positions[block.start : block.stop, None]
        for column, wanted in enumerate(OFFSETS):
            hit = offset == wanted
            if not hit.any():
                continue
            here = constant(hit, weights)
            state["offset_mass"][:, column] += xp.sum(weights * here, axis=(-2, -1))
            state["offset_rows"][:, column] += xp.sum(seen * here, axis=(-2, -1))
            state["offset_chance"][:, column] += xp.sum(even * here, axis=(-2, -1))
            state["offset_argmax"][:, column] += xp.sum(best * here, axis=(-2, -1))
        bins = distance_bin(offset)
        for column in np.unique(bins):
            here = constant(bins == column, weights)
            state["distance_mass"][:, int(column)] += xp.sum(weights * here, axis=(-2, -1))
            state["distance_chance"][:, int(column)] += xp.sum(even * here, axis=(-2, -1))
        return state

    def merge(self, state: State, other: State) -> State:
        """Add."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """The sums as they are."""
        return as_numpy(state)
