"""Readings that took long are kept in the run they were read from: one JSON file each, listed in the manifest."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from headscope.base.disk import write_whole
from headscope.errors import BadOption
from headscope.store.run import MANIFEST, Run, open_run

_NAME = re.compile(r"[a-z_]+")


def save_reading(run: Run, name: str, content: bytes) -> Run:
    """Put a reading into a run's folder and open the run again.

    Raises:
        BadOption: the run lies in memory, where nothing can be put beside it.
        DiskFull: there is no room for it; the run is as it was.
    """
    if run.path is None or _NAME.fullmatch(name) is None:
        raise BadOption("run_in_memory", name=name)
    file = reading_file(name)
    (run.path / file).parent.mkdir(exist_ok=True)
    manifest = msgspec.structs.replace(run.manifest, files={**run.manifest.files, file: len(content)})
    write_whole({run.path / file: content, run.path / MANIFEST: msgspec.json.encode(manifest)})
    return open_run(run.path)


def load_reading(run: Run, name: str) -> bytes | None:
    """The content of a stored reading, None where the run has none of that name."""
    if run.path is None or reading_file(name) not in run.manifest.files:
        return None
    return Path(run.path / reading_file(name)).read_bytes()


def reading_file(name: str) -> str:
    """Where a reading lies below the run's folder.

    >>> reading_file("roles")
    'readings/roles.json'
    """
    return f"readings/{name}.json"
