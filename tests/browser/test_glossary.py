"""Words and keys, in both languages."""

from __future__ import annotations

from headscope.base.messages import catalogue
from tests.browser.cases import Case, in_the_browser, on
from tests.browser.window import back, expect, open_at, overflow, reach, shown, turn_to

pytestmark = in_the_browser


@on("short")
def test_a_word_is_looked_up_and_the_keys_are_told(case: Case) -> None:
    window, page = case.window, case.window.page
    open_at(window, case.name, "sky")
    main = turn_to(window, "glossary")
    terms = [
        text
        for key, text in catalogue(window.look.language).items()
        if key.startswith("glossary.") and key.endswith("_term")
    ]
    expect(main.get_by_role("term")).to_have_count(len(terms))
    field = main.get_by_role("searchbox")
    if window.device == "mouse":
        field.click()
    else:
        reach(window, field)
    page.keyboard.type(terms[-1])
    expect(main.get_by_role("term").filter(has_text=terms[-1])).to_have_count(1)
    assert main.get_by_role("term").count() < len(terms)
    expect(main.get_by_role("row").filter(has_text=window.say("viewer_key_undo"))).to_contain_text("u")
    assert overflow(window) == 0
    back(window) if window.device == "mouse" else page.go_back()  # in a field `u` is a letter
    shown(window, "sky")
