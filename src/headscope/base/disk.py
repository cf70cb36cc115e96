"""Files that come whole or not at all, and a full disk that is told with what was needed and what was free."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from headscope.base.sizes import size_text
from headscope.errors import DiskFull

# No room on the disk, in the person's share of it, or in what a file may take.
_FULL = {getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)}


def is_full(error: OSError) -> bool:
    """Whether writing failed because there was no room.

    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(OSError(errno.EACCES, "Permission denied"))
    (True, False)
    """
    return error.errno in _FULL


def disk_full(key: str, place: Path, needed_bytes: float, error: OSError) -> DiskFull:
    """The error to raise in place of one that says there was no room; it keeps the number of that one.

    Args:
        key: `disk_full_run` or `disk_full_file`.
        place: what was to be written; how much is free is asked of the folder it would lie in, now.
        needed_bytes: what it takes.
        error: what the system said.
    """
    there = next(one for one in place.absolute().parents if one.is_dir())
    sizes = {"needed": size_text(needed_bytes), "free": size_text(shutil.disk_usage(there).free)}
    told = DiskFull(key, path=str(place), reason=error.strerror or str(error), **sizes)
    told.errno = error.errno
    return told


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write files so that in the end all of them are there, or none is and what was there before still is.

    Each is prepared beside its place, and they take their names when all of them are on the disk. A place that is no
    file (a pipe, a terminal) is written to as it is.

    Args:
        files: content by place; the folders are there.

    Raises:
        DiskFull: there is no room for them. OSError: a place cannot be written; it names the place.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole({Path(folder, "one"): b"1", Path(folder, "two"): b"2"})
    ...     sorted(file.name for file in Path(folder).iterdir())
    ['one', 'two']
    """
    needed_bytes, prepared = sum(map(len, files.values())), dict[Path, Path]()
    try:
        for target, content in files.items():
            with _told_of(target, needed_bytes):
                if target.exists() and not target.is_file():
                    target.write_bytes(content)
                    continue
                prepared[target] = target.with_name(f".{target.name}.{uuid4().hex[:8]}.partial")
                prepared[target].write_bytes(content)
        for target, file in prepared.items():
            with _told_of(target, needed_bytes):
                os.replace(file, target)
    except BaseException:
        for file in prepared.values():
            file.unlink(missing_ok=True)
        raise


@contextmanager
def _told_of(target: Path, needed_bytes: int) -> Iterator[None]:
    """An error of the system names the file that was asked for, not the one it is prepared in."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise disk_full("disk_full_file", target, needed_bytes, error) from error
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error
