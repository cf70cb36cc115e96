"""The page: one file, no request, labels that stay text, numbers that stay numbers."""

from __future__ import annotations

import html.parser
import re
from pathlib import Path

import msgspec
import numpy as np
import pytest

from headscope.base.messages import LANGUAGES, catalogue
from headscope.capture.arrays import from_arrays
from headscope.readings.words import read_words
from headscope.show.pack import choose, pack
from headscope.show.page import SCRIPTS, export_page, render_page
from headscope.show.payload import Payload, pack_array, unpack_array
from headscope.show.sentences import sentence
from tests.show.browsing import needs_browser
from tests.show.made import HOSTILE, attention

STATIC = Path(__file__).parents[2] / "src/headscope/show/static"


class Tags(html.parser.HTMLParser):
    """What a browser's parser finds in the page: tags with their attributes, and the payload's island."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.island = ""
        self.comments: list[str] = []
        self._is_island = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._is_island = dict(attrs).get("id") == "payload"

    def handle_data(self, data):
        if self._is_island:
            self.island += data
            self._is_island = False

    def handle_comment(self, data):
        self.comments.append(data)


@pytest.mark.parametrize("encoding", ["float16", "root8"])
def test_a_matrix_comes_back_from_its_bytes(encoding):
    values = attention(1, 9, seed=5, is_causal=True)[0]
    values[values == 0] = np.nan
    back = unpack_array(pack_array(values, encoding))
    assert (np.isnan(back) == np.isnan(values)).all()
    step = 2**-11 if encoding == "float16" else 1 / 254
    assert np.nanmax(np.abs(back - values)) <= step * np.nanmax(values)


def test_a_matrix_of_zeros_or_masks_survives():
    for values in (np.zeros((2, 3)), np.full((2, 3), np.nan)):
        for encoding in ("float16", "root8"):
            np.testing.assert_array_equal(unpack_array(pack_array(values, encoding)), values)


def test_the_payload_survives_the_page_and_hides_nothing_html_could_read(hostile_run):
    payload = pack(hostile_run, language="en", texts=None)
    page = render_page(payload)
    found = Tags(page)
    assert msgspec.json.decode(found.island, type=Payload) == payload
    assert not set("<>&'\u2028\u2029\x00") & set(found.island)
    assert found.comments == []
    assert [tag for tag, _ in found.tags].count("script") == 2
    assert not [tag for tag, _ in found.tags if tag in {"img", "iframe", "object", "embed", "base", "form"}]


def test_hostile_labels_are_kept_readable(hostile_run):
    labels = pack(hostile_run, language="en", texts=None).texts[0].sides["text"].tokens
    assert labels[0] == HOSTILE[0]
    assert labels[1] == "<!--"
    assert labels[3] == "a↵b"
    assert labels[4] == "⟨U+202E⟩gnihton"
    assert labels[5] == "nul⟨U+0000⟩l"
    assert len(labels[6]) <= 81


def test_the_page_allows_no_request(run):
    page = render_page(pack(run, language="en", texts=None))
    found = Tags(page)
    policy = next(attrs["content"] for tag, attrs in found.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in re.sub(r"http-equiv", "", page)
    addresses = [attrs.get(name) for _, attrs in found.tags for name in ("src", "href") if attrs.get(name)]
    assert addresses == ["data:,"]


def test_the_script_never_makes_html_from_text():
    script = "".join((STATIC / name).read_text("utf-8") for name in SCRIPTS)
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(")
    assert [word for word in (*forbidden, "XMLHttpRequest", "import(") if word in script] == []


def test_every_message_the_script_asks_for_exists():
    script = "".join((STATIC / name).read_text("utf-8") for name in SCRIPTS)
    template = (STATIC / "page.html").read_text("utf-8")
    wanted = set(re.findall(r'(?:say|part)\("(\w+[a-z])"[,)]', script))
    wanted |= set(re.findall(r'data-say(?:-label)?="(\w+)"', template))
    assert len(wanted) > 25
    asked = {f"show.{key}" for key in wanted} | set(re.findall(r'say\("(\w+\.\w+[a-z])"[,)]', script))
    for language in LANGUAGES:
        assert asked <= catalogue(language).keys()


def test_writing_replaces_the_old_page_only_when_the_new_one_is_complete(run, tmp_path, monkeypatch):
    target = tmp_path / "page.html"
    export_page(run, target)
    first = target.read_bytes()
    monkeypatch.setattr("headscope.base.disk.os.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        export_page(run, target, language="zh")
    assert target.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_equal_runs_give_equal_pages(run):
    assert render_page(pack(run, language="zh", texts=None)) == render_page(pack(run, language="zh", texts=None))


def test_whole_matrices_stay_within_the_budget_and_named_heads_come_first():
    weights = np.stack([attention(4, 90, seed=layer) for layer in range(2)])
    many = from_arrays([weights] * 3, [[str(n) for n in range(90)]] * 3)
    named = [many.heads[-1]]
    choice = choose(many, named, wanted=[1], is_fixed=False, budget_bytes=120_000)
    assert choice.texts == (0, 1)
    assert (named[0], 1) in choice.whole
    assert len(choice.whole) < 2 * len(many.heads)
    payload = pack(many, language="en", texts=None, budget_bytes=120_000)
    assert sum(len(picture.array.values) for picture in payload.pictures) <= 120_000
    assert payload.texts_left == 1
    assert {picture.array.encoding for picture in payload.pictures} == {"float16", "root8"}


def test_a_run_without_weights_still_has_its_pictures():
    bare = from_arrays(attention(2, 100, seed=4), [str(n) for n in range(100)], keep="none")
    payload = pack(bare, language="en", texts=None)
    assert {picture.array.encoding for picture in payload.pictures} == {"root8"}
    assert payload.pictures[0].tokens_per_row == 2


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["hostile_run"], indirect=True)
def test_hostile_labels_are_shown_as_text_and_nothing_runs(opened):
    for language in LANGUAGES:
        opened.click(f"[data-language={language}]")
        opened.click("#table")
        assert HOSTILE[0] in opened.inner_text("#cells")
        opened.click("#table")
    assert "owned" not in opened.title()
    assert opened.locator("img, iframe, #cells script, #card script").count() == 0
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["run"], indirect=True)
def test_hover_reads_click_pins_and_escape_clears(opened):
    opened.focus("#matrix")
    opened.keyboard.press("ArrowDown")
    assert "“the”" in opened.inner_text("#live")
    box = opened.locator("#matrix").bounding_box()
    opened.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.7)
    assert opened.locator("#row .bars bdi").count() > 1
    assert "q=" in opened.url
    opened.keyboard.press("Escape")
    assert "q=" not in opened.url
    assert opened.locator("#row .bars bdi").count() == 0


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["run"], indirect=True)
def test_arrow_keys_move_among_heads(opened):
    opened.click('#sky [data-place="0"]')
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"):
        opened.keyboard.press(key)
    assert "h=L1.H0" in opened.url
    assert "L1.H0" in opened.inner_text("#card-heading")
    assert opened.locator('#sky [aria-selected="true"]').count() == 1


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["run"], indirect=True)
def test_language_and_theme_switch_at_once_and_survive_a_reload(opened):
    opened.click("[data-language=zh]")
    assert opened.inner_text("#findings-heading") == "发现"
    assert opened.evaluate("document.documentElement.lang") == "zh-Hans"
    before = opened.evaluate("document.documentElement.dataset.theme")
    opened.click("#theme")
    assert opened.evaluate("document.documentElement.dataset.theme") != before
    opened.reload()
    assert opened.inner_text("#findings-heading") == "发现"
    assert opened.evaluate("document.documentElement.dataset.theme") != before


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["run"], indirect=True)
def test_the_table_shows_the_weights_and_the_masked_cells(opened, run):
    opened.click('#sky [data-place="0"]')
    opened.click("#table")
    cells = opened.locator("#cells tr").nth(2).locator("td").all_inner_texts()
    weights = run.array("L0", "weights", 0)[0]
    assert cells == [f"{weights[1, 0]:.3f}", f"{weights[1, 1]:.3f}", "–", "–", "–", "–"]


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("opened", ["run"], indirect=True)
def test_the_page_says_rows_as_python_says_them(opened, run):
    opened.click('#sky [data-place="1"]')
    rows = read_words(run, "L0.H1")[0].rows
    assert {row.verdict for row in rows} >= {"main", "tie"}
    for language in LANGUAGES:
        opened.click(f"[data-language={language}]")
        assert opened.locator("#rows button").all_inner_texts() == [sentence(row, language) for row in rows]
