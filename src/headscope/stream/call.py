"""One attention call as the model made it: everything that decides its weights, or the weights themselves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from headscope.stream.mask import MaskSpec, mask_of_one

Array = Any  # any array of the Python array API: numpy or torch


@dataclass(frozen=True, slots=True)
class AttentionCall:
    """Queries, keys and values of one call, and how they become weights:
    `softmax(softcap(q k^T scale) + bias + mask, sinks as one more column)`.

    Where a model's own code makes its weights and hands no queries and keys to anybody, the call holds `weights`
    instead; `mask` says which of them are of visible keys, and nothing else applies.

    Attributes:
        q: queries after rotary embedding [batch, head, query, d]; None where there are `weights`.
        k: keys after rotary embedding, not repeated for grouped heads [batch, key_head, key, d]; None as `q`.
        v: values, not repeated [batch, key_head, key, d_v]; None where only weights are wanted.
        scale: factor on q k^T.
        mask: which keys each query may see.
        softcap: `c * tanh(s / c)` on the scaled scores, None for none.
        bias: added to the scores, [batch or 1, head or 1, query or 1, key]; None for none.
        sinks: a learned score per head that takes part in the softmax and is then dropped, [head]; None for none.
        module: dotted name of the module in the model.
        kind: `self`, `encoder` or `cross`.
        query_offset, key_offset: position of the first query and the first key in the text.
        weights: the model's own weights [batch, head, query, key], where no q and k were seen.
    """

    q: Array
    k: Array
    v: Array | None
    scale: float
    mask: MaskSpec = field(default_factory=MaskSpec)
    softcap: float | None = None
    bias: Array | None = None
    sinks: Array | None = None
    module: str = ""
    kind: str = "self"
    query_offset: int = 0
    key_offset: int = 0
    weights: Array | None = None

    @property
    def asked(self) -> Array:
        """What has the queries along its third axis, [batch, head, query, ...]: `q`, or the weights."""
        return self.q if self.weights is None else self.weights

    @property
    def texts(self) -> int:
        """Number of texts in the batch."""
        return int(self.asked.shape[0])

    @property
    def heads(self) -> int:
        """Number of query heads."""
        return int(self.asked.shape[1])

    @property
    def key_heads(self) -> int:
        """Number of heads with keys of their own; query heads share them in groups."""
        return self.heads if self.k is None else int(self.k.shape[1])

    @property
    def queries(self) -> int:
        """Number of query rows."""
        return int(self.asked.shape[2])

    @property
    def keys(self) -> int:
        """Number of keys."""
        return int(self.asked.shape[3]) if self.k is None else int(self.k.shape[2])


def call_of_one(
    call: AttentionCall, batch: int, queries: int, keys: int, *, first_query: int = 0, first_key: int = 0
) -> AttentionCall:
    """The part of a call that is one text's, [1, head, ...], without the padding around its queries and keys.

    >>> import numpy as np
    >>> q = np.zeros((2, 4, 7, 3))
    >>> one = call_of_one(AttentionCall(q, q, q, scale=1.0), 1, 5, 6)
    >>> one.q.shape, one.k.shape
    ((1, 4, 5, 3), (1, 4, 6, 3))
    """
    mine = slice(batch, batch + 1)
    rows, columns = slice(first_query, first_query + queries), slice(first_key, first_key + keys)
    bias = call.bias
    if bias is not None:
        bias = bias[mine if bias.shape[0] > 1 else slice(None), :, rows if bias.shape[2] > 1 else slice(None), columns]
    return replace(
        call,
        q=None if call.q is None else call.q[mine, :, rows],
        k=None if call.k is None else call.k[mine, :, columns],
        v=None if call.v is None else call.v[mine, :, columns],
        mask=mask_of_one(call.mask, batch, queries, keys, first_query=first_query, first_key=first_key),
        bias=bias,
        weights=None if call.weights is None else call.weights[mine, :, rows, columns],
    )
