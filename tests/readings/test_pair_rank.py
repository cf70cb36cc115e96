"""The rank of one pair of words among all pairs of its sentence, against a count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from headscope.base.words import word_spans
from headscope.errors import BadHeadId, BadOption, NotKept
from headscope.readings.pair_rank import pair_rank, pair_ranks
from tests.readings.planted_words import even_head, noise_head, planted_run

SOURCE = "tea and rain and wind"


def counted(weights: np.ndarray, row: int, column: int, *, is_causal: bool, distance: int | None = None) -> tuple:
    """Rank, number of pairs, percentile: by looking at every pair."""
    size = len(weights)
    pairs = [(q, k) for q in range(size) for k in range(size) if q != k and (k < q or not is_causal)]
    visible = {q: [k for one, k in pairs if one == q] for q in range(size)}
    share = {(q, k): weights[q, k] / sum(weights[q, j] for j in visible[q]) for q, k in pairs}
    kept = [pair for pair in pairs if distance is None or abs(pair[0] - pair[1]) == distance]
    own = share[row, column]
    rivals = [share[pair] for pair in kept if pair != (row, column)]
    below = sum(one < own for one in rivals) + sum(one == own for one in rivals) / 2
    return 1 + sum(one > own for one in rivals), len(kept), below / len(rivals)


@pytest.mark.parametrize("is_causal", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_ranks_are_those_of_a_count(is_causal: bool, seed: int):
    run = planted_run([(SOURCE, word_spans(SOURCE))], [noise_head(seed)], is_causal=is_causal)
    weights = noise_head(seed)(0, 5)
    found = pair_rank(run, "L0.H0", query="rain", key="tea")
    rank, pairs, percentile = counted(weights, 2, 0, is_causal=is_causal)
    assert (found.rank, found.pairs) == (rank, pairs)
    assert found.percentile == pytest.approx(percentile)
    near = counted(weights, 2, 0, is_causal=is_causal, distance=2)
    assert (found.rank_at_distance, found.pairs_at_distance) == near[:2]
    assert found.percentile_at_distance == pytest.approx(near[2])
    assert found.distance == 2


def test_all_heads_are_ranked_in_order():
    run = planted_run([(SOURCE, word_spans(SOURCE))], [noise_head(0), even_head])
    found = list(pair_ranks(run, query="wind", key="tea"))
    assert [one.head for one in found] == ["L0.H0", "L0.H1"]
    assert found[1].percentile == 0.5
    assert found[0] == pair_rank(run, "L0.H0", query="wind", key="tea")


def test_words_and_heads_that_are_not_there_and_hidden_pairs_are_refused():
    run = planted_run([(SOURCE, word_spans(SOURCE))], [even_head], is_causal=True)
    with pytest.raises(BadOption, match="sun"):
        pair_rank(run, "L0.H0", query="sun", key="tea")
    with pytest.raises(BadOption, match="hidden"):
        pair_rank(run, "L0.H0", query="tea", key="rain")
    with pytest.raises(BadHeadId):
        pair_rank(run, "L3.H0", query="rain", key="tea")


def test_a_run_without_matrices_of_words_is_refused():
    from headscope.capture.arrays import from_arrays

    run = from_arrays(np.full((2, 2), 0.5), ["a", "b"])
    with pytest.raises((NotKept, BadOption)):
        pair_rank(run, "L0.H0", query="a", key="b")
