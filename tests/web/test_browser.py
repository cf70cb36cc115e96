"""The viewer in a browser, from the local server: it asks nobody else, and nobody else can ask it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import headscope as hs
from headscope.base.messages import LANGUAGES, say
from tests.show.browsing import needs_browser
from tests.show.made import HOSTILE, attention
from tests.web.serving import Served, served

pytestmark = [pytest.mark.browser, needs_browser]


@pytest.fixture(scope="module")
def viewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A viewer of two runs; the labels of one try to break out."""
    shelf = tmp_path_factory.mktemp("shelf")
    words = ["the", "cat", "sat", "on", "the", "mat"]
    hs.save(hs.from_arrays(attention(3, len(words), seed=1, is_causal=True), words), shelf / "plain")
    hs.save(hs.from_arrays(attention(2, len(HOSTILE), seed=3), list(HOSTILE)), shelf / "hostile")
    with served(str(shelf), "--port", "0", "--no-browser") as started:
        yield started


@pytest.fixture
def stranger(browser: Any) -> Iterator[Any]:
    """A window that is open on somebody else's page."""
    context = browser.new_context()
    page = context.new_page()
    page.route("http://evil.example/*", lambda each: each.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto("http://evil.example/")
    yield page
    context.close()


@pytest.fixture
def window(browser: Any, viewer: Served) -> Iterator[Any]:
    """A window; afterwards: it asked this server alone, and nothing was complained of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.on("console", lambda each: complaints.append(each.text))
    yield page
    own = (f"http://127.0.0.1:{viewer.port}{viewer.home}", f"blob:http://127.0.0.1:{viewer.port}/", "data:")
    assert asked
    assert [url for url in asked if not url.startswith(own)] == []
    assert complaints == []
    context.close()


def _address(viewer: Served, at: str = "") -> str:
    return f"http://127.0.0.1:{viewer.port}{viewer.home}{at}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("run", ["plain", "hostile"])
def test_it_opens_at_an_address_and_asks_nobody_else(window: Any, viewer: Served, run: str, language: str) -> None:
    window.goto(_address(viewer, f"#/r/{run}/sky?lang={language}"))
    window.get_by_role("heading", name=say("show.viewer_screen_sky", language)).first.wait_for()
    window.wait_for_load_state("networkidle")
    assert window.title() == "headscope"


def test_back_leads_to_the_screen_before_and_a_reload_stays(window: Any, viewer: Served) -> None:
    window.goto(_address(viewer, "#/r/plain/sky?lang=en"))
    window.get_by_role("button", name=say("show.viewer_screen_head")).first.click()
    window.wait_for_url("**/r/plain/head?*")
    window.go_back()
    window.wait_for_url("**/r/plain/sky?*")
    window.reload()
    window.get_by_role("heading", name=say("show.viewer_screen_sky")).first.wait_for()


@pytest.mark.parametrize(
    ("attempt", "directive"),
    [
        ("fetch('http://127.0.0.1:9/').catch(() => null)", "connect-src"),
        ("add('script', {text: 'window.x = 1'})", "script-src-elem"),
        ("add('img', {src: 'http://127.0.0.1:9/a.png'})", "img-src"),
        ("add('iframe', {src: 'http://127.0.0.1:9/'})", "frame-src"),
        ("document.body.setAttribute('onclick', 'window.x = 1'); document.body.click()", "script-src-attr"),
    ],
)
def test_what_a_page_may_not_do_is_stopped(browser: Any, viewer: Served, attempt: str, directive: str) -> None:
    page = browser.new_page()
    page.goto(_address(viewer))
    stopped = f"""() => new Promise((done) => {{
        const add = (tag, given) => document.body.append(Object.assign(document.createElement(tag), given));
        document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
        {attempt};
    }})"""
    assert page.evaluate(stopped) == directive
    page.close()


def test_a_strangers_page_that_knows_the_address_reads_nothing(stranger: Any, viewer: Served) -> None:
    shelf, script = _address(viewer, "api/shelf"), _address(viewer, "viewer.js")
    read = "(url) => fetch(url).then((answer) => answer.text(), (error) => error.name)"
    assert stranger.evaluate(read, shelf) == "TypeError"
    loaded = """(src) => new Promise((done) => document.head.append(Object.assign(document.createElement("script"), {
        src, onload: () => done("loaded"), onerror: () => done("refused"),
    })))"""
    assert stranger.evaluate(loaded, script) == "refused"


def test_a_strangers_page_cannot_put_the_viewer_into_a_frame(stranger: Any, viewer: Served) -> None:
    framed = """(src) => new Promise((done) => document.body.append(Object.assign(document.createElement("iframe"), {
        src, onload: () => done(),
    })))"""
    stranger.evaluate(framed, _address(viewer))
    assert stranger.frames[1].evaluate("document.querySelector('#headscope')") is None
