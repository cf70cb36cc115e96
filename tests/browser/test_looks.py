"""Every screen of every run, in both languages and both themes: nothing is cut off, nothing is hard to perceive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headscope.base.messages import say
from tests.browser.cases import FOUR, in_the_browser
from tests.browser.window import CHINESE, ENGLISH, KEYS, LOOKS, Device, Look, Window, expect, open_at, overflow, turn_to

pytestmark = in_the_browser

AXE = Path(__file__).parents[2] / "viewer" / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: (cd viewer && npm ci)")
STATES: dict[str, dict[str, dict[str, object]]] = {
    "short": {"head": {"q": 3}, "words": {"q": 3}, "compare": {"mode": "difference"}},
    "text": {
        "matrix": {"q": 9, "k": 8, "h": "L0.H0,L0.H1,L1.H0"},
        "words": {"q": 300},
        "sky": {"show": "statistic_entropy_bits", "sink": "dimmed"},
    },
    "long": {"matrix": {"mode": "strip", "q": 8191}, "words": {"q": 8191}, "sky": {"table": 1}},
    "crossing": {"head": {"table": 1}, "words": {"q": 2, "mode": "heat"}, "sky": {"show": "pattern"}},
}
VISITS = [(run, look) for run in FOUR for look in (LOOKS if run == "short" else (ENGLISH, CHINESE))]
visit = pytest.mark.parametrize(
    ("run", "look"), VISITS, ids=lambda each: each if isinstance(each, str) else f"{each.language}-{each.theme}"
)
Opener = Callable[[Device, Look], Window]


def faults(page: Any) -> list[str]:
    """What axe finds serious or critical, with the place."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations'], elementRef: false})")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]


@needs_axe
@visit
def test_axe_finds_no_serious_fault_on_any_screen(open_window: Opener, run: str, look: Look) -> None:
    window = open_window("mouse", look)
    for screen in KEYS:
        if screen != "alignment":
            open_at(window, run, screen, **STATES[run].get(screen, {}))
            settle(window)
            assert faults(window.page) == [], screen
            assert overflow(window) == 0, screen


@needs_axe
@pytest.mark.parametrize("look", [ENGLISH, CHINESE], ids=lambda look: look.language)
def test_axe_finds_no_serious_fault_in_reports(open_window: Opener, look: Look) -> None:
    window = open_window("mouse", look)
    for run, screen in (
        ("aligned", "alignment"),
        ("aligned", "findings"),
        ("reported", "findings"),
        ("reported", "views"),
    ):
        open_at(window, run, screen)
        settle(window)
        assert faults(window.page) == [], (run, screen)


@needs_axe
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.theme}")
def test_axe_finds_no_serious_fault_in_pinned_heads_and_the_open_search(open_window: Opener, look: Look) -> None:
    window = open_window("keyboard", look)
    open_at(window, "short", "sky", h="L0.H1", pin="L0.H0,L0.H1,L1.H0,L1.H2")
    settle(window)
    for wanted in ("l0", "the", "nowhere"):
        window.page.keyboard.press("/")
        window.page.keyboard.type(wanted)
        assert faults(window.page) == [], wanted
        assert overflow(window) == 0
        window.page.keyboard.press("Escape")


def settle(window: Window) -> None:
    """Until nothing is asked for any more."""
    window.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("run", FOUR)
def test_a_narrow_window_is_no_wider_than_it_is(open_window: Opener, run: str) -> None:
    window = open_window("mouse", ENGLISH)
    window.page.set_viewport_size({"width": 420, "height": 800})
    for screen in KEYS:
        if screen != "alignment":
            open_at(window, run, screen, **STATES[run].get(screen, {}))
            assert overflow(window) == 0, screen


def test_language_and_theme_are_switched_at_once_and_kept(open_window: Opener) -> None:
    window = open_window("mouse", ENGLISH)
    page = window.page
    open_at(window, "short", "head", q=3)
    root = page.locator(".headscope")
    dark = root.evaluate("element => getComputedStyle(element).backgroundColor")
    page.get_by_role("button", name="中文", exact=True).click()
    expect(page.get_by_role("heading", name=say("show.viewer_statistics", "zh"))).to_be_visible()
    expect(root).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("button", name=say("show.page_theme", "zh")).click()
    expect(root).to_have_attribute("data-theme", "dark")
    assert root.evaluate("element => getComputedStyle(element).backgroundColor") != dark
    page.reload()
    expect(page.get_by_role("heading", name=say("show.viewer_statistics", "zh"))).to_be_visible()
    expect(root).to_have_attribute("data-theme", "dark")
    assert "q=3" in page.url
    turn_to(Window(page, window.home, "keyboard", Look("zh", "dark")), "glossary")
    expect(page.get_by_role("heading", name=say("show.viewer_screen_glossary", "zh"))).to_be_visible()
