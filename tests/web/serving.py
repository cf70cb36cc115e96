"""A viewer that runs in a process of its own, as its user starts it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SCREENS = ("BROWSER", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY")


@dataclass(frozen=True)
class Served:
    """The process and where it listens; `home` is the path with the token."""

    process: subprocess.Popen[str]
    port: int
    home: str

    def get(self, target: str, **headers: str) -> tuple[int, bytes]:
        """What is answered to a path that is sent as it is, dots and all."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest("GET", target, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def end(self) -> tuple[int, list[str]]:
        """Ctrl-C: the exit status, and the lines that were said in all."""
        self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=60)[1]
        return self.process.returncode, said.splitlines()


@contextmanager
def served(*words: str, **variables: str) -> Iterator[Served]:
    """`headscope view WORDS` without a screen, unless the variables of its environment say otherwise."""
    quiet = {name: value for name, value in os.environ.items() if name not in SCREENS}
    command = [sys.executable, "-m", "headscope.cli.main", "view", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", env=quiet | variables) as run:
        try:
            assert run.stdout is not None
            url = run.stdout.readline().strip()
            found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/[\w-]{32}/)", url)
            assert found, url or run.communicate()[1]
            yield Served(run, int(found[1]), found[2])
        finally:
            run.kill()
