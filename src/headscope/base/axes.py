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
TILE_CELLS = 256
WEIGHTS_UP_TO_TOKENS = 512  # texts up to here keep their weights, so tiles of theirs need no base image
ONE_TILE_TOKENS = 16384  # texts up to here have a base image of one tile
BASE_CELLS = 1024  # of the base image of longer texts

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


def cell_tokens(length: int, width: int) -> np.ndarray:
    """How many of `length` tokens each cell of an axis has; the last may have fewer than `width`.

    >>> cell_tokens(10, 4).tolist()
    [4, 4, 2]
    """
    return np.minimum(length - np.arange(0, length, width), width)


def finest_level(length: int, limit: int) -> int:
    """The smallest k at which cells of 2^k tokens are at most `limit` along an axis of `length` tokens.

    >>> [finest_level(length, 256) for length in (1, 256, 257, 131072)]
    [0, 0, 1, 9]
    """
    return (-(-length // limit) - 1).bit_length()


def base_level(queries: int, keys: int) -> int | None:
    """The level of a text's base image, whose cells are 2^level tokens wide: one tile of up to 256 x 256 cells up to
    16384 tokens, beyond at most 1024 cells along an axis; None where weights are so few that they may be kept.

    >>> [base_level(n, n) for n in (512, 513, 4096, 16384, 16385, 20000, 131072)]
    [None, 2, 4, 6, 5, 5, 7]
    """
    longest = max(queries, keys)
    if longest <= WEIGHTS_UP_TO_TOKENS:
        return None
    return finest_level(longest, TILE_CELLS if longest <= ONE_TILE_TOKENS else BASE_CELLS)


def base_cells(queries: int, keys: int) -> tuple[int, int]:
    """Cells of a text's base image along both axes, 0 where it has none.

    >>> base_cells(20000, 70000), base_cells(100, 100)
    ((157, 547), (0, 0))
    """
    level = base_level(queries, keys)
    if level is None:
        return 0, 0
    return -(-queries // (1 << level)), -(-keys // (1 << level))
