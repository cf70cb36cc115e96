"""Queries, keys and masks from other programs, checked and brought into one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import array_namespace, device, is_torch_array

from headscope.capture.numbers import numbers, on_host
from headscope.errors import BadMatrix, BadOption
from headscope.stream.call import AttentionCall
from headscope.stream.geometry import sights
from headscope.stream.mask import MaskSpec, causal

Array = Any  # any array of the Python array API: numpy or torch
HIDDEN = -1e4  # what is added to a score to hide its key is at most this (-10000, -65504, -1e9, -inf)


@dataclass(frozen=True, slots=True)
class Queries:
    """Queries [layer, head, query, d] and keys [layer, key_head, key, d], both numpy or both torch, of one dtype."""

    q: Array
    k: Array


@dataclass(frozen=True, slots=True)
class ScoreRules:
    """What is added to the scores or hides keys, as an `AttentionCall` takes it."""

    mask: MaskSpec
    bias: Array | None
    sinks: Array | None


def checked_queries(q: Any, k: Any, v: Any) -> Queries:
    """Queries and keys with a layer axis, once all shapes fit.

    Raises:
        BadMatrix: an array has another number of axes, they do not fit together, or there is a NaN.
    """
    if is_torch_array(q) and is_torch_array(k):
        q, k = q.detach(), k.detach()
    else:
        q, k = numbers(q, what="q"), numbers(k, what="k")
    q, k = _with_layers(q, "q"), _with_layers(k, "k")
    xp = array_namespace(q, k)
    dtype = xp.result_type(q, k)
    if not xp.isdtype(dtype, "real floating"):
        dtype = xp.float64
    q, k = xp.astype(q, dtype), xp.astype(k, dtype)
    fits = k.shape[0] == q.shape[0] and k.shape[3] == q.shape[3] and q.shape[1] % k.shape[1] == 0
    if not fits:
        raise BadMatrix("keys_shape", found=list(k.shape), queries=list(q.shape))
    if v is not None:
        v = _with_layers(v if is_torch_array(v) else numbers(v, what="v"), "v")
        if tuple(v.shape[:3]) != tuple(k.shape[:3]):
            raise BadMatrix("values_shape", found=list(v.shape), keys=list(k.shape))
    for name, array in (("q", q), ("k", k)):
        if not bool(xp.all(xp.isfinite(array))):
            raise BadMatrix("queries_not_finite", name=name)
    return Queries(q, k)


def mask_rules(given: Queries, mask: Any, *, bias: Any = None, sinks: Any = None) -> ScoreRules:
    """The mask, whatever its form, with the bias and the sinks, in the library of the queries.

    Raises:
        BadMatrix: a shape does not fit, or there is a NaN.
        BadOption: the mask is a word other than `causal`, or whole numbers, which could mean either form.
    """
    heads, queries, keys = given.q.shape[1], given.q.shape[2], given.k.shape[2]
    added = None if bias is None else _spread(numbers(bias, what="bias"), heads, queries, keys, "bias")
    spec = MaskSpec()
    if isinstance(mask, str):
        if mask != "causal" or queries != keys:
            raise BadOption("mask_unknown", value=mask, queries=queries, keys=keys)
        spec = causal(queries, keys)
    elif isinstance(mask, MaskSpec):
        spec = mask
    elif mask is not None:
        values = np.asarray(on_host(mask))
        if values.dtype.kind not in "fb":
            raise BadOption("mask_dtype", value=values.dtype.name)
        values = _spread(values[None] if values.ndim == 1 else values, heads, queries, keys, "mask")
        shown = values if values.dtype.kind == "b" else values > HIDDEN
        spec = MaskSpec(block=lambda start, stop: _beside(given.q, shown[None, :, start:stop]))
        if values.dtype.kind == "f" and values[shown].any():
            rest = np.where(shown, values, 0.0)
            added = rest if added is None else added + rest
    if sinks is not None:
        sinks = numbers(sinks, what="sinks")
        if sinks.shape != (heads,):
            raise BadMatrix("scores_shape", name="sinks", found=list(sinks.shape), expected=[heads])
        sinks = _beside(given.q, sinks)
    return ScoreRules(spec, None if added is None else _beside(given.q, added[None]), sinks)


def visible_intervals(call: AttentionCall) -> dict[str, np.ndarray] | None:
    """The keys each row sees as an interval low..high (high not included), [1, query] each; None where they are none.

    Queries, keys and these intervals are what it takes to compute rows again.
    """
    seen = sights(call)
    low, high = seen[0].low, seen[0].high
    for one in seen:
        if (one.low != low).any() or (one.high != high).any() or (one.counts != one.high - one.low).any():
            return None
    return {"visible_low": low[None], "visible_high": high[None]}


def _with_layers(array: Array, name: str) -> Array:
    if array.ndim not in (3, 4) or 0 in array.shape:
        raise BadMatrix("queries_shape", name=name, found=list(array.shape))
    return array[None] if array.ndim == 3 else array


def _spread(values: np.ndarray, heads: int, queries: int, keys: int, name: str) -> np.ndarray:
    """[query, key] or [head, query, key], possibly of length 1 along some axes, as [head or 1, query, key]."""
    values = values[None] if values.ndim == 2 else values
    expected = [heads, queries, keys]
    if values.ndim != 3 or any(found not in (1, wanted) for found, wanted in zip(values.shape, expected, strict=True)):
        raise BadMatrix("scores_shape", name=name, found=list(values.shape), expected=expected)
    if np.isnan(values.astype(float)).any() or (values == np.inf).any():
        raise BadMatrix("queries_not_finite", name=name)
    return np.broadcast_to(values, (values.shape[0], queries, keys))


def _beside(like: Array, values: np.ndarray) -> Array:
    """A copy of a numpy array in the library and on the device of `like` (torch wants arrays that can be written)."""
    return array_namespace(like).asarray(np.array(values), device=device(like))
