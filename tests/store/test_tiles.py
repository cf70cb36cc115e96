"""Tiles are the matrix itself at every zoom: against a dense softmax, against each other, and where there is none."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import headscope as hs
from headscope.base.heads import Head
from headscope.errors import BadHeadId, BadOption, NotKept
from headscope.store.run import Run
from headscope.store.tile_cells import cells_of_scores
from headscope.store.tiles import CHANNELS, highest_level, tile
from tests.store.matrix import dense, pooled, shown, vectors, whole

TOKENS = 700  # three tiles along an axis at level 0, the last of 188 tokens; five blocks of 128 rows and a half


@pytest.fixture(params=["numba", "numpy"])
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of adding weights up."""
    if request.param == "numpy":
        find = importlib.util.find_spec
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "numba" else find(name))
    else:
        pytest.importorskip("numba")
    return str(request.param)


CASES: dict[str, dict[str, Any]] = {
    "causal": {"mask": "causal"},
    "full": {"mask": "full"},
    "window": {"mask": "window"},
    "blind": {"mask": "blind"},
    "grouped": {"mask": "causal", "key_heads": 2},
    "soft-cap": {"mask": "causal", "softcap": 3.0},
    "sinks": {"mask": "causal", "sinks": np.array([1.0, -2.0, 4.0, 0.0])},
    "cross": {"mask": "full", "keys": 333},
}


@pytest.mark.parametrize("case", CASES)
def test_tiles_are_a_dense_softmax_at_every_level(case: str, backend: str) -> None:
    settings = dict(CASES[case])
    kind, keys, key_heads = settings.pop("mask"), settings.pop("keys", TOKENS), settings.pop("key_heads", 4)
    q, k, seen = vectors(4, TOKENS, 0), vectors(key_heads, keys, 1), shown(kind, TOKENS, keys)
    labels = None
    if keys != TOKENS:
        labels = hs.Labels(query_tokens=[str(n) for n in range(TOKENS)], key_tokens=[str(n) for n in range(keys)])
    mask = "causal" if kind == "causal" else seen
    run = hs.from_qkv(q, k, mask=mask, tokens=labels, scale=0.25, keep="qk", **settings)
    weights = dense(q, k, seen, **settings)
    site = run.sites[0].site
    for level in range(highest_level(TOKENS, keys) + 1):
        for channel in CHANNELS:
            got = whole(run, f"{site}.H3", level, channel)
            np.testing.assert_allclose(got, pooled(weights[3], 1 << level, channel), atol=1e-6, rtol=1e-5)


def test_cells_are_what_their_children_hold(backend: str) -> None:
    run = hs.from_qkv(vectors(2, 1500, 2), vectors(2, 1500, 3), mask="causal", scale=0.25, keep="qk")
    for level in range(1, highest_level(1500, 1500) + 1):
        width = 1 << (level - 1)
        mass, peak = (whole(run, "L0.H1", level - 1, channel) for channel in CHANNELS)
        rows = np.minimum(1500 - np.arange(len(mass)) * width, width)
        pairs = np.arange(0, len(mass), 2)
        side_by_side = np.add.reduceat(mass, pairs, axis=1) * rows[:, None]
        expected = np.add.reduceat(side_by_side, pairs, axis=0) / np.add.reduceat(rows, pairs)[:, None]
        np.testing.assert_allclose(whole(run, "L0.H1", level, "mass"), expected, atol=1e-6, rtol=1e-5)
        largest = np.maximum.reduceat(np.maximum.reduceat(peak, pairs, axis=1), pairs, axis=0)
        np.testing.assert_array_equal(whole(run, "L0.H1", level, "peak"), largest)


def test_rows_of_mass_sum_to_one_at_every_level() -> None:
    run = hs.from_qkv(vectors(1, TOKENS, 4), vectors(1, TOKENS, 5), mask="causal", keep="qk")
    for level in range(3):
        np.testing.assert_allclose(whole(run, "L0.H0", level, "mass").sum(axis=1), 1.0, atol=1e-5)


def test_kept_weights_give_the_same_tiles_as_queries_and_keys() -> None:
    q, k = vectors(2, 300, 6), vectors(2, 300, 7)
    kept, computed = (hs.from_qkv(q, k, mask="causal", keep=keep) for keep in ("weights", "qk"))  # type: ignore[arg-type]
    for level in (0, 1):
        for channel in CHANNELS:
            one, other = (whole(run, "L0.H1", level, channel) for run in (kept, computed))
            np.testing.assert_allclose(one, other, atol=1e-6, rtol=1e-5)


def test_a_cell_may_be_larger_than_what_is_computed_at_a_time(backend: str) -> None:
    from headscope.store.tile_cells import Scores

    rng = np.random.default_rng(8)
    q, k = (rng.normal(size=(length, 8)).astype(np.float32) for length in (300, 5000))
    low, high = np.full(300, 10), np.full(300, 4990)
    scores = q.astype(float) @ k.astype(float).T
    powers = np.exp2(scores[:, 10:4990])
    base = np.log2(powers.sum(axis=1)).astype(np.float32)
    weights = np.zeros((300, 5000))
    weights[:, 10:4990] = powers / powers.sum(axis=1, keepdims=True)
    for width in (256, 4096):
        found = cells_of_scores(Scores(q, k.T, base, low, high), width)
        starts = np.arange(0, 300, width), np.arange(0, 5000, width)
        expected = np.add.reduceat(np.add.reduceat(weights, starts[0], axis=0), starts[1], axis=1)
        np.testing.assert_allclose(found.mass, expected, rtol=1e-5)


def test_the_number_of_threads_changes_no_bit() -> None:
    from headscope.store.tile_cells import Span, scores_of

    run = hs.from_qkv(vectors(1, 1300, 9), vectors(1, 1300, 10), mask="causal", keep="qk")
    scores = scores_of(run, "L0", 0, 0, Span(0, 1300, 0, 1300))
    assert scores is not None
    one, three = (cells_of_scores(scores, 4, threads=threads) for threads in (1, 3))
    np.testing.assert_array_equal(one.mass, three.mass)
    np.testing.assert_array_equal(one.peak, three.peak)


def test_a_tile_above_the_diagonal_is_zero_and_reads_no_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    run = hs.from_qkv(vectors(1, TOKENS, 11), vectors(1, TOKENS, 12), mask="causal", keep="qk")
    monkeypatch.setattr("headscope.store.tiles.cells_of_scores", lambda *_: pytest.fail("nothing is to be computed"))
    for name in ("q", "k"):
        run.arrays.arrays["L0", name] = np.full_like(run.arrays.arrays["L0", name], np.nan)  # type: ignore[attr-defined]
    hidden = tile(run, "L0.H0", 0, 2, 1)
    assert hidden.values.shape == (256, TOKENS - 512)
    assert not hidden.values.any()
    assert hidden.is_exact


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Run, Run]:
    """A run in memory and the same in a folder, large enough for one head to be stored, and read, alone."""
    q, k = vectors(6, 4000, 13), vectors(3, 4000, 14)
    run = hs.from_qkv(q, k, mask="causal", keep="qk")
    return run, hs.save(run, tmp_path / "run")


def test_a_folder_gives_the_same_tiles_and_reads_one_head(stored: tuple[Run, Run]) -> None:
    import zarr

    memory, folder = stored
    assert folder.path is not None
    assert zarr.open_array(str(folder.path / "sites/L0/q"), mode="r").chunks[0] == 1
    for level, x, y in ((0, 3, 9), (2, 1, 3), (4, 0, 0)):
        one, other = (tile(run, "L0.H4", level, x, y, "peak") for run in stored)
        np.testing.assert_array_equal(one.values, other.values)
    np.testing.assert_array_equal(memory.array("L0", "q", 0), folder.array("L0", "q", 0))


def test_tiles_of_a_later_text_are_its_own(tmp_path: Path) -> None:
    first, second = (np.random.default_rng(n).dirichlet(np.ones(n), size=(1, 2, n)) for n in (5, 9))
    run = hs.save(hs.from_arrays([first, second], [list("abcde"), list("abcdefghi")]), tmp_path / "run")
    np.testing.assert_allclose(tile(run, "L0.H1", 0, 0, 0, text=1).values, second[0, 1], atol=1e-7)


def test_a_tile_says_what_it_is() -> None:
    run = hs.from_arrays([[1.0, 0.0], [0.25, 0.75]])
    one = hs.tile(run, Head(run.heads[0].site, 0), 0, 0, 0, "peak")
    assert (one.head, one.level, one.cell_tokens, one.low, one.high, one.is_exact) == ("L0.H0", 0, 1, 0.0, 1.0, True)
    assert one.values.dtype == np.float32


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ((0, 3, 0), "x from 0 to 2"),
        ((0, 0, -1), "y from 0 to 2"),
        ((2, 1, 0), "x from 0 to 0"),
        ((3, 0, 0), "expected 0 .* to 2 "),
        ((-1, 0, 0), "Level"),
    ],
)
def test_a_tile_outside_the_matrix_is_refused(place: tuple[int, int, int], message: str) -> None:
    run = hs.from_qkv(vectors(1, TOKENS, 15), vectors(1, TOKENS, 16), mask="causal", keep="qk")
    with pytest.raises(BadOption, match=message):
        tile(run, "L0.H0", *place)


def test_what_is_not_there_is_named() -> None:
    q = vectors(1, 40, 17)
    run = hs.from_qkv(q, q, mask="causal", keep="none")
    with pytest.raises(NotKept, match="--keep qk"):
        tile(run, "L0.H0", 0, 0, 0)
    with pytest.raises(BadHeadId, match=r"L0\.H0-0"):
        tile(run, "L0.H1", 0, 0, 0)
    with pytest.raises(BadHeadId):
        tile(run, "L7.H0", 0, 0, 0)
    with pytest.raises(BadOption, match="mass, peak"):
        tile(run, "L0.H0", 0, 0, 0, "sum")  # type: ignore[arg-type]
    with pytest.raises(BadOption, match="Text number"):
        tile(run, "L0.H0", 0, 0, 0, text=1)
    for key in ("tile_channel", "tile_level", "tile_outside", "tile_not_kept", "tile_too_fine"):
        error = BadOption(
            key, value=1, choices="", highest=0, x=0, y=0, level=0, last_x=0, last_y=0, site="L0", stored=0
        )
        assert any("一" <= letter <= "鿿" for letter in error.text("zh"))
