"""What each key receives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from headscope.reduce.base import add, as_numpy, chance, zeros
from headscope.stream.fold import State
from headscope.stream.frame import Frame
from headscope.stream.weights import Block


@dataclass(frozen=True, slots=True)
class KeyMass:
    """Sums over rows, [head, key]: `received` weight, `received_chance` (what rows without preference would give) and
    `received_rows` (rows that may see the key). A key that receives much may still carry little: see `value_norm`."""

    name: str = "keys"
    needs: frozenset[str] = frozenset({"weights", "visible"})

    def start(self, frame: Frame, like: Any) -> State:
        """Zeros."""
        fields = ("received", "received_chance", "received_rows")
        return {field: zeros(like, frame.heads, frame.keys) for field in fields}

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Add the rows of `block`."""
        xp = array_namespace(block.weights)
        state["received"] += xp.sum(block.weights, axis=-2)
        state["received_chance"] += xp.sum(chance(block), axis=-2)
        state["received_rows"] += xp.sum(xp.astype(block.visible, block.weights.dtype), axis=-2)
        return state

    def merge(self, state: State, other: State) -> State:
        """Add."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """The sums as they are."""
        return as_numpy(state)
