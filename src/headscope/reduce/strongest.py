"""The eight strongest keys of each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace, device

from headscope.base.axes import KEPT
from headscope.reduce.base import add, as_numpy, zeros
from headscope.stream.fold import State
from headscope.stream.frame import Frame
from headscope.stream.weights import Block

Array = Any
RUN = 32


@dataclass(frozen=True, slots=True)
class StrongestKeys:
    """Per row [head, query, 8], strongest first: `top_weight` and `top_key` (0 and -1 where there are fewer keys).
    Of equal weights the earlier key comes first."""

    name: str = "strongest"
    needs: frozenset[str] = frozenset({"weights"})

    def start(self, frame: Frame, like: Any) -> State:
        """Zeros; `top_key` counts from 1 inside the state, so that zero means unseen."""
        return {field: zeros(like, frame.heads, frame.queries, KEPT) for field in ("top_weight", "top_key")}

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Write the rows of `block`."""
        xp = array_namespace(block.weights)
        candidates, keys = _candidates(block.weights)
        places, weights = largest(candidates, min(KEPT, candidates.shape[-1]))
        found = places if keys is None else xp.take_along_axis(keys, places, axis=-1)
        found = xp.where(weights > 0, found + 1, xp.zeros_like(found))
        state["top_weight"][:, block.start : block.stop, : found.shape[-1]] = weights
        state["top_key"][:, block.start : block.stop, : found.shape[-1]] = xp.astype(found, weights.dtype)
        return state

    def merge(self, state: State, other: State) -> State:
        """Unite disjoint rows."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """Weights as they are, keys counted from 0."""
        arrays = as_numpy(state)
        return {"top_weight": arrays["top_weight"], "top_key": arrays["top_key"].astype("int32") - 1}


def largest(rows: Array, count: int) -> tuple[Array, Array]:
    """Places and values of the `count` largest entries of each row, largest first, of equal ones the earlier first."""
    xp = array_namespace(rows)
    rest, position = rows, xp.arange(rows.shape[-1], device=device(rows))
    places, values = [], []
    for _ in range(count):
        best = xp.argmax(rest, axis=-1, keepdims=True)
        places.append(best)
        values.append(xp.max(rest, axis=-1, keepdims=True))
        rest = xp.where(position == best, xp.full_like(rest, -1.0), rest)
    return xp.concat(places, axis=-1), xp.concat(values, axis=-1)


def _candidates(weights: Array) -> tuple[Array, Array | None]:
    """Of long rows only the eight runs of 32 keys with the largest maxima: the eight largest keys lie among them.

    Returns:
        Weights and keys [head, query, 256], in the order of the keys; (the rows, None) where rows are short.
    """
    xp = array_namespace(weights)
    heads, queries, keys = weights.shape
    runs = -(-keys // RUN)
    if runs <= 2 * KEPT:
        return weights, None
    padded = xp.concat([weights, zeros(weights, heads, queries, runs * RUN - keys)], axis=-1)
    cut = xp.reshape(padded, (heads, queries, runs, RUN))
    chosen = xp.sort(largest(xp.max(cut, axis=-1), KEPT)[0], axis=-1)[..., None]
    place = chosen * RUN + xp.arange(RUN, device=device(weights))
    shape = (heads, queries, KEPT * RUN)
    inside = xp.take_along_axis(cut, xp.broadcast_to(chosen, (*chosen.shape[:-1], RUN)), axis=2)
    return xp.reshape(inside, shape), xp.reshape(place, shape)
