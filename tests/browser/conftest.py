"""A shelf of runs, a local server on it, and windows that are watched: whom they ask, what they complain of."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from headscope.show.answers import answer
from headscope.show.bundle import make_start
from headscope.show.shelf import open_shelf
from headscope.store.run import Run, open_run
from headscope.web.serve import listen, serve
from headscope.web.server import make_app
from tests.browser.cases import Case, Drive
from tests.browser.runs import make_shelf
from tests.browser.window import TIMEOUT_MS, Device, Look, Window, watch


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of runs."""
    folder = tmp_path_factory.mktemp("shelf")
    make_shelf(folder)
    return folder


@pytest.fixture(scope="session")
def run_named(shelf: Path) -> Callable[[str], Run]:
    """The run of a name, opened once."""
    return functools.cache(lambda name: open_run(shelf / name))


@pytest.fixture(scope="session")
def home(shelf: Path) -> str:
    """The address of a server on the shelf, which ends with the tests."""
    runs = open_shelf([shelf])
    listener = listen(0)
    app = make_app(functools.partial(answer, runs), make_start("app", runs), "token")
    threading.Thread(target=serve, args=(app, listener), daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/token/"


@pytest.fixture
def open_window(browser: Any, home: str) -> Iterator[Callable[[Device, Look], Window]]:
    """Opens windows. Afterwards: they asked the local server alone, and the browser complained of nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(TIMEOUT_MS)
    asked: list[str] = []
    complaints: list[str] = []

    def open_one(device: Device, look: Look) -> Window:
        page = context.new_page()
        watch(page, asked, complaints)
        return Window(page, home, device, look)

    yield open_one
    context.close()
    assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == []
    assert complaints == []


@pytest.fixture
def case(
    request: pytest.FixtureRequest, open_window: Callable[[Device, Look], Window], run_named: Callable[[str], Run]
) -> Case:
    """A window to drive, and the run to open in it (indirect)."""
    drive: Drive = request.param
    return Case(open_window(*drive[1:]), drive[0], run_named(drive[0]))
