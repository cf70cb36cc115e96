"""Models that ask no interface become runs like all others: their rows, statistics and norms against dense ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModel, BloomConfig, Lfm2Config, PreTrainedModel

import headscope as hs
from headscope.errors import CannotObserve
from tests.folders import tokenizer

TEXT = "The cat sits on the mat, and it rains."
BLOOM = BloomConfig(vocab_size=120, hidden_size=48, n_layer=2, n_head=4, pad_token_id=0)


def _build(config: Any) -> PreTrainedModel:
    torch.manual_seed(0)
    return AutoModel.from_config(config).eval()


@pytest.fixture(scope="module")
def bloom() -> PreTrainedModel:
    return _build(BLOOM)


def test_a_model_with_a_softmax_of_its_own_becomes_a_run(bloom: PreTrainedModel) -> None:
    pieces = tokenizer(with_special=False)
    run = hs.observe(bloom, TEXT, tokenizer=pieces)
    with torch.no_grad():
        right = bloom(**pieces(TEXT, return_tensors="pt"), output_attentions=True).attentions
    for number, maps in enumerate(right):
        weights = maps[0].double().numpy()
        np.testing.assert_allclose(run.array(f"L{number}", "weights", 0), weights, atol=1e-6)
        np.testing.assert_allclose(run.array(f"L{number}", "peak", 0), weights.max(-1), atol=1e-6)
        visible = np.arange(1, weights.shape[1] + 1)
        assert (run.array(f"L{number}", "visible_keys", 0) == visible).all()
        assert run.array(f"L{number}", "output_norm", 0).shape == weights.shape[:2]
    assert [site.route for site in run.manifest.sites] == ["softmax", "softmax"]
    assert [site.is_causal for site in run.manifest.sites] == [True, True]
    faith = run.manifest.faith
    assert faith is not None
    assert faith.max_abs_diff == 0.0
    assert {layer.route for layer in faith.layers} == {"softmax"}


def test_statistics_are_the_same_whether_rows_are_kept_or_not(bloom: PreTrainedModel) -> None:
    pieces = tokenizer(with_special=False)
    kept, bare = (hs.observe(bloom, TEXT, tokenizer=pieces, plan=hs.Plan(keep=keep)) for keep in ("weights", "none"))
    for column in ("entropy_bits", "received", "offset_mass", "output_norm"):
        np.testing.assert_allclose(bare.array("L1", column, 0), kept.array("L1", column, 0), atol=1e-5)
    some = hs.observe(bloom, TEXT, tokenizer=pieces, plan=hs.Plan(rows="last:4"))
    np.testing.assert_allclose(
        some.array("L1", "row_entropy_bits", 0), kept.array("L1", "entropy_bits", 0)[:, -4:], atol=1e-5
    )


def test_queries_and_keys_that_nobody_saw_cannot_be_kept(bloom: PreTrainedModel) -> None:
    with pytest.raises(CannotObserve, match=r"h\.0\.self_attention makes its weights"):
        hs.observe(bloom, TEXT, tokenizer=tokenizer(with_special=False), plan=hs.Plan(keep="qk"))


def test_layers_without_attention_are_listed_and_hold_nothing() -> None:
    config = Lfm2Config(
        vocab_size=120,
        hidden_size=48,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=2,
        intermediate_size=64,
        layer_types=["conv", "full_attention", "conv"],
        pad_token_id=0,
    )
    run = hs.observe(_build(config), TEXT, tokenizer=tokenizer(with_special=False))
    assert [site.site for site in run.manifest.sites] == ["L1"]
    found = [(one.site, one.module, one.mixer) for one in run.manifest.absent]
    assert found == [("L0", "layers.0.conv", "Lfm2ShortConv"), ("L2", "layers.2.conv", "Lfm2ShortConv")]
