"""A matrix drawn: cells from query (rows) to key (columns), tokens beside them where they are few."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headscope.show.claims import word
from headscope.show.figures.cells import ShownCells
from headscope.show.figures.look import ColourScale, colour_of, is_dark, scale_of
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.sheet import (
    MARGIN,
    Sheet,
    colour_bar,
    fill,
    fitted,
    hatch,
    measure,
    paint,
    rule,
    write,
)  # fmt: skip

MOST_LABELS = 48  # tokens along an axis that are written out
_LARGEST, _CELL = 340.0, 22.0
_CELL_OF_NUMBERS = 17.0  # cells from this size on have their value written into them
_LABEL = 84.0


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
    cell = min(_CELL, _LARGEST / max(rows, columns))
    size = min(8.0, max(cell * 0.8, 4.5))
    query_labels, key_labels = ([fitted(sheet, label, width=_LABEL, size=size) for label in side] for side in labels)
    widths = [[measure(sheet, label, size=size) for label in side] for side in (query_labels, key_labels)]
    is_upright = all(width <= cell - 1 for width in widths[1])
    turned = 0.0 if is_upright else 45.0 if cell >= 10 else 90.0
    reach = max([*widths[1], 0.0])
    left = MARGIN + max([*widths[0], 24.0]) + 14
    slanted = (reach * float(np.sin(np.deg2rad(turned))) + 5, reach * float(np.cos(np.deg2rad(turned))) - cell / 2)
    top = MARGIN + 12 + (slanted[0] if key_labels and not is_upright else 13)
    wide, high = columns * cell, rows * cell
    hatch(sheet, (left, top, wide, high))
    telling = shown.values[:, ~sinks]
    scale = scale_of(telling, kind=plan.scale or "log", low=plan.low, high=plan.high, look=sheet.look)
    colours = scale.colours(shown.values)
    paint(sheet, colours, box=(left, top, wide, high))
    for column in np.flatnonzero(sinks):
        fill(sheet, (left + column * cell, top, cell, high), colour=sheet.look.page, opacity=0.75)
    fill(sheet, (left, top, wide, high), colour="none", edge=sheet.look.quiet, width=0.6)
    if cell >= _CELL_OF_NUMBERS:
        _write_numbers(sheet, shown.values, colours, sinks, left=left, top=top, cell=cell)
    write(sheet, word("query", sheet.language), x=MARGIN + 3, y=top + high / 2, turned=90, side="center")
    write(sheet, word("key", sheet.language), x=left + wide / 2, y=MARGIN + 4, side="center")
    for place, label in enumerate(query_labels):
        write(sheet, label, x=left - 4, y=top + (place + 0.5) * cell, size=size, side="right")
    for place, label in enumerate(key_labels):
        x = left + (place + 0.5) * cell
        y = top - (size / 2 + 2 if is_upright else 3)
        write(sheet, label, x=x, y=y, size=size, side="center" if is_upright else "left", turned=turned)
    if not query_labels:
        _rule_queries(sheet, shown.query_edges, left=left, top=top, high=high)
    if not key_labels:
        _rule_keys(sheet, shown.key_edges, left=left, top=top, wide=wide)
    below = _legend(sheet, shown, plan, scale, telling, left=left, top=top + high + 10)
    return max(left + wide + max(0.0 if is_upright else slanted[1], 8.0), left + 165) + MARGIN, below


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


def _write_numbers(sheet: Sheet, values: np.ndarray, colours: np.ndarray, sinks: np.ndarray, *, left: float, top: float,
                   cell: float) -> None:  # fmt: skip
    """The weights in per cent of the row, in whichever of black and white reads better."""
    page = np.array(colour_of(sheet.look.page))
    for (row, column), value in np.ndenumerate(values):
        if not np.isnan(value):
            behind = colours[row, column, :3]
            behind = 0.25 * behind + 0.75 * page if sinks[column] else behind
            colour = "#ffffff" if is_dark(behind) else "#000000"
            x, y = left + (column + 0.5) * cell, top + (row + 0.5) * cell
            write(sheet, f"{value:.2f}".removeprefix("0"), x=x, y=y, size=6.5, colour=colour, side="center")


def _rule_queries(sheet: Sheet, edges: np.ndarray, *, left: float, top: float, high: float) -> None:
    first, last = int(edges[0]), int(edges[-1])
    for token in _round_numbers(first, last):
        y = top + high * (token - first) / (last - first)
        rule(sheet, [(left - 3, y), (left, y)], colour=sheet.look.quiet)
        write(sheet, f"{token:,}", x=left - 5, y=y, size=6.5, side="right", colour=sheet.look.quiet)


def _rule_keys(sheet: Sheet, edges: np.ndarray, *, left: float, top: float, wide: float) -> None:
    first, last = int(edges[0]), int(edges[-1])
    for token in _round_numbers(first, last):
        x = left + wide * (token - first) / (last - first)
        rule(sheet, [(x, top - 3), (x, top)], colour=sheet.look.quiet)
        write(sheet, f"{token:,}", x=x, y=top - 8, size=6.5, side="center", colour=sheet.look.quiet)


def _round_numbers(first: int, last: int) -> list[int]:
    """At most eight round numbers in a span.

    >>> _round_numbers(0, 512), _round_numbers(40960, 41216)
    ([0, 100, 200, 300, 400, 500], [41000, 41050, 41100, 41150, 41200])
    """
    steps = (base * 10**power for power in range(12) for base in (1, 2, 5))
    step = next(step for step in steps if (last - first) / step < 8)
    return list(range(-(-first // step) * step, last + 1, step))
