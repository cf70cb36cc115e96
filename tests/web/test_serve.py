"""The port, and the end: a taken one gives way, a forbidden one is told, Ctrl-C waits for nobody."""

from __future__ import annotations

import errno
import signal
import socket
import subprocess
import sys

import pytest

from headscope.errors import BadOption
from headscope.web.serve import listen


def test_only_this_machine_is_listened_to() -> None:
    with listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_port_in_use_gives_way_to_the_next_that_is_free() -> None:
    with listen(0) as first, listen(first.getsockname()[1]) as second:
        assert first.getsockname()[1] < second.getsockname()[1] <= first.getsockname()[1] + 100


def test_a_port_that_may_not_be_had_and_a_row_of_taken_ones_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(error: int) -> None:
        def bind(*given: object) -> None:
            raise OSError(error, "no")

        monkeypatch.setattr(socket.socket, "bind", bind)

    refuse(errno.EACCES)
    with pytest.raises(BadOption, match=r"got 80 \(no\)"):
        listen(80)
    refuse(errno.EADDRINUSE)
    with pytest.raises(BadOption, match="got 65500 to 65535"):
        listen(65500)


def test_ctrl_c_does_not_wait_for_an_answer_that_takes_long() -> None:
    code = (
        "import threading, time\nfrom headscope.show.bundle import make_start\n"
        "from headscope.show.shelf import ShelfOfRuns\n"
        "from headscope.web.serve import listen, serve\nfrom headscope.web.server import make_app\n"
        "def answer(request):\n    print('asked', flush=True)\n    time.sleep(3600)\n"
        "listener = listen(0)\nprint(listener.getsockname()[1], flush=True)\n"
        "try:\n    serve(make_app(answer, make_start('app', ShelfOfRuns({})), 'token'), listener)\n"
        "except KeyboardInterrupt:\n    print('ended', flush=True)\n"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        with socket.create_connection(("127.0.0.1", int(process.stdout.readline()))) as asking:
            asking.sendall(b"GET /token/api/shelf HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert process.stdout.readline() == "asked\n"
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    assert (out, err, process.returncode) == ("ended\n", "", 0)
