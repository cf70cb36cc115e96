"""Where each head points: for every word of a corpus the word it reads most, and the word it is read by most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from headscope.base.trees import Tree
from headscope.errors import BadTreebank
from headscope.store.run import Run

Direction = Literal["dependent_to_head", "head_to_dependent"]
DIRECTIONS: tuple[Direction, ...] = ("dependent_to_head", "head_to_dependent")
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Pointing:
    """What every head predicts as the head of every word, in both directions.

    Words of all sentences stand one behind the other; places count from the start of the corpus.

    Attributes:
        heads: head ids.
        is_causal: for each head whether its rows see earlier words only.
        predicted: [direction, head, word], `NOWHERE` where a head may see no other word.
        sentence: number of the sentence of each word. start: place of each sentence's first word.
    """

    heads: tuple[str, ...]
    is_causal: np.ndarray
    predicted: np.ndarray
    sentence: np.ndarray
    start: np.ndarray


def point(run: Run, trees: Sequence[Tree]) -> Pointing:
    """Each head's predictions out of a run that keeps the matrices of words.

    Both directions predict one head for each dependent: `dependent_to_head` is the strongest key in the dependent's
    row, `head_to_dependent` the query whose row gives the dependent most. Special words and the word itself never
    count. Rows of causal heads hold earlier words only, columns later ones.

    Raises:
        BadTreebank: a text of the run does not have the words of its tree. NotKept: the run holds no word matrices.
    """
    sizes = [len(tree.spans) for tree in trees]
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    predicted = np.full((2, len(run.heads), int(start[-1])), NOWHERE, dtype=np.int32)
    is_causal: list[bool] = []
    first = 0
    for site in run.sites:
        for number, tree in enumerate(trees):
            words = run.text(number, site.query_side).words
            plain = np.array([place for place, word in enumerate(words) if not word.is_special])
            if len(plain) != len(tree.spans):
                raise BadTreebank("treebank_words", sentence=tree.name, value=len(plain), expected=len(tree.spans))
            weights = run.array(site.site, "word_weights", number)[:, plain[:, None], plain[None, :]]
            found = strongest(weights, is_causal=site.is_causal)
            here = slice(start[number], start[number + 1])
            predicted[:, first : first + site.heads, here] = np.where(found >= 0, found + start[number], NOWHERE)
        first += site.heads
        is_causal += [site.is_causal] * site.heads
    names = tuple(str(head) for head in run.heads)
    return Pointing(names, np.array(is_causal), predicted, np.repeat(np.arange(len(trees)), sizes), start[:-1])


def strongest(weights: np.ndarray, *, is_causal: bool = False) -> np.ndarray:
    """The strongest other word in each row and in each column, [direction, head, word]; of equals the first.

    >>> strongest(np.array([[[0.1, 0.7, 0.2], [0.3, 0.3, 0.4], [0.9, 0.0, 0.1]]])).tolist()
    [[[1, 2, 0]], [[2, 0, 1]]]
    """
    words = weights.shape[1]
    hidden = ~np.tri(words, k=-1, dtype=bool) if is_causal else np.eye(words, dtype=bool)
    seen = np.where(hidden, -1.0, weights)
    rows, columns = seen.argmax(axis=2), seen.argmax(axis=1)
    found = np.stack([np.where(seen.max(axis=2) > 0, rows, NOWHERE), np.where(seen.max(axis=1) > 0, columns, NOWHERE)])
    return np.asarray(found)
