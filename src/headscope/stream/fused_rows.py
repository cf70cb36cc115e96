"""The second compiled loop of the fused pass: what is said of each row, and what rows add to offsets and distances."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headscope.base.axes import BINS, KEPT, REACH
from headscope.stream.fused_kernel import (
    CHUNK,
    FIELDS,
    FROM_MIDDLE,
    HIDDEN,
    MIDDLE,
    ONE,
    SMALLEST,
    ZERO,
    Chunks,
    Found,
    Here,
    Places,
    compiled,
)
from headscope.stream.fused_strongest import STRIDE, count_of, strongest

_ENTROPY, _PEAK, _LOG_SUM, _SPAN = (
    FIELDS.index(name) for name in ("entropy_bits", "peak", "log_sum_exp", "span_tokens")
)
_SELF, _FIRST = FIELDS.index("self_mass"), FIELDS.index("first_mass")
_LN2 = math.log(2)
_LOWEST = np.float32(-126.0)


@compiled
def finish_rows(
    powers: Any, low: Any, high: Any, own_columns: Any, chunks: Chunks, here: Here, places: Places, found: Found
) -> None:
    """Everything that is said of a row, and what rows add to offsets, distances and own segments.

    Args:
        powers: float32 [row, column of the block].
        low, high: the columns that each row sees, int64 [row].
        own_columns: the column at each row's own place, there or not, int64 [row].
        chunks: known but for `scale`, which is written here.
        here: where the block lies.
        places: what is known of the text.
        found: what is written and added to.
    """
    maxima, scales = chunks.largest, chunks.scale
    rows, top_weight, top_key, offset_mass, offset_argmax, distance_mass, row_offset_mass, previous_argmax = found[:8]
    has_strongest, has_offsets, has_row_offsets = len(top_weight) > 0, len(offset_mass) > 0, len(row_offset_mass) > 0
    first_row, first_key, count, is_cross = here.first_row, here.first_key, here.chunks, here.is_cross
    before = np.zeros(count + 1)  # mass before each chunk
    running = np.zeros((count, CHUNK))  # mass up to each place of a chunk, made when asked for
    is_running = np.full(count, -1)
    peaks, chosen = np.zeros(count, np.float32), np.zeros(count, np.int64)
    tops = np.zeros(count * STRIDE, np.float32)
    near = np.zeros(2 * REACH + 1, np.float32)
    for row in range(len(powers)):
        query, own = first_row + row, own_columns[row]
        line, scale = powers[row], scales[row]
        if _scale_row(row, chunks, here, own, line, before, rows[:, query]):
            continue
        top = np.int32(0)
        for chunk in range(count):
            peaks[chunk] = maxima[row, chunk] * scale[chunk]
            top = max(top, np.float32(peaks[chunk]).view(np.int32))  # bits: see `powers_of_tile`
        peak = np.int32(top).view(np.float32)
        rows[_PEAK, query] = peak
        if has_strongest:
            strongest(line, scale, peaks, chosen, tops, top_weight[query], top_key[query])
            for rank in range(KEPT):
                if top_key[query, rank] >= 0:
                    top_key[query, rank] += first_key
        for place in range(2 * REACH + 1):
            column = own - REACH + place
            near[place] = line[column] * scale[column // CHUNK] if low[row] <= column < high[row] else ZERO
        if not is_cross:
            rows[_SELF, query] = near[REACH]
        if first_key == 0:
            rows[_FIRST, query] = line[0] * scale[0]
        is_alone = has_strongest and top_weight[query, 1] < peak
        share = _share_of_best(peak, is_alone, near, line, scale, peaks)
        if has_row_offsets:
            row_offset_mass[query] = near
            previous_argmax[query] = share if near[REACH - 1] == peak else 0.0
        if has_offsets:
            for place in range(2 * REACH + 1):
                offset_mass[place] += near[place]
                offset_argmax[place] += share if near[place] == peak else 0.0
            _add_distances(line, scale, before, near, own, low[row], high[row], distance_mass)
        if len(places.own_runs) > 0:
            itself = ZERO if is_cross else near[REACH]
            _add_own(row, line, scale, before, running, is_running, low[row], high[row], first_key, itself,
                     places.own_segments[query], places.own_runs, found.own_mass)  # fmt: skip


@compiled
def _share_of_best(peak: Any, is_alone: bool, near: Any, line: Any, scale: Any, peaks: Any) -> Any:
    """What each of the largest weights of a row counts, 1 by how many there are; 0 where none of them is near."""
    best = ZERO  # LLVM makes vectors of sums of floats, not of counts
    for place in range(2 * REACH + 1):
        best += ONE if near[place] == peak else ZERO
    if best == ZERO or peak == ZERO:
        return 0.0
    return 1.0 if is_alone else 1.0 / count_of(peak, line, scale, peaks)


@compiled
def _scale_row(row: int, chunks: Chunks, here: Here, own: int, line: Any, before: Any, rows: Any) -> bool:
    """Scale each chunk, sum the mass before it, and write what is summed over all keys; True for a row without weight.

    Args:
        row: number of the row in the block.
        own: column of the query itself.
        line: powers of the row, [column].
        before: mass before each chunk, [chunk + 1], written here.
        rows: statistics of the row, [field], written here.
    """
    references, totals, _, tilts, moments, scales = chunks
    count, sink = here.chunks, here.sink
    top = np.float32(2.0 * np.rint(0.5 * sink))
    for chunk in range(count):
        top = max(top, references[row, chunk])
    total, tilted = 0.0, 0.0
    distance: Any = 0.0
    for chunk in range(count):
        gap = references[row, chunk] - top
        share: Any = ZERO
        if gap >= _LOWEST:
            share = np.int32((np.int32(gap) + 127) << 23).view(np.float32)
            mass, moment = share * totals[row, chunk], share * moments[row, chunk]
            total += mass
            tilted += share * tilts[row, chunk] + gap * mass
            away = own - chunk * CHUNK
            if -REACH < away < CHUNK + REACH:  # near the query a difference of two sums would lose digits
                part: Any = ZERO
                middle = np.float32(away - MIDDLE)
                for place in range(CHUNK):
                    part += line[chunk * CHUNK + place] * abs(middle - FROM_MIDDLE[place])
                distance += share * part
            elif away > 0:
                distance += (away - MIDDLE) * mass - moment
            else:
                distance += moment - (away - MIDDLE) * mass
        scales[row, chunk] = share
    denominator: Any = total
    if sink > HIDDEN:
        denominator += 2.0 ** (sink - top)
    if denominator == 0.0:
        scales[row] = ZERO
        return True
    inverse = np.float32(1.0 / denominator)
    before[0] = 0.0
    for chunk in range(count):
        scale = scales[row, chunk] * inverse
        if scale < SMALLEST:
            scale = ZERO
        scales[row, chunk] = scale
        before[chunk + 1] = before[chunk] + scale * totals[row, chunk]
    bits = math.log2(denominator)
    rows[_LOG_SUM] = (top + bits) * _LN2
    rows[_ENTROPY] = max(bits * (total / denominator) - tilted / denominator, 0.0)
    rows[_SPAN] = distance / denominator
    return total == 0.0


@compiled
def _mass_before(column: int, line: Any, scale: Any, before: Any) -> Any:
    """Mass of the columns before one, summed from the nearer end of its chunk."""
    chunk, rest = column // CHUNK, column % CHUNK
    if rest == 0:
        return before[chunk]
    part = ZERO
    if rest <= CHUNK // 2:
        for place in range(chunk * CHUNK, column):
            part += line[place]
        return before[chunk] + part * scale[chunk]
    for place in range(column, (chunk + 1) * CHUNK):
        part += line[place]
    return before[chunk + 1] - part * scale[chunk]


@compiled
def _add_distances(
    line: Any, scale: Any, before: Any, near: Any, own: int, low: int, high: int, distance_mass: Any
) -> None:
    """Add a row to the bins of distance: up to 15 keys away from `near`, beyond by differences of running mass.

    Edges outside the columns low..high, which the row sees, are not computed: such bins stay exactly 0.
    """
    distance_mass[BINS] += near[REACH]
    for size in range(4):
        for away in range(1 << size, 2 << size):
            distance_mass[size] += near[REACH - away]
            distance_mass[BINS + 1 + size] += near[REACH + away]
    total = before[len(before) - 1]
    for side in range(2):
        edge = own - REACH + 1 if side == 0 else own + REACH
        nearer = total if edge >= high else 0.0
        if low < edge < high:
            nearer = _mass_before(edge, line, scale, before)
        for size in range(4, BINS):
            if edge <= low if side == 0 else edge >= high:
                break
            reach = (2 << size) if size < BINS - 1 else 1 << 62
            edge = own - reach + 1 if side == 0 else own + reach
            farther = total if edge >= high else 0.0
            if low < edge < high:
                farther = _mass_before(edge, line, scale, before)
            distance_mass[side * (BINS + 1) + size] += abs(farther - nearer)
            nearer = farther


@compiled
def _add_own(
    row: int, line: Any, scale: Any, before: Any, running: Any, is_running: Any, low: int, high: int, first_key: int,
    itself: Any, segments: Any, runs: Any, own_mass: Any,
) -> None:  # fmt: skip
    """Add the mass inside the own segment of a row, but for its own key, for the true boundaries and each moved set."""
    for column in range(len(segments)):
        segment = segments[column]
        if segment < 0:
            continue
        mass = -np.float64(itself)
        for run in range(runs.shape[2]):
            start = max(runs[column, segment, run, 0] - first_key, low)
            stop = min(runs[column, segment, run, 1] - first_key, high)
            if start >= stop:
                continue
            for edge, sign in ((start, -1.0), (stop, 1.0)):
                chunk, rest = edge // CHUNK, edge % CHUNK
                if rest == 0:
                    mass += sign * before[chunk]
                    continue
                if is_running[chunk] != row:
                    is_running[chunk] = row
                    some = before[chunk]
                    for place in range(CHUNK):
                        some += line[chunk * CHUNK + place] * scale[chunk]
                        running[chunk, place] = some
                mass += sign * running[chunk, rest - 1]
        own_mass[column] += mass
