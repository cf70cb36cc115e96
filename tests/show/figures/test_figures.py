"""Figures as they are drawn: text stays text, labels stay labels, the caption says what is shown and how sure it is."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pytest
from PIL import Image

import headscope as hs
from headscope.base.messages import say
from headscope.errors import BadOption
from headscope.show.claims import pattern_claim, trust_line
from headscope.show.figures import FigurePlan, figure_bytes
from headscope.show.labels import visible_label
from headscope.store.run import Run
from tests.show.figures.made import SVG, drawn, languages, needs_chinese, rows, vectors, written
from tests.show.made import HOSTILE

VIEWS: dict[str, dict[str, Any]] = {
    "matrix": {"head": "L0.H1"},
    "arcs": {"head": "L0.H1", "view": "arcs"},
    "heat": {"head": "L0.H1", "view": "heat", "queries": (4, 5)},
    "received": {"head": "L0.H1", "view": "heat"},
    "sky": {},
    "entropy": {"statistic": "entropy_bits", "theme": "dark"},
    "pale sinks": {"head": "L0.H1", "view": "arcs", "sinks": "dimmed"},
}
WORDS = ["the", "cat", "sat", "on", "the", "mat"]


@pytest.fixture(scope="module")
def run() -> Run:
    return hs.from_arrays(rows(6, 6, heads=3, seed=1, is_causal=True), WORDS)


@pytest.fixture(scope="module")
def chinese() -> Run:
    return hs.from_arrays(rows(6, 6, heads=3, seed=1, is_causal=True), list("天气不好，去"))


@languages
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn_in_every_language_with_its_caption(run: Run, view: str, language: str) -> None:
    text = _joined(drawn(run, language=language, **VIEWS[view]))
    head = VIEWS[view].get("head")
    assert _squeezed(trust_line(run, language)) in text
    assert _squeezed(say("show.figure_given", language)) in text
    if head is not None:
        assert _squeezed(pattern_claim(hs.read(run, "patterns", heads=head)[0], language)) in text
        assert _squeezed("the cat sat on the mat") in text


@needs_chinese
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", ["matrix", "arcs", "heat"])
def test_labels_of_any_script_are_text(chinese: Run, view: str, language: str) -> None:
    text = written(drawn(chinese, language=language, **VIEWS[view]))
    assert set("天气不好，去") <= set(text)


@pytest.mark.parametrize("view", ["matrix", "arcs", "heat"])
def test_hostile_labels_are_text_and_nothing_else(view: str) -> None:
    run = hs.from_arrays(rows(len(HOSTILE), len(HOSTILE), heads=2), list(HOSTILE))
    image = drawn(run, **VIEWS[view])
    text = written(image)
    for label in HOSTILE:
        shown = visible_label(label)
        assert any(line == shown or (line.endswith("…") and shown.startswith(line[:-1])) for line in text), label
    assert {each.tag.removeprefix(SVG) for each in image.iter() if each.tag.startswith(SVG)} <= {
        "svg", "metadata", "defs", "style", "g", "path", "use", "text", "pattern", "rect", "clipPath", "title", "image",
    }  # fmt: skip
    for each in image.iter():
        for name, value in each.attrib.items():
            assert not name.lower().startswith("on")
            assert not name.endswith("href") or value.startswith(("#", "data:image/png;base64,"))


@pytest.mark.parametrize("label", ["$x^2$", "\\frac{1}{2}", "a_b", "$", "\uffff", "\x1b[31m"])
def test_labels_are_never_mathematics_nor_commands(label: str) -> None:
    run = hs.from_arrays(rows(3, 3), ["a", label, "b"])
    assert visible_label(label) in written(drawn(run, head="L0.H0"))


def test_equal_input_gives_equal_bytes_in_any_process() -> None:
    code = (
        "import hashlib, json\nimport headscope as hs\n"
        "from headscope.show.figures import FigurePlan, figure_bytes\n"
        "from tests.show.figures.made import rows\nfrom tests.show.figures.test_figures import VIEWS, WORDS\n"
        "run = hs.from_arrays(rows(6, 6, heads=3, seed=1, is_causal=True), WORDS)\n"
        "print(json.dumps({f'{view} {ending}': hashlib.sha256(figure_bytes(run, FigurePlan(**asked), ending=ending))"
        ".hexdigest() for view, asked in list(VIEWS.items())[::2] for ending in ('svg', 'pdf', 'png', 'csv')}))"
    )
    found = []
    for seed in ("1", "2"):
        places = {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path), "SOURCE_DATE_EPOCH": ""}
        environment = {name: value for name, value in {**os.environ, **places}.items() if value and name != "DISPLAY"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
        found.append(json.loads(done.stdout))
    assert found[0] == found[1]
    assert len(set(found[0].values())) == len(found[0])


def test_equal_input_gives_equal_bytes_whatever_the_user_has_set(run: Run) -> None:
    before = figure_bytes(run, FigurePlan(head="L0.H0"), ending="svg")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path", "text.usetex": True}):
        assert figure_bytes(run, FigurePlan(head="L0.H0"), ending="svg") == before
        assert matplotlib.rcParams["font.size"] == 30
        assert matplotlib.rcParams["svg.fonttype"] == "path"


def test_no_window_system_is_touched() -> None:
    code = (
        "import sys, headscope as hs\nrun = hs.from_arrays([[1.0, 0.0], [0.5, 0.5]])\n"
        "hs.figure(run, head='L0.H0')\nsys.exit('matplotlib.pyplot' in sys.modules)"
    )
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_numbers_alone_need_no_matplotlib() -> None:
    code = (
        "import sys\nsys.modules['matplotlib'] = None\nimport headscope as hs\n"
        "run = hs.from_arrays([[1.0, 0.0], [0.5, 0.5]])\n"
        "from headscope.show.figures import figure_bytes\nassert figure_bytes(run, ending='csv')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_masked_cells_are_hatched_and_others_are_not(run: Run) -> None:
    full = hs.from_arrays(rows(6, 6, seed=3), WORDS)
    assert "masked" in _joined(drawn(run, head="L0.H1"))
    assert "masked" not in _joined(drawn(full, head="L0.H0"))
    dots = _dots(run, head="L0.H1")
    grey = np.abs(dots - np.array([233, 236, 240])).max(axis=-1) <= 1  # ground of the hatching
    assert grey.any()
    assert (np.abs(_dots(full, head="L0.H0") - np.array([89, 97, 109])).max(axis=-1) <= 1).sum() < (
        np.abs(dots - np.array([89, 97, 109])).max(axis=-1) <= 1
    ).sum()  # its strokes


def test_darker_cells_hold_more() -> None:
    weights = np.array([[0.7, 0.2, 0.1], [0.1, 0.7, 0.2], [0.2, 0.1, 0.7]])
    image = drawn(hs.from_arrays(weights, list("abc")), head="L0.H0", scale="linear")
    told = [line for line in written(image) if re.fullmatch(r"\.\d\d", line)]
    assert told == [".70", ".20", ".10", ".10", ".70", ".20", ".20", ".10", ".70"]
    styles = (each.get("style", "") for each in image.iter(f"{SVG}path"))
    fills = [match[1] for style in styles if (match := re.search(r"fill: #(\w{6}); stroke: #\1;", style))]
    cells = [sum(int(fill[n : n + 2], 16) for n in (0, 2, 4)) for fill in fills[:9]]  # the bar comes behind them
    assert cells[0] < cells[1] < cells[2] <= 765
    assert cells == [cells[0], cells[1], cells[2], cells[2], cells[0], cells[1], cells[1], cells[2], cells[0]]


def test_what_lies_outside_the_range_is_said_at_the_end_of_the_bar() -> None:
    run = hs.from_arrays([[0.98, 0.02], [0.4, 0.6]], list("ab"))
    asked = {"head": "L0.H0", "scale": "linear"}
    assert {"≤ 0.1", "≥ 0.5"} <= set(written(drawn(run, low=0.1, high=0.5, **asked)))
    assert {"0", "1"} <= set(written(drawn(run, **asked)))


@pytest.mark.parametrize("keep", ["weights", "qk", "none"])
def test_a_long_text_becomes_a_picture_with_rulers(keep: str) -> None:
    run = hs.from_qkv(vectors(1, 700), vectors(1, 700, seed=1), mask="causal", keep=keep)
    image = drawn(run, head="L0.H0")
    text = written(image)
    assert {"0", "100", "600"} <= set(text)
    assert len(list(image.iter(f"{SVG}image"))) == 1
    assert "cell stands for" in _joined(image).replace("cellstandsfor", "cell stands for")
    assert len(figure_bytes(run, FigurePlan(head="L0.H0"), ending="svg")) < 1_500_000


def test_few_rows_of_a_long_text_keep_their_labels() -> None:
    run = hs.from_qkv(
        vectors(1, 700), vectors(1, 700, seed=1), mask="causal", keep="qk", tokens=[f"w{n}" for n in range(700)]
    )
    image = drawn(run, head="L0.H0", queries=(300, 304), keys=(0, 400))
    text = written(image)
    assert {"w300", "w301", "w302", "w303", "100"} <= set(text)
    assert "w20" not in text
    heights = sorted(
        float(each.get("y", "nan")) for each in image.iter(f"{SVG}text") if "".join(each.itertext())[:2] == "w3"
    )
    assert min(np.diff(heights)) >= 7  # they do not run into each other


def test_a_text_from_right_to_left_begins_at_the_right() -> None:
    words = ["שלום", "עולם", "זה", "משפט"]
    run = hs.from_arrays(rows(4, 4, heads=1), words)
    image = drawn(run, head="L0.H0", view="heat", queries=(0, 1))
    places = {"".join(each.itertext()): float(each.get("x", "nan")) for each in image.iter(f"{SVG}text")}
    assert places[words[0]] > places[words[1]] > places[words[2]] > places[words[3]]
    left = {"".join(e.itertext()): float(e.get("x", "nan")) for e in drawn(
        hs.from_arrays(rows(3, 3), list("abc")), head="L0.H0", view="heat", queries=(0, 1)
    ).iter(f"{SVG}text")}  # fmt: skip
    assert left["a"] < left["b"] < left["c"]


def test_the_share_that_pale_sinks_hold_is_printed() -> None:
    weights = np.full((5, 5), 0.1)
    weights[:, 2] = 0.6
    run = hs.from_arrays(weights, list("abcde"))
    for asked in ({"view": "matrix"}, {"view": "heat", "queries": (4, 5)}):
        assert _squeezed("they hold 60%") in _joined(drawn(run, head="L0.H0", sinks="dimmed", **asked))
        assert _squeezed("they hold") not in _joined(drawn(run, head="L0.H0", **asked))


def test_a_run_of_strongest_keys_says_so() -> None:
    run = hs.from_arrays(rows(12, 12), [f"w{n}" for n in range(12)], keep="none")
    for view in ("arcs", "heat"):
        assert _squeezed("eight strongest keys") in _joined(drawn(run, head="L0.H0", view=view, queries=(3, 4)))


def test_patterns_that_are_known_are_not_read_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = {one.head: one for one in hs.read(run, "patterns")}
    plans = [FigurePlan(head="L0.H1"), FigurePlan()]
    expected = [figure_bytes(run, plan) for plan in plans]
    monkeypatch.setattr("headscope.show.figures.heads.read_patterns", lambda *_: pytest.fail("read again"))
    assert [figure_bytes(run, plan, patterns=patterns) for plan in plans] == expected


def test_a_picture_is_a_picture(run: Run) -> None:
    image = Image.open(io.BytesIO(figure_bytes(run, FigurePlan(head="L0.H1"), ending="png")))
    assert min(image.size) > 600
    assert len(image.convert("RGB").getcolors(1 << 20) or []) > 50


def test_a_figure_is_a_file_a_value_or_bytes(run: Run, tmp_path: Path) -> None:
    place = hs.figure(run, tmp_path / "one.svg", head="L0.H1")
    assert place == tmp_path / "one.svg"
    assert place.read_bytes() == figure_bytes(run, FigurePlan(head="L0.H1"))
    value = hs.figure(run, head="L0.H1", view="arcs", plan=hs.FigurePlan(theme="dark"))
    value.savefig(tmp_path / "two.png")
    assert (tmp_path / "two.png").stat().st_size > 1000
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one.svg", "two.png"]


def test_nothing_is_left_where_a_figure_cannot_be_written(run: Run, tmp_path: Path) -> None:
    with pytest.raises(BadOption):
        hs.figure(run, tmp_path / "one.gif", head="L0.H1")
    with pytest.raises(FileNotFoundError) as caught:
        hs.figure(run, tmp_path / "missing" / "one.svg", head="L0.H1")
    assert caught.value.filename == str(tmp_path / "missing" / "one.svg")
    assert list(tmp_path.iterdir()) == []


def test_a_page_of_bytes_is_the_same_whoever_asks_at_once(run: Run) -> None:
    from concurrent.futures import ThreadPoolExecutor

    plan = FigurePlan(head="L0.H1")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: hashlib.sha256(figure_bytes(run, plan)).hexdigest(), range(6)))
    assert len(set(made)) == 1


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _joined(image: Any) -> str:
    """All that is written, without spaces: captions are cut into lines anywhere."""
    return _squeezed("".join(written(image)))


def _dots(run: Run, **asked: Any) -> np.ndarray:
    image = Image.open(io.BytesIO(figure_bytes(run, FigurePlan(**asked), ending="png"))).convert("RGB")
    return np.asarray(image).astype(int)
