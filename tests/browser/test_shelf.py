"""The runs of a folder: opened, held against one another, and what cannot be opened."""

from __future__ import annotations

from typing import Any

from tests.browser.cases import Case, in_the_browser, on_all
from tests.browser.window import back, expect, open_at, overflow, shown, turn_to, use, wait_for_state
from tests.show.browsing import needs_browser  # noqa: F401

pytestmark = in_the_browser


def card(case: Case, main: Any, name: str) -> Any:
    heading = case.window.page.get_by_role("heading", name=name, exact=True)
    return main.get_by_role("listitem").filter(has=heading)


@on_all
def test_a_card_opens_its_run_and_back_leads_to_the_shelf(case: Case) -> None:
    window = case.window
    main = open_at(window, "", "shelf")
    tokens = sum(len(side.tokens) for side in case.run.manifest.texts[0].sides.values())
    expect(card(case, main, case.name)).to_contain_text(f"{tokens:,}")
    expect(card(case, main, case.name)).to_contain_text(window.say("heads_many", count=len(case.run.heads)))
    rows = len(case.run.manifest.texts[0].sides[case.run.sites[0].query_side].tokens)
    expect(card(case, main, case.name)).to_contain_text(window.say("rows_many", count=f"{rows:,}"))  # those used
    use(window, card(case, main, case.name).get_by_role("button"))
    shown(window, "sky")
    expect(window.page.get_by_role("heading", level=1)).to_contain_text(case.name)
    assert f"/r/{case.name}/sky" in window.page.url
    back(window)
    shown(window, "shelf")
    assert overflow(window) == 0


@on_all
def test_another_run_is_held_against_the_open_one(case: Case) -> None:
    window = case.window
    open_at(window, case.name, "sky")
    main = turn_to(window, "shelf")
    other = "crossing" if case.name == "short" else "short"
    use(window, card(case, main, other).get_by_role("button", name=window.say("viewer_compare_with", run=case.name)))
    shown(window, "compare")
    wait_for_state(window, vs=f"{other}/{case.run.heads[0]}")


@on_all
def test_a_run_that_cannot_be_opened_says_why(case: Case) -> None:
    window = case.window
    main = open_at(window, "", "shelf")
    newer = card(case, main, "newer")
    expect(newer.get_by_role("button")).to_have_count(0)
    expect(newer).to_contain_text("99")
