"""From token rows to the matrix of words: mass is summed over the tokens of a key, rows averaged over those of a query.

A token that spells parts of several words hands each an equal part of its mass, and each has its row, so that every row
of words still sums to what the row of tokens sums to. (Clark et al. 2019, arXiv 1906.04341, section 4.1, for words of
whole tokens.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from array_api_compat import array_namespace, device

from headscope.base.text import Word

Array = Any


def word_map(weights: Array, query_words: Sequence[Word], key_words: Sequence[Word]) -> Array:
    """The weights of words [head, query word, key word] from those of tokens [head, query, key].

    >>> weights = np.array([[[0.5, 0.25, 0.25], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]])
    >>> word_map(weights, [Word("a", 0, 0), Word("b", 1, 2)], [Word("a", 0, 0), Word("b", 1, 2)]).tolist()
    [[[0.5, 0.5], [0.0, 1.0]]]
    """
    xp = array_namespace(weights)
    queries, keys = weights.shape[1], weights.shape[2]
    if _whole(query_words, queries) and _whole(key_words, keys):
        return weights
    member = membership(query_words, queries)
    rows = xp.asarray(member / member.sum(axis=1, keepdims=True), dtype=weights.dtype, device=device(weights))
    member = membership(key_words, keys)
    shared = (member / np.maximum(member.sum(axis=0, keepdims=True), 1.0)).T
    columns = xp.asarray(shared, dtype=weights.dtype, device=device(weights))
    return rows @ weights @ columns


def membership(words: Sequence[Word], tokens: int) -> np.ndarray:
    """1 where a token belongs to a word, [word, token]."""
    found = np.zeros((len(words), tokens))
    for place, word in enumerate(words):
        found[place, word.first : word.last + 1] = 1.0
    return found


def _whole(words: Sequence[Word], tokens: int) -> bool:
    """Every token is a word of its own."""
    return len(words) == tokens and all(word.first == word.last == place for place, word in enumerate(words))
