"""The exported page, opened from the disk with the network off: it asks nothing of anybody and shows the same."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headscope.show.page import export_page
from headscope.store.run import Run
from tests.browser.cases import FOUR, in_the_browser
from tests.browser.numbers import agree, listed, matrix_of, row_of
from tests.browser.window import (
    CHINESE,
    ENGLISH,
    PAINTED,
    TIMEOUT_MS,
    Device,
    Look,
    Window,
    colours_of,
    expect,
    open_at,
    overflow,
    reach,
    shown,
    turn_to,
    use,
    wait_for_state,
    watch,
)  # fmt: skip

pytestmark = in_the_browser


@pytest.fixture(scope="module")
def page_of(tmp_path_factory: pytest.TempPathFactory, run_named: Callable[[str], Run]) -> Callable[[str], Path]:
    """The page of the run of a name, written once."""
    folder = tmp_path_factory.mktemp("pages")
    return functools.cache(lambda name: export_page(run_named(name), folder / f"{name}.html"))


@pytest.fixture
def open_page(browser: Any, page_of: Callable[[str], Path]) -> Iterator[Callable[..., Window]]:
    """Opens the page of a run. Afterwards: nothing but the file itself was asked for, and nothing was complained of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_offline(True)
    context.set_default_timeout(TIMEOUT_MS)
    files: set[str] = set()
    asked: list[str] = []
    complaints: list[str] = []

    def open_one(run: str, device: Device, look: Look) -> Window:
        file = page_of(run).as_uri()
        files.add(file)
        page = context.new_page()
        watch(page, asked, complaints)
        return Window(page, file, device, look)

    yield open_one
    context.close()
    assert {url.partition("#")[0] for url in asked if not url.startswith(("data:", "blob:"))} == files
    assert complaints == []


@pytest.mark.parametrize(("device", "look"), [("mouse", ENGLISH), ("keyboard", CHINESE)], ids=["mouse", "keyboard"])
@pytest.mark.parametrize("run", FOUR)
def test_every_screen_opens_from_the_disk(
    open_page: Callable[..., Window], run_named: Any, run: str, device: Device, look: Look
) -> None:
    window = open_page(run, device, look)
    page, head = window.page, str(run_named(run).heads[0])
    main = open_at(window, run, "sky")
    expect(main.get_by_role("gridcell")).to_have_count(len(run_named(run).heads))
    for screen in ("head", "matrix", "words", "compare", "findings", "views", "glossary", "shelf"):
        main = turn_to(window, screen)
        assert overflow(window) == 0, screen
    main = open_at(window, run, "head", h=head, q=3)
    picture = main.get_by_role("application")
    page.wait_for_function(PAINTED, arg=picture.element_handle())
    assert colours_of(picture) > 1
    if run != "long":  # of so long a text the page holds no rows, and says so
        true = row_of(run_named(run), head, 3)
        found = listed(window.inspector)
        assert found[0][0] == int(np.argmax(true))
        assert all(agree(weight, true[token], digits=2) for token, weight in found)
    else:
        expect(window.inspector).to_contain_text("headscope view")


def test_a_page_is_driven_to_the_numbers_of_its_run(open_page: Callable[..., Window], run_named: Any) -> None:
    window = open_page("short", "keyboard", ENGLISH)
    page = window.page
    main = open_at(window, "short", "sky")
    reach(window, main.locator('[data-head="L0.H0"]'))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    main = shown(window, "head")
    wait_for_state(window, h="L0.H1")
    use(window, window.named("button", "page_table"))
    table = main.get_by_role("table").first
    true = matrix_of(run_named("short"), "L0.H1")
    for query, row in enumerate(table.get_by_role("row").all()[1:]):
        weights = [text for text in row.get_by_role("cell").all_inner_texts() if text != "–"]
        assert len(weights) == query + 1
        assert abs(sum(map(float, weights)) - true[query].sum()) < 0.01


def test_hostile_labels_are_text_in_the_page(open_page: Callable[..., Window]) -> None:
    window = open_page("hostile", "mouse", ENGLISH)
    for screen in ("sky", "head", "words", "findings"):
        open_at(window, "hostile", screen, q=0)
        assert window.page.title() != "owned"
        assert window.page.locator("img, iframe, main script").count() == 0
        assert overflow(window) == 0
