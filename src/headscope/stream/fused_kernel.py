"""The compiled inner loops of the fused pass (numba): from scores to powers, from powers to statistics.

Scores come in units of log2. A score is split into its nearest whole number n and the rest f; 2^f is a polynomial,
2^n an exponent. Each chunk of 128 keys of a row has a whole number of its own as reference, so the powers of all chunks
differ from one common scale by exact powers of two: equal scores give equal weights wherever they stand, and one pass
over the scores is enough. A weight is power times the `scale` of its chunk.
"""

# What numba compiles carries no annotations; the named tuples say what goes in.
# mypy: disable-error-code="no-untyped-def, no-untyped-call, no-any-return"

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numba
import numpy as np

from headscope.base.axes import BINS, KEPT, REACH

CHUNK = 128
TILE = 2048
HIDDEN = np.float32(-1e30)  # the score of a key that is not seen
FIELDS = (
    "entropy_bits",
    "peak",
    "log_sum_exp",
    "span_tokens",
    "self_mass",
    "first_mass",
    "special_mass",
    "punctuation_mass",
)
_ENTROPY, _PEAK, _LOG_SUM, _SPAN, _SELF, _FIRST, _SPECIAL, _PUNCTUATION = range(len(FIELDS))
# The polynomial of degree 6 whose largest relative error from 2^f on -1/2..1/2 is smallest (2e-9), found by exchange.
_C1, _C2, _C3 = np.float32(0.6931472057372688), np.float32(0.24022646890634874), np.float32(0.05550328776963593)
_C4, _C5, _C6 = np.float32(0.009618488957024038), np.float32(0.0013399931219684543), np.float32(0.00015345812027971)
_ROUND = np.float32(12582912.0)  # 1.5 * 2^23: adding it rounds to whole numbers, which then stand in the lowest bits
_ROUND_BITS = int(_ROUND.view(np.int32))
_BIAS = np.float32(127.0)  # of the exponent of a float32; powers of 2^-127 and less count as 0
_LOWEST = np.float32(-126.0)
_SMALLEST = np.float32(2.0**-126)  # smaller scales count as 0: they would slow every product down
_ONE, _ZERO = np.float32(1.0), np.float32(0.0)
_LN2 = math.log(2)
_MIDDLE = (CHUNK - 1) / 2
_PLACES = np.arange(CHUNK, dtype=np.float32) - np.float32(_MIDDLE)  # from the middle of a chunk

F = TypeVar("F", bound=Callable[..., Any])


def _compiled(function: F) -> F:
    """Scores are finite (the caller sees to it), and sums may be taken in any order."""
    flags = {"nnan", "ninf", "nsz", "contract", "reassoc"}
    compiled: F = numba.njit(nogil=True, cache=True, fastmath=flags, error_model="numpy")(function)
    return compiled


def _compiled_in_order(function: F) -> F:
    """The same where additions must stay in order: `a + _ROUND - _ROUND` would be taken for `a`."""
    flags = {"nnan", "ninf", "nsz", "contract"}
    compiled: F = numba.njit(nogil=True, cache=True, fastmath=flags, error_model="numpy")(function)
    return compiled


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


class Places(NamedTuple):
    """What is known of the text: keys by their number, int64.

    `special`, `punctuation` [n]: such keys, in order. `own_segments` [column, query], `own_low`, `own_high` [column,
    segment + 1, run]: the own segment of every query, true and moved (no column without segments). `run_low`,
    `run_high`, `run_segment` [run]: the keys of all segments. `band_start` [band + 1]: rows that are summed together;
    `band_cell`, `band_segment` [band]: the row of the image and the query segment that they belong to.
    """

    special: np.ndarray
    punctuation: np.ndarray
    own_segments: np.ndarray
    own_low: np.ndarray
    own_high: np.ndarray
    run_low: np.ndarray
    run_high: np.ndarray
    run_segment: np.ndarray
    band_start: np.ndarray
    band_cell: np.ndarray
    band_segment: np.ndarray


class Found(NamedTuple):
    """What is found of one head, as the reductions of these names define it; sums are float64, rows float32.

    `rows` [field, query]; `top_weight`, `top_key` [query, 8]; `offset_mass`, `offset_argmax` [33]; `distance_mass`
    [41]; `received` [key]; `image_sum`, `image_max` [cell, cell]; `own_mass` [100]; `segment_mass` [segment, segment].
    """

    rows: np.ndarray
    top_weight: np.ndarray
    top_key: np.ndarray
    offset_mass: np.ndarray
    offset_argmax: np.ndarray
    distance_mass: np.ndarray
    received: np.ndarray
    image_sum: np.ndarray
    image_max: np.ndarray
    own_mass: np.ndarray
    segment_mass: np.ndarray


class Here(NamedTuple):
    """Where a block lies: its first row, the key its first column stands for, how many chunks it has, what must be
    added to a row to get the key at its own place, the sink in units of log2 (HIDDEN for none), and whether queries
    and keys are different texts."""

    first_row: int
    first_key: int
    chunks: int
    own_shift: int
    sink: float
    is_cross: bool


@_compiled_in_order
def _power(score, shift):
    """2^(score - reference) for shift = _ROUND + 127 - reference and scores from reference - 127 to reference + 1.5."""
    rounded = score + shift
    rest = score - (rounded - shift)
    value = _C6 * rest + _C5
    value = value * rest + _C4
    value = value * rest + _C3
    value = value * rest + _C2
    value = value * rest + _C1
    value = value * rest + _ONE
    return value * np.int32(np.float32(rounded).view(np.int32) << np.int32(23)).view(np.float32)


@_compiled
def powers_of_tile(scores, first, stop, low, high, chunks):
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
                chunks.total[row, chunk] = _ZERO
                chunks.largest[row, chunk] = _ZERO
                chunks.tilted[row, chunk] = _ZERO
                chunks.moment[row, chunk] = _ZERO
                continue
            # An even reference: halves then round the same way in every chunk.
            reference = np.float32(((top - _ROUND_BITS) >> 1) << 1)
            lowest, shift = reference - _BIAS, _ROUND + (_BIAS - reference)
            total, tilted, moment, largest = _ZERO, _ZERO, _ZERO, np.int32(0)
            for place in range(CHUNK):
                score = max(part[place], lowest)
                power = _power(score, shift)
                part[place] = power
                total += power
                tilted += power * (score - reference)
                moment += power * _PLACES[place]
                largest = max(largest, np.float32(power).view(np.int32))
            chunks.reference[row, chunk] = reference
            chunks.total[row, chunk] = total
            chunks.largest[row, chunk] = np.int32(largest).view(np.float32)
            chunks.tilted[row, chunk] = tilted
            chunks.moment[row, chunk] = moment


@_compiled
def finish_rows(powers, low, high, chunks, here, places, found):
    """Everything that is said of a row, and what rows add to offsets, distances and own segments.

    Args:
        powers: float32 [row, column of the block].
        low, high: the columns that each row sees, int64 [row].
        chunks: known but for `scale`, which is written here.
        here: where the block lies.
        places: what is known of the text.
        found: what is written and added to.
    """
    count, width = here.chunks, here.chunks * CHUNK
    before = np.zeros(count + 1)  # mass before each chunk
    running = np.zeros((count, CHUNK))  # mass up to each place of a chunk, made when asked for
    is_running = np.full(count, -1)
    peaks, level = np.zeros(count, dtype=np.float32), np.zeros(KEPT, dtype=np.float32)
    best = np.zeros(KEPT, dtype=np.int64)
    near = np.zeros(2 * REACH + 1, dtype=np.float32)
    for row in range(len(powers)):
        query = here.first_row + row
        own = query + here.own_shift - here.first_key  # the column of the query itself
        line, scale = powers[row], chunks.scale[row]
        if _scale_row(row, chunks, here, own, line, before, found.rows[:, query]):
            continue
        for chunk in range(count):
            peaks[chunk] = chunks.largest[row, chunk] * scale[chunk]
        weights, keys = found.top_weight[query], found.top_key[query]
        _strongest(line, scale, peaks, best, level, weights, keys)
        peak = weights[0]
        found.rows[_PEAK, query] = peak
        for place in range(2 * REACH + 1):
            column = own - REACH + place
            near[place] = line[column] * scale[column // CHUNK] if 0 <= column < width else _ZERO
        for place in range(2 * REACH + 1):
            found.offset_mass[place] += near[place]
        if weights[1] < peak:
            if abs(keys[0] - own) <= REACH:
                found.offset_argmax[keys[0] - own + REACH] += 1.0
        else:
            ties = _count(line, scale, peaks, peak)
            for place in range(2 * REACH + 1):
                if near[place] == peak:
                    found.offset_argmax[place] += 1.0 / ties
        for rank in range(KEPT):
            if keys[rank] >= 0:
                keys[rank] += here.first_key
        if not here.is_cross:
            found.rows[_SELF, query] = near[REACH]
        if here.first_key == 0:
            found.rows[_FIRST, query] = line[0] * scale[0]
        _add_distances(line, scale, before, near, own, low[row], high[row], found.distance_mass)
        for column in range(len(places.own_segments)):
            segment = places.own_segments[column, query]
            if segment < 0:
                continue
            mass = _ZERO if here.is_cross else -near[REACH]
            for run in range(places.own_low.shape[2]):
                start = max(places.own_low[column, segment, run] - here.first_key, low[row])
                stop = min(places.own_high[column, segment, run] - here.first_key, high[row])
                if start < stop:
                    mass += _mass_up_to(stop, row, line, scale, before, running, is_running)
                    mass -= _mass_up_to(start, row, line, scale, before, running, is_running)
            found.own_mass[column] += mass


@_compiled
def _scale_row(row, chunks, here, own, line, before, rows):
    """Scale each chunk, sum the mass before it, and write what is summed over all keys; True for a row without weight.

    Args:
        row: number of the row in the block.
        own: column of the query itself.
        line: powers of the row, [column].
        before: mass before each chunk, [chunk + 1], written here.
        rows: statistics of the row, [field], written here.
    """
    scale = chunks.scale[row]
    top = np.float32(2.0 * np.rint(0.5 * here.sink))
    for chunk in range(here.chunks):
        top = max(top, chunks.reference[row, chunk])
    total, tilted, distance = 0.0, 0.0, 0.0
    for chunk in range(here.chunks):
        gap = chunks.reference[row, chunk] - top
        share = _ZERO
        if gap >= _LOWEST:
            share = np.int32((np.int32(gap) + 127) << 23).view(np.float32)
            sum_here, moment = share * chunks.total[row, chunk], share * chunks.moment[row, chunk]
            total += sum_here
            tilted += share * chunks.tilted[row, chunk] + gap * sum_here
            away = own - chunk * CHUNK
            if -REACH < away < CHUNK + REACH:  # near the query a difference of two sums would lose digits
                part, middle = _ZERO, np.float32(away - _MIDDLE)
                for place in range(CHUNK):
                    part += line[chunk * CHUNK + place] * abs(middle - _PLACES[place])
                distance += share * part
            elif away > 0:
                distance += (away - _MIDDLE) * sum_here - moment
            else:
                distance += moment - (away - _MIDDLE) * sum_here
        scale[chunk] = share
    denominator = total
    if here.sink > HIDDEN:
        denominator += 2.0 ** (here.sink - top)
    if denominator == 0.0:
        scale[:] = _ZERO
        return True
    rows[_LOG_SUM] = (top + math.log2(denominator)) * _LN2
    inverse = np.float32(1.0 / denominator)
    before[0] = 0.0
    for chunk in range(here.chunks):
        scale[chunk] *= inverse
        if scale[chunk] < _SMALLEST:
            scale[chunk] = _ZERO
        before[chunk + 1] = before[chunk] + scale[chunk] * chunks.total[row, chunk]
    rows[_ENTROPY] = max(math.log2(denominator) * (total / denominator) - tilted / denominator, 0.0)
    rows[_SPAN] = distance / denominator
    return total == 0.0


@_compiled
def _strongest(line, scale, peaks, best, level, weights, keys):
    """Write the eight largest weights of a row and their columns, of equal ones the earlier first.

    All of them lie in the eight chunks with the largest maxima, of equal ones the earlier.

    Args:
        peaks: largest weight of each chunk.
        best, level: room for eight chunks and their largest weights.
        weights, keys: [8], written where there are so many weights.
    """
    found = 0
    for chunk in range(len(peaks)):
        value = peaks[chunk]
        if value > _ZERO and (found < KEPT or value > level[KEPT - 1]):
            found = min(found + 1, KEPT)
            rank = found - 1
            while rank > 0 and level[rank - 1] < value:
                level[rank], best[rank] = level[rank - 1], best[rank - 1]
                rank -= 1
            level[rank], best[rank] = value, chunk
    # With eight chunks there are eight weights of at least the eighth level.
    least = level[KEPT - 1] if found == KEPT else _SMALLEST
    taken = 0
    for number in range(found):
        if level[number] < least:
            break
        share = scale[best[number]]
        for column in range(best[number] * CHUNK, (best[number] + 1) * CHUNK):
            weight = line[column] * share
            if weight < least:
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
            if taken == KEPT:
                least = weights[KEPT - 1]


@_compiled
def _count(line, scale, peaks, peak):
    """How many weights of a row are as large as the largest."""
    ties = 0
    for chunk in range(len(peaks)):
        if peaks[chunk] == peak:
            for place in range(chunk * CHUNK, (chunk + 1) * CHUNK):
                if line[place] * scale[chunk] == peak:
                    ties += 1
    return ties


@_compiled
def _mass_before(column, line, scale, before):
    """Mass of the columns before one, summed from the nearer end of its chunk."""
    chunk, rest = column // CHUNK, column % CHUNK
    if rest == 0:
        return before[chunk]
    part = _ZERO
    if rest <= CHUNK // 2:
        for place in range(chunk * CHUNK, column):
            part += line[place]
        return before[chunk] + part * scale[chunk]
    for place in range(column, (chunk + 1) * CHUNK):
        part += line[place]
    return before[chunk + 1] - part * scale[chunk]


@_compiled
def _add_distances(line, scale, before, near, own, low, high, distance_mass):
    """Add a row to the bins of distance: up to 15 keys away from `near`, beyond by differences of running mass.

    Edges outside the columns low..high, which the row sees, are not computed: such bins stay exactly 0.
    """
    distance_mass[BINS] += near[REACH]
    for size in range(4):
        for away in range(1 << size, 2 << size):
            distance_mass[size] += near[REACH - away]
            distance_mass[BINS + 1 + size] += near[REACH + away]
    total = before[len(before) - 1]
    edge = own - REACH + 1
    nearer = total if edge >= high else 0.0
    if low < edge < high:
        nearer = _mass_before(edge, line, scale, before)
    for size in range(4, BINS):
        if edge <= low:
            break
        edge = own - (2 << size) + 1 if size < BINS - 1 else low
        farther = total if edge >= high else 0.0
        if low < edge < high:
            farther = _mass_before(edge, line, scale, before)
        distance_mass[size] += nearer - farther
        nearer = farther
    edge = own + REACH
    nearer = total if edge >= high else 0.0
    if low < edge < high:
        nearer = _mass_before(edge, line, scale, before)
    for size in range(4, BINS):
        if edge >= high:
            break
        edge = own + (2 << size) if size < BINS - 1 else high
        farther = total if edge >= high else 0.0
        if low < edge < high:
            farther = _mass_before(edge, line, scale, before)
        distance_mass[BINS + 1 + size] += farther - nearer
        nearer = farther


@_compiled
def _mass_up_to(column, row, line, scale, before, running, is_running):
    """Mass of the columns before one, for many columns of a row: running sums of the chunks that are asked for."""
    chunk, rest = column // CHUNK, column % CHUNK
    if rest == 0:
        return before[chunk]
    if is_running[chunk] != row:
        mass = before[chunk]
        for place in range(CHUNK):
            mass += line[chunk * CHUNK + place] * scale[chunk]
            running[chunk, place] = mass
        is_running[chunk] = row
    return running[chunk, rest - 1]


@_compiled
def _first_from(numbers, least):
    """The place of the first of ascending numbers that is at least so large."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < least:
            low = middle + 1
        else:
            high = middle
    return low


@_compiled
def add_columns(powers, chunks, here, places, bands, found):
    """What rows add to keys, to the image and to segments, and the mass of special keys and punctuation.

    Rows of a band lie in one row of the image and in one query segment, so sums and maxima over them are folded once.

    Args:
        powers: float32 [row, column of the block].
        chunks: `scale` is read.
        here: where the block lies.
        places: what is known of the text.
        bands: first band of the block and one past the last.
        found: what is added to.
    """
    keys = min(here.chunks * CHUNK, len(found.received) - here.first_key)  # columns that are keys
    # One array for sums and maxima: LLVM checks every pair of arrays for overlap, and gives up on more than a few.
    sums = np.zeros((2, TILE), dtype=np.float32)
    for band in range(bands[0], bands[1]):
        low, high = places.band_start[band] - here.first_row, places.band_start[band + 1] - here.first_row
        for start in range(0, here.chunks * CHUNK, TILE):
            count = min(here.chunks - start // CHUNK, TILE // CHUNK)
            sums[:] = _ZERO
            row = low
            while row + 4 <= high:
                _add_four_rows(powers, chunks.scale, row, start, count, sums)
                row += 4
            while row < high:
                _add_row(powers[row], chunks.scale[row], start, count, sums)
                row += 1
            stop = min(start + count * CHUNK, keys)
            _fold_band(sums[0, : stop - start], sums[1], start + here.first_key, band, places, found)
            for keys_of, field in ((places.special, _SPECIAL), (places.punctuation, _PUNCTUATION)):
                some = keys_of[
                    _first_from(keys_of, start + here.first_key) : _first_from(keys_of, stop + here.first_key)
                ]
                if len(some) > 0:
                    _add_marked(powers, chunks.scale, low, high, some, here, found.rows[field])


@_compiled
def _add_marked(powers, scale, low, high, keys, here, rows):
    """Add the mass of some keys to a statistic of rows low..high; four rows at a time, as one waits for its sum."""
    for row in range(low, high, 4):
        first, second, third, fourth = row, min(row + 1, high - 1), min(row + 2, high - 1), min(row + 3, high - 1)
        one, two, three, four = _ZERO, _ZERO, _ZERO, _ZERO
        for number in range(len(keys)):
            column = keys[number] - here.first_key
            chunk = column // CHUNK
            one += powers[first, column] * scale[first, chunk]
            two += powers[second, column] * scale[second, chunk]
            three += powers[third, column] * scale[third, chunk]
            four += powers[fourth, column] * scale[fourth, chunk]
        query = here.first_row + row
        rows[query] += one
        if row + 1 < high:
            rows[query + 1] += two
        if row + 2 < high:
            rows[query + 2] += three
        if row + 3 < high:
            rows[query + 3] += four


@_compiled
def _add_row(line, scale, start, count, sums):
    for chunk in range(count):
        share = scale[start // CHUNK + chunk]
        for place in range(chunk * CHUNK, (chunk + 1) * CHUNK):
            weight = line[start + place] * share
            sums[0, place] += weight
            sums[1, place] = max(sums[1, place], weight)


@_compiled
def _add_four_rows(powers, scale, row, start, count, sums):
    first, second, third, fourth = powers[row], powers[row + 1], powers[row + 2], powers[row + 3]
    for chunk in range(count):
        number = start // CHUNK + chunk
        a, b, c, d = scale[row, number], scale[row + 1, number], scale[row + 2, number], scale[row + 3, number]
        for place in range(chunk * CHUNK, (chunk + 1) * CHUNK):
            column = start + place
            one, two, three, four = first[column] * a, second[column] * b, third[column] * c, fourth[column] * d
            sums[0, place] += (one + two) + (three + four)
            sums[1, place] = max(max(max(one, two), max(three, four)), sums[1, place])


@_compiled
def _fold_band(mass, peaks, first_key, band, places, found):
    """Add the sums of a band over one tile, whose columns are the keys from `first_key`."""
    for place in range(len(mass)):
        found.received[first_key + place] += mass[place]
    cell_width = -(-len(found.received) // found.image_sum.shape[1])
    place = 0
    while place < len(mass):
        cell = (first_key + place) // cell_width
        stop = min((cell + 1) * cell_width - first_key, len(mass))
        part, largest = 0.0, np.int32(0)
        for column in range(place, stop):
            part += mass[column]
            largest = max(largest, np.float32(peaks[column]).view(np.int32))
        found.image_sum[places.band_cell[band], cell] += part
        peak = np.int32(largest).view(np.float32)
        found.image_max[places.band_cell[band], cell] = max(found.image_max[places.band_cell[band], cell], peak)
        place = stop
    segment = places.band_segment[band]
    if segment < 0:
        return
    run = _first_from(places.run_high, first_key + 1)
    while run < len(places.run_low) and places.run_low[run] < first_key + len(mass):
        low, high = max(places.run_low[run] - first_key, 0), min(places.run_high[run] - first_key, len(mass))
        part = 0.0
        for column in range(low, high):
            part += mass[column]
        found.segment_mass[segment, places.run_segment[run]] += part
        run += 1
