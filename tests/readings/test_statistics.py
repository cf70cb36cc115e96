"""Statistics are plain means over rows, computed here from dense matrices."""

from __future__ import annotations

import json

import numpy as np
import pytest

from headscope.capture.arrays import from_arrays, from_qkv
from headscope.errors import BadHeadId
from headscope.readings.statistics import read_statistics, statistics_json

LENGTHS = (7, 20, 1)


def maps(*, is_causal: bool) -> list[np.ndarray]:
    draw = np.random.default_rng(5)
    found = []
    for length in LENGTHS:
        weights = draw.exponential(size=(2, 3, length, length)) * (np.tri(length) if is_causal else 1)
        found.append(weights / weights.sum(axis=-1, keepdims=True))
    return found


def labels() -> list[list[str]]:
    return [["[CLS]", *(f"w{n}" for n in range(length - 1))] for length in LENGTHS]


@pytest.mark.parametrize("is_causal", [False, True])
def test_they_are_means_over_the_rows_of_all_texts(is_causal: bool):
    weights = maps(is_causal=is_causal)
    found = read_statistics(from_arrays(weights, labels()))
    assert [one.head for one in found] == [f"L{layer}.H{head}" for layer in range(2) for head in range(3)]
    for one, (layer, head) in zip(found, np.ndindex(2, 3), strict=True):
        rows = [text[layer, head] for text in weights]
        flat = [row for text in rows for row in text]
        entropy = [-sum(p * np.log2(p) for p in row if p > 0) for row in flat]
        span = [sum(p * abs(k - q) for k, p in enumerate(row)) for text in rows for q, row in enumerate(text)]
        assert one.entropy_bits == pytest.approx(np.mean(entropy), abs=1e-9)
        assert one.mean_span_tokens == pytest.approx(np.mean(span), abs=1e-9)
        assert one.first_token_share == one.special_share == pytest.approx(np.mean([row[0] for row in flat]))
        assert one.self_share == pytest.approx(np.mean([p for text in rows for p in np.diag(text)]))
        assert one.peak_mean == pytest.approx(np.mean([row.max() for row in flat]))
        before = [int(row.argmax() == q - 1) for text in rows for q, row in enumerate(text)]
        assert one.previous_token_argmax_share == pytest.approx(np.mean(before))
        for offset in (-16, -3, -1, 0, 2):
            there = np.concatenate([np.diag(text, offset) for text in rows if abs(offset) < len(text)])
            if is_causal and offset > 0:
                assert offset not in one.offset_mass
            else:
                assert one.offset_mass[offset] == pytest.approx(there.mean(), abs=1e-9)
        assert 20 not in one.offset_mass


def test_rows_that_see_no_key_do_not_count():
    run = from_qkv(np.zeros((1, 3, 2)), np.zeros((1, 3, 2)), mask=np.array([[0, 0, 0], [1, 1, 0], [1, 1, 0]], bool))
    found = read_statistics(run)[0]
    assert (found.entropy_bits, found.peak_mean, found.first_token_share) == (1.0, 0.5, 0.5)
    assert found.offset_mass[0] == 0.5  # only the middle row sees itself
    nothing = from_qkv(np.zeros((1, 2, 2)), np.zeros((1, 2, 2)), mask=np.zeros((2, 2), bool))
    assert read_statistics(nothing)[0].entropy_bits == 0.0


def test_heads_are_chosen_by_name_and_unknown_ones_refused():
    run = from_arrays(maps(is_causal=False), labels())
    assert [one.head for one in read_statistics(run, "L1.H2,L0.H0")] == ["L0.H0", "L1.H2"]
    with pytest.raises(BadHeadId):
        read_statistics(run, "L7.H0")


def test_their_json_has_the_promised_keys():
    found = json.loads(json.dumps(statistics_json(read_statistics(from_arrays([[1.0, 0.0], [0.5, 0.5]])))))
    head = found["heads"][0]
    promised = (
        "head entropy_bits mean_span_tokens offset_mass previous_token_argmax_share first_token_share special_share "
        "self_share peak_mean"
    )
    assert set(promised.split()) <= set(head)
    assert head["offset_mass"] == {"-1": 0.5, "0": 0.75}
