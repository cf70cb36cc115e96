"""What a model's own eager attention costs is said before it is paid."""

from __future__ import annotations

import pytest
import torch

from headscope.errors import CannotObserve
from headscope.models.eager import eager_bytes, free_bytes, refuse_long_eager
from headscope.models.faith import Checked, check_model
from tests.zoo.architectures import build, inputs


def checked(name: str) -> Checked:
    model, given = build(name), inputs(name, "none")
    with torch.no_grad():
        return check_model(model.float(), lambda model: model(**given))


@pytest.mark.parametrize("name", ["gemma2", "gpt_oss"])
def test_a_text_that_does_not_fit_is_refused_with_its_cost(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(name)
    monkeypatch.setattr("headscope.models.eager.free_bytes", lambda device: 4 << 30)
    refuse_long_eager(found, 2000)
    with pytest.raises(CannotObserve, match=r"100000 tokens.*GiB.*4\.0 GiB") as refused:
        refuse_long_eager(found, 100_000)
    fits = refused.value.values["fits"]
    assert isinstance(fits, int)
    refuse_long_eager(found, fits)
    with pytest.raises(CannotObserve):
        refuse_long_eager(found, fits, batch=2)
    assert "词元" in refused.value.text("zh")


def test_models_with_a_fused_attention_are_never_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headscope.models.eager.free_bytes", lambda device: 1)
    refuse_long_eager(checked("mistral"), 10**6)


def test_the_cost_counts_every_head_and_a_sink_costs_a_copy() -> None:
    capped, sunk = (next(iter(checked(name).slots.values())).tapped.call for name in ("gemma2", "gpt_oss"))
    assert eager_bytes(capped, 1000) == (2 * 4 + 3) * 4 * 10**6
    assert eager_bytes(sunk, 1000) == (3 * 4 + 3) * 4 * 10**6
    assert eager_bytes(capped, 2000) == 4 * eager_bytes(capped, 1000)


def test_the_system_says_what_is_free() -> None:
    free = free_bytes()
    assert free is None or free > 1 << 20
