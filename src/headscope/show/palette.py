"""Colours: Okabe-Ito for the patterns (always with a letter beside), one lightness ramp for weights."""

from __future__ import annotations

PATTERN_COLOURS = {
    "global": "#999999",
    "diagonal": "#0072b2",
    "block": "#009e73",
    "sink": "#e69f00",
    "sparse": "#d55e00",
    "mixed": "#cc79a7",
}
RAMP_DARK = ((18, 22, 29), (28, 62, 104), (44, 117, 168), (104, 176, 196), (190, 214, 176), (250, 238, 170))
RAMP_LIGHT = ((255, 255, 255), (214, 230, 244), (148, 193, 223), (74, 144, 196), (24, 92, 158), (8, 42, 94))
SHADES = " ░▒▓█"


def ramp_colour(value: float, ramp: tuple[tuple[int, int, int], ...] = RAMP_DARK) -> tuple[int, int, int]:
    """The colour of a value from 0 to 1.

    >>> ramp_colour(0.0), ramp_colour(1.0)
    ((18, 22, 29), (250, 238, 170))
    """
    place = min(max(value, 0.0), 1.0) * (len(ramp) - 1)
    low = min(int(place), len(ramp) - 2)
    part = place - low
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(ramp[low], ramp[low + 1], strict=True))
    return red, green, blue


def shade(value: float) -> str:
    """The character of a value from 0 to 1 where there is no colour, in five equal steps.

    >>> shade(0.1) + shade(0.3) + shade(0.7) + shade(1.0)
    ' ░▓█'
    """
    return SHADES[min(int(max(value, 0.0) * 5), 4)]
