"""Runs that the viewer is opened on, each with what was read of it, so that costly readings are made once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from headscope.errors import BadOption, HeadscopeError
from headscope.store.run import MANIFEST, Run, open_run

Found = TypeVar("Found")
KEPT_BYTES = 64_000_000


@dataclass(frozen=True, slots=True, eq=False)
class OpenRun:
    """A run under the name that requests give it, and what was read of it so far."""

    name: str
    run: Run
    known: dict[Hashable, Future[Any]] = field(default_factory=dict, repr=False)
    lock: Lock = field(default_factory=Lock, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class ShelfOfRuns:
    """Runs by name, folders that look like runs and cannot be opened, and the latest answers, encoded."""

    runs: dict[str, OpenRun]
    unreadable: dict[str, HeadscopeError] = field(default_factory=dict)
    answers: OrderedDict[str, bytes] = field(default_factory=OrderedDict, repr=False)
    lock: Lock = field(default_factory=Lock, repr=False)


def open_shelf(places: Iterable[Run | str | Path]) -> ShelfOfRuns:
    """The shelf of some runs, run folders, or folders of runs.

    A run is named by its folder, `run` where it lies in memory; a second one of a name gets a number. What looks like a
    run and cannot be opened stands on the shelf with the reason.

    Raises:
        RunNotFound: a place holds no run at all. BrokenRun: it holds a run that was never finished.

    >>> from headscope.capture.arrays import from_arrays
    >>> list(open_shelf([from_arrays([[1.0]]), from_arrays([[1.0]])]).runs)
    ['run', 'run-2']
    """
    shelf = ShelfOfRuns({})
    for place in places:
        if isinstance(place, Run):
            name = _free_name(shelf, place.path.name if place.path else "run")
            shelf.runs[name] = OpenRun(name, place)
            continue
        for folder in _folders(Path(place)):
            name = _free_name(shelf, folder.name)
            try:
                shelf.runs[name] = OpenRun(name, open_run(folder))
            except HeadscopeError as error:
                shelf.unreadable[name] = error
    return shelf


def run_named(shelf: ShelfOfRuns, name: str) -> OpenRun:
    """The run of a name.

    Raises:
        BadOption: there is none on the shelf. Whatever made it unreadable, where it is.
    """
    if name in shelf.unreadable:
        raise shelf.unreadable[name]
    if name not in shelf.runs:
        raise BadOption("viewer_run", value=name, choices=", ".join(shelf.runs))
    return shelf.runs[name]


def remembered(opened: OpenRun, what: Hashable, make: Callable[[Run], Found]) -> Found:
    """What `make` makes of the run, made once for each `what`; threads that ask meanwhile wait for it.

    >>> from headscope.capture.arrays import from_arrays
    >>> opened = OpenRun("run", from_arrays([[1.0]]))
    >>> [remembered(opened, "texts", lambda run: run.texts) for _ in range(2)], list(opened.known)
    ([1, 1], ['texts'])
    """
    with opened.lock:
        future = opened.known.get(what)
        if is_mine := future is None:
            future = opened.known[what] = Future()
    if is_mine:
        try:
            future.set_result(make(opened.run))
        except BaseException as error:
            with opened.lock:
                del opened.known[what]  # asked again, it is tried again
            future.set_exception(error)
    result: Found = future.result()
    return result


def is_known(opened: OpenRun, what: Hashable) -> bool:
    """Whether `remembered` would answer at once."""
    with opened.lock:
        future = opened.known.get(what)
    return future is not None and future.done()


def kept_answer(shelf: ShelfOfRuns, request: str) -> bytes | None:
    """An answer that was given before and is still kept."""
    with shelf.lock:
        if request in shelf.answers:
            shelf.answers.move_to_end(request)
        return shelf.answers.get(request)


def keep_answer(shelf: ShelfOfRuns, request: str, content: bytes) -> None:
    """Keep an answer, and of the others the latest, up to `KEPT_BYTES` together."""
    with shelf.lock:
        shelf.answers[request] = content
        total = sum(map(len, shelf.answers.values()))
        while total > KEPT_BYTES and len(shelf.answers) > 1:
            total -= len(shelf.answers.popitem(last=False)[1])


def _folders(place: Path) -> list[Path]:
    """The place itself where it is a run, else the runs directly below it."""
    if (place / MANIFEST).is_file():
        return [place]
    found = sorted(each.parent for each in place.glob(f"*/{MANIFEST}")) if place.is_dir() else []
    if not found:
        open_run(place)  # says what is wrong
    return found


def _free_name(shelf: ShelfOfRuns, wanted: str) -> str:
    taken = shelf.runs.keys() | shelf.unreadable.keys() | {"strings"}  # which is a request of its own
    numbered = (f"{wanted}-{number}" if number > 1 else wanted for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)
