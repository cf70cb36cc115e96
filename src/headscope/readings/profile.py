"""A head is not one thing: its lift in every role that was tried, and who is best at what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.readings.base import HeadPattern
from headscope.readings.roles import GRADES, Grade, HeadRole, is_earned


@dataclass(frozen=True, slots=True)
class HeadProfile:
    """What one head does, role by role.

    Attributes:
        head: its id. roles: role -> lift, (score - null) / (1 - null), 0 where it is not above; only lifts above 0.
        earned: roles with grade `role` or better.
        specialisation: 1 - H(lifts) / log K over the K roles tried: 0 alike in all, 1 in one only; None without lift.
        pattern, strength, secondary: what its matrices look like on ordinary text, and without sinks.
    """

    head: str
    roles: dict[str, float]
    earned: tuple[str, ...]
    specialisation: float | None
    pattern: str | None = None
    strength: float | None = None
    secondary: str | None = None


@dataclass(frozen=True, slots=True)
class Expert:
    """The best head of one role, whether it earned the role or not, and how many did."""

    role: str
    head: str
    direction: str
    score: float
    null: float
    margin: float
    needed: float
    p_adjusted: float
    grade: Grade
    heads_with_role: int


def make_profiles(
    heads: Sequence[str], roles: Sequence[HeadRole], patterns: Sequence[HeadPattern] = ()
) -> tuple[HeadProfile, ...]:
    """The profile of every head from everything that was tried on it.

    Lifts of different roles stand beside each other, but a lift of 0.2 in `sink` and one in `nsubj` are not equally
    hard to come by; the grades say what was earned. A profile holds for the texts it was read on.
    """
    looks = {pattern.head: pattern for pattern in patterns}
    tried = len({one.role for one in roles})
    by_head: dict[str, list[HeadRole]] = {head: [] for head in heads}
    for one in roles:
        by_head.setdefault(one.head, []).append(one)
    found = []
    for head in heads:
        lifts: dict[str, float] = {}
        for one in by_head[head]:
            lift = one.margin / (1 - one.null) if one.null < 1 else 0.0
            if lift > lifts.get(one.role, 0.0):
                lifts[one.role] = lift
        earned = dict.fromkeys(one.role for one in by_head[head] if is_earned(one.grade))
        ordered = dict(sorted(lifts.items(), key=lambda item: -item[1]))
        one_sided = specialisation(list(lifts.values()), tried)
        look = looks.get(head)
        seen = (None, None, None) if look is None else (look.label, look.strength, look.secondary)
        found.append(HeadProfile(head, ordered, tuple(earned), one_sided, *seen))
    return tuple(found)


def specialisation(lifts: Sequence[float], tried: int) -> float | None:
    """1 - H(p) / log K with p the lifts as shares and K the roles tried; None where there is no lift or one role.

    >>> specialisation([1.0], 4), specialisation([0.5, 0.5, 0.5, 0.5], 4), specialisation([], 4)
    (1.0, 0.0, None)
    """
    total = sum(lifts)
    if total <= 0 or tried < 2:
        return None
    shares = np.array([lift for lift in lifts if lift > 0]) / total
    return float(round(1 + (shares * np.log(shares)).sum() / np.log(tried), 12)) + 0.0


def make_experts(roles: Sequence[HeadRole]) -> tuple[Expert, ...]:
    """For each role the head with the best grade, then the largest margin, the most surely earned roles first."""
    by_role: dict[str, list[HeadRole]] = {}
    for one in roles:
        by_role.setdefault(one.role, []).append(one)
    found = []
    for role, tried in by_role.items():
        best = max(tried, key=lambda one: (GRADES.index(one.grade), one.margin))
        count = len({one.head for one in tried if is_earned(one.grade)})
        found.append(
            Expert(
                role, best.head, best.direction, best.score, best.null, best.margin, best.needed, best.p_adjusted,
                best.grade, count,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-GRADES.index(one.grade), -one.margin)))
