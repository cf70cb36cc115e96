"""A relation as heads may see it: its instances, the trivial rules on the same instances, and every head's hits.

A bidirectional head is read both ways over all instances. A causal head sees earlier words only: read from the
dependent's row it can find heads that stand before it, read from the dependent's column heads that stand behind it.
Each way has its own instances, and the rules are restricted alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.trees import Tree
from headscope.base.trials import Trials
from headscope.readings.baselines import Rules, Words, cross_fitted, nearest_rules, offset_rules, words_of
from headscope.readings.pointing import DIRECTIONS, Direction, Pointing

CORPUS = "treebank"
RULES = ("offset", "nearest_pos", "nearest_two_pos")


@dataclass(frozen=True, slots=True)
class Baseline:
    """One trivial rule, fitted on each half of the sentences and scored on the other: hits [item], and the rules."""

    name: str
    hits: np.ndarray
    rules: tuple[str, ...] = ()

    @property
    def accuracy(self) -> float:
        """Share of items it gets right."""
        return float(self.hits.mean()) if len(self.hits) else 0.0


@dataclass(frozen=True, slots=True)
class View:
    """One relation in one or both directions for heads that see the same instances.

    Attributes:
        relation: its name. side: `both`, `left` or `right`: where a head may stand.
        items: places of the dependents.
        heads, directions: of each row of `hits`; rows: where they lie in the pointing's head axis.
        hits: whether each head finds each item's head, [row, item].
        baselines: random, the rules, and the best head of the same architecture with random weights where there is one.
    """

    relation: str
    side: str
    items: np.ndarray
    heads: tuple[str, ...]
    directions: tuple[Direction, ...]
    rows: tuple[int, ...]
    hits: np.ndarray
    halves: np.ndarray
    sentence: np.ndarray
    baselines: tuple[Baseline, ...]

    @property
    def best_baseline(self) -> Baseline:
        """The baseline with the most hits."""
        return max(self.baselines, key=lambda one: one.accuracy)


@dataclass(frozen=True, slots=True)
class Ground:
    """A treebank laid out for tests: its words, its rules, and where the heads of one model point."""

    words: Words
    rules: dict[str, Rules]
    pointing: Pointing
    random: Pointing | None = None


def ground_of(trees: Sequence[Tree], pointing: Pointing, random: Pointing | None = None) -> Ground:
    """Words and rules of a treebank with the predictions of a model and of its random twin."""
    return lay_out(words_of(trees), pointing, random)


def lay_out(words: Words, pointing: Pointing, random: Pointing | None = None) -> Ground:
    """The rules laid over words, with the predictions of a model and of its random twin."""
    rules = {
        "offset": offset_rules(words),
        "nearest_pos": nearest_rules(words, 1),
        "nearest_two_pos": nearest_rules(words, 2),
    }
    return Ground(words, rules, pointing, random)


def relations_of(words: Words) -> list[str]:
    """All relations but the root's, the most frequent first."""
    names, counts = np.unique(words.relations[words.gold >= 0], return_counts=True)
    return [str(names[place]) for place in np.argsort(-counts, kind="stable")]


def views(ground: Ground, relation: str) -> Iterator[View]:
    """The views of one relation: one for bidirectional heads, two for causal ones."""
    words, pointing = ground.words, ground.pointing
    items = np.flatnonzero((words.relations == relation) & (words.gold >= 0))
    free = np.flatnonzero(~pointing.is_causal)
    bound = np.flatnonzero(pointing.is_causal)
    if len(free):
        yield _view(ground, relation, items, "both", [(d, int(h)) for d in (0, 1) for h in free])
    if len(bound):
        before = items[words.gold[items] < items]
        behind = items[words.gold[items] > items]
        yield _view(ground, relation, before, "left", [(0, int(h)) for h in bound])
        yield _view(ground, relation, behind, "right", [(1, int(h)) for h in bound])


def _view(ground: Ground, relation: str, items: np.ndarray, side: str, rows: list[tuple[int, int]]) -> View:
    words = ground.words
    hits = np.stack([ground.pointing.predicted[d, h, items] == words.gold[items] for d, h in rows]).astype(float)
    halves = words.sentence[items] % 2
    return View(
        relation=relation,
        side=side,
        items=items,
        heads=tuple(ground.pointing.heads[h] for _, h in rows),
        directions=tuple(DIRECTIONS[d] for d, _ in rows),
        rows=tuple(h for _, h in rows),
        hits=hits,
        halves=halves,
        sentence=words.sentence[items],
        baselines=tuple(_baselines(ground, items, halves, side, rows)),
    )


def _baselines(
    ground: Ground, items: np.ndarray, halves: np.ndarray, side: str, rows: list[tuple[int, int]]
) -> Iterator[Baseline]:
    words = ground.words
    left, right = items - words.start[items], words.stop[items] - items - 1
    allowed = {"both": left + right, "left": left, "right": right}[side]
    yield Baseline("random", 1.0 / np.maximum(allowed, 1))
    for name in RULES:
        rules = ground.rules[name]
        usable = [place for place, rule in enumerate(rules.names) if _on_side(rule, side)]
        if usable:
            hits, best = cross_fitted(rules.hits[usable][:, items], halves)
            yield Baseline(name, hits.astype(float), tuple(rules.names[usable[place]] for place in best))
        else:
            yield Baseline(name, np.zeros(len(items)))
    if ground.random is not None:
        twin = np.stack([ground.random.predicted[d, h, items] == words.gold[items] for d, h in rows])
        hits, best = cross_fitted(twin, halves)
        yield Baseline(
            "random_weights", hits.astype(float), tuple(ground.random.heads[rows[place][1]] for place in best)
        )


def _on_side(rule: str, side: str) -> bool:
    """Whether a rule points to that side: "-2" and "NOUN left" to the left."""
    points_left = rule.startswith("-") or " left" in rule
    return side == "both" or (side == "left") == points_left


def trials_of(view: View) -> Trials:
    """The view as trials against its best baseline."""
    return Trials(
        view.relation, view.heads, view.hits, view.best_baseline.hits[None], view.sentence, CORPUS, view.directions
    )
