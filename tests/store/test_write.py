"""A disk that is full leaves no half-written run, and says what the run takes."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import headscope as hs
from headscope.base.sizes import size_text
from headscope.errors import DiskFull
from headscope.store import write
from headscope.store.readings import load_reading, save_reading
from headscope.store.run import MemoryArrays, Run, open_run
from headscope.store.write import append, save, start_run

CODE = """
import json, sys
from pathlib import Path
import numpy as np
import headscope as hs
from headscope.errors import DiskFull
from headscope.store import write
def run(tokens):
    weights = np.random.default_rng(0).dirichlet(np.ones(tokens), size=(2, 3, tokens))
    return hs.from_arrays(weights, [str(number) for number in range(tokens)])
place, large, found = Path(sys.argv[1]), run(300), {}
write._CHUNK_BYTES = 50_000  # many chunks at a time
write.save(run(5), place / "old")
{limit}
for name in ("new", "old"):
    try:
        write.save(large, place / name)
    except DiskFull as error:
        found[name] = {"en": error.text(), "zh": error.text("zh"), "errno": error.errno}
found["there"] = sorted(file.name for file in place.iterdir())
found["old tokens"] = len(hs.open(place / "old").text(0, "text").tokens)
found["bytes"] = sum(values.nbytes for values in large.arrays.arrays.values())
print(json.dumps(found))
"""
LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))"
MOUNT = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
MOUNT += ['mount -t tmpfs -o size=2m none "$1" && shift && "$@"', "sh"]


def check(found: dict[str, object], place: Path, number: int) -> None:
    assert found["there"] == ["old"]
    assert found["old tokens"] == 5
    for name in ("new", "old"):
        told = found[name]
        assert isinstance(told, dict)
        assert told["errno"] == number
        for language in ("en", "zh"):
            assert str(place / name) in told[language]
            assert size_text(float(str(found["bytes"]))) in told[language]


def test_a_limit_of_file_size_leaves_nothing_new_and_everything_old(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    command = [sys.executable, "-c", CODE.replace("{limit}", LIMIT), str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True)
    check(json.loads(done.stdout), tmp_path, errno.EFBIG)
    assert [file.name for file in tmp_path.iterdir()] == ["old"]


def test_a_small_file_system_that_is_full_leaves_nothing_new_and_everything_old(tmp_path: Path) -> None:
    there = shutil.which("unshare") and subprocess.run([*MOUNT, str(tmp_path), "true"], capture_output=True)
    if not there or there.returncode != 0:
        pytest.skip("no file system may be mounted here")
    command = [*MOUNT, str(tmp_path), sys.executable, "-c", CODE.replace("{limit}", ""), str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True)
    check(json.loads(done.stdout), tmp_path, errno.ENOSPC)


@pytest.fixture
def run() -> Run:
    weights = np.random.default_rng(0).dirichlet(np.ones(5), size=(2, 3, 5))
    return hs.from_arrays([weights, weights], [list("abcde"), list("fghij")])


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_after_a_first_layer_the_whole_run_is_estimated(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(run.arrays, MemoryArrays)
    whole = sum(values.nbytes for values in run.arrays.arrays.values())
    writer = start_run(tmp_path / "run", run.manifest)
    monkeypatch.setattr(write, "FLUSH_BYTES", 1)
    monkeypatch.setattr(write, "_flush", no_room)
    first = {name: values for (site, name), values in run.arrays.arrays.items() if site == "L0"}
    halves = {name: values[:, : values.shape[1] // 2] for name, values in first.items()}
    with pytest.raises(DiskFull, match=f"expected about {size_text(whole)}"):
        append(writer, "L0", halves, dict.fromkeys(halves, 1))
    assert list(tmp_path.iterdir()) == []


def test_without_room_for_the_last_manifest_nothing_is_left(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, written = write.write_whole, []

    def first_alone(files: dict[Path, bytes]) -> None:
        written.append(files)
        if len(written) > 1:
            no_room()
        whole(files)

    monkeypatch.setattr(write, "write_whole", first_alone)
    with pytest.raises(DiskFull, match="of the whole run"):
        save(run, tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_a_run_keeps_its_old_reading_where_there_is_no_room_for_a_new_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = save_reading(save(run, tmp_path / "run"), "roles", b"old")
    write_bytes, written = Path.write_bytes, []

    def no_room_for_the_manifest(self: Path, content: bytes) -> int:
        written.append(write_bytes(self, content[: len(content) // 2]))
        if len(written) == 2:
            no_room()
        return write_bytes(self, content)

    monkeypatch.setattr(Path, "write_bytes", no_room_for_the_manifest)
    with pytest.raises(DiskFull, match="Disk has no room for the file"):
        save_reading(stored, "roles", b"new and longer")
    assert load_reading(open_run(tmp_path / "run"), "roles") == b"old"
    assert len(list((tmp_path / "run" / "readings").iterdir())) == 1
