"""What is asked of a figure is checked before anything is drawn, and what is wrong is named."""

from __future__ import annotations

from typing import Any

import pytest

import headscope as hs
from headscope.errors import BadHeadId, BadOption
from headscope.show.figures.plan import FigurePlan, checked, parse_span
from headscope.store.run import Run
from tests.show.figures.made import rows


@pytest.fixture(scope="module")
def run() -> Run:
    return hs.from_arrays(rows(6, 6, heads=2), list("abcdef"))


def test_a_named_head_is_shown_as_a_matrix_and_a_run_as_its_sky(run: Run) -> None:
    one, all_heads = checked(run, FigurePlan(head="L0.H1")), checked(run, FigurePlan())
    assert (one.view, one.scale) == ("matrix", "log")
    assert (all_heads.view, all_heads.scale) == ("sky", "linear")
    assert checked(run, FigurePlan(view="sky", head="L0.H1", scale="log")).view == "sky"


WRONG: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "a view": ({"view": "cube"}, BadOption, "cube"),
    "a scale": ({"scale": "root"}, BadOption, "root"),
    "a channel": ({"channel": "median"}, BadOption, "median"),
    "sinks": ({"sinks": "gone"}, BadOption, "gone"),
    "a statistic": ({"statistic": "beauty"}, BadOption, "beauty"),
    "a theme": ({"theme": "sepia"}, BadOption, "sepia"),
    "a language": ({"language": "fr"}, BadOption, "fr"),
    "a text": ({"text": 1}, BadOption, "1"),
    "a text before the first": ({"text": -1}, BadOption, "-1"),
    "no head": ({"view": "arcs"}, BadOption, "arcs"),
    "a head that is not there": ({"head": "L0.H2"}, BadHeadId, "L0.H2"),
    "a head that cannot be read": ({"head": "five"}, BadHeadId, "five"),
    "several heads": ({"head": "L0.*"}, BadHeadId, "L0.*"),
    "queries behind the text": ({"head": "L0.H0", "queries": (5, 7)}, BadOption, "5-7"),
    "no keys": ({"head": "L0.H0", "keys": (3, 3)}, BadOption, "3-3"),
    "keys before the text": ({"head": "L0.H0", "keys": (-1, 3)}, BadOption, "-1-3"),
    "a range that ends where it begins": ({"low": 0.5, "high": 0.5}, BadOption, "0.5"),
    "a range below 0": ({"low": -1.0}, BadOption, "-1"),
    "a range without an end": ({"high": float("inf")}, BadOption, "inf"),
    "a range from no number": ({"low": float("nan")}, BadOption, "nan"),
    "a log scale from 0": ({"scale": "log", "low": 0.0}, BadOption, "0.0"),
    "no arcs": ({"most": 0}, BadOption, "0"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_both_languages(run: Run, case: str) -> None:
    asked, kind, named = WRONG[case]
    with pytest.raises(kind) as caught:
        checked(run, FigurePlan(**asked))
    for language in ("en", "zh"):
        assert named in caught.value.text(language)


@pytest.mark.parametrize("text", ["", "a", "3-", "-3", "1-2-3", "1.5"])
def test_a_span_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadOption):
        parse_span(text)
