"""Phrase blocks by hand and against every rectangle of the grid."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from headscope.readings.phrases import PhrasePair, phrase_pairs, together

LINKS = st.frozensets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=10)


def every_block(links: frozenset) -> set[PhrasePair]:
    """Every rectangle whose rows and columns hold no link outside of it, whose four edges hold one."""
    ranges = [(first, last) for first in range(6) for last in range(first, 6)]
    found = set()
    for source, target in product(ranges, ranges):
        rows = {link for link in links if source[0] <= link[0] <= source[1]}
        columns = {link for link in links if target[0] <= link[1] <= target[1]}
        edges = [any(s == place for s, _ in rows) for place in source]
        edges += [any(t == place for _, t in columns) for place in target]
        if rows and rows == columns and all(edges):
            found.add(PhrasePair(source, target))
    return found


def size(block: PhrasePair) -> int:
    return (block.source[1] - block.source[0] + 1) * (block.target[1] - block.target[0] + 1)


def holds(block: PhrasePair, link: tuple[int, int]) -> bool:
    return block.source[0] <= link[0] <= block.source[1] and block.target[0] <= link[1] <= block.target[1]


def test_the_phrases_of_a_sentence_with_two_words_for_one() -> None:
    # I - 我, love - 爱, natural - 自然, language - 语言处理, processing - 语言处理
    links = {(0, 0), (1, 1), (2, 2), (3, 3), (4, 3)}
    found = phrase_pairs(links)
    assert PhrasePair((3, 4), (3, 3)) in found
    assert PhrasePair((2, 4), (2, 3)) in found
    assert PhrasePair((3, 3), (3, 3)) not in found
    assert len(found) == 4 + 3 + 2 + 1
    assert together(links) == (PhrasePair((3, 4), (3, 3)),)


def test_words_without_links_lie_inside_but_never_at_an_edge() -> None:
    assert phrase_pairs({(0, 0), (2, 2)}) == (
        PhrasePair((0, 0), (0, 0)), PhrasePair((0, 2), (0, 2)), PhrasePair((2, 2), (2, 2)),
    )  # fmt: skip


def test_long_spans_are_left_out_on_either_side() -> None:
    links = {(place, place) for place in range(20)}
    assert max(block.source[1] - block.source[0] for block in phrase_pairs(links)) == 6
    assert phrase_pairs({(0, 0), (0, 7)}) == ()
    assert phrase_pairs({(0, 0), (7, 0)}) == ()
    assert phrase_pairs({(0, 0), (7, 0)}, max_words=8) == (PhrasePair((0, 7), (0, 0)),)
    assert phrase_pairs({(0, 0), (7, 0)}, max_words=10**9) == (PhrasePair((0, 7), (0, 0)),)


@settings(deadline=None)
@given(LINKS, st.integers(1, 6))
def test_phrases_against_every_rectangle(links: frozenset, most: int) -> None:
    expected = {
        block
        for block in every_block(links)
        if max(block.source[1] - block.source[0], block.target[1] - block.target[0]) < most
    }
    found = phrase_pairs(links, max_words=most)
    assert set(found) == expected
    assert list(found) == sorted(expected)


def test_a_group_widens_over_what_crosses_it() -> None:
    # Source word 0 has target words 0 and 2; target word 1 between them belongs to source word 3.
    assert together({(0, 0), (0, 2), (3, 1)}) == (PhrasePair((0, 3), (0, 2)),)
    # A group within the gap of another has a block of its own.
    assert together({(0, 0), (0, 3), (1, 1), (1, 2)}) == (PhrasePair((0, 1), (0, 3)), PhrasePair((1, 1), (1, 2)))


def test_single_links_belong_to_no_group_however_they_cross() -> None:
    assert together({(0, 2), (1, 1), (2, 0)}) == ()
    assert together(()) == ()
    assert phrase_pairs(()) == ()


@settings(deadline=None)
@given(LINKS)
def test_groups_against_the_smallest_rectangle_around_them(links: frozenset) -> None:
    crowded = {
        link for link in links if any(link != other and (link[0] == other[0] or link[1] == other[1]) for other in links)
    }
    blocks = every_block(links)
    expected = {min((block for block in blocks if holds(block, link)), key=size) for link in crowded}
    assert list(together(links)) == sorted(expected)


@settings(deadline=None)
@given(LINKS)
def test_blocks_of_groups_lie_apart_or_within_each_other(links: frozenset) -> None:
    inside = [frozenset(link for link in links if holds(block, link)) for block in together(links)]
    assert all(not one & other or one <= other or other <= one for one in inside for other in inside)
