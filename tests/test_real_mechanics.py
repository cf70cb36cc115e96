"""The mechanical roles of a real model: the same heads for every draw, with the scores of its own eager maps."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
import transformers

from headscope.capture.probes import draw_sequences, observe_repeats
from headscope.models.load import Loaded, load_model
from headscope.models.samples import sample_folder
from headscope.readings.mechanical import previous_token_trials, repetition_trials

pytestmark = pytest.mark.large


@pytest.fixture(scope="module")
def smollm2() -> Loaded:
    if sample_folder("smollm2") is None:
        pytest.skip("sample model smollm2 is not in the cache: scripts/models smollm2")
    return load_model("smollm2")


@pytest.mark.slow
def test_the_strongest_heads_are_the_same_for_every_seed(smollm2: Loaded) -> None:
    best: dict[str, set[tuple[str, ...]]] = {"previous_token": set(), "induction": set()}
    scores: dict[str, list[np.ndarray]] = {"previous_token": [], "induction": []}
    for seed in range(3):
        run = observe_repeats(smollm2, sequences=8, seed=seed)
        for one in (previous_token_trials(run), repetition_trials(run)[1]):
            means = one.score.mean(axis=1)
            best[one.role].add(tuple(one.heads[place] for place in means.argsort()[::-1][:1]))
            scores[one.role].append(means)
    assert best == {"previous_token": {("L16.H0",)}, "induction": {("L18.H6",)}}
    for means in scores.values():
        top = np.mean(means, axis=0).argsort()[::-1][:5]
        assert np.ptp(np.array(means)[:, top], axis=0).max() < 0.1


def test_scores_are_those_of_the_models_own_eager_maps(smollm2: Loaded) -> None:
    run = observe_repeats(smollm2, sequences=3, seed=0)
    drawn = draw_sequences(smollm2, sequences=3, tokens=25, seed=0)
    folder = sample_folder("smollm2")
    assert folder is not None
    architecture = json.loads((folder / "config.json").read_text())["architectures"][0]
    model = getattr(transformers, architecture).from_pretrained(
        folder, attn_implementation="eager", dtype=torch.float32
    )
    wanted: dict[str, list[np.ndarray]] = {"previous_token": [], "duplicate_token": [], "induction": []}
    for first, fresh in zip(drawn.first, drawn.fresh, strict=True):
        repeated, control = (_left(model.eval(), np.concatenate([first, other])) for other in (first, fresh))
        wanted["previous_token"].append(np.stack([control[:, q, q - 1] for q in range(6, 50)], axis=1))
        wanted["duplicate_token"].append(np.stack([repeated[:, q, q - 25] for q in range(26, 50)], axis=1))
        wanted["induction"].append(np.stack([repeated[:, q, q - 24] for q in range(25, 50)], axis=1))
    for one in (previous_token_trials(run), *repetition_trials(run)):
        theirs = np.concatenate(wanted[one.role], axis=1).mean(axis=1)
        np.testing.assert_allclose(one.score.mean(axis=1), theirs, atol=1e-5)


def _left(model: torch.nn.Module, ids: np.ndarray) -> np.ndarray:
    """Every head's rows without the first token, each divided by what is left (0 where that is below 1 %)."""
    with torch.no_grad():
        maps = model(torch.tensor(ids[None]), output_attentions=True).attentions
    rows = np.concatenate([layer[0].numpy().astype(np.float64) for layer in maps])
    rows[:, :, 0] = 0.0
    left = rows.sum(-1, keepdims=True)
    return np.where(left >= 0.01, rows / np.maximum(left, 0.01), 0.0)
