"""`headscope roles` and `headscope sentence` as their user meets them: JSON as promised, tables and cards in both
languages, one line for what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from headscope.cli.main import main
from headscope.readings.report_file import encode_report
from headscope.readings.role_report import open_report
from headscope.studies import roles as study
from tests.folders import save_model
from tests.studies.bank import bank_trees, conllu, write_bank
from tests.studies.conftest import UNREADABLE
from tests.studies.test_sentence import FILLER

Call = Callable[..., "tuple[int, str, str]"]
TEXT = "the cat read a long letters from home"
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model, treebanks, and what `headscope roles --json -o RUN` printed and kept."""
    place = tmp_path_factory.mktemp("commands")
    save_model(place / "bert")
    save_model(place / "other", num_hidden_layers=1)
    write_bank(place, "bank.conllu", bank_trees(90), more=conllu(UNREADABLE))
    write_bank(place, "broken.conllu", bank_trees(1), more=CYCLE)
    write_bank(place, "ids.conllu", bank_trees(1), more=CYCLE.replace("\n2\t", "\n3\t"))
    return place


CYCLE = "# sent_id = loop\n1\tcat\tcat\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tsits\tsit\tVERB\t_\t_\t1\tdep\t_\t_\n\n"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(words)
    streams = capsys.readouterr()
    return int(stop.value.code or 0), streams.out, streams.err


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("COLUMNS", "240")
    return lambda *words: run(capsys, *words)


@pytest.fixture
def report(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    file = folder / "roles.json"
    if not file.exists():
        words = ["roles", str(folder / "bert"), "--treebank", str(folder / "bank.conllu"), "--mechanical", "--json"]
        status, out, err = run(capsys, *words, "-o", str(folder / "run"))
        assert (status, err) == (0, "")
        file.write_text(out, encoding="utf-8")
    return dict(json.loads(file.read_text("utf-8")))


RELATION = {
    "relation": str, "n": int, "head": str, "direction": str, "accuracy": float, "ci": list, "baselines": dict,
    "p_adjusted": float, "grade": str,
}  # fmt: skip
BASELINES = {
    "random": float, "offset": float, "offset_value": int, "nearest_pos": float, "nearest_pos_rule": str,
    "nearest_two_pos": float, "matched": (float, type(None)),
}  # fmt: skip
ROLE = {
    "head": str, "role": str, "score": float, "null": float, "ci": list, "p_adjusted": float, "grade": str,
}  # fmt: skip
ONE = {"relation": str, "head": str, "direction": str, "accuracy": float, "n": int}


def has(found: dict[str, Any], fields: dict[str, Any]) -> None:
    for name, kind in fields.items():
        allowed = (int, float) if kind is float else kind
        assert isinstance(found[name], allowed), (name, found[name])


def test_json_has_the_promised_fields(report: dict[str, Any], folder: Path) -> None:
    assert {one["relation"] for one in report["relations"]} >= {"nsubj", "obj", "obl", "det"}
    for one in report["relations"]:
        has(one, RELATION)
        has(one["baselines"], BASELINES)
        assert one["direction"] in {"dependent_to_head", "head_to_dependent"}
        assert len(one["ci"]) == 2
        assert -10 <= one["baselines"]["offset_value"] <= 10
    for one in report["all"]:
        has(one, ONE)
    for one in (*report["roles"], *report["below"]):
        has(one, ROLE)
    assert len(report["all"]) == len(report["relations"]) * 12 * 2
    assert encode_report(open_report(folder / "run")) == encode_report(open_report(folder / "roles.json"))


@pytest.fixture
def kept(folder: Path, report: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Studies answer with the report that lies there: what is tested is what is printed."""
    monkeypatch.setattr(study, "study_roles", lambda *_, **__: open_report(folder / "roles.json"))


@pytest.mark.usefixtures("kept")
def test_the_printed_report_counts_and_names_what_was_left_out(call: Call, folder: Path) -> None:
    status, out, err = call("roles", str(folder / "bert"), "--treebank", str(folder / "bank.conllu"))
    assert (status, err) == (0, "")
    plain = " ".join(out.split())
    assert "90 of 93 sentences" in plain
    for name in ("no-token", "too-long", "other-script"):
        assert name in out
    assert "Word is not aligned" in plain
    assert "too few" in out
    assert "copying" in out  # not testable with this model, and why
    assert "L0.H" in out


@pytest.mark.usefixtures("kept")
def test_the_printed_report_is_chinese_where_chinese_is_asked_for(call: Call, folder: Path) -> None:
    status, out, err = call("roles", str(folder / "bert"), "--treebank", str(folder / "bank.conllu"), "--lang", "zh")
    assert (status, err) == (0, "")
    known = {"nsubj", "obj", "obl", "det", "amod", "case", "cc", "conj", "p"}
    lines = out.splitlines()
    for number, line in enumerate(lines):
        if line.strip() and set(line.strip()) == {"─"}:
            heading = re.findall("[A-Za-z_]+", lines[number - 1])
            assert set(heading) <= known, heading
            assert HAN.search(lines[number - 1])
    english = {"head", "score", "left", "right", "nearest", "accuracy", "none", "role", "grade", "sentences", "few"}
    assert not english & set(re.findall(r"\b[a-z]{3,}\b", out))


def test_a_role_that_a_treebank_names_in_brackets_does_not_break_the_table(
    call: Call, folder: Path, report: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = json.loads(json.dumps(report).replace('"nsubj"', '"[/red]"').replace("no-token", "[/x]"))
    (folder / "odd.json").write_text(json.dumps(changed), encoding="utf-8")
    monkeypatch.setattr(study, "study_roles", lambda *_, **__: open_report(folder / "odd.json"))
    status, out, _ = call("roles", str(folder / "bert"))
    assert status == 0
    assert "[/red]" in out
    assert "[/x]" in out


# --- sentence ------------------------------------------------------------------------------------------------------


@pytest.fixture
def entitled(folder: Path, report: dict[str, Any]) -> str:
    """The report with one head entitled to subjects, and all kinds of result trusted."""
    changed = dict(report)
    changed["fillers"] = [json.loads(msgspec.json.encode(FILLER))]
    tags = sorted({tag for tree in bank_trees(20) for tag in tree.tags})
    kinds = [
        {"relation": "nsubj", "tag": tag, "head_tag": head, "head_side": side, "is_marked": mark, "is_sure": True}
        for tag in tags
        for head in tags
        for side in ("left", "right")
        for mark in (False, True)
    ]
    changed["frames"] = [{"kind": kind, "tried": 10, "right": 8} for kind in kinds]
    (folder / "entitled.json").write_text(json.dumps(changed), encoding="utf-8")
    return str(folder / "entitled.json")


def test_a_card_as_json(call: Call, folder: Path, entitled: str) -> None:
    status, out, err = call("sentence", str(folder / "bert"), TEXT, "--roles", entitled, "--json")
    assert (status, err) == (0, "")
    card = json.loads(out)
    assert (card["sentence"], card["words"]) == (TEXT, TEXT.split())
    names = ["subject", "object", "oblique", "modifiers", "coordination", "adposition"]
    assert [one["slot"] for one in card["slots"]] == names
    subject = card["slots"][0]
    assert subject["is_earned"] is True
    assert len(subject["entries"]) == len(TEXT.split())
    fields = {"word", "word_index", "head", "head_index", "relation", "share", "margin", "probability", "votes"}
    assert all(set(one) == fields for one in subject["entries"])
    assert all(one["entries"] == [] and one["is_earned"] is False for one in card["slots"][1:])


def test_a_card_in_words_says_who_voted_and_whence_the_tags_are(call: Call, folder: Path, entitled: str) -> None:
    status, out, err = call("sentence", str(folder / "bert"), TEXT, "--roles", entitled)
    assert (status, err) == (0, "")
    assert TEXT in out
    assert "L1.H2" in out
    assert "80%" in out  # how often such a result is right
    assert "cat/NOUN" in out
    assert "bank.conllu" in out
    status, chinese, err = call("sentence", str(folder / "bert"), TEXT, "--roles", entitled, "--lang", "zh")
    assert (status, err) == (0, "")
    assert "主语" in chinese
    assert "右边最近的VERB" in chinese
    assert not {"earned", "empty", "subject", "object", "right", "left"} & set(re.findall("[a-z]+", chinese))


def test_a_run_serves_as_roles(call: Call, folder: Path, report: dict[str, Any]) -> None:
    status, out, _ = call("sentence", str(folder / "bert"), TEXT, "--roles", str(folder / "run"), "--json")
    assert status == 0
    assert all(slot["entries"] == [] for slot in json.loads(out)["slots"])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", ["roles", "sentence"])
def test_help_comes_with_an_example_in_both_languages(call: Call, command: str, language: str) -> None:
    status, out, _ = call(command, "--help", "--lang", language)
    assert status == 0
    assert f"headscope {command}" in out
    assert ("示例" if language == "zh" else "Example") in out
    options = {"roles": ("--treebank", "--treebank2", "--relations", "--mechanical", "--seed", "--json")}
    assert all(name in out for name in options.get(command, ("--roles", "--annotator", "--json")))


MISTAKES = {
    "unknown model": ("roles", "no-such-model"),
    "missing treebank": ("roles", "{bert}", "--treebank", "{here}/nowhere.conllu"),
    "treebank is a folder": ("roles", "{bert}", "--treebank", "{here}"),
    "a cycle": ("roles", "{bert}", "--treebank", "{here}/broken.conllu"),
    "broken ids": ("roles", "{bert}", "--treebank", "{here}/ids.conllu"),
    "no treebank at all": ("roles", "{bert}", "--treebank", "{bert}/config.json"),
    "second treebank alone": ("roles", "{bert}", "--treebank2", "{here}/bank.conllu"),
    "relations without trees": ("roles", "{bert}", "--relations", "nsubj"),
    "unknown relation": ("roles", "{bert}", "--treebank", "{here}/bank.conllu", "--relations", "subject"),
    "no relation": ("roles", "{bert}", "--treebank", "{here}/bank.conllu", "--relations", " , "),
    "negative seed": ("roles", "{bert}", "--seed", "-1"),
    "output taken": ("roles", "{bert}", "--mechanical", "-o", "{here}"),
    "roles missing": ("sentence", "{bert}", TEXT),
    "roles nowhere": ("sentence", "{bert}", TEXT, "--roles", "{here}/nowhere.json"),
    "roles of nothing": ("sentence", "{bert}", TEXT, "--roles", "{bert}/config.json"),
    "roles of another model": ("sentence", "{here}/other", TEXT, "--roles", "{here}/roles.json"),
    "unknown annotator": ("sentence", "{bert}", TEXT, "--roles", "{here}/roles.json", "--annotator", "oracle"),
    "empty sentence": ("sentence", "{bert}", " ", "--roles", "{here}/roles.json"),
    "unreadable sentence": ("sentence", "{bert}", "比赛照常进行", "--roles", "{here}/roles.json"),
    "long sentence": ("sentence", "{bert}", "the cat " * 60, "--roles", "{here}/roles.json"),
    "missing sentence": ("sentence", "{bert}", "--roles", "{here}/roles.json"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.usefixtures("report")
def test_mistakes_are_one_line_and_status_two(call: Call, folder: Path, mistake: str, language: str) -> None:
    words = [word.format(bert=folder / "bert", here=folder) for word in MISTAKES[mistake]]
    status, out, err = call(*words, "--lang", language)
    assert status == 2, err
    assert out == ""
    assert err.startswith("headscope: error: ")
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err
    if language == "zh":
        assert HAN.search(err)
        assert not re.search(r"\b(expected|got|Take|Shorten)\b", err), err
