"""A report on alignment in the terminal: what was chosen and why, its score, every layer, pairs in words."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.cells import cell_len
from rich.console import Console

from headscope.base.messages import LANGUAGES, catalogue
from headscope.capture.arrays import from_arrays
from headscope.errors import BadOption
from headscope.readings.alignment_report import READING, Difference
from headscope.readings.alignment_score import AlignmentScore
from headscope.readings.report_file import encode_report
from headscope.show.alignment import print_alignment, print_score
from headscope.show.alignment_lines import gold_lines, reading_lines
from headscope.show.alignment_tables import heads_table, readings_table
from headscope.show.alignment_words import link_text, linked_words, unlinked, unlinked_text
from headscope.show.stored_alignment import stored_alignment
from headscope.store.readings import save_reading
from headscope.store.run import open_run
from headscope.store.write import save
from tests.show.made_alignment import (
    alignment_report,
    apart_pair,
    choice,
    gold,
    hostile_alignment,
    matrix_pair,
    pairs,
)


def printed(report, language: str = "en", *, width: int = 120, heads: int | None = 10) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_alignment(report, console, language, heads=heads)
    return console.file.getvalue()


def said(language: str, key: str) -> str:
    return catalogue(language)[f"show.{key}"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("has_reverse", [True, False])
@pytest.mark.parametrize("has_gold", [True, False])
def test_the_report_is_printed_whole_at_every_width(language, width, has_gold, has_reverse):
    text = printed(alignment_report(has_gold=has_gold, has_reverse=has_reverse), language, width=width)
    facts = ["pocket", "X1", "X2", "40", "+1.2", "+9.0", "1,234", "17"]
    facts += ["75.0", "20.0", "+55.0", "+51.0", "+59.0"] if has_reverse else ["55.0", "51.0", "59.0", "31.0"]
    if has_gold:
        facts += ["25.1", "22.1", "28.4", "78.1", "70.3", "74.0", "60.4", "−35.3", "−40.1", "−30.2", "88.4", "51.6"]
    for fact in facts:
        assert fact in text
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caution_is_always_said(language):
    flat = "".join(printed(alignment_report(), language, width=300).split())
    assert "".join(said(language, "aligned_caution").split()) in flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lead_that_may_be_nothing_is_called_nearly_tied(language):
    tied, clear = (" ".join(reading_lines(alignment_report(choice=choice(tie=tie)), language)) for tie in (True, False))
    assert said(language, "aligned_tied") in tied
    assert said(language, "aligned_tied") not in clear
    assert "−1.1" in tied


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reading_that_does_no_better_than_a_straight_line_is_told_so(language):
    below = said(language, "aligned_not_above_line").split("{diagonal}")[1]
    for line, is_below in ((0.31, False), (0.53, True)):
        told = next(iter(reading_lines(alignment_report(diagonal_agreement=line), language)))
        assert (below in told) == is_below


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_user_gave_is_not_said_to_be_chosen(language):
    alone = replace(choice(), runner_up=None, lead=None, lead_ci=None)
    line = next(iter(reading_lines(alignment_report(choice=alone, is_given=True), language)))
    assert said(language, "aligned_given").split("{reading}")[1].strip() in line
    assert said(language, "aligned_chosen").split("{reading}")[1].strip() not in line
    assert "55.0" in line  # what it scores is said all the same


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reverse_model_and_the_joining_are_named(language):
    text = " ".join(reading_lines(alignment_report(has_reverse=True), language))
    assert said(language, "symmetrised_grow_diag") in text
    assert said(language, "place_layer_number").format(layer=2) in text


def test_a_chosen_head_is_marked_among_the_heads_and_its_layer_named():
    report = alignment_report(head="X1.H1", choice=choice(head="X1.H1"))
    assert "head X1.H1" in next(iter(reading_lines(report, "en")))
    marks = {line.name: line.cells[0].marks for line in heads_table(report, "en").lines}
    assert marks["X1.H1"] == ("chosen",)
    assert set(marks.values()) == {("chosen",), ()}
    assert readings_table(report, "en").lines[1].cells[3].marks == ("head", "best")
    assert "+24.3*" in printed(report)


NUMBERS = {  # of layer X1, by what is shown: gold, agreement with erasure, contrast of agreement with a reverse model
    "gold": ("50.0 47.0–53.0", "44.0 41.0–47.0", "37.0 34.0–40.0", "24.3 21.3–27.3"),
    "erasure": ("50.0 47.0–53.0", "56.0 53.0–59.0", "63.0 60.0–66.0", "75.7 72.7–78.7"),
    "reverse": ("+30.0 27.0–33.0", "+36.0 33.0–39.0", "+43.0 40.0–46.0", "+55.7 52.7–58.7"),
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_stand_under_their_layer_row_and_method(kind):
    table = readings_table(alignment_report(has_gold=kind == "gold", has_reverse=kind == "reverse"), "en")
    assert table.heading == said("en", f"readings_{kind}_heading")
    assert table.headings == ("layer", "input, weights", "input, norms", "output, weights", "output, norms")
    assert [line.name for line in table.lines] == ["X0", "X1", "X2"]
    cells = table.lines[1].cells
    assert tuple(f"{cell.text} {cell.more}" for cell in cells) == NUMBERS[kind]
    assert [cell.marks for cell in cells] == [(), (), (), ("chosen", "best")]


def test_gold_that_would_take_another_layer_is_compared_with():
    other = gold(best_place="X2", best_aer=0.21, to_best=Difference(0.04, (-0.01, 0.09)))
    report = alignment_report(gold=other)
    lines = list(gold_lines(report, "en"))
    assert any("layer X2" in line and "21.0" in line and "+4.0 points (−1.0 to +9.0" in line for line in lines)
    assert any("no difference is shown" in line for line in lines)
    assert [cell.marks for line in readings_table(report, "en").lines for cell in line.cells if cell.marks] == [
        ("chosen",),
        ("best",),
    ]


def test_without_norms_there_are_two_columns():
    kept = tuple(one for one in alignment_report().readings if one.method == "attention")
    assert len(readings_table(alignment_report(readings=kept), "en").headings) == 3


@pytest.mark.parametrize("has_gold", [True, False])
@pytest.mark.parametrize("has_reverse", [True, False])
def test_the_best_heads_come_first(has_gold, has_reverse):
    table = heads_table(alignment_report(has_gold=has_gold, has_reverse=has_reverse), "en", limit=3)
    assert [line.head for line in table.lines] == ["X1.H1", "X1.H0", "X2.H1"]
    agreement = {"agreement": "74.0"} | ({"exchanged": "20.0", "contrast": "+54.0"} if has_reverse else {})
    shown = ({"AER": "26.0"} if has_gold else {}) | agreement
    assert table.headings == ("head", *shown)
    assert [cell.text for cell in table.lines[0].cells] == list(shown.values())
    assert "3" in table.heading
    assert "6" in table.heading


def test_pairs_are_read_as_words():
    pair = matrix_pair()
    assert [link_text(one, pair, "en") for one in linked_words(pair)] == [
        "我 - I, 0.82",
        "爱 - love, 0.75, doubtful",
        "自然 - natural, 0.70",
        # (0.4 + 0.4 + 0.31 + 0.6) / 2
        "语言 处理 together - language processing (many to many), 0.85, partly doubtful",
    ]
    assert [link_text(one, pair, "zh") for one in linked_words(pair)][1:] == [
        "爱 - love，0.75，存疑",
        "自然 - natural，0.70",
        "语言 处理 合起来 - language processing（多对多），0.85，部分存疑",
    ]
    assert unlinked(pair) == (5,)
    assert unlinked_text(pair, "en") == "No link: 。"


def test_words_with_others_between_them_and_no_map_are_told_as_they_are():
    pair = apart_pair()
    assert [link_text(one, pair, "en") for one in linked_words(pair)] == [
        "ne … pas together - not (many to one), partly doubtful",
        "eat - mange, 0.90",
    ]
    assert unlinked_text(pair, "en") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_pairs_without_links_and_reports_without_pairs_are_told(language):
    assert said(language, "links_none") in printed(alignment_report(pairs=(pairs()[4],)), language)
    text = printed(alignment_report(pairs=(), heads=(), readings=(), target_words=0, null_words=0), language)
    assert said(language, "aligned_pairs_heading") not in text


def test_five_pairs_are_shown_and_the_rest_counted():
    text = printed(alignment_report(pairs=(matrix_pair(),) * 7))
    assert text.count("我 - I") == 5
    assert "2 more" in text
    assert "more" not in printed(alignment_report(pairs=(matrix_pair(),) * 5)).split("Pairs in words")[1]


def test_words_from_right_to_left_leave_the_sentence_in_place():
    said = [link_text(one, pairs()[2], "en") for one in linked_words(pairs()[2])]
    assert said[0] == "\u2068אני\u2069 - I, 0.80"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_words_cannot_steer_the_terminal(language):
    text = printed(hostile_alignment(), language, width=400)
    assert not {"\x1b", "\x00", "\u202e", "\u2028"} & set(text)
    assert "[bold]meaning" in text
    assert "</script><script>" in text
    assert max(map(cell_len, text.splitlines())) <= 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_score_alone_is_printed(language):
    console = Console(file=io.StringIO(), width=200, color_system=None)
    print_score(AlignmentScore(0.25, 0.781, 0.7, 0.74, (0.2, 0.3), 605, 80), console, language)
    for fact in ("25.0", "20.0", "30.0", "78.1", "70.0", "74.0", "605", "80"):
        assert fact in console.file.getvalue()
    print_score(AlignmentScore(None, None, None, None, None, 0, 1), console, language)
    assert "–" in console.file.getvalue()


def test_no_links_leave_no_number_out_of_place():
    score = {"aer": 1.0, "precision": None, "recall": 0.0, "f1": None, "ci": (1.0, 1.0)}
    found = gold(diagonal=None, sure_precision=None, doubtful_precision=None, sure_links=0, doubtful_links=0)
    lines = list(gold_lines(alignment_report(**score, gold=found), "en"))
    assert lines[0] == "Against gold: AER 100.0 % (100.0 to 100.0), precision – %, recall 0.0 %, F1 – %."
    assert lines[1].endswith("has AER 60.4 %.")


def test_a_stored_report_is_found_and_a_broken_one_is_named(tmp_path):
    save(from_arrays(np.full((1, 2, 2), 0.5), ["a", "b"]), tmp_path / "run")
    assert stored_alignment(open_run(tmp_path / "run")) is None
    kept = save_reading(open_run(tmp_path / "run"), READING, encode_report(alignment_report()))
    assert stored_alignment(kept) == alignment_report()
    broken = save_reading(kept, READING, b"{}")
    with pytest.raises(BadOption):
        stored_alignment(broken)
