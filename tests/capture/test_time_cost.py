"""Runs are timed from short ones on, and a time is continued as what grows and what does not."""

from __future__ import annotations

from itertools import count

import pytest

from headscope.capture import short_runs
from headscope.capture.kernel_cost import KernelCost
from headscope.capture.time_cost import TimeCost, times_of


@pytest.mark.parametrize(
    ("seconds", "longest", "lengths"),
    [
        (0.001, 9000, [128, 512, 2048]),
        (0.001, 700, [128, 512, 700]),
        (0.001, 50, [50]),
        (0.01, 9000, [128, 512]),
        (1.0, 9000, [128, 512]),
        (1.0, 40 * 512, [128, 512, 2048]),
    ],
)
def test_lengths_grow_until_one_takes_long(
    seconds: float, longest: int, lengths: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, noise = [0.0], count(1)

    def run(tokens: int) -> None:
        clock[0] += seconds * tokens * (1 + next(noise) % 2)

    monkeypatch.setattr(short_runs.time, "perf_counter", lambda: clock[0])
    found = times_of(run, longest)
    assert list(found) == lengths
    for length in lengths:  # odd runs take twice as long; a time of more than four seconds is not taken again
        assert found[length] == pytest.approx(seconds * length, rel=1.0)
        if 2 * seconds * length < 4:
            assert found[length] == pytest.approx(seconds * length)


@pytest.mark.parametrize("constant_s", [0.0, 0.3])
def test_what_does_not_grow_is_counted_once(constant_s: float) -> None:
    kernel = KernelCost(heads=4, is_causal=False, window=None, rows=None, kernel_s=1e-8, statistics_s=2e-8)

    def seconds(tokens: int) -> float:
        return constant_s + 1e-3 * tokens + 2 * 4 * tokens**2 * 3e-8

    times = {tokens: seconds(tokens) for tokens in (128, 512, 2048)}
    cost = TimeCost(times, [kernel, kernel])
    assert cost.seconds(20_000) == pytest.approx(seconds(20_000))
    assert cost.seconds(100) == pytest.approx(seconds(100))


def test_one_length_alone_is_taken_to_grow() -> None:
    assert TimeCost({128: 12.8}, []).seconds(1000) == pytest.approx(100.0)
