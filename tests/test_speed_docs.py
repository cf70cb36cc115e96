"""docs/speed.md holds what docs/measured/speed.json holds; a figure meets its bar where its medians do."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from docs import make_speed

from bench.figures import Figure, decoded, encoded

TIMED = Figure("sdpa_time", 4096, 12, "seconds", ours=(4.0, 1.0, 2.0), rival=(2.0, 1.0, 1.0), bar=1.5)
HEAVY = Figure("model_memory", 4096, 12, "bytes", ours=(9e8,), rival=(5e8,), bar=3e8, measure="difference")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_what_was_measured(language: str) -> None:
    name = make_speed.PAGES[language]
    assert (make_speed.ROOT / "docs" / name).read_text("utf-8") == make_speed.page(language), "run docs/make_speed.py"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_seconds_are_published(language: str) -> None:
    assert not re.search(r"\d\s*(s|ms|seconds?|秒|毫秒)\b", make_speed.page(language))


def test_what_is_stored_is_a_whole_table_with_its_bars() -> None:
    figures = [decoded(one) for one in json.loads(make_speed.FILE.read_text("utf-8"))["figures"]]
    names = [(one.name, one.tokens, one.heads) for one in figures]
    assert names == [
        ("sdpa_time", 4096, 12), ("sdpa_time", 16384, 12), ("sdpa_time", 32768, 12),
        ("eager_time", 4096, 12), ("eager_memory", 4096, 12), ("eager_memory", 16384, 4),
        ("model_time", 32768, 12), ("model_memory", 32768, 12), ("long_memory", 131072, 2),
        ("tile_fine", 131072, 1), ("tile_worst", 131072, 1),
    ]  # fmt: skip
    bars = [2.2, 1.6, 1.6, 1 / 5, 1 / 10, 300e6, 2.4, 700e6, 4e9, 0.040, 0.250]
    assert [one.bar for one in figures] == pytest.approx(bars)


def test_a_ratio_is_that_of_the_medians_and_stands_beside_that_of_each_turn() -> None:
    assert TIMED.ratio == 2.0
    assert TIMED.single_ratios == (2.0, 1.0, 2.0)
    assert TIMED.is_met is False
    assert replace(TIMED, bar=2.0).is_met is True


def test_a_bar_may_be_held_against_a_difference_or_against_ours_alone() -> None:
    assert HEAVY.value == 4e8
    assert HEAVY.is_met is False
    assert replace(HEAVY, measure="ours", bar=9e8).is_met is True


def test_a_rival_that_did_not_run_leaves_nothing_to_tell() -> None:
    alone = replace(HEAVY, rival=())
    assert (alone.ratio, alone.value, alone.is_met) == (None, None, None)
    assert replace(alone, measure="ours").is_met is False


@pytest.mark.parametrize("figure", [TIMED, HEAVY, replace(HEAVY, rival=(), bar=None)])
def test_a_figure_comes_back_from_its_record(figure: Figure) -> None:
    assert decoded(json.loads(json.dumps(encoded(figure)))) == figure


@pytest.mark.slow
def test_a_quick_table_has_a_line_for_each_figure() -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    from bench import table

    found = list(table.figures(table.PARTS, is_quick=True))
    assert {one.name for one in found} >= {"sdpa_time", "eager_memory", "model_time", "long_memory", "tile_worst"}
    assert all(min(one.ours) > 0 and one.bar is None for one in found)
