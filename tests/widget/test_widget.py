"""The widget without a browser: what it is given, what it answers, what a notebook without a kernel shows."""

from __future__ import annotations

import base64
import html.parser
import subprocess
import sys
from typing import Any

import anywidget
import msgspec
import numpy as np
import pytest

import headscope as hs
from headscope.capture.arrays import from_arrays
from headscope.errors import BadOption
from headscope.show.answers import answer, path_of
from headscope.show.bundle import static_text
from headscope.show.figures import FigurePlan, figure_bytes
from headscope.show.payload import FigurePayload, Shelf, Start
from headscope.show.shelf import open_shelf
from headscope.widget import Viewer, view
from tests.show.made import HOSTILE, attention


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What widgets send to their views."""
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(Viewer, "send", lambda self, content, buffers=None: messages.append(content))
    return messages


@pytest.fixture
def run() -> hs.Run:
    return from_arrays(attention(3, 6, seed=1, is_causal=True), ["the", "cat", "sat", "on", "the", "mat"])


def ask(viewer: Viewer, content: object) -> None:
    """A message as the notebook hands it over."""
    viewer._handle_custom_msg(content, [])


def test_it_is_given_the_same_viewer_and_how_it_starts(run: hs.Run) -> None:
    viewer = hs.view(run, at="/r/run/head?h=L0.H1", language="zh")
    assert isinstance(viewer, anywidget.AnyWidget)
    state = viewer.get_state()
    assert (state["_esm"], state["_css"]) == (static_text("viewer.js"), static_text("viewer.css"))
    start = msgspec.json.decode(state["start"], type=Start)
    assert (start.host, start.language, start.answers) == ("widget", "zh", {})
    assert start.at == state["at"] == "/r/run/head?h=L0.H1"


def test_a_request_comes_back_under_its_number_with_the_answer_of_every_host(
    run: hs.Run, sent: list[dict[str, Any]]
) -> None:
    viewer = view(run)
    ask(viewer, {"id": 7, "request": "shelf"})
    ask(viewer, {"id": 8, "request": "run/head/L0.H1/0"})
    shelf = open_shelf([run])
    expected = [(7, answer(shelf, "shelf")), (8, answer(shelf, "run/head/L0.H1/0"))]
    assert sent == [{"id": number, "answer": msgspec.json.decode(told)} for number, told in expected]
    assert [card.name for card in msgspec.convert(sent[0]["answer"], Shelf).runs] == ["run"]


def test_a_figure_comes_as_the_file_that_is_saved(run: hs.Run, sent: list[dict[str, Any]]) -> None:
    ask(view(run, is_offline_too=False), {"id": 3, "request": path_of("run", "figure", "csv", "/r/run/head?h=L0.H1")})
    file = msgspec.convert(sent[0]["answer"], FigurePayload)
    assert (file.name, file.media_type) == ("run-L0.H1-matrix.csv", "text/csv")
    assert base64.b64decode(file.content) == figure_bytes(run, FigurePlan(head="L0.H1"), ending="csv")


def test_a_bad_request_is_answered_as_missing(run: hs.Run, sent: list[dict[str, Any]]) -> None:
    for number, request in enumerate(
        ("", "nothing", "../../etc/passwd", "run/head/L9.H9/0", "run/tile/L0.H0/0/a/b/c/d")
    ):
        ask(view(run, is_offline_too=False), {"id": number, "request": request})
    assert [(each["id"], each["answer"]["type"]) for each in sent] == [(number, "missing") for number in range(5)]


@pytest.mark.parametrize(
    "content", [None, [], "shelf", {}, {"id": 1}, {"id": "1", "request": "shelf"}, {"id": 1, "request": ["shelf"]}]
)
def test_what_is_no_request_is_not_answered(run: hs.Run, sent: list[dict[str, Any]], content: object) -> None:
    ask(view(run, is_offline_too=False), content)
    assert sent == []


def test_the_address_is_followed_both_ways(run: hs.Run) -> None:
    viewer = view(run, is_offline_too=False)
    assert viewer.at == "/r/run/sky"
    viewer.set_state({"at": "/r/run/matrix?h=L0.H2"})  # what was chosen in the notebook
    assert viewer.at == "/r/run/matrix?h=L0.H2"
    viewer.at = "http://127.0.0.1:7007/secret/#/r/run/words?h=L0.H0"  # a copied link
    assert viewer.at == "/r/run/words?h=L0.H0"
    with pytest.raises(BadOption, match="starts with /r/"):
        viewer.at = "L0.H0"


def test_several_runs_make_a_shelf(run: hs.Run, sent: list[dict[str, Any]], tmp_path) -> None:
    hs.save(run, tmp_path / "stored")
    for given in ([run, tmp_path / "stored"], (run, str(tmp_path / "stored"))):
        ask(view(given, is_offline_too=False), {"id": 1, "request": "shelf"})
    for message in sent:
        assert {card["name"] for card in message["answer"]["runs"]} == {"run", "stored"}
    sent.clear()
    ask(view(tmp_path, is_offline_too=False), {"id": 1, "request": "shelf"})
    assert [card["name"] for card in sent[0]["answer"]["runs"]] == ["stored"]


def test_mistakes_are_told_before_anything_is_shown(run: hs.Run, tmp_path) -> None:
    with pytest.raises(hs.HeadscopeError, match="Run is not there"):
        view(tmp_path / "nothing")
    with pytest.raises(BadOption, match="expected one of en, zh"):
        view(run, language="fr")
    with pytest.raises(BadOption, match="starts with /r/"):
        view(run, at="matrix")


class Frames(html.parser.HTMLParser):
    """The tags of what a notebook shows, with their attributes."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(shown)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_without_a_kernel_the_offline_page_stands_in_a_frame_that_may_not_reach_out() -> None:
    run = from_arrays(attention(2, len(HOSTILE), seed=3), list(HOSTILE))
    shown, _ = view(run)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in shown
    [(tag, given)] = Frames(shown["text/html"]).tags
    assert (tag, given["sandbox"]) == ("iframe", "allow-scripts")
    page = given["srcdoc"]
    assert page is not None
    assert page.startswith("<!doctype html>")
    assert "default-src 'none'" in page
    assert page.count("</script>") == page.count("<script")
    assert len(shown["text/html"]) <= 8 << 20


def test_the_frame_can_be_left_out(run: hs.Run) -> None:
    shown, _ = view(run, is_offline_too=False)._repr_mimebundle_()
    assert "text/html" not in shown


def test_without_anywidget_it_says_what_to_install() -> None:
    code = (
        "import sys\nsys.modules['anywidget'] = None\nimport headscope as hs\n"
        "try:\n    hs.view\nexcept hs.HeadscopeError as error:\n    assert isinstance(error, ModuleNotFoundError)\n"
        "    assert 'headscope[view]' in str(error) and 'headscope[view]' in error.text('zh')\nelse:\n    sys.exit(1)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_looking_at_a_run_never_imports_torch(tmp_path) -> None:
    hs.save(from_arrays(np.full((1, 1, 2, 2), 0.5), ["a", "b"]), tmp_path / "run")
    code = (
        "import sys, headscope as hs\n"
        f"hs.view({str(tmp_path / 'run')!r})\nassert not {{'torch', 'transformers', 'starlette'}} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
