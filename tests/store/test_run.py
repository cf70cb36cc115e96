"""Runs come back as they were written, and broken ones are named as such."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import headscope as hs
from headscope.errors import BadHeadId, BadOption, BrokenRun, NotKept, RunNotFound
from headscope.store.layout import COLUMNS
from headscope.store.run import MANIFEST, PARTIAL, Run, open_run
from headscope.store.write import append, save, start_run


@pytest.fixture
def run() -> Run:
    weights = np.random.default_rng(0).dirichlet(np.ones(5), size=(2, 3, 5))
    return hs.from_arrays(weights, ["one", "two", "three", "four", "five"])


def test_every_array_comes_back_from_the_folder(run: Run, tmp_path: Path) -> None:
    stored = save(run, tmp_path / "run")
    assert stored.manifest.texts == run.manifest.texts
    for site in ("L0", "L1"):
        for name in COLUMNS:
            assert stored.has(site, name) == run.has(site, name)
            if run.has(site, name):
                np.testing.assert_array_equal(stored.array(site, name, 0), run.array(site, name, 0))


def test_texts_of_different_length_stand_side_by_side(tmp_path: Path) -> None:
    first, second = np.full((1, 1, 3, 3), 1 / 3), np.eye(4)[None, None]
    run = save(hs.from_arrays([first, second], [list("abc"), list("abcd")]), tmp_path / "run")
    np.testing.assert_allclose(run.array("L0", "weights", 0), first[0])
    np.testing.assert_allclose(run.array("L0", "weights", 1), second[0])
    assert run.array("L0", "peak", 1).shape == (1, 4)
    assert run.array("L0", "offset_mass", 1).shape == (1, 1, 33)


def test_what_is_flushed_in_parts_is_one_array(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr("headscope.store.write.FLUSH_BYTES", 1)
    writer = start_run(tmp_path / "run", run.manifest)
    for value in (1.0, 2.0):
        append(writer, "L0", {"peak": np.full((3, 5), value)}, {"peak": 1})
    assert not (tmp_path / "run").exists()
    import zarr

    array = zarr.open_array(str(writer.partial / "sites/L0/peak"), mode="r")
    assert array.shape == (3, 10)
    assert array[0, 7] == 2.0


def test_a_missing_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunNotFound, match="nothing-here"):
        open_run(tmp_path / "nothing-here")


def test_a_half_written_run_is_named(tmp_path: Path, run: Run) -> None:
    start_run(tmp_path / "run", run.manifest)
    assert (tmp_path / f"run{PARTIAL}").exists()
    with pytest.raises(BrokenRun, match="half-written"):
        open_run(tmp_path / "run")


def test_a_run_that_still_says_writing_is_half_written(tmp_path: Path, run: Run) -> None:
    save(run, tmp_path / "run")
    manifest = json.loads((tmp_path / "run" / MANIFEST).read_text())
    (tmp_path / "run" / MANIFEST).write_text(json.dumps(manifest | {"state": "writing"}))
    with pytest.raises(BrokenRun, match="half-written"):
        open_run(tmp_path / "run")


@pytest.mark.parametrize("damage", ["remove", "truncate"])
def test_a_truncated_run_is_named(tmp_path: Path, run: Run, damage: str) -> None:
    save(run, tmp_path / "run")
    chunk = next(
        file for file in (tmp_path / "run/sites/L1/weights").rglob("*") if file.name != "zarr.json" and file.is_file()
    )
    if damage == "remove":
        chunk.unlink()
    else:
        chunk.write_bytes(chunk.read_bytes()[:-3])
    with pytest.raises(BrokenRun, match="truncated"):
        open_run(tmp_path / "run")


def test_a_chunk_with_other_bytes_is_broken(tmp_path: Path, run: Run) -> None:
    save(run, tmp_path / "run")
    chunk = next(
        file for file in (tmp_path / "run/sites/L0/weights").rglob("*") if file.name != "zarr.json" and file.is_file()
    )
    chunk.write_bytes(b"\xff" * chunk.stat().st_size)
    with pytest.raises(BrokenRun, match="L0/weights"):
        open_run(tmp_path / "run").array("L0", "weights", 0)


@pytest.mark.parametrize(
    ("change", "message"),
    [({"format": 99}, "format"), ({"texts": 3}, "manifest"), ({"files": {"../outside": 1}}, "truncated")],
)
def test_a_manifest_from_a_stranger_is_checked(
    tmp_path: Path, run: Run, change: dict[str, object], message: str
) -> None:
    save(run, tmp_path / "run")
    (tmp_path / "outside").write_text("x")
    manifest = json.loads((tmp_path / "run" / MANIFEST).read_text())
    (tmp_path / "run" / MANIFEST).write_text(json.dumps(manifest | change))
    with pytest.raises(BrokenRun, match=message):
        open_run(tmp_path / "run")


def test_a_site_name_cannot_lead_out_of_the_folder(tmp_path: Path, run: Run) -> None:
    save(run, tmp_path / "run")
    manifest = json.loads((tmp_path / "run" / MANIFEST).read_text())
    manifest["sites"][0]["site"] = "../../etc"
    (tmp_path / "run" / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BadHeadId):
        open_run(tmp_path / "run")


def test_what_was_not_kept_is_named(run: Run) -> None:
    with pytest.raises(NotKept, match="value_norm"):
        run.array("L0", "value_norm", 0)


def test_a_folder_that_is_no_run_is_never_overwritten(tmp_path: Path, run: Run) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.txt").write_text("precious")
    with pytest.raises(BadOption, match="photos"):
        save(run, tmp_path / "photos")
    assert (tmp_path / "photos" / "cat.txt").read_text() == "precious"


def test_an_error_while_writing_leaves_nothing(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("headscope.store.write._flush", fail)
    with pytest.raises(OSError, match="disk full"):
        save(run, tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m["sites"][0].update(heads=99), "L0/"),
        (lambda m: m["sites"][0].update(heads=-4), "heads of L0"),
        (lambda m: m["sites"][0].update(query_side="elsewhere"), "sides of text 0"),
        (lambda m: m["texts"][0]["sides"]["text"].update(tokens=[["a", 0, 1, False]] * 10**4), "L0/"),
        (lambda m: m["texts"][0]["sides"]["text"].update(words=[["a", 0, 77, False]]), "words of text 0"),
        (lambda m: m["texts"][0].update(labels=[[0, 3, 5, -1]]), "labels of text 0"),
        (lambda m: m["texts"][0].update(labels=[[0, 3, -2, 0]]), "labels of text 0"),
        (lambda m: m["texts"][0].update(labels=[[3, 2, 1, 0]]), "labels of text 0"),
        (lambda m: m["texts"][0].update(labels=[[0, 999, 1, 0]]), "labels of text 0"),
    ],
)
def test_a_manifest_that_does_not_fit_its_arrays_is_refused(
    tmp_path: Path, run: Run, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    save(run, tmp_path / "run")
    manifest = json.loads((tmp_path / "run" / MANIFEST).read_text())
    change(manifest)
    (tmp_path / "run" / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BrokenRun, match=message):
        open_run(tmp_path / "run")
