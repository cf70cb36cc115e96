"""Two alignments of one pair, read from either language, made one."""

from __future__ import annotations

from headscope.errors import BadOption
from headscope.readings.pharaoh import Link

METHODS = ("none", "intersection", "union", "grow-diag")
# The four sides before the four corners, as in the paper's figure.
_NEIGHBOURS = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


def symmetrise(forward: frozenset[Link], backward: frozenset[Link], method: str) -> frozenset[Link]:
    """One set of links out of two, both written (source, target).

    `none` keeps the forward links. `intersection` keeps what both say: few links, mostly right. `union` keeps what
    either says: many, more of them wrong. `grow-diag` lies between the two: it starts at the intersection and adds
    links of the union that touch one already there, at a side or a corner, where the source word or the target word
    has no link yet, until nothing can be added (Koehn, Och & Marcu 2003, "Statistical Phrase-Based Translation";
    Koehn et al. 2005, "Edinburgh System Description", IWSLT). Links are visited in the order of the source words, then
    of the target words; another order may give other links. None of them tells which links are right.

    Args:
        forward: links read from one direction. backward: from the other, in the same order of sides.
        method: one of `METHODS`.

    Returns:
        The links kept, (source, target).

    Raises:
        BadOption: the method is unknown.

    >>> forward, backward = frozenset({(0, 0), (1, 1), (2, 1)}), frozenset({(0, 0), (1, 1), (3, 3)})
    >>> [sorted(symmetrise(forward, backward, method)) for method in ("intersection", "grow-diag")]
    [[(0, 0), (1, 1)], [(0, 0), (1, 1), (2, 1)]]
    """
    if method == "none":
        return forward
    if method == "intersection":
        return forward & backward
    if method == "union":
        return forward | backward
    if method == "grow-diag":
        return _grow(forward & backward, forward | backward)
    raise BadOption("symmetrise_unknown", value=method, choices=", ".join(METHODS))


def _grow(start: frozenset[Link], union: frozenset[Link]) -> frozenset[Link]:
    """Links of the union added beside those there, where they give a word its first link."""
    links = set(start)
    sources, targets = {source for source, _ in links}, {target for _, target in links}
    order = sorted(union)
    size = -1
    while len(links) != size:
        size = len(links)
        for source, target in order:
            if (source, target) not in links:
                continue
            for down, right in _NEIGHBOURS:
                near = (source + down, target + right)
                if near in union and (near[0] not in sources or near[1] not in targets):
                    links.add(near)
                    sources.add(near[0])
                    targets.add(near[1])
    return frozenset(links)
