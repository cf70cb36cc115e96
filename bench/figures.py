"""Figures of measurements, the bars they are held against, and the one table that shows them."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bench.measuring import machine
from headscope.base.messages import say

Measure = Literal["ratio", "difference", "ours"]
COLUMNS = ("what", "ours", "rival", "ratio", "bar", "met", "ratio of single turns")


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured.

    Attributes:
        name: what it is, `docs.speed_<name>` in the catalogue.
        tokens, heads: how large.
        unit: `seconds` or `bytes`.
        ours, rival: what each took, one number a turn; no rival where there is none, or where it could not run.
        bar: the most that `measure` may be; None where no bar is set.
        measure: what the bar is held against: ours / rival, ours - rival, or ours alone.
    """

    name: str
    tokens: int
    heads: int
    unit: Literal["seconds", "bytes"]
    ours: tuple[float, ...]
    rival: tuple[float, ...] = ()
    bar: float | None = None
    measure: Measure = "ratio"

    @property
    def ratio(self) -> float | None:
        """Median over median."""
        return statistics.median(self.ours) / statistics.median(self.rival) if self.rival else None

    @property
    def single_ratios(self) -> tuple[float, ...]:
        """The ratio of each turn; none where the two did not take turns."""
        if len(self.ours) != len(self.rival):
            return ()
        return tuple(ours / rival for ours, rival in zip(self.ours, self.rival, strict=True))

    @property
    def value(self) -> float | None:
        """What the bar is held against; None where the rival it takes is missing."""
        if self.measure == "ours":
            return statistics.median(self.ours)
        if self.measure == "difference" and self.rival:
            return statistics.median(self.ours) - statistics.median(self.rival)
        return self.ratio

    @property
    def is_met(self) -> bool | None:
        """Whether the bar is met; None where there is nothing to tell."""
        return None if self.bar is None or self.value is None else self.value <= self.bar


def encoded(figure: Figure) -> dict[str, Any]:
    """A figure as JSON; four digits are enough."""
    numbers = {name: [float(f"{one:.4g}") for one in getattr(figure, name)] for name in ("ours", "rival")}
    plain = {name: getattr(figure, name) for name in ("name", "tokens", "heads", "unit", "bar", "measure")}
    return plain | numbers


def decoded(record: dict[str, Any]) -> Figure:
    """The figure of a record."""
    return Figure(**record | {name: tuple(record[name]) for name in ("ours", "rival")})


def title(figure: Figure, language: str) -> str:
    """What was measured, in words."""
    return say(f"docs.speed_{figure.name}", language, tokens=f"{figure.tokens:,}", heads=figure.heads)


def amount(values: tuple[float, ...], unit: str) -> str:
    """The median of some turns with its unit; a dash where there are none.

    >>> amount((0.0123, 0.5, 0.002), "seconds"), amount((4.2e8,), "bytes"), amount((), "seconds")
    ('0.012 s', '420 MB', '-')
    """
    if not values:
        return "-"
    middle = statistics.median(values)
    return f"{middle / 1e6:.0f} MB" if unit == "bytes" else f"{middle:.3f} s"


def bar_text(figure: Figure) -> str:
    """The bar and what it is held against."""
    if figure.bar is None:
        return "-"
    if figure.measure == "ratio":
        return f"ratio <= {figure.bar:.2f}"
    return f"{figure.measure} <= {amount((figure.bar,), figure.unit)}"


def told(figures: Iterable[Figure]) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured, the machine above."""
    here = machine()
    versions = ", ".join(f"{name} {number}" for name, number in here["versions"].items())
    yield f"{here['processor']}, {here['cores']} cores, {here['memory_bytes'] / 1e9:.0f} GB, load {here['load']}"
    yield versions + "\n"
    yield "| " + " | ".join(COLUMNS) + " |"
    yield "|" + "---|" * len(COLUMNS)
    for one in figures:
        cells = (
            title(one, "en"),
            amount(one.ours, one.unit),
            amount(one.rival, one.unit),
            "-" if one.ratio is None else f"{one.ratio:.3f}",
            bar_text(one),
            {None: "-", True: "yes", False: "NO"}[one.is_met],
            " ".join(f"{ratio:.2f}" for ratio in one.single_ratios),
        )
        yield "| " + " | ".join(cells) + " |"
