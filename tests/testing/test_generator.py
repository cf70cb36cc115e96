"""The generator of heads with known patterns, and the file of held-out cases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from headscope.testing import DEVELOPMENT, HELD_OUT, PatternCase, cases, generate, read_cases
from headscope.testing.patterns import FAMILIES, SECOND_HELD_OUT, uniform_noise

HELD_OUT_FILE = Path(__file__).parents[1] / "data" / "patterns-heldout.json"


def test_every_family_gives_rows_that_sum_to_one_over_visible_keys() -> None:
    for case in cases(FAMILIES, seeds=[1]):
        if case.tokens > 32:
            continue
        for one in generate(case):
            np.testing.assert_allclose(one.weights.sum(-1), 1, atol=1e-12)
            assert (one.weights[~one.scene.visible] == 0).all()
            assert (one.weights >= 0).all()


def test_a_case_gives_the_same_maps_every_time() -> None:
    case = PatternCase("resting-induction", 5, 16, "causal", 0.3, "mixed")
    for one, again in zip(generate(case), generate(case), strict=True):
        np.testing.assert_array_equal(one.weights, again.weights)


def test_the_held_out_file_is_what_the_families_say_and_is_balanced() -> None:
    held_out = read_cases(HELD_OUT_FILE)
    assert held_out == cases(HELD_OUT, seeds=range(90001, 90005))
    by_condition = Counter((case.tokens, case.mask, case.noise, case.label) for case in held_out)
    assert set(by_condition.values()) == {12}


def test_the_second_held_out_file_is_what_the_families_say() -> None:
    second = read_cases(HELD_OUT_FILE.with_name("patterns-heldout-second.json"))
    assert second == cases(SECOND_HELD_OUT, seeds=range(70001, 70004))


def test_no_shape_is_both_developed_on_and_held_out() -> None:
    assert not set(DEVELOPMENT) & set(HELD_OUT)
    shared = {f for f, _ in DEVELOPMENT.values()} & {f for f, _ in HELD_OUT.values()}
    assert {f.__name__ for f in shared} == {"block"}, "only the lengths of its segments differ there"


@pytest.mark.parametrize("mask", ["causal", "full"])
def test_a_clean_offset_head_puts_its_mass_at_one_offset(mask: str) -> None:
    case = PatternCase("offset", 2, 64, mask, 0.1, "diagonal")
    shares = [[np.diagonal(one.weights, k).sum() / 64 for k in range(-3, 4)] for one in generate(case)]
    assert np.mean(shares, axis=0).max() > 0.8


def test_noise_heads_have_the_entropy_of_a_flat_dirichlet() -> None:
    maps = uniform_noise(1, 64, "full", maps=8)
    entropy = np.mean([-(one.weights * np.log(one.weights)).sum(-1).mean() for one in maps])
    assert entropy == pytest.approx(sum(1 / k for k in range(2, 65)), abs=0.02)  # psi(n + 1) - psi(2)
