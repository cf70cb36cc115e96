"""How a token is shown: the source text, with everything that could hide or move other text made visible."""

from __future__ import annotations

import unicodedata

_PLAIN = {"\n": "↵", "\r": "↵", "\t": "⇥", "\u2028": "↵", "\u2029": "↵"}
_JOINERS = frozenset("\u200c\u200d")  # part of emoji and of Indic and Persian spelling


def visible_label(text: str, *, limit: int = 80) -> str:
    """The text as one line of at most `limit` characters: control characters and direction overrides named.

    >>> visible_label(" cat"), visible_label("a\\x00b"), visible_label("\\u202eevil"), visible_label("  ")
    ('cat', 'a⟨U+0000⟩b', '⟨U+202E⟩evil', '␣␣')
    >>> visible_label("\\uffff")
    '⟨U+FFFF⟩'
    """
    if not text:
        return "∅"
    core = text.strip() or "␣" * len(text)
    if len(core) <= limit and core.isprintable():  # true of no sign that is named below
        return core
    shown = "".join(_shown(letter) for letter in core[: limit + 1])
    return shown if len(core) <= limit and len(shown) <= 4 * limit else shown[:limit] + "…"


def isolated_label(text: str, *, limit: int = 80) -> str:
    """The label for the middle of a sentence: one that runs from right to left leaves the words around it in place.

    Only such labels are put between U+2068 and U+2069 (Unicode Standard Annex 9, first strong isolate).

    >>> isolated_label("我"), len(isolated_label("שלום"))
    ('我', 6)
    """
    shown = visible_label(text, limit=limit)
    is_turned = any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in shown)
    return f"\u2068{shown}\u2069" if is_turned else shown


def _shown(letter: str) -> str:
    if letter in _PLAIN:
        return _PLAIN[letter]
    category = unicodedata.category(letter)
    is_no_character = ord(letter) & 0xFFFE == 0xFFFE  # Unicode keeps these out of text, XML refuses them
    if (category == "Cf" and letter not in _JOINERS) or category in {"Cc", "Cs", "Zl", "Zp"} or is_no_character:
        return f"⟨U+{ord(letter):04X}⟩"
    return letter
