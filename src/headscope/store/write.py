"""Writing a run: text by text, into memory or into a folder that gets its name only when it is complete."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np

from headscope.base.disk import disk_full, is_full, write_whole
from headscope.base.interrupt import uninterrupted
from headscope.errors import BadOption
from headscope.store.layout import PICTURES, Manifest, picture_name
from headscope.store.run import MANIFEST, PARTIAL, FolderArrays, MemoryArrays, Run, array_path, open_run, text_length

FLUSH_BYTES = 64 << 20
_PART_BYTES = 1 << 10  # what a waiting array takes beside its numbers, about: short texts are many small ones
_CHUNK_BYTES = 8 << 20
# What tiles are made of: one head of a long text is read alone.
_HEAD_BY_HEAD = frozenset({"q", "k", "log_sum_exp", "base_mass", "base_peak"})
_HEAD_CHUNK_BYTES = 1 << 20


@dataclass(slots=True)
class RunWriter:
    """Collects the arrays of one text after the other.

    With a folder, arrays go to `<folder>.partial` whenever 64 MiB are waiting, and `finish` gives the folder its name;
    without, they stay in memory.

    Attributes:
        folder: where the run will lie; None for memory.
        manifest: what it will hold.
        waiting: arrays that are not on the disk yet, by site and name, text by text.
        waiting_bytes: what they take in memory, about.
        came_bytes: what all arrays took that came, on the disk or not.
        widths: bytes of one place along the ragged axis, all heads, of every array that came.
    """

    folder: Path | None = None
    manifest: Manifest | None = None
    waiting: dict[tuple[str, str], list[np.ndarray]] = field(default_factory=dict)
    waiting_bytes: int = 0
    came_bytes: int = 0
    widths: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def partial(self) -> Path:
        """Where a run folder lies until it is complete."""
        if self.folder is None:
            raise ValueError("a run in memory has no folder")
        return self.folder.with_name(self.folder.name + PARTIAL)


def start_run(folder: str | Path | None, manifest: Manifest) -> RunWriter:
    """A writer for a new run; an old half-written one of the same name is replaced.

    Raises:
        BadOption: something that is no run lies at `folder`. DiskFull: there is no room for a manifest.
    """
    writer = RunWriter(None if folder is None else Path(folder), manifest)
    if writer.folder is None:
        return writer
    check_target(writer.folder)
    shutil.rmtree(writer.partial, ignore_errors=True)
    try:
        writer.partial.mkdir(parents=True)
        _write_manifest(writer.partial, manifest)
    except BaseException:
        abandon(writer)
        raise
    return writer


def check_target(folder: str | Path) -> None:
    """Refuse a place where a run may not lie, before hours of work are lost.

    Raises:
        BadOption: something that is no run lies there.
    """
    place = Path(folder)
    if place.exists() and not (place / MANIFEST).is_file() and not _is_empty(place):
        raise BadOption("run_target_taken", path=str(folder))


def append(writer: RunWriter, site: str, arrays: dict[str, np.ndarray], ragged: dict[str, int]) -> None:
    """Add one text's arrays of a site; `ragged[name]` says how many of its axes after `head` form the ragged one.

    Raises:
        DiskFull: there is no room; nothing of the run is left.
    """
    with uninterrupted(), _room(writer):
        for name, values in arrays.items():
            axes = ragged[name]
            long = int(np.prod(values.shape[1 : 1 + axes]))
            _wait(writer, site, name, values.reshape(values.shape[0], long, *values.shape[1 + axes :]))
        if writer.folder is not None and writer.waiting_bytes > FLUSH_BYTES:
            _flush(writer)


def append_picture(writer: RunWriter, text: int, side: str, picture: np.ndarray) -> None:
    """Add the picture of one text's side as its model saw it, uint8 [pixel row, pixel column, 3].

    Raises:
        DiskFull: there is no room; nothing of the run is left.
    """
    with uninterrupted(), _room(writer):
        _wait(writer, PICTURES, picture_name(text, side), picture[None])


def finish(writer: RunWriter, manifest: Manifest) -> Run:
    """Close the run: the complete manifest is written last, and the folder gets its name.

    A partial run never replaces another one: it stays in `<folder>.partial` then, and opens from there.

    Raises:
        DiskFull: there is no room; nothing of the run is left.
    """
    if writer.folder is None:
        return Run(manifest, MemoryArrays({key: _joined(writer.waiting.pop(key)) for key in list(writer.waiting)}))
    partial = writer.partial
    with _room(writer):
        _flush(writer)
        files = {
            str(file.relative_to(partial).as_posix()): file.stat().st_size
            for file in sorted(partial.rglob("*"))
            if file.is_file() and file.name != MANIFEST
        }
        _write_manifest(partial, msgspec.structs.replace(manifest, files=files))
    if manifest.state == "partial" and (writer.folder / MANIFEST).is_file():
        return open_run(partial)
    shutil.rmtree(writer.folder, ignore_errors=True)
    partial.rename(writer.folder)
    return open_run(writer.folder)


def cut(writer: RunWriter, manifest: Manifest) -> None:
    """Drop what was written of sites and texts that a manifest does not name; its texts are the first that came.

    >>> from headscope.store.layout import PlanRecord
    >>> writer = RunWriter()
    >>> append(writer, "L0", {"peak": np.ones((1, 5))}, {"peak": 1})
    >>> cut(writer, Manifest(1, "partial", {}, PlanRecord("none"), (), ()))
    >>> writer.waiting
    {}
    """
    with _room(writer):
        if writer.folder is not None:
            _flush(writer)
        sites = {site.site for site in manifest.sites}
        for site, name in list(writer.waiting):
            if site == PICTURES:
                continue
            if site not in sites:
                del writer.waiting[site, name]
                if writer.folder is not None:
                    shutil.rmtree(writer.partial / array_path(site, name), ignore_errors=True)
                continue
            length = sum(text_length(manifest, site, name, number) for number in range(len(manifest.texts)))
            if writer.folder is None:
                writer.waiting[site, name] = [_joined(writer.waiting[site, name])[:, :length]]
            else:
                import zarr

                array = zarr.open_array(str(writer.partial / array_path(site, name)), mode="r+")
                array.resize((array.shape[0], length, *array.shape[2:]))


def abandon(writer: RunWriter) -> None:
    """Remove what was written so far."""
    if writer.folder is not None:
        _let_writes_end()
        shutil.rmtree(writer.partial, ignore_errors=True)


def save(run: Run, folder: str | Path) -> Run:
    """Write a run that lies in memory (or elsewhere) to a folder."""
    writer = start_run(folder, msgspec.structs.replace(run.manifest, state="writing", files={}))
    try:
        if isinstance(run.arrays, MemoryArrays):
            for (site, name), values in run.arrays.arrays.items():
                _wait(writer, site, name, values)
        elif isinstance(run.arrays, FolderArrays):
            for site, name in run.arrays.names:
                _wait(writer, site, name, run.arrays.part(site, name, 0, np.iinfo(np.int64).max))
        return finish(writer, run.manifest)
    except BaseException:
        abandon(writer)
        raise


def _wait(writer: RunWriter, site: str, name: str, values: np.ndarray) -> None:
    part = np.ascontiguousarray(values)
    writer.waiting.setdefault((site, name), []).append(part)
    writer.waiting_bytes += part.nbytes + _PART_BYTES
    writer.came_bytes += part.nbytes
    if part.shape[1] and site != PICTURES:
        writer.widths[site, name] = part.nbytes // part.shape[1]


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    """The parts of an array one after the other; a single one is not copied."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)


@contextmanager
def _room(writer: RunWriter) -> Iterator[None]:
    """Where there is no room, nothing of the run is left, and the error says how much the whole run takes."""
    try:
        yield
    except OSError as error:
        if not is_full(error) or writer.folder is None:
            raise
        abandon(writer)
        raise disk_full("disk_full_run", writer.folder, _whole_bytes(writer), error) from error


def _whole_bytes(writer: RunWriter) -> int:
    """What the arrays of the whole run take before compression: those that came, for all texts, and as much for each
    site that has not come yet; of texts that are not known beforehand, what came so far."""
    if writer.manifest is None or not writer.widths or not writer.manifest.texts:
        return writer.came_bytes
    texts = range(len(writer.manifest.texts))
    came = sum(
        width * text_length(writer.manifest, site, name, text)
        for (site, name), width in writer.widths.items()
        for text in texts
    )
    return came * len(writer.manifest.sites) // len({site for site, _ in writer.widths})


def _let_writes_end() -> None:
    """Wait until zarr's thread does nothing: where one chunk fails it goes on with the others, into a folder that it
    would make again."""
    from zarr.core.sync import sync

    async def others() -> None:
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}), return_exceptions=True)

    sync(others())


def _flush(writer: RunWriter) -> None:
    import zarr

    for (site, name), parts in writer.waiting.items():
        if not parts:
            continue
        values = _joined(parts)
        path = writer.partial / array_path(site, name)
        if path.exists():
            zarr.open_array(str(path), mode="r+").append(values, axis=1)
            continue
        array = zarr.create_array(
            store=str(path),
            shape=values.shape,
            chunks=_chunk(name, values),
            dtype=values.dtype,
            zarr_format=3,
            config={"write_empty_chunks": True},
        )
        array[...] = values
    writer.waiting = {key: [] for key in writer.waiting}
    writer.waiting_bytes = 0


def _chunk(name: str, values: np.ndarray) -> tuple[int, ...]:
    """What is stored, and read, as one piece."""
    is_by_head = name in _HEAD_BY_HEAD and values.nbytes > _HEAD_CHUNK_BYTES
    heads, size = (1, _HEAD_CHUNK_BYTES) if is_by_head else (max(1, values.shape[0]), _CHUNK_BYTES)
    per_column = max(1, heads * values.itemsize * int(np.prod(values.shape[2:])))
    columns = max(1, min(values.shape[1], size // per_column))
    return (heads, columns, *(max(1, n) for n in values.shape[2:]))


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    write_whole({folder / MANIFEST: msgspec.json.encode(manifest)})


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
