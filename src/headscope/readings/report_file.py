"""Reports that took long to make: kept as JSON, in a file that a command printed or in the run they were read from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from headscope.errors import BadOption
from headscope.store.readings import load_reading
from headscope.store.run import MANIFEST, open_run

Report = TypeVar("Report")


@dataclass(frozen=True, slots=True)
class _Format:
    """What every format of a report has."""

    format: int


def encode_report(report: Any) -> bytes:
    """A report as JSON, on one line."""
    return msgspec.json.encode(report)


def open_kept(path: str | Path, kind: type[Report], *, name: str, expected: int) -> Report:
    """A report from a file, or from the run that holds it.

    Args:
        path: the file, or the run's folder.
        kind: what its fields are.
        name: of the reading; the run's file and the errors are named by it.
        expected: the format that this version reads.

    Raises:
        BadOption: there is no such file, it is no such report, or of another format.
    """
    place = Path(path)
    if (place / MANIFEST).is_file():
        content = load_reading(open_run(place), name)
    elif place.is_file():
        content = place.read_bytes()
    else:
        content = None
    if content is None:
        raise BadOption(f"{name}_missing", path=str(path))
    try:
        found = msgspec.json.decode(content, type=_Format).format
        if found != expected:
            raise BadOption(f"{name}_format", path=str(path), found=found, expected=expected)
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadOption(f"{name}_broken", path=str(path), reason=" ".join(str(error).split())[:160]) from error
