"""How sure: sign-flips and permutations with the largest statistic of a family, cluster intervals, voters compared.

The unit is the *cluster*: a sentence, whose words are not independent. All functions take sums over clusters, so that
resampling is one matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 1000
LEVEL = 0.05
GATE_POINTS = 0.10
GATE_ERRORS = 0.25
LEAST_ITEMS = 100
_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class MaxT:
    """Statistics of a family of hypotheses and their p-values, corrected by the family's largest statistic."""

    statistic: np.ndarray
    p_adjusted: np.ndarray


def gate(baseline: np.ndarray | float) -> np.ndarray | float:
    """How far above its baseline a score must lie to count as a role: 10 points, or a quarter of the errors if less.

    >>> float(gate(0.4)), round(float(gate(0.92)), 3)
    (0.1, 0.02)
    """
    return np.minimum(GATE_POINTS, GATE_ERRORS * (1.0 - np.asarray(baseline, dtype=np.float64)))


def cluster_sums(values: np.ndarray, clusters: np.ndarray, count: int) -> np.ndarray:
    """Sums of `values` [hypothesis, item] over the items of each cluster: [hypothesis, cluster].

    >>> cluster_sums(np.array([[1.0, 2.0, 4.0]]), np.array([0, 1, 1]), 3).tolist()
    [[1.0, 6.0, 0.0]]
    """
    values = np.atleast_2d(values)
    order = np.argsort(clusters, kind="stable")
    found, starts = np.unique(clusters[order], return_index=True)
    sums = np.zeros((values.shape[0], count))
    if len(found):
        sums[:, found] = np.add.reduceat(values[:, order], starts, axis=1, dtype=np.float64)
    return sums


def max_t(families: Sequence[np.ndarray], *, draws: int = DRAWS, seed: int = 0) -> list[MaxT]:
    """One-sided sign-flip test of "the mean difference is above 0", corrected over all hypotheses of all families.

    T = sum of D / sqrt(sum of D^2) over clusters; each draw flips the sign of whole clusters (the same flips for all
    hypotheses of a family, so that their dependence is kept), and p_adjusted = (1 + #{largest T* >= T}) / (1 + draws)
    (Westfall & Young 1993, "Resampling-Based Multiple Testing"). It controls the chance of *any* false discovery where
    differences are symmetric around 0 or below; it does not say how large a difference is.

    Args:
        families: differences score - null, [hypothesis, cluster]; families do not share clusters.
        draws: number of flips.
        seed: of the flips.

    >>> noise = np.array([[1.0, -1.0, 1.0, -1.0, 1.0, -1.0] * 5])
    >>> sure = np.array([[1.0, 0.5, 1.0, 1.0, 1.0, 0.5] * 5])
    >>> [round(float(p), 3) for p in max_t([np.concatenate([noise, sure])])[0].p_adjusted]
    [0.772, 0.001]
    """
    statistics = [_studentised(one, one.sum(axis=1)) for one in families]
    largest = np.full(draws, -np.inf)
    for number, one in enumerate(families):
        if one.size == 0:
            continue
        random = np.random.default_rng([seed, number])
        signs = random.integers(0, 2, size=(draws, one.shape[1]), dtype=np.int8).astype(np.float32) * 2 - 1
        for start in range(0, one.shape[0], _CHUNK):
            part = one[start : start + _CHUNK]
            flipped = signs @ part.T.astype(np.float32)
            largest = np.maximum(largest, _studentised(part, flipped).max(axis=1))
    return [MaxT(found, _adjusted(found, largest)) for found in statistics]


def largest_drawn(found: np.ndarray, drawn: np.ndarray) -> MaxT:
    """One-sided permutation test of statistics whose mean is 0 under the null, corrected by the largest of them.

    T = statistic / standard deviation of its draws; p_adjusted = (1 + #{largest T* >= T}) / (1 + draws) (Westfall &
    Young 1993). One that never varies has T 0.

    Args:
        found: statistics [hypothesis]. drawn: the same under the null, [draw, hypothesis].

    >>> drawn = np.random.default_rng(0).normal(size=(999, 2))
    >>> largest_drawn(np.array([0.0, 9.0]), drawn).p_adjusted[1].round(3)
    np.float64(0.001)
    """
    spread = drawn.std(axis=0)
    scale = np.where(spread > 0, spread, np.inf)
    return MaxT(found / scale, _adjusted(found / scale, (drawn / scale).max(axis=1)))


def _studentised(differences: np.ndarray, sums: np.ndarray) -> np.ndarray:
    size = np.sqrt((differences.astype(np.float64) ** 2).sum(axis=1))
    return np.asarray(np.where(size > 0, sums / np.where(size > 0, size, 1.0), 0.0))


def _adjusted(found: np.ndarray, largest: np.ndarray) -> np.ndarray:
    """p of each statistic among the largest ones; a hair of rounding in single precision counts against us."""
    above = len(largest) - np.searchsorted(np.sort(largest), found - 1e-4, side="left")
    return np.asarray((1.0 + above) / (1.0 + len(largest)))


def matched_max_t(
    predictions: np.ndarray,
    gold: np.ndarray,
    alternatives: Sequence[np.ndarray],
    groups: Sequence[np.ndarray],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> list[MaxT]:
    """Permutation test against matched alternatives: is the gold key hit more often than keys exchangeable with it?

    The gold key of each item is replaced by a random one of the set {gold} + alternatives, the same draw for all heads;
    T = (hits - expected) / sd under that draw; corrected by the largest T over all heads and groups.

    Args:
        predictions: what each head points at, [head, item].
        gold: the true key of each item.
        alternatives: for each item the keys that match the gold one; never empty.
        groups: the items of each hypothesis family (a relation), as index arrays.

    Returns:
        For each group the statistics of all heads.
    """
    sizes = np.array([1 + len(one) for one in alternatives], dtype=np.int64)
    longest = int(sizes.max(initial=1))
    sets = np.full((len(gold), longest), -2, dtype=np.int64)
    sets[:, 0] = gold
    for place, one in enumerate(alternatives):
        sets[place, 1 : 1 + len(one)] = one
    hits = predictions == gold
    inside = (predictions[:, :, None] == sets[None]).any(axis=-1) if len(gold) else hits
    chance = inside / sizes
    random = np.random.default_rng([seed, 1])
    largest = np.full(draws, -np.inf)
    found = []
    for items in groups:
        mean = chance[:, items].sum(axis=1)
        spread = np.sqrt((chance[:, items] * (1 - chance[:, items])).sum(axis=1))
        safe = np.where(spread > 0, spread, 1.0)
        found.append(np.where(spread > 0, (hits[:, items].sum(axis=1) - mean) / safe, 0.0))
        drawn = (random.random((draws, len(items))) * sizes[items]).astype(np.int64)
        counts = np.zeros((draws, predictions.shape[0]))
        for column, item in enumerate(items):
            counts += sets[item, drawn[:, column], None] == predictions[None, :, item]
        largest = np.maximum(
            largest, np.where(spread > 0, (counts - mean) / safe, -np.inf).max(axis=1, initial=-np.inf)
        )
    return [MaxT(one, _adjusted(one, largest)) for one in found]


def cluster_interval(
    sums: np.ndarray, counts: np.ndarray, *, draws: int = DRAWS, seed: int = 0, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """Percentile interval of sum / count when whole clusters are drawn with replacement (Efron & Tibshirani 1993).

    Args:
        sums: [hypothesis, cluster]. counts: items of each cluster, [cluster] or [hypothesis, cluster].

    Returns:
        Lower and upper ends, [hypothesis]; NaN where there is no item.

    >>> low, high = cluster_interval(np.ones((1, 30)), np.full(30, 2.0))
    >>> float(low[0]), float(high[0])
    (0.5, 0.5)
    """
    sums = np.atleast_2d(sums)
    counts = np.broadcast_to(np.atleast_2d(counts), sums.shape)
    used = counts.any(axis=0)
    clusters = int(used.sum())
    if clusters == 0:
        empty = np.full(sums.shape[0], np.nan)
        return empty, empty
    random = np.random.default_rng([seed, 2])
    weights = random.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws).astype(np.float32)
    lows, highs = [], []
    for start in range(0, sums.shape[0], _CHUNK):
        part = slice(start, start + _CHUNK)
        totals = weights @ counts[part][:, used].T.astype(np.float32)
        ratios = weights @ sums[part][:, used].T.astype(np.float32) / np.where(totals > 0, totals, np.nan)
        low, high = np.nanquantile(ratios, [level / 2, 1 - level / 2], axis=0)
        lows.append(low)
        highs.append(high)
    return np.concatenate(lows), np.concatenate(highs)


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """p-values adjusted so that at most a share q of what is called below q is false (Benjamini & Hochberg 1995).

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    from scipy import stats

    return np.asarray(stats.false_discovery_control(p_values, method="bh"))


def mcnemar(first: np.ndarray, second: np.ndarray) -> float:
    """Exact two-sided p that two deciders are right equally often on the same items (McNemar 1947; binomial).

    >>> mcnemar(np.array([1, 1, 1, 1, 1, 1], bool), np.zeros(6, bool))
    0.03125
    """
    from scipy import stats

    only_first = int((first & ~second).sum())
    only_second = int((second & ~first).sum())
    if only_first + only_second == 0:
        return 1.0
    return float(stats.binomtest(only_first, only_first + only_second).pvalue)


def effective_voters(errors: np.ndarray) -> tuple[float, float]:
    """Mean correlation of voters' errors and the number of independent voters they are worth.

    n_eff = k / (1 + (k - 1) r) with r the mean pairwise correlation of the 0/1 errors [voter, item] (Kish 1965); voters
    that are never or always wrong have none and count as uncorrelated.

    >>> effective_voters(np.array([[0, 1, 0, 1], [0, 1, 0, 1]]))
    (1.0, 1.0)
    """
    voters = len(errors)
    if voters < 2:
        return 0.0, float(voters)
    errors = np.asarray(errors, dtype=np.float64)
    centred = errors - errors.mean(axis=1, keepdims=True)
    size = np.sqrt((centred**2).sum(axis=1))
    unit = centred / np.where(size > 0, size, 1.0)[:, None]
    table = unit @ unit.T
    mean = float(table[np.triu_indices(voters, 1)].mean())
    return mean, float(np.clip(voters / max(1 + (voters - 1) * mean, 1e-9), 1.0, voters)) if mean > 0 else float(voters)
