"""Asking a shelf the way a viewer does."""

from __future__ import annotations

from typing import TypeVar

import msgspec
import numpy as np

from headscope.show.answers import answer, path_of
from headscope.show.packing import unpack_array
from headscope.show.payload import ArrayPayload, Missing
from headscope.show.shelf import ShelfOfRuns
from headscope.store.run import Run

Answer = TypeVar("Answer")


def ask(shelf: ShelfOfRuns, kind: type[Answer], *parts: str | int) -> Answer:
    """The answer to a request of these parts; a mistake where there is none."""
    content = answer(shelf, path_of(*parts))
    assert b'"type":"missing"' not in content[:20], content[:400]
    return msgspec.json.decode(content, type=kind)


def missing(shelf: ShelfOfRuns, *parts: str | int) -> Missing:
    """Why there is no answer to a request of these parts."""
    return msgspec.json.decode(answer(shelf, path_of(*parts)), type=Missing)


def numbers(array: ArrayPayload) -> np.ndarray:
    """The numbers of an array, NaN where masked."""
    return unpack_array(array)


def dense(run: Run, head: int, rows: slice | np.ndarray, *, site: int = 0) -> np.ndarray:
    """Weights [query, key] of some rows of a head of a run that keeps queries and keys, in float64, softmax and all."""
    record = run.sites[site]
    q, k, low, high = (run.array(record.site, name, 0) for name in ("q", "k", "visible_low", "visible_high"))
    scores = q[head, rows].astype(np.float64) @ k[head * record.key_heads // record.heads].astype(np.float64).T
    scores *= record.scale
    key = np.arange(scores.shape[1])
    is_seen = (key >= low[0, rows, None]) & (key < high[0, rows, None])
    powers = np.where(is_seen, np.exp(scores - scores.max(axis=1, keepdims=True)), 0.0)
    return np.where(is_seen, powers / powers.sum(axis=1, keepdims=True), np.nan)
