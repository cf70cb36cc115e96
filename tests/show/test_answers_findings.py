"""Claims come with their baseline, their grade and a place that shows it; segments and pairs with their numbers."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from headscope.base.messages import LANGUAGES, catalogue
from headscope.capture.arrays import from_arrays
from headscope.readings.role_report import READING
from headscope.show.findings_payload import AlignedPair, AlignedPairs, FindingsPayload
from headscope.show.payload import HeadPage, Overview, RowPayload, SegmentTable, Strings
from headscope.show.shelf import open_shelf
from headscope.store.readings import save_reading
from headscope.store.run import Run, open_run
from headscope.store.write import save
from tests.show.asked import ask, dense, missing, numbers
from tests.show.made import HOSTILE
from tests.show.made_alignment import pairs
from tests.show.test_findings import FORBIDDEN


def findings(run: Run, language: str = "en") -> FindingsPayload:
    shelf = open_shelf([run])
    return ask(shelf, FindingsPayload, next(iter(shelf.runs)), "findings", language)


def words(language: str, key: str) -> str:
    return catalogue(language)[f"show.{key}"]


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A text of which 64 rows were looked at."""
    pytest.importorskip("torch")
    from headscope.capture.observe import observe
    from headscope.capture.plan import Plan
    from tests.folders import save_model

    model = save_model(tmp_path_factory.mktemp("sampled") / "llama", "llama", max_position_embeddings=700)
    return observe(str(model), "the cat sits on the mat and it rains. " * 30, plan=Plan(rows="sample:64"))


def test_of_a_long_text_the_evidence_is_a_pair_of_two_tokens_though_the_first_row_has_only_itself(long):
    [reading] = findings(long).readings
    jumps = [jump for claim in reading.claims for jump in claim.evidence]
    assert {jump.head for jump in jumps} == {"L0.H0", "L0.H1"}
    for jump in jumps:
        assert jump.query != jump.key
        row = dense(long, int(jump.head[-1]), np.array([jump.query]))[0]
        assert f"{row[jump.key]:.2f}" in jump.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clearest_head_of_each_pattern_is_claimed_and_its_evidence_can_be_visited(text, language):
    found = findings(text, language)
    assert [reading.name for reading in found.readings] == ["patterns"]
    claims = {claim.label: claim for claim in found.readings[0].claims}
    assert claims["diagonal"].heads[0] in {"L0.H0", "L1.H0"}
    assert claims["sink"].heads[0] in {"L0.H1", "L1.H1"}
    shelf = open_shelf([text])
    for claim in claims.values():
        assert claim.grade == words(language, "grade_observed")
        assert claim.caution
        jump = claim.evidence[0]
        row = ask(shelf, RowPayload, "run", "row", jump.head, jump.text, jump.query)
        assert row.strongest[0][0] == jump.key
        assert not FORBIDDEN.search(claim.sentence + jump.label)


def test_evidence_is_a_place_of_the_matrix():
    weights = np.zeros((1, 5, 5))
    weights[0, [0, 1, 2, 3, 4], [0, 0, 1, 2, 3]] = 1.0
    run = from_arrays(weights, list("abcde"))
    shelf = open_shelf([run])
    for claim in ask(shelf, FindingsPayload, "run", "findings", "en").readings[0].claims:
        for jump in claim.evidence:
            assert weights[0, jump.query, jump.key] == 1.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_roles_are_claimed_with_their_null_their_interval_and_their_tables(roles_run, language):
    found = findings(roles_run, language)
    assert [reading.name for reading in found.readings] == ["patterns", "roles"]
    roles = found.readings[1]
    best = roles.claims[0]
    assert (best.heads, best.score, best.baseline) == (("L0.H0",), "91.0 %", "11.0 %")
    assert re.findall(r"\d+\.\d", best.interval) == ["86.0", "96.0"]
    assert best.grade == words(language, "grade_role")
    assert best.evidence[0].head == "L0.H0"
    assert words(language, "roles_caution") == roles.caution
    experts, relations, committees = roles.tables
    assert [cell.text for cell in experts.lines[0].cells] == [
        words(language, "role_previous_token"), "L0.H0", "", "91.0", "11.0", "+80.0", "+10.0", "<0.001",
        words(language, "grade_role"), "1",
    ]  # fmt: skip
    assert [line.is_strong for line in experts.lines] == [True, True, True, False, False, False]
    assert (experts.is_folded, relations.is_folded, committees.is_folded) == (False, True, True)
    assert experts.lines[2].head == "L1.H1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_head_tells_its_roles_or_that_it_earned_none(roles_run, language):
    shelf = open_shelf([roles_run])
    first = ask(shelf, HeadPage, "run", "head", "L0.H0", 0).readings[0]
    assert first.name == "roles"
    assert "91.0" in first.lines[language][0]
    assert words(language, "grade_replicated") in first.lines[language][1]
    assert [(round(lift, 2), earned) for _, lift, earned in first.bars[language]] == [(0.9, True), (0.56, True)]
    second = ask(shelf, HeadPage, "run", "head", "L0.H2", 0).readings[0]
    assert words(language, "roles_none_earned") in " ".join(second.lines[language])
    heads = {head.head: head.roles for head in ask(shelf, Overview, "run", "overview").heads}
    assert heads["L0.H0"] == ("previous_token", "nsubj")
    assert heads["L0.H2"] == ()


def test_four_views_take_graded_heads_first_and_say_where_there_is_no_grade(roles_run, text):
    graded = {view.kind: view for view in findings(roles_run).four_views}
    assert graded["syntactic"].head == "L0.H0"
    assert "replicated" in graded["syntactic"].grade
    assert graded["positional"].head == "L0.H0"
    assert graded["semantic"].head == ""
    assert graded["semantic"].note == words("en", "view_none_earned")
    plain = {view.kind: view for view in findings(text).four_views}
    assert plain["positional"].head in {"L0.H0", "L1.H0"}
    assert plain["positional"].grade == "observed pattern"
    assert plain["syntactic"].note == words("en", "view_no_roles")
    weights = np.stack([text.array(site, "weights", 0) for site in ("L0", "L1")]).astype(np.float64)
    place = np.arange(512)
    spans = (weights * np.abs(place[:, None] - place)).sum(-1).mean(-1)
    spans[:, 1] = 0  # planted sinks
    layer, head = np.unravel_index(spans.argmax(), spans.shape)
    assert plain["long_range"].head == f"L{layer}.H{head}"
    assert plain["long_range"].grade == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_alignment_is_claimed_beside_the_diagonal_and_its_pairs_are_told(aligned_run, language):
    shelf = open_shelf([aligned_run])
    found = ask(shelf, FindingsPayload, "run", "findings", language)
    reading = found.readings[-1]
    assert reading.name == "alignment"
    claim = reading.claims[0]
    assert (claim.score, claim.baseline) == ("25.1 %", "60.4 %")
    assert set(claim.heads) == {"X1.H0", "X1.H1"}
    marks = {line.cells[0].text: line.cells[-1].marks for line in reading.tables[0].lines}
    assert marks["X1"] == ("chosen", "best")
    assert ask(shelf, Overview, "run", "overview").has_alignment
    listed = ask(shelf, AlignedPairs, "run", "pairs")
    assert len(listed.pairs) == len(pairs())
    assert listed.pairs_left == 0
    for number, pair in enumerate(pairs()):
        told = ask(shelf, AlignedPair, "run", "pair", number)
        assert (told.source, told.target, told.links) == (pair.source, pair.target, pair.links)
        if pair.shares is None:
            assert told.shares is None
        else:
            np.testing.assert_allclose(numbers(told.shares), pair.shares, rtol=1e-6)
        assert {place for one in told.linked for place in one.targets} == {link[1] for link in pair.links}
    assert missing(shelf, "run", "pair", len(pairs())).kind == "bad_request"
    head = ask(shelf, HeadPage, "run", "head", "X1.H1", 0).readings[0]
    assert "26.0" in head.lines[language][0]


def test_without_reports_there_are_no_pairs_and_no_roles(short):
    shelf = open_shelf([short])
    assert missing(shelf, "run", "pairs").kind == "not_kept"
    assert missing(shelf, "run", "pair", 0).kind == "not_kept"
    assert ask(shelf, HeadPage, "run", "head", "L0.H0", 0).readings == ()


def test_a_damaged_report_is_told_of_and_the_run_can_still_be_seen(short, tmp_path):
    save(short, tmp_path / "run")
    run = save_reading(open_run(tmp_path / "run"), READING, b'{"format": 1, "heads": "many"}')
    found = ask(open_shelf([run]), Overview, "run", "overview")
    assert "Roles" in found.notices["en"][0]
    assert findings(run).readings[0].name == "patterns"


def test_hostile_names_of_reports_stay_text_and_unknown_heads_cannot_be_opened(hostile_roles_run, hostile_aligned_run):
    found = findings(hostile_roles_run)
    table = found.readings[1].tables[0]
    assert HOSTILE[0] in table.lines[0].cells[0].text
    assert "\x1b" not in "".join(cell.text for line in table.lines for cell in line.cells)
    assert all(claim.heads in {(), ("L0.H0",)} for claim in found.readings[1].claims)
    shelf = open_shelf([hostile_aligned_run])
    name = next(iter(shelf.runs))
    for number, _ in ask(shelf, AlignedPairs, name, "pairs").pairs:
        told = ask(shelf, AlignedPair, name, "pair", number)
        assert all("\u202e" not in label and len(label) <= 41 for label in (*told.source, *told.target))


def test_segments_hold_what_their_rows_give_on_average(text):
    found = ask(open_shelf([text]), SegmentTable, "run", "segments", "L0.H2", 0)
    weights = text.array("L0", "weights", 0)[2].astype(np.float64)
    cuts = list(pairwise([1, *range(17, 511, 16), 511]))
    true = [[weights[a:b, c:d].sum(1).mean() for c, d in cuts] for a, b in cuts]
    np.testing.assert_allclose(numbers(found.array), true, rtol=0.03)
    assert len(found.labels) == len(true)


def test_a_text_without_segments_says_how_to_get_them(short):
    found = missing(open_shelf([short]), "run", "segments", "L0.H0", 0)
    assert found.kind == "not_kept"
    assert "--segments" in found.message["en"]


def test_of_a_run_of_some_rows_the_notice_says_so_and_parts_are_missing_not_wrong(sampled):
    shelf = open_shelf([sampled])
    found = ask(shelf, Overview, "run", "overview")
    assert found.sampled_rows == 64
    assert "64" in found.notices["en"][0]
    assert (found.sites[0].rows_from, found.sites[0].finest_level) == ("none", (None,))
    assert found.is_read
    assert {head.label for head in found.heads} == {"unread"}
    assert found.heads[0].statistics[0] is not None
    page = ask(shelf, HeadPage, "run", "head", "L0.H0", 0)
    assert page.profile is None
    assert page.received is None
    assert sum(value is not None for value in page.entropy_bits.mean) > 20
    assert " to " in page.statistics["en"]["statistic_entropy_bits"]
    for parts in (("row", "L0.H0", 0, 3), ("column", "L0.H0", 0, 3), ("tile", "L0.H0", 0, 0, 0, 0, "peak")):
        assert missing(shelf, "run", *parts).kind == "not_kept"
    assert ask(shelf, FindingsPayload, "run", "findings", "en").readings[0].claims == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_viewer_come_with_a_glossary(short, language):
    found = ask(open_shelf([short]), Strings, "strings", language)
    assert found.messages == {
        key: text for key, text in catalogue(language).items() if key.startswith(("show.", "words."))
    }
    assert len(found.glossary) > 30
    assert all(entry.term and entry.meaning for entry in found.glossary)
    assert missing(open_shelf([short]), "strings", "de").kind == "bad_request"
