"""The viewer in a notebook (Jupyter, VS Code, Colab, marimo): the same viewer, asking the kernel."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from headscope.errors import ExtraMissing
from headscope.show.answers import answer
from headscope.show.bundle import SCRIPT, STYLE, address_of, make_start, static_text
from headscope.show.page import render_page
from headscope.show.page_answers import PagePlan
from headscope.show.shelf import open_shelf
from headscope.store.run import Run

try:
    import anywidget
    import traitlets
except ModuleNotFoundError as error:
    raise ExtraMissing("extra_missing", value=error.name, extra="view") from error

HEIGHT = "720px"
OFFLINE_BYTES = 2 << 20


class Viewer(anywidget.AnyWidget):
    """The viewer in an output cell.

    `at` is its address, both ways: read it to see where one is, set it to go there. Requests come as messages
    `{"id": ..., "request": ...}` and go back as `{"id": ..., "answer": ...}`.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    start = traitlets.Unicode(read_only=True).tag(sync=True)
    at = traitlets.Unicode().tag(sync=True)

    def __init__(self, answer: Callable[[str], bytes], start: str, at: str, offline: Callable[[], str] | None) -> None:
        self._answer = answer
        self._offline = offline
        super().__init__(at=at, _esm=static_text(SCRIPT), _css=static_text(STYLE))
        self.set_trait("start", start)
        self.on_msg(self._heard)

    @traitlets.validate("at")
    def _address(self, proposal: dict[str, Any]) -> str:
        return address_of(proposal["value"])

    def _heard(self, _widget: object, content: object, _buffers: object) -> None:
        match content:
            case {"id": int(number), "request": str(request)}:
                self.send({"id": number, "answer": msgspec.json.decode(self._answer(request))})

    def _repr_mimebundle_(self, **given: Any) -> Any:
        shown = super()._repr_mimebundle_(**given)
        if shown is None or self._offline is None:
            return shown
        return shown[0] | {"text/html": _framed(self._offline())}, shown[1]


def view(
    run: Run | str | Path | Sequence[Run | str | Path],
    *,
    at: str = "",
    language: str = "en",
    is_offline_too: bool = True,
) -> Viewer:
    """Look at runs in a notebook: the last line of a cell shows the viewer, and the kernel answers what it asks.

    A notebook that is read without its kernel (nbviewer, nbconvert) shows the offline page in a frame instead; it lies
    in the cell's output, some two megabytes of it.

    Args:
        run: a run, its folder, a folder of runs, or several of them.
        at: what to open at: the viewer's own address, as `/r/my-run/matrix?h=L2.H5`; also the widget's trait `at`.
        language: the language it opens in.
        is_offline_too: whether the output also holds the offline page (of the first run).

    Returns:
        The widget. What is seen are observed weights; they do not say what a model does because of them.

    Raises:
        ExtraMissing: anywidget is not installed.
        BadOption: the address is none, or headscope does not speak the language.
    """
    given = [run] if isinstance(run, Run | str | Path) else list(run)
    shelf = open_shelf(given)
    start = make_start("widget", shelf, at=at, language=language)
    first = next(iter(shelf.runs.values()), None)
    offline = None if first is None or not is_offline_too else functools.partial(_page, first.run, language, start.at)
    encoded = msgspec.json.encode(start).decode("utf-8")
    return Viewer(functools.partial(answer, shelf), encoded, start.at, offline)


def _page(run: Run, language: str, at: str) -> str:
    return render_page(run, language=language, at=at, plan=PagePlan(budget_bytes=OFFLINE_BYTES))


def _framed(page: str) -> str:
    style = f"width: 100%; height: {HEIGHT}; border: 0"
    return f'<iframe title="headscope" sandbox="allow-scripts" style="{style}" srcdoc="{html.escape(page)}"></iframe>'
