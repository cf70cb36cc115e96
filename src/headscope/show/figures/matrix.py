"""A matrix drawn: cells from query (rows) to key (columns), tokens beside them where they are few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.show.claims import word
from headscope.show.figures.cells import ShownCells
from headscope.show.figures.look import PALE, ColourScale, colour_of, is_dark, scale_of
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.sheet import (
    MARGIN,
    Box,
    Sheet,
    Side,
    colour_bar,
    fill,
    fitted,
    hatch,
    measure,
    paint,
    rule,
    write,
)

MOST_LABELS = 48  # tokens along an axis that are written out
_LARGEST, _CELL, _SHORTEST = 340.0, 22.0, 40.0  # the longer side, a cell, and the shorter side, in points
_CELL_OF_LABELS, _CELL_OF_NUMBERS = 7.0, 17.0  # smallest cells that bear a label beside them, a number inside
_LABEL = 84.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells lie: left and upper end, and the width and height of a cell."""

    left: float
    top: float
    wide: float
    high: float
    rows: int
    columns: int

    @property
    def box(self) -> Box:
        """The rectangle of all cells."""
        return self.left, self.top, self.wide * self.columns, self.high * self.rows

    def cell(self, row: int, column: int) -> tuple[float, float]:
        """The middle of a cell."""
        return self.left + (column + 0.5) * self.wide, self.top + (row + 0.5) * self.high


def draw_matrix(
    sheet: Sheet, shown: ShownCells, plan: FigurePlan, *, labels: tuple[Sequence[str], Sequence[str]], sinks: np.ndarray
) -> tuple[float, float]:
    """Draw the cells, their labels, and what the colours mean; returns width and height of what was drawn.

    Args:
        sheet: what to draw on.
        shown: the cells.
        plan: a checked plan.
        labels: the tokens of queries and keys; empty where cells are too many or hold several tokens.
        sinks: which columns are drawn pale, bool [key cell].
    """
    rows, columns = shown.values.shape
    square = min(_CELL, _LARGEST / max(rows, columns))
    high, wide = (_cell_size(square, count, labels[place]) for place, count in enumerate((rows, columns)))
    size = min(8.0, 0.8 * max(min(wide, high), _CELL_OF_LABELS))
    query_labels, key_labels = ([fitted(sheet, label, width=_LABEL, size=size) for label in side] for side in labels)
    widths = [[measure(sheet, label, size=size) for label in side] for side in (query_labels, key_labels)]
    turned = 0.0 if all(width <= wide - 1 for width in widths[1]) else 45.0 if wide >= 10 else 90.0
    reach = max([*widths[1], 0.0])
    above = reach * float(np.sin(np.deg2rad(turned))) + 5 if turned else 13.0
    beside = reach * float(np.cos(np.deg2rad(turned))) - wide / 2 if turned else 0.0
    grid = Grid(MARGIN + max([*widths[0], 24.0]) + 14, MARGIN + 12 + above, wide, high, rows, columns)
    telling = shown.values[:, ~sinks]
    scale = scale_of(telling, kind=plan.scale or "log", low=plan.low, high=plan.high, look=sheet.look)
    _draw_cells(sheet, grid, shown.values, scale, sinks)
    left, top, across, down = grid.box
    write(sheet, word("query", sheet.language), x=MARGIN + 3, y=top + down / 2, turned=90, side="center")
    write(sheet, word("key", sheet.language), x=left + across / 2, y=MARGIN + 4, side="center")
    for place, label in enumerate(query_labels):
        write(sheet, label, x=left - 4, y=grid.cell(place, 0)[1], size=size, side="right")
    for place, label in enumerate(key_labels):
        y = top - (3 if turned else size / 2 + 2)
        side: Side = "left" if turned else "center"
        write(sheet, label, x=grid.cell(0, place)[0], y=y, size=size, side=side, turned=turned)
    if not query_labels:
        _rule_queries(sheet, grid, shown.query_edges)
    if not key_labels:
        _rule_keys(sheet, grid, shown.key_edges)
    below = _legend(sheet, shown, plan, scale, telling, left=left, top=top + down + 10)
    return max(left + across + max(beside, 8.0), left + 165) + MARGIN, below


def _cell_size(square: float, count: int, labels: Sequence[str]) -> float:
    """How high or wide a cell is: as the other way, but never too small for its label, nor the whole for a ruler."""
    return max(square, _CELL_OF_LABELS if labels else min(_CELL, _SHORTEST / count))


def _draw_cells(sheet: Sheet, grid: Grid, values: np.ndarray, scale: ColourScale, sinks: np.ndarray) -> None:
    """The cells, hatched where masked, pale where sinks are dimmed, with their numbers where these fit."""
    colours = scale.colours(values)
    hatch(sheet, grid.box)
    paint(sheet, colours, box=grid.box)
    left, top, _across, down = grid.box
    for column in np.flatnonzero(sinks).tolist():
        fill(sheet, (left + column * grid.wide, top, grid.wide, down), colour=sheet.look.page, opacity=PALE)
    fill(sheet, grid.box, colour="none", edge=sheet.look.quiet, width=0.6)
    if min(grid.wide, grid.high) < _CELL_OF_NUMBERS:
        return
    page = np.array(colour_of(sheet.look.page))
    for (row, column), value in np.ndenumerate(values):
        if not np.isnan(value):
            behind = colours[row, column, :3]
            behind = (1 - PALE) * behind + PALE * page if sinks[column] else behind
            colour = "#ffffff" if is_dark(behind) else "#000000"
            x, y = grid.cell(row, column)
            write(sheet, f"{value:.2f}".removeprefix("0"), x=x, y=y, size=6.5, colour=colour, side="center")


def _legend(
    sheet: Sheet,
    shown: ShownCells,
    plan: FigurePlan,
    scale: ColourScale,
    telling: np.ndarray,
    *,
    left: float,
    top: float,
) -> float:
    name = "figure_weight" if shown.cell_tokens == (1, 1) else f"figure_{plan.channel}"
    below = colour_bar(sheet, scale, word(name, sheet.language), values=telling, x=left, y=top)
    if np.isnan(shown.values).any():
        hatch(sheet, (left, below + 2, 9, 9))
        write(sheet, word("page_masked_legend", sheet.language), x=left + 14, y=below + 6.5, size=7.5)
        below += 16
    return below


def _rule_queries(sheet: Sheet, grid: Grid, edges: np.ndarray) -> None:
    left, top, _across, down = grid.box
    first, last = int(edges[0]), int(edges[-1])
    for token in _round_numbers(first, last, most=int(down // 12)):
        y = top + down * (token - first) / (last - first)
        rule(sheet, [(left - 3, y), (left, y)], colour=sheet.look.quiet)
        write(sheet, f"{token:,}", x=left - 5, y=y, size=6.5, side="right", colour=sheet.look.quiet)


def _rule_keys(sheet: Sheet, grid: Grid, edges: np.ndarray) -> None:
    left, top, across, _down = grid.box
    first, last = int(edges[0]), int(edges[-1])
    for token in _round_numbers(first, last, most=int(across // 36)):
        x = left + across * (token - first) / (last - first)
        rule(sheet, [(x, top - 3), (x, top)], colour=sheet.look.quiet)
        write(sheet, f"{token:,}", x=x, y=top - 8, size=6.5, side="center", colour=sheet.look.quiet)


def _round_numbers(first: int, last: int, *, most: int) -> list[int]:
    """Round numbers in a span, at most eight.

    >>> _round_numbers(0, 512, most=9), _round_numbers(40960, 41216, most=3)
    ([0, 100, 200, 300, 400, 500], [41000, 41100, 41200])
    """
    steps = (base * 10**power for power in range(12) for base in (1, 2, 5))
    step = next(step for step in steps if (last - first) / step < min(max(most, 1), 8))
    return list(range(-(-first // step) * step, last + 1, step))
