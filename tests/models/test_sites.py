"""Sites are named as the house says, whatever the architecture calls its modules."""

from __future__ import annotations

import pytest
import torch
from transformers import CLIPConfig, CLIPModel

from headscope.models.faith import check_model
from tests.zoo.architectures import TEXT, build, inputs

NAMES = {
    "bert": ["L0", "L1"],
    "albert": ["L0", "L1"],
    "gpt2": ["L0", "L1"],
    "diffllama": ["L0.map1", "L0.map2", "L1.map1", "L1.map2"],
    "bart": ["E0", "E1", "L0", "X0", "L1", "X1"],
    "t5": ["E0", "E1", "L0", "X0", "L1", "X1"],
    "whisper": ["E0", "E1", "L0", "X0", "L1", "X1"],
    "vit": ["L0", "L1"],
}


@pytest.mark.parametrize("name", NAMES)
def test_sites_are_named_by_kind_layer_and_map(name: str) -> None:
    given = inputs(name, "none")
    with torch.no_grad():
        checked = check_model(build(name), lambda model: model(**given))
    assert [str(check.site) for check in checked.slots.values()] == NAMES[name]


def test_towers_are_told_apart() -> None:
    vision = {"hidden_size": 48, "num_hidden_layers": 1, "num_attention_heads": 4, "intermediate_size": 64}
    config = CLIPConfig(
        text_config=TEXT | {"num_hidden_layers": 1}, vision_config=vision | {"image_size": 32, "patch_size": 8}
    )
    torch.manual_seed(0)
    model = CLIPModel(config).eval()
    given = {"input_ids": torch.arange(5, 15)[None], "pixel_values": torch.randn(1, 3, 32, 32)}
    with torch.no_grad():
        checked = check_model(model, lambda model: model(**given))
    assert {str(check.site) for check in checked.slots.values()} == {"text:L0", "vision:L0"}
