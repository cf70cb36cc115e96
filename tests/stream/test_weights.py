"""Rows of a block are those of the reference, whatever the call carries, in numpy and in torch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from headscope.stream.call import AttentionCall
from headscope.stream.fold import blocks_of
from headscope.stream.mask import MaskSpec, causal, visible
from headscope.stream.weights import block_of_rows


def dense(call: AttentionCall, allowed: np.ndarray, batch: int = 0) -> np.ndarray:
    """The same weights the long way: one head and one row at a time, in float64."""
    q, k = np.asarray(call.q, dtype=float), np.asarray(call.k, dtype=float)
    heads, queries, keys = q.shape[1], q.shape[2], k.shape[2]
    weights = np.zeros((heads, queries, keys))
    for head in range(heads):
        for query in range(queries):
            scores = k[batch, head * k.shape[1] // heads] @ q[batch, head, query] * call.scale
            if call.softcap is not None:
                scores = call.softcap * np.tanh(scores / call.softcap)
            if call.bias is not None:
                bias = np.broadcast_to(np.asarray(call.bias, dtype=float), (q.shape[0], heads, queries, keys))
                scores = scores + bias[batch, head, query]
            seen = np.flatnonzero(allowed[query])
            sink = [] if call.sinks is None else [float(call.sinks[head])]
            powers = np.exp(np.array([*scores[seen], *sink]))
            if len(seen):
                weights[head, query, seen] = powers[: len(seen)] / powers.sum()
    return weights


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    queries=st.integers(1, 9),
    keys=st.integers(1, 9),
    groups=st.sampled_from([1, 2, 4]),
    kind=st.sampled_from(["full", "causal", "window", "padding", "block", "nothing"]),
    options=st.sets(st.sampled_from(["softcap", "bias", "sinks"])),
    library=st.sampled_from(["numpy", "torch"]),
    rows=st.integers(1, 9),
)
def test_rows_agree_with_the_long_way(
    seed: int, queries: int, keys: int, groups: int, kind: str, options: set[str], library: str, rows: int
) -> None:
    draw = np.random.default_rng(seed)
    allowed = np.ones((queries, keys), dtype=bool)
    mask = MaskSpec()
    if kind in ("causal", "window"):
        window = 3 if kind == "window" else None
        mask = causal(queries, keys, window=window)
        column = np.arange(keys)
        last = np.minimum(np.arange(queries), keys - 1)[:, None]
        allowed = (column <= last) & (column > last - (window or keys + queries))
    elif kind == "padding":
        keep = draw.random((2, keys)) < 0.6
        mask, allowed = MaskSpec(key_keep=keep), np.broadcast_to(keep[1], (queries, keys))
    elif kind in ("block", "nothing"):
        allowed = draw.random((queries, keys)) < (0.5 if kind == "block" else 0.0)
        shown: Any = torch.tensor(allowed) if library == "torch" else allowed
        mask = MaskSpec(block=lambda start, stop: shown[None, None, start:stop])
    arrays: dict[str, Any] = {"q": draw.normal(size=(2, 4, queries, 5)), "k": draw.normal(size=(2, groups, keys, 5))}
    if "bias" in options:
        arrays["bias"] = draw.normal(size=(1, 4, queries, keys))
    if "sinks" in options:
        arrays["sinks"] = draw.normal(size=4)
    given_arrays = {name: torch.tensor(a) for name, a in arrays.items()} if library == "torch" else arrays
    softcap = 1.5 if "softcap" in options else None
    call = AttentionCall(v=None, scale=0.7, mask=mask, softcap=softcap, **given_arrays)
    expected = dense(AttentionCall(v=None, scale=0.7, softcap=softcap, **arrays), allowed, batch=1)
    found = np.concatenate(
        [np.asarray(block.weights) for block in blocks_of(call, batch=1, rows_per_block=rows)], axis=1
    )
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_a_row_that_sees_no_key_is_zeros() -> None:
    q = k = np.ones((1, 1, 2, 2))
    block = block_of_rows(AttentionCall(q, k, None, 1.0, MaskSpec(key_keep=np.zeros((1, 2), bool))), 0, 2)
    assert (block.weights == 0).all()
    assert np.isneginf(block.log_sum_exp).all()


def test_large_scores_neither_overflow_nor_vanish() -> None:
    q = np.array([[[[1000.0]]]])
    block = block_of_rows(AttentionCall(q, np.array([[[[1.0], [1.001]]]]), None, 1.0), 0, 1)
    np.testing.assert_allclose(block.weights[0, 0], [1 / (1 + np.e), np.e / (1 + np.e)])


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_16_bit_queries_are_read_in_float32(dtype: torch.dtype) -> None:
    q = torch.randn(1, 1, 3, 4, generator=torch.Generator().manual_seed(0)).to(dtype)
    block = block_of_rows(AttentionCall(q, q, None, 0.5), 0, 3)
    assert block.weights.dtype == torch.float32
    torch.testing.assert_close(block.weights[0], (q[0, 0].double() @ q[0, 0].double().T * 0.5).softmax(-1).float())


def test_visible_joins_intervals_and_key_bits() -> None:
    mask = MaskSpec(high=np.array([1, 2, 3]), key_keep=np.array([[False, True, True]]))
    shown = visible(mask, 0, 3, batch=0, keys=3)
    assert shown is not None
    assert shown.tolist() == [[False, False, False], [False, True, False], [False, True, True]]
