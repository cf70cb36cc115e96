"""What heads add at nouns of known meaning: the value that the instrument writes and the reading of groups reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.heads import parse_head


@dataclass(frozen=True, slots=True)
class GroupOutputs:
    """Nouns of several semantic groups, each read in every carrier sentence; an *item* is one noun in one carrier.

    Attributes:
        language: of the nouns, `en` or `zh`.
        heads: head ids, one for each row of `outputs`.
        groups: names of the groups.
        nouns: the nouns, group by group; a noun of two groups stands here twice.
        group_of_noun: number of the group of each noun, [noun].
        carriers: the carrier sentences, each with `{}` where the noun goes.
        noun, carrier: number of the noun and of the carrier of each item, [item].
        outputs: o_h at the noun in coordinates of the head's own output space, [head, item, dim]; distances and
            angles between items of one head are those of o_h, coordinates of different heads cannot be compared.
        static: mean input embedding of the noun's pieces, no position and no context, [item, model].
        pieces: how many pieces spell the noun, [item].
        unread: nouns that the model cannot read in every carrier, as `group/noun`; they are in no other field.
    """

    language: str
    heads: tuple[str, ...]
    groups: tuple[str, ...]
    nouns: tuple[str, ...]
    group_of_noun: np.ndarray
    carriers: tuple[str, ...]
    noun: np.ndarray
    carrier: np.ndarray
    outputs: np.ndarray
    static: np.ndarray
    pieces: np.ndarray
    unread: tuple[str, ...] = ()

    @property
    def sites(self) -> tuple[str, ...]:
        """The site of each head."""
        return tuple(str(parse_head(head).site) for head in self.heads)


def noun_means(values: np.ndarray, noun: np.ndarray, nouns: int) -> np.ndarray:
    """Vectors of items averaged over the carriers of each noun: [..., item, dim] to [..., noun, dim].

    >>> noun_means(np.array([[1.0], [3.0], [5.0]]), np.array([0, 0, 1]), 2).tolist()
    [[2.0], [5.0]]
    """
    share = np.zeros((nouns, len(noun)))
    share[noun, np.arange(len(noun))] = 1.0
    share /= np.maximum(share.sum(axis=1, keepdims=True), 1.0)
    return np.asarray(share @ np.asarray(values, dtype=np.float64))
