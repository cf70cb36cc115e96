"""Mass by distance and inside segments is a difference of running sums: what is not seen stays 0 to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from headscope.reduce.offsets import OffsetMass
from headscope.reduce.segments import SegmentMass
from headscope.stream.call import AttentionCall
from headscope.stream.fold import State, blocks_of, fold
from headscope.stream.frame import Frame
from tests.reduce.test_laws import as_torch, draw_call
from tests.stream import oracle

TOKENS = 300
SUMS = {"offsets": ("distance_mass", "distance_chance"), "segments": ("own_mass", "own_chance")}


def single_call(kind: str, library: str) -> tuple[AttentionCall, Frame]:
    call, frame = draw_call(3, kind, TOKENS)
    bias = None if call.bias is None else call.bias.astype(np.float32)
    sinks = None if call.sinks is None else call.sinks.astype(np.float32)
    call = replace(call, q=call.q.astype(np.float32), k=call.k.astype(np.float32), bias=bias, sinks=sinks)
    if library == "torch":
        pytest.importorskip("torch")
        call = as_torch(call)
    return call, frame


def by_rows(call: AttentionCall, frame: Frame) -> dict[str, State]:
    return fold(blocks_of(call), (OffsetMass(), SegmentMass()), frame)


@pytest.mark.parametrize("library", ["numpy", "torch"])
@pytest.mark.parametrize("kind", ["causal", "window", "padding", "left padding", "bits", "sinks", "cross"])
def test_distances_at_which_nothing_is_seen_hold_exactly_nothing(kind: str, library: str) -> None:
    call, frame = single_call(kind, library)
    found, wanted = by_rows(call, frame), oracle.statistics(call, frame)
    for name in SUMS["offsets"]:
        is_empty = wanted["offsets"][name] == 0
        assert is_empty.sum() >= 4 * 22  # distances of 512 and more, either way
        assert (found["offsets"][name][is_empty] == 0).all(), name
    for family, names in SUMS.items():
        for name in names:
            np.testing.assert_allclose(found[family][name], wanted[family][name], rtol=2e-6, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("kind", ["causal", "window", "left padding", "bits", "sinks", "cross"])
def test_rows_and_the_fused_pass_agree(kind: str) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("numba")
    from headscope.stream.fused import fused_statistics, why_not_fused

    call, frame = single_call(kind, "torch")
    assert why_not_fused(call, frame) is None
    rows, fused = by_rows(call, frame), fused_statistics(call, frame)
    for family, names in SUMS.items():
        for name in names:
            np.testing.assert_allclose(rows[family][name], fused[family][name], rtol=1e-6, atol=1e-6, err_msg=name)
