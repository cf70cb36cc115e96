"""Colours of a figure, and which colour a number has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headscope.show.palette import RAMP_DARK, RAMP_LIGHT

LOW_LOG = 1e-4  # where a log scale begins unless it is said otherwise
PALE = 0.75  # how much of the page's colour sinks take on where they are dimmed
_APART = 0.12  # of the bar: numbers nearer to an end than that would run into its own
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a theme; maps begin at the colour of the page."""

    page: str
    ink: str
    quiet: str
    line: str
    masked: str
    accent: str
    ramp: tuple[tuple[int, int, int], ...]


LOOKS = {
    "light": Look("#ffffff", "#1b2028", "#59616d", "#d5d9e0", "#e9ecf0", "#0b5cad", RAMP_LIGHT),
    "dark": Look("#12161d", "#e8ebf0", "#a3abb8", "#353c48", "#22272f", "#7db8f0", RAMP_DARK),
}


@dataclass(frozen=True, slots=True)
class ColourScale:
    """Numbers from `low` to `high` on a ramp of colours."""

    kind: Literal["linear", "log"]
    low: float
    high: float
    ramp: tuple[tuple[int, int, int], ...]

    def places(self, values: np.ndarray) -> np.ndarray:
        """Where numbers lie on the scale, 0 to 1; what is outside at the nearer end.

        >>> ColourScale("log", 1e-4, 1.0, RAMP_LIGHT).places(np.array([0.01, 5.0, 0.0])).tolist()
        [0.5, 1.0, 0.0]
        """
        inside = np.clip(values, self.low, self.high)
        if self.kind == "log":
            return np.asarray(np.log(inside / self.low) / np.log(self.high / self.low))
        return np.asarray((inside - self.low) / (self.high - self.low))

    def colours(self, values: np.ndarray) -> np.ndarray:
        """Red, green, blue and opacity of numbers, [..., 4], 0 to 1; NaN cannot be seen."""
        is_known = ~np.isnan(values)
        places = self.places(np.where(is_known, values, self.low))
        steps = np.linspace(0, 1, len(self.ramp))
        parts = [np.interp(places, steps, [colour[n] / 255 for colour in self.ramp]) for n in range(3)]
        return np.stack([*parts, is_known.astype(np.float64)], axis=-1)

    def ticks(self) -> list[float]:
        """The numbers that a colour bar names: both ends and, well apart from them, powers of ten or round numbers.

        >>> ColourScale("log", 1e-4, 1.0, RAMP_LIGHT).ticks(), ColourScale("linear", 0, 0.33, RAMP_LIGHT).ticks()
        ([0.0001, 0.001, 0.01, 0.1, 1.0], [0, 0.1, 0.2, 0.33])
        """
        if self.kind == "log":
            powers = range(int(np.ceil(np.log10(self.low))), int(np.floor(np.log10(self.high))) + 1)
            inner = [float(f"1e{power}") for power in powers]
        else:
            inner = _round_numbers(self.low, self.high)
        places = self.places(np.array([*inner, 0.5]))
        apart = [tick for tick, place in zip(inner, places, strict=False) if _APART <= place <= 1 - _APART]
        return [self.low, *apart, self.high]


def scale_of(values: np.ndarray, *, kind: Literal["linear", "log"], low: float | None, high: float | None,
             look: Look) -> ColourScale:  # fmt: skip
    """The scale of what is shown; ends that were not asked for are 1e-4 and 1 (log), or 0 and a round number not below
    the largest (linear)."""
    known = values[~np.isnan(values)]
    largest = float(known.max()) if len(known) else 1.0
    bottom = low if low is not None else LOW_LOG if kind == "log" else 0.0
    top = high if high is not None else 1.0 if kind == "log" else _round_up(largest)
    return ColourScale(kind, bottom, top if top > bottom else bottom + 1.0, look.ramp)


def _round_up(value: float) -> float:
    """The next number that begins with 1, 2, 3, 4, 5, 6 or 8.

    >>> _round_up(0.346), _round_up(0.4), _round_up(11.0)
    (0.4, 0.4, 20.0)
    """
    if value <= 0:
        return 0.0
    power = int(np.floor(np.log10(value)))
    choices = (float(f"{digit}e{power}") for digit in (1, 2, 3, 4, 5, 6, 8, 10))
    return next(choice for choice in choices if choice >= value * (1 - 1e-9))


def _round_numbers(low: float, high: float) -> list[float]:
    """At most six numbers in even, round steps.

    >>> _round_numbers(0.0, 0.4)
    [0.0, 0.1, 0.2, 0.3, 0.4]
    """
    power = int(np.floor(np.log10(high - low))) - 1
    steps = (float(f"{digit}e{power + more}") for more in range(3) for digit in (1, 2, 5))
    step = next(step for step in steps if (high - low) / step <= 5.001)
    return [float(f"{count * step:.12g}") for count in range(int(np.ceil(low / step)), int(high / step + 1e-9) + 1)]


def number_text(value: float) -> str:
    """A number of a colour bar, short.

    >>> number_text(0.0), number_text(0.25), number_text(0.001), number_text(1e-05), number_text(1.0), number_text(37.5)
    ('0', '0.25', '0.001', '1e−5', '1', '37.5')
    """
    if 0 < value < 1e-4:
        digits, _, power = f"{value:.0e}".partition("e")
        return f"{digits}e−{-int(power)}"
    return f"{value:.3g}"


def is_dark(colour: Colour | np.ndarray) -> bool:
    """Whether white letters read better than black ones on a colour (relative luminance, WCAG 2.2).

    >>> is_dark((1.0, 1.0, 1.0)), is_dark((0.0, 0.2, 0.5))
    (False, True)
    """
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return bool(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.179)


def colour_of(hexadecimal: str) -> Colour:
    """Red, green and blue of `#rrggbb`, 0 to 1.

    >>> colour_of("#ff0000")
    (1.0, 0.0, 0.0)
    """
    red, green, blue = (int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue
