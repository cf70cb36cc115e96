"""The commands that read a run with a report on roles or alignment: nothing is computed again, gaps are said."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest

from headscope.base.messages import LANGUAGES
from headscope.capture.arrays import from_arrays
from headscope.readings import alignment_report as on_alignment
from headscope.readings.report_file import encode_report
from headscope.readings.role_report import READING, RolesReport
from headscope.store.readings import save_reading
from headscope.store.run import open_run
from headscope.store.write import save
from tests.cli.calling import Call
from tests.show.made_alignment import alignment_report
from tests.show.made_roles import roles_report
from tests.show.offline import answers_of


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """A run of two layers of three heads, without a report."""
    weights = np.random.default_rng(0).dirichlet(np.ones(3), size=(2, 3, 3))
    save(from_arrays(weights, list("abc")), tmp_path / "run")
    return str(tmp_path / "run")


@pytest.fixture
def told(bare: str) -> str:
    """The same run with a report."""
    save_reading(open_run(bare), READING, encode_report(roles_report()))
    return bare


@pytest.mark.parametrize("language", LANGUAGES)
def test_read_roles_prints_the_stored_report(call: Call, told: str, language: str) -> None:
    status, out, err = call("read", told, "roles", "--lang", language)
    assert (status, err) == (0, "")
    for fact in ("91.0", "+80.0", "toy.conllu", "nsubj", "iobj"):
        assert fact in out


def test_the_json_of_read_roles_is_the_report(call: Call, told: str) -> None:
    _, out, _ = call("read", told, "roles", "--json")
    assert msgspec.json.decode(out, type=RolesReport) == roles_report()


def test_read_roles_of_one_head(call: Call, told: str) -> None:
    status, out, _ = call("read", told, "roles", "--head", "L1.H1")
    assert status == 0
    assert "induction" in out
    assert "L0.H0" not in out
    _, out, _ = call("read", told, "roles", "--head", "L1.*", "--json")
    assert {one["head"] for one in json.loads(out)["profiles"]} == {"L1.H0", "L1.H1", "L1.H2"}


def test_a_head_that_the_run_does_not_have_is_named(call: Call, told: str) -> None:
    status, out, err = call("read", told, "roles", "--head", "L9.H0")
    assert (status, out) == (2, "")
    assert "L9" in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_without_a_report_says_what_makes_one(call: Call, bare: str, language: str) -> None:
    status, out, err = call("read", bare, "roles", "--lang", language)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert bare in err
    assert "headscope roles MODEL --treebank F.conllu -o RUN" in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_counts_roles_and_names_the_command(call: Call, told: str, language: str) -> None:
    status, out, _ = call("read", told, "--lang", language)
    assert status == 0
    assert "+80.0" in out
    assert f"headscope read {told} roles" in out


def test_a_card_holds_roles_where_the_run_does(call: Call, told: str) -> None:
    assert "91.0" in call("head", told, "L0.H0")[1]
    assert [one["role"] for one in json.loads(call("head", told, "L1.H1", "--json")[1])["roles"]["earned"]] == [
        "induction"
    ]


def test_a_card_of_a_run_without_a_report_has_no_roles(call: Call, bare: str) -> None:
    assert json.loads(call("head", bare, "L0.H0", "--json")[1])["roles"] is None


def test_export_puts_the_roles_into_the_page(call: Call, told: str, tmp_path: Path) -> None:
    assert call("export", told, str(tmp_path / "page.html"))[0] == 0
    answers = answers_of(tmp_path / "page.html")
    assert "toy.conllu" in next(answers[request] for request in answers if request.endswith("/findings/en"))


@pytest.fixture
def aligned(tmp_path: Path) -> str:
    """A run of three layers of two heads, with a report on alignment."""
    weights = np.random.default_rng(0).dirichlet(np.ones(3), size=(3, 2, 2))
    save(from_arrays(weights, query_tokens=list("de"), key_tokens=list("abc")), tmp_path / "aligned")
    encoded = encode_report(alignment_report())
    save_reading(open_run(tmp_path / "aligned"), on_alignment.READING, encoded)
    return str(tmp_path / "aligned")


@pytest.mark.parametrize("language", LANGUAGES)
def test_read_alignment_prints_the_stored_report(call: Call, aligned: str, language: str) -> None:
    status, out, err = call("read", aligned, "alignment", "--lang", language)
    assert (status, err) == (0, "")
    for fact in ("25.1", "−35.3", "X1.H1", "我 - I", "自然 - natural"):
        assert fact in out


def test_the_json_of_read_alignment_is_the_report(call: Call, aligned: str) -> None:
    _, out, _ = call("read", aligned, "alignment", "--json")
    assert msgspec.json.decode(out, type=on_alignment.AlignmentReport) == alignment_report()


def test_read_alignment_of_some_heads(call: Call, aligned: str) -> None:
    _, out, _ = call("read", aligned, "alignment", "--head", "X2.*", "--json")
    assert [one["head"] for one in json.loads(out)["heads"]] == ["X2.H0", "X2.H1"]
    assert "X1.H0" not in call("read", aligned, "alignment", "--head", "X2.H0")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_without_alignment_says_what_makes_one(call: Call, bare: str, language: str) -> None:
    status, out, err = call("read", bare, "alignment", "--lang", language)
    assert (status, out) == (2, "")
    assert "headscope align MODEL --pairs F -o RUN" in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_and_the_page_tell_the_alignment(call: Call, aligned: str, tmp_path: Path, language: str) -> None:
    _, out, _ = call("read", aligned, "--lang", language)
    assert f"headscope read {aligned} alignment" in out
    assert "25.1" in out
    assert call("export", aligned, str(tmp_path / "page.html"))[0] == 0
    answers = answers_of(tmp_path / "page.html")
    assert "25.1" in next(answers[request] for request in answers if request.endswith(f"/findings/{language}"))
