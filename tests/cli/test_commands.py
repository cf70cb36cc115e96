"""The command line as its user meets it: results on stdout, one line on stderr for what is wrong, both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from headscope.cli.main import main
from tests.cli.calling import Call
from tests.folders import save_model

TEXT = "The cat sits on the mat, and it rains."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "bert"))


@pytest.fixture(scope="module")
def stored(model: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("runs") / "run"
    with pytest.raises(SystemExit) as stop:
        main(["observe", model, TEXT, "-o", str(folder), "--segments", "clause"])
    assert stop.value.code == 0
    return str(folder)


def _json(result: tuple[int, str, str]) -> Any:
    status, out, err = result
    assert status == 0, err
    return json.loads(out)


def test_observe_prints_one_json_document(call: Call, model: str, tmp_path: Path) -> None:
    found = _json(call("observe", model, TEXT, "-o", str(tmp_path / "run"), "--json"))
    assert found["run"] == str(tmp_path / "run")
    assert found["texts"] == 1
    assert found["tokens"] == 13  # ten words, two of them punctuation, a plural s, and the two special tokens
    assert found["sites"] == [{"kind": "self", "layers": 3, "heads": 4}]
    assert found["faith"]["passed"] is True
    assert found["faith"]["layers_checked"] == 3
    assert found["faith"]["max_abs_diff"] <= 1e-4
    assert found["time_s"] > 0
    assert found["peak_bytes"] > 0


def test_lines_of_a_file_are_texts(call: Call, model: str, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("The cat sits.\n\nA dog sleeps.\n", encoding="utf-8")
    found = _json(call("observe", model, "--file", str(lines), "-o", str(tmp_path / "run"), "--json"))
    assert found["texts"] == 2


def test_words_are_cut_as_the_segmentation_says(call: Call, model: str, tmp_path: Path) -> None:
    lines, cut = tmp_path / "lines.txt", tmp_path / "cut.txt"
    lines.write_text("The cat sits.\n\nA dog sleeps.\n", encoding="utf-8")
    cut.write_text("Thecat sits.\nA dogsleeps .\n", encoding="utf-8")
    given = ("--file", str(lines), "--segmentation")
    run = str(tmp_path / "run")
    assert call("observe", model, *given, str(cut), "-o", run)[0] == 0
    rows = _json(call("read", run, "words", "--head", "L0.H0", "--exclude-special", "--json"))
    assert [[row["query"] for row in one["rows"]] for one in rows] == [["The cat", "sits."], ["A", "dog sleeps", "."]]
    for command in (("observe", "-o", run), ("observe", "--cost"), ("look",)):
        status, out, err = call(command[0], model, TEXT, *command[1:], "--segmentation", "The cut sits")
        assert (status, out) == (2, "")
        assert "got 'utsits' at character 5 of text 0, where the text goes on 'at sits on the" in err
    status, _, err = call("observe", model, *given, "The cat sits.", "-o", run, "--lang", "zh")
    assert status == 2
    assert "切分的份数不对：收到 1 份，应为 2 份" in err


def test_statistics_have_the_promised_fields(call: Call, stored: str) -> None:
    heads = _json(call("read", stored, "statistics", "--json"))["heads"]
    assert [one["head"] for one in heads] == [f"L{layer}.H{head}" for layer in range(3) for head in range(4)]
    fields = {"head", "entropy_bits", "mean_span_tokens", "offset_mass", "previous_token_argmax_share"}
    fields |= {"first_token_share", "special_share", "self_share", "peak_mean"}
    assert fields <= set(heads[0])
    assert set(heads[0]["offset_mass"]) == {str(offset) for offset in range(-12, 13)}  # what 13 tokens have


def test_patterns_have_the_promised_fields(call: Call, stored: str) -> None:
    one = _json(call("read", stored, "patterns", "--head", "L2.H1", "--json"))["heads"]
    assert len(one) == 1
    fields = {"head", "label", "shares", "offset", "strength", "secondary", "confidence", "evidence"}
    assert fields <= set(one[0])
    assert set(one[0]["shares"]) == {"global", "diagonal", "block", "sink", "sparse"}
    assert sum(one[0]["shares"].values()) == pytest.approx(1, abs=1e-6)


def test_words_and_edges_have_the_promised_fields(call: Call, stored: str) -> None:
    words = _json(call("read", stored, "words", "--head", "L0.H0", "--exclude-self", "--json"))
    row = words[0]["rows"][0]
    assert {"query", "query_index", "verdict", "keys"} <= set(row)
    assert row["verdict"] in {"main", "tie", "diffuse"}
    assert {"key", "key_index", "share"} <= set(row["keys"][0])
    edges = _json(call("read", stored, "edges", "--json"))["edges"]
    assert {"head", "query_index", "key_index", "query", "key", "weight"} <= set(edges[0])


def test_doctor_tells_module_by_module(call: Call, model: str) -> None:
    found = _json(call("doctor", model, "--json"))
    assert found["passed"] is True
    assert found["uncovered"] == []
    assert [layer["module"] for layer in found["layers"]] == [f"encoder.layer.{n}.attention.self" for n in range(3)]
    assert all(layer["route"] == "tap" for layer in found["layers"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_look_prints_findings_and_writes_a_page(call: Call, model: str, tmp_path: Path, language: str) -> None:
    page = tmp_path / "page.html"
    status, out, _ = call("look", model, TEXT, "--html", str(page), "--lang", language)
    assert status == 0
    assert "L" in out
    assert page.stat().st_size > 10_000


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("reading", ["statistics", "patterns", "words", "edges", None])
def test_every_reading_prints_in_both_languages(call: Call, stored: str, language: str, reading: str | None) -> None:
    words = ["read", stored, *([reading] if reading else []), "--lang", language]
    status, out, err = call(*words)
    assert (status, err) == (0, "")
    assert len(out.splitlines()) > 4


def test_a_card_tells_everything_of_a_head(call: Call, stored: str) -> None:
    assert call("head", stored, "L1.H2")[0] == 0
    card = _json(call("head", stored, "L1.H2", "--json"))
    assert card["head"] == "L1.H2"
    assert {"pattern", "statistics", "words", "edges"} <= set(card)


def test_export_writes_one_page(call: Call, stored: str, tmp_path: Path) -> None:
    status, _, err = call("export", stored, str(tmp_path / "page.html"))
    assert (status, (tmp_path / "page.html").exists()) == (0, True)
    assert "page.html" in err


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", ["look", "observe", "read", "head", "matrix", "doctor", "export", "demo"])
def test_help_comes_with_an_example_in_both_languages(call: Call, command: str, language: str) -> None:
    status, out, _ = call(command, "--help", "--lang", language)
    assert status == 0
    assert f"headscope {command}" in out
    assert ("用法" if language == "zh" else "Usage") in out


MISTAKES = {
    "unknown model": ("look", "no-such-model", TEXT),
    "folder without weights": ("look", "{empty}", TEXT),
    "empty text": ("look", "{model}", "  "),
    "long text": ("look", "{model}", "the cat " * 60),
    "unreadable text": ("look", "{model}", "虽然下雨，比赛照常进行"),
    "unknown head": ("head", "{run}", "L9.H0"),
    "unreadable head": ("head", "{run}", "nine"),
    "missing run": ("read", "{empty}/nothing", "patterns"),
    "unknown reading": ("read", "{run}", "feelings"),
    "missing argument": ("observe", "{model}", TEXT),
    "unknown option": ("read", "{run}", "--loud"),
    "unknown command": ("listen", "{model}"),
    "no text": ("observe", "{model}", "-o", "{empty}/run"),
    "missing file": ("observe", "{model}", "--file", "{empty}/lines.txt", "-o", "{empty}/run"),
    "unknown layer": ("observe", "{model}", TEXT, "--layers", "5-9", "-o", "{empty}/run"),
    "unknown language": ("read", "{run}", "--lang", "fr"),
    "missing matrix": ("matrix", "{empty}/matrix.json"),
    "page in a missing folder": ("export", "{run}", "{empty}/missing/page.html"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_one_line_and_status_two(
    call: Call, model: str, stored: str, tmp_path: Path, mistake: str, language: str
) -> None:
    words = [word.format(model=model, run=stored, empty=tmp_path) for word in MISTAKES[mistake]]
    status, out, err = call(*words, *(() if mistake == "unknown language" else ("--lang", language)))
    assert status == 2, err
    assert out == ""
    assert err.startswith("headscope: error: ")
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_debug_shows_where_an_error_came_from(call: Call) -> None:
    assert "Traceback" in call("look", "no-such-model", TEXT, "--debug")[2]
