"""What reductions write and runs store: statistics of rows, offsets, distance bins, strongest keys, image cells."""

from __future__ import annotations

import numpy as np

ROW_STATISTICS = (
    "entropy_bits",
    "peak",
    "log_sum_exp",
    "span_tokens",
    "self_mass",
    "first_mass",
    "special_mass",
    "punctuation_mass",
    "visible_keys",  # last: it follows from the mask alone
)
REACH = 16
OFFSETS = tuple(range(-REACH, REACH + 1))
BINS = 20  # distances 1, 2-3, 4-7, ... 2^19 and more
KEPT = 8
SHIFTS = 99
IMAGE_CELLS = 64
BASE_CELLS = 1024
TILE_CELLS = 256
FINEST_BASE = 7  # tiles of cells up to 2^6 tokens are computed when they are asked for

# Bins of `distance_bin` are intervals of offsets, from the far left to the far right; these are their edges.
_FAR = 2**62
_REACHES = np.array([2**n for n in range(BINS)])
DISTANCE_EDGES = np.concatenate([[-_FAR], 1 - _REACHES[:0:-1], [0, 1], _REACHES[1:], [_FAR]])
BIN_OF_INTERVAL = np.concatenate([np.arange(BINS)[::-1], [BINS], np.arange(BINS + 1, 2 * BINS + 1)])


def distance_bin(offset: np.ndarray) -> np.ndarray:
    """The bin of a signed offset: 0..19 to the left by doubling distance, 20 the query itself, 21..40 to the right.

    >>> distance_bin(np.array([-3, -1, 0, 1, 2, 8])).tolist()
    [1, 0, 20, 21, 22, 24]
    """
    size = np.minimum(np.log2(np.maximum(np.abs(offset), 1)).astype(int), BINS - 1)
    return np.where(offset < 0, size, np.where(offset > 0, BINS + 1 + size, BINS))


def cells(length: int, limit: int = IMAGE_CELLS) -> tuple[int, int]:
    """Tokens in a cell and number of cells along an axis of `length` tokens with at most `limit` cells.

    >>> cells(6), cells(130)
    ((1, 6), (3, 44))
    """
    width = -(-length // limit)
    return width, -(-length // width)


def base_level(queries: int, keys: int) -> int | None:
    """The level of a text's base image: its cells are 2^level tokens wide, at most 1024 along an axis; None where no
    tile needs one.

    >>> [base_level(n, n) for n in (16384, 16385, 131072, 131073)]
    [None, 7, 7, 8]
    """
    longest = max(queries, keys)
    if longest <= TILE_CELLS << (FINEST_BASE - 1):
        return None
    return max(FINEST_BASE, (-(-longest // BASE_CELLS) - 1).bit_length())


def base_cells(queries: int, keys: int) -> tuple[int, int]:
    """Cells of a text's base image along both axes, 0 where it has none.

    >>> base_cells(20000, 70000), base_cells(100, 100)
    ((157, 547), (0, 0))
    """
    level = base_level(queries, keys)
    if level is None:
        return 0, 0
    return -(-queries // (1 << level)), -(-keys // (1 << level))
