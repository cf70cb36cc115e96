"""The eight strongest keys of a row, exactly, for the fused pass."""

from __future__ import annotations

from typing import Any

import numpy as np

from headscope.base.axes import KEPT
from headscope.stream.fused_kernel import CHUNK, ONE, SMALLEST, ZERO, compiled

STRIDE = 16  # weights so far apart have their maximum taken together: no vector has to be folded
_ENOUGH = KEPT + 4  # a bound that so many reach is sharp enough
_SMALLEST_BITS = int(SMALLEST.view(np.int32))


@compiled
def strongest(line: Any, scale: Any, peaks: Any, chosen: Any, tops: Any, weights: Any, keys: Any) -> None:
    """Write the eight largest weights of a row and their columns, of equal ones the earlier first.

    Chunks, and then the sets of every 16th key of a chunk, are left out by a bound that at least eight of their maxima
    reach, so that few weights are sorted.

    Args:
        line, scale: powers of the row [column], and what makes weights of them [chunk].
        peaks: largest weight of each chunk.
        chosen, tops: room for the numbers of the chunks that are left, and for sixteen maxima of each.
        weights, keys: [8], written where there are so many weights.
    """
    bound = _reached_by_eight(peaks, len(peaks))
    count = 0
    for chunk in range(len(peaks)):
        if peaks[chunk] >= bound:
            chosen[count] = chunk
            count += 1
    for number in range(count):
        share, start = scale[chosen[number]], chosen[number] * CHUNK
        for lane in range(STRIDE):
            one = start + lane
            top = max(line[one], line[one + STRIDE])
            top = max(top, max(line[one + 2 * STRIDE], line[one + 3 * STRIDE]))
            top = max(top, max(line[one + 4 * STRIDE], line[one + 5 * STRIDE]))
            top = max(top, max(line[one + 6 * STRIDE], line[one + 7 * STRIDE]))
            tops[number * STRIDE + lane] = top * share
    bound = max(bound, _reached_by_eight(tops, count * STRIDE))
    taken = 0
    for number in range(count * STRIDE):
        top, chunk = tops[number], chosen[number // STRIDE]
        start = chunk * CHUNK + number % STRIDE
        if top < bound or (taken == KEPT and top <= weights[KEPT - 1] and start > keys[KEPT - 1]):
            continue
        share = scale[chunk]
        for column in range(start, start + CHUNK, STRIDE):
            weight = line[column] * share
            if weight < bound:
                continue
            rank = taken
            while rank > 0 and (
                weights[rank - 1] < weight or (weights[rank - 1] == weight and keys[rank - 1] > column)
            ):
                rank -= 1
            if rank == KEPT:
                continue
            taken = min(taken + 1, KEPT)
            for later in range(taken - 1, rank, -1):
                weights[later], keys[later] = weights[later - 1], keys[later - 1]
            weights[rank], keys[rank] = weight, column


@compiled
def _reached_by_eight(values: Any, count: int) -> Any:
    """A bound that at least eight of some weights reach, and few more; the smallest weight where fewer are above it.

    From the largest weight the bound goes down, to a half and then ever further, and from there by halving intervals
    of the whole numbers that its bits are: their order is that of the weights.
    """
    if count < KEPT:
        return SMALLEST
    top = np.int32(0)
    for place in range(count):
        top = max(top, np.float32(values[place]).view(np.int32))
    low, high, step = np.int64(_SMALLEST_BITS), np.int64(top) + 1, np.int64(1 << 23)  # 2^23 less is a half
    while high - low > 1:
        middle = max(high - step, low) if step > 0 else (low + high) // 2
        bound = np.int32(middle).view(np.float32)
        reached = ZERO  # LLVM makes vectors of sums of floats, not of counts
        for place in range(count):
            reached += ONE if values[place] >= bound else ZERO
        if reached < KEPT:
            high, step = middle, 2 * step
            continue
        low, step = middle, np.int64(0)
        if reached <= _ENOUGH:
            break
    return np.int32(low).view(np.float32)


@compiled
def count_of(peak: Any, line: Any, scale: Any, peaks: Any) -> int:
    """How many weights of a row are as large as the largest."""
    ties = 0
    for chunk in range(len(peaks)):
        if peaks[chunk] == peak:
            for place in range(chunk * CHUNK, (chunk + 1) * CHUNK):
                if line[place] * scale[chunk] == peak:
                    ties += 1
    return ties
