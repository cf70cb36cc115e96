"""Heads that go forward in words: lines, tables, claims with evidence, the same numbers in every language."""

from __future__ import annotations

import io
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from rich.console import Console

from headscope.base.messages import LANGUAGES
from headscope.capture.arrays import from_arrays
from headscope.readings.following import read_following
from headscope.show.findings import find
from headscope.show.findings_payload import FindingsPayload
from headscope.show.following import following_claim, following_lines
from headscope.show.payload import HeadPage, RowPayload
from headscope.show.shelf import open_shelf
from headscope.show.tables import following_table
from headscope.store.layout import ModelRecord
from headscope.store.run import Run
from headscope.testing.following_families import backward, following_map, staring, steady
from tests.show.asked import ask
from tests.show.test_findings import FORBIDDEN

RECORD = ModelRecord("ear", "Whisper", "", "float32", "cpu", "sdpa", ("X0.H0", "X1.H0"))


@pytest.fixture(scope="module")
def run() -> Run:
    """Two layers of two heads: the first of the first layer goes forward."""
    random = np.random.default_rng(0)
    maps = [[following_map(kind, 16, 40, random) for kind in kinds] for kinds in ((steady, staring), (backward,) * 2)]
    made = from_arrays(
        np.array(maps), query_tokens=[f"w{n}" for n in range(16)], key_tokens=[f"{n}s" for n in range(40)]
    )
    return replace(made, manifest=msgspec.structs.replace(made.manifest, model=RECORD))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_say_how_many_go_forward_and_how_many_of_those_named_do(run: Run, language: str) -> None:
    lines = list(following_lines(read_following(run), language))
    assert "X0.H0" in lines[0]
    assert "100%" in lines[1]
    assert "50%" in lines[1]
    assert not FORBIDDEN.search(" ".join(lines))
    assert set(lines) <= set(find(run, language=language).lines)


def test_a_head_that_does_not_go_forward_is_told_why(run: Run) -> None:
    found = {one.head: one for one in read_following(run)}
    assert following_claim(found["X0.H0"], "en").startswith("X0.H0 goes forward: order 0.")
    assert following_claim(found["X1.H0"], "en").startswith("X1.H0 does not go forward (no): order −0.")
    assert following_claim(found["X1.H0"], "en").endswith("named by the model's configuration as a head that aligns")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_viewer_gets_a_reading_whose_evidence_can_be_visited(run: Run, language: str) -> None:
    shelf = open_shelf([run])
    found = ask(shelf, FindingsPayload, "run", "findings", language)
    [reading] = [one for one in found.readings if one.name == "following"]
    [claim] = reading.claims
    assert claim.heads == ("X0.H0",)
    assert [line.head for line in reading.tables[0].lines if line.is_strong] == ["X0.H0"]
    [jump] = claim.evidence
    row = ask(shelf, RowPayload, "run", "row", jump.head, jump.text, jump.query)
    assert row.strongest[0][0] == jump.key
    assert any("headscope read run following" in command.command for command in found.commands)


def test_the_page_of_a_head_says_whether_it_goes_forward(run: Run) -> None:
    page = ask(open_shelf([run]), HeadPage, "run", "head", "X0.H1", 0)
    [said] = [one for one in page.readings if one.name == "following"]
    assert said.lines["en"][0].startswith("X0.H1 does not go forward")


def test_the_table_has_a_line_a_head_and_says_where_there_is_no_cross_attention(run: Run) -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(following_table(read_following(run)))
    console.print(following_table(()))
    text = console.export_text()
    assert [line.split()[0] for line in text.splitlines() if line.startswith("X")] == [
        "X0.H0",
        "X0.H1",
        "X1.H0",
        "X1.H1",
    ]
    assert "no cross-attention" in " ".join(text.split())


def test_where_only_the_strongest_keys_were_kept_the_lines_say_so() -> None:
    weights = following_map(steady, 16, 40, np.random.default_rng(0))
    labels = {"query_tokens": [f"w{n}" for n in range(16)], "key_tokens": [f"{n}s" for n in range(40)]}
    for keep, is_said in (("weights", False), ("none", True)):
        lines = list(following_lines(read_following(from_arrays(weights, keep=keep, **labels)), "en"))
        assert any("--keep qk" in line for line in lines) == is_said


def test_of_short_texts_the_lines_say_that_rows_are_too_few() -> None:
    run = from_arrays(np.eye(4), query_tokens=list("abcd"), key_tokens=list("wxyz"))
    assert list(following_lines(read_following(run), "en")) == [
        "Too few rows: of a text with fewer than 10 tokens no motion is said."
    ]
