"""One pass over the query rows, many reductions: nothing of size N x N is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from headscope.stream.call import AttentionCall
from headscope.stream.frame import Frame
from headscope.stream.weights import Block, block_of_rows, block_of_weights

Array = Any
State = dict[str, Array]


class Reduction(Protocol):
    """A statistic that is folded over blocks of query rows, of any size, in any order.

    Laws (checked for every reduction, `headscope.testing`): equal to the dense float64 computation; independent of the
    block size; `merge` associative with `start` as its neutral element.
    """

    @property
    def name(self) -> str:
        """Name of the family, unique among the reductions of a pass."""

    @property
    def needs(self) -> frozenset[str]:
        """The fields of a `Block` that `step` reads: `weights`, `visible`, `log_sum_exp`."""

    def start(self, frame: Frame, like: Array) -> State:
        """The state before any row, in the library, device and dtype of `like`."""

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """The state after `block`."""

    def merge(self, state: State, other: State) -> State:
        """The state after the rows of both (disjoint) states."""

    def finish(self, frame: Frame, state: State) -> State:
        """The arrays to keep, by name."""


def blocks_of(call: AttentionCall, *, batch: int = 0, rows_per_block: int = 128) -> Iterable[Block]:
    """All rows of one text of a call, block by block."""
    for start in range(0, call.queries, rows_per_block):
        yield block_of_rows(call, start, min(start + rows_per_block, call.queries), batch=batch)


def blocks_of_matrix(weights: Array, visible: Array, *, rows_per_block: int = 128) -> Iterable[Block]:
    """All rows of weights [head, query, key] that already exist, block by block."""
    for start in range(0, weights.shape[1], rows_per_block):
        yield block_of_weights(weights, visible, start, min(start + rows_per_block, weights.shape[1]))


def fold(
    blocks: Iterable[Block],
    reductions: Sequence[Reduction],
    frame: Frame,
    *,
    each: Callable[[Block], None] | None = None,
) -> dict[str, State]:
    """Fold every reduction over the blocks; `each` sees every block once (to keep weights, to check them).

    Returns:
        The finished arrays of each reduction, by the reduction's name.
    """
    states: dict[str, State] = {}
    for block in blocks:
        if each is not None:
            each(block)
        for reduction in reductions:
            state = states.get(reduction.name)
            if state is None:
                state = reduction.start(frame, block.weights)
            states[reduction.name] = reduction.step(frame, state, block)
    return {reduction.name: reduction.finish(frame, states[reduction.name]) for reduction in reductions}
