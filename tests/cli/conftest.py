"""The command line, called as a person calls it."""

from __future__ import annotations

import pytest

from headscope.cli.main import main
from tests.cli.calling import Call


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command with some words; gives its status and what it wrote to stdout and stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(words)
        streams = capsys.readouterr()
        return int(stop.value.code or 0), streams.out, streams.err

    return run
