"""Every architecture of the zoo is observed exactly, or the zoo says so."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from headscope.models.faith import check_model
from tests.zoo.architectures import ARCHITECTURES, build, inputs

CASES = [
    (name, padding)
    for name, architecture in ARCHITECTURES.items()
    for padding in (("none", "left", "right") if architecture.reads in ("text", "pair") else ("none",))
]


@pytest.fixture(autouse=True)
def _float64_softmax(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eager functions that ask for a float32 softmax compute it in float64: the comparison is to 1e-9."""
    softmax = torch.nn.functional.softmax

    def wide(tensor: torch.Tensor, dim: int | None = None, dtype: Any = None, **_: Any) -> torch.Tensor:
        return softmax(tensor, dim=dim, dtype=torch.float64 if tensor.dtype == torch.float64 else dtype)

    monkeypatch.setattr(torch.nn.functional, "softmax", wide)


@pytest.mark.parametrize(("name", "padding"), CASES)
def test_every_architecture_agrees_with_its_own_eager_maps(name: str, padding: str) -> None:
    model = build(name)
    given = inputs(name, padding)
    with torch.no_grad():
        checked = check_model(model, lambda model: model(**given))
    assert checked.max_abs_diff <= ARCHITECTURES[name].exact_to
    assert checked.kernel_diff <= 1e-9
    assert len(checked.slots) == ARCHITECTURES[name].sites
    assert len({str(check.site) for check in checked.slots.values()}) == len(checked.slots)


def test_the_zoo_holds_at_least_thirty_architectures() -> None:
    assert len(ARCHITECTURES) >= 30
