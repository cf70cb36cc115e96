"""One window on the viewer: opened at an address, driven by mouse or by keyboard alone, read as a person reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlencode

from headscope.base.messages import say

try:
    from playwright.sync_api import expect
except ImportError:  # whatever needs it is skipped, and says why
    expect = None

Device = Literal["mouse", "keyboard"]
KEYS = {
    "shelf": "0", "sky": "1", "head": "2", "matrix": "3", "words": "4", "compare": "5", "findings": "6",
    "alignment": "8", "views": "v", "glossary": "?",
}  # fmt: skip
MANY_TABS = 150
TIMEOUT_MS = 60_000
WHERE = """target => {
    const now = document.activeElement, list = target.matches('button') && target.closest('ul');
    if (now === target) return 'there';
    if (!list || !list.contains(now) || target.tabIndex === 0) return 'outside';
    return now.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING ? 'after' : 'before';
}"""
# How many colours a canvas has, up to fifty; of a copy, for a canvas that is read from is drawn more slowly afterwards.
COLOURS = """canvas => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true});
    copy.drawImage(canvas, 0, 0);
    const {data} = copy.getImageData(0, 0, canvas.width, canvas.height), found = new Set();
    for (let at = 0; at < data.length && found.size < 50; at += 4) {
        found.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    }
    return found.size;
}"""
PAINTED = f"canvas => canvas.width > 1 && ({COLOURS})(canvas) > 1"
if expect is not None:
    expect.set_options(timeout=TIMEOUT_MS)


@dataclass(frozen=True)
class Look:
    """A language and a theme."""

    language: str
    theme: str


ENGLISH, CHINESE = Look("en", "light"), Look("zh", "dark")
LOOKS = (ENGLISH, CHINESE, Look("en", "dark"), Look("zh", "light"))


@dataclass(frozen=True)
class Window:
    """A page of the browser, where the viewer is served, how it is driven, and how it looks."""

    page: Any
    home: str
    device: Device
    look: Look

    def say(self, key: str, /, **values: object) -> str:
        """A message of the viewer in the language of this window."""
        return say(f"show.{key}", self.look.language, **values)

    def named(self, role: str, key: str, /, **values: object) -> Any:
        """What has this role and is named by this message (a button may have its key before its name)."""
        return self.page.get_by_role(role, name=re.compile(rf"(^|\s){re.escape(self.say(key, **values))}$"))

    @property
    def spoken(self) -> Any:
        """What is said aloud."""
        return self.page.get_by_role("status")

    @property
    def inspector(self) -> Any:
        """What is selected."""
        return self.page.get_by_role("complementary")


def address(look: Look, run: str, screen: str, **state: object) -> str:
    """The address of a screen, as the viewer writes it."""
    return f"/r/{quote(run)}/{screen}?{urlencode({'lang': look.language, 'theme': look.theme} | state)}"


def watch(page: Any, asked: list[str], complaints: list[str]) -> None:
    """Write down whom a page asks and what the browser complains of."""
    page.on("request", lambda each: asked.append(each.url))
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.on("console", lambda each: complaints.append(each.text))


def open_at(window: Window, run: str, screen: str, **state: object) -> Any:
    """Open a screen by its address and wait for its panel; the part of the page that holds it."""
    window.page.goto(window.home + "#" + address(window.look, run, screen, **state))
    return shown(window, screen)


def shown(window: Window, screen: str) -> Any:
    """The part of the page with the screen, once it is there."""
    window.page.wait_for_function("screen => location.hash.split('?')[0].endsWith('/' + screen)", arg=screen)
    main = window.page.get_by_role("main")
    main.locator("h2, h3").first.wait_for()
    return main


def turn_to(window: Window, screen: str) -> Any:
    """Go to another screen by its tab or by its key."""
    if window.device == "mouse":
        tabs = window.page.get_by_role("navigation")
        tabs.get_by_role(
            "button", name=re.compile(rf"(?:^|\s){re.escape(window.say(f'viewer_screen_{screen}'))}$")
        ).click()
    else:
        window.page.keyboard.press(KEYS[screen])
    return shown(window, screen)


def use(window: Window, target: Any, *, is_more: bool = False) -> None:
    """Click what is there, or go to it by Tab and press Enter; `is_more` with Shift."""
    if window.device == "mouse":
        target.click(modifiers=["Shift"] if is_more else [])
    else:
        reach(window, target)
        window.page.keyboard.press("Shift+Enter" if is_more else "Enter")


def choose(window: Window, target: Any, value: str) -> None:
    """Choose in a list; a list that is closed is walked through by arrows."""
    if window.device == "mouse":
        target.select_option(value)
        return
    reach(window, target)
    many = target.locator("option").count()
    for key in ["Home"] + ["ArrowDown"] * many:
        window.page.keyboard.press(key)
        if target.input_value() == value:
            return
    raise AssertionError(f"{value} is not among the options")


def reach(window: Window, target: Any) -> None:
    """Press Tab until the target has the focus, or its list, through which arrows lead on."""
    steps = {"there": "", "before": "ArrowUp", "after": "ArrowDown", "outside": "Tab"}
    for _ in range(MANY_TABS):
        step = steps[target.evaluate(WHERE)]
        if not step:
            return
        window.page.keyboard.press(step)
    raise AssertionError("Tab does not lead there")


def clear(window: Window) -> None:
    """Press Esc. (A mouse alone takes a pin away by clicking it again.)"""
    window.page.keyboard.press("Escape")


def back(window: Window) -> None:
    """To what was chosen before."""
    if window.device == "mouse":
        window.page.go_back()
    else:
        window.page.keyboard.press("u")


def state_of(window: Window) -> dict[str, str]:
    """What the address says behind its `?`."""
    script = "Object.fromEntries(new URLSearchParams(location.hash.split('?')[1] ?? ''))"
    found: dict[str, str] = window.page.evaluate(script)
    return found


def wait_for_state(window: Window, **wanted: str | None) -> None:
    """Wait until the address says so; None: until it says nothing of it."""
    script = """wanted => {
        const said = new URLSearchParams(location.hash.split('?')[1] ?? '');
        return Object.entries(wanted).every(([name, value]) => said.get(name) === value);
    }"""
    window.page.wait_for_function(script, arg=wanted)


def overflow(window: Window) -> int:
    """By how many pixels the document is wider than the window."""
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    found: int = window.page.evaluate(script)
    return found


def colours_of(canvas: Any) -> int:
    """How many colours a picture has, up to fifty; an unpainted one has one."""
    found: int = canvas.evaluate(COLOURS)
    return found
