"""What each row gives to the keys beside it, kept row by row: for rows that are a sample of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from headscope.base.axes import OFFSETS, REACH
from headscope.reduce.base import add, as_numpy, constant, gather, zeros
from headscope.stream.fold import State
from headscope.stream.frame import Frame
from headscope.stream.weights import Block


@dataclass(frozen=True, slots=True)
class RowOffsets:
    """Per row [head, query, 33], and [head, query]:

    - `offset_mass`: the weight at each offset key - query from -16 to 16;
    - `offset_seen`: 1 where the row may see a key there, else 0;
    - `previous_argmax`: the share of offset -1 in the largest weight of the row (1 where it lies there alone).

    Offsets are positions of tokens, not of words.
    """

    name: str = "row_offsets"
    needs: frozenset[str] = frozenset({"weights", "visible"})

    def start(self, frame: Frame, like: Any) -> State:
        """Zeros."""
        near = (frame.heads, frame.queries, len(OFFSETS))
        fields = {"offset_mass": near, "offset_seen": near, "previous_argmax": near[:2]}
        return {field: zeros(like, *shape) for field, shape in fields.items()}

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Write the rows of `block`."""
        xp = array_namespace(block.weights)
        weights, rows = block.weights, slice(block.start, block.stop)
        wanted = frame.query_positions[rows, None] + np.array(OFFSETS)
        place = np.minimum(np.searchsorted(frame.key_positions, wanted), frame.keys - 1)
        here = constant(frame.key_positions[place] == wanted, weights)
        near = gather(weights, place) * here
        top = xp.max(weights, axis=-1)
        best = xp.astype((weights == top[..., None]) & (weights > 0), weights.dtype)
        ties = xp.sum(best, axis=-1)
        previous = xp.astype((near[..., REACH - 1] == top) & (top > 0), weights.dtype)
        state["offset_mass"][:, rows] = near
        state["offset_seen"][:, rows] = gather(xp.astype(block.visible, weights.dtype), place) * here
        state["previous_argmax"][:, rows] = previous / xp.where(ties > 0, ties, xp.ones_like(ties))
        return state

    def merge(self, state: State, other: State) -> State:
        """Unite disjoint rows."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """The rows as they are; what is only 0 or 1 in one byte."""
        found = as_numpy(state)
        return found | {"offset_seen": found["offset_seen"].astype(np.uint8)}
