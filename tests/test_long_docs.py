"""docs/long.md holds what docs/measured/long.json holds, and its commands still say it."""

from __future__ import annotations

import pytest
from docs import make_long


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_what_was_measured(language: str) -> None:
    name = make_long.PAGES[language]
    assert (make_long.ROOT / "docs" / name).read_text("utf-8") == make_long.page(language), "run docs/make_long.py"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_picture_of_the_page_is_there(language: str) -> None:
    picture = f"pictures/long-{language}.svg"
    assert f"]({picture})" in make_long.page(language)
    assert (make_long.ROOT / "docs" / picture).is_file()


@pytest.mark.slow
def test_the_commands_of_the_page_say_what_is_stored() -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    stored, found = make_long.stored(), make_long.measure()
    assert found["edges"] == [[*names, pytest.approx(weight, abs=1e-5)] for *names, weight in stored["edges"]]
    assert found["pattern"] == [stored["pattern"][0], pytest.approx(stored["pattern"][1], abs=1e-3)]
    for now, then in zip(found["tiles"], stored["tiles"], strict=True):
        assert now["value"] == pytest.approx(then["value"], rel=1e-3)
    for now, then in zip(found["statistics"], stored["statistics"], strict=True):
        assert now == [*then[:2], *(pytest.approx(number, rel=1e-5) for number in then[2:])]
