"""A call seen through some of its query rows only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from array_api_compat import array_namespace, device

from headscope.stream.call import AttentionCall
from headscope.stream.frame import Frame
from headscope.stream.mask import MaskSpec

Array = Any


def call_of_rows(call: AttentionCall, rows: np.ndarray) -> AttentionCall:
    """The call as if its text had asked with these query rows alone; each row is what it was among the others.

    Args:
        call: the attention call.
        rows: query rows, int [row].

    >>> from headscope.stream.mask import causal
    >>> q = np.arange(3.0)[None, None, :, None]
    >>> some = call_of_rows(AttentionCall(q, q, None, 1.0, mask=causal(3, 3)), np.array([0, 2]))
    >>> some.q[0, 0, :, 0].tolist(), some.mask.high.tolist()
    ([0.0, 2.0], [1, 3])
    """
    xp = array_namespace(call.asked)
    places = xp.asarray(np.ascontiguousarray(rows, dtype=np.int64), device=device(call.asked))
    bias = call.bias
    if bias is not None and bias.shape[2] > 1:
        bias = xp.take(bias, places, axis=2)
    q, weights = (None if some is None else xp.take(some, places, axis=2) for some in (call.q, call.weights))
    return replace(call, q=q, weights=weights, mask=_mask_of_rows(call.mask, rows), bias=bias)


def frame_of_rows(frame: Frame, rows: np.ndarray) -> Frame:
    """The geometry of some query rows over all keys."""
    segments = None if frame.query_segments is None else frame.query_segments[rows]
    return replace(frame, query_positions=frame.query_positions[rows], query_segments=segments)


def _mask_of_rows(mask: MaskSpec, rows: np.ndarray) -> MaskSpec:
    whole = mask.block

    def block(start: int, stop: int) -> Array:
        together = np.split(rows[start:stop], np.flatnonzero(np.diff(rows[start:stop]) != 1) + 1)
        parts = [whole(int(some[0]), int(some[-1]) + 1) for some in together]  # type: ignore[misc]
        return array_namespace(parts[0]).concat(parts, axis=2)

    return MaskSpec(
        low=None if mask.low is None else mask.low[rows],
        high=None if mask.high is None else mask.high[rows],
        key_keep=mask.key_keep,
        block=None if whole is None else block,
    )
