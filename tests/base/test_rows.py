"""Rows of a text: what may be asked for, and that a sample is fair."""

from __future__ import annotations

import numpy as np
import pytest

from headscope.base.rows import chosen_rows, parse_rows, strata
from headscope.errors import BadOption


@pytest.mark.parametrize(
    "text", ["", "some", "sample", "sample:", "sample:1", "sample:-4", "last:0", "last:2.5", "all:3"]
)
def test_what_asks_for_no_rows_is_refused(text: str) -> None:
    with pytest.raises(BadOption, match="Rows are not readable"):
        parse_rows(text)


def test_more_rows_than_the_text_has_are_refused_and_the_text_is_named() -> None:
    with pytest.raises(BadOption, match=r"sample:9 for text 3, expected at most 8"):
        chosen_rows(parse_rows("sample:9"), 8, text=3)


@pytest.mark.parametrize(("queries", "count"), [(2, 2), (5, 3), (16, 16), (17, 17), (100, 31), (700, 64), (999, 998)])
def test_a_sample_has_its_size_in_order_without_repetition_stratum_by_stratum(queries: int, count: int) -> None:
    for seed in range(20):
        rows = chosen_rows(parse_rows(f"sample:{count}"), queries, seed=seed)
        edges, taken = strata(queries, count)
        assert len(rows) == count == taken.sum()
        assert (np.diff(rows) > 0).all()
        assert np.histogram(rows, edges)[0].tolist() == taken.tolist()  # the last edge counts to the last stratum
        assert (edges[0], edges[-1], rows.max() < queries) == (0, queries, True)


def test_every_row_of_a_stratum_is_as_likely_as_the_others() -> None:
    edges, taken = strata(40, 16)
    drawn = [chosen_rows(parse_rows("sample:16"), 40, seed=seed) for seed in range(4000)]
    found = np.bincount(np.concatenate(drawn), minlength=40) / len(drawn)
    np.testing.assert_allclose(found, np.repeat(taken / np.diff(edges), np.diff(edges)), atol=0.04)


def test_equal_seeds_give_equal_rows_and_texts_differ() -> None:
    rows = parse_rows("sample:50")
    assert np.array_equal(chosen_rows(rows, 900, seed=1), chosen_rows(rows, 900, seed=1))
    assert not np.array_equal(chosen_rows(rows, 900, seed=1), chosen_rows(rows, 900, seed=2))
    assert not np.array_equal(chosen_rows(rows, 900, seed=1), chosen_rows(rows, 900, seed=1, text=1))
