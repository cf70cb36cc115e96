"""Trials: what heads scored on items, and what a null scored on the same items. Every graded role is read from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Trials:
    """One role tried on many items by several heads.

    Attributes:
        role: name of the role, `induction`, `nsubj`.
        heads: head ids, one for each row of `score`.
        score: what each head scored on each item, from 0 to 1: [head, item].
        null: what chance or the best trivial rule scored on the same item: [head, item] or [1, item].
        clusters: number of the sentence (or sequence) of each item; items of one cluster are not independent.
        corpus: name of the texts that the clusters number; trials on one corpus are resampled together.
        directions: which way each row was read, where a head is read both ways; empty else.
    """

    role: str
    heads: tuple[str, ...]
    score: np.ndarray
    null: np.ndarray
    clusters: np.ndarray
    corpus: str
    directions: tuple[str, ...] = ()

    @property
    def items(self) -> int:
        """Number of items."""
        return int(self.score.shape[1])
