"""What short runs allocate is counted to the byte, and continued to what long ones would."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
import transformers

import headscope as hs
from headscope.base.axes import base_cells
from headscope.base.rows import parse_rows
from headscope.capture.checking import check_on
from headscope.capture.memory_cost import HEAP_BYTES, growth, memory_cost, unused_share
from headscope.capture.short_runs import made_up, run_of
from headscope.capture.traced import traced
from headscope.models.load import loaded_from
from headscope.store.layout import Manifest, PlanRecord, SiteRecord
from headscope.store.run import MemoryArrays, Run
from headscope.store.write import FLUSH_BYTES

SITES, HEADS, MIB = 3, 4, 1 << 20


def run_that_takes(working: Callable[[int], int]) -> Callable[[int], Run]:
    """Site after site: peaks and the base image as found, then put together; at the last also so many bytes."""

    def run(tokens: int) -> Run:
        arrays = {}
        for site in range(SITES):
            found = {"peak": np.ones((HEADS, tokens)), "base_peak": np.ones((HEADS, *base_cells(tokens, tokens)))}
            arrays |= {(f"L{site}", name): values.reshape(HEADS, -1) + 0 for name, values in found.items()}
            if site == SITES - 1:
                torch.zeros(working(tokens), dtype=torch.uint8)
        sites = tuple(SiteRecord(f"L{site}", "", "self", heads=HEADS, key_heads=HEADS) for site in range(SITES))
        return Run(Manifest(1, "complete", {}, PlanRecord("none"), sites, ()), MemoryArrays(arrays))

    return run


def bytes_of_a_site(tokens: int) -> int:
    rows, columns = base_cells(tokens, tokens)
    return HEADS * 8 * (tokens + rows * columns)


@pytest.mark.parametrize("tokens", [300, 900, 5000, 20_000, 100_000])
@pytest.mark.parametrize("is_square", [False, True])
def test_a_line_and_a_parabola_are_continued(tokens: int, is_square: bool) -> None:
    def working(length: int) -> int:
        return 300_000 + 5_000 * length + 3 * length**2 * is_square

    cost = memory_cost(run_that_takes(working), tokens, parse_rows("all"), is_square=is_square)
    assert cost.size(tokens) == SITES * bytes_of_a_site(tokens)
    whole = working(tokens) + 2 * bytes_of_a_site(tokens)
    assert cost.working(tokens) == pytest.approx(whole, rel=0.02)


def test_a_folder_holds_what_waits_and_memory_holds_all() -> None:
    cost = memory_cost(run_that_takes(lambda tokens: 1000 * tokens), 100_000, parse_rows("all"), is_square=False)
    one, working = bytes_of_a_site(100_000), cost.working(100_000)
    assert working == pytest.approx(10**8 + 2 * one, rel=0.02)
    assert cost.allocated([100_000], is_stored=True) == working + min(FLUSH_BYTES, 2 * one)
    assert cost.allocated([100_000], is_stored=False) == pytest.approx(working + 2 * one)
    assert cost.allocated([100_000] * 9, is_stored=True) == working + FLUSH_BYTES
    assert cost.allocated([100_000] * 9, is_stored=False) == pytest.approx(
        max(working + 26 * one, 9 * 3 * one + 9 * one)
    )


def test_what_is_there_at_different_moments_is_not_added() -> None:
    def one_after_the_other() -> None:
        torch.zeros(8 * MIB, dtype=torch.uint8)
        np.zeros(6 * MIB, np.uint8)
        torch.zeros(1)

    def together() -> None:
        tensor, array = torch.zeros(8 * MIB, dtype=torch.uint8), np.zeros(6 * MIB, np.uint8)
        torch.zeros(1)
        assert len(tensor) > len(array)

    for work, expected in ((one_after_the_other, 8), (together, 14)):
        assert traced(work)[1] / MIB == pytest.approx(expected, abs=0.1)


def test_what_cannot_be_used_again_is_bounded() -> None:
    assert growth(0.0, 0.5) == 0
    assert growth(100 * MIB, 0.5) == 150 * MIB
    assert growth(1000 * HEAP_BYTES, 0.5) == pytest.approx(1000.5 * HEAP_BYTES)
    assert unused_share(0, 10 * MIB) < unused_share(None, 10 * MIB) < unused_share(30 * MIB, 10 * MIB)
    assert unused_share(1100 * MIB, 1000 * MIB) == pytest.approx((100 + 64) / (320 + 128))


def test_a_real_run_allocates_what_shorter_ones_foretell() -> None:
    """In a model so small that little else is allocated than what the statistics take."""
    options = {"vocab_size": 50, "hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = transformers.LlamaConfig(**options, intermediate_size=64, max_position_embeddings=9000)
    model = transformers.AutoModelForCausalLM.from_config(config).eval()
    loaded = loaded_from(model, None)
    checked = check_on(loaded, made_up(loaded, 64))
    for plan in (hs.Plan(keep="none"), hs.Plan(keep="qk"), hs.Plan(keep="none", rows="sample:1500")):

        def run(tokens: int, plan: hs.Plan = plan) -> Run:
            return run_of(loaded, checked, plan, tokens)

        run(64)
        cost = memory_cost(run, 9000, parse_rows(plan.rows), is_square=False)
        for tokens in (2000, 4096, 7000):
            made, peak = traced(lambda tokens=tokens: run(tokens))
            assert isinstance(made.arrays, MemoryArrays)
            assert cost.size(tokens) == sum(values.nbytes for values in made.arrays.arrays.values())
            assert 0.98 <= cost.allocated([tokens], is_stored=False) / peak <= 1.2, (plan, tokens)
