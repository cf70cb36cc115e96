"""Heads that know places only: what a trivial reader scores on the same items, so that nobody gets a role for it."""

from __future__ import annotations

import numpy as np

from headscope.readings.word_shares import WordShares, dealt

FARTHEST = 10
RULES: tuple[str, ...] = (
    "first", "last", "near", "nearest", *(f"offset {offset:+d}" for offset in range(-FARTHEST, FARTHEST + 1) if offset),
)  # fmt: skip


def rule_shares(chance: np.ndarray) -> WordShares:
    """The rows of all `RULES` on one text, as if they were heads: the first word, the last word, near words by
    1 / distance and by exp(-distance), and each offset from -10 to 10 in words.

    Args:
        chance: [query, key] of the text, 0 where a query may not see a key.

    >>> shares = rule_shares(np.array([[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]])).share
    >>> shares[RULES.index("first")].tolist(), shares[RULES.index("offset -1"), 2].tolist()
    ([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]], [0.0, 1.0, 0.0])
    """
    words = len(chance)
    places = np.arange(words)
    offsets = places - places[:, None]
    first, last = np.broadcast_to(places == 0, offsets.shape), np.broadcast_to(places == words - 1, offsets.shape)
    distance = np.maximum(np.abs(offsets), 1)
    steps = [offsets == offset for offset in range(-FARTHEST, FARTHEST + 1) if offset]
    return dealt(np.stack([first, last, 1.0 / distance, np.exp(-1.0 * distance), *steps]).astype(np.float64), chance)


def best_rule(score: np.ndarray, clusters: np.ndarray, *, least: float = 0.5) -> np.ndarray:
    """The null of each item: what the best rule scored on it, the rule being chosen on the other half of the clusters.

    A half in which the chosen rule stays below `least` on average gets `least` instead, so that a bad guess at the rule
    helps no head.

    Args:
        score: [rule, item]. clusters: of the items; even and odd ones are the halves. least: the chance of a blind one.
    """
    null = np.full(score.shape[1], least)
    for half in (0, 1):
        own, other = clusters % 2 == half, clusters % 2 != half
        if not own.any() or not other.any():
            continue
        rule = score[:, other].mean(axis=1).argmax()
        if score[rule, own].mean() > least:
            null[own] = score[rule, own]
    return null
