"""What heads add at nouns, against the modules of a tiny model used by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoModelForCausalLM

from headscope.base.group_outputs import noun_means
from headscope.capture.group_outputs import BATCH, group_outputs
from headscope.capture.sentence_file import read_sentence_file
from headscope.errors import BadOption, BadText, CannotObserve
from headscope.models.load import load_model
from headscope.models.samples import sample_folder
from headscope.readings.groups import read_groups
from tests.folders import save_model

GROUPS = {"animals": ["cat", "dog", "hen"], "places": ["home", "mat"]}  # "hen" is spelled by three pieces
CARRIERS = ["we read {} on a mat.", "{} sleeps", "the long letters from the {}."]


def spans_of(tokenizer: object, noun: str, carrier: str) -> tuple[torch.Tensor, list[int]]:
    """Ids of a sentence and the places of the noun's pieces, found by its own pieces."""
    ids = tokenizer(carrier.replace("{}", noun))["input_ids"]  # type: ignore[operator]
    pieces = tokenizer(noun, add_special_tokens=False)["input_ids"]  # type: ignore[operator]
    place = next(at for at in range(len(ids)) if ids[at : at + len(pieces)] == pieces)
    return torch.tensor([ids]), list(range(place, place + len(pieces)))


def test_outputs_are_those_of_an_eager_run_by_hand_up_to_a_rotation(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "bert", "bert")
    loaded = load_model(str(folder))
    found = group_outputs(loaded, "en", groups=GROUPS, carriers=CARRIERS)
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    by_hand: dict[str, list[np.ndarray]] = {head: [] for head in found.heads}
    static = []
    for noun in (noun for nouns in GROUPS.values() for noun in nouns):
        for carrier in CARRIERS:
            ids, places = spans_of(loaded.tokenizer, noun, carrier)
            with torch.no_grad():
                seen = model(ids, output_attentions=True, output_hidden_states=True)
                static.append(model.embeddings.word_embeddings(ids)[0, places].mean(0).numpy())
                for number, layer in enumerate(model.encoder.layer):
                    values = layer.attention.self.value(seen.hidden_states[number])[0]
                    for head in range(4):
                        cut = slice(head * 12, head * 12 + 12)
                        mixed = seen.attentions[number][0, head] @ values[:, cut]
                        added = mixed @ layer.attention.output.dense.weight[:, cut].T
                        by_hand[f"L{number}.H{head}"].append(added[places].mean(0).numpy())
    assert found.outputs.shape == (12, 15, 12)
    assert found.outputs.dtype == np.float32
    for name, kept in zip(found.heads, found.outputs, strict=True):
        full = np.stack(by_hand[name])
        np.testing.assert_allclose(kept @ kept.T, full @ full.T, rtol=1e-4, atol=1e-4 * np.abs(full @ full.T).max())
    np.testing.assert_allclose(found.static, np.stack(static), atol=1e-6)


def test_heads_of_a_group_share_values_and_a_causal_model_reads_only_what_came_before(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "llama", "llama")
    loaded = load_model(str(folder))
    found = group_outputs(loaded, "en", groups=GROUPS, carriers=CARRIERS)
    model = AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager").eval()
    full: dict[str, list[np.ndarray]] = {head: [] for head in found.heads}
    for noun in (noun for nouns in GROUPS.values() for noun in nouns):
        for carrier in CARRIERS:
            ids, places = spans_of(loaded.tokenizer, noun, carrier)
            with torch.no_grad():
                seen = model(ids, output_attentions=True, output_hidden_states=True)
                for number, layer in enumerate(model.model.layers):
                    values = layer.self_attn.v_proj(layer.input_layernorm(seen.hidden_states[number]))[0]
                    for head in range(4):
                        shared = slice(head // 2 * 12, head // 2 * 12 + 12)  # two key heads for four heads
                        mixed = seen.attentions[number][0, head] @ values[:, shared]
                        added = mixed @ layer.self_attn.o_proj.weight[:, head * 12 : head * 12 + 12].T
                        full[f"L{number}.H{head}"].append(added[places].mean(0).numpy())
    for name, kept in zip(found.heads, found.outputs, strict=True):
        table = np.stack(full[name]) @ np.stack(full[name]).T
        np.testing.assert_allclose(kept @ kept.T, table, rtol=1e-4, atol=1e-4 * np.abs(table).max())


def test_items_are_labelled_with_their_noun_group_and_carrier(tmp_path: Path) -> None:
    loaded = load_model(str(save_model(tmp_path / "bert", "bert")))
    found = group_outputs(loaded, "en", groups=GROUPS, carriers=CARRIERS)
    assert found.nouns == ("cat", "dog", "hen", "home", "mat")
    assert [found.groups[number] for number in found.group_of_noun] == ["animals"] * 3 + ["places"] * 2
    assert list(zip(found.noun.tolist(), found.carrier.tolist(), strict=True)) == [
        (noun, carrier) for noun in range(5) for carrier in range(3)
    ]
    assert found.pieces.reshape(5, 3).tolist() == [[1] * 3, [1] * 3, [3] * 3, [1] * 3, [1] * 3]
    assert set(found.sites) == {"L0", "L1", "L2"}
    one = group_outputs(loaded, "en", groups={"animals": ["dog"]}, carriers=CARRIERS)
    np.testing.assert_allclose(one.outputs, found.outputs[:, found.noun == 1], atol=1e-4)
    np.testing.assert_allclose(noun_means(found.static, found.noun, 5)[1], one.static.mean(axis=0), atol=1e-6)


def test_batches_say_what_texts_alone_say(tmp_path: Path) -> None:
    loaded = load_model(str(save_model(tmp_path / "bert", "bert")))
    words = {"letters": list("abcdefghijklmnopqrstuvwxyz"), "two": ["ab", "bc", "cd"]}
    assert len(words["letters"]) > BATCH
    together = group_outputs(loaded, "en", groups=words, carriers=CARRIERS[:2])
    for group, noun in (("letters", "z"), ("two", "bc")):
        alone = group_outputs(loaded, "en", groups={group: [noun]}, carriers=CARRIERS[:2])
        mine = together.outputs[:, together.noun == together.nouns.index(noun)]
        np.testing.assert_allclose(mine, alone.outputs, rtol=1e-4, atol=1e-4 * np.abs(mine).max())


def test_a_noun_that_the_model_cannot_read_is_left_out_and_named(tmp_path: Path) -> None:
    loaded = load_model(str(save_model(tmp_path / "bert", "bert")))
    found = group_outputs(loaded, "en", groups={"animals": ["cat", "猫", "dog"]}, carriers=CARRIERS)
    assert found.nouns == ("cat", "dog")
    assert found.unread == ("animals/猫",)
    with pytest.raises(BadText):
        group_outputs(loaded, "zh")


def test_a_model_of_pairs_and_a_language_without_groups_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotObserve):
        group_outputs(load_model(str(save_model(tmp_path / "bart", "bart"))), "en")
    with pytest.raises(BadOption):
        group_outputs(load_model(str(save_model(tmp_path / "bert", "bert"))), "fr")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_bundled_groups_are_large_enough_and_no_noun_stands_in_two(language: str) -> None:
    groups = read_sentence_file("groups", language)
    carriers = groups.pop("carriers")
    nouns = [noun for members in groups.values() for noun in members]
    assert len(nouns) == len(set(nouns)) >= 100
    assert all(carrier.count("{}") == 1 for carrier in carriers)


@pytest.mark.large
@pytest.mark.slow
def test_minilm_gathers_groups_but_no_head_more_than_its_embeddings_do() -> None:
    if sample_folder("minilm") is None:
        pytest.skip("sample model minilm is not in the cache: scripts/models minilm")
    reading = read_groups(group_outputs(load_model("minilm"), "en"))
    assert max(one.nearest for one in reading.purity) > 0.7 > reading.chance.largest_nearest
    assert not any(one.beats_static for one in reading.purity)
    assert [step.is_adding for step in reading.steps[:3]] == [True, True, True]
    assert not any(step.is_adding for step in reading.steps_with_static)
