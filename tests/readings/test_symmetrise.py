"""Symmetrisation by hand, against the grid of the paper, and what must hold of any two alignments."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headscope.errors import BadOption
from headscope.readings.symmetrise import METHODS, symmetrise

LINKS = st.frozensets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=14)


def on_a_grid(forward: frozenset, backward: frozenset) -> frozenset:
    """Koehn et al. 2005: all cells of the grid, again and again, each neighbour asked for its row and column."""
    grid = {(s, t): (s, t) in forward and (s, t) in backward for s in range(6) for t in range(6)}
    changed = True
    while changed:
        changed = False
        for s in range(6):
            for t in range(6):
                if not grid[s, t]:
                    continue
                for ds, dt in ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)):
                    near = (s + ds, t + dt)
                    if near not in grid or not (near in forward or near in backward):
                        continue
                    row = any(grid[near[0], other] for other in range(6))
                    column = any(grid[other, near[1]] for other in range(6))
                    if not row or not column:
                        grid[near] = changed = True
    return frozenset(cell for cell, is_linked in grid.items() if is_linked)


def test_three_plain_methods() -> None:
    forward, backward = frozenset({(0, 0), (1, 1)}), frozenset({(1, 1), (2, 2)})
    assert symmetrise(forward, backward, "none") == forward
    assert symmetrise(forward, backward, "intersection") == {(1, 1)}
    assert symmetrise(forward, backward, "union") == {(0, 0), (1, 1), (2, 2)}


@pytest.mark.parametrize(
    ("both", "one_only", "expected"),
    [
        ({(0, 0)}, {(0, 1)}, {(0, 1)}),  # beside: target word 1 had no link
        ({(0, 0)}, {(1, 1)}, {(1, 1)}),  # at a corner
        ({(0, 0)}, {(0, 2)}, set()),  # touches nothing
        ({(0, 0)}, {(0, 1), (0, 2), (0, 3)}, {(0, 1), (0, 2), (0, 3)}),  # a chain grows
        ({(0, 0), (1, 1)}, {(0, 1), (1, 0)}, set()),  # both words have links already
        ({(0, 0)}, {(0, 1), (1, 0), (1, 1)}, {(0, 1), (1, 0)}),  # the corner comes last, its words are taken
        (set(), {(0, 0), (0, 1)}, set()),  # nothing to grow from
    ],
)
def test_growing_by_hand(both: set, one_only: set, expected: set) -> None:
    forward, backward = frozenset(both | one_only), frozenset(both)
    assert symmetrise(forward, backward, "grow-diag") == both | expected
    assert symmetrise(backward, forward, "grow-diag") == both | expected


@settings(deadline=None)
@given(LINKS, LINKS)
def test_growing_against_the_grid(forward: frozenset, backward: frozenset) -> None:
    assert symmetrise(forward, backward, "grow-diag") == on_a_grid(forward, backward)


@settings(deadline=None)
@given(LINKS, LINKS)
def test_growing_lies_between_intersection_and_union_whichever_comes_first(
    forward: frozenset, backward: frozenset
) -> None:
    found = symmetrise(forward, backward, "grow-diag")
    assert forward & backward <= found <= forward | backward
    assert found == symmetrise(backward, forward, "grow-diag")


@settings(deadline=None)
@given(LINKS)
def test_an_alignment_with_itself_stays(links: frozenset) -> None:
    assert {symmetrise(links, links, method) for method in METHODS} == {links}


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(BadOption, match="got 'grow', expected one of none, intersection, union, grow-diag"):
        symmetrise(frozenset(), frozenset(), "grow")
