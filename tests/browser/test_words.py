"""What a word reads and who reads it: arcs of short texts, running text of long ones."""

from __future__ import annotations

import numpy as np

from headscope.testing.viewer_runs import WIDE
from tests.browser.cases import Case, in_the_browser, on, on_all
from tests.browser.numbers import agree, listed, matrix_of, number, row_of
from tests.browser.window import back, clear, expect, open_at, overflow, reach, state_of, use, wait_for_state

pytestmark = in_the_browser

LEAST = 0.005  # an arc of less is not drawn


@on_all
def test_a_word_shows_what_it_reads(case: Case) -> None:
    window, page = case.window, case.window.page
    head = str(case.run.heads[0])
    main = open_at(window, case.name, "words", h=head)
    if case.name in ("short", "crossing"):
        queries = main.get_by_role("list", name=window.say("query")).get_by_role("button")
        if window.device == "mouse":
            queries.nth(3).click()
        else:
            reach(window, queries.first)
            for key in ("ArrowDown",) * 3 + ("Enter",):
                page.keyboard.press(key)
        wait_for_state(window, q="3")
        page.mouse.move(5, 5)
        true = row_of(case.run, head, 3)
        expect(main.locator("path")).to_have_count(int((true >= LEAST).sum()))
        assert all(agree(weight, true[token]) for token, weight in listed(window.inspector))
        clear(window)
        wait_for_state(window, q=None)
        back(window)
        wait_for_state(window, q="3")
        return
    text = main.locator(".text")
    if window.device == "mouse":
        text.locator("[data-token]").nth(40).click()
    else:
        reach(window, text)
        for _ in range(41):
            page.keyboard.press("ArrowRight")
        expect(window.spoken).to_contain_text("40")
    wait_for_state(window, q="40")
    true = row_of(case.run, head, 40)
    strongest = int(np.argmax(true))
    expect(text.locator(f'[data-token="{strongest}"]')).to_have_attribute("title", f"{true[strongest]:.3f}")
    first = main.locator("p.line").get_by_role("button").first
    assert agree(number(first.inner_text().split()[-1]), true[strongest])
    assert overflow(window) == 0


@on_all
def test_who_reads_a_word_is_the_column(case: Case) -> None:
    window = case.window
    head = str(case.run.heads[0])
    main = open_at(window, case.name, "words", h=head, k=2)
    use(window, window.named("button", "viewer_read_by"))
    wait_for_state(window, mode="-by")
    if case.name == "long":
        expect(main.locator("p.line").get_by_role("button").first).to_contain_text(" 3 ")  # head 0: the next token
        return
    column = matrix_of(case.run, head)[:, 2]
    if case.name in ("short", "crossing"):
        expect(main.locator("path")).to_have_count(int((column >= LEAST).sum()))
    assert all(agree(weight, column[token]) for token, weight in listed(window.inspector))


@on_all
def test_the_table_holds_the_row(case: Case) -> None:
    window = case.window
    head = str(case.run.heads[0])
    query = 2 * WIDE - 1 if case.name == "long" else 3
    main = open_at(window, case.name, "words", h=head, q=query)
    if window.device == "mouse":
        use(window, window.named("button", "page_table"))
    else:
        window.page.keyboard.press("t")
    row = main.get_by_role("table").get_by_role("row").nth(1)
    row.wait_for()
    assert agree(number(row.locator("td").last.inner_text()), row_of(case.run, head, query).max())


@on("long")
def test_a_long_text_is_jumped_through(case: Case) -> None:
    window = case.window
    query, key = 2 * WIDE - 1, WIDE - 1
    main = open_at(window, case.name, "words", h="L0.H1", q=query)
    text = main.locator(".text")
    expect(text.locator(f'[data-token="{query}"]')).to_be_in_viewport()
    use(window, main.locator("p.line").get_by_role("button").first)
    needle = text.locator(f'[data-token="{key}"]')
    expect(needle).to_be_in_viewport()
    assert needle.evaluate("element => element.style.backgroundColor") != ""
    assert agree(number(needle.get_attribute("title")), row_of(case.run, "L0.H1", query)[key])
    use(window, main.get_by_role("button", name=window.say("viewer_after", count="").strip().split()[-1]).first)
    expect(needle).to_have_count(0)
    assert state_of(window)["q"] == str(query)
