"""Phrases that translate each other: blocks of an alignment that no link leaves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from headscope.readings.pharaoh import Link

MAX_WORDS = 7

Range = tuple[int, int]  # first and last word, both inclusive


@dataclass(frozen=True, slots=True, order=True)
class PhrasePair:
    """A run of source words and a run of target words that are linked to each other and to nothing else.

    Attributes:
        source: places of the first and the last source word. target: those of the target words; all inclusive.
    """

    source: Range
    target: Range


def phrase_pairs(links: Collection[Link], *, max_words: int = MAX_WORDS) -> tuple[PhrasePair, ...]:
    """All blocks consistent with the links, in the order of the source.

    A block is consistent where it holds at least one link, and no word in it is linked to a word outside (Och & Ney
    2004, "The Alignment Template Approach to Statistical Machine Translation"; Koehn, Och & Marcu 2003, section 3.1).
    Only the smallest spans are listed: the words at the edges of both sides have links. Words without a link may lie
    inside. A block says that the links allow it, not that it is a phrase of either language.

    Args:
        links: (source, target) of one pair.
        max_words: the longest span on either side; 7 is usual in phrase-based translation.

    Returns:
        The blocks, by first and last source word.

    >>> phrase_pairs({(0, 0), (1, 2), (2, 1)})[1:4]
    (PhrasePair(source=(0, 2), target=(0, 2)), PhrasePair(source=(1, 1), target=(2, 2)),
     PhrasePair(source=(1, 2), target=(1, 2)))
    """
    targets_of, sources_of = _linked(links)
    found = []
    end = max(targets_of, default=0) + 1
    for first in sorted(targets_of):
        reached: set[int] = set()  # target words linked to the source words from `first` on
        for last in range(first, min(first + max_words, end)):
            if last not in targets_of:
                continue
            reached |= targets_of[last]
            low, high = min(reached), max(reached)
            if high - low >= max_words:
                break
            back = [source for target in range(low, high + 1) for source in sources_of.get(target, ())]
            if first <= min(back) and max(back) <= last:
                found.append(PhrasePair((first, last), (low, high)))
    return tuple(found)


def together(links: Collection[Link]) -> tuple[PhrasePair, ...]:
    """The smallest consistent block around each group of words that cannot be read one by one.

    A group is a connected part of the graph of links with more than one word on a side: many to one, one to many or
    many to many ("语言处理" - "language processing"). Its block runs from its first to its last word on either side
    and takes in every word linked into it until no link leaves it, of whatever length. Two blocks lie apart, or one
    within the other.

    Args:
        links: (source, target) of one pair.

    Returns:
        Each block once, in the order of the source.

    >>> together({(0, 0), (1, 1), (1, 2), (2, 2)})
    (PhrasePair(source=(1, 2), target=(1, 2)),)
    """
    targets_of, sources_of = _linked(links)
    crowded = [link for link in links if len(targets_of[link[0]]) > 1 or len(sources_of[link[1]]) > 1]
    return tuple(sorted({_closed((source, source), (target, target), links) for source, target in crowded}))


def _closed(source: Range, target: Range, links: Collection[Link]) -> PhrasePair:
    """The smallest block that holds both ranges and that no link leaves."""
    while True:
        touching = [link for link in links if source[0] <= link[0] <= source[1] or target[0] <= link[1] <= target[1]]
        sources, targets = [link[0] for link in touching], [link[1] for link in touching]
        wider = (min(sources), max(sources)), (min(targets), max(targets))
        if wider == (source, target):
            return PhrasePair(source, target)
        source, target = wider


def _linked(links: Collection[Link]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The target words of each source word, and the other way round."""
    targets_of: dict[int, set[int]] = {}
    sources_of: dict[int, set[int]] = {}
    for source, target in links:
        targets_of.setdefault(source, set()).add(target)
        sources_of.setdefault(target, set()).add(source)
    return targets_of, sources_of
