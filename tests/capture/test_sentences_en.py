"""The English test sentences: marks, matched positions, minimal pairs, balance and distinctness, as the tests that use
them rely on.

A marked word is written `[k:word]` (key), `[q:word]` (query) or `[c:word]` (control key)."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib import resources

import pytest

FOLDER = resources.files("headscope.capture") / "sentences" / "en"
MARK = re.compile(r"\[([kqc]):([^\[\]:]+)\]")

CONNECTIVES = {"either…or": ("either", "or", 64), "both…and": ("both", "and", 64), "only…but": ("only", "but", 60)}
NEGATORS = {"not", "never", "no"}
BLAMING = {
    "awful", "terrible", "filthy", "boring", "badly", "hated", "mocked", "disaster", "nasty", "disgusting", "ugly",
    "rude", "pathetic", "nauseating", "dreadful", "insulted", "stupid", "cursed", "coward", "dull", "failure",
    "stale", "miserable", "brutally", "shabby", "bland", "ghastly", "lousy", "depressing", "foolish", "greedy",
    "worthless", "hideous", "sloppy",
}  # fmt: skip
MARKS_OF = {
    "connectives.json": ("k", "q"),
    "sentiment.json": ("k",),
    "negation.json": ("k", "q"),
    "coreference.json": ("c", "k", "q"),
}


def read(file: str):
    return json.loads((FOLDER / file).read_text("utf-8"))


def named(file: str, name: str) -> list[dict[str, str]]:
    return [item for item in read(file) if item["name"] == name]


def plain(sentence: str) -> str:
    return MARK.sub(r"\2", sentence)


def marked(sentence: str) -> dict[str, str]:
    return {found[1]: found[2] for found in MARK.finditer(sentence)}


def word_of(sentence: str, mark: str) -> int:
    """The position of the marked word, counted in words."""
    before = sentence[: sentence.index(f"[{mark}:")]
    assert not before or before.endswith(" "), sentence
    return len(before.split())


def between(sentence: str) -> int:
    """How many words stand between the key word and the query word."""
    return word_of(sentence, "q") - word_of(sentence, "k") - 1


def outside(sentence: str, mark: str) -> tuple[str, str]:
    """What stands left and right of a marked word."""
    left, right = re.split(rf"\[{mark}:[^\]]+\]", sentence)
    return left, right


def sentences_of(item: dict[str, str]) -> list[str]:
    return [item[side] for side in ("text", "control") if side in item]


@pytest.mark.parametrize("file", MARKS_OF)
def test_every_sentence_holds_each_mark_exactly_once(file):
    for sentence in (each for item in read(file) for each in sentences_of(item)):
        assert sorted(found[1] for found in MARK.finditer(sentence)) == list(MARKS_OF[file]), sentence
        assert all(re.fullmatch(r"[A-Za-z]+", word) for word in marked(sentence).values()), sentence
        assert not re.search(r"[\[\]{}<>|]", plain(sentence)), sentence


@pytest.mark.parametrize("file", MARKS_OF)
def test_every_sentence_is_written_as_one(file):
    for sentence in (plain(each) for item in read(file) for each in sentences_of(item)):
        assert 6 <= len(sentence.split()) <= 24, sentence
        assert re.fullmatch(r"[A-Z](?:\S| (?! ))*\.", sentence), sentence


@pytest.mark.parametrize("file", MARKS_OF)
def test_no_sentence_stands_twice_in_a_file(file):
    seen = Counter(plain(each).lower() for item in read(file) for each in sentences_of(item))
    assert [sentence for sentence, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("file", MARKS_OF)
def test_items_have_only_the_fields_of_their_kind(file):
    fields = {"name", "text"} if file == "coreference.json" else {"name", "text", "control"}
    assert all(item.keys() == fields for item in read(file))


@pytest.mark.parametrize("name", CONNECTIVES)
def test_connectives_are_the_same_two_words_at_matched_places(name):
    key, query, wanted = CONNECTIVES[name]
    items = named("connectives.json", name)
    assert len(items) >= wanted
    for item in items:
        text, control = item["text"], item["control"]
        assert marked(text) == marked(control), item
        assert [marked(text)[mark].lower() for mark in "kq"] == [key, query], item
        assert word_of(text, "k") == word_of(control, "k"), item
        assert between(text) == between(control), item


@pytest.mark.parametrize("name", CONNECTIVES)
def test_connectives_vary_in_distance_and_do_not_always_begin_the_sentence(name):
    items = named("connectives.json", name)
    assert {between(item["text"]) for item in items} >= set(range(1, 7))
    assert {between(item["text"]) for item in items} <= set(range(1, 9))
    assert sum(word_of(item["text"], "k") == 0 for item in items) * 2 <= len(items)


def test_only_and_but_are_paired_by_not_alone():
    for item in named("connectives.json", "only…but"):
        assert item["text"].lower().count("not [k:only]") == 1, item
        assert "not" not in plain(item["control"]).lower().split(), item


@pytest.mark.parametrize("name", ["both…and", "only…but"])
def test_punctuation_before_the_second_word_does_not_tell_text_from_control(name):
    for item in named("connectives.json", name):
        assert re.search(r"(\W+)\[q:", item["text"])[1] == re.search(r"(\W+)\[q:", item["control"])[1], item


def test_either_is_seldom_told_apart_by_punctuation():
    items = named("connectives.json", "either…or")
    commas = [[re.search(r"\](.*)\[q:", each)[1].count(",") for each in sentences_of(item)] for item in items]
    assert sum(text != control for text, control in commas) * 10 <= len(items)


def test_connectives_have_no_other_names():
    assert {item["name"] for item in read("connectives.json")} == set(CONNECTIVES)


def test_sentiment_pairs_differ_in_the_marked_word_alone():
    items = named("sentiment.json", "sentiment")
    assert len(items) == len(read("sentiment.json")) >= 64
    for item in items:
        assert outside(item["text"], "k") == outside(item["control"], "k"), item
        one, other = marked(item["text"])["k"], marked(item["control"])["k"]
        assert one != other, item
        assert abs(len(one) - len(other)) <= 3, item


def test_sentiment_words_are_half_good_half_bad_and_none_is_used_twice():
    items = read("sentiment.json")
    judging = [marked(item["text"])["k"] for item in items]
    neutral = [marked(item["control"])["k"] for item in items]
    assert sum(word in BLAMING for word in judging) * 2 == len(items)
    assert len({*judging, *neutral}) == len(judging) + len(neutral)


def test_negation_scope_keeps_both_words_and_their_distance():
    items = named("negation.json", "negation_scope")
    assert len(items) >= 64
    for item in items:
        assert marked(item["text"]) == marked(item["control"]), item
        assert marked(item["text"])["k"].lower() in NEGATORS, item
        assert between(item["text"]) == between(item["control"]) >= 0, item
    assert {marked(item["text"])["k"].lower() for item in items} == NEGATORS


def test_negation_pairs_differ_in_the_negator_alone():
    items = named("negation.json", "negation")
    assert len(items) >= 48
    for item in items:
        assert outside(item["text"], "k") == outside(item["control"], "k"), item
        assert marked(item["text"])["k"].lower() in NEGATORS, item
        assert marked(item["control"])["k"].lower() not in NEGATORS, item
        assert between(item["text"]) >= 0, item
    assert {item["name"] for item in read("negation.json")} == {"negation", "negation_scope"}


def test_coreference_is_balanced_in_order_and_the_pronoun_comes_last():
    items = named("coreference.json", "coreference")
    assert len(items) == len(read("coreference.json")) >= 48
    for item in items:
        text = item["text"]
        assert word_of(text, "q") > max(word_of(text, "k"), word_of(text, "c")), item
        assert marked(text)["q"] in {"he", "she", "it", "they", "her", "his"}, item
    assert sum(word_of(item["text"], "k") < word_of(item["text"], "c") for item in items) * 2 == len(items)


def test_coreference_comes_in_twins_of_the_same_two_nouns_in_both_orders():
    items = read("coreference.json")
    for one, twin in zip(items[::2], items[1::2], strict=True):
        (k, c), (k_twin, c_twin) = ([marked(item["text"])[mark] for mark in "kc"] for item in (one, twin))
        assert {k, c} == {k_twin, c_twin}, one
        here, there = ((word_of(item["text"], "k"), word_of(item["text"], "c")) for item in (one, twin))
        assert here == there[::-1], one


def test_groups_are_disjoint_lists_of_fourteen_single_words():
    groups = read("groups.json")
    carriers = groups.pop("carriers")
    assert len(groups) >= 8
    assert all(len(words) == 14 for words in groups.values())
    words = [word for group in groups.values() for word in group]
    assert len(words) == len(set(words))
    assert all(re.fullmatch(r"[a-z]+", word) for word in words)
    assert len(carriers) == len(set(carriers)) == 6
    assert all(carrier.count("{}") == 1 for carrier in carriers)
    assert not {word for carrier in carriers for word in re.findall(r"\w+", carrier.lower())} & set(words)


def test_ordered_lists_are_complete_and_distinct():
    lists = read("ordinals.json")
    assert lists.keys() == {"numbers", "days", "months", "digits", "letters", "ordinals"}
    assert all(len(words) == len(set(words)) for words in lists.values())
    assert {name: len(words) for name, words in lists.items()} == {
        "numbers": 20, "days": 7, "months": 12, "digits": 9, "letters": 26, "ordinals": 12,
    }  # fmt: skip
    assert lists["digits"] == [str(digit) for digit in range(1, 10)]
    assert lists["letters"] == [chr(code) for code in range(ord("A"), ord("Z") + 1)]


def test_a_needle_ends_in_its_code_and_its_question_is_the_sentence_up_to_there():
    needles = read("needles.json")["needles"]
    assert len(needles) >= 24
    for needle in needles:
        assert needle.keys() == {"place", "sentence", "question"}
        assert needle["sentence"] == needle["question"] + " {code}."
        assert needle["question"].count("{place}") == 1
        assert "{code}" not in needle["question"]
    for field in ("place", "sentence"):
        assert len({needle[field] for needle in needles}) == len(needles)


def test_fillers_name_no_number_and_no_place_of_a_needle():
    told = read("needles.json")
    fillers = told["fillers"]
    assert len(fillers) == len(set(fillers)) >= 40
    lists = read("ordinals.json")
    numbers = {*lists["numbers"], *lists["ordinals"], "once", "twice", "hundred", "thousand", "dozen"}
    forbidden = numbers | {needle["place"] for needle in told["needles"]} | {"code", "password"}
    for filler in fillers:
        assert not re.search(r"\d", filler), filler
        assert not forbidden & set(re.findall(r"\w+", filler.lower())), filler
