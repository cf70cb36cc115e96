"""Which heads find syntactic heads: accuracy for every relation, head and direction, against every trivial rule.

The unit is a dependent word; the question, which word of its sentence is its head in the tree. (Clark et al. 2019,
arXiv 1906.04341, section 4.2; Voita et al. 2019, arXiv 1905.09418, section 5.2. Both choose and score a head on the
same sentences and compare with a fixed offset only; here neither is enough.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.trees import Tree
from headscope.readings.inference import (
    DRAWS,
    LEAST_ITEMS,
    cluster_interval,
    cluster_sums,
    gate,
)
from headscope.readings.pointing import point
from headscope.readings.relation_grades import Matched, grade_views
from headscope.readings.relation_views import View, ground_of, relations_of, views
from headscope.readings.roles import Grade, HeadRole, is_earned
from headscope.store.run import Run

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Baselines:
    """What trivial rules score on the same instances, each fitted on one half of the sentences, scored on the other.

    `matched` is the rate at which the head points at a word that matches the true one in tag and distance instead, over
    the `matched_n` instances that have such a word; None below 100. Rules are those of the even and the odd half.
    """

    random: float
    offset: float
    offset_value: int
    offset_rules: tuple[str, ...]
    nearest_pos: float
    nearest_pos_rule: str
    nearest_pos_rules: tuple[str, ...]
    nearest_two_pos: float
    nearest_two_pos_rule: str
    random_weights: float | None
    matched: float | None
    matched_n: int


@dataclass(frozen=True, slots=True)
class RelationRole:
    """The best head of one relation, chosen on one half of the sentences and scored on the other, both ways.

    Attributes:
        relation, n: its name, and the instances that the head may see.
        head, direction: the best over all sentences; `halves` are the choices of the even and the odd half.
        accuracy, ci: of the cross-fitted choice, with its 95 % interval.
        margin, margin_ci: above the best baseline; `needed` is what the gate asks for.
        p_adjusted: of the head against the best baseline, corrected over all heads, directions and relations.
        p_matched: of the head against matched words, corrected alike; None where fewer than 100 have one.
        grade: `too_few`, `none`, `descriptive` (beats chance and offset), `role`, `replicated`.
        heads_with_role: how many heads earn this relation.
    """

    relation: str
    n: int
    head: str
    direction: str
    accuracy: float
    ci: Interval
    baselines: Baselines
    best_baseline: str
    margin: float
    margin_ci: Interval
    needed: float
    p_adjusted: float
    p_matched: float | None
    grade: Grade
    halves: tuple[tuple[str, str], tuple[str, str]]
    heads_with_role: int


@dataclass(frozen=True, slots=True)
class HeadAccuracy:
    """One head, relation and direction over all instances, without any selection."""

    relation: str
    head: str
    direction: str
    accuracy: float
    n: int


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a treebank says of a model's heads."""

    relations: tuple[RelationRole, ...]
    all: tuple[HeadAccuracy, ...]
    roles: tuple[HeadRole, ...]


def read_syntax(
    run: Run,
    trees: Sequence[Tree],
    *,
    random_run: Run | None = None,
    relations: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Syntax:
    """Test every head, direction and relation of a treebank.

    Args:
        run: the matrices of words of the treebank's sentences (`capture.corpus`).
        trees: the trees of the same sentences.
        random_run: the same of the same architecture with random weights, one more baseline.
        relations: only these; they are also all that is corrected for.
        draws, seed: resamples.

    Returns:
        The best head of each relation, the accuracy of every head, and every head that was tried with its grade. An
        accuracy says where attention goes, not that the model needs it for syntax.

    Raises:
        BadTreebank: trees and run do not fit. NotKept: the run holds no matrices of words.
    """
    random = None if random_run is None else point(random_run, trees)
    ground = ground_of(trees, point(run, trees), random)
    found = [view for name in relations or relations_of(ground.words) for view in views(ground, name)]
    roles, matched = grade_views(ground, found, draws, seed)
    by_relation: dict[str, list[int]] = {}
    for number, view in enumerate(found):
        by_relation.setdefault(view.relation, []).append(number)
    best = [
        _best_of([found[n] for n in numbers], [roles[n] for n in numbers], [matched[n] for n in numbers], draws, seed)
        for numbers in by_relation.values()
        if any(len(found[n].items) for n in numbers)
    ]
    accuracies = [
        HeadAccuracy(view.relation, head, direction, float(hits.mean()), len(view.items))
        for view in found
        if len(view.items)
        for head, direction, hits in zip(view.heads, view.directions, view.hits, strict=True)
    ]
    return Syntax(tuple(best), tuple(accuracies), tuple(one for each in roles for one in each))


def _best_of(
    found: list[View], roles: list[tuple[HeadRole, ...]], matched: list[Matched], draws: int, seed: int
) -> RelationRole:
    """The relation's record: the best row over all sentences, its accuracy cross-fitted over the halves of its view.

    Where causal heads see a relation from two sides, a side with too few instances does not speak for it.
    """
    enough = [number for number, one in enumerate(found) if len(one.items) >= LEAST_ITEMS]
    seen = enough or [number for number, one in enumerate(found) if len(one.items)]
    rows = [(number, place) for number in seen for place in range(len(found[number].heads))]
    number, place = max(rows, key=lambda row: _margin(found[row[0]], row[1], None))
    view, role, pairs = found[number], roles[number][place], matched[number]
    choices = [max(range(len(view.heads)), key=lambda row: _margin(view, row, half)) for half in (0, 1)]
    hits = np.where(view.halves == 0, view.hits[choices[1]], view.hits[choices[0]])  # scored by the other half's choice
    both = np.stack([hits, hits - view.best_baseline.hits])
    count = int(view.sentence.max()) + 1
    sizes = cluster_sums(np.ones((1, len(view.items))), view.sentence, count)
    low, high = cluster_interval(cluster_sums(both, view.sentence, count), sizes, draws=draws, seed=seed)
    mean = both.mean(axis=1)
    return RelationRole(
        relation=view.relation,
        n=len(view.items),
        head=role.head,
        direction=role.direction,
        accuracy=float(mean[0]),
        ci=(float(low[0]), float(high[0])),
        baselines=_baseline_record(view, pairs, place),
        best_baseline=view.best_baseline.name,
        margin=float(mean[1]),
        margin_ci=(float(low[1]), float(high[1])),
        needed=float(gate(view.best_baseline.accuracy)),
        p_adjusted=role.p_adjusted,
        p_matched=None if pairs.test is None else float(pairs.test.p_adjusted[place]),
        grade=role.grade,
        halves=tuple((view.heads[row], view.directions[row]) for row in choices),  # type: ignore[arg-type]
        heads_with_role=len({one.head for each in roles for one in each if is_earned(one.grade)}),
    )


def _margin(view: View, row: int, half: int | None) -> float:
    here = np.ones(len(view.items), dtype=bool) if half is None else view.halves == half
    if not here.any():
        return -np.inf
    return float(view.hits[row, here].mean() - view.best_baseline.hits[here].mean())


def _baseline_record(view: View, pairs: Matched, place: int) -> Baselines:
    named = {one.name: one for one in view.baselines}
    twin = named.get("random_weights")
    offset, one, two = named["offset"], named["nearest_pos"], named["nearest_two_pos"]
    return Baselines(
        random=named["random"].accuracy,
        offset=offset.accuracy,
        offset_value=int(offset.rules[0]) if offset.rules else 0,
        offset_rules=offset.rules,
        nearest_pos=one.accuracy,
        nearest_pos_rule=one.rules[0] if one.rules else "",
        nearest_pos_rules=one.rules,
        nearest_two_pos=two.accuracy,
        nearest_two_pos_rule=two.rules[0] if two.rules else "",
        random_weights=None if twin is None else twin.accuracy,
        matched=None if pairs.test is None else float(pairs.rate[place]),
        matched_n=pairs.n,
    )
