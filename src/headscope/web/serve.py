"""A port of this machine alone, and a server on it until Ctrl-C."""

from __future__ import annotations

import errno
import os
import socket

import uvicorn
from starlette.types import ASGIApp

from headscope.errors import BadOption

ADDRESS = "127.0.0.1"  # not `localhost`, which a browser may look up as ::1, where somebody else may listen
_TRIES = 100


def listen(port: int) -> socket.socket:
    """A socket that listens at the port, or at the next one that is free; 0 leaves the choice to the system.

    Raises:
        BadOption: neither it nor one of the hundred after it can be had.
    """
    last = min(port + _TRIES, 65535)
    for tried in range(port, last + 1):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere this would share a port that is in use
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, tried))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise BadOption("port_refused", value=tried, reason=error.strerror or str(error)) from error
        else:
            return listener
    raise BadOption("ports_taken", first=port, last=last)


def serve(app: ASGIApp, listener: socket.socket) -> None:
    """Serve until Ctrl-C, which ends in order and is then passed on; answers not done a second later are dropped."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )  # fmt: skip; what fails is logged where it does, and uvicorn would call an answer that Ctrl-C cuts off an error
    uvicorn.Server(config).run(sockets=[listener])
