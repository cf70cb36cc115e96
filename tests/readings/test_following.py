"""Heads that go forward are found, heads that stare, step or stray are not; told heads stand beside them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import headscope as hs
from headscope.capture.arrays import from_arrays, from_qkv
from headscope.readings.base import HeadFollowing
from headscope.readings.following import LEAST_ROWS, compare_told, following_json, read_following
from headscope.readings.forward import (
    covered_share,
    drawn_orders,
    farther,
    moving_part,
    order_of,
    steadiness_of,
)
from headscope.store.run import Run
from headscope.testing.following_families import FORWARD, NOT_FORWARD, even_map, following_map, staring, steady

SIZES = [(12, 15), (20, 300), (60, 80)]
HEADS = 40


def run_of(weights: np.ndarray, keep: str = "weights", **labels: list[str]) -> Run:
    """Cross-attention [head, query, key] or a list of such, one text each."""
    maps = weights if isinstance(weights, list) else [weights]
    names = {
        "query_tokens": [[f"w{n}" for n in range(one.shape[1])] for one in maps],
        "key_tokens": [[f"{n}s" for n in range(one.shape[2])] for one in maps],
    } | {name: [each] for name, each in labels.items()}
    return from_arrays([one[None] for one in maps], keep=keep, **names)  # type: ignore[arg-type]


def share_that_follows(heads: list[np.ndarray]) -> float:
    return float(np.mean([one.verdict == "follows" for one in read_following(run_of(np.stack(heads)))]))


def test_one_row_is_farther_than_another_as_often_as_keys_drawn_from_them_say() -> None:
    rows = np.random.default_rng(0).dirichlet(np.ones(5), size=(2, 4))
    found = farther(rows)
    for head, later, earlier in np.ndindex(2, 4, 4):
        expected = sum(
            rows[head, later, b] * rows[head, earlier, a] * np.sign(b - a) for a in range(5) for b in range(5)
        )
        assert found[head, later, earlier] == pytest.approx(expected)


def test_order_and_steadiness_are_means_over_pairs_and_the_worst_cut() -> None:
    pairs = farther(np.random.default_rng(1).dirichlet(np.ones(6), size=(3, 7)))
    for head in range(3):
        every = list(combinations(range(7), 2))
        assert order_of(pairs)[head] == pytest.approx(np.mean([pairs[head, b, a] for a, b in every]))
        cuts = [np.mean([pairs[head, b, a] for a, b in every if (a < cut) == (b < cut)]) for cut in range(1, 7)]
        assert steadiness_of(pairs)[head] == pytest.approx(min(cuts))


def test_orders_of_exchanged_rows_are_orders_of_exchanged_rows() -> None:
    rows = np.random.default_rng(2).dirichlet(np.ones(6), size=(2, 5))
    possible = {
        tuple(order_of(farther(rows[:, order])).round(5))
        for order in (np.random.default_rng(n).permutation(5) for n in range(2000))
    }
    drawn = drawn_orders(farther(rows), 200, np.random.default_rng(3))
    assert {tuple(one) for one in drawn.round(5)} <= possible
    assert len({tuple(one) for one in drawn.round(5)}) > 60


def test_what_all_rows_share_is_no_part_of_what_moves() -> None:
    walk = np.eye(9)
    ground = np.random.default_rng(4).dirichlet(np.ones(9))
    moving, left = moving_part((0.3 * walk + 0.7 * ground)[None])
    np.testing.assert_allclose(moving[0], walk, atol=1e-12)
    np.testing.assert_allclose(left, 0.3)


def test_places_from_end_to_end_cover_all_and_one_stray_row_covers_nothing() -> None:
    stare = np.eye(30)[[4] * 20 + [29]]
    assert covered_share(stare[None])[0] == 0
    assert covered_share(np.eye(30)[None])[0] == pytest.approx(1)


@pytest.mark.parametrize(("rows", "keys"), SIZES)
@pytest.mark.parametrize("name", FORWARD)
def test_heads_that_go_forward_are_found(name: str, rows: int, keys: int) -> None:
    random = np.random.default_rng([rows, keys])
    found = share_that_follows([following_map(FORWARD[name], rows, keys, random) for _ in range(HEADS)])
    assert found >= (0.7 if name == "pausing" else 0.97), found


@pytest.mark.parametrize(("rows", "keys"), SIZES)
@pytest.mark.parametrize("name", NOT_FORWARD)
def test_heads_that_do_not_are_not(name: str, rows: int, keys: int) -> None:
    random = np.random.default_rng([rows, keys])
    maps = [following_map(NOT_FORWARD[name], rows, keys, random, noise=noise) for noise in (0.05, 0.3)] * (HEADS // 2)
    found = share_that_follows(maps)
    assert found <= (0.05 if name == "trembling-steps" else 0.025), found


@pytest.mark.parametrize(("rows", "keys"), SIZES)
def test_without_any_preference_no_head_of_many_is_ordered_in_more_than_one_run_of_twenty(rows: int, keys: int) -> None:
    random = np.random.default_rng([rows, keys])
    smallest = [
        min(one.p_value for one in read_following(run_of(np.stack([even_map(rows, keys, random) for _ in range(8)]))))
        for _ in range(20)
    ]
    assert np.mean(np.array(smallest) <= 0.05) <= 0.2  # 1 of 20 expected, 4 of 20 in fewer than 2 tests of 100
    assert np.mean(np.array(smallest) <= 0.5) >= 0.2


def test_motion_under_a_sink_is_seen_and_a_wide_head_that_drifts_is_not() -> None:
    random = np.random.default_rng(5)
    resting = [following_map(steady, 20, 300, random, sink=0.6) for _ in range(10)]
    assert share_that_follows(resting) == 1
    wide = [following_map(NOT_FORWARD["creeping"], 20, 300, random, width=0.2) for _ in range(10)]
    assert share_that_follows(wide) == 0


def test_the_silence_behind_a_sound_is_not_read() -> None:
    """Motion over the padding is no motion over the sound, and a head that rests there moves with what is left."""
    random = np.random.default_rng(6)
    behind = np.concatenate([np.full((20, 30), 1e-4), following_map(steady, 20, 60, random)], axis=1)
    outside = np.concatenate([0.05 * following_map(steady, 20, 30, random), np.full((20, 60), 0.95 / 60)], axis=1)
    within = np.concatenate([0.5 * following_map(steady, 20, 30, random), np.full((20, 60), 0.5 / 60)], axis=1)
    weights = np.stack([behind, outside, within])
    keys = [f"{n}s" for n in range(30)] + ["[PAD]"] * 60
    run = run_of(weights / weights.sum(axis=-1, keepdims=True), key_tokens=keys)
    assert [one.verdict for one in read_following(run)] == ["rests", "rests", "follows"]


@pytest.mark.parametrize(
    ("places", "verdict"),
    [("steady", "follows"), ("creeping", "stays"), ("stepping", "uneven"), ("backward", "not_forward")],
)
def test_a_verdict_says_what_speaks_against_it(places: str, verdict: str) -> None:
    random = np.random.default_rng(7)
    [found] = read_following(run_of(following_map((FORWARD | NOT_FORWARD)[places], 30, 200, random, noise=0.02)[None]))
    assert found.verdict == verdict
    assert (found.order < 0) == (places == "backward")


def test_of_short_texts_nothing_is_said_and_they_do_not_count() -> None:
    short = np.eye(LEAST_ROWS - 1)[None]
    [alone] = read_following(run_of(short))
    assert (alone.verdict, alone.rows) == ("few_rows", 0)
    [found] = read_following(run_of([short, np.eye(20)[None]]))
    assert (found.verdict, found.rows, found.order) == ("follows", 20, 1.0)


def test_special_queries_are_no_rows() -> None:
    weights = np.concatenate([np.eye(12)[[11, 11]], np.eye(12)])[None]
    labels = ["[CLS]", "[SEP]", *(f"w{n}" for n in range(12))]
    [found] = read_following(run_of(weights, query_tokens=labels))
    assert (found.rows, found.order) == (12, 1.0)


def test_texts_count_by_their_rows() -> None:
    [found] = read_following(run_of([np.eye(30)[None], np.eye(10)[::-1][None]]))
    assert found.order == pytest.approx((30 - 10) / 40)


def test_long_texts_are_read_at_rows_evenly_taken() -> None:
    [found] = read_following(run_of(np.eye(500)[None]))
    assert (found.verdict, found.rows, found.order) == ("follows", 500, 1.0)


def test_rows_come_from_queries_and_keys_or_the_strongest_keys_as_well() -> None:
    random = np.random.default_rng(8)
    weights = np.stack([following_map(steady, 20, 40, random), following_map(staring, 20, 40, random)])
    assert {one.is_whole for one in read_following(run_of(weights))} == {True}
    assert {one.is_whole for one in read_following(run_of(weights, keep="none"))} == {False}
    kept = [
        [one.verdict == "follows" for one in read_following(run_of(weights, keep=keep))] for keep in ("weights", "none")
    ]
    assert kept == [[True, False]] * 2
    q, k = np.eye(16)[None] * 8, np.eye(16)[None]
    run = from_qkv(q, k, keep="qk", scale=1.0)
    assert read_following(run) == ()  # both sides are one text


def test_heads_that_read_their_own_side_are_left_out_and_a_reading_of_nothing_is_told() -> None:
    run = from_arrays(np.eye(12)[None], [f"w{n}" for n in range(12)])
    assert hs.read(run, "following") == ()
    assert following_json(()) == {"heads": [], "told": None}


def test_chosen_heads_are_read_and_equal_reads_are_equal() -> None:
    random = np.random.default_rng(9)
    run = run_of(np.stack([following_map(steady, 15, 40, random) for _ in range(3)]))
    assert [one.head for one in read_following(run, "X0.H1")] == ["X0.H1"]
    assert read_following(run) == read_following(run)


def head(number: int, order: float, verdict: str, is_told: bool | None) -> HeadFollowing:
    return HeadFollowing(f"X0.H{number}", verdict, order, 0.001, order, 0.9, 0.9, 20, is_told)  # type: ignore[arg-type]


def test_told_heads_are_compared_with_those_found() -> None:
    found = [
        head(0, 0.9, "follows", True), head(1, 0.8, "follows", False), head(2, 0.7, "follows", True),
        head(3, 0.1, "rests", True), head(4, 0.0, "rests", False), head(5, 0.95, "few_rows", True),
    ]  # fmt: skip
    told = compare_told(found)
    assert told is not None
    assert (told.heads, told.told, told.found, told.both, told.first) == (5, 3, 3, 2, 2)
    assert (told.precision, told.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    pairs = [a.order > b.order for a in found[:5] if a.is_told for b in found[:5] if not b.is_told]
    assert told.rank_share == pytest.approx(np.mean(pairs))
    assert 0.1 < told.p_value < 0.7


def test_nothing_is_compared_where_nothing_or_everything_is_told() -> None:
    assert compare_told([head(0, 0.9, "follows", None)]) is None
    assert compare_told([head(0, 0.9, "follows", True)]) is None
