"""What is claimed, with its evidence, which leads to the place; the four views; word alignment."""

from __future__ import annotations

import re

from headscope.testing.viewer_runs import short_run
from tests.browser.cases import Case, in_the_browser, on, on_all
from tests.browser.numbers import agree, listed, row_of
from tests.browser.window import (
    PAINTED,
    back,
    clear,
    colours_of,
    expect,
    open_at,
    overflow,
    reach,
    shown,
    state_of,
    turn_to,
    use,
    wait_for_state,
)  # fmt: skip
from tests.show.made_alignment import pairs

pytestmark = in_the_browser


@on_all
def test_evidence_leads_to_the_place_that_shows_it(case: Case) -> None:
    window = case.window
    open_at(window, case.name, "words")
    main = turn_to(window, "findings")
    expect(main.get_by_text(window.say("caution")).first).to_be_visible()
    evidence = main.get_by_role("list").get_by_role("button").first
    evidence.wait_for()
    said = evidence.inner_text()
    use(window, evidence)
    shown(window, "head")
    chosen = state_of(window)
    assert chosen["h"] in said
    query = chosen.get("q")
    if query is not None:
        token, weight = listed(window.inspector)[0]
        assert agree(weight, row_of(case.run, chosen["h"], int(query))[token])
    back(window)
    shown(window, "findings")
    assert overflow(window) == 0


@on_all
def test_four_views_stand_side_by_side_each_with_its_grade_or_why_it_has_none(case: Case) -> None:
    window = case.window
    main = open_at(window, case.name, "views")
    kinds = ("syntactic", "semantic", "positional", "long_range")
    sections = [main.get_by_role("region", name=window.say(f"viewer_view_{kind}"), exact=True) for kind in kinds]
    for section in sections:
        expect(section).not_to_have_text(re.compile(r"^\S*$"))
    expect(sections[0]).to_contain_text(window.say("view_no_roles"))
    opener = sections[3].get_by_role("button").first
    head = opener.inner_text()
    use(window, opener)
    shown(window, "head")
    wait_for_state(window, h=head)


@on("short")
def test_roles_of_a_report_are_claims_with_baseline_and_interval(case: Case) -> None:
    window = case.window
    main = open_at(window, "reported", "findings")
    roles = main.locator("section").filter(has=window.page.get_by_role("heading", name=window.say("roles_heading")))
    roles.first.wait_for()
    for word in ("viewer_score", "viewer_baseline", "viewer_interval", "viewer_grade"):
        expect(roles.get_by_text(window.say(word), exact=True).first).to_be_visible()
    opener = roles.get_by_role("button", name=re.compile(r"^L\d\.H\d")).first
    use(window, opener)
    shown(window, "head")
    assert state_of(window)["h"] in {str(head) for head in short_run().heads}


@on("crossing")
def test_pairs_of_an_alignment_are_walked_through_and_read(case: Case) -> None:
    window, page = case.window, case.window.page
    open_at(window, "aligned", "sky")
    main = turn_to(window, "alignment")
    picture = main.get_by_role("application")
    page.wait_for_function(PAINTED, arg=picture.element_handle())
    assert colours_of(picture) > 2
    first = pairs()[0]
    if window.device == "mouse":
        box = picture.bounding_box()
        picture.hover(position={"x": box["width"] * 0.5, "y": box["height"] * 0.6})
        said = main.locator("p").filter(has_text="⁨").inner_text()
    else:
        reach(window, picture)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        expect(window.spoken).not_to_be_empty()
        said = window.spoken.inner_text()
    assert any(word in said for word in first.source)
    linked = main.get_by_role("list").get_by_role("button").first
    use(window, linked)
    expect(linked).to_have_attribute("aria-pressed", "true")
    use(window, main.get_by_role("button", name=window.say("aligned_next")))
    wait_for_state(window, pair="1")
    expect(main.get_by_text(window.say("aligned_no_map"))).to_be_visible()  # of this pair the report keeps none
    back(window)
    wait_for_state(window, pair=None)
    clear(window)
