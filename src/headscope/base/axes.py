"""Lengths of the axes that reductions write and runs store: offsets, distance bins, strongest keys, image cells."""

from __future__ import annotations

import numpy as np

REACH = 16
OFFSETS = tuple(range(-REACH, REACH + 1))
BINS = 20  # distances 1, 2-3, 4-7, ... 2^19 and more
KEPT = 8
SHIFTS = 99
IMAGE_CELLS = 64

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
