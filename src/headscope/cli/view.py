"""`headscope view`: the viewer in the browser, until Ctrl-C."""

from __future__ import annotations

import functools
import os
import platform
import secrets
import sys
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from headscope.base.messages import say
from headscope.cli import options
from headscope.cli.output import note

FIRST_PORT = 7007


def view(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...")],
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535)] = FIRST_PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser")] = False,
    at: Annotated[str, typer.Option("--at", metavar="ADDRESS")] = "",
    lang: options.Lang = options.Language.en,
    debug: options.Debug = False,
) -> None:
    """Look at runs in the browser."""
    from headscope.show.answers import answer, path_of
    from headscope.show.bundle import make_start
    from headscope.show.shelf import open_shelf
    from headscope.web.serve import listen, serve
    from headscope.web.server import make_app

    shelf = open_shelf(runs)
    start = make_start("app", shelf, at=at, language=lang)
    token = secrets.token_urlsafe(24)
    listener = listen(port)
    if shelf.runs:  # what is asked for first is made ready while the browser starts
        first = path_of(next(iter(shelf.runs)), "overview")
        threading.Thread(target=answer, args=(shelf, first), daemon=True).start()
    address, found = listener.getsockname()
    if port not in (0, found):
        note(say("cli.view_port_taken", lang, port=port, found=found))
    url = f"http://{address}:{found}/{token}/"
    sys.stdout.write(url + "\n")
    sys.stdout.flush()
    if "SSH_CONNECTION" in os.environ:
        note(say("cli.view_over_ssh", lang, port=found, machine=platform.node()))
    note(say("cli.view_runs", lang))
    if not no_browser:
        threading.Thread(target=open_browser, args=(url, lang), daemon=True).start()
    with suppress(KeyboardInterrupt):  # the usual end
        serve(make_app(functools.partial(answer, shelf), start, token), listener)
    note(say("cli.view_ended", lang))


def open_browser(url: str, language: str) -> None:
    """Open the address in a browser of this screen, or say that there is none."""
    try:
        is_open = has_screen() and webbrowser.open(url)
    except (webbrowser.Error, OSError):
        is_open = False
    if not is_open:
        note(say("cli.view_no_browser", language))


def has_screen() -> bool:
    """Whether a browser that this process starts can be seen by the person who started it.

    Over ssh it would run on the other machine, with the token on its command line, which everybody there can read.
    Without a screen Python would start a text browser, which shows nothing. `BROWSER` is how a remote editor offers its
    own.
    """
    if "BROWSER" in os.environ:
        return True
    if "SSH_CONNECTION" in os.environ:
        return False
    return sys.platform != "linux" or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
