"""Trivial rules that know what a committee knows: which words stand for election."""

from __future__ import annotations

import numpy as np

from headscope.readings.baselines import Rules, Words, cross_fitted, nearest_rules
from headscope.readings.votes import Ballot

BY_DISTANCE = "candidate by distance"
_FAR = 20  # distances beyond count as this one


def best_rule(words: Words, rules: tuple[Rules, Rules], ballot: Ballot, halves: np.ndarray) -> tuple[np.ndarray, str]:
    """The best rule that knows tags, fitted on the other half: the nearest word of a tag, of two or that is a candidate
    on one side, or the candidate at the likeliest distance on either."""
    stands = Words(
        words.gold, np.where(np.isin(words.tags, ballot.tags), "candidate", "other"), words.relations,
        words.sentence, words.start, words.stop,
    )  # fmt: skip
    best: tuple[np.ndarray, str] = (np.zeros(len(ballot.items)), "")
    for kind in (*rules, nearest_rules(stands, 1)):
        hits, chosen = cross_fitted(kind.hits[:, ballot.items], halves)
        if not best[1] or hits.mean() > best[0].mean():
            best = hits.astype(float), kind.names[chosen[0]]
    near = _by_distance(words, ballot, halves)
    return (near, BY_DISTANCE) if near.mean() > best[0].mean() else best


def _by_distance(words: Words, ballot: Ballot, halves: np.ndarray) -> np.ndarray:
    """Whether the candidate at the likeliest distance is the head, [item]: a vote among candidates knows tags, so even
    heads that go by distance alone do better than any rule of one side.

    Likeliest: the largest share of heads among candidates at that distance on the other half of the sentences.
    """
    stands = np.isin(words.tags, ballot.tags)
    places = [np.flatnonzero(stands[words.start[item] : words.stop[item]]) + words.start[item] for item in ballot.items]
    seen = [one[one != item] for one, item in zip(places, ballot.items, strict=True)]
    steps = [np.clip(one - item, -_FAR, _FAR) + _FAR for one, item in zip(seen, ballot.items, strict=True)]
    is_head = [one == words.gold[item] for one, item in zip(seen, ballot.items, strict=True)]
    there = np.zeros((2, 2 * _FAR + 1))
    right = np.zeros((2, 2 * _FAR + 1))
    for half, step, true in zip(halves, steps, is_head, strict=True):
        np.add.at(there[half], step, 1.0)
        np.add.at(right[half], step[true], 1.0)
    rate = right / (there + 2.0)  # a distance seen once is not likeliest for that
    pairs = zip(halves, steps, is_head, strict=True)
    return np.array([float(len(step) > 0 and true[rate[1 - half, step].argmax()]) for half, step, true in pairs])
