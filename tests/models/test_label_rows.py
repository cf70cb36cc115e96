"""The row that reads a label is found whatever a family puts before the first word, and never stolen by a start token.

What is right is known here because the shift is made here, or because every matching of short lists is tried.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from headscope.models.label_rows import label_rows

PAD, START, END, LANGUAGE, SOT, TASK, PLAIN, EOT = range(100, 108)
WORDS = st.lists(st.integers(0, 5), min_size=1, max_size=12)  # few words, so that they repeat


def layouts(words: list[int]) -> dict[str, tuple[list[int], list[int], int]]:
    """For each family the labels, the decoder's inputs, and the row that reads the first word."""
    front = [SOT, LANGUAGE, TASK, PLAIN]
    return {
        "marian, t5": ([*words, END], [PAD, *words], 1),
        "bart": ([START, *words, END], [END, START, *words], 2),
        "mbart": ([*words, END, LANGUAGE], [LANGUAGE, *words, END], 1),
        "mbart50, nllb": ([LANGUAGE, *words, END], [END, LANGUAGE, *words], 2),
        "whisper": ([*front, *words, EOT], [SOT, *front, *words], 5),
        "whisper without its start": ([*front[1:], *words, EOT], [*front, *words], 4),
        "two starts": ([*words, END], [PAD, START, *words], 2),
    }


@given(WORDS)
def test_every_word_is_read_where_its_family_puts_it(words: list[int]) -> None:
    for labels, inputs, first in layouts(words).values():
        rows = label_rows(labels, inputs)
        place = next(n for n, number in enumerate(labels) if number < PAD)
        assert rows[place : place + len(words)] == list(range(first, first + len(words)))


@given(WORDS, st.integers(0, 5))
@example([3, 3], 3)
@example([1, 0, 1], 1)
def test_a_start_token_that_equals_a_word_is_not_taken_for_it(words: list[int], start: int) -> None:
    assert label_rows(words, [start, *words[:-1]]) == [*range(1, len(words)), None]
    assert label_rows([*words, END], [start, *words]) == [*range(1, len(words) + 1), None]


def most_matches(labels: list[int], inputs: list[int]) -> int:
    """The most labels that can be matched in order to equal ids in rows behind their own, by trying all choices."""
    for size in range(min(len(labels), len(inputs)), 0, -1):
        for places in combinations(range(len(labels)), size):
            for rows in combinations(range(len(inputs)), size):
                if all(labels[a] == inputs[b] and b > a for a, b in zip(places, rows, strict=True)):
                    return size
    return 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 2), max_size=6), st.lists(st.integers(0, 2), max_size=6))
def test_as_many_labels_as_can_be_are_matched_in_order(labels: list[int], inputs: list[int]) -> None:
    rows = label_rows(labels, inputs)
    found = [(place, row) for place, row in enumerate(rows) if row is not None]
    assert all(labels[place] == inputs[row] and row > place for place, row in found)
    assert [row for _, row in found] == sorted({row for _, row in found})
    assert len(found) == most_matches(labels, inputs)


@pytest.mark.parametrize(("labels", "inputs"), [([], []), ([], [1]), ([1], []), ([1], [1])])
def test_nothing_to_match_is_no_row(labels: list[int], inputs: list[int]) -> None:
    assert label_rows(labels, inputs) == [None] * len(labels)
