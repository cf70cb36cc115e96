"""`headscope export` by the ending of its file: figures, their numbers, and what is wrong in one line."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import headscope as hs
from headscope.show.figures import FigurePlan, figure_bytes
from headscope.show.payload import FigurePayload
from headscope.show.shelf import open_shelf
from tests.cli.calling import Call
from tests.show.asked import ask
from tests.show.figures.made import languages, rows


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("runs") / "run"
    hs.save(hs.from_arrays(rows(6, 6, heads=2, is_causal=True), ["the", "cat", "sat", "on", "the", "mat"]), folder)
    return str(folder)


@languages
def test_a_figure_is_written_by_its_ending(call: Call, stored: str, tmp_path: Path, language: str) -> None:
    for ending, begins in (("svg", b"<?xml"), ("pdf", b"%PDF"), ("PNG", b"\x89PNG"), ("csv", b"query_first,")):
        place = tmp_path / f"one.{ending}"
        status, out, err = call("export", stored, str(place), "--head", "L0.H1", "--lang", language)
        assert (status, out) == (0, "")
        assert str(place) in err
        assert place.read_bytes().startswith(begins)


def test_options_say_what_the_figure_shows(call: Call, stored: str, tmp_path: Path) -> None:
    run, place = hs.open(stored), tmp_path / "one.svg"
    words = [
        "--head",
        "L0.H0",
        "--view",
        "heat",
        "--query",
        "3",
        "--key",
        "0-5",
        "--sinks",
        "dimmed",
        "--theme",
        "dark",
    ]
    assert call("export", stored, str(place), *words)[0] == 0
    plan = FigurePlan("heat", "L0.H0", queries=(3, 4), keys=(0, 5), sinks="dimmed", theme="dark")
    assert place.read_bytes() == figure_bytes(run, plan)
    words = ["--head", "L0.H0", "--scale", "linear", "--channel", "mass", "--text", "0"]
    assert call("export", stored, str(place), *words)[0] == 0
    assert place.read_bytes() == figure_bytes(run, FigurePlan(head="L0.H0", scale="linear", channel="mass"))
    assert call("export", stored, str(place), "--head", "L0.H0", "--low", "0.01", "--high", "0.5")[0] == 0
    assert place.read_bytes() == figure_bytes(run, FigurePlan(head="L0.H0", low=0.01, high=0.5))
    assert call("export", stored, str(place), "--statistic", "entropy_bits")[0] == 0
    assert place.read_bytes() == figure_bytes(run, FigurePlan(statistic="entropy_bits"))
    ElementTree.fromstring(place.read_bytes())


SEEN = {
    "sky?show=statistic_entropy_bits": "--statistic entropy_bits",
    "matrix?h=L0.H1&row=1-5&scale=linear:0,0.5": "--head L0.H1 --query 1-5 --scale linear --high 0.5",
    "words?h=L0.H1&mode=heat&q=3": "--head L0.H1 --view heat --query 3 --scale log",
}


@pytest.mark.parametrize("address", SEEN)
def test_the_viewer_exports_the_same_file(call: Call, stored: str, tmp_path: Path, address: str) -> None:
    shelf = open_shelf([stored])
    for ending in ("svg", "csv"):
        place = tmp_path / f"one.{ending}"
        assert call("export", stored, str(place), *SEEN[address].split())[0] == 0
        found = ask(shelf, FigurePayload, "run", "figure", ending, f"/r/run/{address}")
        assert base64.b64decode(found.content) == place.read_bytes()


MISTAKES = {
    "unknown ending": ("export", "{run}", "{empty}/one.gif", "--head", "L0.H0"),
    "no ending": ("export", "{run}", "{empty}/one"),
    "no head": ("export", "{run}", "{empty}/one.svg", "--view", "arcs"),
    "unknown head": ("export", "{run}", "{empty}/one.svg", "--head", "L7.H0"),
    "unknown view": ("export", "{run}", "{empty}/one.svg", "--view", "cube"),
    "unknown statistic": ("export", "{run}", "{empty}/one.svg", "--statistic", "beauty"),
    "unknown theme": ("export", "{run}", "{empty}/one.svg", "--theme", "sepia"),
    "unreadable span": ("export", "{run}", "{empty}/one.svg", "--head", "L0.H0", "--query", "a-b"),
    "span behind the text": ("export", "{run}", "{empty}/one.svg", "--head", "L0.H0", "--key", "4-9"),
    "text that is not there": ("export", "{run}", "{empty}/one.svg", "--text", "3"),
    "figure in a missing folder": ("export", "{run}", "{empty}/missing/one.csv"),
    "option of a figure for a page": ("export", "{run}", "{empty}/one.html", "--head", "L0.H0"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_one_line_and_leave_nothing(
    call: Call, stored: str, tmp_path: Path, mistake: str, language: str
) -> None:
    words = [word.format(run=stored, empty=tmp_path) for word in MISTAKES[mistake]]
    status, out, err = call(*words, "--lang", language)
    assert (status, out) == (2, "")
    assert err.startswith("headscope: error: ")
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_without_matplotlib_it_is_said_what_to_install(stored: str, tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['matplotlib'] = None\nfrom headscope.cli.main import main\n"
        f"main(['export', {stored!r}, {str(tmp_path / 'one.svg')!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "headscope[figures]" in done.stderr
    assert len(done.stderr.splitlines()) == 1
