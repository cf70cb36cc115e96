"""Which side of a text a place of the model reads: told by how many tokens it was called with, its kind and its tower.

A run's texts have named sides: `text`; `source` and `target` of a pair; `image`, `sound`; of two towers `image` and
`text`; of a model that writes down what it hears `sound` and `target`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

from headscope.base.heads import Site
from headscope.errors import CannotObserve

_TOWERS = {"image": r"vis|image|pixel", "sound": r"audio|speech|sound", "text": r"text|language"}


def sides_of_site(
    site: Site, queries: int, keys: int, lengths: Mapping[str, int], *, module: str = ""
) -> tuple[str, str]:
    """The side whose tokens ask and the side whose tokens answer.

    Of the sides that are as long as the call, self-attention takes one for both where it can; a decoder's reads the
    target, an encoder's what is no target, and a tower the side it is named after. What remains is the first that fits.

    Args:
        site: the place's name, which says its kind and its tower.
        queries, keys: tokens that the place was called with.
        lengths: tokens of each side, by name.
        module: for the message.

    Raises:
        CannotObserve: no side is as long.

    >>> sides_of_site(Site(0, "L"), 4, 4, {"source": 4, "target": 4})
    ('target', 'target')
    >>> sides_of_site(Site(0, "X"), 2, 4, {"source": 4, "target": 2})
    ('target', 'source')
    >>> sides_of_site(Site(0, "L", "vision"), 7, 7, {"text": 7, "image": 7})
    ('image', 'image')
    """
    fits = [
        (query, key) for query, key in product(lengths, repeat=2) if (lengths[query], lengths[key]) == (queries, keys)
    ]
    if not fits:
        told = ", ".join(f"{side} {count}" for side, count in lengths.items())
        raise CannotObserve("length_differs", module=module, value=f"{queries} x {keys}", expected=told)
    return min(fits, key=lambda pair: _strangeness(site, *pair))  # the first of equals


def _strangeness(site: Site, query: str, key: str) -> tuple[bool, bool, bool]:
    """What speaks against a pair of sides, the gravest first."""
    is_cross = site.kind == "X"
    wants_target = {"L": True, "E": False, "X": True}[site.kind]
    is_foreign = any(bool(re.search(of, site.tower)) and name != re.sub(r"\d", "", key) for name, of in _TOWERS.items())
    return is_cross == (query == key), is_foreign, (query == "target") != wants_target
