"""The strongest pairs; sinks and special queries stand apart."""

from __future__ import annotations

import json

import numpy as np
import pytest

from headscope.capture.arrays import from_arrays
from headscope.readings.edges import edges_json, read_edges, sink_columns


def random_weights(*shape: int, seed: int = 0) -> np.ndarray:
    weights = np.random.default_rng(seed).exponential(size=shape)
    return weights / weights.sum(axis=-1, keepdims=True)


def brute_force_sinks(weights: np.ndarray, visible: np.ndarray, marked: list[int]) -> list[int]:
    rows = np.flatnonzero(visible.sum(axis=1) > 1)
    found = []
    for key in range(weights.shape[1]):
        seeing = [q for q in rows if visible[q, key]]
        if not seeing:
            continue
        mean = np.mean([weights[q, key] for q in seeing])
        chance = np.mean([1 / visible[q].sum() for q in seeing])
        often = len(seeing) >= len(rows) / 2
        if (mean - chance) / (1 - chance) >= 0.10 and (often or key in marked):
            found.append(key)
    return found


@pytest.mark.parametrize("is_causal", [False, True])
@pytest.mark.parametrize("sink", [0, 3, 9])
def test_sink_columns_are_those_of_the_definition(is_causal: bool, sink: int):
    weights = random_weights(1, 10, 10, seed=sink)
    weights[..., sink] += 1.5
    visible = np.tri(10, dtype=bool) if is_causal else np.ones((10, 10), dtype=bool)
    weights = weights * visible
    weights /= weights.sum(axis=-1, keepdims=True)
    run = from_arrays(weights)
    names = ("received", "received_chance", "received_rows", "top_weight", "top_key", "visible_keys")
    arrays = {name: run.array("L0", name, 0)[0] for name in names}
    found = np.flatnonzero(sink_columns(arrays, run.text(0, "text"))).tolist()
    assert found == brute_force_sinks(weights[0], visible, [0])
    assert (sink in found) == (sink < 5 or not is_causal)


def test_the_strongest_pairs_come_first_and_no_more_than_asked_for():
    weights = random_weights(2, 3, 12, 12)
    edges = read_edges(from_arrays(weights), most=7)
    assert not any(edge.is_sink or edge.is_special_query for edge in edges)
    expected = np.sort(weights.ravel())[::-1][:7]
    np.testing.assert_allclose([edge.weight for edge in edges], expected)
    for edge in edges:
        layer, head = (int(part[1:]) for part in edge.head.split("."))
        assert weights[layer, head, edge.query_index, edge.key_index] == pytest.approx(edge.weight)


def test_sinks_and_special_queries_are_listed_apart():
    weights = np.full((6, 6), 0.1)
    weights[:, 0] = 0.5
    weights[2] = [0.1, 0.5, 0.1, 0.1, 0.1, 0.1]
    run = from_arrays(weights, ["[CLS]", "a", "b", "c", "d", "[SEP]"])
    edges = read_edges(run, most=4)
    kinds = [(edge.is_sink, edge.is_special_query) for edge in edges]
    assert kinds == [(False, False)] * 4 + [(True, False)] * 4 + [(True, True)] * 2 + [(False, True)] * 2
    assert (edges[0].query, edges[0].key, edges[0].weight) == ("b", "a", 0.5)


def test_heads_and_texts_can_be_chosen():
    run = from_arrays([random_weights(3, 4, 4), random_weights(3, 5, 5)], [list("abcd"), list("vwxyz")])
    assert {edge.head for edge in read_edges(run, "L0.H1")} == {"L0.H1"}
    assert {edge.text for edge in read_edges(run)} == {0, 1}
    assert {edge.text for edge in read_edges(run, text=1)} == {1}


def test_their_json_has_the_promised_keys():
    found = json.loads(json.dumps(edges_json(read_edges(from_arrays(random_weights(4, 4))))))
    assert {"head", "query_index", "key_index", "query", "key", "weight"} <= set(found["edges"][0])
