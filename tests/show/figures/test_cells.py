"""The numbers of a matrix figure are those of the run: against given matrices and a dense softmax."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import headscope as hs
from headscope.base.axes import cells
from headscope.errors import NotKept
from headscope.store.run import Run
from tests.folders import save_model
from tests.show.figures.made import dense, grid, rows, table, vectors


def pooled(weights: np.ndarray, high: int, wide: int, channel: str) -> np.ndarray:
    """Cells of weights with NaN where hidden, one by one."""
    tops, lefts = range(0, weights.shape[0], high), range(0, weights.shape[1], wide)
    found = np.full((len(tops), len(lefts)), np.nan)
    for row, top in enumerate(tops):
        for column, left in enumerate(lefts):
            part = weights[top : top + high, left : left + wide]
            if not np.isnan(part).all():
                found[row, column] = np.nanmax(part) if channel == "peak" else np.nansum(part) / len(part)
    return found


def test_a_small_matrix_is_told_weight_by_weight() -> None:
    weights = rows(6, 6, heads=2, is_causal=True)
    lines = table(hs.from_arrays(weights, list("abcdef")), head="L0.H1")
    hidden = np.triu(np.ones((6, 6), dtype=bool), 1)
    np.testing.assert_allclose(grid(lines, "weight"), np.where(hidden, np.nan, weights[1]), rtol=1e-6)
    assert [line["is_masked"] for line in lines] == ["true" if each else "false" for each in hidden.ravel()]
    assert [(line["query"], line["key"]) for line in lines[:7]] == [*(("a", key) for key in "abcdef"), ("b", "a")]
    assert {line["trust"] for line in lines} == {"exact"}


def test_a_weight_of_zero_is_not_masked() -> None:
    lines = table(hs.from_arrays([[0.0, 1.0], [1.0, 0.0]], list("ab")), head="L0.H0")
    assert {line["is_masked"] for line in lines} == {"false"}


def test_queries_and_keys_of_other_texts_keep_their_sides() -> None:
    weights = rows(3, 5)
    run = hs.from_arrays(weights, query_tokens=list("abc"), key_tokens=list("vwxyz"))
    lines = table(run, head=str(run.heads[0]))
    np.testing.assert_allclose(grid(lines, "weight"), weights[0], rtol=1e-6)
    assert lines[4]["key"] == "z"


@pytest.mark.parametrize("channel", ["peak", "mass"])
def test_kept_weights_of_a_long_text_are_pooled(channel: str) -> None:
    weights = rows(600, 600, is_causal=True)[0]
    lines = table(hs.from_arrays(weights), head="L0.H0", channel=channel)
    hidden = np.triu(np.ones((600, 600), dtype=bool), 1)
    expected = pooled(np.where(hidden, np.nan, weights), 2, 2, channel)
    np.testing.assert_allclose(grid(lines, f"weight_{channel}"), expected, rtol=1e-5)
    assert (lines[1]["key_first"], lines[1]["key_last"], lines[1]["key"]) == ("2", "3", "")


@pytest.mark.parametrize("window", [None, 90])
def test_a_span_of_queries_and_keys_is_computed_from_q_and_k(window: int | None) -> None:
    q, k = vectors(2, 700), vectors(2, 700, seed=1)
    run = hs.from_qkv(q, k, mask=_mask(700, window), keep="qk")
    lines = table(run, head="L0.H1", queries=(300, 340), keys=(210, 400))
    np.testing.assert_allclose(
        grid(lines, "weight"), dense(q, k, window=window)[1, 300:340, 210:400], rtol=2e-5, atol=1e-6
    )
    assert (lines[0]["query_first"], lines[0]["key_first"]) == ("300", "210")


@pytest.mark.parametrize("channel", ["peak", "mass"])
@pytest.mark.parametrize("window", [None, 90])
def test_a_long_text_from_q_and_k_becomes_tiles(channel: str, window: int | None) -> None:
    q, k = vectors(1, 1100), vectors(1, 1100, seed=1)
    run = hs.from_qkv(q, k, mask=_mask(1100, window), keep="qk")
    lines = table(run, head="L0.H0", channel=channel)
    expected = pooled(dense(q, k, window=window)[0], 4, 4, channel)
    np.testing.assert_allclose(grid(lines, f"weight_{channel}"), expected, rtol=2e-5, atol=1e-6)
    lines = table(run, head="L0.H0", channel=channel, queries=(41, 1063), keys=(0, 1100))
    assert (lines[0]["query_first"], lines[-1]["query_last"]) == ("40", "1063")
    np.testing.assert_allclose(grid(lines, f"weight_{channel}"), expected[10:266], rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("channel", ["peak", "mass"])
def test_a_run_that_keeps_neither_shows_its_image(channel: str) -> None:
    weights = rows(130, 130, is_causal=True)[0]
    width = cells(130)[0]
    run = hs.from_arrays(weights, keep="none")
    expected = pooled(np.where(np.triu(np.ones((130, 130), dtype=bool), 1), np.nan, weights), width, width, channel)
    lines = table(run, head="L0.H0", channel=channel)
    np.testing.assert_allclose(grid(lines, f"weight_{channel}"), expected, rtol=1e-5)
    lines = table(run, head="L0.H0", channel=channel, queries=(10, 20), keys=(0, 7))
    np.testing.assert_allclose(grid(lines, f"weight_{channel}"), expected[3:7, :3], rtol=1e-5)


@pytest.mark.parametrize("channel", ["peak", "mass"])
def test_a_long_text_that_keeps_neither_shows_its_base_image(channel: str) -> None:
    q, k = vectors(1, 1100), vectors(1, 1100, seed=1)
    lines = table(hs.from_qkv(q, k, mask="causal", keep="none"), head="L0.H0", channel=channel)
    wide = int(lines[0]["key_last"]) + 1
    assert len(lines) == (-(-1100 // wide)) ** 2 > 64**2
    expected = pooled(dense(q, k)[0], wide, wide, channel)
    np.testing.assert_allclose(grid(lines, f"weight_{channel}"), expected, rtol=1e-3, atol=1e-6)
    assert {line["trust"] for line in lines} == {"approximated"}
    assert 0 < float(lines[0]["relative_error"]) < 1e-3


def test_a_run_of_some_rows_shows_its_sky_with_errors_but_no_matrix(tmp_path: Any) -> None:
    model = str(save_model(tmp_path / "llama", "llama", max_position_embeddings=200))
    run = hs.observe(model, "the cat sits on the mat and it rains. " * 9, plan=hs.Plan(rows="sample:20"))
    for asked in ({"view": "matrix"}, {"view": "arcs"}, {"view": "heat"}, {"view": "heat", "queries": (4, 5)}):
        with pytest.raises(NotKept):
            table(run, head="L0.H0", **asked)
    with pytest.raises(NotKept):
        table(run, statistic="pattern")
    statistics = hs.read(run, "statistics")
    lines = table(run, statistic="entropy_bits")
    for line, one in zip(lines, statistics, strict=True):
        assert float(line["value"]) == pytest.approx(one.entropy_bits, rel=1e-6)
        assert float(line["standard_error"]) == pytest.approx(one.estimates["entropy_bits"].standard_error, rel=1e-6)
        assert line["trust"] == "estimated"


def _mask(tokens: int, window: int | None) -> Any:
    distance = np.arange(tokens)[:, None] - np.arange(tokens)[None, :]
    return "causal" if window is None else (distance >= 0) & (distance < window)


def test_the_sky_tells_every_head(run: Run) -> None:
    lines = table(run, statistic="self_share")
    expected = [float(np.mean(np.diag(weights))) for weights in WEIGHTS]
    assert [line["head"] for line in lines] == ["L0.H0", "L0.H1", "L0.H2"]
    np.testing.assert_allclose([float(line["value"]) for line in lines], expected, rtol=1e-6)
    patterns = hs.read(run, "patterns")
    lines = table(run)
    assert [line["pattern"] for line in lines] == [one.label for one in patterns]
    assert [line["evidence"] for line in lines] == [one.evidence for one in patterns]


WEIGHTS = rows(8, 8, heads=3, seed=4)


@pytest.fixture(scope="module")
def run() -> Run:
    return hs.from_arrays(WEIGHTS)
