"""What the instrument writes is what an independent float64 computation on the model's eager maps gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoModelForCausalLM, AutoTokenizer

import headscope as hs
from headscope.errors import BadInput, BadOption, BadText, CannotObserve
from headscope.store.run import PARTIAL
from tests.folders import save_model

TEXT = "The cat sits on the mat, and it rains while we read long letters from home."


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "bert"))


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "llama", "llama"))


def eager_maps(folder: str, text: str, kind: Any = AutoModel) -> list[np.ndarray]:
    """The model's own maps in float64, by layer."""
    model = kind.from_pretrained(folder, attn_implementation="eager", dtype=torch.float64).eval()
    given = AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")
    given.pop("token_type_ids", None)
    with torch.no_grad():
        return [layer[0].numpy() for layer in model(**given, output_attentions=True).attentions]


@pytest.mark.parametrize("name", ["bert", "llama"])
def test_rows_and_their_statistics_are_those_of_the_eager_maps(name: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(name)
    run = hs.observe(folder, TEXT)
    maps = eager_maps(folder, TEXT, AutoModelForCausalLM if name == "llama" else AutoModel)
    for layer, weights in enumerate(maps):
        site, distance = f"L{layer}", np.abs(np.subtract.outer(np.arange(len(weights[0])), np.arange(len(weights[0]))))
        logs = np.log2(np.where(weights > 0, weights, 1))
        np.testing.assert_allclose(run.array(site, "weights", 0), weights, atol=1e-5)
        np.testing.assert_allclose(run.array(site, "entropy_bits", 0), -(weights * logs).sum(-1), atol=1e-4)
        np.testing.assert_allclose(run.array(site, "span_tokens", 0), (weights * distance).sum(-1), atol=1e-4)
        np.testing.assert_allclose(run.array(site, "received", 0), weights.sum(1), atol=1e-4)


def test_the_faith_record_holds_what_was_measured(bert: str) -> None:
    faith = hs.observe(bert, TEXT).manifest.faith
    assert faith is not None
    assert faith.passed
    assert faith.output_unchanged
    assert 0 < faith.max_abs_diff <= 1e-4
    assert 0 < faith.full_length_diff <= 1e-4
    assert [layer.site for layer in faith.layers] == ["L0", "L1", "L2"]


def test_a_causal_site_says_so(bert: str, llama: str) -> None:
    assert not any(site.is_causal for site in hs.observe(bert, TEXT).sites)
    assert all(site.is_causal for site in hs.observe(llama, TEXT).sites)


def test_several_texts_are_each_as_if_alone(bert: str) -> None:
    texts = [TEXT, "A dog sleeps."]
    together = hs.observe(bert, texts)
    for number, text in enumerate(texts):
        alone = hs.observe(bert, text)
        np.testing.assert_array_equal(together.array("L1", "weights", number), alone.array("L1", "weights", 0))


def test_equal_plans_give_equal_bytes(bert: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        hs.observe(bert, TEXT, out=tmp_path / name)
    files = [file.relative_to(tmp_path / "one") for file in (tmp_path / "one/sites").rglob("*") if file.is_file()]
    assert len(files) > 50
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)


def test_only_chosen_layers_are_in_the_run(bert: str) -> None:
    run = hs.observe(bert, TEXT, plan=hs.Plan(layers="0,2"))
    assert [site.site for site in run.sites] == ["L0", "L2"]


def test_long_texts_keep_statistics_only(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "long", "llama", max_position_embeddings=700)
    run = hs.observe(str(folder), "the cat sits on the mat and " * 86)
    assert len(run.text(0, "text").tokens) > 512
    assert run.manifest.plan.keep == "none"
    assert not run.has("L0", "weights")
    assert run.array("L0", "top_weight", 0).shape[-1] == 8


def test_kept_queries_and_keys_give_the_rows_again(llama: str) -> None:
    run = hs.observe(llama, TEXT, plan=hs.Plan(keep="qk"))
    q, k = run.array("L1", "q", 0), run.array("L1", "k", 0)
    lse, site = run.array("L1", "log_sum_exp", 0), run.site("L1")
    scores = np.einsum("hqd,hkd->hqk", q, k.repeat(2, axis=0)) * site.scale
    seen = np.arange(k.shape[1]) < run.array("L1", "visible_high", 0)[0][:, None]
    weights = np.where(seen, np.exp(scores - lse[..., None]), 0)
    np.testing.assert_allclose(weights, hs.observe(llama, TEXT).array("L1", "weights", 0), atol=1e-5)


def test_value_norms_make_the_norm_weighted_map(bert: str) -> None:
    run = hs.observe(bert, TEXT)
    model = AutoModel.from_pretrained(bert).eval()
    given = AutoTokenizer.from_pretrained(bert)(TEXT, return_tensors="pt")
    kept = {}
    model.encoder.layer[0].attention.self.value.register_forward_hook(lambda m, i, o: kept.__setitem__("v", o))
    with torch.no_grad():
        model(given["input_ids"])
        values = kept["v"][0].reshape(-1, 4, 12)
        output = model.encoder.layer[0].attention.output.dense.weight.T.reshape(4, 12, 48)
        norms = torch.einsum("khd,hdm->hkm", values, output).norm(dim=-1)
    np.testing.assert_allclose(run.array("L0", "value_norm", 0), norms.numpy(), rtol=1e-4)


def test_an_encoder_decoder_has_three_kinds_of_sites(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "bart", "bart")
    run = hs.observe(str(folder), TEXT, target="it rains and we read")
    assert [site.site for site in run.sites] == ["E0", "E1", "L0", "X0", "L1", "X1"]
    queries, keys = run.text(0, "target").tokens, run.text(0, "source").tokens
    assert run.array("X0", "weights", 0).shape == (4, len(queries), len(keys))
    assert queries[0].is_special
    with pytest.raises(BadInput, match="target"):
        hs.observe(str(folder), TEXT)


def test_segments_reach_the_run(bert: str) -> None:
    run = hs.observe(bert, TEXT, plan=hs.Plan(segments="clause"))
    assert len(run.text(0, "text").segments) == 2
    assert run.array("L0", "segment_mass", 0).shape == (4, 2, 2)


@pytest.mark.parametrize(
    ("text", "plan", "error"),
    [
        ("", hs.Plan(), BadText),
        ("   ", hs.Plan(), BadText),
        ("the cat " * 40, hs.Plan(), BadText),
        (TEXT, hs.Plan(layers="7"), BadOption),
        (TEXT, hs.Plan(layers="one"), BadOption),
        (TEXT, hs.Plan(segments="no-such-file.txt"), BadOption),
    ],
)
def test_bad_input_is_refused_and_leaves_nothing(
    bert: str, tmp_path: Path, text: str, plan: hs.Plan, error: type[Exception]
) -> None:
    with pytest.raises(error):
        hs.observe(bert, text, out=tmp_path / "run", plan=plan)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_half_way_leaves_nothing(bert: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headscope.capture.passes.kernel_difference", lambda tapped: 1.0)
    with pytest.raises(CannotObserve, match="kernel"):
        hs.observe(bert, TEXT, out=tmp_path / "run")
    assert not (tmp_path / f"run{PARTIAL}").exists()


def test_a_model_in_memory_comes_with_its_tokenizer(bert: str) -> None:
    model, tokenizer = AutoModel.from_pretrained(bert).eval(), AutoTokenizer.from_pretrained(bert)
    run = hs.observe(model, TEXT, tokenizer=tokenizer)
    np.testing.assert_array_equal(run.array("L0", "weights", 0), hs.observe(bert, TEXT).array("L0", "weights", 0))
