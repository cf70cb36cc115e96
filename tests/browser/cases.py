"""What is driven how: each run by mouse and by keyboard; the first in both languages and both themes by either."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from headscope.store.run import Run
from tests.browser.window import CHINESE, ENGLISH, Device, Look, Window
from tests.show.browsing import needs_browser

FOUR = ("short", "text", "long", "crossing")
Drive = tuple[str, Device, Look]
_ALL: list[tuple[Device, Look]] = [
    ("mouse", ENGLISH), ("mouse", CHINESE), ("keyboard", Look("en", "dark")), ("keyboard", Look("zh", "light")),
]  # fmt: skip
_TWO: list[tuple[Device, Look]] = [("mouse", ENGLISH), ("keyboard", CHINESE)]


@dataclass(frozen=True)
class Case:
    """A window, and the run to open in it."""

    window: Window
    name: str
    run: Run


def on(*names: str) -> pytest.MarkDecorator:
    """A test of these runs, each driven by mouse and by keyboard."""
    drives = [(name, *each) for name in names for each in (_ALL if name == "short" else _TWO)]
    return pytest.mark.parametrize("case", drives, indirect=True, ids=_named)


def _named(drive: Drive) -> str:
    name, device, look = drive
    return f"{name}-{device}-{look.language}-{look.theme}"


on_all = on(*FOUR)
in_the_browser = [pytest.mark.browser, needs_browser, pytest.mark.xdist_group("browser")]
