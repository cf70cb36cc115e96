"""Models that ask no interface become runs like all others: their rows, statistics and norms against dense ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModel, BloomConfig, Lfm2Config, PreTrainedModel

import headscope as hs
from headscope.capture.cost import estimate_cost
from headscope.cli.main import main
from headscope.errors import BadOption, CannotObserve
from headscope.show.pack_overview import pack_overview
from headscope.show.shelf import open_shelf
from tests.folders import tokenizer
from tests.zoo.architectures import build

HYBRID = Lfm2Config(
    vocab_size=120,
    hidden_size=48,
    num_hidden_layers=3,
    num_attention_heads=4,
    num_key_value_heads=2,
    intermediate_size=64,
    layer_types=["conv", "full_attention", "conv"],
    pad_token_id=0,
)
INDEXED = "the cat sits on the mat and it rains while we read long letters from home"
TEXT = "The cat sits on the mat, and it rains."
BLOOM = BloomConfig(vocab_size=120, hidden_size=48, n_layer=2, n_head=4, pad_token_id=0)


def _build(config: Any) -> PreTrainedModel:
    torch.manual_seed(0)
    return AutoModel.from_config(config).eval()


@pytest.fixture(scope="module")
def bloom() -> PreTrainedModel:
    return _build(BLOOM)


def test_a_model_with_a_softmax_of_its_own_becomes_a_run(bloom: PreTrainedModel) -> None:
    pieces = tokenizer(with_special=False)
    run = hs.observe(bloom, TEXT, tokenizer=pieces)
    with torch.no_grad():
        right = bloom(**pieces(TEXT, return_tensors="pt"), output_attentions=True).attentions
    for number, maps in enumerate(right):
        weights = maps[0].double().numpy()
        np.testing.assert_allclose(run.array(f"L{number}", "weights", 0), weights, atol=1e-6)
        np.testing.assert_allclose(run.array(f"L{number}", "peak", 0), weights.max(-1), atol=1e-6)
        visible = np.arange(1, weights.shape[1] + 1)
        assert (run.array(f"L{number}", "visible_keys", 0) == visible).all()
        assert run.array(f"L{number}", "output_norm", 0).shape == weights.shape[:2]
    assert [site.route for site in run.manifest.sites] == ["softmax", "softmax"]
    assert [site.is_causal for site in run.manifest.sites] == [True, True]
    faith = run.manifest.faith
    assert faith is not None
    assert faith.max_abs_diff == 0.0
    assert {layer.route for layer in faith.layers} == {"softmax"}


def test_statistics_are_the_same_whether_rows_are_kept_or_not(bloom: PreTrainedModel) -> None:
    pieces = tokenizer(with_special=False)
    kept, bare = (hs.observe(bloom, TEXT, tokenizer=pieces, plan=hs.Plan(keep=keep)) for keep in ("weights", "none"))
    for column in ("entropy_bits", "received", "offset_mass", "output_norm"):
        np.testing.assert_allclose(bare.array("L1", column, 0), kept.array("L1", column, 0), atol=1e-5)
    some = hs.observe(bloom, TEXT, tokenizer=pieces, plan=hs.Plan(rows="last:4"))
    np.testing.assert_allclose(
        some.array("L1", "row_entropy_bits", 0), kept.array("L1", "entropy_bits", 0)[:, -4:], atol=1e-5
    )


def test_queries_and_keys_that_nobody_saw_cannot_be_kept(bloom: PreTrainedModel) -> None:
    with pytest.raises(CannotObserve, match=r"h\.0\.self_attention makes its weights"):
        hs.observe(bloom, TEXT, tokenizer=tokenizer(with_special=False), plan=hs.Plan(keep="qk"))


def test_layers_without_attention_are_listed_and_hold_nothing() -> None:
    run = hs.observe(_build(HYBRID), TEXT, tokenizer=tokenizer(with_special=False))
    assert [site.site for site in run.manifest.sites] == ["L1"]
    found = [(one.site, one.module, one.mixer) for one in run.manifest.absent]
    assert found == [("L0", "layers.0.conv", "Lfm2ShortConv"), ("L2", "layers.2.conv", "Lfm2ShortConv")]


def test_only_layers_that_were_asked_for_are_listed() -> None:
    model, pieces = _build(HYBRID), tokenizer(with_special=False)
    run = hs.observe(model, TEXT, tokenizer=pieces, plan=hs.Plan(layers="0-1"))
    assert ([site.site for site in run.sites], [one.site for one in run.manifest.absent]) == (["L1"], ["L0"])
    assert hs.observe(model, TEXT, tokenizer=pieces, plan=hs.Plan(heads="L1.H0")).manifest.absent == ()
    with pytest.raises(BadOption, match=r"no attention: got 0,2, expected one of 1\."):
        hs.observe(model, TEXT, tokenizer=pieces, plan=hs.Plan(layers="0,2"))
    with pytest.raises(BadOption, match=r"got 3, expected 0 to 2\."):
        hs.observe(model, TEXT, tokenizer=pieces, plan=hs.Plan(layers="3"))


def test_the_cost_tells_of_matrices_that_the_model_makes_itself(bloom: PreTrainedModel) -> None:
    found = estimate_cost(bloom, 100, tokenizer=tokenizer(with_special=False))
    scores = 4 * 100 * 100 * 4  # heads, queries, keys, bytes: the scores and the weights stand beside one another
    assert 2 * scores <= found.matrix_bytes <= 3 * scores
    assert found.matrix_module == "h.0.self_attention"
    assert found.time_s > 0


@pytest.fixture(scope="module")
def folders(bloom: PreTrainedModel, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Models with their tokenizer, on disk."""
    made = {}
    for name, model in (("bloom", bloom), ("hybrid", _build(HYBRID))):
        folder = tmp_path_factory.mktemp("models") / name
        model.save_pretrained(folder)
        tokenizer(with_special=False).save_pretrained(folder)
        made[name] = str(folder)
    return made


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit):
        main(words)
    return capsys.readouterr().out


def test_the_command_says_what_the_matrices_take(folders: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    told = _said(capsys, "observe", folders["bloom"], TEXT, "--rows", "last:4", "--cost")
    assert "one layer (h.0.self_attention) takes at least" in " ".join(told.split())


def test_the_doctor_names_layers_without_attention_and_matrices_of_the_model(
    folders: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = " ".join(_said(capsys, "doctor", folders["hybrid"]).split())
    assert "have no heads to show: L0, L2 (Lfm2ShortConv)." in told
    found = json.loads(_said(capsys, "doctor", folders["hybrid"], "--json"))
    assert [one["site"] for one in found["absent"]] == ["L0", "L2"]
    assert found["absent"][0] == {"site": "L0", "module": "layers.0.conv", "mixer": "Lfm2ShortConv"}
    assert "softmax 途径：模型自己的代码" in "".join(
        _said(capsys, "doctor", folders["bloom"], "--lang", "zh").split("\n")
    )


def test_a_text_whose_matrices_cannot_fit_is_refused_before_it_runs(
    bloom: PreTrainedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headscope.models.eager.free_bytes", lambda device: 1000)
    with pytest.raises(CannotObserve, match=r"one layer \(h\.0\.self_attention\) takes about"):
        hs.observe(bloom, TEXT, tokenizer=tokenizer(with_special=False))


@pytest.mark.parametrize("name", ["deepseek_v32", "glm_moe_dsa"])
def test_an_index_of_keys_hides_all_but_the_strongest(name: str) -> None:
    model = build(name).float()
    run = hs.observe(model, INDEXED, tokenizer=tokenizer(with_special=False))
    tokens, most = len(run.text(0, "text").tokens), model.config.index_topk
    assert tokens > 2 * most
    seen = np.minimum(np.arange(1, tokens + 1), most)
    for site in run.sites:
        weights = run.array(site.site, "weights", 0)
        assert (run.array(site.site, "visible_keys", 0) == seen).all()
        assert ((weights > 0).sum(axis=-1) == seen).all()  # what is hidden weighs exactly nothing
        assert (np.triu(weights, 1) == 0).all()
        assert site.is_causal  # though its rows are no intervals
        chance = run.array(site.site, "received_chance", 0)
        np.testing.assert_allclose(chance, ((weights > 0) / seen[:, None]).sum(axis=1), atol=1e-5)
    last = run.array("L0", "weights", 0)[0, -1] > 0
    assert np.flatnonzero(last).tolist() != list(range(tokens - most, tokens))  # an index, not a window


def test_two_maps_of_a_layer_have_names_of_their_own(tmp_path: Path) -> None:
    run = hs.observe(build("diffllama").float(), INDEXED, tokenizer=tokenizer(with_special=False))
    names = ["L0.map1", "L0.map2", "L1.map1", "L1.map2"]
    assert [site.site for site in run.sites] == names
    assert [one.head for one in hs.read(run, "statistics", heads="L0.map2.*")] == [f"L0.map2.H{n}" for n in range(4)]
    overview = pack_overview(open_shelf([run]).runs["run"])
    assert [site.site for site in overview.sites] == names
    assert [head.site for head in overview.heads] == [name for name in names for _ in range(4)]
    assert overview.heads[5].shares_keys_with == "L0.map2.H0"
    for view, ending in (("sky", "csv"), ("matrix", "svg")):
        hs.figure(run, tmp_path / f"figure.{ending}", view=view, head="L1.map2.H3")
    assert "L1.map2.H3,global" in (tmp_path / "figure.csv").read_text("utf-8").replace("mixed", "global")
    assert "L1.map2.H3" in (tmp_path / "figure.svg").read_text("utf-8")
