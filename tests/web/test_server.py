"""The local server: who is let in, what is told, and that nothing but runs of the shelf can be read."""

from __future__ import annotations

import re
import threading
from urllib.parse import quote

import msgspec
import pytest
from starlette.testclient import TestClient

from headscope.show.bundle import make_start, static_text
from headscope.show.payload import Start
from headscope.show.shelf import ShelfOfRuns
from headscope.web.guard import is_own_name
from headscope.web.server import make_app
from tests.show.made import HOSTILE

TOKEN = "t0ken-of-this_session"
HOME = f"/{TOKEN}/"
SHELF = ShelfOfRuns({})
SECURE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def echo(request: str) -> bytes:
    """An answer that says what was asked."""
    return msgspec.json.encode({"asked": request})


def client(answer=echo, *, host: str = "127.0.0.1:7007", **options) -> TestClient:
    app = make_app(answer, make_start("app", SHELF, **options), TOKEN)
    return TestClient(app, base_url=f"http://{host}", follow_redirects=False)


@pytest.fixture
def web() -> TestClient:
    return client()


def test_the_page_names_its_script_its_style_and_how_it_starts():
    page = client(at="/r/book/head?h=L1.H2", language="zh").get(HOME)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="zh">' in page.text
    told = re.search(r'id="headscope-start">(.*?)</script>', page.text, re.DOTALL)
    start = msgspec.json.decode(told[1], type=Start)
    assert (start.host, start.at, start.language, start.answers) == ("app", "/r/book/head?h=L1.H2", "zh", {})
    assert {"global", "diagonal", "block", "sink", "sparse", "mixed"} == set(start.pattern_colours)
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert sorted(addresses) == ["data:,", "viewer.css", "viewer.js"]


def test_an_address_cannot_break_out_of_the_page():
    at = "/r/x?" + "".join(HOSTILE[:2])
    page = client(at=at).get(HOME).text
    assert page.count("<script") == 2
    assert "<!--" not in page
    told = re.search(r'id="headscope-start">(.*?)</script>', page, re.DOTALL)
    assert msgspec.json.decode(told[1], type=Start).at == at


def test_script_and_style_are_the_bundle(web):
    for name, kind in (("viewer.js", "text/javascript"), ("viewer.css", "text/css")):
        got = web.get(HOME + name)
        assert got.headers["content-type"].startswith(kind)
        assert got.text == static_text(name)


def test_a_request_reaches_the_answers_as_it_was_written(web):
    name = quote("a/b ü %2e", safe="")
    got = web.get(f"{HOME}api/{name}/tile/L5.H3/0/4/1/0/peak")
    assert (got.status_code, got.headers["content-type"]) == (200, "application/json")
    assert got.json() == {"asked": f"{name}/tile/L5.H3/0/4/1/0/peak"}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api/shelf",
        "/favicon.ico",
        "/t0ken/",
        f"/{TOKEN}x/",
        f"/{TOKEN[:-1]}/",
        f"/{TOKEN.upper()}/",
        f"//{TOKEN}/",
        f"/%74{TOKEN[1:]}/",
        f"/{TOKEN}%2Fapi/shelf",
        f"/{TOKEN}/app.html",
        f"/{TOKEN}/page.html",
        f"/{TOKEN}/%2e%2e/%2e%2e/etc/passwd",
        f"/{TOKEN}/..%2f..%2fetc%2fpasswd",
        f"/{TOKEN}/viewer.js/",
        f"/{TOKEN}/api",
    ],
)
def test_nothing_else_is_there(web, path):
    got = web.get(path)
    assert (got.status_code, got.content) == (404, b"")


def test_the_address_without_its_last_sign_leads_home(web):
    got = web.get(f"/{TOKEN}")
    assert (got.status_code, got.headers["location"]) == (307, HOME)


@pytest.mark.parametrize("host", ["localhost", "localhost:9999", "127.0.0.1:7007", "[::1]:7007", "LOCALHOST:1"])
def test_own_names_are_let_in_at_any_port(web, host):
    """`ssh -L 9999:127.0.0.1:7007` asks for localhost:9999."""
    assert web.get(f"{HOME}api/shelf", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7007",
        "localhost.evil.example",
        "127.0.0.1.evil.example:7007",
        "localhost:7007.evil.example",
        "evil.example@localhost",
        "localhost@evil.example",
        "0.0.0.0:7007",
        "127.0.0.2",
        "[::1",
        "localhost:",
        "localhost:123456",
        "localhost\n",
        "",
    ],
)
def test_names_that_are_not_this_machines_are_refused(web, host):
    assert not is_own_name(host)
    if "\n" not in host:
        got = web.get(f"{HOME}api/shelf", headers={"host": host})
        assert got.status_code == 403
        assert "ssh -L" in got.text
        assert TOKEN not in got.text


def test_two_host_names_are_refused(web):
    got = web.request("GET", HOME, headers=[("host", "localhost"), ("host", "evil.example")])
    assert got.status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_written_or_asked_from_another_origin(web, method):
    got = web.request(method, f"{HOME}api/shelf", headers={"origin": "http://evil.example"})
    assert got.status_code == 405
    assert set(got.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert not [name for name in got.headers if name.startswith("access-control")]


def test_head_tells_the_length_without_the_body(web):
    got = web.head(f"{HOME}api/shelf")
    assert (got.status_code, got.headers["content-length"]) == (200, str(len(echo("shelf"))))


@pytest.mark.parametrize(
    ("path", "host"),
    [(HOME, "localhost"), (f"{HOME}api/shelf", "localhost"), ("/no", "localhost"), (HOME, "evil.example")],
)
def test_every_response_says_what_it_may_load(web, path, host):
    headers = web.get(path, headers={"host": host}).headers
    assert SECURE.items() <= dict(headers).items()
    policy = dict(each.split(" ", 1) for each in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]


def test_a_failure_is_logged_here_and_told_without_its_words(caplog: pytest.LogCaptureFixture):
    def fail(request: str) -> bytes:
        raise RuntimeError("a path: /home/somebody")

    app = make_app(fail, make_start("app", SHELF), TOKEN)
    got = TestClient(app, base_url="http://localhost", raise_server_exceptions=False).get(f"{HOME}api/shelf")
    assert got.status_code == 500
    assert "somebody" in caplog.text
    assert "somebody" not in got.text
    assert SECURE.items() <= dict(got.headers).items()


def test_long_paths_are_refused(web):
    assert web.get(f"{HOME}api/{'x' * 1500}").status_code == 200
    assert web.get(f"{HOME}api/{'x' * 3000}").status_code == 414


def test_large_answers_are_packed_for_those_who_can_unpack_them():
    body = b'"' + b"a" * 100_000 + b'"'
    web = client(lambda request: body)
    packed = web.get(f"{HOME}api/shelf", headers={"accept-encoding": "gzip"})
    assert (packed.headers["content-encoding"], packed.content) == ("gzip", body)
    assert int(packed.headers["content-length"]) < 2000
    plain = web.get(f"{HOME}api/shelf", headers={"accept-encoding": "identity"})
    assert ("content-encoding" not in plain.headers, plain.content) == (True, body)


def test_a_slow_answer_does_not_keep_a_quick_one_waiting():
    is_quick_done = threading.Event()

    def answer(request: str) -> bytes:
        if request == "quick":
            is_quick_done.set()
            return b'"quick"'
        assert is_quick_done.wait(timeout=30)
        return b'"slow"'

    with client(answer) as web:  # one event loop for both requests
        slow: list[str] = []
        asking = threading.Thread(target=lambda: slow.append(web.get(f"{HOME}api/slow").json()))
        asking.start()
        assert web.get(f"{HOME}api/quick").json() == "quick"
        asking.join()
    assert slow == ["slow"]
