"""What cannot be observed faithfully is refused by name: each failure is planted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from transformers import AttentionInterface

from headscope.errors import CannotObserve
from headscope.models.faith import check_model, eager, kernel_difference
from headscope.models.tap import Tapped, tap
from tests.zoo.architectures import build, inputs


def _check(model: nn.Module, name: str = "llama") -> Any:
    with torch.no_grad():
        return check_model(model, lambda model: model(**inputs(name, "none")))


@pytest.fixture
def windowed_kernel() -> Iterator[int]:
    """The sdpa function of transformers with a window of 8 keys that its mask does not show."""
    sdpa, window = AttentionInterface()["sdpa"], 8

    def planted(module: Any, query: Tensor, key: Tensor, value: Tensor, mask: Any, **options: Any) -> Any:
        row, column = torch.arange(query.shape[2])[:, None], torch.arange(key.shape[2])[None]
        hidden = (column <= row) & (column > row - window)
        return sdpa(module, query, key, value, hidden[None, None], **options)

    AttentionInterface._global_mapping["sdpa"] = planted
    yield window
    AttentionInterface._global_mapping["sdpa"] = sdpa


def test_a_window_the_mask_does_not_show_is_refused(windowed_kernel: int) -> None:
    with pytest.raises(CannotObserve, match=r"layers\.0\.self_attn"):
        _check(build("llama"))


def test_a_window_longer_than_the_prefix_shows_at_full_length(windowed_kernel: int) -> None:
    model, calls = build("llama"), []
    with torch.no_grad(), tap(model, calls.append):
        model(input_ids=torch.arange(5, 5 + windowed_kernel)[None])
        model(input_ids=torch.arange(5, 5 + 4 * windowed_kernel)[None])
    assert kernel_difference(calls[0]) < 1e-12
    assert kernel_difference(calls[2]) > 1e-3


class OwnAttention(nn.Module):
    """Attention that asks nobody, and spells its softmax out: no function of torch gives it away."""

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(width, width) for _ in range(3))

    def forward(self, hidden_states: Tensor, **_: Any) -> tuple[Tensor, None]:
        powers = (self.q_proj(hidden_states) @ self.k_proj(hidden_states).mT).exp()
        return powers / powers.sum(-1, keepdim=True) @ self.v_proj(hidden_states), None


def test_a_module_that_bypasses_the_interface_is_named() -> None:
    model = build("llama")
    model.layers[1].self_attn = OwnAttention().double()
    with pytest.raises(CannotObserve, match=r"layers\.1\.self_attn"):
        _check(model)


def test_an_output_that_changes_between_runs_is_refused() -> None:
    model = build("llama")
    noise: Callable[..., Any] = lambda module, given, output: output + torch.randn_like(output) * 1e-7  # noqa: E731
    model.norm.register_forward_hook(noise)
    with pytest.raises(CannotObserve, match="differ by"):
        _check(model)


def test_a_listener_that_writes_into_the_tensors_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from headscope.models import sites

    take = sites.Census.take

    def meddle(self: sites.Census, tapped: Tapped) -> sites.Slot:
        tapped.output.mul_(1.001)
        return take(self, tapped)

    monkeypatch.setattr(sites.Census, "take", meddle)
    with pytest.raises(CannotObserve, match="with and without observation"):
        _check(build("llama"))


def test_an_eager_map_that_differs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from transformers.models.llama import modeling_llama

    original = modeling_llama.eager_attention_forward

    def planted(*args: Any, **options: Any) -> tuple[Tensor, Tensor]:
        output, weights = original(*args, **options)
        return output, weights.roll(1, dims=-1)

    monkeypatch.setattr(modeling_llama, "eager_attention_forward", planted)
    with pytest.raises(CannotObserve, match="eager maps"):
        _check(build("llama"))


def test_a_model_in_training_mode_is_refused() -> None:
    with pytest.raises(CannotObserve, match="training"):
        _check(build("llama").train())


def test_eager_is_only_borrowed() -> None:
    model = build("gemma3_text")
    before = model.config._attn_implementation
    with eager(model):
        assert model.config._attn_implementation == "eager"
    assert model.config._attn_implementation == before


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float16, 4e-3), (torch.bfloat16, 3e-2)])
def test_a_16_bit_model_passes_within_its_format_and_in_float32(dtype: torch.dtype, tolerance: float) -> None:
    checked = _check(build("llama", sharpen=1.0).to(dtype))
    assert checked.tolerance == tolerance
    assert checked.float32_diff is not None
    assert checked.float32_diff <= 1e-4
