"""The fused pass gives what the definition gives, on every kind of call and at sizes around its blocks and chunks."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch")
pytest.importorskip("numba")

from headscope.base.log_scale import RELATIVE_ERROR, decoded  # noqa: E402
from headscope.reduce import engine, standard  # noqa: E402
from headscope.reduce.keys import KeyMass  # noqa: E402
from headscope.reduce.row_offsets import RowOffsets  # noqa: E402
from headscope.reduce.rows import RowStatistics  # noqa: E402
from headscope.stream import fused, fused_kernel  # noqa: E402
from headscope.stream.call import AttentionCall  # noqa: E402
from headscope.stream.fold import blocks_of, fold  # noqa: E402
from headscope.stream.frame import Frame, plain_frame  # noqa: E402
from headscope.stream.fused import fused_statistics, why_not_fused  # noqa: E402
from headscope.stream.mask import MaskSpec, causal  # noqa: E402
from headscope.stream.rows import call_of_rows, frame_of_rows  # noqa: E402
from tests.reduce import dense  # noqa: E402
from tests.stream import oracle  # noqa: E402

Families = dict[str, dict[str, np.ndarray]]
KINDS = (
    "causal", "full", "window", "chunk", "padding", "left padding", "gaps in padding", "soft-cap", "sinks", "key bias",
    "full bias", "grouped", "cross", "query offset", "bits", "bits of each head", "causal bits", "empty rows",
    "empty rows with sinks", "bfloat16", "float16", "no segments",
)  # fmt: skip
SIZES = (1, 2, 7, 128, 129, 300, 700)
OF_ROWS = (RowStatistics(), RowOffsets())


def tensor(values: Any) -> Any:
    return torch.from_numpy(np.array(values))


def draw_call(kind: str, tokens: int, seed: int = 0) -> tuple[AttentionCall, Frame]:
    """A call with logits of up to 20 either way, and a frame with segments where it can have any."""
    random = np.random.default_rng((seed, tokens, KINDS.index(kind)))
    heads, groups = (4, 2) if kind == "grouped" else (2, 2)
    keys = tokens + 5 if kind in ("cross", "query offset") else tokens
    q = random.normal(size=(1, heads, tokens, 16)).astype(np.float32)
    k = random.normal(size=(1, groups, keys, 16)).astype(np.float32)
    call = AttentionCall(tensor(q), tensor(k), None, scale=0.7, mask=causal(tokens, keys))
    row, kept = np.arange(tokens), np.arange(keys) < max(keys - keys // 3, 1)
    bits = random.random((1, heads, tokens, keys)) < 0.6
    no_rows = (random.random(tokens) < 0.7) & (row > tokens // 4)
    some = MaskSpec(low=np.where(no_rows, 0, 3), high=np.where(no_rows, row + 1, 3))
    sinks = tensor(random.normal(size=heads).astype(np.float32) * 4)

    def bit_mask(shown: np.ndarray) -> MaskSpec:
        return MaskSpec(block=lambda start, stop: tensor(shown[:, :, start:stop]))

    changes: dict[str, dict[str, Any]] = {
        "full": {"mask": MaskSpec()},
        "window": {"mask": causal(tokens, keys, window=40)},
        "chunk": {"mask": MaskSpec(low=row // 50 * 50, high=np.minimum(row // 50 * 50 + 50, keys))},
        "padding": {"mask": MaskSpec(key_keep=tensor(kept[None]))},
        "left padding": {"mask": replace(causal(tokens, keys), key_keep=tensor(kept[None, ::-1]))},
        "gaps in padding": {"mask": replace(causal(tokens, keys), key_keep=tensor(random.random((1, keys)) < 0.7))},
        "soft-cap": {"softcap": 5.0},
        "sinks": {"sinks": sinks},
        "key bias": {"bias": tensor(random.normal(size=(1, 1, 1, keys)).astype(np.float32))},
        "full bias": {"bias": tensor(random.normal(size=(1, heads, tokens, keys)).astype(np.float32) * 2)},
        "cross": {"mask": MaskSpec(), "kind": "cross"},
        "query offset": {"mask": causal(tokens, keys, offset=5), "query_offset": 5},
        "bits": {"mask": bit_mask(bits[:, :1])},
        "bits of each head": {"mask": bit_mask(bits)},
        "causal bits": {"mask": bit_mask(np.tri(tokens, dtype=bool)[None, None])},
        "empty rows": {"mask": some},
        "empty rows with sinks": {"mask": some, "sinks": sinks},
        "bfloat16": {"q": call.q.bfloat16(), "k": call.k.bfloat16()},
        "float16": {"q": call.q.half(), "k": call.k.half()},
    }
    call = replace(call, **changes.get(kind, {}))
    return widest(call), draw_frame(random, kind, heads, tokens, keys)


def widest(call: AttentionCall, most: float = 20.0) -> AttentionCall:
    """The call with its scale set so that no logit can be larger than `most`."""
    q, k = (float(side.float().norm(dim=-1).max()) for side in (call.q, call.k))
    return replace(call, scale=most / (q * k))


def draw_frame(random: np.random.Generator, kind: str, heads: int, queries: int, keys: int) -> Frame:
    segments = np.sort(random.integers(0, 5, size=keys))
    segments[random.random(keys) < 0.1] = -1
    has_segments = kind not in ("cross", "no segments")
    shift = keys - queries if kind == "query offset" else 0
    return Frame(
        heads=heads,
        query_positions=np.arange(queries) + shift,
        key_positions=np.arange(keys),
        special=random.random(keys) < 0.1,
        punctuation=random.random(keys) < 0.2,
        query_segments=segments[shift : shift + queries] if has_segments else None,
        key_segments=segments if has_segments else None,
        segments=5 if has_segments else 0,
        is_cross=kind == "cross",
    )


def check(found: Families, wanted: Families, weights: np.ndarray, absolute: float = 1e-6, rows: int = 1) -> None:
    """Every array within `absolute` and a relative 1e-5, sums over rows within `rows` times as much; keys by weight."""
    assert set(found) == set(wanted)
    for family, arrays in wanted.items():
        assert set(found[family]) == set(arrays)
        for name, values in arrays.items():
            here = found[family][name]
            assert here.shape == values.shape, name
            kinds = {"top_key": np.int32, "base_mass": np.uint16, "base_peak": np.uint16}
            assert here.dtype == kinds.get(name, np.float32), name
            if family == "base":
                np.testing.assert_allclose(
                    decoded(here), values, atol=absolute, rtol=RELATIVE_ERROR + 1e-5, err_msg=name
                )
            elif name != "top_key":
                bound = absolute * (rows if family in ("offsets", "keys", "segments") else 1)
                np.testing.assert_allclose(here, values, atol=bound, rtol=1e-5, err_msg=name)
    # Which of two nearly equal weights comes first is open; that a key has the weight of its rank is not.
    keys, order = found["strongest"]["top_key"], wanted["strongest"]["top_key"]
    np.testing.assert_array_equal(keys < 0, order < 0)
    there = np.take_along_axis(weights, np.maximum(keys, 0).astype(int), -1) * (keys >= 0)
    np.testing.assert_allclose(there, wanted["strongest"]["top_weight"], atol=absolute, rtol=1e-5)
    assert all(len(set(row[row >= 0])) == (row >= 0).sum() for row in keys.reshape(-1, 8))


@pytest.mark.parametrize("tokens", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_gives_what_the_definition_gives(kind: str, tokens: int) -> None:
    call, frame = draw_call(kind, tokens)
    found, backend = engine.statistics_of(call, frame, standard())
    assert backend == "fused", why_not_fused(call, frame)
    wide = replace(call, q=call.q.float(), k=call.k.float())
    check(found, oracle.statistics(wide, frame), oracle.weights_of(wide)[0])


@pytest.mark.parametrize("limit", [1, 2, 5, 40, 300])
@pytest.mark.parametrize("kind", KINDS)
def test_cells_of_the_base_image_may_have_any_width(kind: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From single keys to cells wider than a chunk, than a block of rows, than the whole matrix."""
    monkeypatch.setattr("headscope.base.axes.WEIGHTS_UP_TO_TOKENS", 0)
    monkeypatch.setattr("headscope.base.axes.TILE_CELLS", limit)
    call, frame = draw_call(kind, 300, seed=2)
    wide = replace(call, q=call.q.float(), k=call.k.float())
    found, wanted = fused_statistics(call, frame), oracle.statistics(wide, frame)
    assert max(wanted["base"]["base_peak"].shape[1:]) <= limit
    check(found, wanted, oracle.weights_of(wide)[0])
    alone = fused_statistics(call, frame, families=["base"])["base"]
    for name, codes in found["base"].items():  # without segments other rows are added up first
        np.testing.assert_allclose(alone[name].astype(int), codes.astype(int), atol=1, err_msg=name)


@pytest.mark.parametrize("tokens", [7, 129, 300])
@pytest.mark.parametrize("kind", KINDS)
def test_it_gives_what_the_torch_rows_give(kind: str, tokens: int) -> None:
    call, frame = draw_call(kind, tokens, seed=1)
    rows = fold(blocks_of(call), standard(), frame)
    weights = oracle.weights_of(replace(call, q=call.q.float(), k=call.k.float()))[0]
    check(fused_statistics(call, frame), rows, weights, absolute=1e-5, rows=tokens)


@pytest.mark.parametrize("kind", KINDS)
def test_the_oracle_here_is_the_one_of_the_reductions(kind: str) -> None:
    call, frame = draw_call(kind, 9)
    call = replace(call, q=call.q.float(), k=call.k.float())
    for family, arrays in oracle.statistics(call, frame).items():
        if family == "segments" and kind == "query offset":
            continue  # the other oracle moves boundaries only where queries and keys are the same tokens
        for name, values in dense.ORACLES[family](call, frame).items():
            np.testing.assert_allclose(arrays[name], values, atol=1e-9, err_msg=name)


@st.composite
def any_calls(draw: Any) -> tuple[AttentionCall, Frame, np.ndarray]:
    """A call of any mask with any options, its frame, and some of its query rows."""
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    heads, queries = 4, draw(st.integers(1, 280))
    more_keys, groups = draw(st.integers(0, 150)), draw(st.sampled_from([1, 2, 4]))
    keys, window = queries + more_keys, draw(st.sampled_from([None, 1, 3, 130]))
    mask = draw(st.sampled_from(["intervals", "causal", "none", "bits", "bits of each head"]))
    options = draw(
        st.sets(st.sampled_from(["soft-cap", "bias", "row bias", "sinks", "padding", "segments", "offset", "narrow"]))
    )
    low, high = np.sort(random.integers(0, keys + 1, size=(2, queries)), axis=0)
    shown = random.random((1, 1 if mask == "bits" else heads, queries, keys)) < random.random()
    spec = {
        "intervals": MaskSpec(low=low, high=high),
        "causal": causal(queries, keys, offset=more_keys, window=window),
        "none": MaskSpec(),
    }.get(mask, MaskSpec(block=lambda start, stop: tensor(shown[:, :, start:stop])))
    if "padding" in options:
        spec = replace(spec, key_keep=tensor(random.random((1, keys)) < 0.8))
    bias = random.normal(size=(1, 1, 1, keys) if "bias" in options else (1, heads, queries, keys))
    dtype = torch.bfloat16 if "narrow" in options else torch.float32
    call = AttentionCall(
        q=torch.from_numpy(random.normal(size=(1, heads, queries, 8))).to(dtype),
        k=torch.from_numpy(random.normal(size=(1, groups, keys, 8))).to(dtype),
        v=None,
        scale=1.0,
        mask=spec,
        softcap=3.0 if "soft-cap" in options else None,
        bias=tensor(bias.astype(np.float32)) if options & {"bias", "row bias"} else None,
        sinks=tensor(random.normal(size=heads).astype(np.float32)) if "sinks" in options else None,
    )
    frame = draw_frame(random, "query offset" if "offset" in options else "cross", heads, queries, keys)
    frame = replace(frame, is_cross=draw(st.booleans()))
    if "segments" not in options:
        frame = replace(frame, query_segments=None, key_segments=None)
    return widest(call, most=12.0), frame, some_of(random, queries)


@settings(max_examples=60, deadline=None)
@given(drawn=any_calls())
def test_it_gives_what_the_definition_gives_in_any_combination(drawn: tuple[AttentionCall, Frame, np.ndarray]) -> None:
    call, frame, _ = drawn
    found, backend = engine.statistics_of(call, frame, standard())
    assert backend == "fused", why_not_fused(call, frame)
    call = replace(call, q=call.q.float(), k=call.k.float())
    check(found, oracle.statistics(call, frame), oracle.weights_of(call)[0])


def some_of(random: np.random.Generator, queries: int) -> np.ndarray:
    """Some query rows, in order: neighbours, and others far from one another."""
    count = int(random.integers(1, queries + 1))
    return np.sort(random.choice(queries, count, replace=False))


def check_rows(found: Families, wanted: Families) -> None:
    """What is said of each row; which of several equal weights stands first does not matter here."""
    assert set(found) == set(wanted) == {"rows", "row_offsets"}
    for family, arrays in wanted.items():
        assert set(found[family]) == set(arrays)
        for name, values in arrays.items():
            here = found[family][name]
            assert here.shape == values.shape, name
            assert here.dtype == (np.uint8 if name == "offset_seen" else np.float32), name
            np.testing.assert_allclose(here, values, atol=1e-6, rtol=1e-5, err_msg=name)


@pytest.mark.parametrize("tokens", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_some_rows_are_what_the_definition_gives_among_all(kind: str, tokens: int) -> None:
    call, frame = draw_call(kind, tokens, seed=2)
    rows = some_of(np.random.default_rng(tokens), tokens)
    found, backend = engine.statistics_of(call_of_rows(call, rows), frame_of_rows(frame, rows), OF_ROWS)
    assert backend == "fused"
    wide = replace(call, q=call.q.float(), k=call.k.float())
    check_rows(found, oracle.of_rows(wide, frame, rows))


@settings(max_examples=60, deadline=None)
@given(drawn=any_calls())
def test_some_rows_are_what_the_definition_gives_in_any_combination(
    drawn: tuple[AttentionCall, Frame, np.ndarray],
) -> None:
    call, frame, rows = drawn
    found, backend = engine.statistics_of(call_of_rows(call, rows), frame_of_rows(frame, rows), OF_ROWS)
    assert backend == "fused"
    check_rows(found, oracle.of_rows(replace(call, q=call.q.float(), k=call.k.float()), frame, rows))


@pytest.mark.parametrize("kind", KINDS)
def test_some_rows_are_what_the_torch_rows_give(kind: str) -> None:
    call, frame = draw_call(kind, 300, seed=3)
    rows = some_of(np.random.default_rng(0), 300)
    call, frame = call_of_rows(call, rows), frame_of_rows(frame, rows)
    found, wanted = engine.statistics_of(call, frame, OF_ROWS)[0], fold(blocks_of(call), OF_ROWS, frame)
    for family, arrays in wanted.items():
        for name, values in arrays.items():
            np.testing.assert_allclose(found[family][name], values, atol=1e-5, rtol=1e-5, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_sums_over_some_rows_are_those_of_the_definition(kind: str) -> None:
    """Rows far from one another, and everything asked for at once."""
    call, frame = draw_call(kind, 300, seed=4)
    rows = some_of(np.random.default_rng(1), 300)
    some, geometry = call_of_rows(call, rows), frame_of_rows(frame, rows)
    found, backend = engine.statistics_of(some, geometry, (*standard(), RowOffsets()))
    assert backend == "fused"
    wide, whole = (replace(one, q=one.q.float(), k=one.k.float()) for one in (some, call))
    of_rows = oracle.of_rows(whole, frame, rows)
    check_rows({"rows": found["rows"], "row_offsets": found.pop("row_offsets")}, of_rows)
    check(found, oracle.statistics(wide, geometry), oracle.weights_of(wide)[0])


@pytest.mark.parametrize("family", [*(one.name for one in standard()), "row_offsets"])
def test_a_family_alone_is_what_it_is_among_the_others(family: str) -> None:
    call, frame = draw_call("window", 300)
    ours = (*standard(), RowOffsets())
    among, _ = engine.statistics_of(call, frame, ours)
    alone, backend = engine.statistics_of(call, frame, [one for one in ours if one.name == family])
    assert (set(alone), backend) == ({family}, "fused")
    for name, values in among[family].items():
        np.testing.assert_allclose(alone[family][name], values, atol=1e-7, rtol=1e-6, err_msg=name)


@pytest.mark.parametrize("tokens", [5, 300, 1500])
def test_equal_weights_share_what_is_counted_for_the_key_before(tokens: int) -> None:
    """Rows whose largest weight lies on the key before, alone or beside equal ones of other chunks."""
    k = torch.zeros(1, 1, tokens, 4)
    k[..., 0] = 0.37
    k[0, 0, 1::3, 1], k[0, 0, tokens - 2, 1] = 3.1, 5.9
    call = AttentionCall(torch.ones(1, 1, tokens, 4), k, None, scale=1.0, mask=causal(tokens, tokens))
    rows = np.arange(1, tokens, 2 if tokens > 5 else 1)
    found, _ = engine.statistics_of(
        call_of_rows(call, rows), frame_of_rows(plain_frame(1, tokens, tokens), rows), OF_ROWS
    )
    is_best = (np.arange(tokens) % 3 == 1) | (np.arange(tokens) == tokens - 2)
    ties = np.where(rows >= tokens - 2, 1, np.cumsum(np.arange(tokens) % 3 == 1)[rows])
    expected = np.where((rows < 1) | ~is_best[rows - 1], 0, 1 / np.maximum(ties, 1))
    np.testing.assert_allclose(found["row_offsets"]["previous_argmax"][0], expected, rtol=1e-6)


def same_bytes(first: Families, second: Families) -> bool:
    return all(
        first[family][name].tobytes() == second[family][name].tobytes() for family in first for name in first[family]
    )


def test_the_number_of_threads_changes_no_byte() -> None:
    call, frame = draw_call("causal", 300)
    before = torch.get_num_threads()
    assert same_bytes(fused_statistics(call, frame, threads=1), fused_statistics(call, frame, threads=2))
    assert torch.get_num_threads() == before


@pytest.mark.parametrize("each", [None, lambda block: None])
def test_rows_are_told_by_the_thread_that_asks_until_all_are_done(monkeypatch: pytest.MonkeyPatch, each: Any) -> None:
    monkeypatch.setattr(fused, "_TELL_S", 0.0)
    call, frame = draw_call("causal", 700)
    told: list[tuple[int, threading.Thread]] = []
    engine.statistics_of(
        call, frame, standard(), each=each, told=lambda rows: told.append((rows, threading.current_thread()))
    )
    assert sum(rows for rows, _ in told) == 700
    assert all(rows > 0 and thread is threading.current_thread() for rows, thread in told)


def test_what_fails_in_a_thread_is_raised() -> None:
    call, frame = draw_call("bits", 700)
    shown, asked = call.mask.block, list[int]()
    assert shown is not None

    def failing(start: int, stop: int) -> Any:
        asked.append(start)
        if len(asked) > 6:  # all rows were seen once, before the first head
            raise OSError("mask is gone")
        return shown(start, stop)

    with pytest.raises(OSError, match="mask is gone"):
        fused_statistics(replace(call, mask=MaskSpec(block=failing)), frame, threads=2)


def test_each_text_of_a_batch_is_read_alone() -> None:
    call, frame = draw_call("padding", 40)
    other, _ = draw_call("padding", 40, seed=5)
    assert call.mask.key_keep is not None
    kept = torch.cat([torch.ones(1, 40, dtype=torch.bool), call.mask.key_keep])
    both = replace(
        call, q=torch.cat([other.q, call.q]), k=torch.cat([other.k, call.k]), mask=replace(call.mask, key_keep=kept)
    )
    assert same_bytes(fused_statistics(call, frame), fused_statistics(both, frame, batch=1))


@pytest.mark.parametrize("tokens", [5, 300, 1500])
def test_equal_weights_are_told_as_equal_wherever_they_stand(tokens: int) -> None:
    """All keys but a few have one score, far from the others and from chunk to chunk: the earlier come first."""
    k = torch.zeros(1, 1, tokens, 4)
    k[..., 0], k[0, 0, ::7, 1] = 0.37, 3.1
    k[0, 0, :: max(tokens // 3, 1), 1] = 9.4
    q = torch.ones(1, 1, tokens, 4)
    call, frame = AttentionCall(q, k, None, scale=1.0, mask=causal(tokens, tokens)), plain_frame(1, tokens, tokens)
    found, wanted = fused_statistics(call, frame), oracle.statistics(call, frame)
    np.testing.assert_array_equal(found["strongest"]["top_key"], wanted["strongest"]["top_key"])
    np.testing.assert_allclose(found["offsets"]["offset_argmax"], wanted["offsets"]["offset_argmax"], rtol=1e-6)


def test_large_logits_are_as_exact_as_float32_allows() -> None:
    call, frame = draw_call("causal", 300)
    call = replace(call, scale=call.scale * 20)
    wide = replace(call, q=call.q.double(), k=call.k.double())
    wanted = fold(blocks_of(wide), standard(), frame)
    dense_rows, found = fold(blocks_of(call), standard(), frame), fused_statistics(call, frame)
    for family, arrays in wanted.items():
        for name, values in arrays.items():
            if name != "top_key":
                ours, theirs = (np.abs(one[family][name] - values).mean() for one in (found, dense_rows))
                assert ours <= 4 * theirs + 1e-6, name


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"q": torch.zeros(1, 1, 3, 2, dtype=torch.float64)}, "array"),
        ({"q": np.zeros((1, 1, 3, 2), np.float32)}, "array"),
        ({"q": torch.full((1, 1, 3, 2), 1e9)}, "scores"),
        ({"q": torch.full((1, 1, 3, 2), torch.nan)}, "scores"),
        ({"bias": torch.full((1, 1, 1, 3), 1e8)}, "scores"),
    ],
)
def test_what_it_cannot_do_goes_row_by_row(change: dict[str, Any], reason: str) -> None:
    q = torch.ones(1, 1, 3, 2)
    call = replace(AttentionCall(q, q, None, scale=1.0), **change)
    assert why_not_fused(call, plain_frame(1, 3, 3)) == reason
    if not isinstance(call.q, np.ndarray) and call.q.dtype == torch.float32:
        assert engine.statistics_of(call, plain_frame(1, 3, 3), standard())[1] == "rows"


def test_scattered_positions_go_row_by_row() -> None:
    q = torch.ones(1, 1, 3, 2)
    frame = replace(plain_frame(1, 3, 3), key_positions=np.array([0, 2, 3]))
    assert why_not_fused(AttentionCall(q, q, None, scale=1.0), frame) == "positions"


def test_a_bias_of_minus_infinity_hides_its_key() -> None:
    call, frame = draw_call("causal", 20)
    bias = torch.zeros(1, 1, 1, 20)
    bias[..., 2:5] = -torch.inf
    call = replace(call, bias=bias)
    wanted = fold(blocks_of(call), standard(), frame)
    found = fused_statistics(call, frame)
    for name in ("entropy_bits", "peak", "visible_keys", "log_sum_exp"):
        np.testing.assert_allclose(found["rows"][name], wanted["rows"][name], atol=2e-6, err_msg=name)


class Doubled(KeyMass):
    """A reduction of somebody else's that calls itself like one of ours."""

    def finish(self, frame: Frame, state: Any) -> Any:
        return {name: 2 * values for name, values in super().finish(frame, state).items()}


def test_a_reduction_of_somebody_else_still_receives_rows() -> None:
    call, frame = draw_call("causal", 20)
    ours = [one for one in standard() if one.name != "keys"]
    families, backend = engine.statistics_of(call, frame, [*ours, Doubled()])
    assert backend == "fused"
    np.testing.assert_allclose(families["keys"]["received"].sum(), 2 * 2 * 20, rtol=1e-5)
    assert set(families) == {one.name for one in standard()}


def test_whoever_wants_to_see_rows_sees_them() -> None:
    call, frame = draw_call("causal", 20)
    seen: list[int] = []
    _, backend = engine.statistics_of(
        call, frame, standard(), each=lambda block: seen.append(block.start), rows_per_block=8
    )
    assert (backend, seen) == ("rows", [0, 8, 16])


def test_without_numba_rows_are_taken_and_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    call, frame = draw_call("causal", 7)
    monkeypatch.setattr(fused.importlib.util, "find_spec", lambda name: None)
    engine._tell_missing.cache_clear()
    with caplog.at_level(logging.INFO):
        backends = [engine.statistics_of(call, frame, standard())[1] for _ in range(2)]
    assert backends == ["rows", "rows"]
    assert [record.message for record in caplog.records if "numba" in record.message] == [caplog.records[0].message]


def test_code_compiled_before_a_source_changed_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """numba itself would keep a loop whose helper, in another file, has changed."""
    old, new = tmp_path / "fused_rows.finish_rows-1.py311.nbi", tmp_path / "fused_columns.add_columns-1.py311.nbi"
    other = tmp_path / "tile_kernel.tile-1.py311.nbi"
    for file in (old, new, other):
        file.touch()
    for file in (old, other):
        os.utime(file, (1, 1))
    monkeypatch.setattr(fused_kernel, "powers_of_tile", SimpleNamespace(stats=SimpleNamespace(cache_path=tmp_path)))
    fused_kernel.forget_old_code.__wrapped__()
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([new.name, other.name])
