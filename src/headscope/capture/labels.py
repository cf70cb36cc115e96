"""From lists of token labels, which bare matrices come with, to texts."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from headscope.base.text import Segment, Text, Token, Word
from headscope.errors import BadMatrix

SPECIAL_NAMES = frozenset(
    {"[CLS]", "[SEP]", "[PAD]", "[BOS]", "[EOS]", "<s>", "</s>", "<pad>", "<bos>", "<eos>", "<cls>", "<sep>"}
    | {"<|endoftext|>", "<|begin_of_text|>", "<|end_of_text|>", "<|im_start|>", "<|im_end|>", "<|startoftext|>"}
)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the rows and columns of a matrix are called.

    Attributes:
        tokens: labels of queries and keys alike (self-attention).
        query_tokens, key_tokens: labels of rows and of columns, where they differ (cross-attention).
        segments: phrases or sentences as token ranges [first, one past the last], in order; for `tokens` only.
    """

    tokens: Sequence[str] | None = None
    query_tokens: Sequence[str] | None = None
    key_tokens: Sequence[str] | None = None
    segments: Sequence[Sequence[int]] | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a matrix; in self-attention the same text twice."""

    query: Text
    key: Text
    is_cross: bool

    @property
    def by_name(self) -> dict[str, Text]:
        """The sides as a run names them: `text`, or `query` and `key`."""
        return {"query": self.query, "key": self.key} if self.is_cross else {"text": self.query}


def sides_of(labels: Labels, queries: int, keys: int) -> Sides:
    """The texts of a matrix with `queries` rows and `keys` columns; a side without labels is numbered from 0.

    Raises:
        BadMatrix: labels are not text, or there are more or fewer of them than rows and columns; segments do not fit.

    >>> sides = sides_of(Labels(tokens=["The", "cat", "sits"], segments=[(0, 2), (2, 3)]), 3, 3)
    >>> sides.query.source, sides.query.segments[0]
    ('The cat sits', Segment(start=0, end=7, label='The cat'))
    """
    has_two = labels.query_tokens is not None or labels.key_tokens is not None
    has_one = labels.tokens is not None or labels.segments is not None
    if has_one and (has_two or queries != keys):
        raise BadMatrix("labels_of_one_text", queries=queries, keys=keys)
    if not has_two and queries == keys:
        text = text_of_labels(_checked(labels.tokens, keys, "token"), labels.segments)
        return Sides(text, text, False)
    query = text_of_labels(_checked(labels.query_tokens, queries, "query"))
    return Sides(query, text_of_labels(_checked(labels.key_tokens, keys, "key")), True)


def text_of_labels(labels: Sequence[str], segments: Sequence[Sequence[int]] | None = None) -> Text:
    """A text whose tokens are the labels, one word each, written with single spaces between them.

    The usual names of special tokens ([CLS], </s>, ...) are special tokens. Pieces of words stay pieces: without their
    tokenizer nobody can say which belong together.

    >>> [token.is_special for token in text_of_labels(["[CLS]", "Hello", "world"]).tokens]
    [True, False, False]
    """
    tokens, end = [], -1
    for label in labels:
        if label in SPECIAL_NAMES:
            tokens.append(Token(label, max(end, 0), max(end, 0), True))
            continue
        start = end + 1
        end = start + len(label)
        tokens.append(Token(label, start, end))
    source = " ".join(token.text for token in tokens if not token.is_special)
    words = tuple(Word(token.text, n, n, token.is_special) for n, token in enumerate(tokens))
    return Text(source, tuple(tokens), words, _segments(source, tokens, segments or ()))


def _checked(labels: Any, expected: int, what: str) -> list[str]:
    """The labels as they are, or numbers from 0 where there are none."""
    if labels is None:
        return [str(number) for number in range(expected)]
    checked = checked_labels(labels)
    if len(checked) != expected:
        raise BadMatrix(f"{what}_count", found=len(checked), expected=expected)
    return checked


def checked_labels(labels: Any) -> list[str]:
    """Labels as text that can be stored.

    Raises:
        BadMatrix: they are none, or one of them is no text.
    """
    if isinstance(labels, str) or not isinstance(labels, Iterable):
        raise BadMatrix("tokens_not_text", value=labels)
    given = list(labels)
    wrong = [label for label in given if not isinstance(label, str)]
    if wrong:
        raise BadMatrix("tokens_not_text", value=wrong[0])
    return [label.encode("utf-8", "replace").decode("utf-8") for label in given]  # half a surrogate cannot be stored


def _segments(source: str, tokens: Sequence[Token], ranges: Any) -> tuple[Segment, ...]:
    """Character ranges of token ranges, which must be pairs of whole numbers, in order and not empty."""
    segments, last = [], 0
    if not isinstance(ranges, Iterable):
        raise BadMatrix("segments_wrong", value=ranges, tokens=len(tokens))
    for pair in ranges:
        try:
            first, stop = (operator.index(number) for number in pair)
        except (TypeError, ValueError) as error:
            raise BadMatrix("segments_wrong", value=pair, tokens=len(tokens)) from error
        if not last <= first < stop <= len(tokens):
            raise BadMatrix("segments_wrong", value=[first, stop], tokens=len(tokens))
        inside = [token for token in tokens[first:stop] if not token.is_special]
        last = stop
        if inside:
            start, end = inside[0].start, inside[-1].end
            segments.append(Segment(start, end, source[start:end]))
    return tuple(segments)
