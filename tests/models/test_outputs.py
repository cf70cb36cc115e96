"""Head outputs add up to what the module returns, and their norms are those of the vectors themselves."""

from __future__ import annotations

import pytest
import torch

from headscope.models.faith import check_model
from headscope.models.outputs import head_outputs, joint_norms, mixed_values, output_norms, value_norms
from headscope.stream.weights import block_of_rows
from tests.zoo.architectures import build, inputs

FOUND = ("bert", "gpt2", "llama", "qwen3", "gemma2", "gpt_oss", "bart", "t5", "vit", "deepseek_v3")


@pytest.mark.parametrize("name", FOUND)
def test_head_outputs_and_the_bias_sum_to_the_modules_output(name: str) -> None:
    model, given = build(name), inputs(name, "none")
    kept = {}
    for module_name, module in model.named_modules():
        module.register_forward_hook(lambda _m, _i, output, n=module_name: kept.__setitem__(n, output))
    with torch.no_grad():
        checked = check_model(model, lambda model: model(**given))
        for check in checked.slots.values():
            assert check.projection is not None
            assert check.sum_law_diff is not None
            assert check.sum_law_diff <= 1e-5
            total = head_outputs(check.tapped.call, check.projection).sum(0)
            bias = check.projection.bias
            expected = kept[check.projection.module][0]
            torch.testing.assert_close(total if bias is None else total + bias, expected, atol=1e-5, rtol=1e-5)


def test_norms_are_those_of_the_projected_vectors() -> None:
    model, given = build("llama"), inputs("llama", "none")
    with torch.no_grad():
        check = next(iter(check_model(model, lambda model: model(**given)).slots.values()))
    call, projection = check.tapped.call, check.projection
    assert projection is not None
    assert call.v is not None
    norms = value_norms(call, projection)
    for head in range(call.heads):
        sent = call.v[0, head // 2] @ projection.weight[head]  # two heads share their values
        torch.testing.assert_close(norms[head], sent.norm(dim=-1))
    rows = block_of_rows(call, 3, 6)
    mixed = mixed_values(rows.weights, call)
    torch.testing.assert_close(output_norms(mixed, projection), head_outputs(call, projection)[:, 3:6].norm(dim=-1))


@pytest.mark.parametrize("name", ["bart", "llama", "t5"])
def test_joint_norms_add_the_vectors_of_all_heads_before_the_norm(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headscope.models.outputs._KEYS_AT_A_TIME", 7)  # more than one part
    model, given = build(name), inputs(name, "none")
    with torch.no_grad():
        check = list(check_model(model, lambda model: model(**given)).slots.values())[-1]
    call, projection = check.tapped.call, check.projection
    assert projection is not None
    assert call.v is not None
    rows = block_of_rows(call, 2, 5, batch=1)
    group = call.heads // call.v.shape[1]
    handed = [
        rows.weights[head][:, :, None] * (call.v[1, head // group] @ projection.weight[head])[None]
        for head in range(call.heads)
    ]  # of each head [row, key, model]
    expected = torch.stack(handed).sum(0).norm(dim=-1)
    torch.testing.assert_close(joint_norms(rows.weights, call, projection, batch=1), expected[None])
    assert not torch.allclose(expected, torch.stack(handed).norm(dim=-1).sum(0), rtol=0.1)


def test_a_module_without_a_plain_output_projection_has_no_norms() -> None:
    model, given = build("llama"), inputs("llama", "none")

    class Gated(torch.nn.Module):
        def __init__(self, inner: torch.nn.Module) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, hidden: torch.Tensor) -> torch.Tensor:
            return self.inner(hidden * 0.5)

    model.layers[0].self_attn.o_proj = Gated(model.layers[0].self_attn.o_proj)
    with torch.no_grad():
        checks = list(check_model(model, lambda model: model(**given)).slots.values())
    assert checks[0].projection is None
    assert checks[1].projection is not None
