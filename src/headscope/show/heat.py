"""A matrix as lines of the terminal: two rows of queries a line in half-blocks, or shades where there is no colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import regex
from rich.cells import cell_len, set_cell_size
from rich.color import Color
from rich.style import Style
from rich.text import Text

from headscope.show.labels import visible_label
from headscope.show.palette import ramp_colour, shade
from headscope.show.pictures import Picture

LABEL_CELLS = 10
HEADER_LINES = 8
_MASKED = (52, 55, 62)


def fit(text: str, cells: int) -> str:
    """The text, cut or padded to exactly `cells` cells of the terminal; wide characters take two.

    >>> fit("天气不好", 5), fit("cat", 5)
    ('天气…', 'cat  ')
    """
    shown = visible_label(text)
    if cell_len(shown) <= cells:
        return set_cell_size(shown, cells)
    return set_cell_size(set_cell_size(shown, cells - 1).rstrip() + "…", cells)


def pool(picture: Picture, *, rows: int, columns: int) -> Picture:
    """The picture with at most so many rows and columns; a cell shows its largest weight."""
    high, wide = -(-picture.weights.shape[0] // rows), -(-picture.weights.shape[1] // columns)
    if high <= 1 and wide <= 1:
        return picture
    lines = -(-picture.weights.shape[0] // high)
    across = -(-picture.weights.shape[1] // wide)
    padded = np.full((lines * high, across * wide), np.nan)
    padded[: picture.weights.shape[0], : picture.weights.shape[1]] = picture.weights
    blocks = padded.reshape(lines, high, across, wide)
    masked = np.isnan(blocks).all(axis=(1, 3))
    largest = np.where(masked, np.nan, np.where(np.isnan(blocks), -np.inf, blocks).max(axis=(1, 3)))
    return Picture(
        largest,
        picture.query_labels[::high],
        picture.key_labels[::wide],
        picture.tokens_per_row * high,
        picture.tokens_per_column * wide,
    )


def heat_lines(picture: Picture, *, width: int, has_colour: bool, height: int = 48) -> tuple[Picture, list[Text]]:
    """The picture as it was drawn (pooled where the terminal is too narrow) and its lines, key labels first.

    The shade is the square root of the weight over the largest one; masked cells are drawn as strokes.
    """
    columns_of_labels = 2 if has_colour else 1
    widest = max([cell_len(visible_label(label)) for label in picture.query_labels] or [1])
    label_cells = min(LABEL_CELLS, max(widest, 1))
    margin = columns_of_labels * (label_cells + 1)
    drawn = pool(picture, rows=height * (2 if has_colour else 1), columns=max(width - margin - 1, 8))
    cell = 2 if drawn.weights.shape[1] * 2 + margin < width else 1
    lines = _header(drawn, margin, cell)
    shades = np.sqrt(drawn.weights / (drawn.largest or 1.0))
    step = 2 if has_colour else 1
    for row in range(0, shades.shape[0], step):
        line = Text(no_wrap=True)
        for label in range(row, row + step):
            shown = fit(drawn.query_labels[label], label_cells) if label < shades.shape[0] else " " * label_cells
            line.append(shown + " ")
        upper = shades[row]
        if has_colour:
            lower = shades[row + 1] if row + 1 < shades.shape[0] else None
            _append_half_blocks(line, upper, lower, cell=cell)
        else:
            line.append("".join(("·" if np.isnan(value) else shade(float(value))) * cell for value in upper))
        lines.append(line)
    return drawn, lines


def _append_half_blocks(line: Text, upper: np.ndarray, lower: np.ndarray | None, *, cell: int) -> None:
    """The cells of two rows; neighbours that look alike become one run, or a large picture is mostly markup."""
    under = [None] * len(upper) if lower is None else lower.tolist()
    signs = (_half_block(above, below) for above, below in zip(upper.tolist(), under, strict=True))
    for (sign, style), run in groupby(signs):
        line.append(sign * cell * len(list(run)), style)


def _half_block(above: float, below: float | None) -> tuple[str, Style]:
    if below is None:
        return "▀", Style(color=_colour(above))
    if np.isnan(above) and np.isnan(below):
        return "╱", Style(color=_colour(above))
    return "▀", Style(color=_colour(above), bgcolor=_colour(below))


def _colour(value: float) -> Color:
    red, green, blue = _MASKED if np.isnan(value) else ramp_colour(float(value))
    return Color.from_rgb(red, green, blue)


def _header(picture: Picture, margin: int, cell: int) -> list[Text]:
    """Key labels, written downwards where a cell is two wide; else a ruler of token numbers."""
    if cell == 2 and picture.tokens_per_column == 1:
        return _downwards(picture.key_labels, margin)
    ruler = [" "] * (picture.weights.shape[1] * cell + 8)
    for column in range(0, picture.weights.shape[1], 10):
        for place, digit in enumerate(str(column * picture.tokens_per_column)):
            ruler[column * cell + place] = digit
    return [Text(" " * margin + "".join(ruler).rstrip(), no_wrap=True)]


def _downwards(labels: Sequence[str], margin: int) -> list[Text]:
    letters = []
    for label in labels:
        signs = regex.findall(r"\X", visible_label(label))
        letters.append(signs if len(signs) <= HEADER_LINES else [*signs[: HEADER_LINES - 1], "⋮"])
    height = max([len(signs) for signs in letters] or [0])
    lines = []
    for place in range(height):
        signs_here = (signs[place - height + len(signs)] if place >= height - len(signs) else "" for signs in letters)
        cells = "".join(set_cell_size(sign, 2) for sign in signs_here)
        lines.append(Text(" " * margin + cells, no_wrap=True))
    return lines
