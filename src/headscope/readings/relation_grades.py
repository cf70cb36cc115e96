"""Every head of a relation graded, against the best trivial rule and against words that match the true one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from headscope.readings.baselines import matched_alternatives
from headscope.readings.inference import LEAST_ITEMS, LEVEL, MaxT, cluster_interval, cluster_sums, matched_max_t
from headscope.readings.relation_views import Ground, View, trials_of
from headscope.readings.roles import Grade, HeadRole, grade_roles


@dataclass(frozen=True, slots=True)
class Matched:
    """A view against matched words: instances that have one, each row's rate of pointing at it, and the test."""

    n: int
    rate: np.ndarray
    test: MaxT | None


def grade_views(
    ground: Ground, found: Sequence[View], draws: int, seed: int
) -> tuple[list[tuple[HeadRole, ...]], list[Matched]]:
    """Every row of every view graded, against the best baseline and against matched words."""
    graded = grade_roles([trials_of(view) for view in found], draws=draws, seed=seed)
    matched = _match(ground, found, draws, seed)
    roles, start = [], 0
    for view, pairs in zip(found, matched, strict=True):
        rows = graded[start : start + len(view.heads)] if len(view.items) else ()
        start += len(rows)
        roles.append(tuple(_syntactic(view, rows, pairs, draws, seed)))
    return roles, matched


def _syntactic(view: View, rows: Sequence[HeadRole], pairs: Matched, draws: int, seed: int) -> list[HeadRole]:
    """The grades of a relation: a role must also beat matched words; `descriptive` is above chance and offset."""
    if not rows:
        return []
    plain = max((one for one in view.baselines if one.name in {"random", "offset"}), key=lambda one: one.accuracy)
    count = int(view.sentence.max()) + 1
    sizes = cluster_sums(np.ones((1, len(view.items))), view.sentence, count)
    above = cluster_sums(view.hits - plain.hits[None], view.sentence, count)
    low, _ = cluster_interval(above, sizes, draws=draws, seed=seed)
    found = []
    for place, row in enumerate(rows):
        grade: Grade = row.grade
        if grade == "role" and pairs.test is not None and pairs.test.p_adjusted[place] >= LEVEL:
            grade = "none"
        if grade in {"none", "descriptive"}:
            grade = "descriptive" if low[place] > 0 else "none"
        found.append(replace(row, grade=grade))
    return found


def _match(ground: Ground, found: Sequence[View], draws: int, seed: int) -> list[Matched]:
    """All views of at least 100 instances with a matched word, tested together."""
    pointed, gold, alternatives, groups, rates, counts = [], [], [], [], [], []
    start = 0
    for view in found:
        others = matched_alternatives(ground.words, view.items, side=view.side)
        has = np.array([len(one) > 0 for one in others], dtype=bool)
        items = view.items[has]
        kept = [one for one in others if len(one)]
        guess = _predictions(ground, view)[:, has]
        rates.append(_rate(guess, kept))
        counts.append(len(items))
        if len(items) >= LEAST_ITEMS:
            pointed.append(guess)
            gold.append(ground.words.gold[items])
            alternatives += kept
            groups.append((len(pointed) - 1, np.arange(start, start + len(items))))
            start += len(items)
        else:
            groups.append((-1, np.zeros(0, dtype=int)))
    tests = _tests(pointed, gold, alternatives, [g for g in groups if g[0] >= 0], draws, seed)
    return [
        Matched(n, rate, None if g[0] < 0 else tests[g[0]]) for n, rate, g in zip(counts, rates, groups, strict=True)
    ]


def _tests(
    pointed: list[np.ndarray],
    gold: list[np.ndarray],
    alternatives: list[np.ndarray],
    groups: list[tuple[int, np.ndarray]],
    draws: int,
    seed: int,
) -> list[MaxT]:
    if not pointed:
        return []
    rows = max(len(one) for one in pointed)
    padded = [np.pad(one, ((0, rows - len(one)), (0, 0)), constant_values=-1) for one in pointed]
    everything = np.concatenate(padded, axis=1)
    return matched_max_t(
        everything, np.concatenate(gold), alternatives, [items for _, items in groups], draws=draws, seed=seed
    )


def _predictions(ground: Ground, view: View) -> np.ndarray:
    """What each row of a view points at, [row, item]."""
    way = [0 if direction == "dependent_to_head" else 1 for direction in view.directions]
    rows = np.array(way)[:, None], np.array(view.rows)[:, None]
    return np.asarray(ground.pointing.predicted[*rows, view.items[None, :]])


def _rate(guess: np.ndarray, alternatives: list[np.ndarray]) -> np.ndarray:
    """Mean chance that a random matched word is the one pointed at, for each row."""
    if not alternatives:
        return np.zeros(len(guess))
    rates = [(guess[:, place, None] == one[None]).any(axis=1) / len(one) for place, one in enumerate(alternatives)]
    return np.asarray(np.mean(rates, axis=0))
