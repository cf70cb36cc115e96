"""The base image that every long run stores: against a dense softmax, by both ways of computing, and as tiles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import headscope as hs
from headscope.base.axes import base_cells, base_level
from headscope.base.log_scale import RELATIVE_ERROR, decoded
from headscope.errors import NotKept
from headscope.store.run import Run, open_run
from headscope.store.tiles import CHANNELS, highest_level, tile
from tests.store.matrix import dense, pooled, shown, vectors, whole

TOKENS = 700


def labels(queries: int, keys: int) -> hs.Labels:
    return hs.Labels(query_tokens=[str(n) for n in range(queries)], key_tokens=[str(n) for n in range(keys)])


def check_levels(run: Run, head: str, weights: np.ndarray) -> None:
    """Tiles of every level that the base image gives are the matrix [query, key], within what they say."""
    queries, keys = weights.shape
    stored = base_level(queries, keys)
    assert stored is not None
    for level in range(stored, highest_level(queries, keys) + 1):
        for channel in CHANNELS:
            one = tile(run, head, level, 0, 0, channel)
            assert (one.is_exact, one.relative_error) == (False, RELATIVE_ERROR)
            got, expected = whole(run, head, level, channel), pooled(weights, 1 << level, channel)
            np.testing.assert_allclose(got, expected, rtol=RELATIVE_ERROR + 1e-5, atol=1e-6, err_msg=channel)


def test_its_level_is_one_tile_up_to_16384_tokens_and_up_to_1024_cells_beyond() -> None:
    lengths = [1, 512, 513, 1000, 1024, 1025, 4096, 16383, 16384, 16385, 20000, 32768, 32769, 131072, 131073, 1 << 20]
    for length in lengths:
        limit = 256 if length <= 16384 else 1024
        fitting = [level for level in range(30) if -(-length // 2**level) <= limit]
        wanted = min(fitting) if length > 512 else None
        assert base_level(length, length) == base_level(length, 3) == base_level(1, length) == wanted
        if wanted is not None:
            assert base_cells(length, 3) == (-(-length // 2**wanted), 1)
            assert (wanted == highest_level(length, length)) == (length <= 16384)


CASES: dict[str, dict[str, Any]] = {
    "causal": {"mask": "causal"},
    "full": {"mask": "full"},
    "window": {"mask": "window"},
    "blind": {"mask": "blind"},
    "grouped": {"mask": "causal", "key_heads": 2},
    "soft-cap": {"mask": "causal", "softcap": 3.0},
    "sinks": {"mask": "causal", "sinks": np.array([1.0, -2.0, 4.0, 0.0])},
    "few keys": {"mask": "full", "keys": 333},
    "few rows": {"mask": "full", "queries": 45, "keys": 901},
}
LENGTHS = [("causal", 513), ("window", 513), ("causal", 1500), ("window", 1500), ("full", 1030)]


@pytest.mark.parametrize("library", ["numpy", "torch"])
@pytest.mark.parametrize(("case", "tokens"), [*((case, TOKENS) for case in CASES), *LENGTHS])
def test_a_run_that_keeps_nothing_else_stores_the_cells_of_a_dense_softmax(
    case: str, tokens: int, library: str
) -> None:
    rules = dict(CASES[case])
    kind, key_heads = rules.pop("mask"), rules.pop("key_heads", 4)
    queries, keys = rules.pop("queries", tokens), rules.pop("keys", tokens)
    q, k, seen = vectors(4, queries, 0), vectors(key_heads, keys, 1), shown(kind, queries, keys)
    named = None if queries == keys else labels(queries, keys)
    given: tuple[Any, Any] = (q, k)
    if library == "torch":
        torch = pytest.importorskip("torch")
        pytest.importorskip("numba")
        given = (torch.from_numpy(q), torch.from_numpy(k))
    mask = "causal" if kind == "causal" else seen
    run = hs.from_qkv(*given, mask=mask, tokens=named, scale=0.25, keep="none", **rules)
    record = run.sites[0]
    assert record.backend == ("fused" if library == "torch" else "rows")
    assert not any(run.has(record.site, name) for name in ("weights", "q", "k"))
    check_levels(run, f"{record.site}.H3", dense(q, k, seen, **rules)[3])


@pytest.mark.parametrize("case", ["full", "window", "sinks", "few rows"])
def test_both_ways_of_computing_store_the_same_cells(case: str) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("numba")
    rules = dict(CASES[case])
    queries, keys = rules.pop("queries", TOKENS), rules.pop("keys", TOKENS)
    seen = shown(rules.pop("mask"), queries, keys)
    q, k = vectors(4, queries, 2), vectors(4, keys, 3)
    named = None if queries == keys else labels(queries, keys)
    rows, fused = (
        hs.from_qkv(*given, mask=seen, tokens=named, scale=0.25, keep="none", **rules)
        for given in ((q, k), (torch.from_numpy(q), torch.from_numpy(k)))
    )
    site = rows.sites[0].site
    assert (rows.sites[0].backend, fused.sites[0].backend) == ("rows", "fused")
    for name in ("base_mass", "base_peak"):
        one, other = (run.array(site, name, 0) for run in (rows, fused))
        assert one.dtype == other.dtype == np.uint16
        # Half a step on either side of the same number, and weights of 2^-30 that float32 rounds.
        np.testing.assert_allclose(decoded(one), decoded(other), rtol=2 * RELATIVE_ERROR + 1e-5, atol=1e-8)


def test_keys_that_are_hidden_from_all_rows_get_nothing() -> None:
    q, k = vectors(2, TOKENS, 4), vectors(2, TOKENS, 5)
    kept = (np.arange(TOKENS) >= 17) & (np.arange(TOKENS) < 640)
    run = hs.from_qkv(q, k, mask=kept, scale=0.25, keep="none")
    check_levels(run, "L0.H1", dense(q, k, np.broadcast_to(kept, (TOKENS, TOKENS)))[1])
    level = base_level(TOKENS, TOKENS)
    assert level is not None
    assert not run.array("L0", "base_peak", 0)[:, :, : 17 >> level].any()
    assert not run.array("L0", "base_peak", 0)[:, :, 640 >> level :].any()


def test_masks_that_leave_no_interval_have_one_too() -> None:
    """What rows cannot be computed again for, the pass has seen."""
    q, k = vectors(2, 600, 6), vectors(2, 600, 7)
    bits = np.random.default_rng(8).random((600, 600)) < 0.4
    bits[:, 0] = True
    bias = np.random.default_rng(9).normal(size=(1, 600, 600))
    run = hs.from_qkv(q, k, mask=bits, bias=bias, scale=0.25)
    assert run.manifest.plan.keep == "none"
    powers = np.where(bits, np.exp(q[1].astype(float) @ k[1].astype(float).T * 0.25 + bias[0]), 0.0)
    check_levels(run, "L0.H1", powers / powers.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("keys", [600, 250])
def test_runs_of_bare_matrices_have_one(keys: int) -> None:
    weights = np.random.default_rng(10).dirichlet(np.full(keys, 0.05), size=(1, 2, 600))
    named: dict[str, Any] = {}
    if keys != 600:
        named = {"query_tokens": [str(n) for n in range(600)], "key_tokens": [str(n) for n in range(keys)]}
    run = hs.from_arrays(weights, **named, keep="none")
    check_levels(run, f"{run.sites[0].site}.H1", weights[0, 1])


def test_kept_weights_and_short_texts_need_none() -> None:
    weights = np.random.default_rng(11).dirichlet(np.ones(600), size=(1, 1, 600))
    kept = hs.from_arrays(weights, keep="weights")
    assert not kept.has("L0", "base_mass")
    one = tile(kept, "L0.H0", 2, 0, 0)
    assert (one.is_exact, one.relative_error) == (True, 0.0)
    np.testing.assert_allclose(one.values, pooled(weights[0, 0], 4, "mass"), rtol=1e-6)
    for keep in ("none", "qk"):
        run = hs.from_qkv(vectors(1, 512, 20), vectors(1, 512, 21), mask="causal", keep=keep)  # type: ignore[arg-type]
        assert not run.has("L0", "base_mass")


def test_short_texts_do_without_a_base_image() -> None:
    run = hs.from_qkv(vectors(1, 300, 20), vectors(1, 300, 21), mask="causal", keep="qk")
    assert not run.has("L0", "base_mass")


def test_finer_tiles_say_how_to_observe_again() -> None:
    q = vectors(1, TOKENS, 12)
    run = hs.from_qkv(q, q, mask="causal", keep="none")
    assert tile(run, "L0.H0", 2, 0, 0).values.shape == (175, 175)
    with pytest.raises(NotKept, match=r"level 1 .* expected level 2 to 2, .* --keep qk") as caught:
        tile(run, "L0.H0", 1, 0, 0)
    assert "底图" in caught.value.text("zh")
    assert "--keep qk" in caught.value.text("zh")


def test_each_text_of_a_run_has_its_own_or_none(tmp_path: Path) -> None:
    lengths = (600, 40, 1100)
    texts = [np.random.default_rng(n).dirichlet(np.full(n, 0.1), size=(1, 2, n)) for n in lengths]
    tokens = [[str(place) for place in range(n)] for n in lengths]
    memory = hs.from_arrays(texts, tokens, keep="none")
    for run in (memory, hs.save(memory, tmp_path / "run")):
        for text, level in ((0, 2), (2, 3)):
            got = tile(run, "L0.H1", level, 0, 0, "peak", text=text).values
            np.testing.assert_allclose(got, pooled(texts[text][0, 1], 1 << level, "peak"), rtol=RELATIVE_ERROR + 1e-5)
        with pytest.raises(NotKept, match="--keep qk"):
            tile(run, "L0.H1", 0, 0, 0, text=1)


def test_runs_of_an_earlier_version_without_any_still_open(tmp_path: Path) -> None:
    q = vectors(1, TOKENS, 13)
    run = hs.from_qkv(q, q, mask="causal", keep="none")
    for name in ("base_mass", "base_peak"):
        del run.arrays.arrays["L0", name]  # type: ignore[attr-defined]
    folder = hs.save(run, tmp_path / "run")
    np.testing.assert_array_equal(open_run(tmp_path / "run").array("L0", "peak", 0), run.array("L0", "peak", 0))
    with pytest.raises(NotKept, match=r"neither weights nor queries and keys of L0, .* --keep qk"):
        tile(folder, "L0.H0", 2, 0, 0)


NEEDLE = (12_345, 777)  # row and key
LONG = 16_640


@pytest.fixture(scope="module")
def long() -> tuple[Run, np.ndarray, np.ndarray]:
    """A run of a text so long that its base image is finer than one tile, one row of which looks far back."""
    torch = pytest.importorskip("torch")
    pytest.importorskip("numba")
    q, k = vectors(1, LONG, 14) / 3, vectors(1, LONG, 15) / 3
    k[0, NEEDLE[1]] = 0
    k[0, NEEDLE[1], 0], q[0, NEEDLE[0], 0] = 9.0, 6.0
    run = hs.from_qkv(torch.from_numpy(q), torch.from_numpy(k), mask="causal", scale=0.25, keep="qk")
    return run, q, k


def without_queries(run: Run) -> Run:
    """The same run as if it kept nothing."""
    arrays = {key: values for key, values in run.arrays.arrays.items() if key[1] not in ("q", "k")}  # type: ignore[attr-defined]
    return Run(run.manifest, type(run.arrays)(arrays))  # type: ignore[call-arg]


def exact_rows(q: np.ndarray, k: np.ndarray, rows: np.ndarray) -> np.ndarray:
    powers = np.exp(q[0, rows].astype(float) @ k[0].astype(float).T * 0.25) * (np.arange(LONG) <= rows[:, None])
    weights: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return weights


def test_long_texts_have_finer_cells_and_a_needle_shows_in_them(long: tuple[Run, np.ndarray, np.ndarray]) -> None:
    run, q, k = without_queries(long[0]), *long[1:]
    assert base_level(LONG, LONG) == 5
    for level in (5, 6, 7):
        width = 1 << level
        peak, mass = whole(run, "L0.H0", level, "peak"), whole(run, "L0.H0", level, "mass")
        row, cell = NEEDLE[0] // width, NEEDLE[1] // width
        for number in (row, 3, len(peak) - 1):  # the last has fewer rows at some levels
            rows = np.arange(number * width, min((number + 1) * width, LONG))
            weights = exact_rows(q, k, rows)
            for got, channel in ((peak, "peak"), (mass, "mass")):
                expected = pooled(weights, width, channel)[0]
                np.testing.assert_allclose(got[number], expected, rtol=RELATIVE_ERROR + 2e-5, atol=1e-6)
        far = peak.copy()
        far[: 600 // width + 1] = 0  # early rows have few keys
        assert np.unravel_index(far.argmax(), far.shape) == (row, cell)
        assert peak[row, cell] > 0.9
        assert np.partition(far.ravel(), -2)[-2] < 0.2
    with pytest.raises(NotKept, match="expected level 5 to 7"):
        tile(run, "L0.H0", 4, 0, 0)


def test_parents_of_a_long_text_are_what_their_children_hold(long: tuple[Run, np.ndarray, np.ndarray]) -> None:
    run = without_queries(long[0])
    for level in (6, 7):
        width = 1 << (level - 1)
        mass, peak = (whole(run, "L0.H0", level - 1, channel) for channel in CHANNELS)
        pairs, rows = np.arange(0, len(mass), 2), np.minimum(LONG - np.arange(len(mass)) * width, width)
        sums = np.add.reduceat(np.add.reduceat(mass, pairs, axis=1) * rows[:, None], pairs, axis=0)
        expected = sums / np.add.reduceat(rows, pairs)[:, None]
        np.testing.assert_allclose(whole(run, "L0.H0", level, "mass"), expected, rtol=1e-6, atol=1e-12)
        largest = np.maximum.reduceat(np.maximum.reduceat(peak, pairs, axis=1), pairs, axis=0)
        np.testing.assert_array_equal(whole(run, "L0.H0", level, "peak"), largest)


def test_queries_and_keys_give_exact_tiles_up_to_cells_of_64_tokens(long: tuple[Run, np.ndarray, np.ndarray]) -> None:
    kept = long[0]
    nothing = without_queries(kept)
    for level, is_exact in ((5, True), (6, True), (7, False)):
        place = (level, 0, 1 if level < 7 else 0)
        one, other = tile(kept, "L0.H0", *place), tile(nothing, "L0.H0", *place)
        assert (one.is_exact, other.is_exact) == (is_exact, False)
        np.testing.assert_allclose(one.values, other.values, rtol=RELATIVE_ERROR + 2e-5, atol=1e-6)


@pytest.fixture
def with_base(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Run, Run, np.ndarray]:
    """A run, in memory and in a folder, whose base image is of level 1 already, and the weights of its head 3."""
    monkeypatch.setattr("headscope.base.axes.ONE_TILE_TOKENS", 256)
    monkeypatch.setattr("headscope.base.axes.BASE_CELLS", 512)
    monkeypatch.setattr("headscope.store.tiles.FINE_LEVELS", 1)
    q, k = vectors(4, TOKENS, 18), vectors(2, TOKENS, 19)
    run = hs.from_qkv(q, k, mask="causal", scale=0.25, keep="qk")
    return run, hs.save(run, tmp_path / "run"), dense(q, k, shown("causal", TOKENS, TOKENS))[3]


@pytest.mark.parametrize("channel", CHANNELS)
def test_coarse_tiles_come_from_the_base_image_within_what_they_say(
    with_base: tuple[Run, Run, np.ndarray], channel: Any
) -> None:
    memory, folder, weights = with_base
    finest = tile(memory, "L0.H3", 0, 0, 0, channel)
    assert (finest.is_exact, finest.relative_error) == (True, 0.0)
    for level in (1, 2):
        one = tile(folder, "L0.H3", level, 0, 0, channel)
        assert (one.is_exact, one.relative_error) == (False, RELATIVE_ERROR)
        assert one.relative_error < 2e-4
        got = whole(folder, "L0.H3", level, channel)
        np.testing.assert_array_equal(got, whole(memory, "L0.H3", level, channel))
        expected = pooled(weights, 1 << level, channel)
        np.testing.assert_allclose(got, expected, rtol=RELATIVE_ERROR + 1e-5, atol=1e-6)


def test_cells_of_the_base_image_are_what_their_children_hold(with_base: tuple[Run, Run, np.ndarray]) -> None:
    run = with_base[0]
    mass, peak = (whole(run, "L0.H0", 1, channel) for channel in CHANNELS)
    pairs, rows = np.arange(0, len(mass), 2), np.minimum(TOKENS - np.arange(len(mass)) * 2, 2)
    sums = np.add.reduceat(np.add.reduceat(mass, pairs, axis=1) * rows[:, None], pairs, axis=0)
    np.testing.assert_allclose(
        whole(run, "L0.H0", 2, "mass"), sums / np.add.reduceat(rows, pairs)[:, None], rtol=1e-6, atol=1e-9
    )
    largest = np.maximum.reduceat(np.maximum.reduceat(peak, pairs, axis=1), pairs, axis=0)
    np.testing.assert_array_equal(whole(run, "L0.H0", 2, "peak"), largest)


def test_without_a_base_image_coarse_tiles_are_computed(with_base: tuple[Run, Run, np.ndarray]) -> None:
    run, _, weights = with_base
    for name in ("base_mass", "base_peak"):
        del run.arrays.arrays["L0", name]  # type: ignore[attr-defined]
    one = tile(run, "L0.H3", 2, 0, 0)
    assert one.is_exact
    np.testing.assert_allclose(one.values, pooled(weights, 4, "mass"), atol=1e-6, rtol=1e-5)
