"""Pocket models are found by name inside the package, and missed by name where they did not come along."""

from __future__ import annotations

from pathlib import Path

import pytest

from headscope.errors import ModelNotFound
from headscope.models.load import resolve


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the package seems to lie."""
    monkeypatch.setattr("headscope.models.pocket.resources.files", lambda _: tmp_path)
    return tmp_path


def test_a_pocket_model_lies_inside_the_package(package: Path) -> None:
    folder = package / "pocket" / "translate"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    assert resolve("pocket:translate") == folder


def test_an_installation_without_it_says_so(package: Path) -> None:
    with pytest.raises(ModelNotFound, match=r"pocket:translate.*came without it"):
        resolve("pocket:translate")


def test_an_unknown_name_lists_the_pocket_models() -> None:
    with pytest.raises(ModelNotFound, match="expected one of pocket:translate"):
        resolve("pocket:chess")
    with pytest.raises(ModelNotFound, match="a pocket model \\(pocket:translate\\)"):
        resolve("no-such-model")
