"""The terminal shows records aligned, with and without colour, in both languages."""

from __future__ import annotations

import io

import numpy as np
import pytest
from rich.cells import cell_len
from rich.console import Console

from headscope.base.messages import LANGUAGES
from headscope.readings.patterns import read_patterns
from headscope.readings.words import read_words
from headscope.show.card import HeadCard, card_json, make_card
from headscope.show.findings import make_findings
from headscope.show.heat import fit, heat_lines, pool
from headscope.show.labels import visible_label
from headscope.show.pictures import Picture
from headscope.show.tables import doctor_table, edges_table, patterns_table, statistics_table, words_table
from headscope.show.terminal import print_card, print_findings, print_matrix
from headscope.store.layout import FaithLayerRecord, FaithRecord
from tests.show.made import HOSTILE, edge, pattern, statistics, words


def shown(*things: object, width: int = 90, colour: str | None = None) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=colour, force_terminal=colour is not None)
    for thing in things:
        console.print(thing)
    return console.file.getvalue()


def square(tokens: tuple[str, ...]) -> Picture:
    return Picture(np.eye(len(tokens)), tokens, tokens)


def card(language: str, picture: Picture) -> HeadCard:
    edges = (edge("L0.H2"), edge("L0.H2", is_sink=True))
    return HeadCard(
        "L0.H2", 0, "RUN", pattern("L0.H2", "sink"), statistics("L0.H2"), words("L0.H2"), edges, picture,
        "TRUST", "FAITH", language,
    )  # fmt: skip


def test_labels_of_wide_characters_are_aligned():
    tokens = ("虽然", "cat", "天气不好天气不好", "👍🏽", "é")
    _, lines = heat_lines(square(tokens), width=60, has_colour=False)
    assert len({cell_len(line.plain) for line in lines}) == 1
    assert cell_len(fit("天气不好天气", 10)) == 10


def test_two_rows_share_a_line_in_half_blocks_where_there_is_colour():
    tokens = tuple("abcdef")
    _, coloured = heat_lines(square(tokens), width=60, has_colour=True)
    _, plain = heat_lines(square(tokens), width=60, has_colour=False)
    assert len([line for line in coloured if "▀" in line.plain]) == 3
    assert len([line for line in plain if "█" in line.plain]) == 6


def test_neighbours_that_look_alike_are_written_as_one_run():
    even = Picture(np.full((4, 20), 0.05), tuple("abcd"), tuple(map(str, range(20))))
    lines = heat_lines(even, width=80, has_colour=True)[1][-2:]
    assert [line.plain.count("▀") for line in lines] == [40, 40]
    assert [len(line.spans) for line in lines] == [1, 1]


def test_a_masked_cell_is_drawn_as_masked():
    weights = np.array([[1.0, np.nan], [0.5, 0.5]])
    _, plain = heat_lines(Picture(weights, ("a", "b"), ("a", "b")), width=40, has_colour=False)
    assert plain[-2].plain.endswith("██··")


def test_a_matrix_wider_than_the_terminal_is_pooled_to_its_largest_weights():
    weights = np.zeros((300, 300))
    weights[299, 299] = 0.7
    picture = Picture(weights, tuple(map(str, range(300))), tuple(map(str, range(300))))
    drawn, lines = heat_lines(picture, width=80, has_colour=True)
    assert max(cell_len(line.plain) for line in lines) <= 80
    assert drawn.is_pooled
    assert drawn.weights[-1, -1] == 0.7
    assert pool(picture, rows=300, columns=300) is picture


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colour", [None, "truecolor"])
def test_the_card_shows_everything_known_of_a_head(language, colour, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    console = Console(file=io.StringIO(), width=90, color_system=colour, force_terminal=colour is not None)
    print_card(card(language, square(("the", "cat", "sat"))), console)
    text = console.file.getvalue()
    for fact in ("L0.H2", "0.85", "0.70", "80%", "TRUST", "FAITH", "cat", "2.25"):
        assert fact in text
    assert ("▀" in text) == (colour is not None)
    if colour is None:
        assert len({cell_len(line) for line in text.splitlines()}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_print_in_both_languages(run, language):
    patterns = [pattern("L0.H0", "diagonal"), pattern("L0.H1", "sink")]
    numbers = [statistics("L0.H0"), statistics("L0.H1")]
    found = make_findings(run, patterns, statistics=numbers, words=[words("L0.H0")], language=language)
    console = Console(file=io.StringIO(), width=100, color_system=None)
    print_findings(found, console)
    text = console.file.getvalue()
    assert text.index("L0.H0") < text.index("headscope head")
    assert found.caution[:20] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_hold_their_records(language):
    tables = (
        statistics_table([statistics("L0.H0")], language),
        patterns_table([pattern("L11.H11", "diagonal")], language),
        words_table([words("L0.H0")], language),
        edges_table([edge("L0.H0", is_sink=True)], language),
    )
    text = shown(*tables)
    for fact in ("2.250", "L11.H11", "0.85", "−1", "cat", "0.500"):
        assert fact in text


def test_labels_cannot_steer_the_terminal():
    table = words_table([words("L0.H0", query="\x1b[31mred[bold]", key=HOSTILE[4])])
    text = shown(table)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "⟨U+001B⟩[31mred[bold]" in text


def test_long_and_empty_labels_are_bounded():
    assert len(visible_label(HOSTILE[6])) <= 81
    assert visible_label("") == "∅"
    assert visible_label("\n") == "␣"


def test_a_made_card_holds_the_readings_of_its_head(run):
    made = make_card(run, run.heads[4], language="zh")
    assert made.pattern == read_patterns(run, "L1.H1")[0]
    assert made.words == read_words(run, "L1.H1", text=0)[0]
    assert np.isnan(made.picture.weights[0, 1])
    told = card_json(made)
    assert told["head"] == told["pattern"]["head"] == "L1.H1"
    assert told["statistics"]["offset_mass"].keys() >= {"-1", "0"}
    assert len(told["words"]) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_given_matrices_are_shown_with_their_rows(run, language):
    console = Console(file=io.StringIO(), width=90, color_system=None)
    few = read_words(run, "L0.H0,L1.H2")
    print_matrix(run, read_patterns(run), few, console, language)
    text = console.file.getvalue()
    assert "L0.H0" in text
    assert "░" in text
    many = Console(file=io.StringIO(), width=90, color_system=None)
    print_matrix(run, read_patterns(run), read_words(run), many, language)
    assert "░" not in many.file.getvalue()


def test_the_doctor_shows_what_could_not_be_measured_as_a_dash():
    layer = FaithLayerRecord("L0", "encoder.layer.0", "self", "tap", 1.2e-7, None, None)
    text = shown(doctor_table(FaithRecord(True, 1.2e-7, 0.0, True, 1e-4, 9, (layer,))))
    assert "1.2e-07" in text
    assert "–" in text
