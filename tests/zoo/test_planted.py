"""What no route can see, planted in one layer of a model that is observed otherwise, is refused by that layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from transformers import AttentionInterface, PreTrainedModel

from headscope.errors import CannotObserve
from headscope.models.faith import check_model
from tests.zoo.architectures import build, inputs

PLANTED = "layers.1.self_attn"


class Projected(nn.Module):
    """Queries, keys and values of one head, and what every attention of a layer is asked with."""

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(width, width) for _ in range(3))

    def forward(self, hidden_states: Tensor, **_: Any) -> tuple[Tensor, None]:
        return self.mix(self.q_proj(hidden_states), self.k_proj(hidden_states), self.v_proj(hidden_states)), None

    def mix(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        raise NotImplementedError


class LinearAttention(Projected):
    """Positive features in the place of a softmax: no row of weights is ever made."""

    def mix(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        q, k = nn.functional.elu(q) + 1, nn.functional.elu(k) + 1
        return (q @ (k.mT @ v)) / (q @ k.sum(1, keepdim=True).mT)


class SpentByHand(Projected):
    """A softmax of torch whose weights are multiplied with values by hand, without a product of matrices."""

    def mix(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        weights = (q @ k.mT / 7).softmax(-1)
        return (weights[..., None] * v[:, None]).sum(2)


class SpentInPart(Projected):
    """Weights of which a product takes the first half and hands do the rest: what one route sees is not all."""

    def mix(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        weights, half = (q @ k.mT / 7).softmax(-1), k.shape[1] // 2
        return weights[..., :half] @ v[:, :half] + weights[..., half:] @ v[:, half:]


class SecondLook(nn.Module):
    """The layer's real attention, which is seen, and beside it one that is not."""

    def __init__(self, real: nn.Module, hidden: nn.Module) -> None:
        super().__init__()
        self.real = real
        self.hidden = hidden

    def forward(self, hidden_states: Tensor, **given: Any) -> tuple[Tensor, Any]:
        seen, weights = self.real(hidden_states=hidden_states, **given)
        return seen + self.hidden(hidden_states)[0], weights


@pytest.fixture
def hidden_window() -> Iterator[None]:
    """An sdpa function that asks the module for a window of 8 keys: the mask that is handed over does not tell."""
    sdpa = AttentionInterface()["sdpa"]

    def planted(module: Any, query: Tensor, key: Tensor, value: Tensor, mask: Any, **options: Any) -> Any:
        if not hasattr(module, "hidden_window"):
            return sdpa(module, query, key, value, mask, **options)
        row, column = torch.arange(query.shape[2])[:, None], torch.arange(key.shape[2])[None]
        window = (column <= row) & (column > row - module.hidden_window)
        return sdpa(module, query, key, value, window[None, None], **options)

    AttentionInterface._global_mapping["sdpa"] = planted
    yield
    AttentionInterface._global_mapping["sdpa"] = sdpa


def _refusal(model: PreTrainedModel) -> CannotObserve:
    with torch.no_grad(), pytest.raises(CannotObserve) as refused:
        check_model(model, lambda model: model(**inputs("llama", "none")))
    return refused.value


@pytest.mark.parametrize("planted", [LinearAttention, SpentByHand, SpentInPart])
def test_a_layer_that_attends_unseen_is_refused_by_its_name(planted: type[nn.Module]) -> None:
    model = build("llama")
    model.layers[1].self_attn = planted().double()
    assert PLANTED in str(_refusal(model))
    assert "layers.0" not in str(_refusal(model))


@pytest.mark.parametrize("planted", [LinearAttention, SpentByHand, SpentInPart])
def test_an_unseen_call_beside_one_that_is_seen_is_refused_by_its_name(planted: type[nn.Module]) -> None:
    model = build("llama")
    model.layers[1].self_attn = SecondLook(model.layers[1].self_attn, planted().double())
    assert f"{PLANTED}.hidden" in str(_refusal(model))


def test_a_mask_that_only_the_module_knows_is_refused_by_its_name(hidden_window: None) -> None:
    model = build("llama")
    model.layers[1].self_attn.hidden_window = 8
    refusal = _refusal(model)
    assert refusal.key == "kernel_differs"
    assert PLANTED in str(refusal)
    assert "layers.0" not in str(refusal)


@pytest.mark.parametrize(
    ("name", "layer", "weight"),
    [("llama", "layers.1.self_attn", "q_proj"), ("bloom", "h.1.self_attention", "query_key_value")],
)
def test_weights_that_are_no_numbers_are_refused_by_their_layers_name(name: str, layer: str, weight: str) -> None:
    model = build(name)
    with torch.no_grad():
        model.get_submodule(f"{layer}.{weight}").weight[0, 0] = torch.nan
    assert layer in str(_refusal(model))
