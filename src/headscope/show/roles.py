"""A report on roles in the terminal: experts, relations with their baselines, committees, what was not asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from headscope.readings.role_report import RolesReport
from headscope.show.claims import word
from headscope.show.head_roles import HeadRoles, head_roles, lift_words, role_claim, tried_on
from headscope.show.role_table import RoleTable, only
from headscope.show.role_tables import (
    BASELINES,
    TEXT_COLUMNS,
    committees_table,
    direction_name,
    experts_table,
    grade_name,
    group_lines,
    heads_table,
    p_text,
    points,
    relations_table,
    role_name,
    signed_points,
    summary_lines,
    untested_lines,
)
from headscope.show.tables import plain_table

__all__ = [
    "direction_name", "grade_name", "head_roles_lines", "p_text", "points", "print_head_roles", "print_roles",
    "role_name", "signed_points",
]  # fmt: skip

_BROKEN = frozenset({"role", "relation", "rule"})  # columns whose cells may take two lines


def print_roles(report: RolesReport, console: Console, language: str) -> None:
    """The whole report."""
    for line in summary_lines(report, language):
        console.print(Text(line))
    if report.experts:
        console.print(terminal_table(experts_table(report.experts, language), console.width))
    if report.relations:
        for table in parts_that_fit(relations_table(report.relations, language), console.width):
            console.print(terminal_table(table, console.width))
    if report.committees:
        console.print(terminal_table(committees_table(report.committees, language), console.width))
    for line in (*group_lines(report, language), *untested_lines(report, language), word("roles_caution", language)):
        console.print(Text(line))


def print_head_roles(report: RolesReport, heads: Sequence[str], console: Console, language: str) -> None:
    """What a report says of some heads: every role they earned or came nearest to, and the profile of each."""
    for line in summary_lines(report, language):
        console.print(Text(line))
    tried = tried_on(report, heads)
    if tried:
        console.print(terminal_table(heads_table(tried, language), console.width))
    for head in heads:
        line = f"{head}{word('colon', language)}" + lift_words(head_roles(report, head), language)
        console.print(Text(line))
    console.print(Text(word("roles_caution", language)))


def head_roles_lines(found: HeadRoles, language: str) -> Iterator[Text]:
    """What a head earned, for its card in the terminal."""
    if found.is_tried and not found.earned:
        yield Text(word("roles_none_earned", language))
    for one in found.earned:
        yield Text.assemble(("● ", "bold"), role_claim(one, language))
    yield Text(lift_words(found, language), style="dim")


def terminal_table(table: RoleTable, width: int) -> Table:
    """The table without frame, closer where it is wide: numbers to the right, lines without a role dimmed."""
    drawn = plain_table(table.note, gap=1 if table_width(table, gap=2) <= width else 0)
    for column, heading in zip(table.columns, table.headings, strict=True):
        justify: JustifyMethod = "left" if column in TEXT_COLUMNS else "right"
        drawn.add_column(heading, justify=justify, no_wrap=column not in _BROKEN, overflow="fold")
    for row in table.rows:
        drawn.add_row(*map(Text, row.cells), style="" if row.is_earned else "dim")
    return drawn


def parts_that_fit(table: RoleTable, width: int) -> list[RoleTable]:
    """A table of relations as it is, or where it is wider than the terminal its baselines below the rest."""
    if table_width(table, gap=1) <= width:
        return [table]
    first = [column for column in table.columns if column not in BASELINES]
    return [only(table, first), only(table, ["relation", "head", "accuracy", *BASELINES], note=table.note)]


def table_width(table: RoleTable, *, gap: int) -> int:
    """Terminal cells that a table takes when nothing in it is broken, with a gap after each column."""
    lines = [table.headings, *(row.cells for row in table.rows)]
    return sum(max(cell_len(line[place]) for line in lines) + gap for place in range(len(table.columns))) - gap
