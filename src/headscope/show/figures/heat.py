"""A text whose words are shaded by what they hold of a row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from headscope.show.claims import word
from headscope.show.figures.look import PALE, ColourScale, colour_of, is_dark, scale_of
from headscope.show.figures.overlay import draw_overlay
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.sheet import MARGIN, Sheet, colour_bar, fill, hatch, measure, write
from headscope.show.figures.word_shares import ShownHeat
from headscope.show.labels import visible_label
from headscope.store.layout import SideRecord, WordRecord

_WIDTH, _LINE, _SIZE, _PADDING = 430.0, 18.0, 9.5, 1.5


@dataclass(frozen=True, slots=True)
class Placed:
    """A word of the text: which one, what is written, its left end and its line."""

    number: int
    label: str
    x: float
    line: int
    width: float


def draw_heat(sheet: Sheet, shown: ShownHeat, plan: FigurePlan) -> tuple[float, float]:
    """Draw the text, or the picture, and what its colours mean; returns width and height of what was drawn.

    The words of the query are framed where they stand in the text; a text that runs from right to left does so here.
    """
    is_pale = shown.sinks & (plan.sinks == "dimmed")
    telling = shown.shares[~is_pale]
    scale = scale_of(telling, kind=plan.scale or "linear", low=plan.low, high=plan.high, look=sheet.look)
    if shown.side.grid is not None:
        right, below = draw_overlay(sheet, shown, shown.side.grid, scale, is_pale)
    else:
        right, below = _draw_words(sheet, shown, scale, is_pale)
    name = "figure_share_of_row" if shown.queries else "figure_received"
    below = colour_bar(sheet, scale, word(name, sheet.language), values=telling, x=MARGIN, y=below)
    if np.isnan(shown.shares).any():
        hatch(sheet, (MARGIN, below + 2, 9, 9))
        write(sheet, word("page_masked_legend", sheet.language), x=MARGIN + 14, y=below + 6.5, size=7.5)
        below += 16
    return right + MARGIN, below


def _draw_words(sheet: Sheet, shown: ShownHeat, scale: ColourScale, is_pale: np.ndarray) -> tuple[float, float]:
    """The words where the text has them; returns their right end and the height below them."""
    placed = place_words(sheet, shown)
    colours = scale.colours(shown.shares)
    page, top = np.array(colour_of(sheet.look.page)), MARGIN
    queries = {each.first for each in shown.queries} if shown.is_same_side else set()
    for each in placed:
        box = (MARGIN + each.x, top + each.line * _LINE + 1.5, each.width, _LINE - 3)
        is_masked = bool(np.isnan(shown.shares[each.number]))
        behind = page if is_masked else colours[each.number, :3]
        if is_pale[each.number]:
            behind = (1 - PALE) * behind + PALE * page
        fill(sheet, box, colour=tuple(behind))
        if is_masked:
            hatch(sheet, (box[0], box[1] + box[3] - 2.5, each.width, 2.5))
        if shown.words[each.number].first in queries:
            fill(sheet, box, colour="none", edge=sheet.look.accent, width=1.4)
        ink = sheet.look.quiet if is_masked else "#ffffff" if is_dark(behind) else "#000000"
        middle = box[0] + each.width / 2, box[1] + box[3] / 2
        write(sheet, each.label, x=middle[0], y=middle[1], size=_SIZE, colour=ink, side="center")
    bottom = top + (max([each.line for each in placed] or [0]) + 1) * _LINE + 8
    used = max([each.x + each.width for each in placed] or [0.0])
    return MARGIN + (_WIDTH if is_right_to_left(shown.side.source) else used), bottom


def place_words(sheet: Sheet, shown: ShownHeat) -> list[Placed]:
    """Where each word stands, line by line."""
    is_turned = is_right_to_left(shown.side.source)
    placed: list[Placed] = []
    line: list[tuple[int, str, float, float]] = []  # number, label, space before, width
    lines = 0
    for number, each in enumerate(shown.words):
        label = visible_label(each.text, limit=40)
        width = measure(sheet, label, size=_SIZE) + 2 * _PADDING
        space = _space_before(shown.side, shown.words, number)
        if line and (sum(part[2] + part[3] for part in line) + space + width > _WIDTH or _begins_line(shown, number)):
            placed += _placed(line, lines, is_turned=is_turned)
            line, lines = [], lines + 1
        line.append((number, label, space if line else 0.0, width))
    return placed + _placed(line, lines, is_turned=is_turned)


def is_right_to_left(source: str) -> bool:
    """Whether a text runs from right to left: its first letter does (Unicode Standard Annex 9, rule P2).

    >>> is_right_to_left("12 שלום"), is_right_to_left("cat")
    (True, False)
    """
    kinds = (unicodedata.bidirectional(letter) for letter in source)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"


def _placed(line: Iterable[tuple[int, str, float, float]], number: int, *, is_turned: bool) -> list[Placed]:
    """One line, from its left end, or from its right end where the text runs so."""
    found, x = [], 0.0
    for place, label, space, width in line:
        x += space
        found.append(Placed(place, label, _WIDTH - x - width if is_turned else x, number, width))
        x += width
    return found


def _space_before(side: SideRecord, words: tuple[WordRecord, ...], number: int) -> float:
    """A space where the source has one or a special token stands, else next to nothing."""
    if number == 0:
        return 0.0
    before, here = words[number - 1], words[number]
    is_apart = side.tokens[before.last].end < side.tokens[here.first].start
    if before.is_special or here.is_special or is_apart or not side.source:
        return 3.0
    return 0.5


def _begins_line(shown: ShownHeat, number: int) -> bool:
    """Whether the source breaks the line before a word."""
    tokens = shown.side.tokens
    before, here = shown.words[number - 1], shown.words[number]
    return "\n" in shown.side.source[tokens[before.last].end : tokens[here.first].start]
