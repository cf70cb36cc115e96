"""Runs from bare arrays: what is accepted, what is refused and in which words, and that torch stays away."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from headscope.capture.arrays import from_arrays, from_qkv
from headscope.capture.labels import Labels
from headscope.errors import BadMatrix, BadOption
from headscope.readings.weights import row_source
from headscope.reference import Rules, attend
from headscope.store.run import open_run
from headscope.store.write import save

EVEN = [[0.5, 0.5], [0.5, 0.5]]


def random_weights(*shape: int, seed: int = 0) -> np.ndarray:
    weights = np.random.default_rng(seed).exponential(size=shape)
    return weights / weights.sum(axis=-1, keepdims=True)


def qkv(heads: int = 4, key_heads: int = 2, queries: int = 9, keys: int = 9, *, layers: int | None = None):
    draw = np.random.default_rng(1)
    stack = () if layers is None else (layers,)
    shapes = ((heads, queries, 3), (key_heads, keys, 3), (key_heads, keys, 5))
    return tuple(draw.normal(size=(*stack, *shape)) for shape in shapes)


class Foreign:
    """A tensor of a library that only knows how to become numpy."""

    def __init__(self, values: np.ndarray) -> None:
        self.values, self.ndim = values, values.ndim

    def __array__(self, dtype=None, copy=None) -> np.ndarray:
        return self.values


@pytest.mark.parametrize("shape", [(5, 5), (3, 5, 5), (2, 3, 5, 5), (2, 3, 4, 6)])
def test_one_site_for_each_layer_one_head_for_each_map(shape: tuple[int, ...]):
    weights = random_weights(*shape)
    run = from_arrays(weights)
    full = weights.reshape((1,) * (4 - weights.ndim) + shape)
    assert [site.heads for site in run.sites] == [full.shape[1]] * full.shape[0]
    for layer, site in enumerate(run.sites):
        np.testing.assert_array_equal(run.array(site.site, "weights", 0), full[layer])
        np.testing.assert_allclose(run.array(site.site, "received", 0), full[layer].sum(axis=1))


def test_nested_lists_numpy_torch_and_foreign_tensors_give_the_same_run():
    torch = pytest.importorskip("torch")
    weights = random_weights(2, 4, 4)
    forms = [
        weights,
        weights.tolist(),
        torch.tensor(weights, requires_grad=True),
        [torch.tensor(one) for one in weights],
        Foreign(weights),
        (Foreign(weights[0]), Foreign(weights[1])),
    ]
    for form in forms:
        np.testing.assert_allclose(from_arrays(form).array("L0", "weights", 0), weights)
    half = torch.tensor(weights, dtype=torch.bfloat16)
    assert from_arrays(half, normalise=True).array("L0", "weights", 0).dtype == np.float32


def test_several_texts_are_pooled_and_read_apart():
    maps = [random_weights(2, 3, 3), random_weights(2, 5, 5)]
    run = from_arrays(maps, [["a", "b", "c"], list("vwxyz")], segments=[[[0, 1], [1, 3]], [[0, 5]]])
    assert run.texts == 2
    assert run.text(1, "text").source == "v w x y z"
    for number, weights in enumerate(maps):
        np.testing.assert_array_equal(run.array("L0", "weights", number), weights)
    assert run.array("L0", "segment_mass", 0).shape == (2, 2, 2)


def test_a_run_from_arrays_can_be_saved_and_opened(tmp_path):
    run = from_arrays(random_weights(2, 3, 4), query_tokens=["a", "b", "c"], key_tokens=list("wxyz"))
    opened = open_run(save(run, tmp_path / "run").path)
    np.testing.assert_array_equal(opened.array("X0", "weights", 0), run.array("X0", "weights", 0))


def test_maps_without_any_later_key_count_as_causal():
    lower = np.tril(np.ones((4, 4)))
    run = from_arrays(lower / lower.sum(axis=1, keepdims=True))
    assert run.sites[0].is_causal
    np.testing.assert_array_equal(run.array("L0", "visible_keys", 0)[0], [1, 2, 3, 4])
    assert not from_arrays(random_weights(4, 4)).sites[0].is_causal


def test_special_tokens_and_punctuation_are_recognised_by_name():
    run = from_arrays(random_weights(4, 4), ["[CLS]", "cat", "。", "[SEP]"])
    weights = run.array("L0", "weights", 0)[0]
    np.testing.assert_allclose(run.array("L0", "special_mass", 0)[0], weights[:, [0, 3]].sum(axis=1))
    np.testing.assert_allclose(run.array("L0", "punctuation_mass", 0)[0], weights[:, 2])


def test_normalise_rescales_rows_and_leaves_a_row_of_zeros_as_one_that_sees_nothing():
    run = from_arrays([[2, 2], [0, 0]], normalise=True)
    np.testing.assert_array_equal(run.array("L0", "weights", 0), [[[0.5, 0.5], [0, 0]]])
    np.testing.assert_array_equal(run.array("L0", "visible_keys", 0), [[2, 0]])


def test_a_row_typed_by_hand_may_miss_one_by_a_thousandth():
    from_arrays([[0.333, 0.333, 0.333]] * 3)
    with pytest.raises(BadMatrix):
        from_arrays([[0.33, 0.33, 0.33]] * 3)


BAD = {
    "NaN": ([[0.5, 0.5], [float("nan"), 1]], {}, "not a finite number: got nan in row 1, column 0"),
    "infinity": ([[0.5, 0.5], [float("inf"), 1]], {}, "not a finite number: got inf in row 1, column 0"),
    "negative": ([[1.5, -0.5], [0.5, 0.5]], {}, "negative: got -0.5 in row 0, column 1"),
    "row sum": ([[0.5, 0.5], [0.5, 0.4]], {}, "does not sum to 1: got 0.9 in row 1, expected 1 within 0.001"),
    "row sum of a head": ([EVEN, [[0.5, 0.5], [0, 0]]], {}, "got 0 in row 1 (L0.H1)"),
    "ragged": ([[0.5, 0.5], [1.0]], {}, "ragged: got 1 entries in row 1, expected 2"),
    "words": ([["a", "b"], ["c", "d"]], {}, "not numeric: got a"),
    "nothing": ([[None, 1], [0.5, 0.5]], {}, "not numeric: got None"),
    "truth values": ([[True, False], [False, True]], {}, "not numeric: got True"),
    "mixed": ([[0.5, 0.5], 1.0], {}, "not numeric"),
    "mapping": ({"a": 1}, {}, "not numeric"),
    "empty": ([], {}, "empty: got shape [0]"),
    "one axis": ([0.5, 0.5], {}, "shape is not supported: got [2]"),
    "five axes": ([[[EVEN]]], {}, "shape is not supported: got [1, 1, 1, 2, 2]"),
    "tokens": (EVEN, {"tokens": ["a"]}, "Token count does not fit the matrix: got 1 tokens, expected 2"),
    "query tokens": (EVEN, {"query_tokens": list("abc")}, "Query token count does not fit the matrix: got 3"),
    "key tokens": (EVEN, {"key_tokens": ["a"]}, "Key token count does not fit the matrix: got 1"),
    "one string": (EVEN, {"tokens": "ab"}, "not text: got 'ab'"),
    "number tokens": (EVEN, {"tokens": [1, 2]}, "not text: got 1"),
    "no list": (EVEN, {"tokens": 5}, "not text: got 5"),
    "rectangular": ([[0.5, 0.5]], {"tokens": ["a", "b"]}, "for a matrix of 1 queries and 2 keys"),
    "both": (EVEN, {"tokens": ["a", "b"], "key_tokens": ["a", "b"]}, "Labels do not fit the matrix"),
    "segment outside": (EVEN, {"segments": [[0, 3]]}, "not a token range: got [0, 3]"),
    "segments overlap": (EVEN, {"segments": [[0, 2], [1, 2]]}, "not a token range: got [1, 2]"),
    "segment empty": (EVEN, {"segments": [[1, 1]]}, "not a token range: got [1, 1]"),
    "segment text": (EVEN, {"segments": ["ab"]}, "not a token range: got 'ab'"),
    "segments number": (EVEN, {"segments": 3}, "not a token range: got 3"),
    "texts": ([EVEN], {"tokens": [["a", "b"], ["c", "d"]]}, "Number of texts does not fit: got 1, expected 2"),
    "heads differ": ([EVEN, [EVEN, EVEN]], {"tokens": [["a", "b"], ["c", "d"]]}, "different layers or heads"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_matrices_are_refused_with_the_place_and_the_way_out(name: str):
    weights, options, wanted = BAD[name]
    with pytest.raises(BadMatrix) as caught:
        from_arrays(weights, **options)
    assert wanted in str(caught.value)
    assert ", expected " in str(caught.value)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.text("zh"))


def test_queries_cannot_be_kept_of_weights():
    with pytest.raises(BadOption, match="got 'qk', expected one of weights, none"):
        from_arrays(EVEN, keep="qk")


@pytest.mark.parametrize("mask", [None, "causal", "bool", "key", "head", "added", "gap"])
@pytest.mark.parametrize("library", ["numpy", "torch"])
def test_rows_from_queries_and_keys_equal_the_reference(mask: str | None, library: str):
    torch = pytest.importorskip("torch")
    q, k, v = qkv()
    draw = np.random.default_rng(2)
    bias, sinks = draw.normal(size=(4, 9, 9)), draw.normal(size=4)
    given, seen = mask, np.ones((9, 9), dtype=bool)
    added = np.zeros((9, 9))
    if mask == "key":
        given = np.arange(9) < 7
        seen &= given
    elif mask == "gap":
        given = seen = draw.random((9, 9)) < 0.6
        seen[4] = False
    elif mask in ("bool", "head"):
        seen = np.tri(9, dtype=bool)
        given = seen if mask == "bool" else np.broadcast_to(seen, (4, 9, 9))
    elif mask == "added":
        seen = np.tri(9, dtype=bool)
        added = draw.normal(size=(9, 9))
        given = np.where(seen, added, np.finfo(np.float32).min)
    scored = bias + np.where(seen, added, -np.inf)
    rules = Rules(scale=0.3, softcap=3.0, bias=scored, sinks=sinks, is_causal=mask == "causal")
    expected = attend(q, k, v, w_o=np.zeros((4, 5, 2)), rules=rules).weights
    if library == "torch":
        q, k, v = (torch.tensor(array) for array in (q, k, v))
    run = from_qkv(q, k, v, given, scale=0.3, softcap=3.0, bias=bias, sinks=sinks)
    np.testing.assert_allclose(run.array("L0", "weights", 0), expected, atol=1e-12)


def test_layers_become_sites_and_queries_may_read_another_text():
    q, k, v = qkv(queries=4, keys=6, layers=2)
    run = from_qkv(q, k, v, tokens=Labels(query_tokens=list("abcd"), key_tokens=list("uvwxyz")))
    assert [(site.site, site.heads, site.key_heads) for site in run.sites] == [("X0", 4, 2), ("X1", 4, 2)]
    expected = attend(q[1], k[1], v[1], w_o=np.zeros((4, 5, 2))).weights
    np.testing.assert_allclose(run.array("X1", "weights", 0), expected, atol=1e-12)


@pytest.mark.parametrize("sinks", [None, np.array([0.0, 1.0, -1.0, 3.0])])
def test_kept_queries_and_keys_give_the_rows_again(sinks: np.ndarray | None):
    q, k, v = qkv()
    whole = from_qkv(q, k, v, "causal", sinks=sinks).array("L0", "weights", 0)
    run = from_qkv(q, k, v, "causal", sinks=sinks, keep="qk", softcap=None)
    assert not run.has("L0", "weights")
    np.testing.assert_allclose(row_source(run, run.sites[0], 0)(2, 9), whole[:, 2:9], atol=1e-9)


def test_long_texts_keep_queries_and_keys_unless_rows_cannot_be_computed_from_them():
    q = k = np.zeros((1, 513, 1))
    assert from_qkv(q, k, mask="causal").manifest.plan.keep == "qk"
    assert from_qkv(q, k, bias=np.zeros((1, 513, 513))).manifest.plan.keep == "none"
    with pytest.raises(BadOption, match="Queries and keys are not enough"):
        from_qkv(q, k, bias=np.zeros((1, 513, 513)), keep="qk")


BAD_QKV = {
    "two axes": ((np.ones((3, 2)), np.ones((3, 2))), {}, "Array q has a wrong shape: got [3, 2]"),
    "d": ((np.ones((2, 3, 2)), np.ones((2, 3, 4))), {}, "Keys do not fit the queries"),
    "groups": ((np.ones((3, 3, 2)), np.ones((2, 3, 2))), {}, "Keys do not fit the queries"),
    "values": ((np.ones((2, 3, 2)), np.ones((2, 3, 2)), np.ones((2, 4, 2))), {}, "Values do not fit the keys"),
    "NaN": ((np.full((2, 3, 2), np.nan), np.ones((2, 3, 2))), {}, "Array q is not usable"),
    "mask shape": ((np.ones((2, 3, 2)), np.ones((2, 3, 2))), {"mask": np.ones((2, 2), bool)}, "Array mask has a wrong"),
    "bias shape": ((np.ones((2, 3, 2)), np.ones((2, 3, 2))), {"bias": np.ones((3, 3, 3))}, "Array bias has a wrong"),
    "sinks shape": ((np.ones((2, 3, 2)), np.ones((2, 3, 2))), {"sinks": [0.0]}, "Array sinks has a wrong shape"),
    "tokens": ((np.ones((2, 3, 2)), np.ones((2, 3, 2))), {"tokens": ["a"]}, "Token count does not fit"),
}


@pytest.mark.parametrize("name", BAD_QKV)
def test_queries_and_keys_that_do_not_fit_are_refused(name: str):
    arrays, options, wanted = BAD_QKV[name]
    with pytest.raises(BadMatrix) as caught:
        from_qkv(*arrays, **options)
    assert wanted in str(caught.value)


@pytest.mark.parametrize(("mask", "wanted"), [("diagonal", "Mask is not known"), (np.ones((3, 3), int), "ambiguous")])
def test_masks_that_could_mean_anything_are_refused(mask, wanted: str):
    with pytest.raises(BadOption, match=wanted):
        from_qkv(np.ones((2, 3, 2)), np.ones((2, 3, 2)), mask=mask)


def test_neither_imports_torch():
    program = (
        "import sys, numpy as np; from headscope.capture.arrays import from_arrays, from_qkv; "
        "from headscope.capture.matrix_file import read_matrix_file; from headscope.readings.words import read_words; "
        "from headscope.readings.edges import read_edges; from headscope.readings.statistics import read_statistics; "
        "from headscope.show.sentences import sentence; "
        "q = np.eye(3)[None]; runs = from_arrays(np.eye(3)), from_qkv(q, q, q, 'causal', keep='qk'); "
        "[(read_words(r), read_edges(r), read_statistics(r)) for r in runs]; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
