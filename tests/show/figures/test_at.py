"""Addresses of the viewer as plans of figures; nonsense is named and goes no further."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headscope.errors import BadOption, HeadscopeError
from headscope.show.figures.at import plan_at
from headscope.show.figures.plan import FigurePlan

SEEN: dict[str, FigurePlan] = {
    "sky?lang=en&theme=light": FigurePlan("sky"),
    "sky?h=L0.H1,L2.H0&show=pattern&lang=zh": FigurePlan("sky", "L0.H1", language="zh"),
    "sky?show=statistic_entropy_bits&theme=dark": FigurePlan("sky", statistic="entropy_bits", theme="dark"),
    "sky?show=sink_share&row=1-2&scale=linear:0,0.5&t=3": FigurePlan("sky", statistic="sink_share"),
    "head?h=L2.H5&row=0-64": FigurePlan("matrix", "L2.H5", scale="log"),
    "compare?h=L2.H5&vs=L0.H0&mode=difference": FigurePlan("matrix", "L2.H5", scale="log"),
    "matrix?h=vision:L12.H7,L14.H2&t=3&row=40960-41216&key=0-256&ch=mass&scale=log:1e-6,1&sink=dimmed&q=5": FigurePlan(
        "matrix", "vision:L12.H7", 3, (40960, 41216), (0, 256), "mass", "log", 1e-6, 1.0, "dimmed"
    ),
    "words?h=L0.H1&q=3": FigurePlan("arcs", "L0.H1", queries=(3, 4)),
    "words?h=L0.H1&mode=arcs&q=300&key=276-324": FigurePlan("arcs", "L0.H1", queries=(300, 301), keys=(276, 324)),
    "words?h=L0.H1&mode=arcs-by&k=3&q=1&sink=dimmed": FigurePlan("arcs", "L0.H1", keys=(3, 4), sinks="dimmed"),
    "words?h=L0.H1&mode=heat&q=3&k=1": FigurePlan("heat", "L0.H1", queries=(3, 4), scale="log"),
    "words?h=L0.H1&mode=heat&scale=linear:0,0.25": FigurePlan("heat", "L0.H1", scale="linear", low=0.0, high=0.25),
}


@pytest.mark.parametrize("address", SEEN)
def test_each_screen_is_the_figure_of_what_it_shows(address: str) -> None:
    assert plan_at(f"/r/my%20run/{address}") == SEEN[address]


WRONG = [
    "", "sky", "/r/run", "/r/run/sky/more", "/x/run/sky", "#/r/run/sky", "/r/run/findings", "/r/run/", "/r/run/SKY",
    "/r/run/matrix?h=L0.H0&t=-1", "/r/run/matrix?h=L0.H0&t=٣", "/r/run/matrix?h=L0.H0&t=1e9",
    "/r/run/matrix?h=L0.H0&row=a-b", "/r/run/words?h=L0.H0&q=x", "/r/run/words?h=L0.H0&q=9999999999",
    "/r/run/matrix?h=L0.H0&scale=log:1,2,3", "/r/run/matrix?h=L0.H0&scale=root:0,1", "/r/run/head?scale=log:1e,1",
    "/r/run/head?scale=linear:0,1e999", "/r/run/head?scale=linear:0,nan", "/r/run/sky?" + "&".join(["a=b"] * 41),
]  # fmt: skip


@pytest.mark.parametrize("address", WRONG)
def test_what_is_no_address_of_a_figure_is_told_in_both_languages(address: str) -> None:
    with pytest.raises(BadOption) as caught:
        plan_at(address)
    assert caught.value.text("en") != caught.value.text("zh")


_VALUES: st.SearchStrategy[Any] = st.text(max_size=12) | st.sampled_from(["L0.H0", "0-4", "log:1e-4,1", "3", "heat"])
_FIELDS = st.sampled_from(
    ["h", "t", "row", "key", "q", "k", "ch", "scale", "sink", "show", "mode", "lang", "theme", "%"]
)


@given(
    st.sampled_from(["sky", "head", "matrix", "words", "compare", ""]), st.lists(st.tuples(_FIELDS, _VALUES)), st.text()
)
def test_whatever_is_asked_is_a_plan_or_an_error_of_ours(screen: str, fields: list[tuple[str, str]], more: str) -> None:
    try:
        plan = plan_at(f"/r/run/{screen}?{'&'.join('='.join(field) for field in fields)}{more}")
    except HeadscopeError:
        return
    assert plan.view is not None
