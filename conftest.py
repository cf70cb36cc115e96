"""What all tests, and the examples in docstrings, stand on."""

from __future__ import annotations

import signal

import pytest


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c_is_heard():
    """A shell makes what it starts in the background deaf to Ctrl-C, and tests of Ctrl-C must be able to hear it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
