"""A table on alignment as text in one language: what the terminal prints and the page holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["chosen", "head", "best"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with its interval; `chosen`: the report reads it, `head`: the report reads one of its heads."""

    text: str
    more: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What the line is about, and its cells; `head` where it is one that can be opened."""

    name: str
    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AlignmentTable:
    """Lines under headings (the first is of their names), and a note that explains them."""

    name: str
    heading: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str
