"""Files of sentence pairs: what is read of them, and what is refused by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from headscope.base.messages import LANGUAGES
from headscope.base.pairs import SentencePair
from headscope.errors import BadInput, BadOption, BadText
from headscope.readings.pair_file import read_pairs

ALIGN = Path(__file__).parents[3] / "shared" / "data" / "align"


@pytest.fixture
def read(tmp_path: Path):
    def one(content: str | bytes) -> tuple[SentencePair, ...]:
        file = tmp_path / "pairs.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_pairs(file)

    return one


def words(pair: SentencePair) -> tuple[list[str], list[str]]:
    source = [pair.source[start:end] for start, end in pair.source_words]
    return source, [pair.target[start:end] for start, end in pair.target_words]


@pytest.mark.parametrize("line", ["I see . ||| 我 看见 。", "I see .\t我 看见 。", " I  see . |||我 看见\u3000。 "])
def test_a_side_with_spaces_is_cut_there_and_laid_out(read, line: str) -> None:
    (pair,) = read(line + "\n")
    assert (pair.source, pair.target) == ("I see.", "我看见。")
    assert words(pair) == (["I", "see", "."], ["我", "看见", "。"])


def test_a_side_without_spaces_is_cut_as_every_text(read) -> None:
    first, second = read("Hello.\t你好，GPT。\nIt's fine. ||| 好")
    assert words(first) == (["Hello", "."], ["你", "好", "，", "GPT", "。"])
    assert words(second) == (["It's", "fine."], ["好"])


def test_byte_order_mark_carriage_returns_and_empty_lines_at_the_end(read) -> None:
    pairs = read("\ufeffa b ||| c d\r\ne f ||| g h\r\n \r\n\r\n".encode())
    assert [pair.source for pair in pairs] == ["a b", "e f"]


def test_only_line_feeds_end_lines(read) -> None:
    (pair,) = read("a\u2028b ||| c\x85d\n")
    assert words(pair) == (["a", "b"], ["c", "d"])


@pytest.mark.parametrize(
    ("content", "key", "kind", "line"),
    [
        ("a ||| b\n\nc ||| d\n", "pair_line_empty", BadOption, 2),
        ("a ||| b\nno separator\n", "pair_no_separator", BadOption, 2),
        ("a ||| b ||| c\n", "pair_separators", BadOption, 1),
        ("1\ta\tb\n", "pair_separators", BadOption, 1),
        ("a ||| b\tc\n", "pair_separators", BadOption, 1),
        ("a ||| b\n ||| b\n", "pair_source_empty", BadText, 2),
        ("a ||| \u200b\n", "pair_target_empty", BadText, 1),
        ("\tb\n", "pair_source_empty", BadText, 1),
        (" \n\n", "pairs_none", BadOption, None),
        ("", "pairs_none", BadOption, None),
        (b"\xff\xfe\x00", "file_not_text", BadOption, None),
        ("a ||| b".encode("utf-16-le"), "file_not_text", BadOption, None),
    ],
)
def test_what_is_no_pair_is_refused_by_line(read, content: str, key: str, kind: type[BadInput], line: int) -> None:
    with pytest.raises(kind) as caught:
        read(content)
    assert caught.value.key == key
    assert caught.value.values.get("line") == line
    for language in LANGUAGES:
        text = caught.value.text(language)
        assert "pairs.txt" in text
        assert line is None or str(line) in text


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(BadOption, match="File is not there") as caught:
            read_pairs(path)
        assert caught.value.key == "file_missing"


def test_a_long_line_is_quoted_short(read) -> None:
    with pytest.raises(BadOption) as caught:
        read("word " * 40)
    assert len(str(caught.value.values["value"])) == 60


@pytest.mark.parametrize(("name", "count"), [("enfr", 447), ("roen", 248)])
def test_public_pairs_keep_the_words_of_their_files(name: str, count: int) -> None:
    file = ALIGN / f"{name}.src-tgt"
    if not file.is_file():
        pytest.skip(f"no {file}")
    pairs = read_pairs(file)
    assert len(pairs) == count
    for pair, line in zip(pairs, file.read_text("utf-8").split("\n"), strict=False):
        assert words(pair) == tuple(side.split() for side in line.split("|||"))
