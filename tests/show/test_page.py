"""The page: one file, no request, labels that stay text, answers that are those of the server."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import re
from collections.abc import Iterable

import msgspec
import numpy as np
import pytest

from headscope.capture.arrays import from_arrays
from headscope.show import page
from headscope.show.answers import answer, path_of
from headscope.show.findings_payload import FindingsPayload
from headscope.show.page import export_page, render_page
from headscope.show.page_answers import PagePlan, page_answers
from headscope.show.payload import Overview, Start, TilePayload
from headscope.show.shelf import open_shelf
from headscope.store.run import Run
from headscope.testing.viewer_runs import text_run
from tests.show.asked import numbers
from tests.show.made import attention
from tests.show.offline import opened

SCRIPT = "document.title = '</script>' + 1; // & < >"


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script and a style in place of the viewer's, which is built elsewhere."""
    monkeypatch.setattr(page, "static_text", {"viewer.js": SCRIPT, "viewer.css": "body { margin: 0 }"}.get)


class Tags(html.parser.HTMLParser):
    """What a browser's parser finds in the page: tags with their attributes, comments, and what scripts hold."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.comments: list[str] = []
        self._is_script = False
        self.feed(content)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._is_script = tag == "script"
        if self._is_script:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._is_script = False

    def handle_data(self, data):
        if self._is_script:
            self.scripts[-1] += data

    def handle_comment(self, data):
        self.comments.append(data)


def inside(run: Run, **plan: object) -> dict[str, bytes]:
    """The answers of a page, as JSON."""
    found = page_answers(open_shelf([run]), PagePlan(**plan))  # type: ignore[arg-type]
    return {request: opened(bytes(content)) for request, content in found.items()}


def whole_heads(answers: Iterable[str]) -> set[str]:
    return {request.split("/")[2] for request in answers if request.split("/")[1:2] == ["tile"]}


def size(answers: dict[str, msgspec.Raw]) -> int:
    return sum(len(bytes(content)) for content in answers.values())


def test_the_island_survives_the_page_and_hides_nothing_html_could_read(hostile_run):
    found = Tags(render_page(hostile_run))
    island, script = found.scripts
    start = msgspec.json.decode(island, type=Start)
    assert start.host == "page"
    assert start.answers == page_answers(open_shelf([hostile_run]), PagePlan())
    assert not set("<>&'\u2028\u2029\x00") & set(island)
    assert found.comments == []
    assert script == SCRIPT.replace("</script", "<\\/script")
    assert not [tag for tag, _ in found.tags if tag in {"img", "iframe", "object", "embed", "base", "form"}]
    assert [attrs["id"] for tag, attrs in found.tags if "id" in attrs] == ["headscope", "headscope-start"]


def test_the_page_allows_no_request_and_only_its_own_script(run):
    content = render_page(run)
    found = Tags(content)
    policy = next(attrs["content"] for tag, attrs in found.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    digest = base64.b64encode(hashlib.sha256(found.scripts[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "http" not in re.sub(r"http-equiv", "", content)
    addresses = [attrs.get(name) for _, attrs in found.tags for name in ("src", "href") if attrs.get(name)]
    assert addresses == ["data:,"]


def test_answers_of_the_page_are_those_of_the_server(short, crossing_text, aligned_run):
    for run in (short, crossing_text, aligned_run):
        shelf = open_shelf([run])
        name = next(iter(shelf.runs))
        found = inside(run)
        assert {path_of(name, *parts) for parts in (("overview",), ("text", 0), ("thumbnails", 0))} <= found.keys()
        assert {"shelf", "strings/en", "strings/zh", f"{name}/findings/en", f"{name}/findings/zh"} <= found.keys()
        for request, content in found.items():
            if request != "not_inside":
                told = msgspec.json.decode(answer(shelf, request))
                mine = msgspec.json.decode(content)
                if "/head/" in request and not mine["rows"]:
                    told |= {"rows": [], "note": mine["note"], "rows_unit": mine["rows_unit"]}
                assert mine == told, request
        assert msgspec.json.decode(found["not_inside"])["kind"] == "not_inside"


def test_a_page_says_how_to_get_what_it_does_not_hold(short):
    message = msgspec.json.decode(inside(short)["not_inside"])["message"]
    for language in ("en", "zh"):
        assert "headscope view run" in message[language]
        assert "--all-heads" in message[language]


def named_by_findings(answers: dict[str, bytes]) -> set[str]:
    found = msgspec.json.decode(answers["run/findings/en"], type=FindingsPayload)
    claimed = {head for reading in found.readings for claim in reading.claims for head in claim.heads}
    return claimed | {view.head for view in found.four_views if view.head}


def test_whole_matrices_are_those_of_the_heads_that_findings_name_and_of_others_up_to_forty():
    run = text_run(8, 8, 64)
    some, every = inside(run), inside(run, has_all_heads=True)
    heads = {str(head) for head in run.heads}
    named = named_by_findings(some)
    assert named & {f"L{layer}.H0" for layer in range(8)}
    assert named & {f"L{layer}.H1" for layer in range(8)}
    assert whole_heads(every) == heads
    assert len(whole_heads(some)) == 40
    assert named < whole_heads(some)
    for answers in (some, every):
        assert {request.split("/")[2] for request in answers if "/head/" in request} == heads


def test_whole_matrices_are_told_token_by_token(text):
    some = inside(text)
    for head in whole_heads(some):
        assert msgspec.json.decode(some[f"run/head/{head}/0"])["rows"]
        places = sorted(request.split("/")[4:] for request in some if request.startswith(f"run/tile/{head}/"))
        assert places == [["0", x, y, "peak"] for x in "01" for y in "01"]
        weights = text.array(head.partition(".")[0], "weights", 0)[int(head[-1])].astype(np.float64)
        tile = msgspec.json.decode(some[f"run/tile/{head}/0/0/1/0/peak"], type=TilePayload)
        np.testing.assert_allclose(numbers(tile.array), weights[:256, 256:], rtol=2e-4, atol=1e-9)


def test_where_room_is_short_numbers_are_rounded_before_heads_are_left_out_and_it_is_said(text):
    assert whole_heads(inside(text, budget_bytes=0)) == set()
    ample = page_answers(open_shelf([text]), PagePlan(budget_bytes=12_000_000))
    named = named_by_findings(inside(text))
    assert msgspec.json.decode(opened(bytes(ample["run/overview"])), type=Overview).notices["en"] == ()
    all_tiles = {request: content for request, content in ample.items() if "/tile/" in request}
    tiles = size({request: all_tiles[request] for request in all_tiles if request.split("/")[2] in named})
    tight = inside(text, budget_bytes=size(ample) - size(all_tiles) + int(0.62 * tiles))
    notice = msgspec.json.decode(tight["run/overview"], type=Overview).notices["en"]
    assert named <= whole_heads(tight)
    share = float(re.findall(r"within (\d+) %", notice[0])[0]) / 100
    weights = text.array("L0", "weights", 0).astype(np.float64)
    for head in whole_heads(tight):
        if head.startswith("L0"):
            tile = msgspec.json.decode(tight[f"run/tile/{head}/0/0/0/0/peak"], type=TilePayload)
            true = weights[int(head[-1]), :256, :256]
            is_told = true > 1e-5 * true.max()
            np.testing.assert_allclose(numbers(tile.array)[is_told], true[is_told], rtol=share + 0.005)


@pytest.mark.parametrize("budget", [200_000, 1_000_000])
def test_a_page_keeps_to_its_budget(text, budget):
    bare = size(page_answers(open_shelf([text]), PagePlan(budget_bytes=0)))
    assert size(page_answers(open_shelf([text]), PagePlan(budget_bytes=budget))) <= max(budget, bare)


@pytest.mark.slow
def test_the_pages_of_144_heads_are_as_large_as_promised():
    of_128, of_512 = text_run(12, 12, 128), text_run(12, 12, 512)
    viewer_bytes = 250_000
    assert len(render_page(of_128, plan=PagePlan(has_all_heads=True)).encode()) + viewer_bytes <= 4_000_000
    some = Tags(render_page(of_512))
    assert len(some.scripts[0]) + viewer_bytes <= 15_000_000
    every = page_answers(open_shelf([of_512]), PagePlan(has_all_heads=True))
    assert size(every) + viewer_bytes <= 45_000_000
    assert len(whole_heads(dict.fromkeys(every, b""))) == 144


@pytest.mark.slow
def test_the_page_of_a_long_text_holds_its_coarse_levels(long):
    found = inside(long)
    levels = {request.split("/")[4] for request in found if "/tile/" in request}
    assert levels == {"9", "8", "7"}
    assert sum(map(len, found.values())) < 15_000_000


def test_evidence_decides_which_texts_come_first_and_given_texts_are_the_only_ones():
    weights = np.stack([attention(2, 60, seed=seed) for seed in (1, 2)])
    run = from_arrays([weights] * 6, [[f"{place}{n}" for n in range(60)] for place in "abcdef"])
    given = inside(run, texts=(4, 2))
    assert {request for request in given if "/text/" in request} == {"run/text/4", "run/text/2"}
    quoted = inside(run, quoted=(5,), budget_bytes=1)
    assert [request for request in quoted if "/text/" in request] == ["run/text/5"]
    assert len([request for request in inside(run) if "/text/" in request]) == 6


def test_a_run_without_weights_still_has_its_small_pictures():
    bare = from_arrays(attention(2, 100, seed=4), [str(n) for n in range(100)], keep="none")
    found = inside(bare)
    assert "run/thumbnails/0" in found
    assert whole_heads(found) == set()


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
    assert render_page(run, language="zh") == render_page(run, language="zh")


def test_the_page_opens_where_it_is_told_to(run):
    start = msgspec.json.decode(Tags(render_page(run, at="/r/run/matrix?h=L0.H1")).scripts[0], type=Start)
    assert start.at == "/r/run/matrix?h=L0.H1"
    assert msgspec.json.decode(Tags(render_page(run, language="zh")).scripts[0], type=Start).language == "zh"
