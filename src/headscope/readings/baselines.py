"""What trivial rules score: chance, a fixed offset, the nearest word of a tag, and keys that match the true one.

Rules are fitted on one half of the sentences and scored on the other (`cross_fitted`), as heads are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from headscope.base.trees import Tree

LARGEST_OFFSET = 10
RANKS = (1, 2, 3)
DISTANCE_EDGES = (2, 5, 10)  # |distance| 1-2, 3-5, 6-10, more


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a corpus, one sentence behind the other; places count from the corpus' start, -1 is no head.

    Attributes:
        gold: place of each word's head. tags, relations: of each word.
        sentence: number of each word's sentence. start, stop: first place and end of each word's own sentence.
    """

    gold: np.ndarray
    tags: np.ndarray
    relations: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    stop: np.ndarray


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of one kind and which words each gets right: `hits` [rule, word]."""

    names: tuple[str, ...]
    hits: np.ndarray


def words_of(trees: Sequence[Tree]) -> Words:
    """The words of a corpus as arrays."""
    sizes = np.array([len(tree.spans) for tree in trees], dtype=np.int64)
    ends = np.cumsum(sizes)
    start, stop = np.repeat(ends - sizes, sizes), np.repeat(ends, sizes)
    heads = np.array([head for tree in trees for head in tree.heads], dtype=np.int64)
    return Words(
        gold=np.where(heads >= 0, heads + start, -1),
        tags=np.array([tag for tree in trees for tag in tree.tags]),
        relations=np.array([relation for tree in trees for relation in tree.relations]),
        sentence=np.repeat(np.arange(len(trees)), sizes),
        start=start,
        stop=stop,
    )


def offset_rules(words: Words) -> Rules:
    """ "The word at distance o", o from -10 to 10 without 0."""
    place = np.arange(len(words.gold))
    offsets = [offset for offset in range(-LARGEST_OFFSET, LARGEST_OFFSET + 1) if offset]
    hits = np.stack([words.gold == place + offset for offset in offsets])
    return Rules(tuple(f"{offset:+d}" for offset in offsets), hits & (words.gold >= 0))


def nearest_rules(words: Words, size: int) -> Rules:
    """ "The nearest (second, third nearest) word of a tag to the left (right)", for single tags or pairs of tags.

    >>> tree = Tree("1", "a b", ((0, 1), (2, 3)), ("a", "b"), ("DET", "NOUN"), (1, -1), ("det", "root"))
    >>> rules = nearest_rules(words_of([tree]), 1)
    >>> [name for name, hits in zip(rules.names, rules.hits) if hits.any()]
    ['NOUN right']
    """
    names, hits = [], []
    for tags in combinations(np.unique(words.tags).tolist(), size):
        places = np.flatnonzero(np.isin(words.tags, tags))
        label = " or ".join(tags)
        for side, rank, found in _nearest(words, places):
            names.append(f"{label} {side}" + ("" if rank == 1 else f", {rank}"))
            hits.append((found == words.gold) & (words.gold >= 0))
    return Rules(tuple(names), np.stack(hits) if hits else np.zeros((0, len(words.gold)), dtype=bool))


def _nearest(words: Words, places: np.ndarray) -> Iterator[tuple[str, int, np.ndarray]]:
    """For each side and rank the place of the k-th nearest of `places` from every word, -2 where there is none."""
    here = np.arange(len(words.gold))
    left, right = np.searchsorted(places, here, side="left"), np.searchsorted(places, here, side="right")
    for rank in RANKS:
        for side, index in (("left", left - rank), ("right", right + rank - 1)):
            inside = (index >= 0) & (index < len(places))
            found = np.where(inside, places[np.clip(index, 0, max(len(places) - 1, 0))] if len(places) else -2, -2)
            yield side, rank, np.where((found >= words.start) & (found < words.stop), found, -2)


def cross_fitted(hits: np.ndarray, halves: np.ndarray) -> tuple[np.ndarray, tuple[int, int]]:
    """For each item whether the rule that is best on the *other* half gets it right, and the rule of each half.

    Args:
        hits: [rule, item]. halves: 0 or 1 for each item.

    Returns:
        [item], and the rule fitted on half 0 and on half 1.

    >>> cross_fitted(np.array([[1, 1, 0, 0], [0, 0, 1, 1]]), np.array([0, 0, 1, 1]))
    (array([0, 0, 0, 0]), (0, 1))
    """
    best = tuple(int(hits[:, halves == half].sum(axis=1).argmax()) for half in (0, 1))
    return np.where(halves == 0, hits[best[1]], hits[best[0]]), (best[0], best[1])


def matched_alternatives(words: Words, items: np.ndarray, *, side: str = "both") -> list[np.ndarray]:
    """For each item the other words of the sentence with the tag of its head and a like distance from it.

    Args:
        items: places of the dependents. side: `left` or `right` where only that side may be pointed at.
    """
    found = []
    for item in items:
        places = np.arange(words.start[item], words.stop[item])
        gold = words.gold[item]
        fits = (words.tags[places] == words.tags[gold]) & (places != gold) & (places != item)
        distance = np.searchsorted(DISTANCE_EDGES, np.abs(places - item), side="left")
        fits &= distance == np.searchsorted(DISTANCE_EDGES, abs(int(gold - item)), side="left")
        if side != "both":
            fits &= places < item if side == "left" else places > item
        found.append(places[fits])
    return found
