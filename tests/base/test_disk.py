"""Files come whole or not at all, and a full disk is told with what was needed and what was free."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from headscope.base.disk import write_whole
from headscope.errors import DiskFull, HeadscopeError

Full = Callable[[int], None]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Full:
    """From the given file on, half of each file is written and then there is no room."""

    def fill(after: int) -> None:
        write, written = Path.write_bytes, []

        def halfway(self: Path, content: bytes) -> int:
            written.append(self)
            if len(written) <= after:
                return write(self, content)
            write(self, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

        monkeypatch.setattr(Path, "write_bytes", halfway)

    return fill


@pytest.mark.parametrize("after", [0, 1])
def test_without_room_for_all_files_every_old_one_is_as_it_was(tmp_path: Path, full: Full, after: int) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")
    full(after)
    with pytest.raises(DiskFull) as told:
        write_whole({one: b"x" * 3000, two: b"y" * 5000})
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"one": b"old"}
    assert told.value.errno == errno.ENOSPC
    assert isinstance(told.value, (HeadscopeError, OSError))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_message_names_the_place_what_is_needed_and_what_is_free(
    tmp_path: Path, full: Full, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage, asked = shutil.disk_usage(tmp_path), list[Path]()

    def free(place: Path) -> object:
        asked.append(place)
        return usage._replace(free=1536)

    monkeypatch.setattr(shutil, "disk_usage", free)
    full(0)
    with pytest.raises(DiskFull) as told:
        write_whole({tmp_path / "page.html": b"x" * 2**21})
    text = told.value.text(language)
    assert str(tmp_path / "page.html") in text
    assert "2.0 MiB" in text
    assert "1.5 KiB" in text
    assert asked == [tmp_path]


def test_another_error_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as told:
        write_whole({tmp_path / "no" / "page.html": b""})
    assert told.value.filename == str(tmp_path / "no" / "page.html")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole({pipe: b"0-0\n"})
    reader.join(5)
    assert read == [b"0-0\n"]
    assert pipe.is_fifo()
