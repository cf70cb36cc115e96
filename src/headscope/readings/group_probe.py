"""A joint probe to which heads are added one by one: what does each add to naming a noun's group, and until when?

Chosen on some nouns, reported on others (`group_folds`): the probe must name the group of nouns that neither its
weights nor the choice of heads have seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.context import Progress, silent
from headscope.base.group_outputs import GroupOutputs
from headscope.readings.group_folds import (
    STATIC_SIZE,
    Block,
    Fold,
    Folds,
    block_of,
    fold_nouns,
    joined,
    no_block,
    scores_with,
)
from headscope.readings.inference import DRAWS, LEVEL, cluster_interval, cluster_sums, max_t

STEPS = 8
RANDOM_HEADS = 5


@dataclass(frozen=True, slots=True)
class ProbeStep:
    """One head more in the probe.

    Attributes:
        head: the head added.
        accuracy: share of held-out items whose group is named, with this head and all before it, 0 to 1; `ci` of it.
        added: accuracy less the accuracy before, in -1 to 1; `added_ci` of it.
        random_added: what a random head of the same site adds instead, mean over up to 5; None where there is none.
        over_random_ci: of added - random_added; None likewise.
        p_adjusted: one-sided, of `added`, corrected over all steps of both probes.
        is_adding: the lower end of added_ci is above 0 and p_adjusted below 0.05.
        is_over_random: is_adding, and the lower end of over_random_ci is above 0.
    """

    head: str
    accuracy: float
    ci: tuple[float, float]
    added: float
    added_ci: tuple[float, float]
    random_added: float | None
    over_random_ci: tuple[float, float] | None
    p_adjusted: float
    is_adding: bool
    is_over_random: bool


@dataclass(frozen=True, slots=True)
class GroupProbe:
    """The two probes.

    Attributes:
        nouns: held out in the report.
        chance: accuracy of a guess, 1 / groups.
        static_accuracy, static_ci: of the probe on static embeddings alone.
        steps: of the probe that starts from nothing. steps_with_static: that starts from static embeddings.
    """

    nouns: int
    chance: float
    static_accuracy: float
    static_ci: tuple[float, float]
    steps: tuple[ProbeStep, ...]
    steps_with_static: tuple[ProbeStep, ...]


@dataclass(frozen=True, slots=True)
class _Path:
    """Heads in the order added; whether each reported item is named right: [step + 1, item], the start first."""

    heads: tuple[int, ...]
    right: np.ndarray
    random: tuple[np.ndarray | None, ...]  # the same for random heads in the step's place, mean over them


def probe_groups(
    given: GroupOutputs, *, draws: int = DRAWS, seed: int = 0, steps: int = STEPS, progress: Progress = silent
) -> GroupProbe:
    """Add heads greedily to a linear probe for the group of a noun, from nothing and from static embeddings.

    Each step tries all heads and takes the one with the best accuracy in cross-validation among the selection's nouns.
    Features are 16 principal components of each head, 64 of the static embeddings (more did not help these), the
    classifier a ridge. Nouns are the clusters of intervals and of the sign-flip test (largest T over all steps). It
    shows what a linear reader of several heads could know; it does not show that the model reads them together, and a
    head that adds nothing may still say the same as one before it.

    >>> probe_groups(group_outputs(load_model("minilm"), "en")).steps[0].head  # doctest: +SKIP
    'L3.H1'
    """
    folds = fold_nouns(given, seed=seed)
    paths = []
    for number, with_static in enumerate((False, True)):
        heads = _choose(given, folds, with_static, steps, progress, number)
        paths.append(_follow(given, folds, with_static, heads, seed))
    return _graded(given, folds, paths, draws, seed)


def _start(given: GroupOutputs, fold: Fold, with_static: bool) -> Block:
    return block_of(given.static[None], fold, STATIC_SIZE) if with_static else no_block(fold)


def _choose(
    given: GroupOutputs, folds: Folds, with_static: bool, steps: int, progress: Progress, number: int
) -> tuple[int, ...]:
    """The heads that help most on the selection, one after the other."""
    fixed = [_start(given, fold, with_static) for fold in folds.selection]
    candidates = [block_of(given.outputs, fold) for fold in folds.selection]
    chosen: list[int] = []
    steps = min(steps, len(given.heads))
    for step in range(steps):
        progress("probes", number * steps + step, 2 * steps)
        right = np.zeros(len(given.heads))
        for fold, stands, more in zip(folds.selection, fixed, candidates, strict=True):
            right += _is_right(fold, scores_with(fold, stands, more)).sum(axis=1)
        right[chosen] = -1
        best = int(right.argmax())
        chosen.append(best)
        added = [Block(more.train[[best]], more.test[[best]]) for more in candidates]
        fixed = [joined(stands, one) for stands, one in zip(fixed, added, strict=True)]
    progress("probes", (number + 1) * steps, 2 * steps)
    return tuple(chosen)


def _follow(given: GroupOutputs, folds: Folds, with_static: bool, heads: tuple[int, ...], seed: int) -> _Path:
    """What the chosen heads, and random ones in their places, do for the nouns of the report."""
    random = np.random.default_rng([seed, 4, with_static])
    sites = np.array(given.sites)
    others = []
    for step, head in enumerate(heads):
        there = np.flatnonzero((sites == sites[head]) & ~np.isin(np.arange(len(sites)), heads[: step + 1]))
        others.append(random.permutation(there)[:RANDOM_HEADS])
    items = len(given.noun)
    right = np.zeros((len(heads) + 1, items))
    instead = [np.zeros(items) if len(one) else None for one in others]
    right[0] = 1 / len(given.groups)  # a guess; static embeddings overwrite it below
    for fold in folds.report:
        stands = _start(given, fold, with_static)
        if with_static:
            nothing = Block(*(np.zeros((1, len(part), 1)) for part in (fold.train, fold.test)))
            right[0, fold.test] = _is_right(fold, scores_with(fold, stands, nothing))[0]
        for step, head in enumerate(heads):
            tried = block_of(given.outputs[[head, *others[step]]], fold)
            hits = _is_right(fold, scores_with(fold, stands, tried))
            right[step + 1, fold.test] = hits[0]
            if (mean := instead[step]) is not None:
                mean[fold.test] = hits[1:].mean(axis=0)
            stands = joined(stands, Block(tried.train[:1], tried.test[:1]))
    return _Path(heads, right, tuple(instead))


def _is_right(fold: Fold, scores: np.ndarray) -> np.ndarray:
    """Whether the true group has the largest score, [candidate, item]."""
    return np.asarray(scores.argmax(axis=-1) == fold.groups[fold.test])


def _graded(given: GroupOutputs, folds: Folds, paths: list[_Path], draws: int, seed: int) -> GroupProbe:
    items = np.sort(np.concatenate([fold.test for fold in folds.report]))
    nouns, clusters = np.unique(given.noun[items], return_inverse=True)
    sizes = cluster_sums(np.ones((1, len(items))), clusters, len(nouns))

    def summed(right: np.ndarray) -> np.ndarray:
        return cluster_sums(np.atleast_2d(right)[:, items], clusters, len(nouns))

    def interval(sums: np.ndarray) -> list[tuple[float, float]]:
        low, high = cluster_interval(sums, sizes, draws=draws, seed=seed)
        return [(float(a), float(b)) for a, b in zip(low, high, strict=True)]

    tested = max_t([np.concatenate([np.diff(summed(path.right), axis=0) for path in paths])], draws=draws, seed=seed)
    p_values = iter(tested[0].p_adjusted.tolist())
    steps: list[tuple[ProbeStep, ...]] = []
    for path in paths:
        accuracy = path.right[:, items].mean(axis=1)
        ci, added_ci = interval(summed(path.right)), interval(np.diff(summed(path.right), axis=0))
        made = []
        for step, head in enumerate(path.heads):
            random, p_value = path.random[step], next(p_values)
            random_added = None if random is None else float(random[items].mean() - accuracy[step])
            over = None if random is None else interval(summed(path.right[step + 1] - random))[0]
            is_adding = added_ci[step][0] > 0 and p_value < LEVEL
            made.append(
                ProbeStep(
                    given.heads[head], float(accuracy[step + 1]), ci[step + 1],
                    float(accuracy[step + 1] - accuracy[step]), added_ci[step], random_added, over, p_value,
                    is_adding, is_adding and over is not None and over[0] > 0,
                )
            )  # fmt: skip
        steps.append(tuple(made))
    static = paths[1].right[0]
    return GroupProbe(
        len(nouns), 1 / len(given.groups), float(static[items].mean()), interval(summed(static))[0], *steps
    )
