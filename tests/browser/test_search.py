"""The search box: heads, patterns and words of the text, found and gone to."""

from __future__ import annotations

from typing import Any

from tests.browser.cases import Case, in_the_browser, on, on_all
from tests.browser.window import (
    ENGLISH,
    KEYS,
    Window,
    back,
    expect,
    open_at,
    overflow,
    reach,
    shown,
    state_of,
    wait_for_state,
)  # fmt: skip

pytestmark = in_the_browser


def search(window: Window, wanted: str) -> Any:
    """Type into the search box; what is found."""
    box = window.page.get_by_role("combobox", name=window.say("viewer_search"))
    if window.device == "mouse":
        box.click()
    else:
        window.page.keyboard.press("/")
        expect(box).to_be_focused()
    window.page.keyboard.type(wanted)
    expect(box).to_have_value(wanted)
    return window.page.get_by_role("listbox", name=window.say("viewer_search")).get_by_role("option")


def take(window: Window, options: Any, place: int, *, is_more: bool = False) -> None:
    """Choose one of what was found, with Shift where `is_more`."""
    if window.device == "mouse":
        options.nth(place).click(modifiers=["Shift"] if is_more else [])
    else:
        for _ in range(place):
            window.page.keyboard.press("ArrowDown")
        expect(options.nth(place)).to_have_attribute("aria-selected", "true")
        window.page.keyboard.press("Shift+Enter" if is_more else "Enter")
    expect(options).to_have_count(0)


def places(case: Case, wanted: str, side: str) -> list[int]:
    """The tokens that hold it."""
    tokens = case.run.manifest.texts[0].sides[side].tokens
    return [place for place, token in enumerate(tokens) if wanted.lower() in token.text.lower()]


@on_all
def test_a_head_is_found_by_its_beginning_and_opened(case: Case) -> None:
    window = case.window
    open_at(window, case.name, "sky")
    heads = [str(head) for head in case.run.heads]
    options = search(window, heads[0].rpartition(".")[0].lower())
    alike = [head for head in heads if head.rpartition(".")[0] == heads[0].rpartition(".")[0]]
    expect(options).to_have_count(len(alike))
    for option, head in zip(options.all(), alike, strict=True):
        expect(option).to_contain_text(head)
    take(window, options, 1)
    shown(window, "head")
    wait_for_state(window, h=alike[1])
    options = search(window, heads[0])
    take(window, options, 0, is_more=True)
    wait_for_state(window, h=f"{alike[1]},{heads[0]}")
    back(window)
    wait_for_state(window, h=alike[1])
    assert overflow(window) == 0


@on_all
def test_a_word_is_found_counted_and_pinned(case: Case) -> None:
    window = case.window
    wanted = {"short": "THE", "text": "word41", "long": "word41", "crossing": "语言"}[case.name]
    expected = places(case, wanted, case.run.sites[0].query_side)
    place = min(1, len(expected) - 1)
    open_at(window, case.name, "words")
    options = search(window, wanted)
    expect(options).to_have_count(min(20, len(expected)))
    told = window.say("viewer_found_word", token=expected[place], place=place + 1, all=f"{len(expected):,}")
    expect(options.nth(place)).to_contain_text(told)
    take(window, options, place)
    wait_for_state(window, q=str(expected[place]), k=None)
    assert window.spoken.inner_text().startswith(str(expected[place]))
    assert overflow(window) == 0


@on("text", "long")
def test_a_found_key_is_brought_into_sight(case: Case) -> None:
    window = case.window
    wanted, found = ("word490", 490) if case.name == "text" else ("word990", 990)
    main = open_at(window, case.name, "matrix", row="0-64", key="0-64")
    main.get_by_role("application").wait_for()
    take(window, search(window, wanted), 0, is_more=True)
    wait_for_state(window, k=str(found), q=None, row="0-64")
    first, _, last = state_of(window)["key"].partition("-")
    assert int(first) <= found < int(last)
    assert int(last) - int(first) == 64
    main = open_at(window, case.name, "words", q=1)
    main.locator('[data-token="1"]').wait_for()
    take(window, search(window, wanted), 0, is_more=True)
    wait_for_state(window, k=str(found), q="1")
    expect(main.locator(f'[data-token="{found}"]')).to_be_in_viewport()


@on("crossing")
def test_the_side_of_a_word_says_what_it_is_pinned_as(case: Case) -> None:
    window = case.window
    open_at(window, case.name, "findings")
    take(window, search(window, "language"), 0)
    shown(window, "words")  # where it can be seen
    wait_for_state(window, k="3", q=None)


@on("short")
def test_a_pattern_leads_to_its_heads(case: Case) -> None:
    window = case.window
    open_at(window, case.name, "head")
    options = search(window, window.say("label_diagonal"))
    expect(options).to_have_count(1)
    take(window, options, 0)
    main = shown(window, "sky")
    wait_for_state(window, only="diagonal")
    assert 0 < main.get_by_role("gridcell").count() < len(case.run.heads)


@on("short")
def test_esc_closes_and_the_focus_goes_back(case: Case) -> None:
    window, page = case.window, case.window.page
    open_at(window, case.name, "words", q=1, pin="L0.H0")
    before = page.get_by_role("contentinfo").locator(".text").first
    reach(window, before)
    options = search(window, "a")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(before).to_be_focused()
    expect(page.get_by_role("combobox", name=window.say("viewer_search"))).to_have_value("")
    wait_for_state(window, q="1", pin="L0.H0")  # nothing else was cleared
    expect(search(window, "nowhere")).to_have_count(0)
    expect(window.spoken).to_have_text(window.say("viewer_search_none"))
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    wait_for_state(window, q="2")


@on("short")
def test_keys_of_screens_are_letters_in_the_box(case: Case) -> None:
    window = case.window
    open_at(window, case.name, "sky")
    search(window, "".join(KEYS.values()) + "p/stlcu")
    assert "/r/short/sky" in window.page.url
    assert "pin" not in state_of(window)


def test_hostile_labels_are_text_in_what_is_found(open_window: Any) -> None:
    window = open_window("keyboard", ENGLISH)
    open_at(window, "hostile", "words")
    for wanted, text in (("script", "</script><script>document.title='owned'"), ("<!", "<!--"), ("long", "long")):
        options = search(window, wanted)
        expect(options.first).to_contain_text(text)
        assert window.page.title() == "headscope"
        assert overflow(window) == 0
        window.page.keyboard.press("Escape")
