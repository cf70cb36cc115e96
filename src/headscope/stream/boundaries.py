"""Segment numbers as runs of keys, and the same runs with their boundaries moved round (the null of `block`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.axes import SHIFTS
from headscope.stream.frame import Frame


def shifted_segments(segments: np.ndarray, shift: int) -> np.ndarray:
    """The segment numbers moved round the tokens that have one, by `shift` places; -1 stays -1.

    >>> shifted_segments(np.array([-1, 0, 0, 1, 1, 1]), 1).tolist()
    [-1, 1, 0, 0, 1, 1]
    """
    moved = segments.copy()
    inside = segments >= 0
    moved[inside] = np.roll(segments[inside], shift)
    return moved


def boundary_shifts(segments: np.ndarray) -> np.ndarray:
    """The shifts of the null: 1..n-1 of the n tokens in segments, at most 99 of them, evenly spread."""
    inside = int((segments >= 0).sum())
    if len(np.unique(segments[segments >= 0])) < 2:
        return np.zeros(0, dtype=int)
    return np.linspace(1, inside - 1, min(SHIFTS, inside - 1)).round().astype(int)


def runs_of(segments: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Neighbours of one number, from left to right: first place, place after the last, number, each [run].

    >>> [part.tolist() for part in runs_of(np.array([-1, 1, 0, 0, 1, 1]))]
    [[0, 1, 2, 4], [1, 2, 4, 6], [-1, 1, 0, 1]]
    """
    edges = np.flatnonzero(np.diff(segments)) + 1
    starts, stops = np.concatenate([[0], edges]), np.concatenate([edges, [len(segments)]])
    return starts, stops, segments[starts]


def segment_runs(segments: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the keys of each segment lie, as runs low..high: two arrays [segment + 1, run], unused runs empty.

    The last row, which the segment number -1 finds, is empty.

    >>> low, high = segment_runs(np.array([-1, 1, 0, 0, 1, 1]), 2)
    >>> low.tolist(), high.tolist()
    ([[2, 0], [1, 4], [0, 0]], [[4, 0], [2, 6], [0, 0]])
    """
    starts, stops, numbers = runs_of(segments)
    order = np.argsort(numbers, kind="stable")
    order = order[numbers[order] >= 0]
    starts, stops, numbers = starts[order], stops[order], numbers[order]
    runs = np.bincount(numbers, minlength=count)
    place = np.arange(len(numbers)) - np.repeat(np.cumsum(runs) - runs, runs)  # how many runs of the number lie before
    low, high = np.zeros((2, count + 1, int(runs.max(initial=0))), dtype=int)
    low[numbers, place], high[numbers, place] = starts, stops
    return low, high


@dataclass(frozen=True, slots=True)
class OwnRuns:
    """The own segment of every query, with the true boundaries first and then with each moved set.

    Attributes:
        segments: [column, query] segment number, -1 for none.
        low, high: [column, segment + 1, run] the keys of each segment; unused runs are empty, and so is the last row.
    """

    segments: np.ndarray
    low: np.ndarray
    high: np.ndarray


def own_runs(frame: Frame) -> OwnRuns | None:
    """Runs of every column of `own_mass`; None where no segments are known. Texts that differ are not moved."""
    if frame.query_segments is None or frame.key_segments is None:
        return None
    shifts = [0] if frame.is_cross else [0, *boundary_shifts(frame.query_segments)]
    of_rows = np.stack([shifted_segments(frame.query_segments, int(shift)) for shift in shifts])
    runs = [segment_runs(shifted_segments(frame.key_segments, int(shift)), frame.segments) for shift in shifts]
    most = max(low.shape[1] for low, _ in runs)
    low, high = np.zeros((2, len(shifts), frame.segments + 1, most), dtype=np.int32)
    for column, (starts, stops) in enumerate(runs):
        low[column, :, : starts.shape[1]], high[column, :, : stops.shape[1]] = starts, stops
    return OwnRuns(of_rows.astype(np.int32), low, high)
