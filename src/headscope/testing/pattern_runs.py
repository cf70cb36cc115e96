"""Generated heads as runs, so that a reading meets them the way it meets a model's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from headscope.capture.arrays import from_arrays
from headscope.store.run import Run
from headscope.testing.pattern_families import Scene
from headscope.testing.patterns import PatternMap


def run_of_maps(maps: Sequence[PatternMap], keep: Literal["weights", "none"] = "weights") -> Run:
    """A run of one head, `L0.H0`, one text for each map.

    >>> from headscope.testing.patterns import PatternCase, generate
    >>> run_of_maps(generate(PatternCase("first", 1, 8, "full", 0.1, "sink"))).texts
    4
    """
    return from_arrays(
        [one.weights for one in maps],
        [labels_of(one.scene) for one in maps],
        segments=[None if one.segments is None else ranges_of(one.segments) for one in maps],
        keep=keep,
    )


def labels_of(scene: Scene) -> list[str]:
    """Labels that carry the scene's flags: `[CLS]` and `[SEP]`, full stops, and numbered words."""
    names = [f"word{number}" for number in range(scene.tokens)]
    names = ["." if mark else name for name, mark in zip(names, scene.punctuation, strict=True)]
    ends = {0: "[CLS]", scene.tokens - 1: "[SEP]"}
    return [ends[n] if scene.special[n] else name for n, name in enumerate(names)]


def ranges_of(segments: np.ndarray) -> list[list[int]]:
    """Segment numbers by token as ranges [first, one past the last].

    >>> ranges_of(np.array([-1, 0, 0, 1, 1]))
    [[1, 3], [3, 5]]
    """
    places = [np.flatnonzero(segments == number) for number in range(int(segments.max()) + 1)]
    return [[int(place[0]), int(place[-1]) + 1] for place in places if len(place)]
