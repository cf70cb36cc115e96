"""Where the viewer opens, and what it is told first."""

from __future__ import annotations

from pathlib import Path

import pytest

import headscope as hs
from headscope.errors import BadOption
from headscope.show.bundle import make_start
from headscope.show.shelf import open_shelf


@pytest.fixture
def one(tmp_path: Path) -> hs.Run:
    """A run whose name has signs that addresses use."""
    hs.save(hs.from_arrays([[1.0]], ["one"]), tmp_path / "a b#c?d")
    return hs.open(tmp_path / "a b#c?d")


def test_the_only_run_opens_at_its_sky(one: hs.Run) -> None:
    assert make_start("app", open_shelf([one])).at == "/r/a%20b%23c%3Fd/sky"


def test_several_runs_open_as_a_shelf(one: hs.Run) -> None:
    assert make_start("app", open_shelf([one, one])).at == "/r//shelf"


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ("/r/book/head?h=L1.H2", "/r/book/head?h=L1.H2"),
        ("#/r/book/head", "/r/book/head"),
        ("file:///tmp/page.html#/r/book/head", "/r/book/head"),
        (" /r/book/head\n", "/r/book/head"),
    ],
)
def test_it_opens_at_what_was_copied(one: hs.Run, given: str, at: str) -> None:
    assert make_start("app", open_shelf([one]), at=given).at == at


@pytest.mark.parametrize("given", ["L1.H2", "book/head", "http://127.0.0.1:7007/token/", "javascript:alert(1)"])
def test_what_is_no_address_is_an_error(one: hs.Run, given: str) -> None:
    with pytest.raises(BadOption, match="starts with /r/"):
        make_start("app", open_shelf([one]), at=given)


def test_a_language_that_is_not_spoken_is_an_error(one: hs.Run) -> None:
    with pytest.raises(BadOption, match="got 'fr', expected one of en, zh"):
        make_start("app", open_shelf([one]), language="fr")
