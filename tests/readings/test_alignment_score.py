"""Scores against hand-counted cases, published figures and loops over the definitions."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headscope.errors import BadOption
from headscope.readings import alignment_score
from headscope.readings.alignment_score import counts_of, diagonal_links, paired_difference, score_links
from headscope.readings.pharaoh import GoldLinks, check_counting, read_gold, read_links

ALIGN = Path(__file__).parents[3] / "shared" / "data" / "align"
LINKS = st.frozensets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8)
CASES = st.lists(st.tuples(LINKS, LINKS, LINKS), max_size=6)


def gold_of(sure: set, possible: set = frozenset()) -> GoldLinks:
    return GoldLinks(frozenset(sure), frozenset(sure) | frozenset(possible))


def public(name: str) -> tuple[tuple[GoldLinks, ...], list[tuple[int, int]]]:
    if not (ALIGN / f"{name}.gold").is_file():
        pytest.skip(f"no {name}.gold in {ALIGN}")
    lines = (ALIGN / f"{name}.src-tgt").read_text("utf-8").strip("\n").split("\n")
    lengths = [(len(source.split()), len(target.split())) for source, target in (x.split("|||") for x in lines)]
    return read_gold(ALIGN / f"{name}.gold", one_indexed=True, lengths=lengths), lengths


@pytest.mark.parametrize(
    ("links", "sure", "possible", "aer", "precision", "recall", "f1"),
    [
        # All sure links and nothing else.
        ({(0, 0), (1, 1)}, {(0, 0), (1, 1)}, set(), 0, 1, 1, 1),
        # Possible links cost nothing: 1 - (2 + 3) / (3 + 2).
        ({(0, 0), (1, 1), (1, 2)}, {(0, 0), (1, 1)}, {(1, 2)}, 0, 1, 1, 1),
        # One hit of two, one link of two wrong: 1 - (1 + 1) / (2 + 2).
        ({(0, 0), (1, 0)}, {(0, 0), (1, 1)}, set(), "1/2", "1/2", "1/2", "1/2"),
        # |A| 4, |S| 3, sure hits 2, possible hits 3: 1 - 5/7; P 3/4, R 2/3, F1 2 * 1/2 / (17/12).
        ({(0, 0), (1, 1), (2, 3), (4, 4)}, {(0, 0), (1, 1), (2, 2)}, {(2, 3)}, "2/7", "3/4", "2/3", "12/17"),
        # Nothing right.
        ({(3, 3)}, {(0, 0)}, set(), 1, 0, 0, 0),
        # No links: everything is missed, and precision has nothing to be of.
        (set(), {(0, 0)}, set(), 1, None, 0, None),
        # No sure link: recall has nothing to be of.
        ({(0, 0), (1, 1)}, set(), {(0, 0)}, "1/2", "1/2", None, None),
        (set(), set(), {(0, 0)}, None, None, None, None),
    ],
)
def test_hand_counted_cases(links, sure, possible, aer, precision, recall, f1) -> None:
    score = score_links([frozenset(links)], [gold_of(sure, possible)])
    for found, expected in zip(
        (score.aer, score.precision, score.recall, score.f1), (aer, precision, recall, f1), strict=True
    ):
        assert found == (None if expected is None else pytest.approx(float(Fraction(expected)), abs=1e-12))
    assert (score.links, score.pairs) == (len(links), 1)
    assert score.ci == (None if aer is None else pytest.approx((score.aer, score.aer)))


def test_rates_are_of_all_links_together_not_means_over_pairs() -> None:
    gold = [gold_of({(0, 0)}), gold_of({(n, n) for n in range(9)})]
    links = [frozenset({(0, 1)}), frozenset((n, n) for n in range(9))]
    assert score_links(links, gold).aer == pytest.approx(0.1)


@settings(deadline=None)
@given(CASES)
def test_rates_against_a_loop_over_their_definition(cases: list) -> None:
    gold = [gold_of(sure, possible) for _, sure, possible in cases]
    score = score_links([links for links, _, _ in cases], gold, draws=20)
    tagged = [
        {(number, *link) for number, case in enumerate(cases) for link in part(case)}
        for part in (lambda case: case[0], lambda case: case[1], lambda case: case[1] | case[2])
    ]
    proposed, sure, possible = tagged
    if proposed or sure:
        hits = sum(link in sure for link in proposed) + sum(link in possible for link in proposed)
        assert score.aer == pytest.approx(1 - hits / (len(proposed) + len(sure)))
        assert score.ci is not None
        assert -1e-12 <= score.ci[0] <= score.ci[1] <= 1
    else:
        assert score.aer is None
        assert score.ci is None
    assert not any(isinstance(value, float) and np.isnan(value) for value in asdict(score).values())


@settings(deadline=None)
@given(CASES)
def test_gold_against_itself_has_no_error(cases: list) -> None:
    gold = [gold_of(sure, possible) for _, sure, possible in cases]
    assert score_links([one.sure for one in gold], gold, draws=2).aer in (0, None)
    assert score_links([one.possible for one in gold], gold, draws=2).precision in (1, None)


def test_the_interval_is_that_of_resampled_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(5)
    gold = [gold_of({(n, n) for n in range(draw.integers(2, 9))}) for _ in range(60)]
    links = [frozenset((n, n) if draw.random() < 0.7 else (n, n + 1) for n, _ in one.sure) for one in gold]
    counts = counts_of(links, gold)
    rates = []
    for _ in range(4000):  # another route: places drawn one by one
        part = counts[draw.integers(0, 60, size=60)].sum(axis=0)
        rates.append(1 - (part[0] + part[1]) / (part[2] + part[3]))
    score = score_links(links, gold, draws=4000, seed=1)
    assert score.ci == pytest.approx(tuple(np.quantile(rates, [0.025, 0.975])), abs=0.006)
    assert score.ci[0] < score.aer < score.ci[1]
    monkeypatch.setattr(alignment_score, "_CHUNK", 130)
    assert score_links(links, gold, draws=4000, seed=1) == score


def test_a_paired_difference_cancels_what_is_hard_for_both() -> None:
    draw = np.random.default_rng(2)
    hard = draw.integers(0, 9, size=80)
    first = np.stack([hard, hard, np.full(80, 10), np.full(80, 10)], axis=1)
    second = first + np.array([1, 1, 0, 0])
    difference, low, high = paired_difference(first, second)
    assert (difference, low, high) == pytest.approx((0.1, 0.1, 0.1))
    back = paired_difference(second, first)
    assert back == pytest.approx((-0.1, -0.1, -0.1))


def test_a_paired_difference_of_different_amounts_has_a_width_that_holds_it() -> None:
    draw = np.random.default_rng(3)
    sure = np.full(100, 10)
    one, other = draw.binomial(10, 0.5, 100), draw.binomial(10, 0.6, 100)
    first, second = (np.stack([hits, hits, sure, sure], axis=1) for hits in (one, other))
    difference, low, high = paired_difference(first, second, draws=4000)
    assert difference == pytest.approx((other.sum() - one.sum()) / 1000)
    error = (other - one).std() / 10 / np.sqrt(100)  # of the mean of paired differences
    assert (low, high) == pytest.approx((difference - 1.96 * error, difference + 1.96 * error), abs=0.003)


def test_a_paired_difference_needs_the_same_pairs_and_gold() -> None:
    counts = np.array([[1, 1, 2, 2]] * 3)
    for other in (counts[:2], counts + np.array([0, 0, 0, 1])):
        with pytest.raises(BadOption, match="not comparable"):
            paired_difference(counts, other)
    assert paired_difference(counts * 0, counts * 0) is None
    assert paired_difference(counts[:0], counts[:0]) is None


@pytest.mark.parametrize(("mine", "theirs"), [(2, 3), (3, 2)])
def test_unequal_numbers_of_lines_are_refused(mine: int, theirs: int) -> None:
    with pytest.raises(BadOption, match=f"got {mine} lines of links and {theirs} of gold, .* line 3 "):
        counts_of([frozenset()] * mine, [gold_of(set())] * theirs)


def test_nothing_has_no_score() -> None:
    assert counts_of([], []).shape == (0, 4)
    score = score_links([], [])
    assert (score.aer, score.ci, score.links, score.pairs) == (None, None, 0, 0)


@pytest.mark.parametrize(
    ("source_words", "target_words", "expected"),
    [
        (3, 3, [(0, 0), (1, 1), (2, 2)]),
        (5, 3, [(0, 0), (2, 1), (4, 2)]),
        (2, 4, [(0, 0), (0, 1), (1, 2), (1, 3)]),
        (4, 1, [(0, 0)]),
        (1, 2, [(0, 0), (0, 1)]),
        (4, 3, [(0, 0), (2, 1), (3, 2)]),
        (2, 3, [(0, 0), (0, 1), (1, 2)]),
        (0, 3, []),
        (3, 0, []),
    ],
)
def test_the_diagonal(source_words: int, target_words: int, expected: list) -> None:
    assert sorted(diagonal_links(source_words, target_words)) == sorted(expected)


@pytest.mark.parametrize(("name", "expected"), [("enfr", 0.531), ("roen", 0.709)])
def test_the_diagonal_has_the_error_rate_known_of_it(name: str, expected: float) -> None:
    gold, lengths = public(name)
    score = score_links([diagonal_links(*one) for one in lengths], gold)
    assert round(score.aer, 3) == expected
    assert score.ci[0] < expected < score.ci[1]


@pytest.mark.parametrize("name", ["enfr", "roen"])
def test_public_gold_against_itself_has_no_error(name: str) -> None:
    gold, _ = public(name)
    assert score_links([one.sure for one in gold], gold).aer == 0
    everything = score_links(read_links(ALIGN / f"{name}.gold", one_indexed=True), gold)
    assert (everything.aer, everything.precision, everything.recall) == (0, 1, 1)


@pytest.mark.parametrize("name", ["enfr", "roen"])
def test_public_gold_and_links_that_count_otherwise_are_refused(name: str) -> None:
    gold, lengths = public(name)
    diagonal = [diagonal_links(*one) for one in lengths]
    with pytest.raises(BadOption) as caught:
        check_counting(diagonal, read_gold(ALIGN / f"{name}.gold"))
    assert caught.value.key == "gold_counts_from_one"
    with pytest.raises(BadOption) as caught:
        check_counting(read_links(ALIGN / f"{name}.gold"), gold)
    assert caught.value.key == "links_count_from_one"
    check_counting(diagonal, gold)
