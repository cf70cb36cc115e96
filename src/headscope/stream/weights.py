"""Exact softmax rows of a block of queries, written once for numpy and torch (Python array API)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace, device

from headscope.stream.call import AttentionCall
from headscope.stream.mask import visible

Array = Any


@dataclass(frozen=True, slots=True)
class Block:
    """The weights of query rows start..stop of one text, all heads.

    Attributes:
        start, stop: the query rows.
        weights: [head, query, key]; a row sums to 1, to less with learned sinks, to 0 if it sees no key.
        visible: which keys a row may see, bool [head, query, key].
        log_sum_exp: log of the softmax denominator (sinks included), [head, query]; -inf for a row that sees no key.
    """

    start: int
    stop: int
    weights: Array
    visible: Array
    log_sum_exp: Array


def block_of_rows(call: AttentionCall, start: int, stop: int, *, batch: int = 0) -> Block:
    """Rows start..stop of text `batch`, in at least float32, in the model's own order of operations.

    A row that sees no key is all zeros (never NaN, never uniform). Where the call holds the model's own weights, they
    are cut out, and their log-sum-exp is unknown (NaN).

    >>> q = k = np.eye(2)[None, None]
    >>> block = block_of_rows(AttentionCall(q, k, None, scale=1.0), 0, 2)
    >>> block.weights.round(3).tolist()
    [[[0.731, 0.269], [0.269, 0.731]]]
    """
    xp = array_namespace(call.asked)
    if call.weights is not None:
        own = _wide(xp, call.weights[batch, :, start:stop, :])
        shown = _visible(xp, call, start, stop, batch, own)
        return _given(xp.where(shown, own, xp.zeros_like(own)), shown, start, stop)
    q, k = _wide(xp, call.q[batch, :, start:stop, :]), _wide(xp, call.k[batch])
    group = q.shape[0] // k.shape[0]
    heads, rows, keys = q.shape[0], q.shape[1], k.shape[1]
    stacked = xp.reshape(q, (k.shape[0], group * rows, q.shape[2]))  # heads of a group share their keys
    scores = xp.reshape(stacked @ xp.permute_dims(k, (0, 2, 1)), (heads, rows, keys)) * call.scale
    if call.softcap is not None:
        scores = xp.tanh(scores / call.softcap) * call.softcap
    if call.bias is not None:
        scores = scores + xp.astype(_rows(call.bias, batch, start, stop), scores.dtype)
    shown = _visible(xp, call, start, stop, batch, scores)
    scores = xp.where(shown, scores, -xp.inf)
    top = xp.max(scores, axis=-1, keepdims=True)
    sinks = None if call.sinks is None else xp.astype(xp.reshape(call.sinks, (heads, 1, 1)), scores.dtype)
    if sinks is not None:
        top = xp.maximum(top, sinks)
    top = xp.where(xp.isfinite(top), top, xp.zeros_like(top))
    powers = xp.exp(scores - top)
    total = xp.sum(powers, axis=-1, keepdims=True)
    if sinks is not None:
        total = total + xp.exp(sinks - top)
    empty = total == 0
    total = xp.where(empty, xp.ones_like(total), total)
    log_sum_exp = xp.where(empty, xp.full_like(total, -xp.inf), top + xp.log(total))
    return Block(start, stop, powers / total, shown, log_sum_exp[..., 0])


def block_of_weights(weights: Array, visible_keys: Array, start: int, stop: int) -> Block:
    """A block cut out of weights that already exist, [head, query, key]; its log-sum-exp is unknown (NaN)."""
    return _given(weights[:, start:stop, :], visible_keys[:, start:stop, :], start, stop)


def _given(rows: Array, shown: Array, start: int, stop: int) -> Block:
    xp = array_namespace(rows)
    unknown = xp.full(rows.shape[:2], xp.nan, dtype=rows.dtype, device=device(rows))
    return Block(start, stop, rows, shown, unknown)


def _wide(xp: Any, array: Array) -> Array:
    return array if array.dtype in (xp.float32, xp.float64) else xp.astype(array, xp.float32)


def _rows(array: Array, batch: int, start: int, stop: int) -> Array:
    """Rows start..stop of one text out of an array that may be broadcast over batch and query."""
    one = array[batch if array.shape[0] > 1 else 0]
    return one[:, start:stop, :] if one.shape[1] > 1 else one


def _visible(xp: Any, call: AttentionCall, start: int, stop: int, batch: int, scores: Array) -> Array:
    shown = xp.ones(scores.shape, dtype=xp.bool, device=device(scores))
    intervals = visible(call.mask, start, stop, batch=batch, keys=call.keys)
    if intervals is not None:
        shown = shown & xp.asarray(np.array(intervals), device=device(scores))[None]
    if call.mask.block is not None:
        block = call.mask.block(start, stop)
        shown = shown & block[batch if block.shape[0] > 1 else 0]
    return shown
