"""Every architecture of the zoo is observed exactly, or refused by name."""

from __future__ import annotations

import pytest
import torch

from headscope.errors import CannotObserve
from headscope.models.faith import Checked, check_model
from tests.zoo.architectures import ARCHITECTURES, build, inputs, paddings
from tests.zoo.own_maps import unmatched

OBSERVED = [(name, padding) for name, one in ARCHITECTURES.items() if not one.refused for padding in paddings(name)]
REFUSED = [(name, padding) for name, one in ARCHITECTURES.items() if one.refused for padding in paddings(name)]


def _checked(name: str, padding: str) -> Checked:
    model, given = build(name), inputs(name, padding)
    with torch.no_grad():
        return check_model(model, lambda model: model(**given))


@pytest.mark.usefixtures("float64_softmax")
@pytest.mark.parametrize(("name", "padding"), OBSERVED)
def test_every_architecture_is_observed_as_it_reports_itself(name: str, padding: str) -> None:
    expected, checked = ARCHITECTURES[name], _checked(name, padding)
    assert len(checked.slots) == expected.sites
    assert checked.routes == set(expected.routes)
    assert len(checked.absent) == expected.absent
    assert len({str(check.site) for check in checked.slots.values()}) == len(checked.slots)
    assert checked.is_output_same  # to the bit
    assert checked.max_abs_diff <= expected.exact_to
    assert checked.kernel_diff <= expected.exact_to
    calls = [check.tapped.call for check in checked.slots.values()]
    alone, left = unmatched(name, padding, calls, expected.exact_to)
    assert left == 0
    assert len(alone) == expected.unreported, alone


@pytest.mark.parametrize(("name", "padding"), REFUSED)
def test_what_cannot_be_observed_is_refused_by_name(name: str, padding: str) -> None:
    with pytest.raises(CannotObserve) as refusal:
        _checked(name, padding)
    assert refusal.value.key == ARCHITECTURES[name].refused


def test_the_zoo_holds_what_it_promises() -> None:
    assert len(ARCHITECTURES) - len(REFUSED_NAMES) >= 155
    assert REFUSED_NAMES <= {
        "fnet",
        "mamba2",
        "yoso",
        "longformer",
        "led",
        "longt5",
        "pegasus_x",
        "prophetnet",
        "rt_detr",
    }


REFUSED_NAMES = {name for name, _ in REFUSED}
