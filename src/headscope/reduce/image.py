"""A small picture of the matrix of any size: mean and largest weight of each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from headscope.base.axes import IMAGE_CELLS, cells
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
        return {field: zeros(like, frame.heads, rows, columns) for field in ("image_mean", "image_max")}

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Add the rows of `block`, cell row by cell row."""
        xp = array_namespace(block.weights)
        height, (width, columns) = cells(frame.queries, self.limit)[0], cells(frame.keys, self.limit)
        padding = zeros(block.weights, frame.heads, block.stop - block.start, columns * width - frame.keys)
        padded = xp.concat([block.weights, padding], axis=-1)
        pooled = xp.reshape(padded, (frame.heads, block.stop - block.start, columns, width))
        total, peak = xp.sum(pooled, axis=-1), xp.max(pooled, axis=-1)
        for row in range(block.start // height, -(-block.stop // height)):
            low, high = max(row * height, block.start) - block.start, min((row + 1) * height, block.stop) - block.start
            state["image_mean"][:, row, :] += xp.sum(total[:, low:high, :], axis=1)
            state["image_max"][:, row, :] = xp.maximum(
                state["image_max"][:, row, :], xp.max(peak[:, low:high, :], axis=1)
            )
        return state

    def merge(self, state: State, other: State) -> State:
        """Sums add, peaks take the larger."""
        xp = array_namespace(state["image_max"])
        return {
            "image_mean": state["image_mean"] + other["image_mean"],
            "image_max": xp.maximum(state["image_max"], other["image_max"]),
        }

    def finish(self, frame: Frame, state: State) -> State:
        """Sums over cells become means over the entries that lie inside the matrix."""
        (height, rows), (width, columns) = cells(frame.queries, self.limit), cells(frame.keys, self.limit)
        inside_rows = np.minimum(frame.queries - np.arange(rows) * height, height)
        inside_columns = np.minimum(frame.keys - np.arange(columns) * width, width)
        size = constant(inside_rows[:, None] * inside_columns[None, :], state["image_mean"])
        return as_numpy({"image_mean": state["image_mean"] / size, "image_max": state["image_max"]})
