"""Who may ask the local server, and what its pages may load.

A page of a stranger in the same browser can make its own name point at this machine (DNS rebinding) and then asks with
that name in `Host`; so only names of this machine are let in, at any port, because `ssh -L` changes the port.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headscope.base.messages import say

PATH_BYTES = 2048
HEADER_BYTES = 16384
_OWN_NAMES = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data: blob:; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",  # the token stands in the address
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",  # neither a run nor a token stays in the browser; the viewer remembers what it needs
}


def is_own_name(host: str) -> bool:
    """Whether a `Host` header names this machine by its own name.

    >>> is_own_name("localhost:9999"), is_own_name("[::1]:7007"), is_own_name("localhost.example.org:7007")
    (True, True, False)
    """
    return _OWN_NAMES.fullmatch(host) is not None


class Guard:
    """An app behind a check of who asks; every response carries `HEADERS`."""

    def __init__(self, app: ASGIApp, language: str) -> None:
        self.app = app
        self.language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or not is_own_name(hosts[0]):
            return PlainTextResponse(say("cli.view_host_refused", self.language), 403)
        if len(scope["raw_path"]) > PATH_BYTES:
            return PlainTextResponse("", 414)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
            return PlainTextResponse("", 431)
        return None
