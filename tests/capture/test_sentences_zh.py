"""The Chinese sentence sets hold what a matched test needs: marks, equal distances, controls and balance."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.resources import files

import pytest

FOLDER = files("headscope.capture") / "sentences" / "zh"
MARK = re.compile(r"\[([kqc]):([^\[\]]+)\]")
PUNCTUATION = "，。？！、；：“”‘’《》（）"
HALF_WIDTH = re.compile(r"[一-鿿][ ,.?!;:()'\"]|[ ,.?!;:()'\"][一-鿿]")
CONNECTIVES = {"虽然…但是": ("虽然", "但是"), "因为…所以": ("因为", "所以"), "不但…而且": ("不但", "而且")}
POSITIVE = (
    "美味 精彩 亲切 美好 善良 夸奖 精美 积极 明媚 漂亮 耐心 喜悦 迷人 辉煌 喜欢 欢乐 热情 动人 甜美 高明 圆满 勇敢 "
    "有趣 可爱 表扬 清新 天才 愉快 祝福 幸福 自豪 敬爱 高兴 奖励 精致 优秀 舒适"
)


def load(name: str):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def plain(sentence: str) -> str:
    return MARK.sub(r"\2", sentence)


def spans(sentence: str) -> dict[str, tuple[int, int, str]]:
    """For each mark its start, its end and its word, in characters of the sentence without the marks."""
    found: dict[str, tuple[int, int, str]] = {}
    removed = 0
    for mark in MARK.finditer(sentence):
        start = mark.start() - removed
        assert mark[1] not in found, sentence
        found[mark[1]] = (start, start + len(mark[2]), mark[2])
        removed += len(mark[0]) - len(mark[2])
    for start, end, word in found.values():
        assert plain(sentence)[start:end] == word, sentence
    return found


def between(sentence: str) -> str:
    marks = spans(sentence)
    return plain(sentence)[marks["k"][1] : marks["q"][0]]


def around(sentence: str) -> str:
    """The sentence with its key word taken out."""
    start, end, _ = spans(sentence)["k"]
    return plain(sentence)[:start] + "_" + plain(sentence)[end:]


def named(file: str, name: str) -> list[dict[str, str]]:
    return [item for item in load(file) if item["name"] == name]


SETS = ("connectives.json", "sentiment.json", "negation.json", "coreference.json")


@pytest.mark.parametrize("file", SETS)
def test_every_item_stands_on_a_line_of_its_own(file: str):
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == load(file)


@pytest.mark.parametrize("file", SETS)
def test_sentences_have_10_to_40_characters_and_full_width_punctuation(file: str):
    for item in load(file):
        for sentence in (value for key, value in item.items() if key != "name"):
            text = plain(sentence)
            assert 10 <= len(text) <= 40, text
            assert not set(text) & set("[]{}<>|"), text
            assert not HALF_WIDTH.search(text), text
            assert text[-1] in "。？！", text


@pytest.mark.parametrize("file", SETS)
def test_no_sentence_stands_twice(file: str):
    count = Counter(value for item in load(file) for key, value in item.items() if key != "name")
    assert [sentence for sentence, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    ("file", "name", "least"),
    [
        ("connectives.json", "虽然…但是", 64),
        ("connectives.json", "因为…所以", 64),
        ("connectives.json", "不但…而且", 64),
        ("sentiment.json", "sentiment", 64),
        ("negation.json", "negation_scope", 64),
        ("negation.json", "negation", 48),
        ("coreference.json", "coreference", 48),
    ],
)
def test_each_name_has_enough_items_and_no_other_name_occurs(file: str, name: str, least: int):
    assert len(named(file, name)) >= least
    keys = {"name", "text"} if name == "coreference" else {"name", "text", "control"}
    assert all(set(item) == keys for item in named(file, name))
    known = {"connectives.json": set(CONNECTIVES), "negation.json": {"negation", "negation_scope"}}
    assert {item["name"] for item in load(file)} == known.get(file, {name})


@pytest.mark.parametrize("name", CONNECTIVES)
def test_connectives_stand_at_the_same_place_and_distance_in_text_and_control(name: str):
    for item in named("connectives.json", name):
        starts, gaps, stops = [], [], []
        for sentence in (item["text"], item["control"]):
            marks = spans(sentence)
            assert set(marks) == {"k", "q"}, sentence
            assert (marks["k"][2], marks["q"][2]) == CONNECTIVES[name], sentence
            assert all(plain(sentence).count(word) == 1 for word in CONNECTIVES[name]), sentence
            gap = between(sentence)
            starts.append(marks["k"][0])
            gaps.append(len(gap))
            stops.append(sum(character in PUNCTUATION for character in gap))
        assert starts[0] == starts[1], item
        assert all(4 <= gap <= 24 for gap in gaps), item
        assert abs(gaps[0] - gaps[1]) <= 1, item
        assert abs(stops[0] - stops[1]) <= 1, item


def test_a_control_that_opens_with_a_connective_ends_that_sentence_before_the_other():
    for item in load("connectives.json"):
        if spans(item["control"])["k"][0] == 0:
            assert set(between(item["control"])) & set("。？"), item


@pytest.mark.parametrize("name", CONNECTIVES)
def test_connectives_vary_in_place_and_distance(name: str):
    items = named("connectives.json", name)
    later = sum(spans(item["text"])["k"][0] > 0 for item in items)
    assert len(items) / 4 <= later <= len(items) / 2
    assert len({len(between(item["text"])) for item in items}) >= 10


def test_a_sentiment_pair_differs_in_the_key_word_only():
    words = []
    for item in load("sentiment.json"):
        text, control = spans(item["text"]), spans(item["control"])
        assert set(text) == set(control) == {"k"}, item
        assert around(item["text"]) == around(item["control"]), item
        assert len(text["k"][2]) == len(control["k"][2]), item
        assert text["k"][2] != control["k"][2], item
        words.append(text["k"][2])
    assert len(set(words)) == len(words)


def test_half_of_the_sentiment_words_are_positive_and_none_serves_as_neutral():
    words = [spans(item["text"])["k"][2] for item in load("sentiment.json")]
    neutral = {spans(item["control"])["k"][2] for item in load("sentiment.json")}
    assert 2 * sum(word in POSITIVE.split() for word in words) == len(words)
    assert not neutral & set(words)


def test_negation_scope_keeps_the_negator_the_word_and_the_distance():
    for item in named("negation.json", "negation_scope"):
        text, control = spans(item["text"]), spans(item["control"])
        assert set(text) == set(control) == {"k", "q"}, item
        assert text["k"][2] in {"不", "没", "没有"}, item
        assert [text[mark][2] for mark in "kq"] == [control[mark][2] for mark in "kq"], item
        assert abs(len(between(item["text"])) - len(between(item["control"]))) <= 1, item
        assert not set(between(item["text"])) & set(PUNCTUATION), item
        assert set(between(item["control"])) & set(PUNCTUATION), item


def test_a_negation_pair_differs_in_the_negator_only():
    for item in named("negation.json", "negation"):
        text, control = spans(item["text"]), spans(item["control"])
        assert set(text) == set(control) == {"k", "q"}, item
        assert text["k"][2] in {"不", "没", "没有"}, item
        assert not re.search("[不没无未别]", control["k"][2]), item
        assert len(text["k"][2]) == len(control["k"][2]), item
        assert around(item["text"]) == around(item["control"]), item
        assert text["q"] == control["q"], item
        assert text["k"][1] <= text["q"][0], item


def test_half_of_the_coreference_items_name_the_antecedent_first():
    first = 0
    for item in load("coreference.json"):
        marks = spans(item["text"])
        assert set(marks) == {"k", "c", "q"}, item
        assert max(marks["k"][1], marks["c"][1]) <= marks["q"][0], item
        assert marks["q"][2] in {"他", "她", "它", "他们", "她们", "它们", "自己"}, item
        first += marks["k"][0] < marks["c"][0]
    assert 2 * first == len(load("coreference.json"))


def test_coreference_items_come_as_twins_in_both_orders():
    items = load("coreference.json")
    for one, two in zip(items[::2], items[1::2], strict=True):
        here, there = spans(one["text"]), spans(two["text"])
        assert [here[mark][2] for mark in "kcq"] == [there[mark][2] for mark in "kcq"], one
        assert here["k"][0] < here["c"][0], one
        assert there["c"][0] < there["k"][0], two


def test_groups_are_disjoint_and_every_carrier_has_one_place():
    groups = load("groups.json")
    carriers = groups.pop("carriers")
    words = [word for group in groups.values() for word in group]
    assert len(groups) >= 8
    assert all(len(group) == 14 for group in groups.values())
    assert len(set(words)) == len(words)
    assert all(len(word) == 2 for word in words)
    assert len(set(carriers)) == 6
    assert all(carrier.count("{}") == 1 and not HALF_WIDTH.search(carrier) for carrier in carriers)


def test_ordered_lists_repeat_no_word():
    lists = load("ordinals.json")
    assert {"数字", "星期", "月份", "天干", "数码"} <= set(lists)
    assert [len(lists[name]) for name in ("数字", "星期", "月份", "天干", "数码")] == [10, 7, 12, 10, 9]
    assert all(len(set(words)) == len(words) >= 4 for words in lists.values())
