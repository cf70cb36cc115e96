"""A run, opened: the manifest at once, the arrays when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np

from headscope.base.heads import Head, parse_site
from headscope.base.text import Text
from headscope.errors import BadHeadId, BrokenRun, NotKept, RunNotFound
from headscope.store.check import broken_arrays, manifest_fault
from headscope.store.layout import (
    COLUMNS,
    FORMAT,
    PICTURES,
    Manifest,
    SiteRecord,
    part_shape,
    picture_name,
    text_of_side,
)

MANIFEST = "run.json"
SMALL_BYTES = 1 << 20  # arrays up to this size are read once and kept
SMALL_ARRAYS = 2000


class Arrays(Protocol):
    """Where a run's arrays lie: in memory or in a folder."""

    def has(self, site: str, name: str) -> bool:
        """Whether the array is there."""

    def part(self, site: str, name: str, start: int, stop: int, head: int | None = None) -> np.ndarray:
        """`array[:, start:stop]`, or `array[head, start:stop]` where one head is asked for."""


@dataclass(frozen=True, slots=True)
class MemoryArrays:
    """Arrays in memory, by site and name."""

    arrays: dict[tuple[str, str], np.ndarray]

    def has(self, site: str, name: str) -> bool:
        """Whether the array is there."""
        return (site, name) in self.arrays

    def part(self, site: str, name: str, start: int, stop: int, head: int | None = None) -> np.ndarray:
        """`array[:, start:stop]`, or `array[head, start:stop]` where one head is asked for."""
        return self.arrays[site, name][_heads(head), start:stop]


@dataclass(frozen=True, slots=True)
class FolderArrays:
    """Arrays of a run folder, opened one by one as zarr v3 arrays; small ones are kept once read."""

    folder: Path
    names: frozenset[tuple[str, str]]
    opened: dict[tuple[str, str], object] = field(default_factory=dict)
    small: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)

    def has(self, site: str, name: str) -> bool:
        """Whether the array is there."""
        return (site, name) in self.names

    def part(self, site: str, name: str, start: int, stop: int, head: int | None = None) -> np.ndarray:
        """`array[:, start:stop]`, or `array[head, start:stop]` where one head is asked for."""
        if (site, name) in self.small:
            return self.small[site, name][_heads(head), start:stop]
        try:
            array = self._open(site, name)
            if array.nbytes > SMALL_BYTES or len(self.small) >= SMALL_ARRAYS:
                return np.asarray(array[_heads(head), start:stop])
            whole = self.small[site, name] = np.asarray(array[...])
        except Exception as error:  # whatever a damaged file makes zarr raise
            raise BrokenRun("run_array_broken", path=str(self.folder), array=f"{site}/{name}") from error
        return whole[_heads(head), start:stop]

    def _open(self, site: str, name: str) -> Any:
        import zarr

        if (site, name) not in self.opened:
            path = str(self.folder / array_path(site, name))
            self.opened[site, name] = zarr.open_array(path, mode="r", zarr_format=3)
        return self.opened[site, name]


@dataclass(frozen=True, slots=True)
class Run:
    """What was observed: a manifest and arrays by site and name (`store.layout.COLUMNS`)."""

    manifest: Manifest
    arrays: Arrays
    path: Path | None = None
    starts: dict[tuple[str, str], list[int]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def sites(self) -> tuple[SiteRecord, ...]:
        """The places of the model where attention happens, in order."""
        return self.manifest.sites

    @property
    def heads(self) -> list[Head]:
        """All heads, in order."""
        return [Head(parse_site(s.site), number) for s in self.sites for number in range(s.heads)]

    @property
    def texts(self) -> int:
        """Number of texts."""
        return len(self.manifest.texts)

    def site(self, name: str) -> SiteRecord:
        """The record of one site."""
        for record in self.sites:
            if record.site == name:
                return record
        raise BadHeadId("head_unknown", value=name, choices=", ".join(s.site for s in self.sites))

    def has(self, site: str, name: str) -> bool:
        """Whether an array was kept."""
        return self.arrays.has(site, name)

    def text(self, number: int, side: str) -> Text:
        """One side of one text."""
        return text_of_side(self.manifest.texts[number].sides[side])

    def array(self, site: str, name: str, text: int) -> np.ndarray:
        """One text's part of an array: [head, ...] as `store.layout.part_shape` says.

        Raises:
            NotKept: the run does not hold the array.
        """
        if not self.has(site, name):
            raise not_kept(self, site, name)
        starts = self.starts.get((site, name))
        if starts is None:
            lengths = (text_length(self.manifest, site, name, number) for number in range(self.texts))
            starts = self.starts[site, name] = list(accumulate(lengths, initial=0))
        values = self.arrays.part(site, name, starts[text], starts[text + 1])
        shape = (values.shape[0], *text_shape(self.manifest, site, name, text))
        if values.size != np.prod([values.shape[-1] if n == -1 else n for n in shape]):
            raise BrokenRun("run_array_broken", path=str(self.path), array=f"{site}/{name}")
        return values.reshape(shape)


def not_kept(run: Run, site: str, name: str) -> NotKept:
    """What to raise where a run lacks an array; a run of some rows only says so, as the way out is another."""
    if run.manifest.plan.rows != "all":
        return NotKept("rows_not_all", array=name, site=site, rows=run.manifest.plan.rows)
    return NotKept("array_not_kept", array=name, site=site)


def text_shape(manifest: Manifest, site: str, name: str, text: int) -> tuple[int, ...]:
    """Shape of one text's part of an array, without the head axis."""
    record = next(s for s in manifest.sites if s.site == site)
    sides = manifest.texts[text].sides
    query, key = sides[record.query_side], sides[record.key_side]
    return part_shape(COLUMNS[name], query, key, manifest.plan.rows)


def text_length(manifest: Manifest, site: str, name: str, text: int) -> int:
    """How far one text's part of an array reaches along the ragged axis."""
    shape = text_shape(manifest, site, name, text)
    return int(np.prod(shape[: len(shape) - len(COLUMNS[name].tail)]))


def head_part(run: Run, site: str, name: str, text: int, head: int, start: int, stop: int) -> np.ndarray:
    """Places start..stop of one text's part of one head's array, along the ragged axis, as it is stored: pictures row
    after row. An array of one row for all heads is read for any of them. Of a large array in a folder no more is read.

    >>> from headscope.capture.arrays import from_arrays
    >>> head_part(from_arrays([[1.0, 0.0], [0.5, 0.5]]), "L0", "peak", 0, 0, 1, 2).tolist()
    [0.5]
    """
    starts = run.starts.get((site, name))
    if starts is None:
        lengths = (text_length(run.manifest, site, name, number) for number in range(run.texts))
        starts = run.starts[site, name] = list(accumulate(lengths, initial=0))
    if run.arrays.part(site, name, 0, 0).shape[0] == 1:
        head = 0
    first, last = starts[text : text + 2]
    return run.arrays.part(site, name, first + start, min(first + stop, last), head)


def one_text(run: Run, site: str, text: int) -> Run:
    """One text at one site as a run in memory: for readers that come back to its large arrays again and again.

    >>> from headscope.capture.arrays import from_arrays
    >>> run = from_arrays([[[[[1.0]]]], [[[[1.0, 0.0], [0.5, 0.5]]]]], [["a"], ["b", "c"]])
    >>> one_text(run, "L0", 1).array("L0", "peak", 0).tolist()
    [[1.0, 0.5]]
    """
    manifest = msgspec.structs.replace(
        run.manifest, texts=(run.manifest.texts[text],), sites=(run.site(site),), asked=None, files={}
    )
    arrays = {}
    for name, column in COLUMNS.items():
        if run.has(site, name):
            values = run.array(site, name, text)
            axes = values.ndim - 1 - len(column.tail)
            arrays[site, name] = values.reshape(len(values), -1, *values.shape[1 + axes :])
    return Run(manifest, MemoryArrays(arrays), run.path)


def _heads(head: int | None) -> int | slice:
    return slice(None) if head is None else head


def array_path(site: str, name: str) -> str:
    """Where an array lies below the run's folder (`:` of a tower is not allowed in file names everywhere).

    >>> array_path("vision:L0", "peak")
    'sites/vision~L0/peak'
    """
    if site == PICTURES:
        return f"{PICTURES}/{name}"
    return f"sites/{site.replace(':', '~')}/{name}"


def open_run(path: str | Path) -> Run:
    """Open a run folder; its arrays are read only when asked for.

    Raises:
        RunNotFound: there is no run.
        BrokenRun: it is half-written, truncated, or of another format.
    """
    folder = Path(path)
    if not (folder / MANIFEST).is_file():
        partial = folder.with_name(folder.name + PARTIAL)
        if partial.exists():
            raise BrokenRun("run_half_written", path=str(partial))
        raise RunNotFound("run_not_found", path=str(path))
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except msgspec.MsgspecError as error:
        raise BrokenRun("run_manifest_broken", path=str(path), reason=str(error)) from error
    if manifest.format != FORMAT:
        raise BrokenRun("run_format", path=str(path), found=manifest.format, expected=FORMAT)
    if manifest.state == "writing":
        raise BrokenRun("run_half_written", path=str(path))
    fault = manifest_fault(manifest)
    if fault is not None:
        raise BrokenRun("run_manifest_broken", path=str(path), reason=fault)
    for name, size in manifest.files.items():
        file = folder / name
        inside = not Path(name).is_absolute() and ".." not in Path(name).parts
        if not inside or not file.is_file() or file.stat().st_size != size:
            raise BrokenRun("run_truncated", path=str(path), file=name)
    names = frozenset((site, name) for site, name, _ in _stored(manifest))
    broken = broken_arrays(folder, manifest, _stored(manifest))
    if broken is not None:
        raise BrokenRun("run_array_broken", path=str(path), array=broken)
    return Run(manifest, FolderArrays(folder, names), folder)


def _stored(manifest: Manifest) -> Iterator[tuple[str, str, Path]]:
    for record in manifest.sites:
        for name in COLUMNS:
            path = f"{array_path(record.site, name)}/zarr.json"
            if path in manifest.files:
                yield record.site, name, Path(path)
    for number, text in enumerate(manifest.texts):
        for side in text.sides:
            name = picture_name(number, side)
            path = f"{array_path(PICTURES, name)}/zarr.json"
            if path in manifest.files:
                yield PICTURES, name, Path(path)


PARTIAL = ".partial"
