"""What a decoder is taught, and which rows read and say it; what is right is written out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from headscope.base.words import word_spans
from headscope.errors import BadInput, BadOption, BadText
from headscope.models.inputs import decoder_inputs, prepare, teach
from headscope.models.load import Loaded, loaded_from
from headscope.models.tags import tags_of
from tests.folders import save_model, tokenizer
from tests.planted_translation import planted

SOURCE, TARGET = "the cats sit", "it rains, a zoo"


@pytest.fixture(scope="module")
def bart(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    folder = save_model(tmp_path_factory.mktemp("models") / "bart", "bart")
    return loaded_from(AutoModelForSeq2SeqLM.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder))


def test_the_words_of_both_sides_can_be_given(bart: Loaded) -> None:
    one = prepare(bart, SOURCE, TARGET, words=[(0, 8), (9, 12)], target_words=[(0, 2), (3, 15)])
    source = [(word.text, word.first, word.last) for word in one.sides["source"].words if not word.is_special]
    assert source == [("the cats", 1, 3), ("sit", 4, 6)]  # [CLS] the cat ##s s ##i ##t [SEP]
    target = [(word.text, word.first, word.last) for word in one.sides["target"].words if not word.is_special]
    assert target == [("it", 2, 2), ("rains, a zoo", 3, 8)]  # [CLS] [CLS] it rains , a z ##o ##o


def test_labels_are_the_pieces_of_the_target_with_the_rows_that_read_and_say_them(bart: Loaded) -> None:
    labels = prepare(bart, SOURCE, TARGET).labels
    assert [TARGET[label.start : label.end] for label in labels] == ["it", "rains", ",", "a", "z", "o", "o"]
    assert [label.input_row for label in labels] == list(range(2, 9))
    assert [label.output_row for label in labels] == list(range(1, 8))


def test_a_tokenizer_that_adds_no_end_gets_one_so_that_the_last_word_is_read(bart: Loaded) -> None:
    bare = replace(bart, tokenizer=tokenizer(with_special=False))
    one = prepare(bare, SOURCE, TARGET)
    tokens = one.sides["target"].tokens
    assert [token.text for token in tokens] == ["[CLS]", "it", "rains", ",", "a", "z", "o", "o"]
    assert one.labels[-1].input_row == 7
    assert one.inputs["decoder_input_ids"].shape == (1, 8)


def test_words_of_the_target_are_found_where_none_are_given(bart: Loaded) -> None:
    words = prepare(bart, SOURCE, TARGET).sides["target"].words
    assert [word.text for word in words] == ["[CLS]", "[CLS]", *(TARGET[a:b] for a, b in word_spans(TARGET))]


def test_a_tag_stands_before_the_source_and_belongs_to_no_word() -> None:
    made = planted("marian", count=1)
    pair = made.pairs[0]
    tags = tags_of(made.loaded, "la", "el")
    one = prepare(made.loaded, pair.source, pair.target, words=pair.source_words, tags=tags)
    tokens = one.sides["source"].tokens
    assert (tokens[0].text, tokens[0].start, tokens[0].end, tokens[0].is_special) == (">>el<<", 0, 0, True)
    assert [token.start for token in tokens[1:-1]] == [start for start, _ in pair.source_words]
    assert [word.text for word in one.sides["source"].words] == [">>el<<", *pair.source.split(), "</s>"]


def test_the_model_s_own_shift_is_used() -> None:
    mbart, nllb = planted("mbart", count=0).loaded, planted("nllb", count=0).loaded
    assert decoder_inputs(mbart, [28, 29, 2, 77]).tolist() == [[77, 28, 29, 2]]
    assert decoder_inputs(nllb, [301, 77, 78, 2]).tolist() == [[2, 301, 77, 78]]


def test_a_model_that_names_no_start_token_says_so(bart: Loaded) -> None:
    model = planted("t5", count=0).loaded.model
    model.config.decoder_start_token_id = None
    with pytest.raises(BadOption, match="decoder_start_token_id"):
        teach(loaded_from(model, bart.tokenizer), TARGET)


@pytest.mark.parametrize(
    ("source", "target", "side", "message"),
    [
        (SOURCE, "a " * 70, "target", "got 72 tokens, expected at most 64"),
        ("a " * 70, TARGET, "source", "got 72 tokens, expected at most 64"),
        (SOURCE, " ", "target", "empty"),
        ("", TARGET, "source", "empty"),
        (SOURCE, "我 爱 你", "target", "unknown pieces"),
    ],
)
def test_a_side_that_cannot_be_read_is_named(bart: Loaded, source: str, target: str, side: str, message: str) -> None:
    with pytest.raises(BadText, match=message) as caught:
        prepare(bart, source, target)
    assert caught.value.values["side"] == side


def test_the_end_that_is_added_counts_too(bart: Loaded) -> None:
    bare = replace(bart, tokenizer=tokenizer(with_special=False))
    assert prepare(bare, SOURCE, "a " * 63).labels[-1].input_row == 63
    with pytest.raises(BadText, match="got 65 tokens, expected at most 64"):
        prepare(bare, SOURCE, "a " * 64)


def test_a_model_that_reads_sound_is_refused_a_text() -> None:
    with pytest.raises(BadInput, match=r"got a text for .*, expected sound"):
        prepare(planted("whisper", count=0).loaded, "a b", "α β")


def test_what_is_taught_does_not_depend_on_the_source(bart: Loaded) -> None:
    decoder, whole = teach(bart, TARGET), prepare(bart, SOURCE, TARGET)
    assert torch.equal(decoder.inputs["decoder_input_ids"], whole.inputs["decoder_input_ids"])
    assert decoder.labels == whole.labels
