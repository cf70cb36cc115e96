"""Pinned heads: they stay whichever head is chosen, in the order that is wanted, and stand side by side."""

from __future__ import annotations

from typing import Any

from tests.browser.cases import Case, in_the_browser, on, on_all
from tests.browser.window import (
    KEYS,
    Window,
    back,
    clear,
    expect,
    open_at,
    overflow,
    reach,
    turn_to,
    use,
    wait_for_state,
)  # fmt: skip

pytestmark = in_the_browser


def pin(window: Window) -> None:
    """Pin the shown head, or take it out."""
    if window.device == "mouse":
        window.inspector.get_by_role("button", name=window.say("viewer_pin_head"), exact=True).click()
    else:
        window.page.keyboard.press("p")


def go_to(window: Window, cell: Any, key: str) -> None:
    """Choose a cell of the sky, by the mouse or from its neighbour by an arrow."""
    if window.device == "mouse":
        cell.click()
    else:
        reach(window, window.page.locator('[role="gridcell"][tabindex="0"]'))
        window.page.keyboard.press(key)


def titles(main: Any) -> list[str]:
    """What stands over the pictures of Matrix."""
    return [" ".join(text.split()) for text in main.locator(".pane strong").all_inner_texts()]


def in_tray(window: Window, key: str, head: str) -> Any:
    """A button of the tray."""
    tray = window.inspector.get_by_role("group", name=window.say("viewer_tray"))
    return tray.get_by_role("button", name=window.say(key, head=head), exact=True)


@on_all
def test_pinned_heads_stay_whichever_is_chosen(case: Case) -> None:
    window = case.window
    first, second = (str(head) for head in case.run.heads[:2])
    main = open_at(window, case.name, "sky", h=first, q=1)
    pin(window)
    wait_for_state(window, h=first, pin=first, q="1")
    expect(window.spoken).to_have_text(window.say("viewer_pinned", head=first, letter="A"))
    one, other = main.locator(f'[data-head="{first}"]'), main.locator(f'[data-head="{second}"]')
    go_to(window, other, "ArrowRight")
    wait_for_state(window, h=f"{second},{first}", pin=None)
    pin(window)
    wait_for_state(window, h=second, pin=f"{first},{second}")
    for cell, letter in ((one, "A"), (other, "B")):
        expect(cell).to_have_attribute("aria-selected", "true")
        expect(cell).to_have_text(letter)
        assert window.say("viewer_cell_pinned", letter=letter) in cell.get_attribute("aria-label")
    letters = window.inspector.get_by_role("group", name=window.say("viewer_tray")).locator(".letter")
    ground = "element => getComputedStyle(element).backgroundColor"
    frame = "element => getComputedStyle(element).borderTopColor"
    grounds = [letter.evaluate(ground) for letter in letters.all()]
    assert len(set(grounds)) == 2
    assert grounds == [one.evaluate(frame), other.evaluate(frame)]
    go_to(window, one, "ArrowLeft")
    wait_for_state(window, h=first, pin=f"{first},{second}")
    main = turn_to(window, "matrix")
    expect(main.get_by_role("application")).to_have_count(2)
    assert titles(main) == [f"A {first}", f"B {second}"]
    clear(window)
    wait_for_state(window, h=first, pin=None)
    expect(main.get_by_role("application")).to_have_count(1)
    back(window)
    wait_for_state(window, h=first, pin=f"{first},{second}")


@on("short")
def test_neighbours_twins_and_findings_keep_the_tray(case: Case) -> None:
    window, page = case.window, case.window.page
    open_at(window, case.name, "head", h="L0.H1,L1.H2")
    for key, head in ((".", "L0.H2"), ("]", "L1.H2"), ("[", "L0.H2")):
        page.keyboard.press(key)
        wait_for_state(window, h=f"{head},L1.H2" if head != "L1.H2" else head, pin=None if head != "L1.H2" else "L1.H2")
    main = turn_to(window, "head")
    heading = page.get_by_role("heading", name=window.say("viewer_twins"), exact=True)
    twin = main.locator("section").filter(has=heading).get_by_role("button").first
    name = twin.inner_text().split()[0]
    use(window, twin)
    expect(window.inspector.get_by_role("heading", level=2)).to_contain_text(name)
    use(window, in_tray(window, "viewer_unpin", "L1.H2"))
    wait_for_state(window, h=name, pin=None)


@on_all
def test_the_tray_is_put_in_order_and_emptied(case: Case) -> None:
    window, page = case.window, case.window.page
    first, second = (str(head) for head in case.run.heads[:2])
    open_at(window, case.name, "sky", h=first, pin=f"{first},{second}")
    expect(in_tray(window, "viewer_earlier", first)).to_be_disabled()
    expect(in_tray(window, "viewer_later", second)).to_be_disabled()
    use(window, in_tray(window, "viewer_earlier", second))
    wait_for_state(window, h=first, pin=f"{second},{first}")
    expect(window.spoken).to_have_text(window.say("viewer_moved", head=second, place=1, count=2))
    expect(in_tray(window, "viewer_later", second)).to_be_focused()
    page.keyboard.press("Enter")
    wait_for_state(window, h=first, pin=f"{first},{second}")
    use(window, in_tray(window, "viewer_unpin", first))
    wait_for_state(window, h=f"{first},{second}", pin=None)
    expect(window.spoken).to_have_text(window.say("viewer_unpinned", head=first))
    expect(in_tray(window, "viewer_unpin", second)).to_be_focused()
    page.keyboard.press("Enter")
    wait_for_state(window, h=first, pin=None)
    expect(window.inspector.get_by_role("button", name=window.say("viewer_pin_head"), exact=True)).to_be_focused()


@on("short")
def test_a_full_tray_says_so_and_matrix_tells_what_it_does_not_show(case: Case) -> None:
    window = case.window
    heads = [str(head) for head in case.run.heads]
    main = open_at(window, case.name, "matrix", h=",".join(heads[:5]))
    expect(main.get_by_role("application")).to_have_count(4)
    assert titles(main) == [heads[0], f"A {heads[1]}", f"B {heads[2]}", f"C {heads[3]}"]
    expect(main).to_contain_text(window.say("viewer_panes_left", heads=heads[4], count=4))
    pin(window)
    expect(window.spoken).to_have_text(window.say("viewer_tray_full", count=4))
    wait_for_state(window, h=",".join(heads[:5]), pin=None)
    for width in (900, 420):
        window.page.set_viewport_size({"width": width, "height": 800})
        for screen in KEYS:
            if screen != "alignment":
                open_at(window, case.name, screen, h=",".join(heads[:5]))
                assert overflow(window) == 0, (width, screen)
