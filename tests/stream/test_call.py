"""One text out of a batched call is the call that the text would have made alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from headscope.stream.call import AttentionCall, call_of_one
from headscope.stream.mask import MaskSpec, causal
from headscope.stream.weights import block_of_rows

BATCH, HEADS, QUERIES, KEYS, WIDTH = 2, 4, 7, 7, 3
KEPT = np.arange(KEYS) < np.array([[7], [5]])  # the second text is padded behind its fifth key
SHOWN = np.tril(np.ones((1, 1, QUERIES, KEYS), dtype=bool)) & KEPT[:, None, None]
NUDGE = np.ones((1, HEADS, 1, KEYS))


def batched(**own: Any) -> AttentionCall:
    rng = np.random.default_rng(0)
    q, k = rng.normal(size=(BATCH, HEADS, QUERIES, WIDTH)), rng.normal(size=(BATCH, 2, KEYS, WIDTH))
    return AttentionCall(q=q, k=k, v=k, scale=0.7, **own)


@pytest.mark.parametrize(
    ("rules", "alone"),
    [
        ({"mask": MaskSpec(key_keep=KEPT)}, {}),
        ({"mask": causal(QUERIES, KEYS)}, {"mask": causal(6, 5)}),
        ({"mask": MaskSpec(block=lambda start, stop: SHOWN[:, :, start:stop])}, {"mask": causal(6, 5)}),
        (
            {"mask": MaskSpec(block=lambda start, stop: SHOWN[1:, :, start:stop]), "bias": NUDGE},
            {"mask": causal(6, 5), "bias": NUDGE[..., :5]},
        ),
        (
            {
                "mask": MaskSpec(block=lambda start, stop: SHOWN[:, :, -1:]),
                "bias": np.arange(BATCH * 49.0).reshape(BATCH, 1, 7, 7) / 30,
            },
            {"bias": np.arange(49.0, 98.0).reshape(1, 1, 7, 7)[:, :, :6, :5] / 30},
        ),
    ],
)
def test_rows_of_one_text_are_those_of_the_text_alone(rules: dict[str, Any], alone: dict[str, Any]) -> None:
    whole = batched(**rules)
    one = call_of_one(whole, 1, 6, 5)
    expected = AttentionCall(whole.q[1:, :, :6], whole.k[1:, :, :5], None, scale=0.7, **alone)
    assert one.v is not None
    assert (one.q.shape[2], one.k.shape[2], one.v.shape[2]) == (6, 5, 5)
    for start, stop in ((0, 6), (2, 4)):
        found, wanted = block_of_rows(one, start, stop), block_of_rows(expected, start, stop)
        np.testing.assert_array_equal(found.visible, wanted.visible)
        np.testing.assert_allclose(found.weights, wanted.weights)


@pytest.mark.parametrize("has_block", [False, True])
def test_padding_before_a_text_is_cut_from_rows_and_keys(has_block: bool) -> None:
    kept = np.arange(KEYS)[None] >= np.array([[0], [2]])
    seen = np.tril(np.ones((QUERIES, KEYS), dtype=bool))[None, None] & kept[:, None, None]
    by_block = MaskSpec(block=lambda start, stop: seen[:, :, start:stop])
    by_bits = MaskSpec(low=np.zeros(QUERIES, int), high=causal(QUERIES, KEYS).high, key_keep=kept)
    bias = np.arange(BATCH * QUERIES * KEYS * 1.0).reshape(BATCH, 1, QUERIES, KEYS) / 30
    whole = batched(mask=by_block if has_block else by_bits, bias=bias)
    one = call_of_one(whole, 1, QUERIES - 2, KEYS - 2, first_query=2, first_key=2)
    wanted = block_of_rows(whole, 2, QUERIES, batch=1)
    for start, stop in ((0, QUERIES - 2), (1, 3)):
        found = block_of_rows(one, start, stop)
        np.testing.assert_array_equal(found.visible, wanted.visible[:, start:stop, 2:])
        np.testing.assert_allclose(found.weights, wanted.weights[:, start:stop, 2:])
