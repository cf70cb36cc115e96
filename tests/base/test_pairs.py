"""Words laid out as text, written out by hand, and their places checked against the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headscope.base.pairs import joined


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Hello", ",", "world", "."], "Hello, world."),
        (["我", "爱", "自然", "语言", "处理", "。"], "我爱自然语言处理。"),
        (["他", "用", "Python", "3", "写", "程序", "，", "OK", "？"], "他用Python 3写程序，OK？"),
        (["これ", "は", "ﾃｽﾄ", "test"], "これはﾃｽﾄtest"),
        (["안녕", "하세요", "."], "안녕 하세요."),
        (["「", "はい", "」", "Yes", "sir"], "「はい」Yes sir"),
        (["𠮷", "野"], "𠮷野"),
        (["ＡＢ", "cd"], "ＡＢcd"),
        (["😀", "ok"], "😀 ok"),
        (["alone"], "alone"),
        ([], ""),
    ],
)
def test_words_are_laid_out_as_their_script_is_written(words: list[str], expected: str) -> None:
    assert joined(words)[0] == expected


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=4), max_size=8))
def test_every_word_lies_where_its_span_says_and_at_most_one_space_between(words: list[str]) -> None:
    text, spans = joined(words)
    assert [text[start:end] for start, end in spans] == words
    places = [0, *(place for span in spans for place in span), len(text)]
    assert places == sorted(places)
    between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    assert set(between) <= {"", " "}
    assert len(text) == sum(map(len, words)) + sum(map(len, between))
