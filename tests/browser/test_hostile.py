"""Labels that try to break out, in a run and in its reports: shown as text, nothing runs, the layout holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.cases import in_the_browser
from tests.browser.window import CHINESE, ENGLISH, KEYS, Device, Look, Window, expect, open_at, overflow

pytestmark = in_the_browser


@pytest.mark.parametrize("look", [ENGLISH, CHINESE], ids=lambda look: look.language)
@pytest.mark.parametrize("run", ["hostile", "hostile-roles", "hostile-aligned"])
def test_hostile_labels_are_text_on_every_screen(
    open_window: Callable[[Device, Look], Window], run: str, look: Look
) -> None:
    window = open_window("mouse", look)
    page = window.page
    for screen in KEYS:
        if screen == "alignment" and run != "hostile-aligned":
            continue
        open_at(window, run, screen, q=0, k=6)
        page.wait_for_load_state("networkidle")
        assert page.title() == "headscope", screen
        assert overflow(window) == 0, screen
        assert page.locator("img, iframe, object, main script").count() == 0, screen
    open_at(window, run, "words", q=0)
    shown = page.get_by_role("contentinfo").locator("[data-token]")
    expect(shown).to_have_count(8)
    texts = shown.all_inner_texts()
    assert texts[0] == "</script><script>document.title='owned'</script>"
    assert texts[1:3] == ["<!--", "\"'&"]
    assert "\u202e" not in texts[4]
    assert "\x00" not in texts[5]
    assert len(texts[6]) < 100 < len("long" * 2500)  # the rest of ten thousand characters is cut


@pytest.mark.parametrize("mode", ["", "heat"])
def test_hostile_labels_are_text_in_tables_and_pictures(
    open_window: Callable[[Device, Look], Window], mode: str
) -> None:
    window = open_window("mouse", ENGLISH)
    for screen in ("head", "matrix", "words", "compare"):
        for table in (0, 1):
            open_at(window, "hostile", screen, q=2, k=0, table=table, mode=mode)
            window.page.wait_for_load_state("networkidle")
            assert overflow(window) == 0, (screen, table)
            assert window.page.title() == "headscope"
