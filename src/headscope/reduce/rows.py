"""Statistics of each row: entropy, peak, log-sum-exp, span, and the mass on itself, the first and special keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from headscope.base.axes import ROW_STATISTICS
from headscope.reduce.base import add, as_numpy, constant, visible_counts, zeros
from headscope.stream.fold import State
from headscope.stream.frame import Frame
from headscope.stream.weights import Block

_LN2 = 0.6931471805599453


@dataclass(frozen=True, slots=True)
class RowStatistics:
    """Per row [head, query]:

    - `entropy_bits`: -sum p log2 p, from 0 (one key) to log2 n (all alike);
    - `peak`: the largest weight; `log_sum_exp`: log of the softmax denominator;
    - `span_tokens`: sum p |query - key|; `visible_keys`: how many keys the row may see;
    - `self_mass`, `first_mass`, `special_mass`, `punctuation_mass`: the weight on the query's own position (0 in
      cross-attention), on the first key, on keys the tokenizer added, on punctuation.

    A row that sees no key is 0 everywhere. A row says where the head reads, not whether what it reads matters.
    """

    name: str = "rows"
    needs: frozenset[str] = frozenset({"weights", "visible", "log_sum_exp"})

    def start(self, frame: Frame, like: Any) -> State:
        """Zeros."""
        return {field: zeros(like, frame.heads, frame.queries) for field in ROW_STATISTICS}

    def step(self, frame: Frame, state: State, block: Block) -> State:
        """Write the rows of `block`."""
        xp = array_namespace(block.weights)
        weights = block.weights
        logs = xp.log(xp.where(weights > 0, weights, xp.ones_like(weights)))
        queries = constant(frame.query_positions[block.start : block.stop], weights)
        keys = constant(frame.key_positions, weights)
        distance = xp.abs(keys[None, :] - queries[:, None])
        own = xp.astype(distance == 0, weights.dtype) * (0.0 if frame.is_cross else 1.0)
        lse = block.log_sum_exp
        rows = {
            "entropy_bits": -xp.sum(weights * logs, axis=-1) / _LN2,
            "peak": xp.max(weights, axis=-1),
            "log_sum_exp": xp.where(xp.isfinite(lse), lse, xp.zeros_like(lse)),
            "span_tokens": xp.sum(weights * distance, axis=-1),
            "self_mass": xp.sum(weights * own, axis=-1),
            "first_mass": weights[..., 0],
            "special_mass": weights @ constant(frame.special, weights),
            "punctuation_mass": weights @ constant(frame.punctuation, weights),
            "visible_keys": visible_counts(block),
        }
        for field, values in rows.items():
            state[field][:, block.start : block.stop] = values
        return state

    def merge(self, state: State, other: State) -> State:
        """Unite disjoint rows."""
        return add(state, other)

    def finish(self, frame: Frame, state: State) -> State:
        """The rows as they are."""
        return as_numpy(state)
