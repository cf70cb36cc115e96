"""Tiny random models of many architectures, and inputs for them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest
import torch
import transformers
from packaging.version import Version
from torch import Tensor
from transformers import CONFIG_MAPPING, AutoModel, PreTrainedModel

from tests.zoo.decoders import DECODERS
from tests.zoo.experts import WITH_EXPERTS
from tests.zoo.hybrids import HYBRIDS
from tests.zoo.pairs import PAIRS
from tests.zoo.pictures import PICTURES
from tests.zoo.shapes import IMAGE_TOKEN, TEXT, Architecture
from tests.zoo.sounds import SOUND
from tests.zoo.texts import ENCODERS
from tests.zoo.towers import TOWERS

__all__ = ["ARCHITECTURES", "QUERIES", "TEXT", "build", "inputs", "paddings", "skip_if_older"]

QUERIES = 20
ARCHITECTURES: dict[str, Architecture] = (
    ENCODERS | DECODERS | WITH_EXPERTS | HYBRIDS | PAIRS | SOUND | PICTURES | TOWERS
)
IMAGE_TOKENS = {"llava": 16, "qwen2_vl": 4, "gemma3": 4, "paligemma": 16}

# What the zoo says of these holds since the first transformers in which it was tried (`scripts/test --transformers`):
# older ones lack them, have code of their own for them, or differ from their own eager maps and are refused.
SINCE = (
    dict.fromkeys(("wav2vec2-conformer",), "5.16.1")
    | dict.fromkeys(("deepseek_v32", "doge", "glm_moe_dsa", "kimi_linear", "umt5"), "5.18.0")
    | dict.fromkeys(("gemma2", "t5gemma", "vaultgemma"), "5.21.1")  # their sdpa forgot the soft-cap
    | dict.fromkeys(("codegen", "gptj", "llava"), "5.24.0")
)


def skip_if_older(name: str) -> None:
    """Skip a test of an architecture that transformers, as old as it is, has in another form."""
    if Version(transformers.__version__) < Version(SINCE.get(name, "0")):
        pytest.skip(f"{name} is what the zoo says since transformers {SINCE[name]}")


def build(name: str, *, sharpen: float = 4.0, implementation: str | None = None) -> PreTrainedModel:
    """The model in float64 with sharpened attention, sinks and position biases that are not zero, in evaluation mode.

    Args:
        name: a key of `ARCHITECTURES`.
        sharpen: factor on every matrix.
        implementation: of attention; None for what transformers chooses.
    """
    skip_if_older(name)
    torch.manual_seed(0)
    config = CONFIG_MAPPING[name.partition(":")[0]](**deepcopy(ARCHITECTURES[name].options))
    chosen = {} if implementation is None else {"attn_implementation": implementation}
    model = AutoModel.from_config(config, experts_implementation="eager", **chosen).eval()
    model = model.to(getattr(torch, ARCHITECTURES[name].dtype))
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if parameter.ndim >= 2:
                parameter.mul_(sharpen)
            if "sink" in parameter_name or (parameter.ndim >= 2 and not parameter.any()):
                parameter.normal_()
    return model


def paddings(name: str) -> tuple[str, ...]:
    """The ways to pad what an architecture reads."""
    if name == "nystromformer:landmarks":  # its own code adds a mask of keys to scores of landmarks
        return ("none",)
    return ("none", "left", "right") if ARCHITECTURES[name].reads in ("text", "pair") else ("none",)


def inputs(name: str, padding: str) -> dict[str, Tensor]:
    """A batch of two: the second text shorter by five tokens where `padding` is `left` or `right`."""
    reads = ARCHITECTURES[name].reads
    generator = torch.Generator().manual_seed(1)
    ids = torch.randint(5, 95, (2, QUERIES), generator=generator)
    mask = torch.ones_like(ids)
    if padding != "none":
        padded = slice(0, 5) if padding == "left" else slice(-5, None)
        mask[1, padded] = 0
        ids[1, padded] = 0
    text = {"input_ids": ids, "attention_mask": mask}
    written = {"decoder_input_ids": ids.flip(0)[:, :9].clamp_min(5)}

    def drawn(*shape: int) -> Tensor:
        return torch.randn(2, *shape, generator=generator, dtype=getattr(torch, ARCHITECTURES[name].dtype))

    if reads == "image":
        return {"pixel_values": drawn(3, 32, 32)} | ({"noise": drawn(16)} if name == "vit_mae" else {})
    if reads == "wave":
        return {"input_values": drawn(1600)}
    if reads == "mel":
        return {"input_features": drawn(16, 100) if name == "whisper" else drawn(100, 16)} | written
    if reads == "both":
        return text | {"pixel_values": drawn(3, 32, 32)}
    if reads == "seeing":
        ids[:, 1 : 1 + IMAGE_TOKENS[name]] = IMAGE_TOKEN
        return text | _seen(name, ids == IMAGE_TOKEN, drawn)
    return text | written if reads == "pair" else text


def _seen(name: str, places: Tensor, drawn: Callable[..., Tensor]) -> dict[str, Tensor]:
    """The pictures in two texts, and what else tells a model where they stand."""
    if name == "qwen2_vl":  # patches of both pictures in one row, 4 x 4 each, of two frames of 8 x 8 in three colours
        patches = drawn(16, 3 * 2 * 8 * 8).flatten(0, 1)
        return {
            "pixel_values": patches,
            "image_grid_thw": torch.tensor([[1, 4, 4]] * 2),
            "mm_token_type_ids": places.int(),
        }
    seen = {"pixel_values": drawn(3, 32, 32)}
    kinds = {"gemma3": places.long(), "paligemma": torch.zeros_like(places, dtype=torch.long)}
    return seen | ({"token_type_ids": kinds[name]} if name in kinds else {})
