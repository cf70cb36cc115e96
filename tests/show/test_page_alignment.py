"""The alignment of a run in its page: why this reading, every layer, and pairs as pictures and as words."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from headscope.base.messages import LANGUAGES, catalogue
from headscope.show.alignment_lines import alignment_in_brief, gold_lines, reading_lines
from headscope.show.alignment_words import link_text, linked_words
from headscope.show.findings import find
from headscope.show.pack import pack
from headscope.show.pack_alignment import PAIRS, pack_alignment
from headscope.show.page import export_page, render_page
from headscope.show.payload import Payload, unpack_array
from tests.show.browsing import needs_browser
from tests.show.made import HOSTILE
from tests.show.made_alignment import alignment_report, matrix_pair, pairs
from tests.show.test_page import Tags

LINK = (194, 65, 12)  # --link of the light theme
# Where the first cell of the picture begins and how wide a cell is, found by hovering as a reader does.
CELLS = """() => { const canvas = document.getElementById("pair-picture");
  const told = document.getElementById("pair-reading");
  const box = canvas.getBoundingClientRect(), hover = (x, y) => {
    canvas.dispatchEvent(new MouseEvent("mousemove", { clientX: box.left + x, clientY: box.top + y }));
    return told.textContent; };
  for (let y = 20; y < box.height; y++) for (let x = 20; x < box.width; x++) {
    const first = hover(x, y);
    if (!first) continue;
    let wide = 1;
    while (hover(x + wide, y) === first) wide++;
    canvas.dispatchEvent(new MouseEvent("mouseleave"));
    return [x, y, wide];
  } }"""
# The shade in the middle of a cell, and how many of its pixels have a colour.
CELL = """([left, up, size, colour]) => { const canvas = document.getElementById("pair-picture");
  const density = window.devicePixelRatio || 1, at = [left, up, size, size].map((each) => Math.round(each * density));
  const copy = document.createElement("canvas"), context = copy.getContext("2d", { willReadFrequently: true });
  copy.width = at[2]; copy.height = at[3];
  context.drawImage(canvas, -at[0], -at[1]);
  const pixels = context.getImageData(0, 0, at[2], at[3]).data;
  const middle = 4 * (at[2] * Math.floor(at[3] / 2) + Math.floor(at[2] / 2));
  let found = 0;
  for (let place = 0; place < pixels.length; place += 4) found += colour.every((part, n) => pixels[place + n] === part);
  return [pixels[middle] + pixels[middle + 1] + pixels[middle + 2], found]; }"""


def words(language: str, key: str) -> str:
    return catalogue(language)[f"show.{key}"]


def test_the_payload_survives_the_page(aligned_run):
    payload = pack(aligned_run, language="en", texts=None)
    found = Tags(render_page(payload))
    assert msgspec.json.decode(found.island, type=Payload) == payload
    assert [table.name for table in payload.alignment.told["zh"].tables] == ["readings", "heads"]


def test_a_pair_is_packed_with_its_map_links_blocks_and_words():
    packed = pack_alignment(alignment_report()).pairs[0]
    assert (packed.source, packed.target) == (matrix_pair().source, matrix_pair().target)
    assert packed.links == matrix_pair().links
    assert packed.together == ((3, 4, 3, 4),)
    np.testing.assert_allclose(unpack_array(packed.shares), matrix_pair().shares, atol=5e-4)
    assert [one.said["en"] for one in packed.linked] == [
        link_text(one, matrix_pair(), "en") for one in linked_words(matrix_pair())
    ]
    assert packed.unlinked["zh"] == "没有链接：“。”"


def test_many_pairs_are_cut_and_counted():
    packed = pack_alignment(alignment_report(pairs=(matrix_pair(),) * (PAIRS + 3)))
    assert (len(packed.pairs), packed.pairs_left) == (PAIRS, 3)


def test_a_run_without_a_report_has_no_alignment_in_its_page(run):
    assert pack(run, language="en", texts=None).alignment is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_findings_tell_the_reading_and_name_the_command(aligned_run, agreed_run, language):
    for each, has_gold in ((aligned_run, True), (agreed_run, False)):
        found = find(each, language=language, run_name="my run")
        assert alignment_in_brief(alignment_report(has_gold=has_gold), language) in found.lines
        assert found.commands[0].command == "headscope read 'my run' alignment"
    assert "25.1" in " ".join(find(aligned_run, language=language).lines)
    assert "55.0" in " ".join(find(agreed_run, language=language).lines)


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["run"], indirect=True)
def test_without_a_report_the_section_is_hidden(opened):
    assert not opened.is_visible("#alignment")
    assert "undefined" not in opened.inner_text("body")


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["aligned_run"], indirect=True)
def test_the_page_says_what_the_terminal_says_in_both_languages(opened):
    report = alignment_report()
    for language in LANGUAGES:
        opened.click(f"[data-language={language}]")
        assert opened.inner_text("#alignment-heading") == words(language, "aligned_heading")
        said = opened.locator("#alignment-lines p").all_inner_texts()
        assert said == [*reading_lines(report, language), *gold_lines(report, language)]
        assert opened.inner_text("#alignment-caution") == words(language, "aligned_caution")
        links = opened.locator("#pair-links li").all_inner_texts()
        assert links == [link_text(one, matrix_pair(), language) for one in linked_words(matrix_pair())]
        assert "。" in opened.inner_text("#pair-unlinked")


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["aligned_run"], indirect=True)
def test_the_chosen_and_the_best_cell_are_marked_in_words(opened):
    for language in LANGUAGES:
        opened.click(f"[data-language={language}]")
        cells = opened.locator("#aligned-readings tbody tr").nth(1).locator("td").all_inner_texts()
        assert cells[0].split() == ["50.0", "47.0–53.0"]
        assert "24.3" in cells[3]
        assert "✓ " + words(language, "mark_chosen") in cells[3]
        assert "★ " + words(language, "mark_best") in cells[3]
        assert opened.locator("#aligned-readings .grade").count() == 2


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["agreed_run"], indirect=True)
def test_without_gold_the_agreement_is_shown(opened):
    assert opened.inner_text("#aligned-readings h3") == words("en", "readings_erasure_heading")
    assert "AER" not in opened.inner_text("#alignment-tables")
    assert words("en", "aligned_no_gold") in opened.inner_text("#alignment-lines")


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["aligned_run"], indirect=True)
def test_a_head_of_the_table_opens(opened):
    opened.click('#aligned-heads [data-head="X1.H1"]')
    assert "h=X1.H1" in opened.url
    assert "X1.H1" in opened.inner_text("#card-heading")


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["aligned_run"], indirect=True)
def test_arrow_keys_read_shares_and_links_aloud(opened):
    opened.focus("#pair-picture")
    opened.keyboard.press("ArrowDown")
    assert "0.82" in opened.inner_text("#pair-reading")
    assert words("en", "mark_sure") in opened.inner_text("#pair-reading")
    for key in ("ArrowDown", "ArrowRight"):
        opened.keyboard.press(key)
    told = opened.inner_text("#pair-reading")
    assert "0.75" in told
    assert words("en", "mark_doubtful") in told
    assert told in opened.inner_text("#live")
    opened.keyboard.press("ArrowRight")
    assert words("en", "mark_none") in opened.inner_text("#pair-reading")
    opened.keyboard.press("Escape")
    assert opened.inner_text("#pair-reading") == ""


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["aligned_run"], indirect=True)
def test_the_picture_shades_shares_and_outlines_links(opened):
    if opened.evaluate("document.documentElement.dataset.theme") != "light":
        opened.click("#theme")
    left, up, size = opened.evaluate(CELLS)

    def cell(row: int, column: int) -> tuple[int, int]:
        return opened.evaluate(CELL, [left + column * size, up + row * size, size, LINK])

    strong, sure = cell(0, 0)  # 0.82, sure
    middle, doubtful = cell(1, 1)  # 0.75, doubtful
    weak, nothing = cell(0, 4)  # 0.01, no link
    assert strong < middle < weak
    assert sure > doubtful > 0 == nothing
    opened.click("#pair-links li:nth-child(4) button")
    assert opened.get_attribute("#pair-links li:nth-child(4) button", "aria-pressed") == "true"


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["aligned_run"], indirect=True)
def test_pairs_are_chosen_by_list_buttons_and_keys_and_the_heads_follow(opened):
    opened.select_option("#pair", "2")
    assert "peace" in opened.inner_text("#pair-links")
    opened.click("#pair-before")
    assert words("en", "aligned_no_map") in opened.inner_text("#pair-note")
    assert opened.input_value("#text") == "1"
    assert "p=1" in opened.url
    opened.focus("#pair-picture")
    opened.keyboard.press("PageUp")
    assert opened.input_value("#pair") == "0"
    assert opened.input_value("#text") == "0"
    opened.keyboard.press("PageUp")  # there is none before the first
    assert opened.input_value("#pair") == "0"
    for _ in pairs():
        opened.keyboard.press("PageDown")
    assert opened.input_value("#pair") == str(len(pairs()) - 1)


@pytest.mark.browser
@needs_browser
def test_the_pair_of_an_address_is_shown(browser, tmp_path, aligned_run):
    page = browser.new_page()
    page.goto(export_page(aligned_run, tmp_path / "page.html").as_uri() + "#p=4&lang=zh")
    assert page.inner_text("#pair-unlinked") == words("zh", "links_none")
    assert page.locator("#pair-links li").count() == 0
    page.close()


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["hostile_aligned_run"], indirect=True)
def test_hostile_words_are_shown_as_text(opened):
    for language in LANGUAGES:
        opened.click(f"[data-language={language}]")
        shown = opened.inner_text("#alignment") + " ".join(opened.locator("#pair option").all_inner_texts())
        for name in ("</script><script>document.title='owned'<…", "⟨U+202E⟩gnihton", "nul⟨U+0000⟩l", "a↵b"):
            assert name in shown
        opened.select_option("#pair", "1")
        assert "[bold]meaning:⟨U+001B⟩[31m" in opened.inner_text("#pair-links")
        opened.select_option("#pair", "0")
    assert "owned" not in opened.title()
    assert HOSTILE[6] not in opened.inner_text("#alignment")
    assert opened.locator("#alignment :is(script, img)").count() == 0
    assert opened.locator('#alignment [data-head="X1.H1"]').count() == 0  # a head that the run does not have


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["hostile_aligned_run", "aligned_run"], indirect=True)
def test_nothing_widens_the_page(opened):
    for width in (1280, 400):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
