"""A run of a long text says that masks were not built, and holds what it would hold with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import transformers

import headscope as hs
from headscope.errors import CannotObserve
from tests.folders import save_model, tokenizer

TEXT = "The cat sits on the mat, and it rains while we read long letters from home."


@pytest.fixture(scope="module")
def mistral(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = save_model(tmp_path_factory.mktemp("models") / "mistral", "llama")
    options = {"vocab_size": 120, "hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
    options |= {"num_key_value_heads": 2, "intermediate_size": 64, "pad_token_id": 0, "sliding_window": 6}
    config = transformers.MistralConfig(**options, max_position_embeddings=64)
    transformers.AutoModelForCausalLM.from_config(config).eval().save_pretrained(folder)
    tokenizer(with_special=False).save_pretrained(folder)
    return str(folder)


def test_a_windowed_model_is_observed_without_its_masks(mistral: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = hs.Plan(keep="qk")
    built = hs.observe(mistral, TEXT, plan=plan)
    monkeypatch.setattr("headscope.capture.checking.PREFIX_TOKENS", 8)  # the self-check is on a short text, always
    monkeypatch.setattr("headscope.models.masks.OWN_MASK_TOKENS", 8)
    monkeypatch.setattr("headscope.models.masks.ROWS", 5)
    lazy = hs.observe(mistral, TEXT, plan=plan)
    assert [site.mask for site in built.sites] == ["built", "built"]
    assert [site.mask for site in lazy.sites] == ["rows", "rows"]
    for name in ("peak", "entropy_bits", "received", "visible_low", "visible_high", "top_weight"):
        np.testing.assert_allclose(lazy.array("L1", name, 0), built.array("L1", name, 0), atol=2e-6)


def test_a_text_too_long_for_eager_attention_leaves_nothing(
    mistral: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headscope.models.eager.free_bytes", lambda device: 1000)
    model = transformers.AutoModelForCausalLM.from_pretrained(mistral, attn_implementation="eager").eval()
    with pytest.raises(CannotObserve, match="more memory"):
        hs.observe(model, TEXT, tokenizer=tokenizer(with_special=False), out=tmp_path / "run")
    assert list(tmp_path.iterdir()) == []
