"""Text as headscope sees it: character offsets into the source are the only coordinates.

A *token* is a piece of the model's tokenizer, a *word* a run of tokens, a *segment* a run of words (a sentence, a
clause). What is shown of any of them is the source text between its offsets, never the tokenizer's spelling.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headscope.base.grid import Frames, Grid


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the model's input: what is shown, where it lies in the source, and whether the tokenizer added it.

    A special token ([CLS], <s>) has no place in the source: `start == end` and `text` is its name.
    """

    text: str
    start: int
    end: int
    is_special: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A run of tokens `first..last` (inclusive) that spell one word; a special token is a word of its own."""

    text: str
    first: int
    last: int
    is_special: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters `start..end` (exclusive) of the source: a sentence, a clause, a phrase."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A source with its tokens, its words and, where given, its segments (which cover tokens in order).

    A picture or a sound is a text made of the names of its patches or frames (`base.grid`), and says how they lie.
    """

    source: str
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    segments: tuple[Segment, ...] = ()
    grid: Grid | None = None
    frames: Frames | None = None


def is_punctuation(text: str) -> bool:
    """True where every character that is no space is punctuation (Unicode category P).

    >>> is_punctuation(" 。"), is_punctuation("it's"), is_punctuation("  ")
    (True, False, False)
    """
    letters = [letter for letter in text if not letter.isspace()]
    return bool(letters) and all(unicodedata.category(letter).startswith("P") for letter in letters)


def segment_of_tokens(text: Text) -> list[int]:
    """For each token the number of the segment it starts in, segments being in order; -1 for special tokens and tokens
    outside all segments.

    >>> segment_of_tokens(Text("a b c", tuple(Token(w, n, n + 1) for w, n in (("a", 0), ("b", 2), ("c", 4))), (),
    ...     (Segment(0, 1), Segment(3, 5))))
    [0, -1, 1]
    """
    starts = [segment.start for segment in text.segments]
    found = []
    for token in text.tokens:
        place = bisect_right(starts, token.start) - 1
        is_inside = place >= 0 and token.start < text.segments[place].end
        found.append(place if is_inside and not token.is_special else -1)
    return found


def own_words(text: Text, segment: str) -> list[Word]:
    """The words that somebody wrote: not the special ones, and within the segment of this label where there is one.

    >>> tokens = (Token("<s>", 0, 0, True), Token("say", 0, 3), Token("oui", 4, 7))
    >>> words = tuple(Word(token.text, place, place, token.is_special) for place, token in enumerate(tokens))
    >>> text = Text("say oui", tokens, words, (Segment(4, 7, "target"),))
    >>> [[word.text for word in own_words(text, name)] for name in ("target", "source")]
    [['oui'], ['say', 'oui']]
    """
    inside = next((one for one in text.segments if one.label == segment), None)
    words = [word for word in text.words if not word.is_special]
    if inside is None:
        return words
    starts = [text.tokens[word.last].start for word in words]
    return [word for word, start in zip(words, starts, strict=True) if inside.start <= start < inside.end]
