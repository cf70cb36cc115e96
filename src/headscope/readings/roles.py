"""From trials to graded roles: one rule for syntax, mechanics and meaning.

A head has a role where its score lies above the null by the gate (10 points, or a quarter of the null's errors if that
is less) on each half of the texts taken alone, the lower end of the margin's interval is above 0, and the sign-flip
test over all heads, directions and roles of its family stays below 0.05. (A family is what one call of `grade_roles`
gets: the relations of a treebank; rare words; mechanical roles and meaning.) Below that it is `descriptive` where the
interval alone is above 0, else `none`; with fewer than 100 items it is `too_few` whatever it scores.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from headscope.base.trials import Trials
from headscope.readings.inference import DRAWS, LEAST_ITEMS, LEVEL, cluster_interval, cluster_sums, gate, max_t

Grade = Literal["too_few", "none", "descriptive", "role", "replicated", "causal"]
GRADES: tuple[Grade, ...] = ("too_few", "none", "descriptive", "role", "replicated", "causal")


def is_earned(grade: Grade) -> bool:
    """Whether a grade lets a head be named by its role.

    >>> is_earned("replicated"), is_earned("descriptive")
    (True, False)
    """
    return GRADES.index(grade) >= GRADES.index("role")


@dataclass(frozen=True, slots=True)
class HeadRole:
    """What one head scored in one role, and what may be said of it.

    Attributes:
        head, role: who and what; `direction` where a head is read both ways, else "".
        score, null: means over items, 0 to 1; `margin` = score - null.
        ci: 95 % interval of the score, `margin_ci` of the margin; clusters resampled.
        needed: the margin that the gate asks for.
        p_adjusted: one-sided, corrected over everything in its family.
        items: number of items.
        grade: see the module.
    """

    head: str
    role: str
    direction: str
    score: float
    null: float
    margin: float
    ci: tuple[float, float]
    margin_ci: tuple[float, float]
    needed: float
    p_adjusted: float
    items: int
    grade: Grade


def grade_roles(trials: Sequence[Trials], *, draws: int = DRAWS, seed: int = 0) -> tuple[HeadRole, ...]:
    """Every head in every role that was tried, graded.

    The grade says that a head's attention goes there more than the null's on these texts; it does not say that the
    model needs it (the grade `causal` does).

    Args:
        trials: what was tried; trials of one `corpus` share their clusters.
        draws: resamples. seed: of the resamples.

    >>> score = np.repeat([[1.0], [0.5]], 200, axis=1)
    >>> tried = Trials("induction", ("L0.H0", "L0.H1"), score, np.full((1, 200), 0.5), np.arange(200) // 4, "random")
    >>> [(one.head, one.grade) for one in grade_roles([tried])]
    [('L0.H0', 'role'), ('L0.H1', 'none')]
    """
    enough = [one for one in trials if one.items >= LEAST_ITEMS]
    adjusted = _adjusted(enough, draws, seed)
    found: list[HeadRole] = []
    for one in trials:
        p_values = adjusted.get(id(one), np.ones(len(one.heads)))
        found += _graded(one, p_values, draws, seed)
    return tuple(found)


def differences(trials: Trials) -> np.ndarray:
    """Sums of score - null over the items of each cluster, [head, cluster]."""
    return cluster_sums(trials.score - trials.null, trials.clusters, int(trials.clusters.max(initial=-1)) + 1)


def _adjusted(trials: Sequence[Trials], draws: int, seed: int) -> dict[int, np.ndarray]:
    """Corrected p-values by trial; trials of one corpus are one family with common flips."""
    corpora = list(dict.fromkeys(one.corpus for one in trials))
    families = []
    for corpus in corpora:
        members = [differences(one) for one in trials if one.corpus == corpus]
        width = max(one.shape[1] for one in members)
        families.append(np.concatenate([np.pad(one, ((0, 0), (0, width - one.shape[1]))) for one in members]))
    found = {}
    for corpus, tested in zip(corpora, max_t(families, draws=draws, seed=seed), strict=True):
        start = 0
        for one in trials:
            if one.corpus == corpus:
                found[id(one)] = tested.p_adjusted[start : start + len(one.heads)]
                start += len(one.heads)
    return found


def _graded(trials: Trials, p_values: np.ndarray, draws: int, seed: int) -> Iterator[HeadRole]:
    if trials.items == 0:
        return
    count = int(trials.clusters.max()) + 1
    null = np.broadcast_to(trials.null, trials.score.shape)
    sizes = cluster_sums(np.ones((1, trials.items)), trials.clusters, count)
    low, high = cluster_interval(cluster_sums(trials.score, trials.clusters, count), sizes, draws=draws, seed=seed)
    less, more = cluster_interval(differences(trials), sizes, draws=draws, seed=seed)
    score, base = trials.score.mean(axis=1), null.mean(axis=1)
    is_clear = clears_gate(trials)
    for place, head in enumerate(trials.heads):
        if trials.items < LEAST_ITEMS:
            grade: Grade = "too_few"
        elif is_clear[place] and less[place] > 0 and p_values[place] < LEVEL:
            grade = "role"
        else:
            grade = "descriptive" if less[place] > 0 else "none"
        yield HeadRole(
            head, trials.role, trials.directions[place] if trials.directions else "",
            float(score[place]), float(base[place]), float(score[place] - base[place]),
            (float(low[place]), float(high[place])), (float(less[place]), float(more[place])),
            float(gate(base[place])), float(p_values[place]), trials.items, grade,
        )  # fmt: skip


def clears_gate(trials: Trials) -> np.ndarray:
    """Whether each head's margin reaches the gate on the even and on the odd clusters, each half taken alone."""
    is_clear = np.ones(len(trials.heads), dtype=bool)
    null = np.broadcast_to(trials.null, trials.score.shape)
    for half in (0, 1):
        items = trials.clusters % 2 == half
        if not items.any():
            return np.zeros(len(trials.heads), dtype=bool)
        base = null[:, items].mean(axis=1)
        is_clear &= trials.score[:, items].mean(axis=1) - base >= gate(base)
    return is_clear
