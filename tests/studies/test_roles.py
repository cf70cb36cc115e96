"""The study of roles from end to end on tiny random models: what is counted, kept, said and refused."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from headscope.base.messages import LANGUAGES
from headscope.errors import BadOption, BadText, BadTreebank, CannotObserve, HeadscopeError
from headscope.readings.report_file import encode_report
from headscope.readings.role_report import FORMAT, READING, RolesReport, open_report, say_reason
from headscope.readings.roles import is_earned
from headscope.readings.sentence import SLOT_RELATIONS
from headscope.store.readings import load_reading
from headscope.store.run import open_run
from headscope.studies import roles as study
from headscope.studies.roles import study_roles
from headscope.studies.roles_plan import RolesPlan
from tests.readings.planted import dependents
from tests.studies.bank import bank_trees, conllu
from tests.studies.conftest import DRAWS

HEADS = [f"L{layer}.H{head}" for layer in range(3) for head in range(4)]
Stored = tuple[Path, RolesReport]


def test_every_relation_is_counted_and_few_instances_are_said_not_dropped(stored: Stored) -> None:
    report = stored[1]
    counts = Counter(name for tree in bank_trees(90) for name in tree.relations if name != "root")
    assert {one.relation: one.n for one in report.relations} == counts
    assert all((one.grade == "too_few") == (one.n < 100) for one in report.relations)
    assert min(counts.values()) < 100 <= max(counts.values())
    ways = ("dependent_to_head", "head_to_dependent")
    rows = {(relation, head, way) for relation in counts for head in HEADS for way in ways}
    assert {(one.relation, one.head, one.direction) for one in report.all} == rows
    assert len(report.all) == len(rows)
    assert all(one.n == counts[one.relation] for one in report.all)


def test_random_weights_earn_no_role_and_the_sum_of_heads_is_right(stored: Stored) -> None:
    report = stored[1]
    assert report.roles == ()
    assert (report.heads, report.heads_without_role) == (12, 12)
    assert [one.head for one in report.profiles] == HEADS
    assert all(one.earned == () for one in report.profiles)
    assert all(one.heads_with_role == 0 for one in report.experts)
    assert all(one.heads_with_role == 0 for one in report.relations)
    assert {one.role for one in report.experts} >= {"nsubj", "det", "rare_word", "induction", "sink"}
    assert not any(is_earned(one.grade) for one in report.below)
    assert {one.kind for one in report.fillers} == {"none"}


def test_committees_are_held_for_the_relations_of_a_card(stored: Stored) -> None:
    report = stored[1]
    there = {name for tree in bank_trees(90) for name in tree.relations}
    assert {one.relation for one in report.committees} == there & set(SLOT_RELATIONS)
    assert {one.relation for one in report.fillers} == there & set(SLOT_RELATIONS)
    assert report.lexicon is not None
    assert report.lexicon.source == "first.conllu"
    assert report.lexicon.accuracy > 0.9


def test_sentences_that_the_model_cannot_read_are_counted_and_named(stored: Stored) -> None:
    note = stored[1].treebank
    assert note is not None
    assert (note.name, note.sentences, note.read, note.shared_words) == ("first.conllu", 93, 90, 0)
    assert note.words == sum(len(tree.forms) for tree in bank_trees(90))
    assert [one.sentence for one in note.skipped] == ["no-token", "too-long", "other-script"]
    keys = [one.reason.key for one in note.skipped]
    assert keys == ["errors.word_without_token", "errors.text_too_long", "errors.text_unknown"]
    for one in note.skipped:
        assert say_reason(one.reason, "en") == one.reason.text
        assert any("\u4e00" <= letter <= "\u9fff" for letter in say_reason(one.reason, "zh"))
    second = stored[1].treebank2
    assert second is not None
    assert (second.name, second.sentences, second.read, second.skipped) == ("second.conllu", 60, 60, ())


def test_what_cannot_be_asked_is_said_with_its_reason(stored: Stored) -> None:
    untested = {one.role: one.reason for one in stored[1].not_testable}
    assert set(untested) == {"copying", "successor", "retrieval"}  # a model without output embedding says nothing
    assert all(reason.text for reason in untested.values())


# --- kept and read again -------------------------------------------------------------------------------------------


def test_a_report_survives_json_and_the_run(stored: Stored, tmp_path: Path) -> None:
    run, report = stored
    file = tmp_path / "roles.json"
    file.write_bytes(encode_report(report))
    assert open_report(file) == report
    assert open_report(run) == report == open_report(str(run))
    assert load_reading(open_run(run), READING) == encode_report(report)
    assert len(open_run(run).manifest.texts) == study.SHOWN_SENTENCES
    assert json.loads(file.read_text("utf-8"))["format"] == FORMAT


def test_two_equal_studies_give_equal_bytes(places: Path, stored: Stored) -> None:
    plan = RolesPlan(places / "first.conllu", places / "second.conllu", None, True, draws=DRAWS)
    assert encode_report(study_roles(str(places / "bert"), plan)) == encode_report(stored[1])


BROKEN: dict[str, tuple[str, str]] = {
    "no json": ("{", "roles_broken"),
    "not text": ("\udcff", "roles_broken"),
    "empty": ("", "roles_broken"),
    "a list": ("[]", "roles_broken"),
    "another file": ('{"findings": []}', "roles_broken"),
    "another format": ('{"format": 99, "what": "ever"}', "roles_format"),
    "only a format": (f'{{"format": {FORMAT}}}', "roles_broken"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_report_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    content, key = BROKEN[kind]
    file = tmp_path / "roles.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadOption) as refused:
        open_report(file)
    assert refused.value.key == key
    assert all(str(file) in refused.value.text(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "friend"), ("voters", [{"head": "L0.H0", "direction": "sideways", "accuracy": 1.0, "weight": 1.0}])],
)
def test_a_report_edited_to_nonsense_is_refused(tmp_path: Path, stored: Stored, field: str, value: Any) -> None:
    content = json.loads(encode_report(stored[1]))
    content["fillers"][0][field] = value
    file = tmp_path / "roles.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(BadOption) as refused:
        open_report(file)
    assert refused.value.key == "roles_broken"


def test_places_without_a_report_are_refused(tmp_path: Path, places: Path) -> None:
    for place in (tmp_path / "nowhere.json", tmp_path, places / "bert"):
        with pytest.raises(BadOption, match="Roles are missing"):
            open_report(place)


# --- what is refused before anything runs --------------------------------------------------------------------------


def never(*_: Any, **__: Any) -> Any:
    raise AssertionError("a model was loaded")


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (RolesPlan(treebank2="second.conllu"), "treebank2_alone"),
        (RolesPlan(relations=("nsubj",)), "mechanical_relations"),
        (RolesPlan("first.conllu", relations=()), "relations_none"),
        (RolesPlan("first.conllu", out="taken"), "run_target_taken"),
        (RolesPlan("nowhere.conllu"), "treebank_missing"),
        (RolesPlan("first.conllu", "nowhere.conllu"), "treebank_missing"),
    ],
)
def test_questions_that_make_no_sense_are_refused_before_a_model_is_loaded(
    plan: RolesPlan, key: str, places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "load_given", never)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine")
    put = {name: places / str(value) for name in ("treebank", "treebank2") if (value := getattr(plan, name))}
    plan = replace(plan, **put, out=None if plan.out is None else tmp_path / plan.out)
    with pytest.raises(HeadscopeError) as refused:
        study_roles("bert", plan)
    assert refused.value.key == key
    assert (tmp_path / "taken" / "letter.txt").read_text() == "mine"


def test_an_unknown_relation_is_refused_with_those_that_are_there(places: Path) -> None:
    with pytest.raises(BadOption, match=r"got 'vocative', expected one of advmod, amod, case.*nsubj") as refused:
        study_roles(str(places / "bert"), RolesPlan(places / "first.conllu", relations=("nsubj", "vocative")))
    assert "root" not in refused.value.values["choices"]


CYCLE = "1\tcat\tcat\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tsits\tsit\tVERB\t_\t_\t1\tdep\t_\t_\n\n"


@pytest.mark.parametrize(
    "broken", [CYCLE, CYCLE.replace("\n2\t", "\n3\t"), "cat sits\n", CYCLE.replace("\t1\t", "\t9\t")]
)
def test_a_broken_treebank_is_refused_by_sentence(places: Path, tmp_path: Path, broken: str) -> None:
    file = tmp_path / "broken.conllu"
    file.write_text(conllu(bank_trees(2)) + broken, encoding="utf-8")
    with pytest.raises(BadTreebank):
        study_roles(str(places / "bert"), RolesPlan(file))


def test_a_treebank_of_which_nothing_can_be_read_is_refused_in_both_languages(places: Path, tmp_path: Path) -> None:
    file = tmp_path / "chinese.conllu"
    file.write_text(CYCLE.replace("\t1\tdep", "\t0\troot").replace("cat\t", "猫\t").replace("sits\t", "坐\t"), "utf-8")
    with pytest.raises(BadText) as refused:
        study_roles(str(places / "bert"), RolesPlan(file))
    assert refused.value.key == "no_sentence_left"
    assert "Take a model" not in refused.value.text("zh")
    assert "Take a model" in refused.value.text("en")


# --- other models and questions ------------------------------------------------------------------------------------


def test_a_causal_model_counts_what_its_mask_allows(places: Path) -> None:
    plan = RolesPlan(places / "first.conllu", None, ("nsubj", "obj", "nsubj"), True, draws=DRAWS)
    report = study_roles(str(places / "llama"), plan)
    counts: Counter[tuple[str, str]] = Counter()
    for tree in bank_trees(90):
        for relation in ("nsubj", "obj"):
            for word, head in dependents(tree, relation):
                counts[relation, "dependent_to_head" if head < word else "head_to_dependent"] += 1
    found = {(one.relation, one.direction): one.n for one in report.all}
    assert found == {key: number for key, number in counts.items() if number}
    assert len(report.all) == len(HEADS) * len(found)
    assert [one.relation for one in report.relations] == ["nsubj", "obj"]
    assert [one.relation for one in report.committees] == ["nsubj", "obj"]


def test_an_encoder_decoder_is_told_that_trees_are_not_for_it(places: Path) -> None:
    with pytest.raises(CannotObserve, match="encoder-decoder"):
        study_roles(str(places / "bart"), RolesPlan(places / "first.conllu", draws=DRAWS))


def test_meaning_that_no_language_allows_is_not_testable_and_a_treebank_still_gives_pairs(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: Any, **__: Any) -> Any:
        raise BadText("no_probe_language", languages="en, zh")

    monkeypatch.setattr(study, "observe_bundled", unreadable)
    monkeypatch.setattr(study, "group_outputs", unreadable)
    report = study_roles(str(places / "bert"), RolesPlan(places / "first.conllu", None, ("nsubj",), draws=DRAWS))
    assert {"meaning", "prosody", "groups:en", "groups:zh"} <= {one.role for one in report.not_testable}
    assert {"nsubj", "same_pos", "rare_word", "previous_token"} <= {one.role for one in report.experts}
    assert report.groups == ()


def test_without_a_treebank_mechanics_alone_are_asked(places: Path) -> None:
    report = study_roles(str(places / "bart"), RolesPlan(is_mechanical_only=True, draws=DRAWS))
    assert (report.relations, report.committees, report.lexicon, report.treebank) == ((), (), None, None)
    assert {"copying", "successor", "retrieval"} & {one.role for one in report.not_testable}
    assert report.heads > 0


def test_a_model_of_another_language_is_asked_on_the_treebank(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        study, "demo_sentences", lambda language: ("虽然天气不好", "但是我们还是要出门", "the cat sits")
    )
    plan = RolesPlan(places / "second.conllu", None, ("nsubj",), True, draws=DRAWS)
    assert "sink" in {one.role for one in study_roles(str(places / "bert"), plan).experts}
    with pytest.raises(BadText):
        study_roles(str(places / "bert"), RolesPlan(is_mechanical_only=True, draws=DRAWS))
