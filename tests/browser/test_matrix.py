"""Deep zoom: nearer and farther, along, to the strongest cell and the needle; by distance, by segments, one row."""

from __future__ import annotations

from typing import Any

import numpy as np

from headscope.testing.viewer_runs import WIDE
from tests.browser.cases import Case, in_the_browser, on, on_all
from tests.browser.numbers import agree, listed, number, row_of
from tests.browser.window import (
    COLOURS,
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

RULERS = (104, 76)  # CSS pixels left of the picture and above it


def picture_of(case: Case, main: Any) -> Any:
    """The picture, once something is painted on it."""
    canvas = main.get_by_role("application").first
    canvas.wait_for()
    case.window.page.wait_for_function(
        f"canvas => canvas.width > 1 && ({COLOURS})(canvas) > 2", arg=canvas.element_handle()
    )
    return canvas


def length(case: Case, axis: str) -> int:
    """Tokens in view along an axis; 0 for all."""
    first, _, last = state_of(case.window).get(axis, "0-0").partition("-")
    return int(last) - int(first)


@on_all
def test_it_is_zoomed_into_moved_and_seen_whole_again(case: Case) -> None:
    window, page = case.window, case.window.page
    head = str(case.run.heads[-1])
    main = open_at(window, case.name, "matrix", h=head)
    canvas = picture_of(case, main)
    if case.name in ("short", "crossing"):  # too few tokens to come nearer
        assert colours_of(canvas) > 3
        return
    box = canvas.bounding_box()
    middle = (
        box["x"] + RULERS[0] + (box["width"] - RULERS[0]) / 2,
        box["y"] + RULERS[1] + (box["height"] - RULERS[1]) / 2,
    )
    if window.device == "mouse":
        page.mouse.move(*middle)
        for _ in range(3):
            page.mouse.wheel(0, -100)
    else:
        reach(window, canvas)
        page.keyboard.press("+")
    page.wait_for_function("location.hash.includes('&row=')")
    tokens = len(case.run.manifest.texts[0].sides["text"].tokens)
    near = length(case, "row")
    assert 0 < near < tokens
    first, _, last = state_of(window)["row"].partition("-")
    assert int(first) < tokens / 2 < int(last)
    if window.device == "mouse":
        page.mouse.down()
        page.mouse.move(middle[0], middle[1] - 60, steps=3)
        page.mouse.up()
    else:
        page.keyboard.press("Shift+ArrowDown")
    page.wait_for_function("first => !location.hash.includes(`row=${first}-`)", arg=first)
    assert length(case, "row") == near
    assert "q" not in state_of(window)
    if window.device == "mouse":
        use(window, window.named("button", "viewer_whole"))
    else:
        page.keyboard.press("Home")
    wait_for_state(window, row=None, key=None)
    assert overflow(window) == 0


@on_all
def test_the_strongest_pairs_are_walked_through(case: Case) -> None:
    window, page = case.window, case.window.page
    head = str(case.run.heads[0])
    main = open_at(window, case.name, "matrix", h=head)
    canvas = picture_of(case, main)
    if window.device == "mouse":
        canvas.dblclick(position={"x": RULERS[0] + 100, "y": RULERS[1] + 100})
        if case.name in ("text", "long"):
            page.wait_for_function("location.hash.includes('&row=')")
            back(window)
            wait_for_state(window, row=None)
        return
    reach(window, canvas)
    page.keyboard.press("n")
    page.wait_for_function("location.hash.includes('&q=')")
    first = state_of(window)
    weight = row_of(case.run, head, int(first["q"]))[int(first["k"])]
    assert weight >= 0.5 or case.name == "crossing"
    token, read = listed(window.inspector)[0]
    assert agree(read, row_of(case.run, head, int(first["q"]))[token])
    page.keyboard.press("n")
    page.wait_for_function("was => !location.hash.includes(was)", arg=f"&q={first['q']}&k={first['k']}")
    page.keyboard.press("N")
    wait_for_state(window, q=first["q"], k=first["k"])
    clear(window)
    wait_for_state(window, q=None, k=None)


@on("long")
def test_the_planted_needle_is_where_it_was_planted(case: Case) -> None:
    window, page = case.window, case.window.page
    query, key = 2 * WIDE - 1, WIDE - 1  # this row of head 1 reads the token in the middle before it
    true = row_of(case.run, "L0.H1", query)
    assert int(true.argmax()) == key
    spans = {"row": f"{query - 10}-{query + 10}", "key": f"{key - 10}-{key + 10}"}
    main = open_at(window, case.name, "matrix", h="L0.H1", **spans)
    canvas = picture_of(case, main)
    box = canvas.bounding_box()
    across, down = box["width"] - RULERS[0] - 2, box["height"] - RULERS[1] - 2
    if window.device == "mouse":
        place = {"x": RULERS[0] + across * 10.5 / 20, "y": RULERS[1] + down * 10.5 / 20}
        canvas.hover(position=place)
        said = main.locator(".read")
        canvas.click(position=place)
    else:
        reach(window, canvas)
        for arrow in ("ArrowLeft", "ArrowRight"):  # from the middle of the view and back
            page.keyboard.press(arrow)
        said = window.spoken
        page.keyboard.press("Enter")
    expect(said).to_contain_text(str(query))
    expect(said).to_contain_text(str(key))
    expect(said).to_contain_text(f"{true[key]:.3f}")
    wait_for_state(window, q=str(query), k=str(key))
    token, read = listed(window.inspector)[0]
    assert (token, agree(read, true[key])) == (key, True)


@on_all
def test_the_table_holds_the_strongest_cells_in_view(case: Case) -> None:
    window = case.window
    head = str(case.run.heads[0])
    spans = {"row": "4000-4100", "key": "4000-4100"} if case.name == "long" else {}
    main = open_at(window, case.name, "matrix", h=head, table=1, **spans)
    rows = main.get_by_role("table").get_by_role("row")
    rows.nth(1).wait_for()
    query, key, weight = rows.nth(1).get_by_role("cell").all_inner_texts()
    first = int(query.split()[0].partition("–")[0])
    assert agree(number(weight), row_of(case.run, head, first)[int(key.split()[0].partition("–")[0])])


@on_all
def test_by_distance_by_segment_and_one_row(case: Case) -> None:
    window = case.window
    query = 2 * WIDE - 1 if case.name == "long" else 3
    head = str(case.run.heads[-1])
    main = open_at(window, case.name, "matrix", h=head, q=query)
    picture_of(case, main)
    straight = window.named("button", "viewer_mode_distance")
    assert straight.count() == (0 if case.name == "crossing" else 1)
    if case.name != "crossing":
        use(window, straight)
        wait_for_state(window, mode="distance")
        assert colours_of(picture_of(case, main)) > 2
    use(window, window.named("button", "viewer_mode_segments"))
    wait_for_state(window, mode="segments")
    if case.name in ("text", "long"):
        main.get_by_role("img").first.wait_for()
    else:
        main.get_by_role("note").wait_for()  # what there is not is said
    use(window, window.named("button", "viewer_mode_strip"))
    wait_for_state(window, mode="strip")
    true = row_of(case.run, head, query)
    peak = main.locator(".strip").get_by_role("button").first
    peak.wait_for()
    assert agree(number(peak.inner_text().split()[-1]), true.max())
    use(window, peak)
    wait_for_state(window, k=str(int(np.argmax(true))))
