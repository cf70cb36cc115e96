"""The first compiled loop of the fused pass (numba), from scores to powers, and what all three loops share.

Scores come in units of log2. A score is split into its nearest whole number n and the rest f; 2^f is a polynomial,
2^n an exponent. Each chunk of 128 keys of a row has a whole number of its own as reference, so the powers of all chunks
differ from one common scale by exact powers of two: equal scores give equal weights wherever they stand, and one pass
over the scores is enough. A weight is power times the scale of its chunk.

Arrays are unpacked from their named tuples before a loop that calls other functions: there numba counts references at
each access, which costs more than many an addition.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np

from headscope.base import axes

CHUNK = 128
TILE = 2048  # columns that are multiplied at a time: 128 rows of them stay in the second cache
HIDDEN = np.float32(-1e30)  # the score of a key that is not seen
FIELDS = axes.ROW_STATISTICS[:-1]  # visible keys follow from the mask alone
ONE, ZERO = np.float32(1.0), np.float32(0.0)
SMALLEST = np.float32(2.0**-126)  # smaller scales count as 0: they would slow every product down
MIDDLE = (CHUNK - 1) / 2
FROM_MIDDLE = np.arange(CHUNK, dtype=np.float32) - np.float32(MIDDLE)
# The polynomial of degree 6 whose largest relative error from 2^f on -1/2..1/2 is smallest (2e-9), found by exchange.
_C1, _C2, _C3 = np.float32(0.6931472057372688), np.float32(0.24022646890634874), np.float32(0.05550328776963593)
_C4, _C5, _C6 = np.float32(0.009618488957024038), np.float32(0.0013399931219684543), np.float32(0.00015345812027971)
_ROUND = np.float32(12582912.0)  # 1.5 * 2^23: adding it rounds to whole numbers, which then stand in the lowest bits
_ROUND_BITS = int(_ROUND.view(np.int32))
_BIAS = np.float32(127.0)  # of the exponent of a float32; powers of 2^-127 and less count as 0
_FLAGS = {"nnan", "ninf", "nsz", "contract"}  # scores are finite: `why_not_fused` sees to it


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled on the first call, kept on disk, and free of Python's lock; sums may be taken in any order."""
    result: Callable[..., Any] = numba.njit(nogil=True, cache=True, fastmath={*_FLAGS, "reassoc"}, error_model="numpy")(
        function
    )
    return result


def _compiled_in_order(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same where additions must stay in order: `a + _ROUND - _ROUND` would be taken for `a`."""
    result: Callable[..., Any] = numba.njit(nogil=True, cache=True, fastmath=_FLAGS, error_model="numpy")(function)
    return result


class Chunks(NamedTuple):
    """What is known of each chunk of each row of a block, float32 [row, chunk].

    `reference` is a whole number; powers are 2^(score - reference), `total` is their sum, `largest` their maximum,
    `tilted` the sum of power times (score - reference), `moment` of power times place from the middle of the chunk.
    """

    reference: np.ndarray
    total: np.ndarray
    largest: np.ndarray
    tilted: np.ndarray
    moment: np.ndarray
    scale: np.ndarray


class Here(NamedTuple):
    """Where a block lies: its first row, the key its first column stands for, how many chunks it has, its first band
    and one past the last; the sink in units of log2 (HIDDEN for none), and whether queries and keys are different
    texts."""

    first_row: int
    first_key: int
    chunks: int
    first_band: int
    stop_band: int
    sink: float
    is_cross: bool


class Places(NamedTuple):
    """What is known of the text: keys by their number.

    `special`, `punctuation` [n]: such keys, in order. `own_segments` [query, column], `own_runs` [column, segment + 1,
    run, 2]: the own segment of every query, true and moved, and its keys (no column without segments). `key_runs`
    [run, 3]: first key, key after the last, and segment of neighbours. `bands` [band + 1, 4]: first of the rows that
    are summed together, their row of the image, their query segment (-1 for none), their first strip. `strips`
    [strip + 1, 2]: first of the rows of a band that lie in one row of the base image, and that row. `base_width`:
    tokens of a cell of the base image, a power of two; 0 where there is none.
    """

    special: np.ndarray
    punctuation: np.ndarray
    own_segments: np.ndarray
    own_runs: np.ndarray
    key_runs: np.ndarray
    bands: np.ndarray
    strips: np.ndarray
    base_width: int


class Found(NamedTuple):
    """What is found of one head, as the reductions of these names define it; sums are float64, all else float32.
    An array that nobody asked for is empty, and the loops leave out what only it needs.

    `rows` [field, query]; `top_weight`, `top_key` [query, 8]; `offset_mass`, `offset_argmax` [33]; `distance_mass`
    [41]; `row_offset_mass` [query, 33] and `previous_argmax` [query], the same of each row; `received` [key];
    `image_sum`, `image_max` [cell, cell]; `own_mass` [100]; `segment_mass` [segment, segment]; `base_mass`, `base_peak`
    [base cell, base cell], sums and maxima, both float32, as a cell has few rows.
    """

    rows: np.ndarray
    top_weight: np.ndarray
    top_key: np.ndarray
    offset_mass: np.ndarray
    offset_argmax: np.ndarray
    distance_mass: np.ndarray
    row_offset_mass: np.ndarray
    previous_argmax: np.ndarray
    received: np.ndarray
    image_sum: np.ndarray
    image_max: np.ndarray
    own_mass: np.ndarray
    segment_mass: np.ndarray
    base_mass: np.ndarray
    base_peak: np.ndarray


@_compiled_in_order
def _power(score: Any, shift: Any) -> Any:
    """2^(score - reference) for shift = _ROUND + 127 - reference and scores from reference - 127 to reference + 1.5."""
    rounded = score + shift
    rest = score - (rounded - shift)
    value = _C6 * rest + _C5
    value = value * rest + _C4
    value = value * rest + _C3
    value = value * rest + _C2
    value = value * rest + _C1
    value = value * rest + ONE
    return value * np.int32(np.float32(rounded).view(np.int32) << np.int32(23)).view(np.float32)


@compiled
def powers_of_tile(scores: Any, first: int, stop: int, low: Any, high: Any, chunks: Chunks) -> None:
    """Scores become powers, in place, in chunks first..stop of every row.

    Args:
        scores: float32 [row, column of the block].
        first, stop: chunks of the tile.
        low, high: the columns that each row sees, int64 [row].
        chunks: what is found of each chunk is written there.
    """
    for row in range(len(low)):
        for chunk in range(first, stop):
            start = chunk * CHUNK
            part = scores[row, start : start + CHUNK]
            for place in range(min(max(low[row] - start, 0), CHUNK)):
                part[place] = HIDDEN
            for place in range(max(min(high[row] - start, CHUNK), 0), CHUNK):
                part[place] = HIDDEN
            # Maxima are taken over bits as whole numbers: LLVM makes vectors of those, not of maxima of floats.
            top = np.int32(0)
            for place in range(CHUNK):
                top = max(top, np.float32(part[place] + _ROUND).view(np.int32))
            if top == 0:  # hidden scores are negative also with _ROUND added
                chunks.reference[row, chunk] = HIDDEN
                chunks.total[row, chunk] = ZERO
                chunks.largest[row, chunk] = ZERO
                chunks.tilted[row, chunk] = ZERO
                chunks.moment[row, chunk] = ZERO
                continue
            # An even reference: halves then round the same way in every chunk.
            reference = np.float32(((top - _ROUND_BITS) >> 1) << 1)
            lowest, shift = reference - _BIAS, _ROUND + (_BIAS - reference)
            total, tilted, moment, largest = ZERO, ZERO, ZERO, np.int32(0)
            for place in range(CHUNK):
                score = max(part[place], lowest)
                power = _power(score, shift)
                part[place] = power
                total += power
                tilted += power * (score - reference)
                moment += power * FROM_MIDDLE[place]
                largest = max(largest, np.float32(power).view(np.int32))
            chunks.reference[row, chunk] = reference
            chunks.total[row, chunk] = total
            chunks.largest[row, chunk] = np.int32(largest).view(np.float32)
            chunks.tilted[row, chunk] = tilted
            chunks.moment[row, chunk] = moment


@functools.cache
def forget_old_code() -> None:
    """Remove what was compiled before any file of the pass last changed: numba looks at a function's own file only,
    and what it has compiled holds the code of other files too."""
    kernel: Any = powers_of_tile
    sources = [Path(axes.__file__), *Path(__file__).parent.glob("fused_*.py")]
    newest = max(source.stat().st_mtime for source in sources)
    for compiled_file in Path(kernel.stats.cache_path).glob("fused_*.nb[ic]"):
        with suppress(OSError):  # another process may have been quicker
            if compiled_file.stat().st_mtime < newest:
                compiled_file.unlink()
