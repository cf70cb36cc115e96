"""Which decoder row has read a label token: found by matching ids in order, never by counting one on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Label:
    """A piece of the target text that the decoder is taught to say, and the two rows that can be read for it.

    Attributes:
        start, end: character offsets in the side that the decoder reads (`target`; `text` of a decoder-only model).
        input_row: the row whose input is this token: the decoder has just read it. None where no row reads it.
        output_row: the row that predicts this token: the decoder is about to say it. None where no row does.

    The two rows tell different stories of the same head: which of them aligns, and in which layer, depends on the model
    (Chen et al. 2020, "Accurate Word Alignment Induction from Neural Machine Translation", arXiv 2004.14837).
    """

    start: int
    end: int
    input_row: int | None
    output_row: int | None


def label_rows(label_ids: Sequence[int], decoder_ids: Sequence[int]) -> list[int | None]:
    """For each label the decoder row whose input it is; None where it is no row's input.

    Labels and decoder inputs are matched by id and in order, as many as possible, so that equal ids go to each other
    occurrence by occurrence. Row n says label n (that is what teacher forcing means), so a label can only be read in a
    row behind its own: a start token that happens to equal a label is never taken for it. How many start and language
    tokens stand in front, and whether the last label is wrapped to the front, is found and not assumed.

    Args:
        label_ids: what the decoder is to say, token by token.
        decoder_ids: what it reads, token by token.

    Returns:
        Rows, one for each label, strictly growing where they are not None.

    >>> pad, end, start, lang = 0, 2, 1, 9
    >>> label_rows([7, 8, 7, end], [pad, 7, 8, 7])  # Marian, T5
    [1, 2, 3, None]
    >>> label_rows([lang, 7, 8, end], [end, lang, 7, 8])  # NLLB, mBART-50: the start token equals the last label
    [1, 2, 3, None]
    >>> label_rows([7, 8, end, lang], [lang, 7, 8, end])  # mBART: the language goes round to the front
    [1, 2, 3, None]
    >>> label_rows([start, lang, 7, end], [start, start, lang, 7])  # Whisper with its start among the labels
    [1, 2, 3, None]
    """
    labels, inputs = np.asarray(label_ids, dtype=int), np.asarray(decoder_ids, dtype=int)
    allowed = (labels[:, None] == inputs) & (np.arange(len(inputs)) > np.arange(len(labels))[:, None])
    most = _most_matches(allowed)
    rows: list[int | None] = [None] * len(labels)
    label = row = 0
    while label < len(labels) and row < len(inputs):
        if allowed[label, row] and most[label, row] == 1 + most[label + 1, row + 1]:
            rows[label] = row
            label, row = label + 1, row + 1
        elif most[label, row + 1] == most[label, row]:
            row += 1
        else:
            label += 1
    return rows


def _most_matches(allowed: np.ndarray) -> np.ndarray:
    """How many matches labels from n and rows from m on can have at most, [label + 1, row + 1]."""
    labels, rows = allowed.shape
    most = np.zeros((labels + 1, rows + 1), dtype=int)
    for label in range(labels - 1, -1, -1):
        matched = np.maximum(most[label + 1, :-1], most[label + 1, 1:] + allowed[label])
        most[label, :-1] = np.maximum.accumulate(matched[::-1])[::-1]
    return most
