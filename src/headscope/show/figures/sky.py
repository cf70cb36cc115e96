"""All heads of a run: layers down, heads across, each square its pattern or a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from headscope.show.claims import LABELS, count, word
from headscope.show.figures.heads import ShownSky
from headscope.show.figures.look import ColourScale, colour_of, is_dark, scale_of
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.sheet import MARGIN, Box, Sheet, colour_bar, fill, fitted, hatch, measure, write
from headscope.show.palette import PATTERN_COLOURS
from headscope.show.site_kinds import absent_bar

_LARGEST, _CELL, _SMALLEST_LETTER = 380.0, 18.0, 7.0
_PALE = 0.5  # how much of the page's colour a pattern with low evidence takes on
_FRAME = "#000000"
_LEAST = 165.0  # as wide as a colour bar, with its numbers


def draw_sky(sheet: Sheet, shown: ShownSky, plan: FigurePlan) -> tuple[float, float]:
    """Draw the heads and what their colours mean; returns width and height of what was drawn."""
    across = max(each.head.number for each in shown.heads) + 1
    cell = min(_CELL, _LARGEST / across)
    left = MARGIN + 14 + max(measure(sheet, site, size=7) for site in shown.lines) + 4
    top = MARGIN + 20
    colours, scale, values = _colours(sheet, shown, plan)
    row_of = {site: row for row, site in enumerate(shown.lines)}
    for each, colour in zip(shown.heads, colours, strict=True):
        x, y = left + each.head.number * cell, top + row_of[str(each.head.site)] * cell
        if each.value is None:
            hatch(sheet, (x, y, cell, cell))
        else:
            fill(sheet, (x, y, cell, cell), colour=tuple(colour), edge=sheet.look.page, width=0.8)
        if shown.statistic == "pattern" and cell >= _SMALLEST_LETTER:
            ink = "#ffffff" if is_dark(colour) else "#000000"
            letter = word(f"letter_{each.label}", sheet.language)
            write(sheet, letter, x=x + cell / 2, y=y + cell / 2, size=cell * 0.46, colour=ink, side="center")
    for each in shown.heads:
        if str(each.head) == plan.head:
            x, y = left + each.head.number * cell, top + row_of[str(each.head.site)] * cell
            fill(sheet, (x, y, cell, cell), colour="none", edge=sheet.look.ink, width=1.8)
    wide = max(across * cell, _LEAST)
    for one in shown.absent:
        _bar(sheet, absent_bar(one, sheet.language), box=(left, top + row_of[one.site] * cell, wide, cell))
    _label_axes(sheet, shown.lines, across, cell=cell, left=left, top=top)
    below = top + len(shown.lines) * cell + 10
    if scale is None:
        below = _legend(sheet, shown, left=left, top=below)
    else:
        name = word(f"figure_statistic_{shown.statistic}", sheet.language)
        below = colour_bar(sheet, scale, name, values=values, x=left, y=below)
        if np.isnan(values).any():
            hatch(sheet, (left, below + 2, 9, 9))
            write(sheet, word("not_available", sheet.language), x=left + 14, y=below + 6.5, size=7.5)
            below += 16
    return left + wide + MARGIN, below


def _bar(sheet: Sheet, told: str, *, box: Box) -> None:
    """A plain bar where a layer has no heads, and why, where there is room to say it."""
    left, top, wide, high = box
    fill(sheet, box, colour=sheet.look.masked, edge=sheet.look.page, width=0.8)
    if high >= _SMALLEST_LETTER:
        size = min(7.0, 0.6 * high)
        told = fitted(sheet, told, width=wide - 8, size=size)
        write(sheet, told, x=left + 4, y=top + high / 2, size=size, colour=sheet.look.ink)


def _colours(sheet: Sheet, shown: ShownSky, plan: FigurePlan) -> tuple[np.ndarray, ColourScale | None, np.ndarray]:
    """The colour of each head, [head, 3]; the scale of numbers, or None for patterns; and the numbers."""
    values = np.array([np.nan if each.value is None else each.value for each in shown.heads])
    if shown.statistic != "pattern":
        scale = scale_of(values, kind=plan.scale or "linear", low=plan.low, high=plan.high, look=sheet.look)
        return scale.colours(values)[:, :3], scale, values
    page = np.array(colour_of(sheet.look.page))
    full = np.array([colour_of(PATTERN_COLOURS[each.label]) for each in shown.heads])
    pale = np.array([[_PALE if each.is_low else 0.0] for each in shown.heads])
    return (1 - pale) * full + pale * page, None, values


def _label_axes(sheet: Sheet, sites: Sequence[str], across: int, *, cell: float, left: float, top: float) -> None:
    step = max(1, int(np.ceil(8 / cell)))
    for row, site in enumerate(sites):
        if row % step == 0:
            write(sheet, site, x=left - 4, y=top + (row + 0.5) * cell, size=7, side="right")
    for number in range(0, across, max(1, int(np.ceil(11 / cell)))):
        write(sheet, str(number), x=left + (number + 0.5) * cell, y=top - 6, size=7, side="center")
    write(sheet, word("figure_layer", sheet.language), x=MARGIN + 3, y=top + len(sites) * cell / 2, turned=90,
          side="center")  # fmt: skip
    write(sheet, word("head", sheet.language), x=left + across * cell / 2, y=MARGIN + 4, side="center")


def _legend(sheet: Sheet, shown: ShownSky, *, left: float, top: float) -> float:
    """The patterns that are there, with their letter and how many heads show them."""
    counts = Counter(each.label for each in shown.heads)
    for label in LABELS:
        if not counts[label]:
            continue
        colour = colour_of(PATTERN_COLOURS[label])
        fill(sheet, (left, top, 11, 11), colour=colour)
        ink = "#ffffff" if is_dark(colour) else "#000000"
        letter = word(f"letter_{label}", sheet.language)
        write(sheet, letter, x=left + 5.5, y=top + 5.5, size=6.5, colour=ink, side="center")
        told = word("in_brackets", sheet.language, text=word(f"label_{label}", sheet.language),
                    more=count("heads", counts[label], sheet.language))  # fmt: skip
        write(sheet, told, x=left + 16, y=top + 5.5, size=7.5)
        top += 14
    if any(each.is_low for each in shown.heads):
        write(sheet, word("figure_pale", sheet.language), x=left, y=top + 5.5, size=7.5, colour=sheet.look.quiet)
        top += 14
    return top
