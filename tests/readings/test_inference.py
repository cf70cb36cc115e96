"""Tests and intervals against loops over their definitions, and their error rates on made-up worlds."""

from __future__ import annotations

import math
from itertools import combinations, product

import numpy as np
import pytest
from scipy import stats

from headscope.readings import inference
from headscope.readings.inference import (
    benjamini_hochberg,
    cluster_interval,
    cluster_sums,
    effective_voters,
    gate,
    matched_max_t,
    max_t,
    mcnemar,
)


def studentised(row: np.ndarray) -> float:
    size = math.sqrt(sum(float(value) ** 2 for value in row))
    return float(sum(row)) / size if size else 0.0


def exact_p(families: list[np.ndarray]) -> list[list[float]]:
    """Every sign pattern of every family, the largest statistic of them all."""
    largest_of = []
    for family in families:
        signs = list(product((-1, 1), repeat=family.shape[1]))
        largest_of.append([max(studentised(row * np.array(sign)) for row in family) for sign in signs])
    joint = [max(pair) for pair in product(*largest_of)]
    return [
        [sum(one >= studentised(row) - 1e-9 for one in joint) / len(joint) for row in family] for family in families
    ]


def test_max_t_against_every_sign_pattern() -> None:
    draw = np.random.default_rng(1)
    families = [draw.normal(0.3, 1, (3, 6)), draw.normal(0.2, 2, (2, 5))]
    families[0][2] = 0.0
    found = max_t(families, draws=20_000, seed=3)
    for family, one, expected in zip(families, found, exact_p(families), strict=True):
        np.testing.assert_allclose(one.statistic, [studentised(row) for row in family])
        np.testing.assert_allclose(one.p_adjusted, expected, atol=0.015)


def test_max_t_does_not_depend_on_how_many_hypotheses_fit_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    family = np.random.default_rng(0).normal(0.2, 1, (9, 40))
    whole = max_t([family], draws=300)[0].p_adjusted
    monkeypatch.setattr(inference, "_CHUNK", 2)
    np.testing.assert_array_equal(max_t([family], draws=300)[0].p_adjusted, whole)


def test_max_t_of_nothing() -> None:
    assert max_t([]) == []
    empty, one = max_t([np.zeros((0, 4)), np.ones((1, 8))], draws=99)
    assert empty.p_adjusted.shape == (0,)
    assert one.p_adjusted[0] < 0.05


def worlds(kind: str, draw: np.random.Generator) -> np.ndarray:
    """Differences [30 hypotheses, 40 clusters] of a world in which no hypothesis is true."""
    if kind == "correlated":
        common = draw.normal(size=(1, 40))
        return 0.8 * common + 0.6 * draw.normal(size=(30, 40))
    if kind == "clustered":  # words of a sentence right or wrong together, sentences of different length
        sizes = draw.integers(1, 12, 40)
        right, rule = draw.random((30, 40)) < 0.4, draw.random(40) < 0.4
        return sizes * (right.astype(float) - rule)
    return draw.standard_t(2, size=(30, 40))


@pytest.mark.parametrize("kind", ["correlated", "clustered", "heavy"])
def test_a_family_without_any_effect_is_called_in_one_of_twenty_worlds(kind: str) -> None:
    draw = np.random.default_rng([7, len(kind)])
    rounds = 400
    called = sum((max_t([worlds(kind, draw)], draws=199, seed=n)[0].p_adjusted < 0.05).any() for n in range(rounds))
    low, high = stats.binom.interval(0.998, rounds, 0.05)
    assert low <= called <= high


def test_chance_as_a_baseline_makes_the_test_careful_and_not_bold() -> None:
    """Right is 8/9 above chance, wrong 1/9 below it: such differences are not symmetric, but lean the safe way."""
    draw = np.random.default_rng(13)
    hits = (draw.random((400, 30, 60)) < 1 / 9) - 1 / 9
    called = sum((max_t([one], draws=199, seed=n)[0].p_adjusted < 0.05).any() for n, one in enumerate(hits))
    assert called <= stats.binom.ppf(0.999, 400, 0.05)


def test_two_families_are_corrected_together() -> None:
    draw = np.random.default_rng(11)
    called = 0
    for number in range(400):
        found = max_t([worlds("correlated", draw), worlds("clustered", draw)], draws=199, seed=number)
        called += any((one.p_adjusted < 0.05).any() for one in found)
    assert called <= stats.binom.ppf(0.999, 400, 0.05)


def test_independent_words_taken_for_sentences_would_be_called_too_often() -> None:
    """Why the unit is the sentence: the same worlds, tested word by word, are called far too often."""
    draw = np.random.default_rng(5)
    called = 0
    for number in range(100):
        sizes = draw.integers(4, 12, 40)
        sums = draw.choice([-1.0, 1.0], size=(10, 40))
        called += (max_t([np.repeat(sums, sizes, axis=1)], draws=199, seed=number)[0].p_adjusted < 0.05).any()
    assert called > 20


def matched_world(draw: np.random.Generator, items: int = 12) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """Predictions [4, items], gold, alternatives; keys of item n are 10n..10n+9."""
    gold = 10 * np.arange(items)
    alternatives = [gold[n] + 1 + np.arange(draw.integers(1, 4)) for n in range(items)]
    predictions = gold + draw.integers(0, 5, (4, items))
    predictions[1, ::2] = gold[::2]
    predictions[3] = -1
    return predictions, gold, alternatives


def test_matched_max_t_against_every_replacement() -> None:
    predictions, gold, alternatives = matched_world(np.random.default_rng(2), items=8)
    groups = [np.arange(5), np.arange(5, 8)]
    found = matched_max_t(predictions, gold, alternatives, groups, draws=20_000, seed=1)
    sets = [[int(gold[n]), *alternatives[n].tolist()] for n in range(len(gold))]
    largest_of, observed = [], []
    for group in groups:
        chance = np.array([[(predictions[h, n] in sets[n]) / len(sets[n]) for n in group] for h in range(4)])
        mean, spread = chance.sum(axis=1), np.sqrt((chance * (1 - chance)).sum(axis=1))

        def standard(keys, mean=mean, spread=spread, group=group) -> list[float]:
            hits = [sum(predictions[h, n] == key for n, key in zip(group, keys, strict=True)) for h in range(4)]
            return [(hits[h] - mean[h]) / spread[h] if spread[h] else -np.inf for h in range(4)]

        observed.append([value if value > -np.inf else 0.0 for value in standard([gold[n] for n in group])])
        largest_of.append([max(standard(keys)) for keys in product(*(sets[n] for n in group))])
    joint = np.maximum.outer(*(np.array(one) for one in largest_of)).ravel()
    for one, statistic in zip(found, observed, strict=True):
        np.testing.assert_allclose(one.statistic, statistic)
        np.testing.assert_allclose(one.p_adjusted, [(joint >= value - 1e-9).mean() for value in statistic], atol=0.015)


def test_matched_max_t_calls_heads_that_cannot_tell_matched_words_apart_in_one_of_twenty_worlds() -> None:
    draw = np.random.default_rng(8)
    called = 0
    for number in range(200):
        gold = 10 * np.arange(120)
        alternatives = [one + 1 + np.arange(draw.integers(1, 4)) for one in gold]
        sizes = np.array([1 + len(one) for one in alternatives])
        common = (draw.random(120) * sizes).astype(int)  # heads agree on half of the words
        own = (draw.random((20, 120)) * sizes).astype(int)
        predictions = gold + np.where(draw.random((20, 120)) < 0.5, common, own)
        found = matched_max_t(predictions, gold, alternatives, [np.arange(120)], draws=99, seed=number)
        called += bool((found[0].p_adjusted < 0.05).any())
    low, high = stats.binom.interval(0.998, 200, 0.05)
    assert low <= called <= high


def test_cluster_sums_against_a_loop() -> None:
    draw = np.random.default_rng(0)
    values, clusters = draw.normal(size=(3, 50)), draw.integers(0, 9, 50)
    clusters[clusters == 4] = 5
    sums = cluster_sums(values, clusters, 10)
    for number in range(10):
        np.testing.assert_allclose(sums[:, number], values[:, clusters == number].sum(axis=1))
    assert cluster_sums(np.zeros((2, 0)), np.zeros(0, dtype=int), 3).tolist() == [[0.0] * 3] * 2


def test_cluster_interval_against_a_loop_over_resamples() -> None:
    draw = np.random.default_rng(4)
    counts = draw.integers(1, 9, 30).astype(float)
    sums = draw.binomial(counts.astype(int), 0.4)[None].astype(float)
    low, high = cluster_interval(sums, counts, draws=4000, seed=1)
    ratios = []
    for _ in range(4000):
        chosen = draw.integers(0, 30, 30)
        ratios.append(sums[0, chosen].sum() / counts[chosen].sum())
    np.testing.assert_allclose([low[0], high[0]], np.quantile(ratios, [0.025, 0.975]), atol=0.012)


def test_cluster_interval_covers_the_truth_where_words_of_a_sentence_agree() -> None:
    draw = np.random.default_rng(6)
    covered = naive = 0
    rounds = 400
    for number in range(rounds):
        sizes = draw.integers(1, 10, 80)
        rates = draw.beta(1, 1.5, 80)  # mean 0.4, strongly clustered
        hits = draw.binomial(sizes, rates)[None].astype(float)
        low, high = cluster_interval(hits, sizes, draws=300, seed=number)
        covered += low[0] <= 0.4 <= high[0]
        rate, total = hits.sum() / sizes.sum(), sizes.sum()
        naive += abs(rate - 0.4) <= 1.96 * math.sqrt(rate * (1 - rate) / total)
    assert 0.915 <= covered / rounds <= 0.98
    assert naive / rounds < 0.85


def test_cluster_interval_leaves_out_empty_clusters_and_answers_nan_for_none() -> None:
    sums, counts = np.array([[2.0, 0.0, 1.0, 0.0, 3.0]]), np.array([4.0, 0.0, 2.0, 0.0, 3.0])
    used = counts > 0
    whole = cluster_interval(sums, counts, seed=2)
    np.testing.assert_array_equal(whole, cluster_interval(sums[:, used], counts[used], seed=2))
    assert all(np.isnan(end).all() for end in cluster_interval(np.zeros((2, 3)), np.zeros(3)))


@pytest.mark.parametrize(
    ("baseline", "needed"), [(0.0, 0.1), (0.4, 0.1), (0.6, 0.1), (0.8, 0.05), (0.96, 0.01), (1.0, 0.0)]
)
def test_the_gate_is_ten_points_or_a_quarter_of_the_errors(baseline: float, needed: float) -> None:
    assert gate(baseline) == pytest.approx(needed)


def test_benjamini_hochberg_against_its_definition() -> None:
    p_values = np.random.default_rng(3).random(40) ** 3
    order = np.argsort(p_values)
    expected = np.empty(40)
    for rank, place in enumerate(order, 1):
        expected[place] = min(p_values[order[other - 1]] * 40 / other for other in range(rank, 41))
    np.testing.assert_allclose(benjamini_hochberg(p_values), np.minimum(expected, 1))


@pytest.mark.parametrize(("first", "second"), [(14, 3), (5, 5), (0, 8), (1, 0), (0, 0)])
def test_mcnemar_against_the_binomial_sum(first: int, second: int) -> None:
    one = np.array([1] * first + [0] * second + [1] * 7 + [0] * 4, bool)
    other = np.array([0] * first + [1] * second + [1] * 7 + [0] * 4, bool)
    total, extreme = first + second, min(first, second)
    tail = sum(math.comb(total, k) for k in range(extreme + 1)) / 2**total
    assert mcnemar(one, other) == pytest.approx(min(1.0, 2 * tail))
    assert mcnemar(one, other) == mcnemar(other, one)


def test_effective_voters_against_pairwise_correlations() -> None:
    draw = np.random.default_rng(9)
    common = draw.random(300) < 0.4
    errors = np.where(draw.random((6, 300)) < 0.5, common, draw.random((6, 300)) < 0.4)
    pairs = [stats.pearsonr(errors[a], errors[b]).statistic for a, b in combinations(range(6), 2)]
    mean, voters = effective_voters(errors)
    assert mean == pytest.approx(np.mean(pairs))
    assert voters == pytest.approx(6 / (1 + 5 * np.mean(pairs)))


def test_effective_voters_at_the_ends() -> None:
    same = np.tile([0, 1, 1, 0, 1], (4, 1))
    assert effective_voters(same) == (pytest.approx(1.0), pytest.approx(1.0))
    assert effective_voters(same[:1]) == (0.0, 1.0)
    opposed = np.array([[0, 1, 0, 1], [1, 0, 1, 0]])
    assert effective_voters(opposed)[1] == 2.0
    never_wrong = np.array([[0, 0, 0, 0], [0, 1, 0, 1], [0, 0, 0, 0]])
    assert effective_voters(never_wrong) == (0.0, 3.0)
