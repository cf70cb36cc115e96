"""Every architecture of the zoo is observed exactly, or refused by name."""

from __future__ import annotations

import pytest

from headscope.errors import CannotObserve
from tests.zoo.architectures import ARCHITECTURES, paddings
from tests.zoo.checked import checked
from tests.zoo.own_maps import unmatched

CASES = [(name, padding) for name in ARCHITECTURES for padding in paddings(name)]


@pytest.mark.parametrize(("name", "padding"), [case for case in CASES if not ARCHITECTURES[case[0]].refused])
def test_every_architecture_is_observed_as_it_reports_itself(name: str, padding: str) -> None:
    expected, found = ARCHITECTURES[name], checked(name, padding)
    assert len(found.slots) == expected.sites
    assert found.routes == set(expected.routes)
    assert len(found.absent) == expected.absent
    assert len({str(check.site) for check in found.slots.values()}) == len(found.slots)
    assert found.is_output_same  # to the bit
    assert found.max_abs_diff <= expected.exact_to
    assert found.kernel_diff <= (expected.kernel_to or expected.exact_to)
    calls = [check.tapped.call for check in found.slots.values()]
    alone, left = unmatched(name, padding, calls, expected.exact_to)
    assert left == 0
    assert len(alone) == expected.unreported, alone


@pytest.mark.parametrize(("name", "padding"), [case for case in CASES if ARCHITECTURES[case[0]].refused])
def test_what_cannot_be_observed_is_refused_by_name(name: str, padding: str) -> None:
    with pytest.raises(CannotObserve) as refusal:
        checked(name, padding)
    assert refusal.value.key == ARCHITECTURES[name].refused


def test_the_zoo_observes_what_it_promises() -> None:
    assert sum(not one.refused for one in ARCHITECTURES.values()) >= 170
