"""What the viewer asks and is told: one request, one answer, whatever the host."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote

import msgspec

from headscope.base.heads import Head, parse_head, select_heads
from headscope.base.messages import LANGUAGES
from headscope.errors import BadOption, BrokenRun, ExtraMissing, FontMissing, HeadscopeError, NotKept
from headscope.show.labels import visible_label
from headscope.show.pack_figure import pack_figure
from headscope.show.pack_findings import pack_findings
from headscope.show.pack_head import pack_head
from headscope.show.pack_overview import pack_overview
from headscope.show.pack_pairs import pack_pair, pack_pairs
from headscope.show.pack_row import pack_row
from headscope.show.pack_segments import pack_segments
from headscope.show.pack_shelf import pack_shelf
from headscope.show.pack_strings import pack_strings
from headscope.show.pack_text import pack_text, pack_thumbnails
from headscope.show.pack_tile import pack_tile
from headscope.show.payload import FigurePayload, Missing
from headscope.show.shelf import OpenRun, ShelfOfRuns, keep_answer, kept_answer, run_named

_PLAIN = "-_.!~*'()"  # what encodeURIComponent leaves as it is
_LONGEST = 2000
_DIGITS = 9


def answer(shelf: ShelfOfRuns, request: str) -> bytes:
    """The answer to a request, as JSON of one of the structs of `show.payload`.

    A request that is wrong, or that the run cannot answer, is answered too (`Missing`); nothing is raised, so that
    neither a viewer nor a run of somebody else can stop the host.

    Args:
        shelf: the runs that may be asked for.
        request: a path whose parts are percent-encoded: `RUN/tile/L5.H3/0/4/1/0/peak`.

    >>> from headscope.capture.arrays import from_arrays
    >>> from headscope.show.shelf import open_shelf
    >>> shelf = open_shelf([from_arrays([[1.0]], ["one"])])
    >>> msgspec.json.decode(answer(shelf, "run/text/0"))["sides"]["text"]["tokens"]
    ['one']
    >>> msgspec.json.decode(answer(shelf, "run/text/9"))["kind"]
    'bad_request'
    """
    known = kept_answer(shelf, request)
    if known is not None:
        return known
    found = _answer(shelf, request)
    content = msgspec.json.encode(found)
    # An overview may know more the next time; a figure is large, and asked for once.
    if not isinstance(found, Missing | FigurePayload) and not request.endswith("/overview"):
        keep_answer(shelf, request, content)
    return content


def path_of(*parts: str | int) -> str:
    """A request of its parts, each encoded as the viewer does.

    >>> path_of("my run", "head", "vision:L0.H1", 0)
    'my%20run/head/vision%3AL0.H1/0'
    """
    return "/".join(quote(str(part), safe=_PLAIN) for part in parts)


def missing_of(error: HeadscopeError) -> Missing:
    """An error as an answer."""
    kind = "not_kept" if isinstance(error, NotKept) else "bad_request"
    if isinstance(error, ExtraMissing | FontMissing):
        kind = "not_installed"
    if isinstance(error, BrokenRun):
        kind = "newer_format" if error.key == "run_format" else "broken"
    message = {each: visible_label(error.text(each), limit=_LONGEST) for each in LANGUAGES}
    return Missing(kind, message)  # type: ignore[arg-type]


def _answer(shelf: ShelfOfRuns, request: str) -> msgspec.Struct:
    try:
        return _found(shelf, request)
    except HeadscopeError as error:
        return missing_of(error)
    except Exception as error:  # whatever a damaged run makes numpy or zarr raise
        return missing_of(BrokenRun("viewer_broken", value=visible_label(request), reason=type(error).__name__))


def _found(shelf: ShelfOfRuns, request: str) -> msgspec.Struct:
    parts = [unquote(part) for part in request[:_LONGEST].split("/")]
    if parts == ["shelf"]:
        return pack_shelf(shelf)
    if len(parts) == 2 and parts[0] == "strings":
        return pack_strings(parts[1])
    if len(parts) < 2:
        raise _unknown(request)
    opened = run_named(shelf, parts[0])
    found = _REQUESTS.get(parts[1])
    if found is None or len(parts) - 2 not in found[0]:
        raise _unknown(request)
    return found[1](opened, *parts[2:])


def _unknown(request: str) -> BadOption:
    choices = ", ".join(["shelf", "strings/LANG", *(f"RUN/{name}" for name in _REQUESTS)])
    return BadOption("viewer_request", value=visible_label(request), choices=choices)


def _head(opened: OpenRun, name: str) -> Head:
    return select_heads(str(parse_head(name)), opened.run.heads)[0]


def _text(opened: OpenRun, part: str) -> int:
    text = _number(part)
    if text >= opened.run.texts:
        raise BadOption("text_number", value=text, highest=opened.run.texts - 1)
    return text


def _number(part: str) -> int:
    if not (part.isascii() and part.isdecimal() and len(part) <= _DIGITS):
        raise _unknown(part)
    return int(part)


def _overview(opened: OpenRun, part: str = "") -> msgspec.Struct:
    if part not in {"", "whole"}:
        raise _unknown(part)
    return pack_overview(opened, is_whole=part == "whole")


def _tile(opened: OpenRun, head: str, text: str, level: str, x: str, y: str, channel: str) -> msgspec.Struct:
    place = _number(level), _number(x), _number(y)
    return pack_tile(opened.run, _head(opened, head), _text(opened, text), *place, channel)


def _row(opened: OpenRun, head: str, text: str, query: str) -> msgspec.Struct:
    return pack_row(opened.run, _head(opened, head), _text(opened, text), _number(query), "query")


def _column(opened: OpenRun, head: str, text: str, key: str) -> msgspec.Struct:
    return pack_row(opened.run, _head(opened, head), _text(opened, text), _number(key), "key")


# What is asked of a run, by name: how many parts may follow, and what answers.
_REQUESTS: dict[str, tuple[set[int], Callable[..., msgspec.Struct]]] = {
    "overview": ({0, 1}, _overview),
    "text": ({1}, lambda opened, text: pack_text(opened.run, _text(opened, text))),
    "thumbnails": ({1}, lambda opened, text: pack_thumbnails(opened.run, _text(opened, text))),
    "head": ({2}, lambda opened, head, text: pack_head(opened, _head(opened, head), _text(opened, text))),
    "tile": ({6}, _tile),
    "row": ({3}, _row),
    "column": ({3}, _column),
    "segments": ({2}, lambda opened, head, text: pack_segments(opened.run, _head(opened, head), _text(opened, text))),
    "findings": ({1}, lambda opened, language: pack_findings(opened, language)),
    "pairs": ({0}, lambda opened: pack_pairs(opened)),
    "figure": ({2}, lambda opened, ending, address: pack_figure(opened, ending, address)),
    "pair": ({1}, lambda opened, number: pack_pair(opened, _number(number))),
}
