"""Every kind of attention call that the zoo makes takes the fused pass, and gets what its rows give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from headscope.models.tap import Tapped, tap
from headscope.reduce import standard
from headscope.reduce.engine import statistics_of
from headscope.stream.fold import blocks_of, fold
from headscope.stream.frame import plain_frame
from headscope.stream.fused import why_not_fused
from tests.zoo.architectures import build, inputs, paddings

pytest.importorskip("numba")
# One architecture of each kind: what decides a row of the fused pass, and nothing else, tells the others apart.
KINDS = {
    "bert": "all keys",
    "gpt2": "causal",
    "gpt_bigcode": "one head of keys for all",
    "llama": "grouped keys",
    "mistral": "a causal window",
    "modernbert": "a window to both sides",
    "llama4_text": "chunks",
    "gemma2": "capped scores",
    "gpt_oss": "sinks",
    "deepseek_v3": "values narrower than keys",
    "mimo_v2_flash": "sinks, and values narrower than keys",
    "deepseek_v32": "an index of the keys that count",
    "diffllama": "two calls of one layer",
    "doge": "a bias from the values, in a float mask",
    "t5": "a position bias, and crossing to other keys",
    "bart": "crossing without a bias",
    "whisper": "sound",
    "vit": "a picture",
    "beit": "a position bias of a picture",
    "swin": "shifted windows of a picture as texts of a batch, with a bias",
    "paligemma": "a prefix that sees itself",
}
CASES = [(name, padding) for name in KINDS for padding in paddings(name)]


@pytest.mark.parametrize(("name", "padding"), CASES)
def test_every_kind_of_call_is_fused(name: str, padding: str) -> None:
    model, calls = build(name).float(), []

    def listen(tapped: Tapped) -> None:
        calls.append(tapped.call)

    with torch.no_grad(), tap(model, listen):
        given = inputs(name, padding)
        model(**{key: part.float() if part.is_floating_point() else part for key, part in given.items()})
    assert calls
    for call in calls:
        for batch in range(call.q.shape[0]):
            frame = replace(plain_frame(call.heads, call.queries, call.keys), is_cross=call.kind == "cross")
            families, backend = statistics_of(call, frame, standard(), batch=batch)
            assert backend == "fused", (call.module, why_not_fused(call, frame))
            rows = fold(blocks_of(call, batch=batch), standard(), frame)
            for family, arrays in rows.items():
                for array, values in arrays.items():
                    if array not in ("top_key", "offset_argmax"):  # of equal weights rounding makes unequal ones
                        np.testing.assert_allclose(families[family][array], values, atol=2e-5, rtol=1e-5, err_msg=array)
