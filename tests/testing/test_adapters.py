"""The law suite passes a right adapter and names the law that a wrong one breaks; a model becomes observable by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from headscope.errors import CannotObserve
from headscope.models.faith import check_model
from headscope.stream.call import AttentionCall
from headscope.stream.mask import MaskSpec
from headscope.stream.weights import block_of_rows
from headscope.testing import check_adapter
from headscope.testing.adapters import LoneAdapter, LoneAttention


def _hidden() -> Tensor:
    return torch.randn(2, 5, 8, generator=torch.Generator().manual_seed(1), dtype=torch.float64)


class Changed(LoneAdapter):
    """The right adapter with one thing wrong."""

    def __init__(self, change: Callable[[AttentionCall], AttentionCall]) -> None:
        self.change = change

    def call_of(self, module: Any, given: Mapping[str, Any]) -> AttentionCall:
        return self.change(super().call_of(module, given))


def _spoil(call: AttentionCall) -> AttentionCall:
    weights = block_of_rows(call, 0, call.queries).weights[None].repeat(2, 1, 1, 1)
    return AttentionCall(None, None, call.v, 1.0, weights=weights * 0.9)


WRONG = {
    "forgets the mask": (lambda call: replace(call, mask=MaskSpec()), "differs from the module's output"),
    "scales otherwise": (lambda call: replace(call, scale=0.5), "differs from the module's output"),
    "weights too small": (_spoil, "less than 1"),
}


def test_a_right_adapter_keeps_all_laws() -> None:
    check_adapter(LoneAdapter(), LoneAttention().double(), _hidden())


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_adapter_breaks_a_law(name: str) -> None:
    change, law = WRONG[name]
    with pytest.raises(AssertionError, match=law):
        check_adapter(Changed(change), LoneAttention().double(), _hidden())


def test_an_adapter_that_writes_into_the_arguments_is_caught() -> None:
    def write(call: AttentionCall) -> AttentionCall:
        hidden.mul_(2)
        return call

    hidden = _hidden()
    with pytest.raises(AssertionError, match="wrote into"):
        check_adapter(Changed(write), LoneAttention().double(), hidden)


class Stack(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([LoneAttention() for _ in range(2)])

    def forward(self, hidden: Tensor) -> Tensor:
        for layer in self.layers:
            hidden = hidden + layer(hidden)
        return hidden


def test_a_model_that_is_refused_is_observed_with_its_adapter() -> None:
    model = Stack().eval().double()
    with torch.no_grad(), pytest.raises(CannotObserve, match=r"layers\.0"):
        check_model(model, lambda model: model(_hidden()))
    with torch.no_grad():
        checked = check_model(model, lambda model: model(_hidden()), adapters=(LoneAdapter(),))
        first = model.layers[0]
        powers = (first.q(_hidden()) @ first.k(_hidden()).mT).exp().tril()
    assert checked.routes == {"lone"}
    assert checked.kernel_diff < 1e-12
    call = next(iter(checked.slots.values())).tapped.call
    assert torch.allclose(block_of_rows(call, 0, 5).weights[0], (powers / powers.sum(-1, keepdim=True))[0], atol=1e-12)


def test_a_wrong_adapter_is_refused_by_the_self_check() -> None:
    change, _ = WRONG["forgets the mask"]
    with torch.no_grad(), pytest.raises(CannotObserve, match=r"layers\.0"):
        check_model(Stack().eval().double(), lambda model: model(_hidden()), adapters=(Changed(change),))
