"""Words and graphemes of a source, written out by hand."""

import pytest

from headscope.base.words import grapheme_spans, is_blank, word_spans


def words(source: str) -> list[str]:
    return [source[start:end] for start, end in word_spans(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The cat's don't", ["The", "cat's", "don't"]),
        (
            "well-known, e.g. 3.14 or 1,000!",
            ["well", "-", "known", ",", "e", ".", "g", ".", "3.14", "or", "1,000", "!"],
        ),
        ("'quoted' words", ["'", "quoted", "'", "words"]),
        ("wait... what?!", ["wait", "...", "what", "?", "!"]),
        ("虽然天气不好，但是GPT好", [*"虽然天气不好，但是", "GPT", "好"]),
        ("カタカナとひらがな", ["カタカナ", "とひらがな"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("안녕 하세요", ["안녕", "하세요"]),
        ("a👩‍👩‍👧b 🇩🇪🇫🇷", ["a", "👩‍👩‍👧", "b", "🇩🇪", "🇫🇷"]),
        ("cafe\u0301 snake_case", ["cafe\u0301", "snake_case"]),
        ("zero\u200bwidth", ["zero", "width"]),
        (" \n\t", []),
        ("らーめんとラーメン", ["らーめんと", "ラーメン"]),
        ("ｶﾀｶﾅabc", ["ｶﾀｶﾅ", "abc"]),
        ("a \u0301b", ["a", " \u0301", "b"]),
        ("\u3000\ufe0f x\u115fy \ufe0f", ["x", "y"]),
        ("❤\ufe0f天", ["❤\ufe0f", "天"]),
    ],
)
def test_words_of_many_scripts(source: str, expected: list[str]) -> None:
    assert words(source) == expected


def test_graphemes_cover_the_source_without_gaps() -> None:
    source = "e\u0301👩‍👩‍👧\r\n天 ok"
    spans = grapheme_spans(source)
    assert "".join(source[start:end] for start, end in spans) == source
    assert [end - start for start, end in spans] == [2, 5, 2, 1, 1, 1, 1]


def test_blank_is_what_nobody_sees() -> None:
    assert is_blank("")
    assert is_blank(" \u3000\ufeff\u200d\n")
    assert not is_blank("\u200d。")
