"""Every standard statistic of a call in float64 out of whole matrices: the fused pass is held against it.

Weights come from `headscope.reference`; each statistic is written as its definition reads, on N x N arrays.
"""

from __future__ import annotations

import numpy as np

from headscope.base.axes import base_level, distance_bin
from headscope.reference import softmax_rows
from headscope.stream.call import AttentionCall
from headscope.stream.frame import Frame
from tests.reduce.dense import array

Arrays = dict[str, np.ndarray]


def shown_pairs(call: AttentionCall) -> np.ndarray:
    """Which keys each query of text 0 sees, bool [head, query, key]."""
    key, shown = np.arange(call.keys), np.ones((call.heads, call.queries, call.keys), dtype=bool)
    if call.mask.low is not None:
        shown &= key >= call.mask.low[:, None]
    if call.mask.high is not None:
        shown &= key < call.mask.high[:, None]
    if call.mask.key_keep is not None:
        shown &= array(call.mask.key_keep[0]).astype(bool)
    if call.mask.block is not None:
        shown &= array(call.mask.block(0, call.queries))[0].astype(bool)
    return shown


def weights_of(call: AttentionCall) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights [head, query, key], pairs that are seen, and log-sum-exp [head, query] (0 for a row without any)."""
    q, k = array(call.q)[0], array(call.k)[0]
    scores = q @ np.repeat(k, call.heads // len(k), axis=0).transpose(0, 2, 1) * call.scale
    if call.softcap is not None:
        scores = call.softcap * np.tanh(scores / call.softcap)
    if call.bias is not None:
        scores = scores + array(call.bias)[0]
    shown = shown_pairs(call)
    sinks = None if call.sinks is None else array(call.sinks)
    powers = np.where(shown, np.exp(scores), 0).sum(-1) + (0 if sinks is None else np.exp(sinks)[:, None])
    return softmax_rows(scores, shown, sinks), shown, np.log(np.where(powers > 0, powers, 1))


def statistics(call: AttentionCall, frame: Frame) -> dict[str, Arrays]:
    """All families by name."""
    weights, shown, log_sum = weights_of(call)
    even = shown / np.maximum(shown.sum(-1, keepdims=True), 1)
    offset = frame.key_positions[None, :] - frame.query_positions[:, None]
    return {
        "rows": _rows(weights, shown, log_sum, offset, frame),
        "offsets": _offsets(weights, shown, even, offset),
        "keys": {"received": weights.sum(1), "received_chance": even.sum(1), "received_rows": shown.sum(1)},
        "strongest": _strongest(weights),
        "segments": _segments(weights, even, offset, frame),
        "image": _image(weights),
        "base": _base(weights),
    }


def of_rows(call: AttentionCall, frame: Frame, rows: np.ndarray) -> dict[str, Arrays]:
    """What is said of some rows of a call, each computed among all the others."""
    weights, shown, log_sum = weights_of(call)
    offset = frame.key_positions[None, :] - frame.query_positions[:, None]
    families = {
        "rows": _rows(weights, shown, log_sum, offset, frame),
        "row_offsets": _row_offsets(weights, shown, offset),
    }
    return {family: {name: of_all[:, rows] for name, of_all in arrays.items()} for family, arrays in families.items()}


def _row_offsets(weights: np.ndarray, shown: np.ndarray, offset: np.ndarray) -> Arrays:
    best = (weights == weights.max(-1, keepdims=True)) & (weights > 0)
    shares = best / np.maximum(best.sum(-1, keepdims=True), 1)
    near = [offset == one for one in range(-16, 17)]
    return {
        "offset_mass": np.stack([(weights * here).sum(-1) for here in near], axis=-1),
        "offset_seen": np.stack([(shown & here).any(-1) for here in near], axis=-1),
        "previous_argmax": (shares * (offset == -1)).sum(-1),
    }


def _rows(weights: np.ndarray, shown: np.ndarray, log_sum: np.ndarray, offset: np.ndarray, frame: Frame) -> Arrays:
    logs = np.log2(weights, out=np.zeros_like(weights), where=weights > 0)
    return {
        "entropy_bits": -(weights * logs).sum(-1),
        "peak": weights.max(-1),
        "log_sum_exp": log_sum,
        "span_tokens": (weights * np.abs(offset)).sum(-1),
        "self_mass": (weights * (offset == 0)).sum(-1) * (not frame.is_cross),
        "first_mass": weights[:, :, 0],
        "special_mass": weights[:, :, frame.special].sum(-1),
        "punctuation_mass": weights[:, :, frame.punctuation].sum(-1),
        "visible_keys": shown.sum(-1),
    }


def _offsets(weights: np.ndarray, shown: np.ndarray, even: np.ndarray, offset: np.ndarray) -> Arrays:
    best = (weights == weights.max(-1, keepdims=True)) & (weights > 0)
    best = best / np.maximum(best.sum(-1, keepdims=True), 1)
    near = {"offset_mass": weights, "offset_rows": shown, "offset_chance": even, "offset_argmax": best}
    far = {"distance_mass": weights, "distance_chance": even}
    bins = distance_bin(offset)
    return {
        name: np.stack([(values * (offset == one)).sum((1, 2)) for one in range(-16, 17)], axis=1)
        for name, values in near.items()
    } | {
        name: np.stack([np.bincount(bins.ravel(), head.ravel(), minlength=41) for head in values])
        for name, values in far.items()
    }


def _strongest(weights: np.ndarray) -> Arrays:
    order = np.argsort(-weights, axis=-1, kind="stable")[..., :8]
    weight = np.take_along_axis(weights, order, -1)
    missing = ((0, 0), (0, 0), (0, 8 - order.shape[-1]))
    return {
        "top_weight": np.pad(weight, missing),
        "top_key": np.pad(np.where(weight > 0, order, -1), missing, constant_values=-1),
    }


def _segments(weights: np.ndarray, even: np.ndarray, offset: np.ndarray, frame: Frame) -> Arrays:
    heads, count = len(weights), frame.segments
    found = {
        "segment_mass": np.zeros((heads, count, count)),
        "segment_rows": np.zeros((heads, count)),
        "own_mass": np.zeros((heads, 100)),
        "own_chance": np.zeros((heads, 100)),
    }
    if frame.query_segments is None or frame.key_segments is None:
        return found
    of, to = (segments[:, None] == np.arange(count) for segments in (frame.query_segments, frame.key_segments))
    found["segment_mass"] = np.einsum("qs,hqt->hst", of, weights @ to)
    found["segment_rows"][:] = of.sum(0)
    inside = frame.query_segments >= 0
    tokens = int(inside.sum())
    several = len(set(frame.query_segments[inside])) > 1
    shifts = (
        [] if frame.is_cross or not several else np.linspace(1, tokens - 1, min(99, tokens - 1)).round().astype(int)
    )
    for column, shift in enumerate([0, *shifts]):
        rows, keys = frame.query_segments.copy(), frame.key_segments.copy()
        rows[inside] = np.roll(rows[inside], shift)
        keys[keys >= 0] = np.roll(keys[keys >= 0], shift)
        own = ((rows[:, None] == keys) & (rows >= 0)[:, None]).astype(float)
        own -= 0 if frame.is_cross else (offset == 0) & inside[:, None]
        found["own_mass"][:, column] = weights.reshape(heads, -1) @ own.ravel()
        found["own_chance"][:, column] = even.reshape(heads, -1) @ own.ravel()
    return found


def _image(weights: np.ndarray, limit: int = 64) -> Arrays:
    height, width = (-(-length // limit) for length in weights.shape[1:])
    rows, columns = np.arange(0, weights.shape[1], height), np.arange(0, weights.shape[2], width)
    sums = np.add.reduceat(np.add.reduceat(weights, rows, axis=1), columns, axis=2)
    sizes = np.outer(np.diff([*rows, weights.shape[1]]), np.diff([*columns, weights.shape[2]]))
    peaks = np.maximum.reduceat(np.maximum.reduceat(weights, rows, axis=1), columns, axis=2)
    return {"image_mean": sums / sizes, "image_max": peaks}


def _base(weights: np.ndarray) -> Arrays:
    """What the codes of the base image stand for; nothing where there is none."""
    level = base_level(*weights.shape[1:])
    if level is None:
        return {}
    rows, columns = (np.arange(0, length, 2**level) for length in weights.shape[1:])
    sums = np.add.reduceat(np.add.reduceat(weights, rows, axis=1), columns, axis=2)
    peaks = np.maximum.reduceat(np.maximum.reduceat(weights, rows, axis=1), columns, axis=2)
    return {"base_mass": sums / np.diff([*rows, weights.shape[1]])[:, None], "base_peak": peaks}
