"""Bundled probes: what is readable is observed, what is not is left out in pairs and named; vectors; prosody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoTokenizer

from headscope.base.marked import parse_marked
from headscope.base.messages import LANGUAGES, say
from headscope.base.probes import Probe
from headscope.capture.bundled import bundled_probes, observe_probes
from headscope.capture.embeddings import word_embeddings
from headscope.capture.prosody import prosody_feasibility
from headscope.errors import BadText
from headscope.models.load import Loaded, load_model
from tests.folders import save_model

KINDS = {"connective", "sentiment", "negation", "negation_scope", "coreference"}


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return load_model(str(save_model(tmp_path_factory.mktemp("models") / "bert")))


def probe(text: str, control: str | None, *, kind: str = "connective", language: str = "en") -> Probe:
    return Probe(kind, language, parse_marked(text), None if control is None else parse_marked(control))


GOOD = probe("[k:it] rains [q:but] we read", "[k:it] sleeps [q:but] a dog sits")
BROKEN = probe("[k:a] cat sleeps [q:and] it rains", "[k:木] 木 木 [q:木] 木")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_kind(language: str):
    found = bundled_probes(language)
    assert {one.kind for one in found} == KINDS
    assert {one.language for one in found} == {language}
    for one in found:
        assert (one.control is None) == (one.kind == "coreference")
        assert set(one.text.places) >= {"k"}


def test_a_language_without_sentences_has_no_probes():
    assert bundled_probes("eo") == ()


def test_marked_words_lie_where_the_places_say(bert: Loaded):
    probed = observe_probes(bert, [GOOD])
    for number, marked in ((probed.placed[0].text, GOOD.text), (probed.placed[0].control, GOOD.control)):
        assert marked is not None
        words = [word.text for word in probed.run.text(number, "text").words if not word.is_special]
        assert [words[place] for place in marked.places.values()] == [marked.word(mark) for mark in marked.places]


def test_texts_that_stand_twice_are_observed_once(bert: Loaded):
    probed = observe_probes(bert, [GOOD, GOOD, replace(GOOD, kind="negation")])
    assert probed.run.texts == 2
    assert len(probed.placed) == 3


def test_a_probe_goes_with_its_control_and_a_language_below_a_half_goes_whole(bert: Loaded):
    foreign = [replace(BROKEN, language="zh"), replace(GOOD, language="zh"), replace(BROKEN, language="zh", kind="x")]
    probed = observe_probes(bert, [GOOD, BROKEN, *foreign])
    assert [one.probe for one in probed.placed] == [GOOD]
    assert probed.dropped == 1
    assert probed.left_out == ("zh",)


def test_twins_go_together(bert: Loaded):
    one = probe("the [k:cat] and a [c:dog] while [q:it] sleeps", None, kind="coreference")
    twin = probe("a [c:dog] 木木木木 [k:cat] [q:it] 木木木木木木", None, kind="coreference")
    others = [GOOD, replace(GOOD, kind="negation")]
    probed = observe_probes(bert, [one, twin, *others])
    assert [each.probe for each in probed.placed] == others
    assert probed.dropped == 2


def test_where_no_language_can_be_read_the_message_names_them(bert: Loaded):
    with pytest.raises(BadText, match="zh"):
        observe_probes(bert, [replace(BROKEN, language="zh")])


def test_progress_is_told_of_the_stage_probes(bert: Loaded):
    told: list[tuple[Any, ...]] = []
    observe_probes(bert, [GOOD], progress=lambda *step: told.append(step))
    assert any(step[0] == "probes" and step[1] == step[2] for step in told)
    assert "observe" not in {step[0] for step in told}


def test_a_word_is_the_mean_of_its_pieces(tmp_path: Path):
    folder = save_model(tmp_path / "bert")
    model, tokenizer = AutoModel.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    table = model.embeddings.word_embeddings.weight.detach().numpy()
    source = "the purr, the cat"
    found = word_embeddings(load_model(str(folder)), [(source, [(0, 3), (4, 8), (8, 9), (10, 13), (14, 17)])])
    pieces = [tokenizer(word, add_special_tokens=False)["input_ids"] for word in ("the", "purr", ",", "the", "cat")]
    assert len(pieces[1]) > 1
    np.testing.assert_allclose(found[0], [table[ids].mean(axis=0) for ids in pieces], rtol=1e-5)
    assert torch.is_grad_enabled()


def model_like(main_input: str, **config: Any) -> Loaded:
    model = SimpleNamespace(main_input_name=main_input, config=SimpleNamespace(**config))
    return Loaded(model, None, "made", "Made", "float32", "0")


def test_prosody_cannot_be_asked_of_a_model_that_reads_text_or_pictures(bert: Loaded):
    for loaded in (bert, model_like("input_ids"), model_like("pixel_values")):
        answer = prosody_feasibility(loaded)
        assert (answer.role, answer.is_testable) == ("prosody", False)
        assert "not testable with this model" in say(f"probes.{answer.reason}")


def test_prosody_can_be_asked_of_a_model_that_hears(tmp_path: Path):
    (tmp_path / "preprocessor_config.json").write_text('{"feature_extractor_type": "WhisperFeatureExtractor"}')
    hearing = [model_like("input_features"), model_like("input_values"), model_like("input_ids", audio_config=object())]
    for loaded in (*hearing, replace(model_like("input_ids"), folder=tmp_path)):
        assert prosody_feasibility(loaded).is_testable
