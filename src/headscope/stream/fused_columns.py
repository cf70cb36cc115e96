"""The third compiled loop of the fused pass: what rows add to keys, to the images and to segments."""

from __future__ import annotations

from typing import Any

import numpy as np

from headscope.stream.fused_kernel import CHUNK, FIELDS, TILE, ZERO, Chunks, Found, Here, Places, compiled
from headscope.stream.fused_rows import finish_rows

_SPECIAL, _PUNCTUATION = FIELDS.index("special_mass"), FIELDS.index("punctuation_mass")


@compiled
def finish_block(
    powers: Any, low: Any, high: Any, own_columns: Any, chunks: Chunks, here: Here, places: Places, found: Found
) -> None:
    """Everything that a block adds once its powers are known; one call, as Python takes its time to make one."""
    finish_rows(powers, low, high, own_columns, chunks, here, places, found)
    if len(found.received) > 0:
        add_columns(powers, chunks, here, places, found)
    else:
        _add_marks(powers, chunks.scale, here, places, found.rows)


@compiled
def _add_marks(powers: Any, scale: Any, here: Here, places: Places, rows: Any) -> None:
    """The mass of the rows of a block on special keys, where nothing else is asked of columns."""
    width, first_row, first_key = here.chunks * CHUNK, here.first_row, here.first_key
    for keys, field in ((places.special, _SPECIAL), (places.punctuation, _PUNCTUATION)):
        _add_marked(powers, scale, 0, len(powers), keys, 0, width, first_row, first_key, rows[field])


@compiled
def add_columns(powers: Any, chunks: Chunks, here: Here, places: Places, found: Found) -> None:
    """What the rows of a block add to keys, to both images and to segments, and their mass on special keys.

    Rows of a band lie in one row of the image and in one query segment, so sums and maxima over them are folded once;
    where there is a base image, they are added up strip by strip, as a strip lies in one of its rows.

    Args:
        powers: float32 [row, column of the block].
        chunks: `scale` is read.
        here: where the block lies.
        places: what is known of the text.
        found: what is added to.
    """
    scale, rows, bands, received = chunks.scale, found.rows, places.bands, found.received
    special, punctuation, strips, base_width = places.special, places.punctuation, places.strips, places.base_width
    first_row, first_key, count = here.first_row, here.first_key, here.chunks
    keys = min(count * CHUNK, len(received) - first_key)  # columns that are keys
    # One array for sums and maxima: LLVM checks every pair of arrays for overlap, and gives up on more than a few.
    sums, part, half = np.zeros((2, TILE), np.float32), np.zeros((2, TILE), np.float32), np.zeros((2, TILE), np.float32)
    for band in range(here.first_band, here.stop_band):
        low, high = bands[band, 0] - first_row, bands[band + 1, 0] - first_row
        for start in range(0, count * CHUNK, TILE):
            chunks_here = min(TILE // CHUNK, count - start // CHUNK)
            stop = min(start + TILE, keys)
            sums[:] = ZERO
            if base_width == 0:
                _add_rows(powers, scale, low, high, start, chunks_here, sums)
            else:
                for strip in range(bands[band, 3], bands[band + 1, 3]):
                    part[:] = ZERO
                    first, last = strips[strip, 0] - first_row, strips[strip + 1, 0] - first_row
                    _add_rows(powers, scale, first, last, start, chunks_here, part)
                    _add_part(part, chunks_here * CHUNK, sums)
                    _fold_strip(part, half, stop - start, start + first_key, strips[strip, 1], base_width, found)
            _fold_band(sums, stop - start, start + first_key, bands[band, 1], bands[band, 2], places.key_runs, found)
            _add_marked(powers, scale, low, high, special, start, stop, first_row, first_key, rows[_SPECIAL])
            _add_marked(powers, scale, low, high, punctuation, start, stop, first_row, first_key, rows[_PUNCTUATION])


@compiled
def _add_rows(powers: Any, scale: Any, low: int, high: int, start: int, count: int, sums: Any) -> None:
    """Sums and maxima of rows low..high, over `count` chunks from column `start`."""
    row = low
    while row + 4 <= high:
        _add_four_rows(powers, scale, row, start, count, sums)
        row += 4
    while row < high:
        _add_row(powers[row], scale[row], start, count, sums)
        row += 1


@compiled
def _add_row(line: Any, scale: Any, start: int, count: int, sums: Any) -> None:
    """Sums and maxima of one row, over `count` chunks from column `start`."""
    for chunk in range(count):
        share = scale[start // CHUNK + chunk]
        for place in range(chunk * CHUNK, (chunk + 1) * CHUNK):
            weight = line[start + place] * share
            sums[0, place] += weight
            sums[1, place] = max(sums[1, place], weight)


@compiled
def _add_four_rows(powers: Any, scale: Any, row: int, start: int, count: int, sums: Any) -> None:
    """Sums and maxima of four rows at once: each is loaded and stored for four weights."""
    first, second, third, fourth = powers[row], powers[row + 1], powers[row + 2], powers[row + 3]
    for chunk in range(count):
        number = start // CHUNK + chunk
        a, b, c, d = scale[row, number], scale[row + 1, number], scale[row + 2, number], scale[row + 3, number]
        for place in range(chunk * CHUNK, (chunk + 1) * CHUNK):
            column = start + place
            one, two, three, four = first[column] * a, second[column] * b, third[column] * c, fourth[column] * d
            sums[0, place] += (one + two) + (three + four)
            sums[1, place] = max(max(max(one, two), max(three, four)), sums[1, place])


@compiled
def _add_part(part: Any, count: int, sums: Any) -> None:
    """Add the sums and maxima of some rows of a band to those of the band, over `count` columns."""
    for place in range(count):
        sums[0, place] += part[0, place]
        sums[1, place] = max(sums[1, place], part[1, place])


@compiled
def _first_from(numbers: Any, least: int) -> int:
    """The place of the first of ascending numbers that is at least so large."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < least:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _add_marked(
    powers: Any, scale: Any, low: int, high: int, keys: Any, start: int, stop: int, first_row: int, first_key: int,
    rows: Any,
) -> None:  # fmt: skip
    """Add the mass of some keys of columns start..stop to rows low..high; four at a time, as one waits for its sum."""
    begin, end = _first_from(keys, start + first_key), _first_from(keys, stop + first_key)
    if begin == end:
        return
    for row in range(low, high, 4):
        first, second, third, fourth = row, min(row + 1, high - 1), min(row + 2, high - 1), min(row + 3, high - 1)
        one, two, three, four = ZERO, ZERO, ZERO, ZERO
        for number in range(begin, end):
            column = keys[number] - first_key
            chunk = column // CHUNK
            one += powers[first, column] * scale[first, chunk]
            two += powers[second, column] * scale[second, chunk]
            three += powers[third, column] * scale[third, chunk]
            four += powers[fourth, column] * scale[fourth, chunk]
        rows[first_row + row] += one
        if row + 1 < high:
            rows[first_row + row + 1] += two
        if row + 2 < high:
            rows[first_row + row + 2] += three
        if row + 3 < high:
            rows[first_row + row + 3] += four


@compiled
def _fold_band(
    sums: Any, count: int, first_key: int, image_row: int, segment: int, key_runs: Any, found: Found
) -> None:
    """Add the sums and maxima of a band over `count` keys from `first_key`."""
    received, image_sum, image_max, segment_mass = found.received, found.image_sum, found.image_max, found.segment_mass
    for place in range(count):
        received[first_key + place] += sums[0, place]
    cell_width = -(-len(received) // image_sum.shape[1])
    place = 0
    while place < count:
        cell = (first_key + place) // cell_width
        stop = min((cell + 1) * cell_width - first_key, count)
        part, largest = 0.0, np.int32(0)
        for column in range(place, stop):
            part += sums[0, column]
            largest = max(largest, np.float32(sums[1, column]).view(np.int32))  # bits: see `powers_of_tile`
        image_sum[image_row, cell] += part
        image_max[image_row, cell] = max(image_max[image_row, cell], np.int32(largest).view(np.float32))
        place = stop
    if segment < 0:
        return
    run = _first_from(key_runs[:, 1], first_key + 1)
    while run < len(key_runs) and key_runs[run, 0] < first_key + count:
        part = 0.0
        for column in range(max(key_runs[run, 0] - first_key, 0), min(key_runs[run, 1] - first_key, count)):
            part += sums[0, column]
        segment_mass[segment, key_runs[run, 2]] += part
        run += 1


@compiled
def _fold_strip(part: Any, half: Any, count: int, first_key: int, base_row: int, base_width: int, found: Found) -> None:
    """Add the sums and maxima of a strip over `count` keys from `first_key`, the first of a chunk, to the base image.

    Neighbours are joined, again and again, until each place stands for a cell, or for a chunk of a wider cell.

    Args:
        part: sums and maxima [2, column], written over; behind the last key they are 0.
        half: room for half of them.
        count, first_key: the keys.
        base_row: row of the base image.
        base_width: tokens of its cells.
        found: what is added to.
    """
    base_mass, base_peak = found.base_mass, found.base_peak
    width, places = 1, -(-count // CHUNK) * CHUNK
    wide, narrow = part, half
    while width < min(base_width, CHUNK):
        width, places = 2 * width, places // 2
        for place in range(places):
            narrow[0, place] = wide[0, 2 * place] + wide[0, 2 * place + 1]
            narrow[1, place] = max(wide[1, 2 * place], wide[1, 2 * place + 1])
        wide, narrow = narrow, wide
    for place in range(-(-count // width)):
        cell = (first_key + place * width) // base_width
        base_mass[base_row, cell] += wide[0, place]
        base_peak[base_row, cell] = max(base_peak[base_row, cell], wide[1, place])
