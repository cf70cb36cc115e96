"""The address is the whole state: a fresh window shows the same; nonsense is taken for what is usual."""

from __future__ import annotations

from typing import Any

from headscope.testing.viewer_runs import WIDE
from tests.browser.cases import Case, in_the_browser, on, on_all
from tests.browser.numbers import listed
from tests.browser.window import (
    Window,
    back,
    clear,
    expect,
    open_at,
    reach,
    shown,
    state_of,
    turn_to,
    wait_for_state,
)  # fmt: skip

pytestmark = in_the_browser


def again(window: Window) -> Window:
    """A fresh window at the same address."""
    page = window.page.context.new_page()
    page.goto(window.page.url)
    return Window(page, window.home, window.device, window.look)


def text_of(window: Window, screen: str) -> str:
    main = shown(window, screen)
    window.page.wait_for_load_state("networkidle")
    found: str = main.inner_text()
    return found


@on_all
def test_a_fresh_window_shows_the_same(case: Case) -> None:
    window, page = case.window, case.window.page
    heads = ",".join(str(head) for head in case.run.heads[:2])
    open_at(window, case.name, "sky", h=heads)
    ribbon = page.get_by_role("contentinfo")
    if window.device == "mouse":
        ribbon.locator('[data-token="2"]').first.click()
        ribbon.locator('[data-token="1"]').last.click(modifiers=["Shift"] if case.name != "crossing" else [])
    else:
        sides = ribbon.locator(".text")
        reach(window, sides.first)
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        if case.name == "crossing":
            reach(window, sides.last)
        for _ in range(2):
            page.keyboard.press("Shift+ArrowRight" if case.name != "crossing" else "ArrowRight")
    wait_for_state(window, q="2", k="1")
    for screen in ("head", "words", "matrix", "compare"):
        turn_to(window, screen)
        wait_for_state(window, q="2", k="1", h=heads)
        fresh = again(window)
        assert text_of(fresh, screen) == text_of(window, screen)
        assert listed(fresh.inspector) == listed(window.inspector)
        assert state_of(fresh) == state_of(window)
        fresh.page.close()


@on_all
def test_pins_are_cleared_and_come_back(case: Case) -> None:
    window = case.window
    open_at(window, case.name, "words", q=1, k=0)
    assert listed(window.inspector)
    clear(window)
    wait_for_state(window, q=None, k=None)
    expect(window.spoken).to_have_text(window.say("page_cleared"))
    expect(window.inspector).to_contain_text(window.say("viewer_pin_help"))
    back(window)
    wait_for_state(window, q="1", k="0")


@on("short")
def test_neighbours_are_reached_by_keys_and_screens_keep_the_head(case: Case) -> None:
    window, page = case.window, case.window.page
    open_at(window, case.name, "head", h="L0.H1")
    for key, head in ((".", "L0.H2"), ("]", "L1.H2"), (",", "L1.H1"), ("[", "L0.H1")):
        page.keyboard.press(key)
        wait_for_state(window, h=head)
        expect(window.spoken).to_contain_text(head)
    page.keyboard.press("l")
    wait_for_state(window, scale="linear:0,1")
    page.keyboard.press("s")
    wait_for_state(window, sink="dimmed")
    for screen in ("matrix", "words", "compare", "sky"):
        turn_to(window, screen)
        wait_for_state(window, h="L0.H1", scale="linear:0,1", sink="dimmed")


@on("short", "long")
def test_the_range_of_colours_is_brushed(case: Case) -> None:
    window, page = case.window, case.window.page
    main = open_at(window, case.name, "head", h="L0.H0", q=WIDE - 1 if case.name == "long" else 3)
    low = main.get_by_role("slider", name=window.say("viewer_lowest"))
    if window.device == "mouse":
        box = low.bounding_box()
        at = (box["x"] + 5 + (box["width"] - 10) * 3 / 7, box["y"] + box["height"] / 2)  # 1e-4 between 1e-7 and 1
        page.mouse.move(*at)
        page.mouse.down()
        page.mouse.move(at[0] + 40, at[1], steps=4)
        page.mouse.up()
    else:
        reach(window, low)
        for _ in range(20):
            page.keyboard.press("ArrowRight")
    page.wait_for_function("location.hash.includes('scale=log:')")
    lowest = float(state_of(window)["scale"].removeprefix("log:").split(",")[0])
    assert 1e-3 < lowest < 1e-1
    back(window)  # a brushed range is no step of its own
    window.page.wait_for_url(lambda url: "scale" not in url)


@on("short")
def test_nonsense_in_the_address_is_taken_for_what_is_usual(case: Case) -> None:
    window = case.window
    main = open_at(window, case.name, "head", h="L9.H9,,x", q=-1, k="1e9", row="9-3", scale="log:2,1", t="x", ch="all")
    expect(main.get_by_role("note").first).to_be_visible()  # there is no such head
    page: Any = window.page
    page.goto(window.home + "#/r/nobody/sky")
    expect(page.get_by_role("note").first).to_contain_text("nobody")


@on("crossing")
def test_a_head_that_the_run_has_not_is_told_and_another_shown(case: Case) -> None:
    window = case.window
    main = open_at(window, case.name, "head", h="L7.H9")
    expect(main).to_contain_text(window.say("viewer_no_head", heads="L7.H9"))
    expect(main.get_by_role("heading", name=str(case.run.heads[0]))).to_be_visible()
