"""`headscope observe --generate` as its user meets it: the answer told, a run written, mistakes in either language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import headscope as hs
from headscope.base.messages import LANGUAGES
from tests.cli.calling import Call
from tests.folders import save_model

PROMPT = "The cat sits on the mat and"


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "llama", "llama", vocab_size=85))


@pytest.fixture(scope="module")
def bart(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "bart", "bart", vocab_size=85))


@pytest.mark.parametrize(
    "how", [(), ("--beams", "3"), ("--sample", "--temperature", "2", "--top-p", "0.9", "--seed", "3")]
)
def test_the_run_and_its_answer_are_those_of_the_library(
    call: Call, llama: str, tmp_path: Path, how: tuple[str, ...]
) -> None:
    decoding = {
        (): hs.Decoding(),
        ("--beams", "3"): hs.Decoding(beams=3),
    }.get(how, hs.Decoding(is_sampled=True, temperature=2.0, top_p=0.9, seed=3))
    place = str(tmp_path / "run")
    status, out, err = call("observe", llama, PROMPT, "--generate", "6", *how, "-o", place, "--json")
    assert status == 0, err
    same = hs.generate(llama, PROMPT, max_new_tokens=6, decoding=decoding)
    text = same.text(0, "text").source
    assert hs.open(place).text(0, "text").source == text
    assert json.loads(out)["answers"] == [text[len(PROMPT) :].lstrip()]


def test_lines_of_a_file_are_answered_one_by_one(call: Call, bart: str, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("The cat sits.\n\nA dog sleeps.\n", encoding="utf-8")
    status, _, err = call("observe", bart, "--file", str(lines), "--generate", "4", "-o", str(tmp_path / "run"))
    assert status == 0, err
    run = hs.open(tmp_path / "run")
    assert [text.sides["source"].source for text in run.manifest.texts] == ["The cat sits.", "A dog sleeps."]
    told = [line for line in err.splitlines() if line.startswith("Answer ")]
    answers = [" ".join(text.sides["target"].source.split()) for text in run.manifest.texts]
    assert told == [f"Answer {number}: {answer}" for number, answer in enumerate(answers)]


def test_a_run_without_an_answer_has_none(call: Call, llama: str, tmp_path: Path) -> None:
    status, out, err = call("observe", llama, PROMPT, "-o", str(tmp_path / "run"), "--json")
    assert status == 0, err
    assert "answers" not in json.loads(out)


@pytest.mark.parametrize(
    ("words", "message", "chinese"),
    [
        (("--beams", "4"), "--beams without --generate", "--beams 却没有 --generate"),
        (("--sample",), "--sample without --generate", "--sample 却没有 --generate"),
        (("--generate", "5", "--target", "x"), "Target and generation do not go together", "目标句与生成不能并用"),
        (("--generate", "5", "--cost"), "got --cost", "收到 --cost"),
        (("--generate", "5", "--memory", "2GiB"), "got memory", "收到 memory"),
        (("--generate", "5", "--temperature", "0.8"), "temperature 0.8 without sampling", "temperature 0.8 却没有抽样"),
        (("--generate", "0"), "max_new_tokens 0", "max_new_tokens 为 0"),
        (("--generate", "100"), "too long for the model", "对这个模型太长"),
    ],
)
def test_mistakes_are_one_line_in_either_language(
    call: Call, llama: str, tmp_path: Path, words: tuple[str, ...], message: str, chinese: str
) -> None:
    place = ("-o", str(tmp_path / "run"))
    for language, expected in (("en", message), ("zh", chinese)):
        status, out, err = call("observe", llama, PROMPT, *words, *place, "--lang", language)
        assert (status, out) == (2, "")
        assert expected in err
        assert len(err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_model_that_says_nothing_is_refused_by_name(call: Call, tmp_path: Path) -> None:
    bert = str(save_model(tmp_path / "bert"))
    status, _, err = call("observe", bert, PROMPT, "--generate", "5", "-o", str(tmp_path / "run"))
    assert status == 2
    assert "is a BertModel, expected a model that generates text" in err


def test_the_help_names_every_option_of_generation(call: Call) -> None:
    for language in LANGUAGES:
        _, out, _ = call("observe", "--help", "--lang", language)
        for option in ("--generate", "--beams", "--sample", "--temperature", "--top-p", "--top-k", "--seed"):
            assert option in out
    assert "束搜索" in out
