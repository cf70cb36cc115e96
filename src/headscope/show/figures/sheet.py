"""A sheet to draw on: one matplotlib figure, measured in points, y downwards; all text is text, none is mathematics."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Curve

from headscope.show.figures.fonts import width_points
from headscope.show.figures.lines import wrapped
from headscope.show.figures.look import ColourScale, Look, number_text

POINTS = 72  # in an inch
DOTS = 300  # in an inch, of PNG and of pictures inside SVG and PDF
MARGIN = 10.0
MOST_VECTORS = 64 * 64  # cells that are drawn as shapes; more become a picture
_ROUNDING = 1 + 1e-6  # single precision: a weight may come out above 1
_MIDDLE = 0.36  # of the size: how high the middle of a letter lies above its base
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "headscope",
    "pdf.fonttype": 42,
    "text.parse_math": False,
    "text.usetex": False,
    "hatch.linewidth": 0.5,
    "path.simplify": False,
}
_LOCK = threading.RLock()  # settings of matplotlib belong to the whole process

Box = tuple[float, float, float, float]  # left, top, width, height
Side = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What views draw on."""

    figure: Figure
    axes: Axes
    look: Look
    language: str
    families: tuple[str, ...]


@contextmanager
def own_settings() -> Iterator[None]:
    """matplotlib as it comes, and what a figure needs; afterwards the settings of the process are as they were."""
    with _LOCK, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        yield


def new_sheet(look: Look, language: str, families: tuple[str, ...]) -> Sheet:
    """An empty sheet; its size is said when all is drawn (`finish`)."""
    figure = Figure(facecolor=look.page)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    return Sheet(figure, axes, look, language, (*families, "sans-serif"))


def finish(sheet: Sheet, *, width: float, height: float) -> Figure:
    """The figure in its size."""
    sheet.figure.set_size_inches(width / POINTS, height / POINTS)
    sheet.axes.set_xlim(0, width)
    sheet.axes.set_ylim(height, 0)
    return sheet.figure


def measure(sheet: Sheet, text: str, *, size: float = 8.0) -> float:
    """How wide a text is, in points."""
    return width_points(text, sheet.families[:-1], size)


def fitted(sheet: Sheet, text: str, *, width: float, size: float = 8.0) -> str:
    """The text, cut to a width."""
    if measure(sheet, text, size=size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(sheet, text[:middle] + "…", size=size) <= width else (low, middle - 1)
    return text[:low] + "…"


def write(
    sheet: Sheet,
    text: str,
    *,
    x: float,
    y: float,
    size: float = 8.0,
    colour: str | None = None,
    side: Side = "left",
    turned: float = 0.0,
) -> None:
    """One line of text; its middle lies at height y, and x is its left end, its middle or its right end."""
    angle = np.deg2rad(turned)
    sheet.axes.text(
        x + _MIDDLE * size * float(np.sin(angle)),
        y + _MIDDLE * size * float(np.cos(angle)),
        text,
        fontsize=size,
        family=list(sheet.families),
        color=colour or sheet.look.ink,
        ha=side,
        va="baseline",
        rotation=turned,
        rotation_mode="anchor",
        parse_math=False,
    )


def write_lines(
    sheet: Sheet, paragraphs: Sequence[str], *, x: float, y: float, width: float, size: float = 8.0
) -> float:
    """Paragraphs below each other, the first in ink, the others quieter; returns the height below them."""
    for number, paragraph in enumerate(paragraphs):
        for line in wrapped(paragraph, width, lambda text: measure(sheet, text, size=size)):
            write(sheet, line, x=x, y=y + size / 2, size=size, colour=None if number == 0 else sheet.look.quiet)
            y += 1.45 * size
        y += 0.25 * size
    return y


def fill(sheet: Sheet, box: Box, *, colour: str | tuple[float, ...], edge: str | None = None, width: float = 0.8,
         opacity: float | None = None) -> None:  # fmt: skip
    """A rectangle."""
    left, top, wide, high = box
    patch = Rectangle((left, top), wide, high, facecolor=colour, edgecolor=edge or "none", alpha=opacity)
    patch.set_linewidth(width if edge else 0.0)
    sheet.axes.add_patch(patch)


def hatch(sheet: Sheet, box: Box) -> None:
    """A rectangle for what is masked or not known."""
    left, top, wide, high = box
    patch = Rectangle((left, top), wide, high, facecolor=sheet.look.masked, edgecolor=sheet.look.quiet, linewidth=0.0)
    patch.set_hatch("//////")
    sheet.axes.add_patch(patch)


def paint(sheet: Sheet, colours: np.ndarray, *, box: Box) -> None:
    """Cells of colours [row, column, 4]; those that cannot be seen leave what lies below. Few are shapes, many a
    picture."""
    rows, columns = colours.shape[:2]
    left, top, wide, high = box
    if rows * columns > MOST_VECTORS:
        edges = (left, left + wide, top + high, top)
        picture = sheet.axes.imshow(colours, extent=edges, interpolation="nearest", aspect="auto", origin="upper")
        picture.set_zorder(1)  # as shapes: what comes later lies above
        return
    for (row, column), opacity in np.ndenumerate(colours[..., 3]):
        if opacity:
            place = (left + column * wide / columns, top + row * high / rows)
            colour = tuple(colours[row, column, :3])
            cell = Rectangle(place, wide / columns, high / rows, facecolor=colour, edgecolor=colour, linewidth=0.25)
            sheet.axes.add_patch(cell)


def rule(sheet: Sheet, points: Sequence[tuple[float, float]], *, width: float = 0.6, colour: str | None = None,
         opacity: float = 1.0, is_dashed: bool = False) -> None:  # fmt: skip
    """A line between two points, or a curve of four (its ends and what pulls at them)."""
    codes = [Curve.MOVETO, *([Curve.LINETO] if len(points) == 2 else [Curve.CURVE4] * 3)]
    line = PathPatch(Curve(points, codes), facecolor="none", edgecolor=colour or sheet.look.line, alpha=opacity)
    line.set_linewidth(width)
    line.set_linestyle("--" if is_dashed else "-")
    sheet.axes.add_patch(line)


def colour_bar(sheet: Sheet, scale: ColourScale, label: str, *, values: np.ndarray, x: float, y: float) -> float:
    """A bar with its numbers and what they are; ends that stand for more than themselves say so. Returns the height
    below it."""
    length, high, steps = 150.0, 7.0, 50
    write(sheet, label, x=x, y=y + 4, size=7.5)
    y += 11
    places = (np.arange(steps) + 0.5) / steps
    ends = np.log([scale.low, scale.high]) if scale.kind == "log" else np.array([scale.low, scale.high])
    shown = ends[0] + places * (ends[1] - ends[0])
    paint(sheet, scale.colours(np.exp(shown) if scale.kind == "log" else shown)[None], box=(x, y, length, high))
    fill(sheet, (x, y, length, high), colour="none", edge=sheet.look.quiet, width=0.5)
    known = values[~np.isnan(values)]
    for tick in scale.ticks():
        place = x + length * float(scale.places(np.array([tick]))[0])
        rule(sheet, [(place, y + high), (place, y + high + 2)], colour=sheet.look.quiet, width=0.5)
        below = tick == scale.low and bool((known < tick).any())
        above = tick == scale.high and bool((known > tick * _ROUNDING).any())
        text = ("≤ " if below else "≥ " if above else "") + number_text(tick)
        write(sheet, text, x=place, y=y + high + 7, size=6.5, colour=sheet.look.quiet, side="center")
    return y + high + 14
