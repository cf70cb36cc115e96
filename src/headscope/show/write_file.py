"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_file(target: Path, content: bytes) -> None:
    """All or nothing: the content is prepared beside the target and then takes its name, with the usual rights.

    Raises:
        OSError: the folder is not there or cannot be written; the error names the target.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".partial")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:  # name the target, not the file it is prepared in
        raise type(error)(error.errno, error.strerror or str(error), str(target)) from error
