"""Marked sentences: the text without marks, every marked stretch one word, and nothing half-marked gets through."""

from __future__ import annotations

import pytest

from headscope.base.marked import parse_marked
from headscope.base.words import word_spans
from headscope.errors import BadText


def words(marked: str) -> list[str]:
    found = parse_marked(marked)
    return [found.source[start:end] for start, end in found.spans]


def test_a_marked_stretch_of_chinese_is_one_word_and_the_rest_are_characters():
    assert words("[k:虽然]下雨，[q:但是]他来了。") == ["虽然", "下", "雨", "，", "但是", "他", "来", "了", "。"]


def test_places_count_words_and_name_their_marks():
    found = parse_marked("The [k:queen] thanked the [c:soldiers] when [q:she] came.")
    assert dict(found.places) == {"k": 1, "c": 4, "q": 6}
    assert [found.word(mark) for mark in "kcq"] == ["queen", "soldiers", "she"]


@pytest.mark.parametrize("text", ["It's 3.5 km, he said.", "天气 is fine…", " a  b ", "no marks"])
def test_without_marks_the_words_are_those_of_word_spans(text: str):
    found = parse_marked(text)
    assert found.source == text
    assert list(found.spans) == word_spans(text)
    assert not found.places


def test_spans_are_in_order_and_cover_the_source_but_for_spaces():
    found = parse_marked("Is it [q:or] not, [k:either]?")
    covered = "".join(found.source[start:end] for start, end in found.spans)
    assert covered == found.source.replace(" ", "")
    assert all(one[1] <= other[0] for one, other in zip(found.spans, found.spans[1:], strict=False))


@pytest.mark.parametrize("marked", ["[k:a] and [k:b]", "[k:a", "[k:] empty", "[x:a] b", "[k a] b", "a [q:b[c:d]"])
def test_broken_marks_are_refused(marked: str):
    with pytest.raises(BadText):
        parse_marked(marked)


def test_ordinary_brackets_are_no_marks():
    assert words("see [1] and [k:this]") == ["see", "[", "1", "]", "and", "this"]
