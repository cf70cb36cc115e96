"""Tiny random models of the zoo that generate, and what one full forward of them, without headscope, computes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import torch
from torch import Tensor
from transformers import (
    CONFIG_MAPPING,
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    AutoModelForSpeechSeq2Seq,
)

from headscope.models.faith import eager
from headscope.models.quiet import quiet_libraries
from tests.zoo.architectures import ARCHITECTURES, TEXT, skip_if_older

PROMPT = 11  # tokens; longer than the windows of the zoo
# falcon computes attention in torch's function, bloom and gpt_neo with a softmax of their own; openai-gpt has no cache;
# bert is no decoder unless it is told so, and its modules are called encoders.
BESIDE: dict[str, dict[str, Any]] = {
    "bert": TEXT | {"is_decoder": True},
    "falcon": TEXT | {"num_kv_heads": 2, "new_decoder_architecture": True},
    "bloom": TEXT,
    "openai-gpt": ARCHITECTURES["gpt2"].options,
    "gpt_neo": TEXT | {"attention_types": [[["global", "local"], 1]], "window_size": 6},
}


def speaking(name: str, dtype: torch.dtype = torch.float64, *, sharpen: float = 4.0) -> Any:
    """The architecture with its language head, with sharpened attention and sinks that are not zero."""
    skip_if_older(name)
    options = BESIDE.get(name) or ARCHITECTURES[name].options
    config = CONFIG_MAPPING[name](**deepcopy(options))
    maker: Any = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
    if name == "whisper":
        maker = AutoModelForSpeechSeq2Seq
    torch.manual_seed(0)
    with quiet_libraries():
        model = maker.from_config(config, experts_implementation="eager").eval().to(dtype)
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if parameter.ndim >= 2:
                parameter.mul_(sharpen)
            if "sink" in parameter_name:
                parameter.normal_()
    return model


def given(name: str, dtype: torch.dtype = torch.float64) -> dict[str, Tensor]:
    """What the model is asked to go on from."""
    generator = torch.Generator().manual_seed(1)
    if name == "whisper":
        return {"input_features": torch.randn(1, 16, 100, generator=generator, dtype=dtype)}
    ids = torch.randint(5, 95, (1, PROMPT), generator=generator)
    return {"input_ids": ids, "attention_mask": torch.ones_like(ids)}


def full_maps(model: Any, asked: dict[str, Tensor], read: list[int]) -> dict[str, list[Tensor]]:
    """The model's own eager maps [head, query, key] of one forward over ids, by kind of attention, layer by layer."""
    inputs, names = {"input_ids": torch.tensor([read])}, {"self": "attentions"}
    if model.config.is_encoder_decoder:
        inputs = {key: value for key, value in asked.items() if key != "attention_mask"}
        inputs["decoder_input_ids"] = torch.tensor([read])
        names = {"self": "decoder_attentions", "encoder": "encoder_attentions", "cross": "cross_attentions"}
    with torch.no_grad(), quiet_libraries(), eager(model):
        output = model(**inputs, output_attentions=True, use_cache=False)
    return {kind: [layer[0] for layer in getattr(output, field)] for kind, field in names.items()}
