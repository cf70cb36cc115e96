"""What every host hands the viewer: its script, its style, and how it starts."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from headscope.base.messages import LANGUAGES
from headscope.errors import BadOption
from headscope.show.answers import path_of
from headscope.show.palette import PATTERN_COLOURS, RAMP_DARK, RAMP_LIGHT
from headscope.show.payload import Start
from headscope.show.shelf import ShelfOfRuns

SCRIPT, STYLE = "viewer.js", "viewer.css"


@cache
def static_text(name: str) -> str:
    """A file of `show/static`."""
    return (resources.files("headscope.show") / "static" / name).read_text("utf-8")


def make_start(
    host: Literal["app", "widget", "page"],
    shelf: ShelfOfRuns,
    *,
    at: str = "",
    language: str = "en",
    answers: dict[str, msgspec.Raw] | None = None,
) -> Start:
    """How the viewer starts in a host.

    Args:
        host: which host it is.
        shelf: the runs that it is opened on.
        at: the address it opens at, as `address_of` takes it; by default the sky of the only run, or the shelf.
        language: the language it opens in.
        answers: a page's answers by request.

    Raises:
        BadOption: the address is none, or headscope does not speak the language.
    """
    if language not in LANGUAGES:
        raise BadOption("viewer_language", value=language, choices=", ".join(LANGUAGES))
    ramps: dict[str, tuple[tuple[int, int, int], ...]] = {"dark": RAMP_DARK, "light": RAMP_LIGHT}
    first = "/r/" + path_of(next(iter(shelf.runs)), "sky") if len(shelf.runs) == 1 else "/r//shelf"
    return Start(host, address_of(at) or first, language, PATTERN_COLOURS, ramps, answers or {})


def address_of(at: str) -> str:
    """The viewer's address in what a person copied: the address itself, or a link whose `#` it stands behind.

    >>> address_of("http://127.0.0.1:7007/secret/#/r/book/matrix?h=L2.H7")
    '/r/book/matrix?h=L2.H7'

    Raises:
        BadOption: it does not start with `/r/`.
    """
    address = at.strip().rpartition("#")[2]
    if address and not address.startswith("/r/"):
        raise BadOption("address_syntax", value=at)
    return address
