"""Pictures and sounds at the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import headscope as hs
from headscope.store.pictures import picture_of
from tests.cli.calling import Call
from tests.media import photo, saved, vision, whisper, write_wav


@pytest.fixture(scope="module")
def dino(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(saved(vision("Dinov2"), tmp_path_factory.mktemp("models") / "dino"))


@pytest.fixture(scope="module")
def hearing(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(saved(whisper(), tmp_path_factory.mktemp("models") / "whisper"))


@pytest.fixture
def image(tmp_path: Path) -> str:
    Image.fromarray(photo()).save(tmp_path / "photo.png")
    return str(tmp_path / "photo.png")


def test_a_picture_is_observed_and_drawn_under_a_head(call: Call, dino: str, image: str, tmp_path: Path) -> None:
    status, _, err = call("observe", dino, "--image", image, "--out", str(tmp_path / "run"))
    assert status == 0, err
    run = hs.open(tmp_path / "run")
    assert picture_of(run, 0, "image") is not None
    words = ["--view", "heat", "--head", "L1.H3", "--query", "r2c1"]
    for ending in ("png", "csv"):
        assert call("export", str(tmp_path / "run"), str(tmp_path / f"fig.{ending}"), *words)[0] == 0
    with (tmp_path / "fig.csv").open(encoding="utf-8") as file:
        found = {line["key"]: float(line["share"]) for line in csv.DictReader(file)}
    theirs = run.array("L1", "weights", 0)[3, 1 + 2 * 4 + 1]
    np.testing.assert_allclose(list(found.values()), theirs, rtol=1e-5)
    assert list(found)[:2] == ["[CLS]", "r0c0"]
    assert (tmp_path / "fig.png").read_bytes().startswith(b"\x89PNG")


def test_look_reads_a_picture_and_writes_its_page(call: Call, dino: str, image: str, tmp_path: Path) -> None:
    status, out, err = call("look", dino, "--image", image, "--html", str(tmp_path / "page.html"))
    assert status == 0, err
    assert "L0" in out
    assert (tmp_path / "page.html").is_file()


def test_a_sound_is_observed_with_what_was_said(call: Call, hearing: str, tmp_path: Path) -> None:
    sound = write_wav(tmp_path / "talk.wav")
    words = ["--sound", str(sound), "--target", "the cat sits", "--out", str(tmp_path / "run"), "--json"]
    status, out, err = call("observe", hearing, *words)
    assert status == 0, err
    assert {kind["kind"] for kind in json.loads(out)["sites"]} == {"encoder", "self", "cross"}
    assert hs.open(tmp_path / "run").text(0, "sound").tokens[1].text == "0.02s"


def test_doctor_needs_no_picture_and_no_sound(call: Call, dino: str, hearing: str) -> None:
    for model in (dino, hearing):
        status, out, err = call("doctor", model, "--json")
        assert status == 0, err
        assert json.loads(out)["passed"]


def test_what_cannot_be_is_one_line_in_both_languages(call: Call, dino: str, hearing: str, image: str) -> None:
    for words, en, zh in (
        (("observe", dino, "a cat", "-o", "x"), "Text is not read by this model", "这个模型不读文本"),
        (("observe", dino, "-o", "x"), "Text is unclear", "文本不明确"),
        (("observe", hearing, "--image", image, "-o", "x"), "Picture is not read", "这个模型不读图片"),
        (("observe", dino, "--image", "none.png", "-o", "x"), "Picture is not readable", "图片读不出来"),
        (("observe", hearing, "--sound", image, "--target", "a", "-o", "x"), "Sound is not readable", "声音读不出来"),
        (("observe", dino, "--image", image, "--cost"), "Cost is not known", "算不出开销"),
    ):
        for language, expected in (("en", en), ("zh", zh)):
            status, _, err = call(*words, "--lang", language)
            assert status == 2
            assert expected in err
            assert len(err.strip().splitlines()) == 1
