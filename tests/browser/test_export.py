"""What a click exports is the figure of `hs.figure`; a page, which cannot draw, names the command that writes it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headscope.cli.main import main
from headscope.show.figures import FigurePlan, figure_bytes
from headscope.show.page import export_page
from headscope.store.run import Run
from tests.browser.cases import Case, in_the_browser, on
from tests.browser.window import ENGLISH, Look, Window, expect, open_at, reach, turn_to, use, wait_for_state
from tests.show.figures.made import needs_chinese

pytestmark = [*in_the_browser, needs_chinese]


def exported(window: Window, ending: str) -> tuple[str, bytes]:
    """The file that a button of the export gives: its name and its content."""
    opener = window.page.get_by_role("button", name=window.say("viewer_export"), exact=True)
    if opener.get_attribute("aria-expanded") == "false":
        use(window, opener)
    with window.page.expect_download() as waiting:
        use(window, window.page.get_by_role("button", name=ending.upper(), exact=True))
    file = waiting.value
    expect(window.spoken).to_have_text(window.say("viewer_export_done", name=file.suggested_filename))
    if window.device == "keyboard":
        window.page.keyboard.press("Escape")  # Tab leads out of it, not back to its first button
    return file.suggested_filename, Path(file.path()).read_bytes()


@on("short", "text")
def test_an_export_is_the_figure_of_the_screen(case: Case) -> None:
    window = case.window
    look = {"language": window.look.language, "theme": window.look.theme}
    open_at(window, case.name, "head", h="L0.H1", q=3, row="0-2")
    words = {"short": FigurePlan("arcs", "L0.H1", queries=(3, 4), **look)}.get(
        case.name, FigurePlan("heat", "L0.H1", queries=(3, 4), scale="log", **look)
    )
    for screen, plan in (("head", FigurePlan("matrix", "L0.H1", **look)), ("words", words)):
        turn_to(window, screen)
        for ending in ("svg", "csv"):
            name, content = exported(window, ending)
            assert name == f"{case.name}-L0.H1-{plan.view}.{ending}"
            assert content == figure_bytes(case.run, plan, ending=ending)


@on("short")
def test_the_export_is_opened_and_closed_and_says_where_there_is_none(case: Case) -> None:
    window, page = case.window, case.window.page
    open_at(window, case.name, "sky", q=3)
    opener = page.get_by_role("button", name=window.say("viewer_export"), exact=True)
    panel = page.get_by_role("group", name=window.say("viewer_export_as"))
    use(window, opener)
    expect(panel).to_contain_text(window.say("viewer_export_sky"))
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(opener).to_be_focused()
    wait_for_state(window, q="3")
    use(window, opener)
    if window.device == "mouse":
        page.get_by_role("main").click(position={"x": 3, "y": 3})
    else:
        reach(window, page.get_by_role("button", name="中文", exact=True))
    expect(panel).to_have_count(0)
    turn_to(window, "findings")
    expect(opener).to_be_disabled()
    expect(opener).to_have_attribute("title", window.say("viewer_export_none"))


def test_what_cannot_be_drawn_is_told(open_window: Callable[[Any, Look], Window]) -> None:
    window = open_window("mouse", ENGLISH)
    open_at(window, "short", "matrix", h="L0.H1", row="0-99")
    use(window, window.page.get_by_role("button", name=window.say("viewer_export"), exact=True))
    use(window, window.page.get_by_role("button", name="CSV", exact=True))
    panel = window.page.get_by_role("group", name=window.say("viewer_export_as"))
    expect(panel).to_contain_text("0-99")
    expect(window.spoken).to_contain_text("0-99")


def test_a_page_names_the_command_that_writes_the_same(
    browser: Any, tmp_path: Path, shelf: Path, run_named: Callable[[str], Run]
) -> None:
    path = export_page(run_named("short"), tmp_path / "page.html")
    page = browser.new_page()
    window = Window(page, path.as_uri(), "mouse", ENGLISH)
    open_at(window, "short", "matrix", h="L1.H2", row="1-4", scale="linear:0,0.75", sink="dimmed")
    use(window, page.get_by_role("button", name=window.say("viewer_export"), exact=True))
    panel = page.get_by_role("group", name=window.say("viewer_export_as"))
    use(window, panel.get_by_role("button", name="SVG", exact=True))
    expect(panel).to_contain_text(window.say("viewer_export_command"))
    program, verb, run, file, *options = shlex.split(panel.locator("code").inner_text())
    page.close()
    assert (program, verb, run, file) == ("headscope", "export", "short", "figure.svg")
    with pytest.raises(SystemExit) as stop:
        main([verb, str(shelf / run), str(tmp_path / file), *options])
    assert not stop.value.code
    plan = FigurePlan("matrix", "L1.H2", queries=(1, 4), scale="linear", low=0.0, high=0.75, sinks="dimmed")
    assert (tmp_path / file).read_bytes() == figure_bytes(run_named("short"), plan)
