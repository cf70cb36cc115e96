"""One head: what is under the pointer, what is pinned, its strongest pairs, its table, and the heads like it."""

from __future__ import annotations

import re

import numpy as np

from tests.browser.cases import Case, in_the_browser, on_all
from tests.browser.numbers import agree, listed, matrix_of, number, row_of, written
from tests.browser.window import (
    PAINTED,
    back,
    clear,
    colours_of,
    expect,
    open_at,
    overflow,
    reach,
    state_of,
    use,
    wait_for_state,
)

pytestmark = in_the_browser


def first_head(case: Case) -> str:
    return str(case.run.heads[0])


def sentences(case: Case, head: str) -> set[str]:
    """Every cell in words, one sentence each."""
    record, sides = case.run.sites[0], case.run.manifest.texts[0].sides
    queries, keys = (sides[side].tokens for side in (record.query_side, record.key_side))
    weights = matrix_of(case.run, head)
    found = set()
    for query, row in enumerate(weights):
        for key, weight in enumerate(row):
            names = {"query": f"“{queries[query].text}”", "key": f"“{keys[key].text}”"}
            is_masked = record.is_causal and key > query
            found.add(
                case.window.say("viewer_cell_masked", **names)
                if is_masked
                else case.window.say("viewer_cell", **names, weight=written(weight))
            )
    return found


@on_all
def test_a_cell_is_pinned_and_its_row_stands_beside(case: Case) -> None:
    window, page = case.window, case.window.page
    head = first_head(case)
    main = open_at(window, case.name, "head", h=head)
    picture = main.get_by_role("application")
    page.wait_for_function(PAINTED, arg=picture.element_handle())
    if window.device == "mouse":
        box = picture.bounding_box()
        picture.click(position={"x": box["width"] * 0.6, "y": box["height"] * 0.8})
    else:
        reach(window, picture)
        for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
            page.keyboard.press(key)
        expect(window.spoken).not_to_be_empty()
        page.keyboard.press("Enter")
    page.wait_for_function("location.hash.includes('&q=')")
    pinned = state_of(window)
    query, key = int(pinned["q"]), int(pinned["k"])
    true = row_of(case.run, head, query)
    found = listed(window.inspector)
    assert found
    assert [token for token, _ in found] == list(np.argsort(-true, kind="stable")[: len(found)])
    assert all(agree(weight, true[token]) for token, weight in found)
    assert colours_of(picture) > 2
    clear(window)
    wait_for_state(window, q=None, k=None)
    back(window)
    wait_for_state(window, q=str(query), k=str(key))
    assert overflow(window) == 0


@on_all
def test_what_is_read_under_the_pointer_is_the_weight(case: Case) -> None:
    window, page = case.window, case.window.page
    head = first_head(case)
    main = open_at(window, case.name, "head", h=head)
    picture = main.get_by_role("application")
    page.wait_for_function(PAINTED, arg=picture.element_handle())
    if window.device == "mouse":
        box = picture.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.75)
        said = main.locator(".read")
    else:
        reach(window, picture)
        for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
            page.keyboard.press(key)
        said = window.spoken
    expect(said).to_have_text(re.compile(r"\d"))
    if case.name in ("short", "crossing"):
        assert said.inner_text() in sentences(case, head)
    elif case.name == "text":  # one cell is two tokens wide and high, its largest weight coded in two bytes
        query, key = (int(first) for first in re.findall(r"(\d+)–\d+", said.inner_text())[:2])
        block = matrix_of(case.run, head)[query : query + 2, key : key + 2]
        assert agree(number(re.findall(r"([\d.]+)。?$", said.inner_text())[0]), block.max())


@on_all
def test_the_strongest_pairs_are_the_largest_weights(case: Case) -> None:
    window = case.window
    head = first_head(case)
    main = open_at(window, case.name, "head", h=head)
    pairs = main.locator("section").filter(has=window.page.get_by_role("heading", name=window.say("viewer_edges")))
    first = pairs.get_by_role("button").first
    words = first.inner_text().split()
    weight = next(number(word) for word in reversed(words) if word[0].isdigit())
    use(window, first)
    window.page.wait_for_function("location.hash.includes('&q=')")
    pinned = state_of(window)
    assert agree(weight, row_of(case.run, head, int(pinned["q"]))[int(pinned["k"])])
    if case.name != "long":
        assert agree(weight, matrix_of(case.run, head).max())


@on_all
def test_the_table_holds_the_numbers_of_the_picture(case: Case) -> None:
    window = case.window
    head = first_head(case)
    main = open_at(window, case.name, "head", h=head, table=1)
    table = main.get_by_role("table").first
    table.wait_for()
    if case.name not in ("short", "crossing"):
        assert number(table.get_by_role("row").nth(1).get_by_role("cell").nth(2).inner_text()) > 0
        return
    true = matrix_of(case.run, head)
    for query, row in enumerate(table.get_by_role("row").all()[1:]):
        for key, text in enumerate(row.get_by_role("cell").all_inner_texts()):
            assert text == "–" if text == "–" else agree(number(text), true[query, key])
    use(window, window.named("button", "page_table"))
    wait_for_state(window, table=None)
    main.get_by_role("application").wait_for()


@on_all
def test_a_twin_is_opened_and_held_against_it(case: Case) -> None:
    window = case.window
    main = open_at(window, case.name, "head", h=first_head(case))
    twins = main.locator("section").filter(has=window.page.get_by_role("heading", name=window.say("viewer_twins")))
    if case.name == "long":
        assert twins.count() <= 1
        return
    twin = twins.get_by_role("button").first
    name = twin.inner_text().split()[0]
    use(window, twins.get_by_role("button", name=window.say("viewer_compare_head", head=name)))
    window.page.wait_for_function("location.hash.includes('/compare')")
    wait_for_state(window, vs=name)
