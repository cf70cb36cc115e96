"""Every message exists in every language, with the same values in it."""

from __future__ import annotations

import json
from importlib import resources
from string import Formatter

import pytest

from headscope.base.messages import LANGUAGES, catalogue, say

FOLDER = resources.files("headscope.base") / "locales"
ROOMS = sorted(file.name for file in (FOLDER / "en").iterdir() if file.name.endswith(".json"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def messages(language: str, room: str) -> dict[str, str]:
    return json.loads((FOLDER / language / room).read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_rooms(language):
    assert sorted(file.name for file in (FOLDER / language).iterdir() if file.name.endswith(".json")) == ROOMS


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
@pytest.mark.parametrize("room", ROOMS)
def test_keys_and_placeholders_are_equal(language, room):
    english, other = messages("en", room), messages(language, room)
    assert english.keys() == other.keys()
    for key, text in english.items():
        assert placeholders(text) == placeholders(other[key]), key


@pytest.mark.parametrize("room", ROOMS)
def test_no_key_stands_twice_in_a_file(room):
    for language in LANGUAGES:
        pairs = json.loads((FOLDER / language / room).read_text("utf-8"), object_pairs_hook=list)
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), language


def test_chinese_sentences_end_in_full_width_punctuation():
    for room in ROOMS:
        for key, text in messages("zh", room).items():
            has_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
            assert not (has_chinese and text[-1] in ".!?;:"), f"{room} {key}"


def test_a_message_is_filled_and_an_unknown_key_is_an_error():
    assert say("show.heads_many", "en", count=3) == "3 heads"
    with pytest.raises(KeyError):
        say("show.nothing_of_this_name")
    assert catalogue("en").keys() == catalogue("zh").keys()
