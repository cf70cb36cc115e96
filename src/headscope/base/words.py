"""Characters, and the words they make, found in the source alone: every tokenizer is measured against the same words.

A *grapheme* is what a reader takes for one character: a letter with its accents, an emoji of several code points, a
Hangul syllable (Unicode Standard Annex 29). Words follow the same annex where scripts write spaces; where they do not,
a Chinese character is a word of its own.
"""

from __future__ import annotations

import unicodedata

import regex

Span = tuple[int, int]

_APOSTROPHES = frozenset("'\N{RIGHT SINGLE QUOTATION MARK}")
_DECIMAL_MARKS = frozenset(".,")
_RUNNING = frozenset({"letter", "hiragana", "katakana"})
_LONG_VOWEL = "\N{KATAKANA-HIRAGANA PROLONGED SOUND MARK}"
# What Unicode tells every program not to show where it does not know better: joiners, variation selectors, fillers.
_IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")
# Blocks of Han characters, with the iteration mark and the zero.
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x3005, 0x3005), (0x3007, 0x3007))


def grapheme_spans(source: str) -> list[Span]:
    """The graphemes of a source in order, as character offsets (start, end exclusive), without gaps.

    >>> grapheme_spans("e\N{COMBINING ACUTE ACCENT}t")
    [(0, 2), (2, 3)]
    """
    if source.isascii() and "\r" not in source:
        return [(place, place + 1) for place in range(len(source))]
    return [found.span() for found in regex.finditer(r"\X", source)]


def word_spans(source: str) -> list[Span]:
    """The words of a source in order, as character offsets; spaces and invisible characters belong to none.

    Runs of letters, marks and digits are words, with apostrophes between letters and points or commas between digits
    inside them; a Chinese character, a punctuation mark and a symbol each stand alone, a repeated mark ("...") once.
    Japanese is cut where kanji, hiragana and katakana meet. Scripts that write neither spaces nor Han characters (Thai,
    Khmer) are left in runs: cut them by `segmentation`.

    >>> [source[a:b] for source in ["It's 3.5 km, 天气…"] for a, b in word_spans(source)]
    ["It's", '3.5', 'km', ',', '天', '气', '…']
    """
    spans = grapheme_spans(source)
    kinds = [_kind_of_grapheme(source[start:end]) for start, end in spans]
    words: list[Span] = []
    last = ""  # kind of the word that may still grow
    for place, (start, end) in enumerate(spans):
        kind = last if source[start] == _LONG_VOWEL and last == "hiragana" else kinds[place]
        if kind == "mark" and _joins(source, spans, kinds, place):
            kind = "letter"
        repeats = kind == "mark" and place > 0 and source[slice(*spans[place - 1])] == source[start:end]
        if kind != "space" and kind == last and (kind in _RUNNING or repeats):
            words[-1] = (words[-1][0], end)
        elif kind != "space":
            words.append((start, end))
        last = kind
    return words


def is_blank(text: str) -> bool:
    """True where a reader sees nothing: only spaces, control, format and ignorable characters (variation selectors,
    fillers), or no character at all.

    >>> is_blank(" \\n"), is_blank("\N{ZERO WIDTH SPACE}"), is_blank("a ")
    (True, True, False)
    """
    return all(_kind(letter) == "space" for letter in text)


def is_space(text: str) -> bool:
    """True for nothing but spaces, of whatever width, or no character at all; a line break or a tab is no space.

    >>> is_space("\N{IDEOGRAPHIC SPACE} "), is_space("\\n")
    (True, False)
    """
    return all(unicodedata.category(letter) == "Zs" for letter in text)


def _joins(source: str, spans: list[Span], kinds: list[str], place: int) -> bool:
    """An apostrophe between letters, a point or comma between digits."""
    if not 0 < place < len(spans) - 1 or kinds[place - 1] != "letter" or kinds[place + 1] != "letter":
        return False
    sign = source[slice(*spans[place])]
    before, after = source[spans[place - 1][0]], source[spans[place + 1][0]]
    if sign in _APOSTROPHES:
        return before.isalpha() and after.isalpha()
    return sign in _DECIMAL_MARKS and before.isdigit() and after.isdigit()


def _kind_of_grapheme(grapheme: str) -> str:
    """Told by its first character; marks on a space, which a reader sees, stand alone as a symbol does."""
    kind = _kind(grapheme[0])
    return "symbol" if kind == "space" and len(grapheme) > 1 and not is_blank(grapheme) else kind


def _kind(letter: str) -> str:
    """What a character is: space, letter, hiragana, katakana, han, mark or symbol."""
    code = ord(letter)
    if code < 0x80:
        return "letter" if letter.isalnum() or letter == "_" else "space" if code <= 0x20 or code == 0x7F else "mark"
    if any(low <= code <= high for low, high in _HAN):
        return "han"
    if 0x3041 <= code <= 0x309F:
        return "hiragana"
    if (0x30A1 <= code <= 0x30FF and code != 0x30FB) or 0x31F0 <= code <= 0x31FF or 0xFF66 <= code <= 0xFF9D:
        return "katakana"
    if _IGNORABLE.match(letter):
        return "space"
    category = unicodedata.category(letter)
    if category[0] in "LMN" or category == "Pc":
        return "letter"
    if category[0] in "ZC" and category not in ("Co", "Cn"):
        return "space"
    return "mark" if category[0] == "P" else "symbol"
