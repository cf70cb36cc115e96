"""One pair of tokens in a text of 20,000: found by `edges`, seen in the overview by its peak, and only by its peak."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")

import torch

import headscope as hs
from headscope.base.axes import cells
from headscope.store.tiles import highest_level
from tests.planted_needle import ANSWER, HEADS, QUESTION, ROOM, SCORE, TOKENS, needle_text, planted_needle

TEXT = needle_text()
LEVEL = highest_level(TOKENS, TOKENS)
CELL = (TEXT.question >> LEVEL, TEXT.answer >> LEVEL)
FOUND = np.exp(SCORE) / (np.exp(SCORE) + TOKENS - 1)  # one key has the score, all others 0
OTHERS = ("L0.H1", "L0.H2")


def queries_and_keys() -> np.ndarray:
    """Queries and keys [2, head, token, room] in float64, by the formula of GPT-2's first layer."""
    loaded = planted_needle()
    weights = {name: value.double().numpy() for name, value in loaded.model.state_dict().items()}
    stream = weights["wte.weight"][loaded.tokenizer(TEXT.text)["input_ids"]]
    centred = stream - stream.mean(axis=1, keepdims=True)
    normal = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + loaded.model.config.layer_norm_epsilon)
    made = normal @ weights["h.0.attn.c_attn.weight"] + weights["h.0.attn.c_attn.bias"]
    return made.reshape(TOKENS, 3, HEADS, ROOM)[:, :2].transpose(1, 2, 0, 3)


@pytest.fixture(scope="module", params=["none", "qk", "from_qkv"])
def run(request: pytest.FixtureRequest) -> Any:
    if request.param != "from_qkv":
        return hs.observe(planted_needle(), TEXT.text, plan=hs.Plan(keep=request.param))
    q, k = torch.from_numpy(queries_and_keys().astype(np.float32))
    return hs.from_qkv(q, k, mask="causal", tokens=["[BOS]", *TEXT.text.split()])


def test_the_needle_is_the_first_edge_of_its_head(run: Any) -> None:
    edge = hs.read(run, "edges", heads="L0.H0")[0]
    assert (edge.query, edge.query_index) == (QUESTION, TOKENS - 1)
    assert (edge.key, edge.key_index) == (ANSWER, TEXT.answer)
    assert edge.weight == pytest.approx(FOUND, abs=1e-5)


def test_no_other_head_names_the_pair(run: Any) -> None:
    for head in OTHERS:
        pairs = {(edge.query_index, edge.key_index) for edge in hs.read(run, "edges", heads=head)}
        assert (TEXT.question, TEXT.answer) not in pairs


def test_the_strongest_keys_of_the_question_are_those_of_float64(run: Any) -> None:
    q, k = queries_and_keys()
    for head in range(HEADS):
        scores = k[head] @ q[head, -1] / ROOM**0.5
        weights = np.exp(scores - scores.max())
        strongest = np.sort(weights / weights.sum())[::-1][:8]
        assert run.array("L0", "top_weight", 0)[head, -1] == pytest.approx(strongest, abs=1e-5)


def test_the_peak_of_the_overview_shows_the_needle(run: Any) -> None:
    peak = hs.tile(run, "L0.H0", LEVEL, 0, 0, "peak").values
    assert peak[CELL] == pytest.approx(FOUND, rel=1e-3)
    elsewhere = np.array(
        [peak[row, key] for row in range(1, len(peak)) for key in range(row + 1) if (row, key) != CELL]
    )
    assert elsewhere.max() < 0.01  # nothing comes near it but the first rows, which see few keys


def test_the_mass_of_the_overview_hardly_shows_the_needle(run: Any) -> None:
    mass = hs.tile(run, "L0.H0", LEVEL, 0, 0, "mass").values
    rows, width = np.arange(CELL[0] << LEVEL, TOKENS), 1 << LEVEL
    even = width / (rows[:-1] + 1)
    last = (np.exp(SCORE) + width - 1) / (np.exp(SCORE) + TOKENS - 1)
    assert mass[CELL] == pytest.approx(np.append(even, last).mean(), rel=1e-3)
    assert mass[CELL] < 0.05
    assert (mass > mass[CELL]).sum() > 300


def test_the_stored_image_shows_the_needle_by_its_peak_alone(run: Any) -> None:
    width = cells(TOKENS)[0]
    place = (0, TEXT.question // width, TEXT.answer // width)
    peak, mean = (run.array("L0", name, 0)[place] for name in ("image_max", "image_mean"))
    assert peak == pytest.approx(FOUND, abs=1e-5)
    assert mean < 2 / TOKENS


def test_a_head_without_the_needle_shows_nothing_in_that_cell(run: Any) -> None:
    for head in OTHERS:
        assert hs.tile(run, head, LEVEL, 0, 0, "peak").values[CELL] < 0.02
