"""A pair in words: which words are linked, which of them together, which links are doubtful, which words have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from headscope.base.messages import say
from headscope.readings.alignment_report import AlignedPair
from headscope.show.claims import word
from headscope.show.labels import isolated_label

LABEL = 40
Doubt = Literal["sure", "partly", "doubtful"]


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """Words that links join, and no link leaves: places on each side.

    Attributes:
        share: what the rows of the target words give to these source words, mean over rows; None where it is not kept.
        doubt: whether all, some or none of the links were found both ways.
    """

    targets: tuple[int, ...]
    sources: tuple[int, ...]
    share: float | None
    doubt: Doubt


def linked_words(pair: AlignedPair) -> tuple[LinkedWords, ...]:
    """The links of a pair by connected words, in the order of the target.

    >>> links = ((0, 0, 0.8, "sure"), (1, 1, 0.6, "sure"), (1, 2, 0.5, "doubtful"))
    >>> pair = AlignedPair(("I", "eat"), ("我", "吃", "饭"), links, ())
    >>> [(one.targets, one.sources, one.doubt) for one in linked_words(pair)]
    [((0,), (0,), 'sure'), ((1, 2), (1,), 'partly')]
    """
    group_of = {("target", target): {("target", target)} for _, target, _, _ in pair.links}
    for source, target, _, _ in pair.links:
        joined = group_of[("target", target)] | group_of.get(("source", source), {("source", source)})
        for member in joined:
            group_of[member] = joined
    groups = {id(group): group for group in group_of.values()}
    return tuple(sorted((_linked(pair, group) for group in groups.values()), key=lambda one: one.targets))


def unlinked(pair: AlignedPair) -> tuple[int, ...]:
    """Target words without a link."""
    linked = {target for _, target, _, _ in pair.links}
    return tuple(place for place in range(len(pair.target)) if place not in linked)


def link_text(one: LinkedWords, pair: AlignedPair, language: str) -> str:
    """Linked words, target first, with their share and their doubt.

    >>> pair = AlignedPair(("I", "eat"), ("我", "吃", "饭"), (), ())
    >>> link_text(LinkedWords((0,), (0,), 0.82, "sure"), pair, "en")
    '我 - I, 0.82'
    >>> link_text(LinkedWords((1, 2), (1,), None, "doubtful"), pair, "en")
    '吃 饭 together - eat (many to one), doubtful'
    """
    targets, sources = _named(pair.target, one.targets), _named(pair.source, one.sources)
    parts = [word(f"link_{_kind(one)}", language, target=targets, source=sources)]
    if one.share is not None:
        parts.append(f"{one.share:.2f}")
    if one.doubt != "sure":
        parts.append(word(f"link_{one.doubt}", language))
    return word("link_comma", language).join(parts)


def unlinked_text(pair: AlignedPair, language: str) -> str | None:
    """The target words without a link by name; None where all have one."""
    alone = unlinked(pair)
    if not alone:
        return None
    if not pair.links:
        return word("links_none", language)
    named = (say("words.name", language, name=isolated_label(pair.target[place], limit=LABEL)) for place in alone)
    words = word("list_comma", language).join(named)
    return word("links_missing", language, words=words)


def sentence_of(words: Sequence[str]) -> str:
    """One side of a pair as a line of words."""
    return " ".join(isolated_label(one, limit=LABEL) for one in words)


def _linked(pair: AlignedPair, group: set[tuple[str, int]]) -> LinkedWords:
    targets = tuple(sorted(place for side, place in group if side == "target"))
    sources = tuple(sorted(place for side, place in group if side == "source"))
    inside = [link for link in pair.links if link[1] in targets]
    sure = sum(link[3] == "sure" for link in inside)
    doubt: Doubt = "sure" if sure == len(inside) else "partly" if sure else "doubtful"
    share: float | None = inside[0][2] if len(inside) == 1 else None
    if share is None and pair.shares is not None:
        share = sum(pair.shares[target][source] for target in targets for source in sources) / len(targets)
    return LinkedWords(targets, sources, share, doubt)


def _kind(one: LinkedWords) -> str:
    sides = ("many" if len(places) > 1 else "one" for places in (one.targets, one.sources))
    return "_".join(sides)


def _named(words: Sequence[str], places: Sequence[int]) -> str:
    """Words in order; a gap where others lie between them."""
    parts = []
    for number, place in enumerate(places):
        if number and place > places[number - 1] + 1:
            parts.append("…")
        parts.append(isolated_label(words[place], limit=LABEL))
    return " ".join(parts)
