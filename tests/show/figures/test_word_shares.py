"""Arcs and shaded texts hold what words give to words: against loops over the weights that were given."""

from __future__ import annotations

import numpy as np
import pytest

import headscope as hs
from headscope.errors import BadOption
from headscope.store.run import Run
from tests.show.figures.made import rows, table, with_words

SPANS = [(0, 0), (1, 2), (3, 3), (4, 6), (7, 7)]


def shares_of_words(weights: np.ndarray, spans: list[tuple[int, int]]) -> np.ndarray:
    """Sums over the tokens of a key, means over those of a query, one by one."""
    found = np.zeros((len(spans), len(spans)))
    for row, (first, last) in enumerate(spans):
        for column, (left, right) in enumerate(spans):
            parts = [weights[q, k] for q in range(first, last + 1) for k in range(left, right + 1)]
            found[row, column] = sum(parts) / (last - first + 1)
    return found


@pytest.fixture(scope="module")
def weights() -> np.ndarray:
    return rows(8, 8, heads=2, seed=5, is_causal=True)


@pytest.fixture(scope="module")
def run(weights: np.ndarray) -> Run:
    return with_words(hs.from_arrays(weights, list("abcdefgh")), SPANS)


def test_arcs_are_the_strongest_pairs_of_words(run: Run, weights: np.ndarray) -> None:
    expected = shares_of_words(weights[1], SPANS)
    lines = table(run, view="arcs", head="L0.H1", most=7)
    order = np.argsort(-expected, axis=None, kind="stable")[:7]
    places = [(SPANS[n // 5], SPANS[n % 5]) for n in order]
    told = [
        tuple((int(line[f"{side}_first"]), int(line[f"{side}_last"])) for side in ("query", "key")) for line in lines
    ]
    assert told == places
    np.testing.assert_allclose([float(line["share"]) for line in lines], expected.ravel()[order], rtol=1e-6)
    assert {line["query"] for line in lines} <= {"a", "bc", "d", "efg", "h"}


def test_a_shaded_text_is_the_mean_of_the_rows_that_were_asked_for(run: Run, weights: np.ndarray) -> None:
    words = shares_of_words(weights[1], SPANS)
    lines = table(run, view="heat", head="L0.H1", queries=(3, 5))  # words d and efg
    expected = words[2:4].mean(axis=0)
    assert [line["key"] for line in lines] == ["a", "bc", "d", "efg", "h"]
    np.testing.assert_allclose([float(line["share"]) for line in lines[:4]], expected[:4], rtol=1e-6)
    assert lines[4]["share"] == ""  # hidden from both


def test_without_a_query_words_show_what_they_receive(run: Run, weights: np.ndarray) -> None:
    lines = table(run, view="heat", head="L0.H0")
    received = [weights[0, key:, key].mean() for key in range(8)]  # of the rows that see it
    expected = [sum(received[first : last + 1]) for first, last in SPANS]
    np.testing.assert_allclose([float(line["received_mean"]) for line in lines], expected, rtol=1e-5)


def test_part_of_a_text_can_be_shown(run: Run, weights: np.ndarray) -> None:
    lines = table(run, view="arcs", head="L0.H1", queries=(4, 8), keys=(0, 4))
    expected = shares_of_words(weights[1], SPANS)[3:, :3]
    assert {(line["query"], line["key"]) for line in lines} == {(q, k) for q in ("efg", "h") for k in ("a", "bc", "d")}
    assert sum(float(line["share"]) for line in lines) == pytest.approx(expected.sum(), rel=1e-6)
    assert [line["key"] for line in table(run, view="heat", head="L0.H1", queries=(7, 8), keys=(3, 8))] == [
        "d",
        "efg",
        "h",
    ]


def test_pairs_that_end_in_sinks_can_be_set_apart() -> None:
    weights = rows(10, 10, seed=2)[0]
    weights[:, 3] += 2.0
    weights /= weights.sum(axis=1, keepdims=True)
    run = hs.from_arrays(weights, list("abcdefghij"))
    both = table(run, view="arcs", head="L0.H0", most=5)
    assert {line["key"] for line in both} == {"d"}
    apart = table(run, view="arcs", head="L0.H0", most=5, sinks="dimmed")
    assert [line["is_sink"] for line in apart] == ["false"] * 5 + ["true"] * 5
    others = np.delete(weights, 3, axis=1)
    assert float(apart[0]["share"]) == pytest.approx(others.max(), rel=1e-6)


def test_a_run_of_strongest_keys_shows_these_token_by_token() -> None:
    weights = rows(12, 12, seed=3)[0]
    run = with_words(hs.from_arrays(weights, list("abcdefghijkl"), keep="none"), [(0, 5), (6, 11)])
    lines = table(run, view="heat", head="L0.H0", queries=(4, 5))
    strongest = np.sort(weights[4])[-8:].min()
    expected = np.where(weights[4] >= strongest, weights[4], np.nan)
    np.testing.assert_allclose([float(line["share"] or "nan") for line in lines], expected, rtol=1e-6)
    assert [line["trust"] for line in lines] == ["unknown" if np.isnan(share) else "exact" for share in expected]


def test_of_a_long_text_the_words_around_the_query_are_shown() -> None:
    rows_ = np.eye(900)
    run = hs.from_arrays(rows_, [f"w{n}" for n in range(900)])
    lines = table(run, view="heat", head="L0.H0", queries=(700, 701))
    assert len(lines) == 400
    assert [line["key"] for line in lines if line["share"] == "1"] == ["w700"]
    assert len({line["query"] for line in table(run, view="arcs", head="L0.H0", most=100)}) == 48
    with pytest.raises(BadOption):
        table(run, view="arcs", head="L0.H0", queries=(0, 100))
    for asked in ({"keys": (0, 600)}, {"queries": (0, 600)}):
        with pytest.raises(BadOption):
            table(run, view="heat", head="L0.H0", **asked)


def test_a_part_without_words_is_refused(run: Run) -> None:
    bare = with_words(run, SPANS[:-1])  # the last token is no word's
    for view in ("arcs", "heat"):
        with pytest.raises(BadOption):
            table(bare, view=view, head="L0.H0", queries=(7, 8))
    assert len(table(bare, view="heat", head="L0.H0", queries=(0, 8))) == 4


def test_labels_that_a_spreadsheet_would_run_are_told_as_text() -> None:
    run = hs.from_arrays(np.eye(3), ["=HYPERLINK(1)", "-", "@x"])
    assert [line["key"] for line in table(run, view="heat", head="L0.H0")] == ["'=HYPERLINK(1)", "-", "'@x"]


def test_other_texts_are_read_by_their_own_words() -> None:
    weights = rows(2, 3, seed=6)
    run = hs.from_arrays(weights, query_tokens=["去", "吧"], key_tokens=["let", "us", "go"])
    lines = table(run, view="heat", head=str(run.heads[0]), queries=(1, 2))
    np.testing.assert_allclose([float(line["share"]) for line in lines], weights[0, 1], rtol=1e-6)
    assert [line["key"] for line in lines] == ["let", "us", "go"]
