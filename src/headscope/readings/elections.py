"""An election for every word of one sentence: whom the entitled heads make its head, and how often that was right.

The tags of words come from the lexicon. How far a vote may be believed is counted, not assumed: on the treebank the
same voters vote for *every* word, whatever it is, and each kind of result (which tags, which side, with or without an
adposition, unanimous or not) keeps the share of cases in which the relation really held (`Frame`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from headscope.base.trees import Tree
from headscope.readings.committee import Voter
from headscope.readings.pointing import NOWHERE
from headscope.readings.votes import plain_words, vote
from headscope.store.run import Run

SURE_SHARE = 0.8
MARKING = "case"
_BETWEEN = frozenset({"DET", "ADJ", "NUM", "ADV", "PRON"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Filler:
    """Who may fill a relation: a committee that beats the rule, or a head that earned the role.

    Attributes:
        relation: its name. kind: `committee`, `head` or `none`. tags: of the words that stand for election.
        voters: with their weights. accuracy: on sentences not used to choose them; rule: of the best trivial rule.
        rule_name: that rule.
    """

    relation: str
    kind: Literal["committee", "head", "none"]
    tags: tuple[str, ...]
    voters: tuple[Voter, ...]
    accuracy: float
    rule: float
    rule_name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What an election came to: tags of the word and of its elected head, the head's side, whether the word has an
    adposition, and whether (nearly) all weights agree."""

    relation: str
    tag: str
    head_tag: str
    head_side: str
    is_marked: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """How often elections of one kind were held on the treebank, and how often word, head and relation were right."""

    kind: Kind
    tried: int
    right: int


@dataclass(frozen=True, slots=True)
class Election:
    """One relation voted on for every word: votes [voter, word], the winner, its share of the weights and its lead."""

    votes: np.ndarray
    chosen: np.ndarray
    share: np.ndarray
    margin: np.ndarray


@dataclass(frozen=True, slots=True)
class Maps:
    """One text's matrices of plain words [head, query, key] by site, and which sites are causal."""

    weights: dict[str, np.ndarray]
    is_causal: dict[str, bool]


def maps_of(run: Run, text: int) -> Maps:
    """The matrices of one text.

    Raises:
        NotKept: the run holds no matrices of words.
    """
    plain = plain_words(run, text)
    weights = {
        site.site: run.array(site.site, "word_weights", text)[:, plain[:, None], plain[None, :]] for site in run.sites
    }
    return Maps(weights, {site.site: site.is_causal for site in run.sites})


def hold_elections(maps: Maps, tags: Sequence[str], fillers: Sequence[Filler]) -> dict[str, Election]:
    """An election for each relation that somebody is entitled to fill."""
    return {one.relation: _elect(maps, tags, one) for one in fillers if one.kind != "none"}


def kind_of(relation: str, election: Election, tags: Sequence[str], marked: np.ndarray, place: int) -> Kind:
    """The kind of result that an election has for one word (which has a winner)."""
    head = int(election.chosen[place])
    side = "left" if head < place else "right"
    is_sure = bool(election.share[place] >= SURE_SHARE)
    return Kind(relation, tags[place], tags[head], side, bool(marked[place]), is_sure)


def learn_frames(
    run: Run, trees: Sequence[Tree], tags: Sequence[Sequence[str]], fillers: Sequence[Filler]
) -> tuple[Frame, ...]:
    """Hold the elections on a treebank and count how each kind of result turns out.

    Args:
        run: matrices of words. trees: of the same sentences. tags: of their words, as free text would get them
            (`lexicon.held_out_tags`). fillers: who votes.
    """
    tried: Counter[Kind] = Counter()
    right: Counter[Kind] = Counter()
    for number, tree in enumerate(trees):
        elections = hold_elections(maps_of(run, number), tags[number], fillers)
        marked = marked_words(tags[number], elections.get(MARKING))
        for relation, election in elections.items():
            for place in np.flatnonzero(election.chosen != NOWHERE):
                kind = kind_of(relation, election, tags[number], marked, int(place))
                tried[kind] += 1
                right[kind] += bool(tree.heads[place] == election.chosen[place] and tree.relations[place] == relation)
    return tuple(Frame(kind, count, right[kind]) for kind, count in tried.most_common() if right[kind])


def marked_words(tags: Sequence[str], case: Election | None) -> np.ndarray:
    """Which words have an adposition: by election where the relation was earned, else by the tags behind it."""
    marked = np.zeros(len(tags), dtype=bool)
    for place, own in enumerate(tags):
        if own != "ADP":
            continue
        if case is not None and case.chosen[place] != NOWHERE:
            marked[case.chosen[place]] = True
            continue
        inside = place + 1
        while inside < len(tags) and tags[inside] in _BETWEEN:
            inside += 1
        while inside + 1 < len(tags) and tags[inside] in _NOMINAL and tags[inside + 1] in _NOMINAL:
            inside += 1
        if inside < len(tags):
            marked[inside] = True
    return marked


def _elect(maps: Maps, tags: Sequence[str], filler: Filler) -> Election:
    items = np.arange(len(tags))
    stands = np.isin(tags, filler.tags)
    votes = np.full((len(filler.voters), len(tags)), NOWHERE)
    for place, voter in enumerate(filler.voters):
        site, _, number = voter.head.rpartition(".H")
        way = 0 if voter.direction == "dependent_to_head" else 1
        weights = maps.weights[site][int(number)][None]
        votes[place] = vote(weights, items, stands, is_causal=maps.is_causal[site])[way, 0]
    weights = np.array([voter.weight for voter in filler.voters])
    support = np.zeros((len(tags), len(tags)))
    for place, weight in enumerate(weights):
        seen = votes[place] != NOWHERE
        support[items[seen], votes[place][seen]] += weight
    ordered = np.sort(support, axis=1)
    second = ordered[:, -2] if len(tags) > 1 else np.zeros(len(tags))
    chosen = np.where(ordered[:, -1] > 0, support.argmax(axis=1), NOWHERE)
    total = float(weights.sum()) or 1.0
    return Election(votes, chosen, ordered[:, -1] / total, (ordered[:, -1] - second) / total)
