"""All heads at a glance: chosen, added to, opened; every number of the table."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from tests.browser.cases import Case, in_the_browser, on_all
from tests.browser.numbers import agree, matrix_of, number
from tests.browser.window import (
    back,
    choose,
    clear,
    colours_of,
    expect,
    open_at,
    overflow,
    reach,
    shown,
    state_of,
    use,
    wait_for_state,
)

pytestmark = in_the_browser


def cells(main: Any) -> Any:
    return main.get_by_role("gridcell")


@on_all
def test_every_head_is_there_named_and_painted(case: Case) -> None:
    main = open_at(case.window, case.name, "sky")
    expect(cells(main)).to_have_count(len(case.run.heads))
    assert [each.get_attribute("data-head") for each in cells(main).all()] == [str(head) for head in case.run.heads]
    for cell, head in zip(cells(main).all(), case.run.heads, strict=True):
        expect(cell).to_have_accessible_name(re.compile(re.escape(str(head))))
        case.window.page.wait_for_function("cell => cell.querySelector('canvas')?.width > 0", arg=cell.element_handle())
        assert colours_of(cell.locator("canvas")) > 1
    assert overflow(case.window) == 0


@on_all
def test_heads_are_chosen_added_and_opened_and_back_undoes_it(case: Case) -> None:
    window, page = case.window, case.window.page
    main = open_at(window, case.name, "sky")
    first, second = (str(head) for head in case.run.heads[:2])
    one, other = main.locator(f'[data-head="{first}"]'), main.locator(f'[data-head="{second}"]')
    if window.device == "mouse":
        use(window, other)
        expect(other).to_have_attribute("aria-selected", "true")
        use(window, one, is_more=True)
        wait_for_state(window, h=f"{second},{first}")
        back(window)
        wait_for_state(window, h=second)
        one.dblclick()
    else:
        reach(window, one)
        page.keyboard.press("ArrowRight")
        expect(other).to_be_focused()
        page.keyboard.press("Shift+ArrowLeft")
        wait_for_state(window, h=f"{second},{first}")
        expect(window.spoken).to_contain_text(first)
        clear(window)
        wait_for_state(window, h=second)
        expect(window.spoken).to_have_text(window.say("page_cleared"))
        back(window)
        wait_for_state(window, h=f"{second},{first}")
        clear(window)
        page.keyboard.press("Enter")
    shown(window, "head")
    back(window)
    shown(window, "sky")


@on_all
def test_the_table_says_what_arithmetic_says(case: Case) -> None:
    window = case.window
    main = open_at(window, case.name, "sky")
    if window.device == "mouse":
        use(window, window.named("button", "page_table"))
    else:
        window.page.keyboard.press("t")
    wait_for_state(window, table="1")
    headings = main.get_by_role("columnheader").all_inner_texts()
    column = next(at for at, text in enumerate(headings) if text.startswith(window.say("statistic_entropy_bits")))
    for head in case.run.heads if case.name != "long" else ():
        weights = matrix_of(case.run, str(head))
        powers = np.where(weights > 0, weights, 1.0)
        entropy = float(-(powers * np.log2(powers)).sum(axis=1).mean())
        row = main.get_by_role("row").filter(has=window.page.get_by_role("button", name=str(head), exact=True))
        assert agree(number(row.locator("th, td").nth(column).inner_text()), entropy, digits=2)
    assert state_of(window)["lang"] == window.look.language


@on_all
def test_a_statistic_colours_and_orders_the_heads(case: Case) -> None:
    window = case.window
    main = open_at(window, case.name, "sky")
    show, order, *_ = main.get_by_role("combobox").all()
    choose(window, show, "statistic_entropy_bits")
    choose(window, order, "statistic_entropy_bits")
    wait_for_state(window, show="statistic_entropy_bits", order="statistic_entropy_bits")
    expect(cells(main).first).to_have_text(re.compile(r"^\s*[\d.]+\s*$"))
    numbers = [number(text) for text in cells(main).all_inner_texts()]
    assert len(numbers) == len(case.run.heads)
    assert numbers == sorted(numbers, reverse=True)
