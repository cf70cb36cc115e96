"""Findings say what was observed, with numbers, evidence and sinks, and nothing more."""

from __future__ import annotations

import re

import numpy as np
import pytest

from headscope.base.messages import LANGUAGES, catalogue
from headscope.capture.arrays import from_arrays
from headscope.readings.base import HeadWords, KeyShare, WordRow
from headscope.show.claims import faith_line, pattern_claim, percent, trust_line
from headscope.show.examples import example_row
from headscope.show.findings import find, make_findings
from tests.show.made import attention, pattern, statistics, words

FORBIDDEN = re.compile(
    r"\b(uses?|because|decides?|source of|thinks?)\b"
    r"|the (sink|diagonal|sparse|block|global) head"
    r"|因为|决定了|使用|认为"
)


def records():
    patterns = [
        pattern("L0.H0", "diagonal", evidence="enough"),
        pattern("L0.H1", "diagonal", strength=0.9),
        pattern("L0.H2", "sink"),
        pattern("L1.H0", "sparse"),
        pattern("L1.H1", "global", strength=0.05),
        pattern("L1.H2", "mixed"),
    ]
    return patterns, [statistics(each.head) for each in patterns], [words(each.head) for each in patterns]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_is_counted_and_has_one_clearest_head_with_its_number(run, language):
    patterns, numbers, rows = records()
    found = make_findings(run, patterns, statistics=numbers, words=rows, language=language)
    assert {each.label: (each.heads, each.low_evidence) for each in found.counts} == {
        "diagonal": (2, 1), "sink": (1, 1), "sparse": (1, 1), "global": (1, 1), "mixed": (1, 1),
    }  # fmt: skip
    clearest = {each.label: each for each in found.clearest}
    assert clearest["diagonal"].head == "L0.H1"
    assert "0.85" in clearest["diagonal"].claim
    assert "0.90" in clearest["diagonal"].claim
    assert clearest["sink"].examples[0].sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_sinks_evidence_and_the_secondary_pattern_are_always_said(run, language):
    patterns, numbers, rows = records()
    found = make_findings(run, patterns, statistics=numbers, words=rows, language=language)
    text = " ".join(found.lines)
    assert percent(0.8 / 6) in text
    for each in found.clearest:
        say = catalogue(language)
        assert say[f"show.claim_{each.evidence}"] in each.claim
        assert ("80%" in each.claim) == (each.label == "sink")
    sink = pattern_claim(patterns[2], language)
    assert catalogue(language)["show.label_sparse"] in sink


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_cause_is_said_anywhere(run, language):
    patterns, numbers, rows = records()
    found = make_findings(run, patterns, statistics=numbers, words=rows, language=language)
    for each in found.clearest:
        assert not FORBIDDEN.search(each.claim + " ".join(example.sentence for example in each.examples))
    assert not FORBIDDEN.search(" ".join(found.lines))
    for key, message in catalogue(language).items():
        if key.startswith("show."):
            assert not FORBIDDEN.search(message), key


def test_the_example_of_a_diagonal_head_lies_at_its_offset():
    far = WordRow("mat", 5, "main", (KeyShare("the", 0, 0.9),))
    near = WordRow("sat", 2, "main", (KeyShare("cat", 1, 0.6),))
    assert example_row((far, near), pattern("L0.H0", "diagonal")) is near
    assert example_row((far, near), pattern("L0.H0", "sparse")) is far


def test_a_head_without_rows_has_no_example(run):
    patterns, numbers, _ = records()
    found = make_findings(run, patterns, statistics=numbers, words=[HeadWords("L0.H1", 0, ())])
    assert all(each.examples == () for each in found.clearest)


def test_commands_name_the_run_and_are_quoted(run):
    patterns, numbers, rows = records()
    found = make_findings(run, patterns, statistics=numbers, words=rows, run_name="my run")
    assert all("'my run'" in each.command for each in found.commands)


def test_trust_and_faith_of_given_weights_are_said(run):
    assert trust_line(run, "en", site="L0") == "Trust: exact for the weights as given, 1 text, 6 rows"
    assert "no model was run" in faith_line(run, "en")


def test_quoted_texts_each_get_a_sentence_in_their_order():
    weights = np.stack([attention(2, 6, seed=7)] * 2)
    run = from_arrays([weights] * 3, [[f"{place}{number}" for number in range(6)] for place in "abc"])
    found = find(run, quoted=[2, 0])
    assert all([example.text for example in each.examples] == [2, 0] for each in found.clearest)
    assert all(len(each.examples) == 1 for each in find(run).clearest)
