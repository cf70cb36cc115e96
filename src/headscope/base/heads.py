"""Names of attention sites and heads: `[tower:](L|E|X)5[.map2].H3`, 0-based, one parser.

A *site* is one place of a model where attention happens: layer 5 of the only stack is `L5`, of an encoder `E5`,
the cross-attention of decoder layer 5 `X5`; `vision:L5` where a model has several towers; `L5.map2` where one layer
has two maps. A *head* is a site and a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from headscope.errors import BadHeadId

_SITE = re.compile(r"(?:(?P<tower>[A-Za-z][\w-]*):)?(?P<kind>[LEX])(?P<layer>\d+)(?:\.map(?P<map>\d+))?")
_HEAD = re.compile(_SITE.pattern + r"\.H(?P<head>\d+)")
_SET = re.compile(
    r"(?:(?P<tower>[A-Za-z][\w-]*):)?(?P<kind>[LEX])(?P<low>\d+)(?:-(?P<high>\d+))?(?:\.map(?P<map>\d+))?"
    r"\.(?:(?P<all>\*)|H(?P<first>\d+)(?:-(?P<last>\d+))?)"
)


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """One place of a model where attention happens.

    >>> str(Site(layer=5)), str(Site(layer=2, kind="X")), str(Site(layer=0, tower="vision", map=2))
    ('L5', 'X2', 'vision:L0.map2')
    """

    layer: int
    kind: str = "L"
    tower: str = ""
    map: int = 0

    def __str__(self) -> str:
        return _name(self, str(self.layer))


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """One attention head.

    >>> str(Head(Site(layer=5), 3))
    'L5.H3'
    """

    site: Site
    number: int

    def __str__(self) -> str:
        return f"{self.site}.H{self.number}"


def parse_site(text: str) -> Site:
    """The site that `text` names.

    >>> parse_site("vision:L0.map2")
    Site(layer=0, kind='L', tower='vision', map=2)
    """
    match = _SITE.fullmatch(text.strip())
    if match is None:
        raise BadHeadId("head_id_syntax", value=text)
    return Site(int(match["layer"]), match["kind"], match["tower"] or "", int(match["map"] or 0))


def parse_head(text: str) -> Head:
    """The head that `text` names.

    Raises:
        BadHeadId: the text does not have the form `[tower:](L|E|X)5[.map2].H3`.

    >>> parse_head("X2.H7")
    Head(site=Site(layer=2, kind='X', tower='', map=0), number=7)
    """
    match = _HEAD.fullmatch(text.strip())
    if match is None:
        raise BadHeadId("head_id_syntax", value=text)
    site = Site(int(match["layer"]), match["kind"], match["tower"] or "", int(match["map"] or 0))
    return Head(site, int(match["head"]))


def select_heads(text: str, heads: Iterable[Head]) -> list[Head]:
    """Those of `heads` that the set expression `text` names: `L5.*`, `L0-3.H7`, `L5.H3,L8.H11`.

    Raises:
        BadHeadId: a part does not parse, or names no head that is there.

    >>> there = [Head(Site(layer=layer), number) for layer in range(3) for number in range(2)]
    >>> [str(head) for head in select_heads("L0-1.H1,L2.*", there)]
    ['L0.H1', 'L1.H1', 'L2.H0', 'L2.H1']
    """
    there = list(heads)
    chosen: set[Head] = set()
    for part in text.split(","):
        match = _SET.fullmatch(part.strip())
        if match is None:
            raise BadHeadId("head_id_syntax", value=part.strip())
        found = {head for head in there if _names(match, head)}
        if not found:
            raise BadHeadId("head_unknown", value=part.strip(), choices=describe_heads(there))
        chosen |= found
    return [head for head in there if head in chosen]


def describe_heads(heads: Iterable[Head]) -> str:
    """The sites and head numbers that are there, for error messages.

    >>> describe_heads([Head(Site(layer=layer), number) for layer in range(3) for number in range(2)])
    'L0-2.H0-1'
    """
    groups: dict[tuple[str, str, int], list[Head]] = {}
    for head in heads:
        groups.setdefault((head.site.tower, head.site.kind, head.site.map), []).append(head)
    parts = []
    for (tower, kind, map_), members in groups.items():
        layers = [member.site.layer for member in members]
        span = f"{min(layers)}-{max(layers)}" if max(layers) > min(layers) else str(min(layers))
        prefix = _name(Site(0, kind, tower, map_), span)
        parts.append(f"{prefix}.H0-{max(member.number for member in members)}")
    return ", ".join(parts)


def shares_keys_with(head: Head, *, heads: int, key_heads: int) -> tuple[Head, ...]:
    """The other heads of its site that read the same keys and values: those with an equal `number // (heads /
    key_heads)`, as models with grouped queries repeat their keys. What they do with them may differ altogether.

    Args:
        head: the head.
        heads, key_heads: heads of its site, and heads there with keys of their own.

    >>> [str(other) for other in shares_keys_with(Head(Site(layer=5), 3), heads=8, key_heads=4)]
    ['L5.H2']
    >>> shares_keys_with(Head(Site(layer=5), 3), heads=8, key_heads=8)
    ()
    """
    size = heads // key_heads
    first = head.number // size * size
    return tuple(Head(head.site, number) for number in range(first, first + size) if number != head.number)


def heads_text(heads: Sequence[Head]) -> str:
    """Heads as one set expression, which `select_heads` reads.

    >>> heads_text([Head(Site(layer=5), number) for number in (0, 1, 2, 4)])
    'L5.H0-2, L5.H4'
    """
    numbers: dict[Site, list[int]] = {}
    for head in heads:
        numbers.setdefault(head.site, []).append(head.number)
    return ", ".join(f"{site}.H{span}" for site, members in numbers.items() for span in _spans(members))


def sites_text(sites: Iterable[Site]) -> str:
    """Sites in short, layers that follow one another as a span.

    >>> sites_text([Site(layer=layer) for layer in (0, 1, 2, 4)]), sites_text([Site(0, map=1), Site(0, map=2)])
    ('L0-2, L4', 'L0.map1, L0.map2')
    """
    layers: dict[Site, list[int]] = {}
    for site in sites:
        layers.setdefault(replace(site, layer=0), []).append(site.layer)
    return ", ".join(_name(stack, span) for stack, members in layers.items() for span in _spans(members))


def in_layer_order(sites: Sequence[Site], others: Iterable[Site]) -> list[Site]:
    """`sites` in their order, and each of `others` before the first of its stack that lies higher.

    >>> there = [Site(layer=1), Site(layer=3), Site(layer=1, kind="X")]
    >>> [str(site) for site in in_layer_order(there, [Site(layer=0), Site(layer=2), Site(layer=4)])]
    ['L0', 'L1', 'L2', 'L3', 'L4', 'X1']
    """
    ordered = list(sites)
    for other in others:
        stack = [place for place, site in enumerate(ordered) if (site.tower, site.kind) == (other.tower, other.kind)]
        higher = (place for place in stack if ordered[place].layer > other.layer)
        ordered.insert(next(higher, stack[-1] + 1 if stack else len(ordered)), other)
    return ordered


def _name(stack: Site, layers: str) -> str:
    tower = f"{stack.tower}:" if stack.tower else ""
    return f"{tower}{stack.kind}{layers}" + (f".map{stack.map}" if stack.map else "")


def _spans(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers that follow one another as `0-2`."""
    ordered = sorted(set(numbers))
    for _, members in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        span = [number for _, number in members]
        yield str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}"


def _names(match: re.Match[str], head: Head) -> bool:
    low = int(match["low"])
    high = int(match["high"] or low)
    same_site = (
        head.site.tower == (match["tower"] or "")
        and head.site.kind == match["kind"]
        and low <= head.site.layer <= high
        and head.site.map == int(match["map"] or 0)
    )
    if match["all"]:
        return same_site
    first = int(match["first"])
    return same_site and first <= head.number <= int(match["last"] or first)
