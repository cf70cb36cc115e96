"""Estimates from sampled rows: unbiased, and their intervals hold the true value as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from headscope.base.rows import chosen_rows, parse_rows, strata
from headscope.readings.some_rows import Strata, estimate

TOKENS, ROWS, DRAWS = 2048, 256, 200


def heads() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Queries and keys of causal heads of different character, [token, d]."""
    random = np.random.default_rng(0)
    kinds = (random.zipf(1.3, TOKENS) % 500).astype(int)
    meaning = random.standard_normal((500, 32))[kinds]
    turns = np.arange(TOKENS)[:, None] / 100.0 ** (np.arange(16) / 16)
    place = np.concatenate([np.cos(turns), np.sin(turns)], axis=1)
    sink, keys = np.zeros((TOKENS, 32)), 0.3 * random.standard_normal((TOKENS, 32))
    sink[:, 0] = np.where(random.random(TOKENS) < 0.7, 12.0, 0.0)
    keys[0, 0] = 6.0
    return {
        "even": (0.1 * random.standard_normal((TOKENS, 32)), random.standard_normal((TOKENS, 32))),
        "sharp": (3.0 * random.standard_normal((TOKENS, 32)), random.standard_normal((TOKENS, 32))),
        "equal tokens": (1.2 * meaning, meaning),
        "after equal tokens": (1.2 * meaning, np.roll(meaning, 1, axis=0)),
        "near": (2.5 * place + random.standard_normal((TOKENS, 32)), place),
        "sink": (sink + random.standard_normal((TOKENS, 32)), keys),
    }


def rows_of(q: np.ndarray, k: np.ndarray) -> dict[str, np.ndarray]:
    """Statistics of every row, in float64 from the dense matrix."""
    scores = np.where(np.tri(TOKENS, dtype=bool), q @ k.T, -np.inf)
    weights = np.exp(scores - scores.max(1, keepdims=True))
    weights /= weights.sum(1, keepdims=True)
    far = np.arange(TOKENS)[:, None] - np.arange(TOKENS)
    return {
        "entropy": -(weights * np.log2(np.where(weights > 0, weights, 1))).sum(1),
        "peak": weights.max(1),
        "span": (weights * np.abs(far)).sum(1),
        "self": np.diagonal(weights).copy(),
        "first": weights[:, 0],
        "previous": np.append(0.0, np.diagonal(weights, -1)),
        "previous is largest": np.append(False, weights.argmax(1)[1:] == np.arange(TOKENS - 1)).astype(float),
    }


def flat() -> Strata:
    edges, taken = strata(TOKENS, ROWS)
    return Strata(np.cumsum(taken) - taken, np.diff(edges), taken)


def test_intervals_of_heads_of_every_character_hold_the_mean_as_often_as_they_say() -> None:
    rows, everywhere = flat(), np.ones(ROWS, dtype=bool)
    drawn = [chosen_rows(parse_rows(f"sample:{ROWS}"), TOKENS, seed=seed) for seed in range(DRAWS)]
    held: dict[str, float] = {}
    for head, (q, k) in heads().items():
        for name, values in rows_of(q, k).items():
            truth = values.mean()
            if truth < 0.01:
                continue
            found = [
                estimate(values[some], everywhere, rows, is_share=name not in {"entropy", "span"}) for some in drawn
            ]
            inside = [low <= truth <= high for low, high in (one.interval() for one in found)]
            held[f"{head}: {name}"] = float(np.mean(inside))
            error = np.std([one.value for one in found])
            assert abs(np.mean([one.value for one in found]) - truth) < 4 * error / np.sqrt(DRAWS), (head, name)
    assert len(held) > 20
    assert 0.93 <= np.mean(list(held.values())) <= 0.97, sorted(held.items(), key=lambda one: one[1])
    assert min(held.values()) >= 0.90, sorted(held.items(), key=lambda one: one[1])


def test_a_sample_of_everything_is_exact() -> None:
    edges, taken = strata(41, 41)
    values = np.random.default_rng(1).random(41)
    found = estimate(values, values > 0.2, Strata(np.cumsum(taken) - taken, np.diff(edges), taken))
    assert found.value == pytest.approx(values[values > 0.2].mean())
    assert found.standard_error == 0
    assert found.rows == (values > 0.2).sum()


def test_rows_that_do_not_count_do_not_enter_a_mean() -> None:
    random = np.random.default_rng(2)
    values, counted = random.random(TOKENS), random.random(TOKENS) < 0.3
    truth, found = values[counted].mean(), []
    for seed in range(300):
        some = chosen_rows(parse_rows(f"sample:{ROWS}"), TOKENS, seed=seed)
        found.append(estimate(values[some], counted[some], flat()))
    inside = [low <= truth <= high for low, high in (one.interval() for one in found)]
    assert 0.91 <= np.mean(inside) <= 0.98
    spread = np.std([one.value for one in found])
    assert np.mean([one.standard_error for one in found]) == pytest.approx(spread, rel=0.15)


def test_rows_that_hardly_differ_give_no_error_below_what_a_row_is_exact_to() -> None:
    values = 0.9 + 0.1 * np.exp(-np.arange(TOKENS) / 3.0)
    some = chosen_rows(parse_rows(f"sample:{ROWS}"), TOKENS)
    found = estimate(values[some], np.ones(ROWS, dtype=bool), flat(), is_share=True)
    assert found.standard_error >= 0.9e-6
    low, high = found.interval()
    assert low <= values.mean() <= high
