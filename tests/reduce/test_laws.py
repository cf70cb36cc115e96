"""Every standard reduction obeys its laws on every kind of call, for numpy and torch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headscope.reduce import standard
from headscope.reduce.image import BaseImage, PooledImage
from headscope.reduce.keys import KeyMass
from headscope.stream.call import AttentionCall
from headscope.stream.fold import Reduction, State
from headscope.stream.frame import Frame
from headscope.stream.mask import MaskSpec, causal
from headscope.stream.weights import Block
from headscope.testing.reductions import check_reduction
from tests.reduce import dense

KINDS = ("full", "causal", "window", "padding", "left padding", "bits", "soft-cap", "bias", "sinks", "grouped", "cross")
REDUCTIONS = standard()


def draw_call(seed: int, kind: str, tokens: int) -> tuple[AttentionCall, Frame]:
    random = np.random.default_rng(seed)
    heads, groups = 4, 2 if kind == "grouped" else 4
    keys = tokens + 3 if kind == "cross" else tokens
    q, k = random.normal(size=(1, heads, tokens, 3)), random.normal(size=(1, groups, keys, 3))
    call = AttentionCall(q, k, None, scale=0.8, mask=causal(tokens, keys))
    kept = np.ones((1, keys), dtype=bool)
    kept[0, -(tokens // 3) :] = tokens < 3
    bits = random.random((1, heads, tokens, keys)) < 0.6
    changes: dict[str, dict[str, Any]] = {
        "full": {"mask": MaskSpec()},
        "cross": {"mask": MaskSpec(), "kind": "cross"},
        "window": {"mask": causal(tokens, keys, window=3)},
        "padding": {"mask": MaskSpec(key_keep=kept)},
        "left padding": {"mask": replace(causal(tokens, keys), key_keep=kept[:, ::-1])},
        "bits": {"mask": MaskSpec(block=lambda start, stop: bits[:, :, start:stop])},
        "soft-cap": {"softcap": 0.7},
        "bias": {"bias": random.normal(size=(1, heads, 1, keys))},
        "sinks": {"sinks": random.normal(size=heads)},
    }
    return replace(call, **changes.get(kind, {})), draw_frame(random, heads, tokens, keys)


def draw_frame(random: np.random.Generator, heads: int, queries: int, keys: int) -> Frame:
    numbers = np.sort(random.integers(0, 3, size=queries))
    numbers[random.random(queries) < 0.2] = -1
    has_segments = queries == keys and random.random() < 0.8
    return Frame(
        heads=heads,
        query_positions=np.arange(queries),
        key_positions=np.arange(keys),
        special=random.random(keys) < 0.2,
        punctuation=random.random(keys) < 0.2,
        query_segments=numbers if has_segments else None,
        key_segments=numbers if has_segments else None,
        segments=3 if has_segments else 0,
        is_cross=queries != keys,
    )


def as_torch(call: AttentionCall) -> AttentionCall:
    import torch

    def turned(values: Any) -> Any:
        return values if values is None else torch.from_numpy(np.ascontiguousarray(values))

    block = call.mask.block
    mask = call.mask if block is None else replace(call.mask, block=lambda a, b: turned(block(a, b)))
    return replace(
        call, q=turned(call.q), k=turned(call.k), bias=turned(call.bias), sinks=turned(call.sinks), mask=mask
    )


@pytest.mark.parametrize("library", ["numpy", "torch"])
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), tokens=st.integers(1, 11))
def test_standard_reductions_obey_their_laws(library: str, kind: str, seed: int, tokens: int) -> None:
    if library == "torch":
        pytest.importorskip("torch")
    call, frame = draw_call(seed, kind, tokens)
    call = as_torch(call) if library == "torch" else call
    for reduction in REDUCTIONS:
        check_reduction(reduction, call, frame, dense.ORACLES[reduction.name])


@pytest.mark.parametrize("kind", ["full", "causal"])
def test_they_hold_beyond_the_reach_of_single_offsets(kind: str) -> None:
    call, frame = draw_call(7, kind, 37)
    for reduction in REDUCTIONS:
        check_reduction(reduction, call, frame, dense.ORACLES[reduction.name])


@pytest.mark.parametrize(("tokens", "limit"), [(11, 4), (12, 4), (13, 5), (3, 4)])
@pytest.mark.parametrize("kind", ["causal", "cross"])
def test_a_pooled_image_is_the_mean_and_peak_of_its_cells(kind: str, tokens: int, limit: int) -> None:
    call, frame = draw_call(3, kind, tokens)
    check_reduction(PooledImage(limit=limit), call, frame, dense.image_of(limit))


@pytest.mark.parametrize("limit", [1, 2, 4, 16])
@pytest.mark.parametrize("library", ["numpy", "torch"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_base_image_obeys_them_at_any_width(
    kind: str, library: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headscope.base.axes.WEIGHTS_UP_TO_TOKENS", 0)
    monkeypatch.setattr("headscope.base.axes.TILE_CELLS", limit)
    if library == "torch":
        pytest.importorskip("torch")
    call, frame = draw_call(4, kind, 13)
    assert dense.base(call, frame)["base_peak"].any()
    check_reduction(BaseImage(), as_torch(call) if library == "torch" else call, frame, dense.base)


def test_short_texts_have_no_base_image() -> None:
    call, frame = draw_call(4, "causal", 13)
    check_reduction(BaseImage(), call, frame, lambda *_: {})


@pytest.mark.parametrize("kind", ["causal", "grouped"])
def test_single_precision_stays_close(kind: str) -> None:
    call, frame = draw_call(5, kind, 20)
    single = replace(call, q=call.q.astype(np.float32), k=call.k.astype(np.float32))
    for reduction in REDUCTIONS:
        check_reduction(reduction, single, frame, dense.ORACLES[reduction.name], tolerance=2e-5)


class Forgetful(KeyMass):
    """Keeps the last block only."""

    def step(self, frame: Frame, state: State, block: Block) -> State:
        return super().step(frame, self.start(frame, block.weights), block)


class Doubling(KeyMass):
    """Counts the other state twice."""

    def merge(self, state: State, other: State) -> State:
        return {name: state[name] + 2 * other[name] for name in state}


class Skewed(KeyMass):
    """Gives a little too much."""

    def finish(self, frame: Frame, state: State) -> State:
        finished = super().finish(frame, state)
        return finished | {"received": finished["received"] * 1.001}


@pytest.mark.parametrize(
    ("broken", "law"),
    [(Forgetful(), "blocks of 1 rows"), (Doubling(), "merge from the left"), (Skewed(), "the dense computation")],
)
def test_a_broken_reduction_is_told_which_law_it_breaks(broken: Reduction, law: str) -> None:
    call, frame = draw_call(1, "causal", 9)
    with pytest.raises(AssertionError, match=law):
        check_reduction(broken, call, frame, dense.keys)
