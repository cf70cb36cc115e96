"""What heads vote for when only words that can be the head of a relation stand for election, and how votes decide.

A rule such as "the nearest verb to the left" knows the tags of words; so may a committee. For each relation a *list of
candidates* is learned from the treebank, the tags that the heads of the relation nearly always have, and each head
votes for the candidate it gives most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.trees import Tree
from headscope.readings.baselines import Words
from headscope.readings.pointing import NOWHERE
from headscope.store.run import Run

COVERAGE = 0.97


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes on one relation.

    Attributes:
        relation: its name. tags: tags of the words that stand for election.
        items: places of the dependents in the corpus.
        votes: place voted for, [direction, head, item]; `NOWHERE` where a head sees no candidate.
    """

    relation: str
    tags: tuple[str, ...]
    items: np.ndarray
    votes: np.ndarray


def candidate_tags(words: Words, items: np.ndarray) -> tuple[str, ...]:
    """The most frequent tags of the items' heads that together cover 97 %."""
    tags, counts = np.unique(words.tags[words.gold[items]], return_counts=True)
    order = np.argsort(-counts, kind="stable")
    needed = int(np.searchsorted(np.cumsum(counts[order]) / counts.sum(), COVERAGE)) + 1
    return tuple(sorted(str(tags[place]) for place in order[:needed]))


def cast_votes(run: Run, trees: Sequence[Tree], words: Words, relations: Sequence[str]) -> list[Ballot]:
    """Every head's votes on every instance of some relations, in one pass over the run."""
    items = {name: np.flatnonzero((words.relations == name) & (words.gold >= 0)) for name in relations}
    items = {name: found for name, found in items.items() if len(found)}
    tags = {name: candidate_tags(words, found) for name, found in items.items()}
    votes = {name: np.full((2, len(run.heads), len(found)), NOWHERE, dtype=np.int32) for name, found in items.items()}
    ends = {name: np.searchsorted(words.sentence[found], np.arange(len(trees) + 1)) for name, found in items.items()}
    starts = np.searchsorted(words.sentence, np.arange(len(trees)))
    for number, tree in enumerate(trees):
        mine = {name: slice(ends[name][number], ends[name][number + 1]) for name in items}
        if not any(part.start < part.stop for part in mine.values()):
            continue
        start = int(starts[number])
        plain = plain_words(run, number)
        first = 0
        for site in run.sites:
            weights = run.array(site.site, "word_weights", number)[:, plain[:, None], plain[None, :]]
            heads = slice(first, first + site.heads)
            first += site.heads
            for name, part in mine.items():
                local = items[name][part] - start
                if len(local):
                    stands = np.isin(tree.tags, tags[name])
                    found = vote(weights, local, stands, is_causal=site.is_causal)
                    votes[name][:, heads, part] = np.where(found >= 0, found + start, NOWHERE)
    return [Ballot(name, tags[name], items[name], votes[name]) for name in items]


def plain_words(run: Run, text: int) -> np.ndarray:
    """Places of the words of a text that the tokenizer did not add."""
    side = run.manifest.texts[text].sides[run.sites[0].query_side]
    return np.array([place for place, word in enumerate(side.words) if not word.is_special])


def vote(weights: np.ndarray, items: np.ndarray, stands: np.ndarray, *, is_causal: bool) -> np.ndarray:
    """The candidate that each head gives most in the item's row and the one whose row gives the item most.

    Args:
        weights: [head, query, key] of plain words. items: the dependents. stands: which words are candidates.

    Returns:
        [direction, head, item], `NOWHERE` where no candidate can be seen.

    >>> weights = np.array([[[0.1, 0.7, 0.2], [0.3, 0.3, 0.4], [0.9, 0.0, 0.1]]])
    >>> vote(weights, np.array([0]), np.array([True, False, True]), is_causal=False).tolist()
    [[[2]], [[2]]]
    """
    places = np.arange(weights.shape[1])
    allowed = stands[None, :] & (places[None, :] != items[:, None])
    before, behind = allowed, allowed
    if is_causal:
        before = allowed & (places[None, :] < items[:, None])
        behind = allowed & (places[None, :] > items[:, None])
    rows = np.where(before[None], weights[:, items, :], -1.0)
    columns = np.where(behind[None], weights[:, :, items].transpose(0, 2, 1), -1.0)
    both = np.stack([rows, columns])
    found = both.argmax(axis=-1)
    return np.asarray(np.where(both.max(axis=-1) > 0, found, NOWHERE))


def decide(votes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The place with the largest sum of weights in each column of votes [voter, item]; `NOWHERE` votes do not count.

    >>> decide(np.array([[3, 3], [4, 4], [4, -1]]), np.array([1.0, 0.7, 0.7])).tolist()
    [4, 3]
    """
    if not len(votes):  # the only voter of a model with one head was taken out
        return np.full(votes.shape[1], NOWHERE)
    same = votes[:, None, :] == votes[None, :, :]
    support = (same * weights[None, :, None]).sum(axis=1) + 1e-9 * weights[:, None]
    support[votes == NOWHERE] = -1.0
    best = support.argmax(axis=0)
    return np.asarray(votes[best, np.arange(votes.shape[1])])


def with_one_wrong(votes: np.ndarray, weights: np.ndarray, gold: np.ndarray) -> Iterator[np.ndarray]:
    """Decisions when one voter after the other points at a distractor: the wrong word that has most votes already, else
    a word that nobody voted for."""
    for place in range(len(votes)):
        others = np.delete(votes, place, axis=0)
        false = np.where(others == gold, NOWHERE, others)
        distractor = decide(false, np.delete(weights, place))
        changed = votes.copy()
        changed[place] = np.where(distractor == NOWHERE, -2, distractor)  # -2: a word without other votes
        yield decide(changed, weights)


def with_one_out(votes: np.ndarray, weights: np.ndarray) -> Iterator[np.ndarray]:
    """Decisions when one voter after the other is taken out."""
    for place in range(len(votes)):
        yield decide(np.delete(votes, place, axis=0), np.delete(weights, place))
