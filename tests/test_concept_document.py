"""Every matrix of the concept document, read as it stands: its mistakes included.

What its captions claim is compared with what the rows hold. (The pattern of each example is another reading:
`tests/readings/test_concept_patterns.py` is the place for those.)
"""

from __future__ import annotations

import numpy as np
import pytest

from headscope.capture.arrays import from_arrays
from headscope.readings.statistics import read_statistics
from headscope.readings.words import read_words
from headscope.show.sentences import sentence

CAT = ["The", "cat", "sits", "on", "the", "mat"]
CAT_ROWS = [
    [0.6, 0.2, 0.1, 0.05, 0.03, 0.02],
    [0.1, 0.3, 0.4, 0.1, 0.05, 0.05],
    [0.15, 0.5, 0.2, 0.1, 0.03, 0.02],
    [0.05, 0.1, 0.1, 0.3, 0.25, 0.2],
    [0.1, 0.05, 0.05, 0.2, 0.4, 0.2],
    [0.05, 0.1, 0.05, 0.15, 0.25, 0.4],
]
DIAGONAL = [[0.8, 0.2, 0.0, 0.0], [0.3, 0.6, 0.1, 0.0], [0.0, 0.2, 0.7, 0.1], [0.0, 0.0, 0.3, 0.7]]
BLOCK = [[0.5, 0.5, 0.0, 0.0], [0.4, 0.6, 0.0, 0.0], [0.0, 0.0, 0.6, 0.4], [0.0, 0.0, 0.3, 0.7]]
SPARSE = [[0.1, 0.1, 0.1, 0.7], [0.2, 0.6, 0.1, 0.1], [0.1, 0.2, 0.6, 0.1], [0.8, 0.1, 0.05, 0.05]]
GLOBAL = [[0.25, 0.25, 0.25, 0.25], [0.2, 0.3, 0.3, 0.2], [0.3, 0.2, 0.2, 0.3], [0.25, 0.25, 0.25, 0.25]]
TRANSLATION = [
    [0.8, 0.1, 0.05, 0.03, 0.02],
    [0.1, 0.8, 0.05, 0.03, 0.02],
    [0.05, 0.1, 0.7, 0.1, 0.05],
    [0.03, 0.05, 0.2, 0.6, 0.12],
    [0.02, 0.03, 0.05, 0.1, 0.8],
]
ENGLISH, CHINESE = ["I", "love", "natural", "language", "processing"], ["我", "爱", "自然", "语言", "处理"]
SUMMARY = [
    [0.3, 0.4, 0.2, 0.05, 0.05],
    [0.1, 0.6, 0.2, 0.05, 0.05],
    [0.2, 0.3, 0.3, 0.1, 0.1],
    [0.1, 0.2, 0.1, 0.3, 0.3],
]
SUMMARY_WORDS, PARAGRAPHS = ["AI", "技术", "发展", "迅速"], ["第1段", "第2段", "第3段", "第4段", "第5段"]

ALL = {
    "cat": CAT_ROWS,
    "diagonal": DIAGONAL,
    "block": BLOCK,
    "sparse": SPARSE,
    "global": GLOBAL,
    "translation": TRANSLATION,
    "summary": SUMMARY,
}


def verdicts(run, **options) -> dict[str, tuple[str, list[str]]]:
    rows = read_words(run, **options)[0].rows
    return {row.query: (row.verdict, [key.key for key in row.keys]) for row in rows}


@pytest.mark.parametrize("name", ALL)
def test_every_matrix_of_the_document_is_accepted_because_its_rows_sum_to_one(name: str):
    run = from_arrays(ALL[name])
    np.testing.assert_array_equal(run.array(run.sites[0].site, "weights", 0)[0], ALL[name])


def test_with_itself_counted_on_is_a_tie_of_on_the_and_mat():
    """S17: the caption says that "on" attends to "the mat"; its largest weight is on itself."""
    found = verdicts(from_arrays(CAT_ROWS, CAT))
    assert found["on"] == ("tie", ["on", "the", "mat"])
    assert found["The"] == ("main", ["The"])
    assert found["sits"] == ("main", ["cat"])
    assert found["the"] == ("main", ["the"])  # S18: the caption says "mat"
    assert found["cat"] == ("tie", ["sits", "cat"])  # S15: 0.4 against 0.3 is no main key
    assert found["mat"] == ("tie", ["mat", "the"])  # S19: the caption says "mainly itself"


def test_without_itself_the_ties_on_and_mat():
    found = verdicts(from_arrays(CAT_ROWS, CAT), exclude_self=True)
    assert found["the"] == ("tie", ["on", "mat"])
    assert found["on"] == ("tie", ["the", "mat"])
    assert found["cat"] == ("main", ["sits"])
    assert found["sits"] == ("main", ["cat"])


def test_without_itself_the_and_mat_hold_64_per_cent_of_what_on_gives_to_others():
    rows = read_words(from_arrays(CAT_ROWS, CAT), exclude_self=True)[0].rows
    on = next(row for row in rows if row.query == "on")
    np.testing.assert_allclose([key.share for key in on.keys], [0.25 / 0.7, 0.2 / 0.7])
    assert sum(key.share for key in on.keys) == pytest.approx(0.643, abs=1e-3)


def test_the_rows_are_said_in_both_languages():
    rows = {row.query: row for row in read_words(from_arrays(CAT_ROWS, CAT))[0].rows}
    assert sentence(rows["sits"]) == "sits attends mainly to cat, 0.50"
    assert sentence(rows["on"]) == "on attends about equally to on, the and mat (0.30, 0.25, 0.20)"
    assert sentence(rows["sits"], "zh") == "“sits”主要关注“cat”（0.50）"
    assert sentence(rows["on"], "zh") == "“on”对“on”、“the”和“mat”的关注大致相当（0.30、0.25、0.20）"


def test_statistics_of_the_cat_are_those_computed_by_hand():
    found = read_statistics(from_arrays(CAT_ROWS, CAT))[0]
    rows = np.array(CAT_ROWS)
    assert found.self_share == pytest.approx((0.6 + 0.3 + 0.2 + 0.3 + 0.4 + 0.4) / 6)
    assert found.offset_mass[-1] == pytest.approx((0.1 + 0.5 + 0.1 + 0.2 + 0.25) / 5)
    assert found.offset_mass[5] == pytest.approx(0.02)
    assert found.first_token_share == pytest.approx(rows[:, 0].mean())
    assert found.entropy_bits == pytest.approx(-(rows * np.log2(rows)).sum(axis=1).mean())


def test_half_of_the_sparse_example_is_self_attention():
    """S50: rows 1 and 2 of the "long-distance" example attend mainly to themselves."""
    found = verdicts(from_arrays(SPARSE))
    assert found == {"0": ("main", ["3"]), "1": ("main", ["1"]), "2": ("main", ["2"]), "3": ("main", ["0"])}
    assert read_statistics(from_arrays(SPARSE))[0].self_share == pytest.approx((0.1 + 0.6 + 0.6 + 0.05) / 4)


def test_the_diagonal_example_keeps_its_mass_within_one_token():
    found = read_statistics(from_arrays(DIAGONAL))[0]
    assert found.mean_span_tokens == pytest.approx((0.2 + 0.4 + 0.3 + 0.3) / 4)
    assert found.offset_mass[2] == found.offset_mass[-2] == found.offset_mass[3] == 0


def test_no_row_of_the_global_example_has_a_main_key():
    run = from_arrays(GLOBAL)
    found = [(row.verdict, len(row.keys)) for row in read_words(run)[0].rows]
    assert found == [("tie", 3), ("tie", 2), ("tie", 2), ("tie", 3)]  # of four keys any three hold 0.6
    assert read_statistics(run)[0].entropy_bits > 1.95


def test_the_block_example_stays_inside_its_phrases_once_they_are_given():
    run = from_arrays(BLOCK, ["The", "cat", "on", "mat"], segments=[[0, 2], [2, 4]])
    assert [segment.label for segment in run.text(0, "text").segments] == ["The cat", "on mat"]
    np.testing.assert_allclose(run.array("L0", "segment_mass", 0)[0], [[2, 0], [0, 2]])
    np.testing.assert_allclose(run.array("L0", "own_mass", 0)[0, 0, 0], 0.5 + 0.4 + 0.4 + 0.3)


def test_the_translation_aligns_word_by_word():
    """S54."""
    run = from_arrays(TRANSLATION, query_tokens=CHINESE, key_tokens=ENGLISH)
    assert [str(head) for head in run.heads] == ["X0.H0"]
    found = verdicts(run, exclude_self=True)  # there is no self between two texts
    assert [found[word] for word in CHINESE] == [("main", [word]) for word in ENGLISH]
    assert sentence(read_words(run)[0].rows[2], "zh") == "“自然”主要关注“natural”（0.70）"
    assert read_statistics(run)[0].self_share == 0


def test_the_summary_reads_paragraph_two_most():
    """S56 to S60: column means .175 .375 .2 .125 .125; where a word "mainly comes from" is another question."""
    run = from_arrays(SUMMARY, query_tokens=SUMMARY_WORDS, key_tokens=PARAGRAPHS)
    np.testing.assert_allclose(run.array("X0", "received", 0)[0] / 4, [0.175, 0.375, 0.2, 0.125, 0.125])
    found = verdicts(run)
    assert found["AI"] == ("tie", ["第2段", "第1段"])
    assert found["技术"] == ("main", ["第2段"])
    assert found["发展"] == ("tie", ["第2段", "第3段"])  # the caption says "scattered"
    assert found["迅速"] == ("tie", ["第4段", "第5段"])
