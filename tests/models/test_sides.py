"""Which side a place reads; what is right is written out by hand."""

from __future__ import annotations

import pytest

from headscope.base.heads import Site
from headscope.errors import CannotObserve
from headscope.models.sides import sides_of_site

PAIR = {"source": 9, "target": 5}
TOWERS = {"text": 7, "image": 17}
HEARING = {"sound": 50, "target": 5}


@pytest.mark.parametrize(
    ("site", "queries", "keys", "lengths", "expected"),
    [
        (Site(0), 6, 6, {"text": 6}, ("text", "text")),
        (Site(3, "E"), 9, 9, PAIR, ("source", "source")),
        (Site(3), 5, 5, PAIR, ("target", "target")),
        (Site(3, "X"), 5, 9, PAIR, ("target", "source")),
        (Site(3, "E"), 5, 5, {"source": 5, "target": 5}, ("source", "source")),
        (Site(3), 5, 5, {"source": 5, "target": 5}, ("target", "target")),
        (Site(3, "X"), 5, 5, {"source": 5, "target": 5}, ("target", "source")),
        (Site(0, "L", "vision"), 17, 17, TOWERS, ("image", "image")),
        (Site(0, "L", "text"), 7, 7, TOWERS, ("text", "text")),
        (Site(0, "L", "vision"), 17, 17, {"text": 17, "image": 17}, ("image", "image")),
        (Site(0, "L", "text"), 17, 17, {"image": 17, "text": 17}, ("text", "text")),
        (Site(0, "E"), 50, 50, HEARING, ("sound", "sound")),
        (Site(0, "X"), 5, 50, HEARING, ("target", "sound")),
        (Site(0), 1, 17, {"image": 17, "probe": 1}, ("probe", "image")),
        (Site(1), 4, 4, {"image": 16, "image2": 4}, ("image2", "image2")),
    ],
)
def test_a_place_reads_the_side_that_its_length_kind_and_tower_say(
    site: Site, queries: int, keys: int, lengths: dict[str, int], expected: tuple[str, str]
) -> None:
    assert sides_of_site(site, queries, keys, lengths) == expected


def test_a_place_that_no_side_fits_is_refused_by_name() -> None:
    with pytest.raises(CannotObserve, match=r"encoder\.7 attends 8 x 9 .* expected source 9, target 5"):
        sides_of_site(Site(7, "E"), 8, 9, PAIR, module="encoder.7")
