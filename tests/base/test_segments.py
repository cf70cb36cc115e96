"""Segments: what counts is written out by hand."""

from pathlib import Path

import pytest

from headscope.base.segments import split_segments
from headscope.errors import BadOption


def labels(source: str, how: str) -> list[str]:
    return [segment.label for segment in split_segments(source, how)]


def test_sentences_end_at_marks_of_both_scripts_with_their_closing_quotes() -> None:
    source = 'Mr. X paid 3.5 m, then left. "Go!" he said. 天气不好，我们…… “走。”他说！'
    expected = ["Mr. X paid 3.5 m, then left.", '"Go!"', "he said.", "天气不好，我们……", "“走。”", "他说！"]
    assert labels(source, "sentence") == expected


def test_clauses_end_at_commas_too_but_not_inside_numbers() -> None:
    assert labels("It cost 1,000.5, or so; ok", "clause") == ["It cost 1,000.5,", "or so;", "ok"]
    assert labels("苹果、梨；都好：吃", "clause") == ["苹果、", "梨；", "都好：", "吃"]


def test_a_text_without_marks_is_one_segment() -> None:
    assert labels("no marks here", "sentence") == ["no marks here"]


def test_offsets_point_into_the_source() -> None:
    source = "  One, two.\n\nThree!  "
    for how in ("sentence", "clause"):
        assert all(source[s.start : s.end] == s.label for s in split_segments(source, how))


def test_a_file_cuts_where_its_lines_end_and_spaces_do_not_count(tmp_path: Path) -> None:
    file = tmp_path / "segments.txt"
    file.write_text("The cat\nsits  on\n\nthe mat\n", "utf-8")
    segments = split_segments("The cat sits on the mat ", str(file))
    assert [(s.start, s.end, s.label) for s in segments] == [(0, 7, "The cat"), (8, 15, "sits on"), (16, 23, "the mat")]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("The cat\nruns on\nthe mat", "line 2"),
        ("The cat\nsits on", "got 2 lines"),
        ("The cat\nsits on the mat\nall day", "line 3"),
    ],
)
def test_a_file_that_does_not_spell_the_text_is_refused_by_line(tmp_path: Path, content: str, part: str) -> None:
    file = tmp_path / "segments.txt"
    file.write_text(content, "utf-8")
    with pytest.raises(BadOption, match=part):
        split_segments("The cat sits on the mat", str(file))


def test_an_unknown_word_is_refused_with_the_choices() -> None:
    with pytest.raises(BadOption, match="expected sentence, clause or a UTF-8 file"):
        split_segments("text", "paragraph")
