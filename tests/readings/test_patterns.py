"""The pattern reading: the concept document's matrices, hand-made heads, generated heads, both routes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from headscope.capture.arrays import from_arrays, from_qkv
from headscope.readings.base import PATTERNS, HeadPattern
from headscope.readings.pattern_mixture import fit
from headscope.readings.pattern_rows import intervals, site_rows
from headscope.readings.patterns import LABELS, read_patterns
from headscope.store.write import save
from headscope.testing import PatternCase, generate, read_cases
from headscope.testing.pattern_runs import run_of_maps
from headscope.testing.patterns import uniform_noise

HELD_OUT = read_cases(Path(__file__).parents[1] / "data" / "patterns-heldout.json")
CONCEPT = {
    "diagonal": [[0.8, 0.2, 0, 0], [0.3, 0.6, 0.1, 0], [0, 0.2, 0.7, 0.1], [0, 0, 0.3, 0.7]],
    "block": [[0.5, 0.5, 0, 0], [0.4, 0.6, 0, 0], [0, 0, 0.6, 0.4], [0, 0, 0.3, 0.7]],
    "sparse": [[0.1, 0.1, 0.1, 0.7], [0.2, 0.6, 0.1, 0.1], [0.1, 0.2, 0.6, 0.1], [0.8, 0.1, 0.05, 0.05]],
    "global": [[0.25] * 4, [0.2, 0.3, 0.3, 0.2], [0.3, 0.2, 0.2, 0.3], [0.25] * 4],
}
WORDS = ["The", "cat", "on", "mat"]


def read_one(*args: object, **kwargs: object) -> HeadPattern:
    return read_patterns(from_arrays(*args, **kwargs))[0]  # type: ignore[arg-type]


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    from sklearn.metrics import f1_score

    true, found = zip(*pairs, strict=True)
    return float(f1_score(true, found, labels=list(LABELS), average="macro", zero_division=0))


def test_the_diagonal_example_is_diagonal_through_itself() -> None:
    found = read_one(CONCEPT["diagonal"], WORDS)
    assert (found.label, found.offset, found.evidence) == ("diagonal", 0, "low")


def test_the_block_example_is_block_once_its_phrases_are_given() -> None:
    assert read_one(CONCEPT["block"], WORDS, segments=[[0, 2], [2, 4]]).label == "block"
    alone = read_one(CONCEPT["block"], WORDS)
    assert alone.label != "block"
    assert alone.shares["block"] == 0


def test_the_diagonal_example_is_not_block_when_phrases_are_given() -> None:
    assert read_one(CONCEPT["diagonal"], WORDS, segments=[[0, 2], [2, 4]]).label == "diagonal"


def test_the_sparse_example_is_partly_self_attention_and_its_evidence_low() -> None:
    found = read_one(CONCEPT["sparse"], WORDS)
    assert found.label in ("sparse", "mixed")
    assert found.shares["diagonal"] > 0.15
    assert found.shares["sparse"] > 0.15
    assert found.evidence == "low"


def test_the_global_example_is_global_without_any_structure() -> None:
    found = read_one(CONCEPT["global"], WORDS)
    assert (found.label, found.strength) == ("global", 0.0)


@pytest.mark.parametrize("use_weights", [True, False])
def test_shares_sum_to_one_and_everything_lies_in_its_range(use_weights: bool) -> None:
    for case in HELD_OUT[::97]:
        found = read_patterns(run_of_maps(generate(case)), use_weights=use_weights)[0]
        assert set(found.shares) == set(PATTERNS)
        assert sum(found.shares.values()) == pytest.approx(1)
        assert min(found.shares.values()) >= 0
        assert 0 <= found.strength <= 1
        assert 0 <= found.confidence <= 1
        assert 0 <= found.sink_share <= 1 + 1e-9


@pytest.mark.parametrize("offset", [-2, -1, 0, 1, 3, -7])
def test_a_head_at_one_offset_is_diagonal_with_that_offset(offset: int) -> None:
    weights = np.full((40, 40), 0.1 / 40) + 0.9 * np.eye(40, k=offset)
    found = read_one(weights / weights.sum(-1, keepdims=True))
    assert (found.label, found.offset, found.evidence) == ("diagonal", offset, "low")


def test_a_previous_token_head_is_strong_and_a_uniform_head_is_not() -> None:
    previous = np.eye(30, k=-1) + np.eye(30) * (np.arange(30) == 0)
    found = read_patterns(from_arrays(np.stack([previous, np.tri(30) / np.arange(1, 31)[:, None]])))
    assert found[0].strength == pytest.approx(1, abs=1e-6)
    assert found[0].shares["diagonal"] > 0.99
    assert (found[1].label, found[1].strength) == ("global", 0.0)


@pytest.mark.parametrize(
    ("column", "tokens", "kind"),
    [
        (0, None, "first"),
        (0, "[CLS]", "first"),
        (23, "[SEP]", "special"),
        (11, ".", "punctuation"),
        (11, None, "other"),
        (23, None, "other"),
    ],
)
def test_a_column_is_a_sink_of_its_kind(column: int, tokens: str | None, kind: str) -> None:
    labels = [f"w{n}" for n in range(24)]
    labels[column] = tokens or labels[column]
    weights = np.full((24, 24), 0.2 / 24)
    weights[:, column] += 0.8
    found = read_one([weights] * 4, [labels] * 4)
    assert (found.label, found.sink_kind, found.evidence) == ("sink", kind, "enough")
    assert found.sink_share == pytest.approx(0.8 + 0.2 / 24)


def test_under_the_sink_the_secondary_pattern_shows() -> None:
    weights = 0.8 * np.eye(30)[np.zeros(30, dtype=int)] + 0.2 * np.eye(30)[np.maximum(np.arange(30) - 1, 0)]
    found = read_one([weights] * 3, [[f"w{n}" for n in range(30)]] * 3)
    assert (found.label, found.secondary) == ("sink", "diagonal")


def test_a_local_head_is_not_block_though_it_stays_inside_long_segments() -> None:
    weights = np.exp(-np.abs(np.arange(48)[:, None] - np.arange(48)[None, :]) / 1.2)
    weights /= weights.sum(-1, keepdims=True)
    ends = [0, 9, 15, 27, 33, 42, 48]
    segments = [[a, b] for a, b in pairwise(ends)]
    found = read_one([weights] * 3, [[f"w{n}" for n in range(48)]] * 3, segments=[segments] * 3)
    assert found.label == "diagonal"


def test_a_block_head_beats_moved_boundaries_and_wrong_boundaries_do_not() -> None:
    ends = [0, 5, 8, 14, 16, 23, 28, 30, 36]
    number = np.repeat(np.arange(8), np.diff(ends))
    weights = (number[:, None] == number[None, :]).astype(float)
    weights /= weights.sum(-1, keepdims=True)
    segments = [[a, b] for a, b in pairwise(ends)]
    right = read_one([weights] * 2, [[f"w{n}" for n in range(36)]] * 2, segments=[segments] * 2)
    assert right.label == "block"
    assert right.p_value is not None
    assert right.p_value <= 0.05
    wrong = [[0, 3], [3, 11], [11, 15], [15, 19], [19, 26], [26, 33], [33, 36]]
    assert read_one([weights] * 2, [[f"w{n}" for n in range(36)]] * 2, segments=[wrong] * 2).label != "block"


def test_cross_attention_along_the_stretched_diagonal_is_diagonal() -> None:
    place = np.round(np.arange(12) * 29 / 11).astype(int)
    weights = 0.15 / 30 + 0.85 * np.eye(30)[place]
    found = read_patterns(
        from_arrays(weights, query_tokens=list("abcdefghijkl"), key_tokens=[str(n) for n in range(30)])
    )
    assert (found[0].head, found[0].label) == ("X0.H0", "diagonal")


def test_cross_attention_without_preference_is_global() -> None:
    random = np.random.default_rng(0)
    weights = random.dirichlet(np.ones(30), size=12)
    found = read_one(weights, query_tokens=list("abcdefghijkl"), key_tokens=[str(n) for n in range(30)])
    assert found.label == "global"


@pytest.mark.parametrize("label", ["diagonal", "block", "sink", "sparse", "global", "mixed"])
def test_a_long_text_is_read_from_the_reductions_alone(label: str) -> None:
    family = {"diagonal": "alibi", "block": "unequal-block", "sink": "punctuation", "sparse": "few-keys"}
    name = (family | {"global": "soft", "mixed": "vertical-slash"})[label]
    case = PatternCase(name, 4, 700, "full", 0.2, label)
    run = run_of_maps(generate(case, maps=1), keep="none")
    assert not run.has("L0", "weights")
    assert read_patterns(run)[0].label == label


def test_rebuilt_rows_are_close_to_the_weights_and_keep_the_exact_sums() -> None:
    run = run_of_maps(generate(PatternCase("local", 1, 64, "causal", 0.3, "diagonal")))
    kept = site_rows(run, run.sites[0], [0])
    rebuilt = site_rows(run, run.sites[0], [0], use_weights=False)
    for one, other in zip(kept, rebuilt, strict=True):
        assert np.abs(one.weights - other.weights).sum(-1).mean() / 2 < 0.1
        np.testing.assert_allclose(other.weights.sum(1), one.weights.sum(1), atol=0.03)


def test_a_head_is_read_the_same_with_or_without_its_neighbours() -> None:
    random = np.random.default_rng(3)
    weights = random.dirichlet(np.full(20, 0.3), size=(2, 3, 20))
    run = from_arrays(weights)
    together = {one.head: one for one in read_patterns(run)}
    assert list(together) == [f"L{layer}.H{head}" for layer in range(2) for head in range(3)]
    alone = read_patterns(run, "L1.H2")
    assert [one.head for one in alone] == ["L1.H2"]
    assert alone[0].label == together["L1.H2"].label
    for name in PATTERNS:
        assert alone[0].shares[name] == pytest.approx(together["L1.H2"].shares[name], abs=1e-6)


def test_a_stored_run_is_read_like_one_in_memory(tmp_path: Path) -> None:
    run = run_of_maps(generate(PatternCase("a-shape", 1, 32, "causal", 0.1, "mixed")))
    assert read_patterns(save(run, tmp_path / "run")) == read_patterns(run)


def test_texts_of_one_token_tell_nothing() -> None:
    found = read_one([[1.0]], ["a"])
    assert (found.label, found.confidence, found.evidence) == ("global", 0.0, "low")
    assert read_one([[[1.0]], np.eye(6)], [["a"], list("bcdefg")]).label == "diagonal"


def test_the_last_token_of_a_causal_text_is_no_sink_because_it_reads_itself() -> None:
    assert read_one(np.eye(9)).sink_kind is None


@pytest.mark.parametrize("is_causal", [True, False])
def test_even_rows_inside_a_window_are_global(is_causal: bool) -> None:
    random = np.random.default_rng(0)
    mask = np.abs(np.arange(120)[:, None] - np.arange(120)[None, :]) <= 8
    mask &= np.tri(120, dtype=bool) | (not is_causal)
    run = from_qkv(0.1 * random.normal(size=(1, 120, 8)), random.normal(size=(1, 120, 8)), mask=mask, keep="none")
    assert read_patterns(run)[0].label == "global"


def test_the_mixture_finds_planted_shares() -> None:
    random = np.random.default_rng(1)
    templates = random.dirichlet(np.ones(12), size=4)
    planted = np.array([0.4, 0.3, 0.2, 0.1])
    np.testing.assert_allclose(fit(planted @ templates, templates, np.ones(4), rounds=3000), planted, atol=1e-3)


@pytest.mark.parametrize("window", [None, 4])
def test_causal_intervals_are_found_from_counts(window: int | None) -> None:
    high = np.arange(1, 11)
    low = np.zeros(10, dtype=int) if window is None else np.maximum(high - window, 0)
    found = intervals(high - low, 10, is_cross=False)
    np.testing.assert_array_equal(found, (low, high))


def test_few_heads_without_preference_get_a_pattern() -> None:
    wrong = total = 0
    for tokens in (8, 16, 32, 64):
        for mask in ("causal", "full"):
            labels = [read_patterns(run_of_maps(uniform_noise(seed, tokens, mask)))[0].label for seed in range(12)]
            wrong += sum(label != "global" for label in labels)
            total += len(labels)
    assert wrong <= 0.02 * total


def judged(cases: list[PatternCase]) -> list[tuple[PatternCase, str, str]]:
    runs = ((case, run_of_maps(generate(case))) for case in cases)
    return [(c, read_patterns(run)[0].label, read_patterns(run, use_weights=False)[0].label) for c, run in runs]


@pytest.mark.slow
def test_the_held_out_heads_are_read_right() -> None:
    found = judged(HELD_OUT)
    for route in (1, 2):
        small = [(one[0].label, str(one[route])) for one in found if one[0].tokens == 8]
        large = [(one[0].label, str(one[route])) for one in found if one[0].tokens >= 16]
        assert macro_f1(small) >= 0.80
        assert macro_f1(large) >= 0.95
    assert np.mean([kept == streamed for _, kept, streamed in found]) >= 0.95
