"""Do a head's outputs at nouns gather by meaning, more than the static embeddings of the same nouns already do?"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from headscope.base.context import Progress, silent
from headscope.base.group_outputs import GroupOutputs, noun_means
from headscope.errors import BadOption
from headscope.readings.inference import DRAWS, LEVEL, cluster_interval, cluster_sums, max_t

KMEANS_SEEDS = 5
KMEANS_STARTS = 10
PERMUTATIONS = 200
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class GroupPurity:
    """One head against static embeddings.

    Attributes:
        head: whose outputs.
        nearest: share of nouns whose nearest other noun is of their group, 0 to 1; `static_nearest` of the embeddings.
        kmeans: share of nouns in the most frequent group of their cluster, 0 to 1; `static_kmeans` likewise.
        margin: nearest - static_nearest, -1 to 1; `margin_ci` of it, groups resampled with all their nouns.
        whole_margin: the same over the nouns that are one piece of the tokenizer; None where there is none.
        p_adjusted: one-sided, that the margin is above 0; corrected over all heads.
        beats_static: p_adjusted below 0.05, the lower end of margin_ci above 0, and `nearest` above what the best of
            all heads reaches under permuted labels (`PurityChance.largest_nearest`).
    """

    head: str
    nearest: float
    kmeans: float
    static_nearest: float
    static_kmeans: float
    margin: float
    margin_ci: tuple[float, float]
    whole_margin: float | None
    p_adjusted: float
    beats_static: bool


@dataclass(frozen=True, slots=True)
class PurityChance:
    """What purity is worth nothing.

    Attributes:
        nearest: expected nearest-neighbour purity of a random neighbour.
        kmeans: mean purity of the heads' own clusters when group labels are permuted (above 1 / groups: the most
            frequent group of a cluster is always more than its share).
        largest_nearest, largest_kmeans: 95th percentiles of the largest purity of all heads under permuted labels.
    """

    nearest: float
    kmeans: float
    largest_nearest: float
    largest_kmeans: float


def read_purity(
    given: GroupOutputs, *, draws: int = DRAWS, seed: int = 0, progress: Progress = silent
) -> tuple[tuple[GroupPurity, ...], PurityChance]:
    """Purity of every head's outputs for the semantic groups, against static embeddings and permuted labels.

    Outputs are averaged over carriers; vectors less their mean over nouns, at unit length; neighbours by cosine,
    clusters by k-means (one cluster for each group, 10 starts, mean over 5 seeds). Whether a head beats static
    embeddings is judged by nearest neighbours: the two hits of each noun are compared. The group is the cluster of the
    interval and of the sign-flip test (largest T over heads), because nouns that are each other's nearest hit or miss
    together: with the noun as the cluster, one model in five whose heads are no better than its embeddings had a head
    that "beats" them (simulated, 72 heads), with the group one in twenty.

    Shared pieces ("bookcase", "bookshelf") help both sides. The static embedding of a noun of several pieces is their
    mean: a head that puts the word together beats it, which is less than meaning; `whole_margin` leaves those out. It
    does not show that anything later reads the groups; and a head that reads only its own token may win by taking out
    of the embeddings what is not meaning.

    Raises:
        BadOption: scikit-learn is not installed.

    >>> heads, chance = read_purity(group_outputs(load_model("minilm"), "en"))  # doctest: +SKIP
    >>> any(head.beats_static for head in heads)  # doctest: +SKIP
    """
    nouns = len(given.nouns)
    labels = given.group_of_noun
    vectors = [noun_means(one, given.noun, nouns) for one in (given.static, *given.outputs)]
    hits, clusters = [], []
    near = []
    for done, one in enumerate(vectors):
        progress("probes", done, len(vectors))
        unit = centred(one)
        near.append(neighbours(unit))
        hits.append(_hits(near[-1], labels))
        clusters.append(_clusters(unit, len(given.groups), seed))
    progress("probes", len(vectors), len(vectors))
    nearest, kmeans = np.array(hits), np.array([[_pure(cut, labels) for cut in cuts] for cuts in clusters]).mean(axis=1)
    chance = _chance(near[1:], [cuts[0] for cuts in clusters[1:]], labels, seed)
    return tuple(_judged(given, nearest, kmeans, chance, draws, seed)), chance


def _judged(
    given: GroupOutputs, nearest: np.ndarray, kmeans: np.ndarray, chance: PurityChance, draws: int, seed: int
) -> Iterator[GroupPurity]:
    """Each head against row 0, the static embeddings."""
    differences = nearest[1:] - nearest[0]
    sums = cluster_sums(differences, given.group_of_noun, len(given.groups))
    p_values = max_t([sums], draws=draws, seed=seed)[0].p_adjusted
    sizes = np.bincount(given.group_of_noun, minlength=len(given.groups))
    low, high = cluster_interval(sums, sizes, draws=draws, seed=seed)
    is_whole = ~np.isin(np.arange(len(given.nouns)), given.noun[given.pieces > 1])
    for place, head in enumerate(given.heads):
        purity = float(nearest[place + 1].mean())
        is_clear = p_values[place] < LEVEL and low[place] > 0 and purity > chance.largest_nearest
        yield GroupPurity(
            head, purity, float(kmeans[place + 1]), float(nearest[0].mean()), float(kmeans[0]),
            float(differences[place].mean()), (float(low[place]), float(high[place])),
            float(differences[place, is_whole].mean()) if is_whole.any() else None,
            float(p_values[place]), bool(is_clear),
        )  # fmt: skip


def centred(vectors: np.ndarray) -> np.ndarray:
    """Vectors [noun, dim] less their mean, at unit length; 0 stays 0.

    >>> centred(np.array([[3.0, 0.0], [1.0, 0.0]])).tolist()
    [[1.0, 0.0], [-1.0, 0.0]]
    """
    moved = vectors - vectors.mean(axis=0)
    sizes = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.where(sizes > 0, sizes, 1.0))


def neighbours(unit: np.ndarray) -> np.ndarray:
    """Which other noun is nearest, as shares [noun, noun]: rows sum to 1, and ties share it.

    >>> neighbours(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])).tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]]
    """
    cosine = unit @ unit.T
    np.fill_diagonal(cosine, -np.inf)
    near = cosine >= cosine.max(axis=1, keepdims=True) - _TIE
    return np.asarray(near / near.sum(axis=1, keepdims=True))


def _hits(near: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Share of each noun's nearest neighbours that are of its group, [noun]."""
    return np.asarray((near * (labels[:, None] == labels)).sum(axis=1))


def _clusters(unit: np.ndarray, count: int, seed: int) -> list[np.ndarray]:
    """Number of each noun's cluster, once for each seed."""
    try:
        library: Any = import_module("sklearn.cluster")
    except ImportError as error:
        raise BadOption("extra_missing", value="scikit-learn", extra="models") from error
    found = []
    with warnings.catch_warnings():
        # fewer different vectors than groups (a head that adds nothing): the clusters are then fewer, and right
        warnings.filterwarnings("ignore", message="Number of distinct clusters")
        for number in range(KMEANS_SEEDS):
            means = library.KMeans(count, n_init=KMEANS_STARTS, random_state=seed + number)
            found.append(np.asarray(means.fit_predict(unit)))
    return found


def _pure(clusters: np.ndarray, labels: np.ndarray) -> float:
    """Share of nouns in the most frequent group of their cluster.

    >>> _pure(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1]))
    0.75
    """
    counts = np.zeros((clusters.max() + 1, labels.max() + 1))
    np.add.at(counts, (clusters, labels), 1)
    return float(counts.max(axis=1).sum() / len(labels))


def _chance(near: list[np.ndarray], clusters: list[np.ndarray], labels: np.ndarray, seed: int) -> PurityChance:
    random = np.random.default_rng([seed, 5])
    nouns = len(labels)
    nearest, kmeans = np.zeros((PERMUTATIONS, len(near))), np.zeros((PERMUTATIONS, len(near)))
    for draw in range(PERMUTATIONS):
        permuted = random.permutation(labels)
        is_same = permuted[:, None] == permuted
        nearest[draw] = [(one * is_same).sum() / nouns for one in near]
        kmeans[draw] = [_pure(cut, permuted) for cut in clusters]
    sizes = np.bincount(labels)
    return PurityChance(
        float((sizes * (sizes - 1)).sum() / (nouns * (nouns - 1))), float(kmeans.mean()),
        float(np.quantile(nearest.max(axis=1), 1 - LEVEL)), float(np.quantile(kmeans.max(axis=1), 1 - LEVEL)),
    )  # fmt: skip
