"""Where a command's words go: results to stdout, notices and progress to stderr, JSON alone on stdout."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from headscope.base.context import Progress, silent
from headscope.base.messages import say
from headscope.readings.report_file import encode_report

QUIET_S = 2.0


def write_json(value: Any) -> None:
    """One JSON document on stdout."""
    encoded = msgspec.json.format(msgspec.json.encode(value), indent=2)
    sys.stdout.write(encoded.decode("utf-8") + "\n")


def write_report(report: Any) -> None:
    """A report on stdout, on one line, as `open_report` and `open_alignment` read it from a file."""
    sys.stdout.write(encode_report(report).decode("utf-8") + "\n")


def console(*, to_stderr: bool = False) -> Any:
    """A rich console."""
    from rich.console import Console

    return Console(stderr=to_stderr, highlight=False, soft_wrap=False)


def note(text: str) -> None:
    """One line for the person, off stdout."""
    sys.stderr.write(text + "\n")


@contextmanager
def progress_bar(language: str) -> Iterator[Progress]:
    """A bar on a terminal's stderr for work of more than two seconds; elsewhere nothing."""
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    texts = (TextColumn("{task.description}"), TextColumn("{task.fields[where]}"))
    columns = (*texts, BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Bar(*columns, console=console(to_stderr=True), transient=True)
    began, tasks = time.monotonic(), dict[str, Any]()

    def step(stage: str, done: int, total: int, where: str = "", /) -> None:
        if time.monotonic() - began > QUIET_S or stage == "observe":
            if stage not in tasks:
                tasks[stage] = bar.add_task(say(f"cli.stage_{stage}", language), total=total, where="")
            bar.update(tasks[stage], completed=done, total=total, where=where)

    if not sys.stderr.isatty():
        yield silent
        return
    with bar:
        yield step
