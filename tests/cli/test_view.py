"""`headscope view` as its user meets it: an address, a server behind it, and an end in order."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from headscope.base.messages import LANGUAGES, say
from headscope.capture.arrays import from_arrays
from headscope.cli.view import has_screen, open_browser
from headscope.show.payload import Shelf
from headscope.store.write import save
from tests.cli.calling import Call
from tests.web.serving import SCREENS, Served, served


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two runs, and one of a format that is still to come."""
    shelf = tmp_path_factory.mktemp("shelf")
    weights = np.random.default_rng(0).dirichlet(np.ones(3), size=(2, 3, 3))
    for name in ("first", "second", "newer"):
        save(from_arrays(weights, list("abc")), shelf / name)
    manifest = shelf / "newer" / "run.json"
    told, count = re.subn(r'"format": ?\d+', '"format": 9999', manifest.read_text("utf-8"), count=1)
    assert count == 1
    manifest.write_text(told, "utf-8")
    return shelf


@pytest.fixture(scope="module")
def viewer(folder: Path) -> Iterator[Served]:
    """One viewer for the tests that only ask."""
    with served(str(folder), "--port", "0", "--no-browser") as started:
        yield started


def test_a_folder_of_runs_is_served_until_ctrl_c(folder: Path) -> None:
    with served(str(folder), "--port", "0", "--no-browser") as viewer:
        status, body = viewer.get(f"{viewer.home}api/shelf")
        assert status == 200
        shelf = msgspec.json.decode(body, type=Shelf)
        assert sorted(run.name for run in shelf.runs) == ["first", "second"]
        assert [run.name for run in shelf.unreadable] == ["newer"]
        assert "9999" in shelf.unreadable[0].reason["en"]
        assert viewer.end() == (0, [say("cli.view_runs"), say("cli.view_ended")])


def test_each_viewer_has_an_address_of_its_own(folder: Path, viewer: Served) -> None:
    with served(str(folder), "--port", "0", "--no-browser") as other:
        assert other.home != viewer.home
        assert other.get(f"{viewer.home}api/shelf")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "api/../../run.json",
        "api/%2e%2e/%2e%2e/run.json",
        "api/first/../../run.json",
        "api/first/..%2f..%2frun.json",
        "api/first%2frun.json/overview",
        "api//etc/passwd",
        "api/nothing/overview",
        "api/first/tile/L0.H0/0/-1/0/0/peak",
    ],
)
def test_what_no_run_of_the_shelf_has_is_said_to_be_missing(viewer: Served, path: str) -> None:
    status, body = viewer.get(viewer.home + path)
    assert status == 200
    assert msgspec.json.decode(body)["type"] == "missing"


@pytest.mark.parametrize("path", ["/../run.json", "/api/shelf", "//", "/.", "*", "http://127.0.0.1/"])
def test_without_the_token_nothing_is_there(viewer: Served, path: str) -> None:
    assert viewer.get(path)[0] == 404


def test_dots_do_not_lead_from_the_token_to_anything(viewer: Served) -> None:
    for path in ("static/../viewer.js", "../viewer.js", "./viewer.js", "../../../../etc/passwd"):
        assert viewer.get(viewer.home + path) == (404, b"")


def test_a_name_that_was_made_to_point_here_is_refused(viewer: Served) -> None:
    assert viewer.get(viewer.home, Host="evil.example")[0] == 403
    assert viewer.get(viewer.home, Host=f"localhost:{viewer.port + 1}")[0] == 200


def test_a_request_with_a_long_head_is_refused(viewer: Served) -> None:
    assert viewer.get(viewer.home, Padding="x" * 10_000)[0] == 200
    assert viewer.get(viewer.home, Padding="x" * 100_000)[0] == 431


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_port_in_use_gives_way_to_the_next(folder: Path, language: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with served(str(folder), "--port", str(port), "--no-browser", "--lang", language) as viewer:
            assert port < viewer.port <= port + 100
            said = viewer.end()[1]
    assert said[0] == say("cli.view_port_taken", language, port=port, found=viewer.port)


def test_over_ssh_no_browser_is_started_and_the_way_back_is_told(folder: Path) -> None:
    with served(str(folder), "--port", "0", SSH_CONNECTION="10.0.0.1 1 10.0.0.2 22", DISPLAY=":0") as viewer:
        assert viewer.get(viewer.home)[0] == 200
        said = viewer.end()[1]
    assert f"ssh -N -L {viewer.port}:127.0.0.1:{viewer.port} " in said[0]
    assert say("cli.view_no_browser") in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("failing", ["says no", "is not there", "cannot start"])
def test_where_no_browser_opens_the_person_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, failing: str, language: str
) -> None:
    def fail(url: str) -> bool:
        if failing == "says no":
            return False
        raise webbrowser.Error("none") if failing == "is not there" else OSError("broken")

    monkeypatch.setenv("BROWSER", "some-browser")
    monkeypatch.setattr(webbrowser, "open", fail)
    open_browser("http://127.0.0.1:7007/token/", language)
    assert capsys.readouterr().err == say("cli.view_no_browser", language) + "\n"


def test_a_browser_that_opens_is_given_the_address(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setenv("BROWSER", "some-browser")
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    open_browser("http://127.0.0.1:7007/token/", "en")
    assert (opened, capsys.readouterr().err) == (["http://127.0.0.1:7007/token/"], "")


@pytest.mark.parametrize(
    ("variables", "is_there"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "a b"}, False),
        ({"BROWSER": "helper", "SSH_CONNECTION": "a b"}, True),
    ],
)
def test_a_screen_is_known_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_there: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_screen() is is_there


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [("{empty}/nothing",), ("{empty}",), ("{run}", "--at", "head"), ("{run}", "--port", "70000"), ()],
    ids=["no such folder", "no run in it", "no address", "no port", "nothing"],
)
def test_mistakes_are_one_line_and_status_two(
    call: Call, folder: Path, tmp_path: Path, words: tuple[str, ...], language: str
) -> None:
    given = [word.format(empty=tmp_path, run=folder / "first") for word in words]
    status, out, err = call("view", *given, "--no-browser", "--lang", language)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_comes_with_an_example(call: Call, language: str) -> None:
    status, out, _ = call("view", "--help", "--lang", language)
    assert status == 0
    assert "headscope view my-run" in out


def test_without_the_view_extra_it_says_what_to_install(folder: Path) -> None:
    code = (
        "import sys\nsys.modules['starlette'] = None\nfrom headscope.cli.main import main\n"
        f"main(['view', {str(folder)!r}, '--no-browser'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "headscope[view]" in done.stderr
    assert len(done.stderr.splitlines()) == 1
