"""Sums and maxima of one head's weights over square cells, from its kept queries and keys or from its kept weights."""

from __future__ import annotations

import functools
import importlib.util
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np

from headscope.store.run import Run, head_part

_ROWS, _KEYS = 256, 1024  # scores that are computed at a time: 1 MiB stays in the cache of a core
_MANY = 1 << 20  # scores from which more than one thread is worth its start
_LOG2_E = float(np.log2(np.e))


@dataclass(frozen=True, slots=True)
class Span:
    """Rows and keys of a part of the matrix; it begins where a cell begins."""

    first_row: int
    last_row: int
    first_key: int
    last_key: int


@dataclass(frozen=True, slots=True)
class Cells:
    """What lies in each cell of a span: the sum of its weights, float64, and the largest, float32, [row, column]."""

    mass: np.ndarray
    peak: np.ndarray


@dataclass(frozen=True, slots=True)
class Scores:
    """Queries [query, d] and keys [d, key] of a span, and which keys a row sees; scores come in units of log2.

    `q` is scaled already; with a soft-cap c a score is `c log2(e) tanh(q k)`. `low`, `high` count from the first key.
    """

    q: np.ndarray
    k: np.ndarray
    log_sum_exp: np.ndarray
    low: np.ndarray
    high: np.ndarray
    softcap: float | None = None


def cells_of_weights(weights: np.ndarray, width: int) -> Cells:
    """Cells of weights [row, key] that are there.

    >>> cells_of_weights(np.array([[0.75, 0.25, 0.0], [0.5, 0.25, 0.25]]), 2).mass.tolist()
    [[1.75, 0.25]]
    """
    row_cuts, key_cuts = (np.arange(0, length, width) for length in weights.shape)
    wide = weights.astype(np.float64)
    mass = np.add.reduceat(np.add.reduceat(wide, key_cuts, axis=1), row_cuts, axis=0)
    peak = np.maximum.reduceat(np.maximum.reduceat(weights, key_cuts, axis=1), row_cuts, axis=0)
    return Cells(mass, peak.astype(np.float32))


def scores_of(run: Run, site: str, head: int, text: int, span: Span) -> Scores | None:
    """What it takes to compute the weights of a span; None where no row of it sees any key of it: then nothing but the
    intervals is read."""
    record = run.site(site)
    rows = (span.first_row, span.last_row)
    low, high = (head_part(run, site, name, text, head, *rows) for name in ("visible_low", "visible_high"))
    low = np.clip(low.astype(np.int64), span.first_key, span.last_key) - span.first_key
    high = np.clip(high.astype(np.int64), span.first_key, span.last_key) - span.first_key
    if not (high > low).any():
        return None
    stored = head_part(run, site, "log_sum_exp", text, head, *rows)
    is_finite = np.isfinite(stored)  # else a row sees no key
    q = head_part(run, site, "q", text, head, *rows)
    key_head = head * record.key_heads // record.heads
    k = head_part(run, site, "k", text, key_head, span.first_key, span.last_key)
    factor = record.scale * _LOG2_E if record.softcap is None else record.scale / record.softcap
    return Scores(
        q.astype(np.float32) * np.float32(factor),
        np.ascontiguousarray(k.T, dtype=np.float32),
        (np.where(is_finite, stored, 0.0).astype(np.float64) * _LOG2_E).astype(np.float32),
        low,
        np.where(is_finite, high, low),
        record.softcap,
    )


def cells_of_scores(scores: Scores, width: int, *, threads: int | None = None) -> Cells:
    """Cells of the weights `exp(score - log_sum_exp)`; at most 1 MiB of scores a thread exists at a time.

    Args:
        scores: of a span.
        width: tokens of a cell along both axes, a power of two.
        threads: parts of the rows that are computed at a time (one where BLAS cannot be kept to one thread, and for
            small spans); None for one a core. Their number changes no bit.

    >>> q = np.zeros((4, 8), np.float32)
    >>> even = Scores(q, q.T, np.full(4, 2.0, np.float32), np.zeros(4, int), np.full(4, 4))
    >>> cells_of_scores(even, 2).mass.tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    rows, keys = len(scores.q), scores.k.shape[1]
    shape = (-(-rows // width), -(-keys // width))
    found = Cells(np.zeros(shape), np.zeros(shape, np.float32))
    step = max(_ROWS, width)  # threads never share a row of cells
    starts = range(0, rows, step)
    limits = _limits_of_blas()
    if rows * keys < _MANY or limits is None:
        threads = 1
    workers = min(threads or _cores(), len(starts))

    def one(start: int) -> None:
        spare = np.empty((_ROWS, _KEYS), np.float32)
        for row in range(start, min(start + step, rows), _ROWS):
            _add_rows(scores, slice(row, min(row + _ROWS, start + step, rows)), width, spare, found)

    with nullcontext() if limits is None else limits.limit(limits=1):
        if workers <= 1:
            for start in starts:
                one(start)
        else:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(one, starts))
    return found


def _cores() -> int:
    """Cores that this process may use; not every system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@functools.cache
def _limits_of_blas() -> Any:
    """What keeps BLAS to one thread while there are threads of ours: both together fight for the cores. None where it
    is not installed; then the threads are those of BLAS."""
    if importlib.util.find_spec("threadpoolctl") is None:
        return None
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")


def _add_rows(scores: Scores, rows: slice, width: int, spare: np.ndarray, found: Cells) -> None:
    """Add what some rows give to every cell; `spare` is written over."""
    low, high, base = scores.low[rows], scores.high[rows], scores.log_sum_exp[rows]
    sees = high > low
    if not sees.any():
        return
    left, right = int(low[sees].min()) // width * width, int(high[sees].max())
    for first in range(left, right, _KEYS):
        last = min(first + _KEYS, right)
        q, part = scores.q[rows], spare[: len(low), : last - first]
        np.matmul(q, scores.k[:, first:last], out=part)
        if scores.softcap is not None:
            np.tanh(part, out=part)
            part *= np.float32(scores.softcap * _LOG2_E)
        here = (slice(rows.start // width, None), slice(first // width, None))
        _add(part, base, low - first, high - first, width, Cells(found.mass[here], found.peak[here]))


def _add(part: np.ndarray, base: np.ndarray, low: np.ndarray, high: np.ndarray, width: int, found: Cells) -> None:
    """Add the weights of a block of scores to the cells it lies in."""
    if importlib.util.find_spec("numba") is not None:
        from headscope.store.tile_kernel import add_weights

        add_weights(part, base, low, high, width, found.mass, found.peak)
        return
    column = np.arange(part.shape[1])
    part -= base[:, None]
    part[(column < low[:, None]) | (column >= high[:, None])] = -np.inf
    cells = cells_of_weights(np.exp2(part), width)
    down, across = cells.mass.shape
    found.mass[:down, :across] += cells.mass
    np.maximum(found.peak[:down, :across], cells.peak, out=found.peak[:down, :across])
