"""Commands on a full disk end with one line that says what they needed, and leave what was there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest

import headscope as hs
from headscope.cli.main import main
from headscope.store import write
from tests.folders import save_model


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2
    heard = capsys.readouterr()
    assert "Traceback" not in heard.err
    assert len(heard.err.strip().splitlines()) == 1
    return heard.err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_observe_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    model = str(save_model(tmp_path / "model"))
    monkeypatch.setattr(write, "_flush", no_room)
    out = tmp_path / "runs" / "run"
    text = said(["observe", model, "the cat sits", "-o", str(out), "--lang", language], capsys)
    assert ("磁盘放不下这次运行" if language == "zh" else "Disk has no room for the run") in text
    assert str(out) in text
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["page.html", "figure.csv"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_export_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, name: str
) -> None:
    weights = np.random.default_rng(0).dirichlet(np.ones(3), size=(1, 2, 3))
    write.save(hs.from_arrays(weights, ["a", "b", "c"]), tmp_path / "run")
    page = tmp_path / "pages" / name
    page.parent.mkdir()
    page.write_text("old")
    monkeypatch.setattr(Path, "write_bytes", no_room)
    text = said(["export", str(tmp_path / "run"), str(page), "--lang", language], capsys)
    assert ("磁盘放不下这个文件" if language == "zh" else "Disk has no room for the file") in text
    assert str(page) in text
    assert [file.name for file in page.parent.iterdir()] == [name]
    assert page.read_text() == "old"
