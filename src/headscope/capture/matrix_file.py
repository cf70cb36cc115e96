"""Attention matrices from a file that somebody else wrote: JSON, .npy, .npz or .csv. The file is not trusted."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from headscope.capture.arrays import from_arrays
from headscope.errors import BadMatrix, BadOption
from headscope.store.run import Run

_LABELS = ("tokens", "query_tokens", "key_tokens", "segments")
KINDS = (".json", ".npy", ".npz", ".csv")


def read_matrix_file(path: str | Path, *, tokens: Sequence[str] | None = None, normalise: bool = False) -> Run:
    """A run from a matrix file.

    - `.json`: `{"tokens": [...], "weights": [[...]], "segments": [[0, 2], [2, 4]]}`, or `query_tokens` and
      `key_tokens` in place of `tokens`, or the bare nested list of weights;
    - `.npy`: weights; `.npz`: weights under the name `weights`, or alone, and labels under the names above;
    - `.csv`: one row of weights a line; labels may stand in the first line and the first column.

    Weights are [query, key], [head, query, key] or [layer, head, query, key].

    Args:
        path: the file.
        tokens: labels in place of those in the file.
        normalise: divide each row by its sum.

    Raises:
        BadOption: there is no such file, or its name does not say what it is.
        BadMatrix: the file is broken, or what it holds is no attention matrix.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "matrix.csv"
    >>> _ = file.write_text("0.9,0.1\\n0.2,0.8\\n")
    >>> read_matrix_file(file, tokens=["Hello", "world"]).array("L0", "peak", 0).tolist()
    [[0.9, 0.8]]
    """
    file = Path(path)
    if not file.is_file():
        raise BadOption("matrix_file_missing", path=str(path))
    readers = {".json": _from_json, ".npy": _from_numpy, ".npz": _from_numpy, ".csv": _from_csv}
    if file.suffix.lower() not in readers:
        raise BadOption("matrix_file_kind", path=str(path), choices=", ".join(KINDS))
    found = readers[file.suffix.lower()](file)
    if tokens is not None:
        found = {name: value for name, value in found.items() if name not in ("query_tokens", "key_tokens")}
        found["tokens"] = list(tokens)
    return from_arrays(found.pop("weights"), normalise=normalise, **found)


def _from_json(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _broken(file, error) from error
    if isinstance(found, list):
        return {"weights": found}
    if not isinstance(found, dict) or found.get("weights") is None:
        names = ", ".join(found) if isinstance(found, dict) else type(found).__name__
        raise BadMatrix("matrix_file_key", path=str(file), found=names[:80])
    return _checked({name: found[name] for name in ("weights", *_LABELS) if found.get(name) is not None})


def _from_numpy(file: Path) -> dict[str, Any]:
    """What numpy reads without unpickling anything (a pickle runs code)."""
    with file.open("rb") as stream:
        try:
            loaded = np.load(stream, allow_pickle=False)
            if isinstance(loaded, np.ndarray):
                return {"weights": loaded}
            with loaded as archive:
                matrix = _matrix_name(file, archive.files)
                labels = {name: archive[name].tolist() for name in _LABELS if name in archive.files}
                found = {"weights": archive[matrix]} | labels
        except BadMatrix:
            raise
        except Exception as error:  # a broken header surfaces as anything
            raise _broken(file, error) from error
    return _checked(found)


def _matrix_name(file: Path, names: Sequence[str]) -> str:
    """`weights`, or the only name that is none of labels."""
    alone = [name for name in names if name not in _LABELS]
    if "weights" not in names and len(alone) != 1:
        raise BadMatrix("matrix_file_key", path=str(file), found=", ".join(names)[:80])
    return "weights" if "weights" in names else alone[0]


def _from_csv(file: Path) -> dict[str, Any]:
    """Weights of a table; a first line or a first column without any number holds labels."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = [row for row in csv.reader(lines) if any(cell.strip() for cell in row)]
    except (ValueError, csv.Error) as error:
        raise _broken(file, error) from error
    columns = table.pop(0) if table and not any(_is_number(cell) for cell in table[0]) else None
    has_row_labels = bool(table) and not any(_is_number(row[0]) for row in table)
    rows = [row.pop(0) for row in table] if has_row_labels else None
    if columns is not None and (has_row_labels or not columns[0].strip()):
        columns = columns[1:]
    weights = [[_number(cell, row) for cell in cells] for row, cells in enumerate(table)]
    if columns is None or rows is None or columns == rows:
        labels = columns or rows
        return {"weights": weights} if labels is None else {"weights": weights, "tokens": labels}
    return {"weights": weights, "query_tokens": rows, "key_tokens": columns}


def _number(cell: str, row: int) -> float:
    try:
        return float(cell)
    except ValueError as error:
        raise BadMatrix("matrix_file_cell", value=cell[:40], row=row) from error


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _checked(found: dict[str, Any]) -> dict[str, Any]:
    """Labels must be lists; what they hold is checked with the matrix."""
    for name in _LABELS:
        if name in found and not isinstance(found[name], list):
            raise BadMatrix("matrix_file_list", name=name, found=type(found[name]).__name__)
    return found


def _broken(file: Path, error: BaseException) -> BadMatrix:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return BadMatrix("matrix_file_broken", path=str(file), reason=reason[:120])
