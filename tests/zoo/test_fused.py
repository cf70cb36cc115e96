"""Every attention call that an architecture of the zoo makes takes the fused pass, and gets what its rows give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from headscope.models.tap import Tapped, tap
from headscope.reduce import standard
from headscope.reduce.engine import statistics_of
from headscope.stream.fold import blocks_of, fold
from headscope.stream.frame import plain_frame
from headscope.stream.fused import why_not_fused
from tests.zoo.architectures import ARCHITECTURES, build, inputs

pytest.importorskip("numba")
CASES = [
    (name, padding)
    for name, architecture in ARCHITECTURES.items()
    for padding in (("none", "left", "right") if architecture.reads in ("text", "pair") else ("none",))
]


@pytest.mark.parametrize(("name", "padding"), CASES)
def test_every_architecture_is_fused(name: str, padding: str) -> None:
    model, calls = build(name).float(), []

    def listen(tapped: Tapped) -> None:
        calls.append(tapped.call)

    with torch.no_grad(), tap(model, listen):
        given = inputs(name, padding)
        model(**{key: part.float() if part.is_floating_point() else part for key, part in given.items()})
    assert len(calls) == ARCHITECTURES[name].sites
    for call in calls:
        for batch in range(call.q.shape[0]):
            frame = replace(plain_frame(call.heads, call.queries, call.keys), is_cross=call.kind == "cross")
            families, backend = statistics_of(call, frame, standard(), batch=batch)
            assert backend == "fused", (call.module, why_not_fused(call, frame))
            rows = fold(blocks_of(call, batch=batch), standard(), frame)
            for family, arrays in rows.items():
                for array, values in arrays.items():
                    if array not in ("top_key", "offset_argmax"):  # of equal weights rounding makes unequal ones
                        np.testing.assert_allclose(families[family][array], values, atol=2e-5, rtol=1e-5, err_msg=array)
