"""Names of attention sites and heads: `[tower:](L|E|X)5[.map2].H3`, 0-based, one parser.

A *site* is one place of a model where attention happens: layer 5 of the only stack is `L5`, of an encoder `E5`,
the cross-attention of decoder layer 5 `X5`; `vision:L5` where a model has several towers; `L5.map2` where one layer
has two maps. A *head* is a site and a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

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
        tower = f"{self.tower}:" if self.tower else ""
        return f"{tower}{self.kind}{self.layer}" + (f".map{self.map}" if self.map else "")


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
        prefix = (f"{tower}:" if tower else "") + kind + span + (f".map{map_}" if map_ else "")
        parts.append(f"{prefix}.H0-{max(member.number for member in members)}")
    return ", ".join(parts)


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
