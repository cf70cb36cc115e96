"""Words that somebody else says: the text once more with spaces, or a function's spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headscope.base.segmentation import spans_of_cut, whole_words
from headscope.errors import BadOption

FAMILY = "👩\u200d👩\u200d👧"


def test_the_spaces_of_the_text_itself_do_not_count() -> None:
    source = " I love\n自然语言 e\u0301"
    assert [source[a:b] for a, b in spans_of_cut(source, "I love 自然 语言 e\u0301")] == [
        "I",
        "love",
        "自然",
        "语言",
        "e\u0301",
    ]
    assert [source[a:b] for a, b in spans_of_cut(source, "Ilove 自然语言e\u0301")] == ["I love", "自然语言 e\u0301"]


@given(words=st.lists(st.text("我爱语言ab.", min_size=1, max_size=4), min_size=1), data=st.data())
def test_what_is_cut_is_found_again_wherever_the_text_has_spaces(words: list[str], data: st.DataObject) -> None:
    source = "".join(data.draw(st.sampled_from(["", " ", "\n"])) + word for word in words)
    assert [source[a:b] for a, b in spans_of_cut(source, " ".join(words))] == words


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        ("我 爱 自燃 语言", "got '燃语言' at character 3 of text 4, where the text goes on '然语言'"),
        ("我 爱 自然", "got '' at character 4 of text 4, where the text goes on '语言'"),
        ("我 爱 自然 语言 处理", "got '处理' at character 6 of text 4, where the text goes on ''"),
        ("jeba", "got 'jeba' at character 0 .*characters, jieba or spacy:MODEL"),
    ],
)
def test_another_text_is_refused_with_the_first_difference(cut: str, message: str) -> None:
    with pytest.raises(BadOption, match=message) as caught:
        spans_of_cut("我爱自然语言", cut, text=4)
    assert "请" in caught.value.text("zh")


def test_a_character_that_is_cut_in_two_joins_its_words() -> None:
    source = f"a{FAMILY}b"
    assert whole_words(source, [(n, n + 1) for n in range(len(source))]) == [(0, 1), (1, 6), (6, 7)]


def test_words_that_show_nothing_are_none() -> None:
    assert whole_words("a \u200b\nb", [(0, 1), (1, 2), (2, 4), (4, 5)]) == [(0, 1), (4, 5)]


@pytest.mark.parametrize("spans", [[(0, 2), (1, 3)], [(2, 3), (0, 2)], [(0, 4)], [(1, 1)], [(-1, 2)]])
def test_spans_that_cannot_be_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(BadOption, match=r"gives a word that cannot be|leaves characters out"):
        whole_words("abc", spans)


@pytest.mark.parametrize("spans", [[], [(0, 1)], [(1, 3)], [(0, 1), (2, 3)]])
def test_a_character_without_a_word_is_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(BadOption, match="leaves characters out"):
        whole_words("abc", spans)
