"""A stored report on roles in findings, cards and tables, in both languages, at every width."""

from __future__ import annotations

import io
import json

import msgspec
import numpy as np
import pytest
from rich.cells import cell_len
from rich.console import Console

from headscope.base.messages import LANGUAGES, catalogue
from headscope.capture.arrays import from_arrays
from headscope.errors import BadOption
from headscope.readings.role_report import READING, TreebankNote
from headscope.show.card import card_json, make_card
from headscope.show.findings import find
from headscope.show.head_roles import head_roles, narrow, roles_in_brief
from headscope.show.role_tables import experts_table, untested_lines
from headscope.show.roles import print_head_roles, print_roles
from headscope.show.stored_roles import stored_roles
from headscope.show.terminal import print_card, print_findings
from headscope.store.readings import save_reading
from headscope.store.run import open_run
from headscope.store.write import save
from tests.show.made_roles import head_role, hostile_report, roles_report


def printed(show, *things, width: int = 120) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    show(*things[:1], *things[1:-1], console, things[-1])
    return console.file.getvalue()


RULE = {"en": "VERB left", "zh": "左边最近的VERB"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
def test_the_report_is_printed_whole_at_every_width(language, width):
    text = printed(print_roles, roles_report(), language, width=width)
    facts = ("91.0", "11.0", "+80.0", "<0.001", "55.0", "+25.0", "−14.0", "7.1", "22.2", "33.3", "4.4", "90.0", "73.0")
    for fact in (*facts, "L0.H0", "toy.conllu", "4,007", f"75.0 {RULE[language]}"):
        assert fact in text
    for grade in ("role", "replicated", "descriptive", "too_few", "none"):
        assert catalogue(language)[f"show.grade_{grade}"] in text
    assert "…" not in text
    assert max(map(cell_len, text.splitlines())) <= width


def test_a_narrow_terminal_gets_the_baselines_below_the_relations():
    wide, narrow_ = (printed(print_roles, roles_report(), "en", width=width) for width in (120, 80))
    assert [sum(line.split()[:1] == ["nsubj"] for line in text.splitlines()) for text in (wide, narrow_)] == [3, 4]


def test_numbers_stand_under_their_headings():
    told = experts_table(roles_report().experts, "en")
    first = dict(zip(told.headings, told.rows[0].cells, strict=True))
    assert first == {
        "role": "previous token", "head": "L0.H0", "dir.": "", "score": "91.0", "null": "11.0", "margin": "+80.0",
        "needed": "+10.0", "p": "<0.001", "grade": "role", "heads": "1",
    }  # fmt: skip
    assert [row.is_earned for row in told.rows] == [True, True, True, False, False, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_cannot_steer_the_terminal(language):
    report = hostile_report()
    text = printed(print_roles, report, language, width=400) + printed(
        print_head_roles, report, ["L0.H0", "L9.H9"], language, width=400
    )
    assert "\x1b" not in text
    assert "[bold]meaning" in text
    assert "</script><script>" in text


def test_roles_of_one_reason_share_a_line():
    (line,) = untested_lines(roles_report(), "en")
    assert line.startswith("prosody, retrieval: not tested.")
    assert "speech" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_say_how_many_heads_earned_a_role_and_who_is_best(roles_run, language):
    found = find(roles_run, language=language, run_name="my run")
    said = " ".join(found.lines)
    for fact in ("previous_token", "induction"):
        assert catalogue(language)[f"show.role_{fact}"] in said
    for fact in ("2", "L0.H0", "+80.0", "nsubj", "+25.0", "L1.H1", "+60.0"):
        assert fact in said
    assert found.commands[0].command == "headscope read 'my run' roles"
    console = Console(file=io.StringIO(), width=100, color_system=None)
    print_findings(found, console)
    assert "+80.0" in console.file.getvalue()


def test_findings_of_a_run_without_a_report_say_nothing_of_roles(run):
    found = find(run)
    assert not any("ole" in line for line in found.lines)
    assert not any(each.command.endswith("roles") for each in found.commands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_without_any_role_is_told_so(language):
    none = roles_report(experts=roles_report().experts[3:], roles=(), heads_without_role=6)
    (line,) = roles_in_brief(none, language)
    assert "6" in line
    assert "3" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_lists_what_a_head_earned_with_its_numbers(roles_run, language):
    console = Console(file=io.StringIO(), width=100, color_system=None)
    print_card(make_card(roles_run, roles_run.heads[0], language=language), console)
    text = console.file.getvalue()
    facts = ("91.0", "11.0", "+80.0", "80.0", "55.0", "+25.0", "0.90", "0.56", "0.62")
    for fact in (*facts, catalogue(language)["show.grade_replicated"]):
        assert fact in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_says_when_a_head_earned_none(roles_run, language):
    console = Console(file=io.StringIO(), width=100, color_system=None)
    print_card(make_card(roles_run, roles_run.heads[2], language=language), console)
    text = console.file.getvalue()
    assert catalogue(language)["show.roles_none_earned"] in text
    assert "0.03" in text


def test_the_card_as_json_holds_the_roles(roles_run, run):
    told = json.loads(msgspec.json.encode(card_json(make_card(roles_run, roles_run.heads[0]))))["roles"]
    assert [(one["role"], one["score"], one["grade"]) for one in told["earned"]] == [
        ("previous_token", 0.91, "role"),
        ("nsubj", 0.8, "replicated"),
    ]
    assert told["lifts"] == {"previous_token": 0.8989, "nsubj": 0.5556}
    assert told["specialisation"] == 0.6234
    assert card_json(make_card(run, run.heads[0]))["roles"] is None


def test_a_head_that_was_not_tried_is_not_said_to_have_failed():
    assert head_roles(roles_report(), "L1.H0").is_tried
    found = head_roles(roles_report(), "L7.H7")
    assert (found.is_tried, found.earned, found.lifts) == (False, (), {})
    assert "not tried" in printed(print_head_roles, roles_report(), ["L7.H7"], "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_some_heads_alone_show_their_own_lines(language):
    text = printed(print_head_roles, roles_report(), ["L1.H1", "L1.H2"], language)
    for fact in ("L1.H1", "62.0", "L1.H2", "iobj", "0.61", catalogue(language)["show.grade_too_few"]):
        assert fact in text
    assert "L0.H" not in text


def test_a_narrowed_report_names_no_other_head():
    told = narrow(roles_report(), ["L1.H1"])
    for part in (told.relations, told.all, told.roles, told.below, told.experts, told.profiles):
        assert {one.head for one in part} <= {"L1.H1"}
    assert [one.role for one in told.roles] == ["induction"]
    assert (told.heads, told.heads_without_role) == (6, 4)
    assert len(told.committees) == 2  # it votes in both
    assert narrow(roles_report(), ["L0.H2"]).committees == ()


def test_a_broken_report_is_named_not_passed_over(tmp_path):
    save(from_arrays(np.full((1, 2, 2), 0.5), ["a", "b"]), tmp_path / "run")
    broken = save_reading(open_run(tmp_path / "run"), READING, b"{}")
    with pytest.raises(BadOption):
        stored_roles(broken)


def test_left_out_sentences_and_other_treebanks_are_told():
    report = roles_report(treebank2=TreebankNote("second.conllu", 10, 9, 99, 0, ()))
    assert "second.conllu" in printed(print_roles, report, "en")


def test_directions_of_one_role_stand_apart_on_the_card():
    both = tuple(
        head_role("L0.H2", "obj", score=score, null=0.5, grade="role", direction=direction)
        for score, direction in ((0.7, "head_to_dependent"), (0.9, "dependent_to_head"))
    )
    found = head_roles(roles_report(roles=both), "L0.H2")
    assert [one.direction for one in found.earned] == ["dependent_to_head", "head_to_dependent"]
