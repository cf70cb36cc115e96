"""Ctrl-C at a moment that suits: a step that must be whole is not cut in two."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C until the block is done; then it comes as if it had been pressed at its end.

    It holds back SIGINT alone, and only in the main thread, where Python delivers it; a kill is not held back.

    Raises:
        KeyboardInterrupt: after the block, where Ctrl-C came inside it (or whatever the handler before it raises).

    >>> steps = []
    >>> try:
    ...     with uninterrupted():
    ...         signal.raise_signal(signal.SIGINT)
    ...         steps.append("written")
    ... except KeyboardInterrupt:
    ...     steps.append("stopped")
    >>> steps
    ['written', 'stopped']
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    came: list[FrameType | None] = []
    signal.signal(signal.SIGINT, lambda _number, frame: came.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        before(signal.SIGINT, came[0])
