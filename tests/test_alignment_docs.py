"""docs/alignment.md holds what docs/measured holds, and what is measured now is what was measured then."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from headscope.readings.alignment_report import AlignmentReport

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def make_alignment() -> ModuleType:
    specification = importlib.util.spec_from_file_location("make_alignment", DOCS / "make_alignment.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["make_alignment"] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reports(make_alignment: ModuleType) -> dict[str, AlignmentReport]:
    return make_alignment.measured()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_what_was_measured(make_alignment: ModuleType, language: str) -> None:
    name = make_alignment.PAGES[language]
    assert (DOCS / name).read_text("utf-8") == make_alignment.page(language), "run docs/make_alignment.py"


@pytest.mark.parametrize("name", ["en-zh", "zh-en"])
def test_the_pocket_model_aligns_its_gold(reports: dict[str, AlignmentReport], name: str) -> None:
    """The bars: AER at most 0.30, the diagonal beaten by 15 points, the choice within 3 points of the best layer."""
    report = reports[name]
    assert report.aer <= 0.30
    assert report.baseline_diagonal_aer - report.aer >= 0.15
    assert report.gold.diagonal.ci[1] < 0
    assert report.gold.to_best.value <= 0.03
    assert {(one.place, one.row, one.method) for one in report.readings} == {
        (f"X{layer}", row, method)
        for layer in range(3)
        for row in ("input", "output")
        for method in ("attention", "norm")
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["en-zh", "zh-en-both"])
def test_a_new_study_gives_the_stored_numbers(
    make_alignment: ModuleType, reports: dict[str, AlignmentReport], name: str, tmp_path: Path
) -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    from headscope.studies.alignment import AlignmentTask, study_alignment

    languages, both = make_alignment.STUDIES[name]
    straight = (make_alignment.PAIRS, make_alignment.GOLD)
    pairs, gold = straight if languages == ("en", "zh") else make_alignment.turn(tmp_path)
    reverse = make_alignment.MODEL if both else None
    task = AlignmentTask(pairs, gold, reverse=reverse, languages=languages)
    report, stored = study_alignment(make_alignment.MODEL, task), reports[name]
    assert (report.layer, report.head, report.row, report.method) == (
        stored.layer, stored.head, stored.row, stored.method,
    )  # fmt: skip
    assert report.aer == pytest.approx(stored.aer, abs=0.005)  # another processor may turn a tie
    assert len(report.pairs) == len(stored.pairs) == 80
