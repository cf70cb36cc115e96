"""Tiny random models of the zoo that generate, and what one full forward of them, without headscope, computes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import transformers
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM, WhisperForConditionalGeneration

from headscope.models.quiet import quiet_libraries
from tests.zoo.architectures import ARCHITECTURES

PROMPT = 11  # tokens; longer than the windows of the zoo


def speaking(name: str, dtype: torch.dtype = torch.float64, *, sharpen: float = 4.0) -> Any:
    """The architecture with its language head, with sharpened attention and sinks that are not zero."""
    architecture = ARCHITECTURES[name]
    maker: Callable[..., Any] = {
        "text": AutoModelForCausalLM.from_config,
        "pair": AutoModelForSeq2SeqLM.from_config,
        "sound": WhisperForConditionalGeneration._from_config,
    }[architecture.reads]
    torch.manual_seed(0)
    with quiet_libraries():
        made = maker(getattr(transformers, architecture.config)(**architecture.options), experts_implementation="eager")
    model = made.eval().to(dtype)
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
    if ARCHITECTURES[name].reads == "sound":
        return {"input_features": torch.randn(1, 16, 100, generator=generator, dtype=dtype)}
    ids = torch.randint(5, 95, (1, PROMPT), generator=generator)
    return {"input_ids": ids, "attention_mask": torch.ones_like(ids)}


def full_maps(name: str, model: Any, asked: dict[str, Tensor], read: list[int]) -> dict[str, list[Tensor]]:
    """The model's own eager maps [head, query, key] of one forward over ids, by kind of attention, layer by layer."""
    ids = torch.tensor([read])
    if ARCHITECTURES[name].reads == "text":
        inputs = {"input_ids": ids}
    else:
        inputs = {key: value for key, value in asked.items() if key != "attention_mask"} | {"decoder_input_ids": ids}
    before = model.config._attn_implementation
    model.set_attn_implementation("eager")
    try:
        with torch.no_grad(), quiet_libraries():
            output = model(**inputs, output_attentions=True, use_cache=False)
    finally:
        model.set_attn_implementation(before)
    names = {"self": "attentions", "encoder": "encoder_attentions", "cross": "cross_attentions"}
    if ARCHITECTURES[name].reads != "text":
        names["self"] = "decoder_attentions"
    return {kind: [layer[0] for layer in getattr(output, field, None) or ()] for kind, field in names.items()}
