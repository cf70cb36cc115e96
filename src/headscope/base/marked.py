"""Sentences in which words are marked for a question: `[k:Either] rain [q:or] snow`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from headscope.base.words import Span, word_spans
from headscope.errors import BadText

_MARK = re.compile(r"\[([kqc]):([^\[\]]+)\]")
_LEFTOVER = re.compile(r"\[[^\[\]]{0,3}:|\[[kqc]\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, and where the marked words are.

    Attributes:
        source: the text that a model reads.
        spans: its words as character offsets; a marked stretch is one word.
        places: number of the word under each mark: `k` the key that is asked about, `q` the query, `c` a distractor.
    """

    source: str
    spans: tuple[Span, ...]
    places: Mapping[str, int]

    def word(self, mark: str) -> str:
        """The word under a mark."""
        start, end = self.spans[self.places[mark]]
        return self.source[start:end]


def parse_marked(marked: str) -> Marked:
    """A marked sentence as source, words and places. What is not marked is cut by `word_spans`.

    Raises:
        BadText: a mark is not closed, empty, unknown, or stands twice.

    >>> found = parse_marked("[k:虽然]天气不好，[q:但是]我们出门")
    >>> found.source, [found.source[a:b] for a, b in found.spans][:3], dict(found.places)
    ('虽然天气不好，但是我们出门', ['虽然', '天', '气'], {'k': 0, 'q': 6})
    """
    source, spans, places, last = "", [], {}, 0
    for found in _MARK.finditer(marked):
        source, between = _joined(source, marked[last : found.start()])
        spans += between
        mark, word = found.groups()
        if mark in places:
            raise BadText("mark_twice", mark=mark, value=marked)
        places[mark] = len(spans)
        spans.append((len(source), len(source) + len(word)))
        source, last = source + word, found.end()
    source, between = _joined(source, marked[last:])
    if _LEFTOVER.search(source):
        raise BadText("mark_broken", value=marked)
    return Marked(source, (*spans, *between), places)


def _joined(source: str, piece: str) -> tuple[str, list[Span]]:
    """The source with an unmarked piece behind it, and the words of that piece."""
    return source + piece, [(start + len(source), end + len(source)) for start, end in word_spans(piece)]
