"""Pictures of the matrix: sums and largest weights of cells, folded for the small image and for the base image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from headscope.base.axes import IMAGE_CELLS, base_cells, base_level, cell_tokens, cells
from headscope.base.log_scale import encoded
from headscope.reduce.base import as_numpy, constant, zeros
from headscope.stream.fold import State
from headscope.stream.frame import Frame
from headscope.stream.weights import Block


@dataclass(frozen=True, slots=True)
class PooledImage:
    """`image_mean` and `image_max` [head, query cell, key cell], at most `limit` cells along an axis.

    The mean is taken over the entries of the cell that lie inside the matrix, masked ones counting as 0.
    """

    limit: int = IMAGE_CELLS
    name: str = "image"
    needs: frozenset[str] = frozenset({"weights"})

    def start(self, frame: Frame, like: Any) -> State:
        """Zeros."""
        rows, columns = cells(frame.queries, self.limit)[1], cells(frame.keys, self.limit)[1]
        return {field: zeros(like, frame.heads, rows, columns) for field in ("sum", "max")}

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Add the rows of `block`."""
        _add_cells(state, block, cells(frame.queries, self.limit)[0], cells(frame.keys, self.limit)[0])
        return state

    def merge(self, state: State, other: State) -> State:
        """Sums add, peaks take the larger."""
        return _merged(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """Sums over cells become means over the entries that lie inside the matrix."""
        inside = np.outer(*(cell_tokens(n, cells(n, self.limit)[0]) for n in (frame.queries, frame.keys)))
        return as_numpy({"image_mean": state["sum"] / constant(inside, state["sum"]), "image_max": state["max"]})


@dataclass(frozen=True, slots=True)
class BaseImage:
    """`base_mass` and `base_peak` [head, query cell, key cell], uint16 on the log scale of `base.log_scale`: what the
    keys of a cell get from one of its rows on average, and the largest weight of the cell. Cells are squares of
    2^`base_level` tokens; texts that need no base image have no arrays."""

    name: str = "base"
    needs: frozenset[str] = frozenset({"weights"})

    def start(self, frame: Frame, like: Any) -> State:
        """Zeros, or nothing."""
        if base_level(frame.queries, frame.keys) is None:
            return {}
        return {field: zeros(like, frame.heads, *base_cells(frame.queries, frame.keys)) for field in ("sum", "max")}

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Add the rows of `block`."""
        level = base_level(frame.queries, frame.keys)
        if level is not None:
            _add_cells(state, block, 1 << level, 1 << level)
        return state

    def merge(self, state: State, other: State) -> State:
        """Sums add, peaks take the larger."""
        return _merged(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """Sums over cells become means over their rows, and codes."""
        level = base_level(frame.queries, frame.keys)
        if level is None:
            return {}
        mass = state["sum"] / constant(cell_tokens(frame.queries, 1 << level)[:, None], state["sum"])
        found = as_numpy({"base_mass": mass, "base_peak": state["max"]})
        return {name: encoded(values) for name, values in found.items()}


def _add_cells(state: State, block: Block, height: int, width: int) -> None:
    """Add the rows of a block to `sum` and `max` [head, row cell, column cell], row of cells by row of cells."""
    xp = array_namespace(block.weights)
    heads, rows, keys = block.weights.shape
    columns = state["sum"].shape[2]
    padded = xp.concat([block.weights, zeros(block.weights, heads, rows, columns * width - keys)], axis=-1)
    pooled = xp.reshape(padded, (heads, rows, columns, width))
    total, peak = xp.sum(pooled, axis=-1), xp.max(pooled, axis=-1)
    for row in range(block.start // height, -(-block.stop // height)):
        low, high = max(row * height, block.start) - block.start, min((row + 1) * height, block.stop) - block.start
        state["sum"][:, row, :] += xp.sum(total[:, low:high, :], axis=1)
        state["max"][:, row, :] = xp.maximum(state["max"][:, row, :], xp.max(peak[:, low:high, :], axis=1))


def _merged(state: State, other: State) -> State:
    """Sums add, peaks take the larger."""

    def larger(one: Any, two: Any) -> Any:
        return array_namespace(one).maximum(one, two)

    return {name: larger(one, other[name]) if name == "max" else one + other[name] for name, one in state.items()}
