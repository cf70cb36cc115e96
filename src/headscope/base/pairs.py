"""Pairs of sentences that translate each other, with their words: what a word alignment is read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headscope.base.words import Span

# Scripts written without spaces between words, and the marks that stand among them: radicals, CJK punctuation, kana
# and bopomofo; kana extensions; Han; vertical forms; full-width forms with half-width kana; full-width signs; rare Han.
# Hangul is not among them: Korean writes spaces.
_UNSPACED = (
    (0x2E80, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F),
    (0xFF01, 0xFF9F), (0xFFE0, 0xFFE6), (0x20000, 0x3FFFF),
)  # fmt: skip
_CLOSING = frozenset({".", ",", ";", ":", "!", "?", "..."})


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A source sentence and its translation, each with the places of its words.

    Attributes:
        source: the text that is translated. target: its translation.
        source_words: character offsets (start, end exclusive) of each word of the source, in order.
        target_words: those of the target.
    """

    source: str
    target: str
    source_words: tuple[Span, ...]
    target_words: tuple[Span, ...]


def joined(words: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Words that somebody has cut, laid out as a reader would write them, and where each of them lies.

    One space stands between two words; none where one of the two characters that touch is Han, kana, CJK punctuation
    or full-width, so that Chinese and Japanese read as they are written, and none before a mark that closes a part of a
    sentence ("Hello ," becomes "Hello,"), since models read text that was never cut. Other marks keep their spaces: how
    a quotation looked before it was cut cannot be known.

    Args:
        words: the words in order, none of them empty.

    Returns:
        The text, and the character offsets (start, end exclusive) of each word in it.

    >>> joined(["我", "爱", "Python", "3", "。"])
    ('我爱Python 3。', ((0, 1), (1, 2), (2, 8), (9, 10), (10, 11)))
    >>> joined(["Well", ",", "go", "!"])[0]
    'Well, go!'
    """
    parts: list[str] = []
    spans: list[Span] = []
    place = 0
    before = ""
    for word in words:
        if parts and word not in _CLOSING and not _is_unspaced(before[-1:]) and not _is_unspaced(word[:1]):
            parts.append(" ")
            place += 1
        parts.append(word)
        spans.append((place, place + len(word)))
        place += len(word)
        before = word
    return "".join(parts), tuple(spans)


def _is_unspaced(letter: str) -> bool:
    return bool(letter) and any(low <= ord(letter) <= high for low, high in _UNSPACED)
