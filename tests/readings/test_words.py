"""Rows in words: pieces joined, verdicts by their definition, exclusions renormalised; whatever the run kept."""

from __future__ import annotations

import json

import msgspec
import numpy as np
import pytest

from headscope.capture.arrays import from_arrays, from_qkv
from headscope.capture.labels import Labels
from headscope.errors import NotKept
from headscope.readings.words import judge, read_words, words_json
from headscope.store.layout import WordRecord
from headscope.store.run import Run


def regrouped(run: Run, sizes: list[int]) -> Run:
    """The run with its tokens joined to words of the given sizes (0 leaves a token out of all words)."""
    words, place = [], 0
    for size in sizes:
        if size:
            words.append(WordRecord(f"w{place}", place, place + size - 1, False))
        place += max(size, 1)
    side = msgspec.structs.replace(run.manifest.texts[0].sides["text"], words=tuple(words))
    text = msgspec.structs.replace(run.manifest.texts[0], sides={"text": side})
    return Run(msgspec.structs.replace(run.manifest, texts=(text,)), run.arrays)


def word_matrix(weights: np.ndarray, sizes: list[int]) -> np.ndarray:
    """Sum over key pieces, mean over query pieces, by the definition."""
    places, place = [], 0
    for size in sizes:
        if size:
            places.append(range(place, place + size))
        place += max(size, 1)
    return np.array([[np.mean([sum(weights[q, k] for k in key) for q in query]) for key in places] for query in places])


def queries(tokens: int, heads: int = 2, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    return 2 * draw.normal(size=(heads, tokens, 3)), 2 * draw.normal(size=(heads, tokens, 3))


def comparable(words) -> list:
    return [
        (one.head, row.query_index, row.verdict, [(key.key_index, round(key.share, 5)) for key in row.keys])
        for one in words
        for row in one.rows
    ]


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ([0.5, 0.45], ("main", 1)),
        ([0.4, 0.2, 0.2], ("main", 1)),
        ([0.4, 0.21, 0.2], ("tie", 2)),
        ([0.35, 0.25, 0.2], ("tie", 2)),
        ([0.3, 0.25, 0.2], ("tie", 3)),
        ([0.3, 0.25, 0.14], ("diffuse", 1)),
        ([0.25, 0.2, 0.1], ("diffuse", 1)),
        ([0.1, 0.1, 0.1], ("diffuse", 1)),
        ([1.0], ("main", 1)),
        ([np.float32(0.35), np.float32(0.25), 0.2], ("tie", 2)),
    ],
)
def test_verdicts_follow_their_definition(shares: list[float], verdict: tuple[str, int]):
    assert judge(shares) == verdict


@pytest.mark.parametrize("sizes", [[1] * 8, [2, 1, 0, 3, 1], [0, 7], [8], [3, 1, 1, 1, 2]])
def test_pieces_become_words(sizes: list[int]):
    weights = np.random.default_rng(1).exponential(size=(8, 8))
    weights /= weights.sum(axis=-1, keepdims=True)
    rows = read_words(regrouped(from_arrays(weights), sizes))[0].rows
    expected = word_matrix(weights, sizes)
    assert [row.query_index for row in rows] == list(range(len(expected)))
    for row, shares in zip(rows, expected, strict=True):
        assert row.keys[0].key_index == shares.argmax()
        assert row.keys[0].share == pytest.approx(shares.max())
        assert (row.verdict, len(row.keys)) == judge(sorted(shares, reverse=True))


def test_long_texts_are_read_in_blocks_that_end_between_words():
    q, k = queries(300)
    sizes = [5, 1, 2, 150, 3, 1, 4] + [2] * 67
    run = regrouped(from_qkv(q, k, mask="causal"), sizes)
    expected = word_matrix(run.array("L0", "weights", 0)[1], sizes)
    rows = read_words(run, "L0.H1")[0].rows
    assert len(rows) == len(sizes)
    for row, shares in zip(rows, expected, strict=True):
        assert row.keys[0].share == pytest.approx(shares.max())


@pytest.mark.parametrize("options", [{}, {"exclude_self": True}, {"exclude_special": True}])
def test_the_reading_is_the_same_whatever_was_kept(options: dict[str, bool]):
    tokens = ["[CLS]", *(f"w{n}" for n in range(28)), "[SEP]"]
    q, k = queries(30)
    for mask in (None, "causal"):
        runs = [from_qkv(q, k, mask=mask, tokens=tokens, keep=keep) for keep in ("weights", "qk", "none")]
        found = [comparable(read_words(run, **options)) for run in runs]
        assert found[0] == found[1] == found[2]
        assert len(found[0]) > 50


def test_the_same_with_learned_sinks_where_the_rows_can_be_had():
    q, k = queries(12)
    sinks = np.array([0.0, 2.0])
    runs = [from_qkv(q, k, mask="causal", sinks=sinks, keep=keep) for keep in ("weights", "qk", "none")]
    found = [comparable(read_words(run)) for run in runs]
    assert found[0] == found[1] == found[2]
    assert comparable(read_words(runs[0], exclude_self=True)) == comparable(read_words(runs[1], exclude_self=True))
    with pytest.raises(NotKept, match="keep weights"):
        read_words(runs[2], exclude_self=True)  # what is left of a row is unknown


def test_without_the_rows_words_of_several_pieces_are_read_token_by_token():
    q, k = queries(6)
    run = regrouped(from_qkv(q, k, keep="none"), [2, 1, 1, 1, 1])
    found = read_words(run)
    assert {one.unit for one in found} == {"token"}
    plain = read_words(from_qkv(q, k, keep="weights"))
    assert {one.unit for one in plain} == {"word"}
    assert comparable(found) == comparable(plain)


def test_excluded_keys_leave_their_share_to_the_others():
    weights = [[0.2, 0.6, 0.2], [0.5, 0.4, 0.1], [0.7, 0.2, 0.1]]
    run = from_arrays(weights, ["[CLS]", "cat", "sits"])
    found = read_words(run, exclude_special=True)[0].rows
    assert [row.query for row in found] == ["cat", "sits"]
    assert found[0].keys[0].key == "cat"
    assert found[0].keys[0].share == pytest.approx(0.8)
    both = read_words(run, exclude_self=True, exclude_special=True)[0].rows
    assert [(row.query, row.keys[0].key, row.keys[0].share) for row in both] == [("cat", "sits", 1), ("sits", "cat", 1)]


def test_a_row_of_which_nothing_is_left_is_left_out():
    run = from_arrays(np.tri(3) / np.tri(3).sum(axis=1, keepdims=True), ["a", "b", "c"])
    assert [row.query for row in read_words(run, exclude_self=True)[0].rows] == ["b", "c"]


def test_between_two_texts_there_is_no_self_to_exclude():
    q, k = queries(4)
    run = from_qkv(q, k, tokens=Labels(query_tokens=list("abcd"), key_tokens=list("wxyz")))
    assert comparable(read_words(run)) == comparable(read_words(run, exclude_self=True))


def test_texts_and_heads_can_be_chosen():
    even = np.full((3, 2, 2), 0.5)
    run = from_arrays([even, even], [["a", "b"], ["c", "d"]])
    assert [(one.head, one.text) for one in read_words(run, "L0.H2,L0.H0")] == [
        ("L0.H0", 0), ("L0.H2", 0), ("L0.H0", 1), ("L0.H2", 1),
    ]  # fmt: skip
    assert {one.text for one in read_words(run, text=1)} == {1}


def test_their_json_has_the_promised_keys():
    found = json.loads(json.dumps(words_json(read_words(from_arrays([[0.9, 0.1], [0.2, 0.8]], ["a", "b"])))))
    assert found[0]["head"] == "L0.H0"
    assert found[0]["rows"][1] == {
        "query": "b",
        "query_index": 1,
        "verdict": "main",
        "keys": [{"key": "b", "key_index": 1, "share": 0.8}],
    }
