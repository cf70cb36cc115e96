"""What the viewer exports is the figure of `hs.figure`, byte by byte; what cannot be drawn is answered with why."""

from __future__ import annotations

import base64
import subprocess
import sys
from dataclasses import replace

import pytest

from headscope.base.messages import LANGUAGES
from headscope.capture.arrays import from_arrays
from headscope.show.answers import answer, path_of
from headscope.show.figures import FigurePlan, figure_bytes, fonts, heads
from headscope.show.payload import FigurePayload
from headscope.show.shelf import open_shelf
from headscope.store.run import Run
from tests.show.asked import ask, missing
from tests.show.figures.made import languages
from tests.show.made import attention

SEEN = {
    "sky?lang={lang}&theme=light": FigurePlan("sky"),
    "sky?show=statistic_entropy_bits&theme=dark&lang={lang}": FigurePlan(statistic="entropy_bits", theme="dark"),
    "head?h=L0.H1&lang={lang}&theme=light": FigurePlan("matrix", "L0.H1"),
    "matrix?h=L1.H2,L0.H1&row=2-5&key=0-4&ch=mass&scale=linear:0,1&sink=dimmed&lang={lang}": FigurePlan(
        "matrix", "L1.H2", queries=(2, 5), keys=(0, 4), channel="mass", scale="linear", high=1, sinks="dimmed"
    ),
    "words?h=L0.H1&mode=arcs&q=3&lang={lang}": FigurePlan("arcs", "L0.H1", queries=(3, 4)),
    "words?h=L0.H1&mode=heat&q=3&lang={lang}": FigurePlan("heat", "L0.H1", queries=(3, 4), scale="log"),
}
TYPES = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png", "csv": "text/csv"}


@languages
@pytest.mark.parametrize("address", SEEN)
def test_an_export_is_the_figure_byte_by_byte(short: Run, address: str, language: str) -> None:
    shelf = open_shelf([short])
    plan = replace(SEEN[address], language=language)
    for ending in TYPES if language == "en" else ("svg", "csv"):
        found = ask(shelf, FigurePayload, "run", "figure", ending, f"/r/run/{address.format(lang=language)}")
        assert found.media_type == TYPES[ending]
        assert found.name.endswith(f"-{plan.view or 'sky'}.{ending}")
        expected = figure_bytes(short, plan, ending=ending)  # type: ignore[arg-type]
        assert base64.b64decode(found.content) == expected


def test_a_figure_is_not_kept_among_the_answers(short: Run) -> None:
    shelf = open_shelf([short])
    ask(shelf, FigurePayload, "run", "figure", "csv", "/r/run/sky")
    assert not shelf.answers


def test_patterns_that_were_read_are_not_read_again(short: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = open_shelf([short])
    expected = figure_bytes(short, FigurePlan("matrix", "L0.H1"))
    answer(shelf, "run/overview/whole")
    monkeypatch.setattr(heads, "read_patterns", lambda *_: pytest.fail("read again"))
    for address in ("/r/run/sky", "/r/run/head?h=L0.H1"):
        found = ask(shelf, FigurePayload, "run", "figure", "svg", address)
    assert base64.b64decode(found.content) == expected


@pytest.mark.parametrize(
    ("ending", "address"),
    [
        ("gif", "/r/run/sky"), ("svg", "nowhere"), ("svg", "/r/run/findings"), ("svg", "/r/run/head"),
        ("svg", "/r/run/head?h=L9.H9"), ("svg", "/r/run/head?h=</script>"), ("svg", "/r/run/head?h=L0.H0&t=1"),
        ("csv", "/r/run/matrix?h=L0.H0&row=0-7"), ("csv", "/r/run/head?h=L0.H0&lang=fr"),
        ("csv", "/r/run/sky?theme=sepia"), ("csv", "/r/run/sky?show=beauty"), ("csv", "/r/run/head?h=L0.H0&ch=hue"),
        ("csv", "/r/run/head?h=L0.H0&scale=log:0,1"), ("csv", "/r/run/head?h=L0.H0&sink=gone"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_answered_in_both_languages(short: Run, ending: str, address: str) -> None:
    found = missing(open_shelf([short]), "run", "figure", ending, address)
    assert found.kind == "bad_request"
    assert all(found.message[each] for each in LANGUAGES)
    assert found.message["en"] != found.message["zh"]


def test_a_figure_needs_both_its_parts(short: Run) -> None:
    for parts in (("figure",), ("figure", "svg"), ("figure", "svg", "/r/run/sky", "more")):
        assert missing(open_shelf([short]), "run", *parts).kind == "bad_request"


def test_a_font_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda: frozenset({"DejaVu Sans"}))
    shelf = open_shelf([from_arrays(attention(1, 3, seed=1), ["cat", "气", "天"])])
    found = missing(shelf, "run", "figure", "svg", "/r/run/head?h=L0.H0")
    assert found.kind == "not_installed"
    assert all("天 (U+5929)" in found.message[each] for each in LANGUAGES)
    ask(shelf, FigurePayload, "run", "figure", "csv", "/r/run/head?h=L0.H0")  # numbers need none


def test_without_matplotlib_it_is_said_what_to_install_and_numbers_are_there() -> None:
    code = f"""
import sys
sys.modules["matplotlib"] = None
import headscope as hs
from headscope.show.answers import answer
from headscope.show.shelf import open_shelf
shelf = open_shelf([hs.from_arrays([[1.0]], ["one"])])
drawn = answer(shelf, {path_of("run", "figure", "svg", "/r/run/sky")!r})
assert b'"kind":"not_installed"' in drawn and b"headscope[figures]" in drawn, drawn
assert b'"media_type":"text/csv"' in answer(shelf, {path_of("run", "figure", "csv", "/r/run/sky")!r})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
