"""Text broken into lines of a given width, as its script wants it."""

from __future__ import annotations

from collections.abc import Callable

import regex

# Closing marks never begin a line of Chinese, opening ones never end it (GB/T 15834-2011).
_CLOSING = "，。、；：！？…）」』》】〉”’％%,.;:!?)]}·"
_OPENING = "（「『《【〈“‘([{"
_WIDE = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\u3000-\u303f\uff00-\uffef"
_PIECE = regex.compile(rf"\s+|[{regex.escape(_OPENING)}]*(?:[{_WIDE}]|[^\s{_WIDE}]+?(?=[{_WIDE}]|\s|$))"
                       rf"[{regex.escape(_CLOSING)}]*")  # fmt: skip


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The lines of a text, none wider than `width` unless a single piece is.

    Lines break at spaces and beside Chinese, Japanese and Korean characters, but not before a closing mark nor behind
    an opening one.

    >>> wrapped("the cat sat", 7, len), wrapped("天气不好，出门。", 4, len)
    (['the cat', 'sat'], ['天气不', '好，出', '门。'])
    """
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = line + piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines
