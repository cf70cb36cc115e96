"""A table on roles as text in one language: what the terminal prints and the page holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One line: its cells, the head it is about, and the grade; `is_earned` where the line stands out."""

    cells: tuple[str, ...]
    head: str
    grade: str
    is_earned: bool


@dataclass(frozen=True, slots=True)
class RoleTable:
    """Lines under headings; `columns` are the names of the columns in every language, `note` explains them."""

    name: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[RoleRow, ...]
    note: str


def only(table: RoleTable, columns: Sequence[str], *, note: str = "") -> RoleTable:
    """The same lines with only some columns.

    >>> row = RoleRow(("nsubj", "12"), "L0.H0", "none", False)
    >>> only(RoleTable("relations", ("relation", "n"), ("relation", "n"), (row,), ""), ["n"]).rows[0].cells
    ('12',)
    """
    places = [table.columns.index(name) for name in columns]
    rows = [RoleRow(tuple(row.cells[p] for p in places), row.head, row.grade, row.is_earned) for row in table.rows]
    return RoleTable(table.name, tuple(columns), tuple(table.headings[p] for p in places), tuple(rows), note)
