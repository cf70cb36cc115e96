"""The viewer as a local server: one page, its script and style, and answers; read-only, behind a token in the path."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from importlib import resources

from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from headscope.show.bundle import SCRIPT, STYLE, static_text
from headscope.show.payload import Start, island
from headscope.web.guard import Guard

Answer = Callable[[str], bytes]
_LOG = logging.getLogger(__name__)
_TYPES = {SCRIPT: "text/javascript", STYLE: "text/css"}


def make_app(answer: Answer, start: Start, token: str) -> ASGIApp:
    """The app: `/TOKEN/` is the page, `/TOKEN/viewer.js` its script, `/TOKEN/api/REQUEST` an answer; no more is there.

    Other people of a machine reach its ports too, so whoever asks must know the token. It stands in the path, not in a
    cookie, which the browser would send to every port of this machine.

    Args:
        answer: gives the answer to a request, JSON; called in a thread, by several at once.
        start: what the page tells the viewer.
        token: the secret part of the address.
    """

    async def respond(request: Request) -> Response:
        path = request.scope["raw_path"].decode("ascii", "replace")  # as sent: `%2F` in a name is no `/`
        given, slash, rest = path.removeprefix("/").partition("/")
        if not secrets.compare_digest(given.encode(), token.encode()):
            return PlainTextResponse("", 404)
        if not slash:
            return RedirectResponse(f"/{token}/")
        if rest == "":
            return Response(_page(start), media_type="text/html")
        if rest in _TYPES:
            return Response(static_text(rest), media_type=_TYPES[rest])
        if rest.startswith("api/"):
            return Response(await _in_thread(answer, rest.removeprefix("api/")), media_type="application/json")
        return PlainTextResponse("", 404)

    app = Starlette(routes=[Route("/{path:path}", respond, methods=["GET"])])
    return Guard(GZipMiddleware(app, minimum_size=1024, compresslevel=4), start.language)


async def _in_thread(answer: Answer, request: str) -> bytes:
    """The answer, from a thread of its own: those of a pool would be waited for when the server ends."""
    future: Future[bytes] = Future()
    future.set_running_or_notify_cancel()

    def work() -> None:
        try:
            future.set_result(answer(request))
        except Exception as error:
            _LOG.exception("no answer to %s", request)
            future.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return await asyncio.wrap_future(future)


def _page(start: Start) -> str:
    parts = {"language": start.language, "start": island(start)}
    template = (resources.files("headscope.web") / "app.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)
