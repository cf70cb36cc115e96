"""The null of `block`: does a head keep inside segments more than it would inside the same segments moved elsewhere?

A head that attends to its neighbours keeps inside segments too. So the statistic is matched by distance: mass inside
the own segment less what a head with the same mass at each offset would have there,
`sum_offset mass(offset) P(own segment | offset)`, the query's own key left out; and the same for shifted boundaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.axes import BINS, OFFSETS, REACH, SHIFTS, distance_bin
from headscope.readings.pattern_rows import TextRows
from headscope.stream.boundaries import boundary_shifts, shifted_segments

DRAWS = 199
_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class BoundaryTest:
    """By head: `p_value` of the true boundaries among shifted ones, and whether they beat them (at 5 %; above all of
    them where there are fewer than 19 to compare with). Both [head]; p is 1 without segments."""

    p_value: np.ndarray
    is_beaten: np.ndarray


def compare_boundaries(texts: Sequence[TextRows], seed: int) -> BoundaryTest:
    """Compare the true boundaries with shifted ones, shifts drawn for each text on its own."""
    heads = len(texts[0].weights)
    true, shifted = np.zeros(heads), []
    for text in texts:
        excess = _excess(text)
        if excess.shape[1] > 1:
            true += excess[:, 0]
            shifted.append(excess[:, 1:])
    if not shifted:
        return BoundaryTest(np.ones(heads), np.zeros(heads, dtype=bool))
    draws, combinations = np.random.default_rng(seed), np.prod([float(one.shape[1]) for one in shifted])
    null = shifted[0]
    if len(shifted) > 1:
        null = np.sum([one[:, draws.integers(0, one.shape[1], DRAWS)] for one in shifted], axis=0)
    as_high = (null >= true[:, None] - 1e-12).sum(-1)
    p_value = (1 + as_high) / (1 + null.shape[1])
    is_beaten = (p_value <= _LEVEL) | ((as_high == 0) & (combinations < 1 / _LEVEL - 1))
    return BoundaryTest(p_value, is_beaten & (true > 0))


def _excess(text: TextRows) -> np.ndarray:
    """Distance-matched excess inside the own segment, a row on average: [head, 1 + shifts that move something]."""
    place, own_mass = text.place, text.sums["own_mass"][:, 0].astype(float)
    if place.query_segments is None or place.is_cross or not place.own.any():
        return np.zeros((len(own_mass), 0))
    mass, classes = _mass_by_class(text)
    pairs = np.bincount(classes[place.visible], minlength=mass.shape[1])
    found, columns = [], [0, *(1 + np.arange(len(boundary_shifts(place.query_segments))))]
    shifts = [0, *boundary_shifts(place.query_segments)]
    for column, shift in zip(columns[: 1 + SHIFTS], shifts, strict=False):
        segments = shifted_segments(place.query_segments, int(shift))
        rows = segments[place.rows, None]
        own = (rows == segments[None, :]) & (rows >= 0) & place.visible
        if shift and (own == (place.own & place.visible)).all():
            continue
        inside = np.bincount(classes[own & (place.offsets != 0)], minlength=mass.shape[1])
        found.append(own_mass[:, column] - mass @ (inside / np.maximum(pairs, 1)))
    return np.stack(found, axis=1) / place.queries


def _mass_by_class(text: TextRows) -> tuple[np.ndarray, np.ndarray]:
    """Mass of all rows by offset (within 16) and by distance (beyond), and the class of every pair looked at."""
    place, sums = text.place, text.sums
    far_bins = np.arange(2 * BINS + 1) % (BINS + 1) >= np.log2(REACH)
    distance = sums["distance_mass"][:, 0].astype(float) * far_bins
    near = sums["offset_mass"][:, 0].astype(float)
    for side, edge in ((-1, 0), (1, len(OFFSETS) - 1)):  # an offset of 16 is counted in both
        distance[:, distance_bin(np.array(side * REACH))] -= near[:, edge]
    classes = np.where(
        np.abs(place.offsets) <= REACH, place.offsets + REACH, len(OFFSETS) + distance_bin(place.offsets)
    )
    return np.concatenate([near, np.maximum(distance, 0)], axis=1), classes
