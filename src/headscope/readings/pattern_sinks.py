"""Columns that take much of a head's mass whatever the row asks: the first key, special tokens, punctuation, others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.readings.pattern_rows import Place, TextRows, single_mass

KINDS = ("first", "special", "punctuation", "last", "other")
LEAST_EXCESS = 0.10  # (share - chance) / (1 - chance) from which a column, or a class of columns, is a sink
_LEAST_SEEN = 0.5  # share of the rows that may see a sink
_LEAST_SUPPORT = 0.6  # of the rows that see an `other` column, how many must give it that much


@dataclass(frozen=True, slots=True)
class Sinks:
    """The sink columns of one text: their `kind` as a number of `KINDS`, -1 for none, and their relative weight,
    both [head, key]."""

    kind: np.ndarray
    weight: np.ndarray

    @property
    def flag(self) -> np.ndarray:
        """Whether a key is a sink, bool [head, key]."""
        return np.asarray(self.kind >= 0)


def find_sinks(texts: Sequence[TextRows]) -> list[Sinks]:
    """The sink columns of each text.

    The first key, special tokens, punctuation and the last key are judged as classes, pooled over the texts half of
    whose rows see one of them. Any other column must be seen by half of the rows and get its excess from three in five
    of those that see it, so that a key which a few rows look up is none.
    """
    tables = [_Columns.of(text) for text in texts]
    heads = len(texts[0].weights)
    chosen = np.zeros((heads, 4), dtype=bool)
    for number in range(4):
        mass, even, room = (np.zeros(heads) for _ in range(3))
        for table in tables:
            members = table.classes == number
            if not members.any() or (rows := table.rows[:, members].max(-1)).max() < _LEAST_SEEN * table.queries:
                continue
            mass += table.mass[:, members].sum(-1) / np.maximum(table.queries, 1)
            even += table.even[:, members].sum(-1) / np.maximum(table.queries, 1)
            room += rows / np.maximum(table.queries, 1)
        chosen[:, number] = (mass - even) > LEAST_EXCESS * np.maximum(room - even, 1e-9)
    return [_sinks_of(table, chosen) for table in tables]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of one text receive from rows that see at least two keys, [head, key]."""

    mass: np.ndarray
    even: np.ndarray
    rows: np.ndarray
    support: np.ndarray
    classes: np.ndarray
    queries: int

    @staticmethod
    def of(text: TextRows) -> _Columns:
        place, sums = text.place, text.sums
        single = single_mass(place, sums)
        alone = single_mass(place, sums | {"peak": np.ones_like(sums["peak"])})
        mass = sums["received"] - single
        even, rows = sums["received_chance"] - alone, sums["received_rows"] - alone
        chance = 1 / np.maximum((place.high - place.low)[place.rows], 1)[:, None]
        is_high = text.weights >= chance + LEAST_EXCESS * (1 - chance)
        support = (is_high & place.visible).sum(1) / np.maximum(place.visible.sum(0), 1)
        queries = int((sums["visible_keys"].max(0) > 1).sum())
        return _Columns(mass, even, rows, support, classes_of(place), queries)


def classes_of(place: Place) -> np.ndarray:
    """For each key its class as a number of `KINDS`: first before special before punctuation before last."""
    classes = np.full(place.keys, 4)
    classes[-1] = 3
    classes[place.punctuation] = 2
    classes[place.special] = 1
    classes[0] = 0
    return classes


def _sinks_of(table: _Columns, chosen: np.ndarray) -> Sinks:
    excess = (table.mass - table.even) / np.maximum(table.rows - table.even, 1e-9)
    is_member = (table.classes < 4) & chosen[:, np.minimum(table.classes, 3)]
    is_seen = table.rows >= _LEAST_SEEN * table.queries
    is_other = ~is_member & is_seen & (excess >= LEAST_EXCESS) & (table.support >= _LEAST_SUPPORT)
    flag = is_member | is_other
    rate = np.maximum(table.mass - table.even, 0) / np.maximum(table.rows, 1)
    kind = np.where(is_member, table.classes, np.where(is_other, 4, -1))
    return Sinks(kind, np.where(flag, np.maximum(rate, 1e-3), 0.0))
