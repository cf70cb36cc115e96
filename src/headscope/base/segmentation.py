"""Where words end when somebody else says so: a text written once more with spaces, or a function.

Chinese and Japanese write no spaces, and where their words end is a choice. A *segmenter* is any function from a text
to the character offsets (start, end exclusive) of its words; what it says is checked and brought to whole characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise

from headscope.base.words import Span, grapheme_spans, is_blank
from headscope.errors import BadOption

Segmenter = Callable[[str], Iterable[Span]]

_SHOWN = 16  # characters that a message shows


def spans_of_cut(source: str, cut: str, *, text: int = 0) -> list[Span]:
    """The words of a source that is given once more, with spaces between the words; spaces of the source do not count.

    Args:
        source: the text.
        cut: the same characters, spaces aside. text: number of the text, for messages.

    Raises:
        BadOption: they are not the same; the message shows the first difference.

    >>> spans_of_cut("我爱自然语言处理", "我 爱 自然 语言 处理")
    [(0, 1), (1, 2), (2, 4), (4, 6), (6, 8)]
    """
    places = [place for place, letter in enumerate(source) if not letter.isspace()]
    ends = [0]
    for word in cut.split():
        ends.append(ends[-1] + len(word))
    spelled = "".join(cut.split())
    if spelled != "".join(source.split()):
        same = next(
            (n for n, (one, place) in enumerate(zip(spelled, places, strict=False)) if one != source[place]), None
        )
        same = min(len(spelled), len(places)) if same is None else same
        place = places[same] if same < len(places) else len(source)
        rest = {"got": spelled[same : same + _SHOWN], "expected": source[place : place + _SHOWN]}
        raise BadOption("segmentation_differs", text=text, place=place, **rest)
    words = [(places[first], places[last - 1] + 1) for first, last in pairwise(ends)]
    return whole_words(source, words)


def whole_words(source: str, spans: Iterable[Span]) -> list[Span]:
    """Words as a segmenter gives them, without those that show nothing; a character cut in two joins its words.

    Raises:
        BadOption: they are not in order, overlap, leave the text, or leave a visible character out.

    >>> whole_words("e\\N{COMBINING ACUTE ACCENT}a b", [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)])
    [(0, 2), (2, 3), (4, 5)]
    """
    drawn = grapheme_spans(source)
    starts, ends = [start for start, _ in drawn], [end for _, end in drawn]
    words: list[Span] = []
    place = 0  # where the last span ended
    for start, end in spans:
        if not place <= start < end <= len(source):
            raise BadOption("segmenter_spans", value=(start, end), place=place, length=len(source))
        _refuse_gap(source, place, start)
        place = end
        if is_blank(source[start:end]):
            continue
        first, last = starts[bisect_right(starts, start) - 1], ends[bisect_left(ends, end)]
        words.append((words.pop()[0] if words and first < words[-1][1] else first, last))
    _refuse_gap(source, place, len(source))
    return words


def _refuse_gap(source: str, start: int, end: int) -> None:
    if not is_blank(source[start:end]):
        raise BadOption("segmenter_gap", value=source[start:end][:_SHOWN], place=start)
