"""A picture with the weights of a row laid over its patches, beside the picture itself."""

from __future__ import annotations

import numpy as np

from headscope.base.grid import Grid
from headscope.show.claims import percent
from headscope.show.figures.look import PALE, ColourScale, colour_of
from headscope.show.figures.sheet import MARGIN, Box, Sheet, fill, fitted, hatch, paint, write
from headscope.show.figures.word_shares import ShownHeat
from headscope.show.labels import visible_label

_LARGEST, _GAP = 205.0, 10.0  # the longer side of a picture and what lies between two, in points
_OPACITY = 0.72  # of a patch's colour over the grey picture
_GREY = np.array([0.2126, 0.7152, 0.0722])  # luminance (ITU-R BT.709)
_SWATCH, _SWATCH_WIDTH, _SWATCHES = 12.0, 98.0, 12


def draw_overlay(
    sheet: Sheet, shown: ShownHeat, grid: Grid, scale: ColourScale, is_pale: np.ndarray
) -> tuple[float, float]:
    """Draw the picture twice, as it is and under the colours of its patches, and below them the tokens that are no
    patch with what they hold; returns the width and the height below. Patches of the query are framed in both.

    Args:
        sheet: what to draw on.
        shown: the patches and what they hold.
        grid: where they lie.
        scale: of colours.
        is_pale: which of them are drawn pale, bool [word].
    """
    size = _LARGEST / max(grid.height, grid.width)
    wide, high = grid.width * size, grid.height * size
    left, right = (MARGIN, MARGIN, wide, high), (MARGIN + wide + _GAP, MARGIN, wide, high)
    seen = shown.picture if shown.picture is not None else np.full((grid.height, grid.width, 3), 255, np.uint8)
    pixels = seen / 255.0
    _paint(sheet, pixels, left)
    _paint(sheet, covered(pixels, shown, grid, scale, is_pale, colour_of(sheet.look.page)), right)
    for word, share in zip(shown.words, shown.shares, strict=True):
        if np.isnan(share) and grid.place(word.first) is not None:
            hatch(sheet, _box(word.first, grid, right))
    for box in (left, right):
        fill(sheet, box, colour="none", edge=sheet.look.quiet, width=0.5)
        for query in shown.queries if shown.is_same_side else ():
            if grid.place(query.first) is not None:
                for colour, width in ((sheet.look.page, 2.8), (sheet.look.accent, 1.4)):  # to be seen on any picture
                    fill(sheet, _box(query.first, grid, box), colour="none", edge=colour, width=width)
    below = MARGIN + high + 8
    return right[0] + wide, _other_tokens(sheet, shown, grid, scale, below)


def covered(
    pixels: np.ndarray,
    shown: ShownHeat,
    grid: Grid,
    scale: ColourScale,
    is_pale: np.ndarray,
    page: tuple[float, float, float],
) -> np.ndarray:
    """The picture in grey under the colours of its patches, [pixel row, pixel column, 3], 0 to 1; where a patch is
    hidden or not shown, the grey picture alone."""
    grey = np.repeat((pixels @ _GREY)[..., None], 3, axis=-1)
    colours = scale.colours(shown.shares)
    for word, colour, pale in zip(shown.words, colours, is_pale, strict=True):
        place = grid.place(word.first)
        if place is None or not colour[3]:
            continue
        top, left = place[0] * grid.patch_height, place[1] * grid.patch_width
        patch = grey[top : top + grid.patch_height, left : left + grid.patch_width]
        over = (1 - PALE) * colour[:3] + PALE * np.array(page) if pale else colour[:3]
        patch[...] = (1 - _OPACITY) * patch + _OPACITY * over
    return grey


def _other_tokens(sheet: Sheet, shown: ShownHeat, grid: Grid, scale: ColourScale, top: float) -> float:
    """Class and register tokens in a row of squares, each with its share; returns the height below them."""
    others = [n for n, word in enumerate(shown.words) if grid.place(word.first) is None][:_SWATCHES]
    queries = {query.first for query in shown.queries} if shown.is_same_side else set()
    per_line = 4
    for place, number in enumerate(others):
        word, share = shown.words[number], float(shown.shares[number])
        x, y = MARGIN + place % per_line * _SWATCH_WIDTH, top + place // per_line * (_SWATCH + 5)
        box = (x, y, _SWATCH, _SWATCH)
        if np.isnan(share):
            hatch(sheet, box)
        else:
            fill(
                sheet, box, colour=tuple(scale.colours(shown.shares[number : number + 1])[0, :3]), edge=sheet.look.line
            )
        if word.first in queries:
            fill(sheet, box, colour="none", edge=sheet.look.accent, width=1.4)
        told = "" if np.isnan(share) else f" {percent(share)}"
        label = fitted(sheet, visible_label(word.text, limit=20) + told, width=_SWATCH_WIDTH - _SWATCH - 8, size=7.5)
        write(sheet, label, x=x + _SWATCH + 4, y=y + _SWATCH / 2, size=7.5)
    return top + -(-len(others) // per_line) * (_SWATCH + 5) + 4


def _paint(sheet: Sheet, pixels: np.ndarray, box: Box) -> None:
    paint(sheet, np.dstack([pixels, np.ones(pixels.shape[:2])]), box=box)


def _box(token: int, grid: Grid, picture: Box) -> Box:
    """Where a token's patch lies in a drawn picture."""
    row, column = divmod(token - grid.first, grid.columns)
    left, top, wide, high = picture
    across, down = wide * grid.patch_width / grid.width, high * grid.patch_height / grid.height
    x, y = column * across, row * down
    return left + x, top + y, min(across, wide - x), min(down, high - y)
