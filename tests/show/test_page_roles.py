"""The roles of a run in its page: what earned its name stands out, names stay text, heads open."""

from __future__ import annotations

import msgspec
import pytest

from headscope.base.messages import LANGUAGES, catalogue
from headscope.show.pack import pack
from headscope.show.page import render_page
from headscope.show.payload import Payload
from tests.show.browsing import needs_browser
from tests.show.made import HOSTILE
from tests.show.test_page import Tags

pytestmark = [pytest.mark.browser, needs_browser]


def words(language: str, key: str) -> str:
    return catalogue(language)[f"show.{key}"]


def test_the_payload_keeps_the_best_of_each_role_and_not_every_head(roles_run):
    payload = pack(roles_run, language="en", texts=None)
    island = Tags(render_page(payload)).island
    assert msgspec.json.decode(island, type=Payload) == payload
    assert [table.name for table in payload.roles["en"].tables] == ["experts", "relations", "committees"]
    assert '"all"' not in island
    assert payload.heads[0].roles["zh"].earned[1].grade == "replicated"
    assert payload.heads[3].roles["en"].earned == ()


def test_a_run_without_a_report_has_no_roles_in_its_page(run):
    payload = pack(run, language="en", texts=None)
    assert payload.roles is None
    assert {head.roles for head in payload.heads} == {None}


@pytest.mark.parametrize("opened", ["run"], indirect=True)
def test_without_a_report_the_section_is_hidden(opened):
    assert not opened.is_visible("#roles")
    assert "undefined" not in opened.inner_text("body")


@pytest.mark.parametrize("opened", ["roles_run"], indirect=True)
def test_the_experts_are_shown_with_their_numbers_in_both_languages(opened):
    for language in LANGUAGES:
        opened.click(f"[data-language={language}]")
        assert opened.inner_text("#roles h2") == words(language, "roles_heading")
        cells = opened.locator("#roles-experts tbody tr").first.locator("th, td").all_inner_texts()
        assert cells == [
            words(language, "role_previous_token"), "L0.H0", "", "91.0", "11.0", "+80.0", "+10.0", "<0.001",
            "✓ " + words(language, "grade_role"), "1",
        ]  # fmt: skip
        assert words(language, "roles_caution") in opened.inner_text("#roles")


@pytest.mark.parametrize("opened", ["roles_run"], indirect=True)
def test_what_earned_its_name_stands_out_not_by_colour_alone(opened):
    grades = opened.locator("#roles-experts .grade")
    assert ["✓" in text for text in grades.all_inner_texts()] == [True, True, True, False, False, False]
    look = "(each) => { const s = getComputedStyle(each); return [s.fontWeight, s.borderTopColor, s.backgroundColor]; }"
    earned, described, rare = (grades.nth(place).evaluate(look) for place in (0, 3, 4))
    assert int(earned[0]) >= 600 > int(described[0])
    assert described[1] != rare[1]
    assert rare[2] == "rgba(0, 0, 0, 0)" != earned[2]


@pytest.mark.parametrize("opened", ["roles_run"], indirect=True)
def test_a_click_on_the_best_head_opens_it(opened):
    opened.click('#roles-experts [data-head="L1.H1"]')
    assert "h=L1.H1" in opened.url
    assert "L1.H1" in opened.inner_text("#card-heading")
    box = opened.locator("#card-heading").bounding_box()
    assert 0 <= box["y"] < 900
    assert opened.evaluate("document.activeElement.id") == "card-heading"


@pytest.mark.parametrize("opened", ["roles_run"], indirect=True)
def test_relations_committees_and_the_untested_unfold_and_stay_so_in_the_other_language(opened):
    for name in ("relations", "committees", "untested"):
        assert not opened.is_visible(f"#roles-{name} :is(table, ul)")
        opened.click(f"#roles-{name} summary")
    opened.click("[data-language=zh]")
    relations = opened.locator("#roles-relations tbody tr").first.locator("th, td").all_inner_texts()
    assert relations[:5] == ["nsubj", "320", "L0.H0", words("zh", "short_direction_dependent_to_head"), "80.0"]
    assert relations[5:13] == ["75.0–85.0", "7.1", "22.2", "55.0", "33.3", "4.4", "–", words("zh", "column_tag")]
    votes = opened.locator("#roles-committees tbody tr").all_inner_texts()
    assert [words("zh", word) in row for word, row in zip(("yes", "no"), votes, strict=True)] == [True, True]
    assert words("zh", "role_prosody") in opened.inner_text("#roles-untested")


@pytest.mark.parametrize("opened", ["roles_run"], indirect=True)
def test_the_panel_of_a_head_tells_its_roles_or_that_it_earned_none(opened):
    for language in LANGUAGES:
        opened.click(f"[data-language={language}]")
        opened.click('#sky [data-place="0"]')
        told = opened.locator("#card .earned-roles li").all_inner_texts()
        assert len(told) == 2
        assert words(language, "role_previous_token") in told[0]
        for fact in ("91.0", "11.0", "+80.0", "✓"):
            assert fact in told[0]
        assert words(language, "grade_replicated") in told[1]
        assert opened.locator("#card .lifts .value").all_inner_texts() == ["0.90", "0.56"]
        opened.click('#sky [data-place="2"]')
        assert words(language, "roles_none_earned") in opened.inner_text("#card")
        assert opened.locator("#card .earned-roles").count() == 0


@pytest.mark.parametrize("opened", ["hostile_roles_run"], indirect=True)
def test_hostile_names_of_roles_and_treebanks_are_shown_as_text(opened):
    for language in LANGUAGES:
        opened.click(f"[data-language={language}]")
        opened.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        shown = opened.inner_text("#roles")
        for name in (HOSTILE[0], HOSTILE[7], "[bold]meaning:⟨U+001B⟩[31m"):
            assert name in shown
        opened.click('#sky [data-place="0"]')
        assert HOSTILE[0] in opened.inner_text("#card")
    assert "owned" not in opened.title()
    assert opened.locator("#roles script, #roles img, #card script, #card img").count() == 0
    assert opened.locator('[data-head="L9.H9"]').count() == 0  # a head that the run does not have opens nothing


@pytest.mark.parametrize("opened", ["hostile_roles_run", "roles_run"], indirect=True)
def test_no_table_widens_the_page(opened):
    opened.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for width in (1280, 400):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert opened.locator("#roles-experts tbody tr").last.bounding_box()["height"] < 50
