"""The widget where people meet it: alive in JupyterLab, and as the offline page where a notebook has no kernel."""

from __future__ import annotations

import html
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import headscope as hs
from headscope.base.messages import say
from tests.show.browsing import needs_browser
from tests.show.made import HOSTILE, attention
from tests.widget.lab import lab, needs_lab, private, write_notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow, needs_browser, needs_lab]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run whose labels try to break out, and a notebook that looks at it."""
    place = tmp_path_factory.mktemp("notebooks")
    hs.save(hs.from_arrays(attention(2, len(HOSTILE), seed=3, is_causal=True), list(HOSTILE)), place / "hostile")
    look = f"import headscope as hs\nviewer = hs.view({str(place / 'hostile')!r}, at='/r/hostile/sky')\nviewer"
    write_notebook(place / "look.ipynb", look, "print('at:', viewer.at)")
    return place


def test_it_is_alive_in_jupyterlab(browser: Any, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on("pageerror", lambda each: broken.append(str(each)))
    with lab(folder) as url:
        page.goto(url.format("look.ipynb"))
        page.get_by_text("| Idle").wait_for(timeout=120_000)
        page.locator(".jp-CodeCell .cm-content").first.click()
        page.keyboard.press("Shift+Enter")
        cell = page.locator(".jp-CodeCell").first
        cell.get_by_role("heading", name=say("show.viewer_screen_sky")).first.wait_for(timeout=120_000)
        cell.get_by_role("button", name=say("show.viewer_screen_head")).first.click()
        page.keyboard.press("x")  # JupyterLab would cut the cell
        page.keyboard.press("d")
        page.keyboard.press("d")
        # JupyterLab attaches cells when they are scrolled to.
        page.locator(".jp-WindowedPanel-outer").first.evaluate("panel => { panel.scrollTop = panel.scrollHeight; }")
        page.locator(".jp-CodeCell .cm-content").last.click()
        page.keyboard.press("Shift+Enter")
        page.get_by_text("at: /r/hostile/head").first.wait_for(timeout=60_000)
        assert cell.locator(".headscope").is_visible()
        assert page.title() != "owned"
        page.keyboard.press("Control+s")
        page.get_by_text("Saving completed").wait_for(timeout=30_000)
        context.close()
    origin = url.split("/lab/")[0]
    assert [each for each in asked if not each.startswith((origin, f"blob:{origin}", "data:"))] == []
    assert broken == []


def test_without_a_kernel_the_offline_page_is_there(browser: Any, folder: Path) -> None:
    """As nbviewer and nbconvert show the notebook that the test above has run and saved."""
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", "--output", "told.html"]
    options = ["--ExecutePreprocessor.store_widget_state=False", str(folder / "look.ipynb")]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, env=private(folder))
    assert done.returncode == 0, done.stderr
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda each: broken.append(str(each)))
    page.goto((folder / "told.html").as_uri(), wait_until="commit")
    frame = page.frame_locator("iframe[title=headscope]")
    frame.get_by_role("heading", name=say("show.viewer_screen_sky")).first.wait_for(timeout=60_000)
    frame.get_by_role("button", name=say("show.viewer_screen_findings")).first.click()
    frame.get_by_role("heading", name=say("show.further_heading")).first.wait_for()
    assert page.title() != "owned"
    assert html.escape(HOSTILE[0]) not in page.content()
    assert broken == []
    context.close()
