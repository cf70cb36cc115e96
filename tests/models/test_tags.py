"""A model is told its languages in its own way, what it lacks is listed, and its tokenizer is left as it was."""

from __future__ import annotations

import pytest

from headscope.errors import BadOption
from headscope.models.load import Loaded
from headscope.models.tags import Tags, language_code, languages_set, tags_of
from tests.planted_translation import T5_PREFIX, planted


def loaded(family: str) -> Loaded:
    return planted(family, count=0).loaded


def test_a_marian_model_of_several_languages_reads_a_tag_before_the_source() -> None:
    assert tags_of(loaded("marian"), None, "el") == Tags(prefix=">>el<< ")


def test_mbart_and_nllb_are_set_to_their_own_codes() -> None:
    assert tags_of(loaded("mbart"), "en", "zh") == Tags("", "en_XX", "zh_CN")
    assert tags_of(loaded("mbart50"), "en_XX", "uk") == Tags("", "en_XX", "uk_UA")
    assert tags_of(loaded("nllb"), "en", "zho_Hant") == Tags("", "eng_Latn", "zho_Hant")


def test_t5_reads_the_prefix_that_its_configuration_lists() -> None:
    assert tags_of(loaded("t5"), "la", "el") == Tags(prefix=T5_PREFIX)


def test_a_model_that_is_told_nothing_needs_nothing() -> None:
    assert tags_of(loaded("whisper"), None, None) == tags_of(loaded("llama"), "en", "zh") == Tags()


@pytest.mark.parametrize(
    ("family", "source", "target", "message"),
    [
        ("marian", "en", None, "Target language is missing.*expected one of el"),
        ("marian", "en", "fr", "Target language is not known to the model: got 'fr', expected one of el"),
        ("mbart", None, "zh", "Source language is missing.*en_XX"),
        ("mbart", "en", "tlh", "Target language is not known.*got 'tlh'.*zh_CN"),
        ("nllb", "en", "zh", "Target language is ambiguous: got 'zh', expected one of zho_Hans, zho_Hant"),
        ("nllb", "eng", "fr-Hans", "Target language is not known"),
        ("t5", "el", "la", "got 'el-la', expected one of la-el"),
        ("t5", None, None, r"got '\?-\?', expected one of la-el"),
    ],
)
def test_a_language_the_model_cannot_be_told_is_refused_with_those_it_can(
    family: str, source: str | None, target: str | None, message: str
) -> None:
    with pytest.raises(BadOption, match=message) as caught:
        tags_of(loaded(family), source, target)
    assert "可选" in caught.value.text("zh")


def test_many_languages_are_counted_and_not_all_listed() -> None:
    with pytest.raises(BadOption, match=r"ace_Arab, .* \.\.\. \(202\)\. Give one"):
        tags_of(loaded("nllb"), "en", "tlh")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("zh_Hans", "zho_Hans"), ("ZHO-hant", "zho_Hant"), ("en", "eng_Latn"), ("fra", "fr_XX"), ("ar", "arb_Arab"),
        ("fr_xx", "fr_XX"),
    ],
)  # fmt: skip
def test_a_code_is_found_by_language_and_script(asked: str, code: str) -> None:
    codes = ["zho_Hans", "zho_Hant", "eng_Latn", "fr_XX", "arb_Arab"]
    assert language_code(asked, codes, side="source") == code


def test_the_tokenizer_is_afterwards_as_before_also_when_something_fails() -> None:
    tokenizer = loaded("mbart50").tokenizer
    before = tokenizer("a b")["input_ids"]

    def fail() -> None:
        with languages_set(tokenizer, Tags("", "de_DE", "zh_CN")):
            assert tokenizer("a b")["input_ids"][0] == tokenizer.convert_tokens_to_ids("de_DE")
            assert tokenizer(text_target="a b")["input_ids"][0] == tokenizer.convert_tokens_to_ids("zh_CN")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert tokenizer("a b")["input_ids"] == before
    assert (tokenizer.src_lang, tokenizer.tgt_lang) == ("en_XX", None)
