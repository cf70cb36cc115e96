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
        rest = xp.asarray(block.weights, copy=True)
        position = xp.arange(rest.shape[-1], device=device(rest))
        for rank in range(min(KEPT, frame.keys)):
            best = xp.argmax(rest, axis=-1, keepdims=True)
            weight = xp.max(rest, axis=-1)
            state["top_weight"][:, block.start : block.stop, rank] = weight
            state["top_key"][:, block.start : block.stop, rank] = xp.astype(
                xp.where(weight > 0, best[..., 0] + 1, 0), rest.dtype
            )
            rest = xp.where(position == best, xp.zeros_like(rest), rest)
        return state

    def merge(self, state: State, other: State) -> State:
        """Unite disjoint rows."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """Weights as they are, keys counted from 0."""
        arrays = as_numpy(state)
        return {"top_weight": arrays["top_weight"], "top_key": arrays["top_key"].astype("int32") - 1}
