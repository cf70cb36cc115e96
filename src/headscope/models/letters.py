"""One form for a text and for what a tokenizer made of it, in which nothing is left that normalisers change."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from headscope.base.words import is_blank

SPACE_MARK = "\N{LOWER ONE EIGHTH BLOCK}"
_DROPPED = frozenset({SPACE_MARK, "\N{REPLACEMENT CHARACTER}"})  # sentencepiece's rules "nmt_*" make spaces of both
# Moses' punctuation normaliser, both of its sides. A double quote is two single ones, as some texts write it. The acute
# accent (U+00B4) is not among the quotes: to NFKC it is a space with a combining accent.
_PUNCTUATION = str.maketrans(
    dict.fromkeys('"“”„‟«»「」『』《》', "''")
    | dict.fromkeys("`‘’‚‛‹›", "'")
    | dict.fromkeys("‐‒–—―−", "-")
    | {"。": ".", "、": ",", "【": "[", "】": "]"}
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the common form, and the run `start..end` (exclusive) of characters or of pieces that it comes from.

    What comes from one character comes from the whole of it: "ﬁ" gives two letters with the same run.
    """

    form: str
    start: int
    end: int


def letters_of(parts: Iterable[tuple[str, int, int]]) -> list[Letter]:
    """Parts of a text, each with its run, as letters: decomposed, without case, spaces and kinds of punctuation.

    The form of a letter is NFKD(casefold(NFKD(letter))) (Unicode Standard Annex 15 and section 3.13, compatibility
    caseless matching), so that NFC, NFD, NFKC, lower-casing and sentencepiece's rules (`nmt_nfkc`, `nmt_nfkc_cf`) leave
    it as it is; quotes, dashes and Chinese marks are those that Moses' punctuation normaliser would write. What a
    reader does not see (spaces, control and format characters) gives no letter. Marks on one letter stand in canonical
    order; where that moves them, each comes from the run of them all.

    >>> [(letter.form, letter.start) for letter in letters_of([("É", 0, 1), (" ", 1, 2), ("ﬁ", 2, 3)])]
    [('e', 0), ('\N{COMBINING ACUTE ACCENT}', 0), ('f', 2), ('i', 2)]
    """
    letters = [
        Letter(form, start, end)
        for part, start, end in parts
        for letter in part
        for form in _form(letter)
        if not is_blank(form) and form not in _DROPPED
    ]
    ordered: list[Letter] = []
    for is_mark, run in groupby(letters, key=lambda letter: unicodedata.combining(letter.form) > 0):
        marks = list(run)
        moved = sorted(marks, key=lambda letter: unicodedata.combining(letter.form)) if is_mark else marks
        if moved != marks:
            moved = [Letter(mark.form, marks[0].start, marks[-1].end) for mark in moved]
        ordered += moved
    return ordered


def _form(letter: str) -> str:
    if letter.isascii() and letter.isalnum():
        return letter.lower()
    caseless = unicodedata.normalize("NFKD", letter.translate(_PUNCTUATION)).casefold()
    return unicodedata.normalize("NFKD", caseless).translate(_PUNCTUATION)
