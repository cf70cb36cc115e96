"""Rows of the folded output embedding give the logits that the model's own last modules give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from headscope.models.load import load_model, loaded_from
from headscope.models.unembedding import find_unembedding, unembedded
from tests.folders import save_model
from tests.planted import planted

IDS = torch.tensor([[5, 9, 11, 30]])


def scattered(norm: Any) -> None:
    """Gains and biases that are not all one and zero."""
    torch.manual_seed(1)
    with torch.no_grad():
        for parameter in norm.parameters():
            parameter.normal_()


def without_bias(norm: Any, stream: Tensor) -> Tensor:
    made: Tensor = norm(stream)
    bias = getattr(norm, "bias", None)
    return made if bias is None else made - bias


@pytest.mark.parametrize("kind", ["llama", "gpt2", "gemma"])
def test_rows_give_the_models_own_logits_up_to_the_norms_size(kind: str, tmp_path: Path) -> None:
    if kind == "gpt2":
        loaded = planted()
        norm = loaded.model.transformer.ln_f
    elif kind == "gemma":
        from transformers import GemmaConfig, GemmaForCausalLM

        small = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
        loaded = loaded_from(
            GemmaForCausalLM(GemmaConfig(vocab_size=60, head_dim=16, num_key_value_heads=1, **small)).eval()
        )
        norm = loaded.model.model.norm
    else:
        loaded = load_model(str(save_model(tmp_path / "llama", "llama")))
        norm = loaded.model.model.norm
    scattered(norm)
    found = find_unembedding(loaded, {"input_ids": IDS}, {"use_cache": False, "logits_to_keep": 1})
    assert found.norm.endswith(("norm", "ln_f"))
    assert found.is_centred == (kind == "gpt2")
    stream = torch.randn(1, 7, found.weight.shape[1])
    with torch.no_grad():
        theirs = (without_bias(norm, stream) @ loaded.model.get_output_embeddings().weight.T)[0, :, :50]
    ours = stream[0] @ unembedded(found, range(50)).T
    ratio = (theirs * ours).sum(1, keepdim=True) / (ours * ours).sum(1, keepdim=True)
    assert (ratio > 0).all()
    torch.testing.assert_close(ours * ratio, theirs, atol=1e-4, rtol=1e-3)
