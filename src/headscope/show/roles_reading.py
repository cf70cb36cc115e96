"""A stored report on roles as a reading: who is best at what against which null, and every table of the report."""

from __future__ import annotations

from collections.abc import Iterator

from headscope.readings.profile import Expert
from headscope.readings.role_report import RolesReport
from headscope.readings.roles import HeadRole, is_earned
from headscope.show.alignment_lines import interval
from headscope.show.claims import word
from headscope.show.evidence import jump_to_strongest
from headscope.show.findings_payload import Claim, Reading, Table, TableCell, TableLine
from headscope.show.labels import visible_label
from headscope.show.role_table import RoleTable
from headscope.show.role_tables import (
    committees_table,
    experts_table,
    grade_name,
    group_lines,
    points,
    relations_table,
    role_name,
    summary_lines,
    untested_lines,
)
from headscope.store.run import Run


def roles_reading(run: Run, report: RolesReport, language: str) -> Reading:
    """The report; a claim for each role that some head earned, of the head that is best at it."""
    earned = [one for one in report.experts if is_earned(one.grade)]
    return Reading(
        "roles",
        word("roles_heading", language),
        (*summary_lines(report, language), *group_lines(report, language), *untested_lines(report, language)),
        tuple(_claim(run, report, one, language) for one in earned),
        tuple(_tables(report, language)),
        word("roles_caution", language),
    )


def _claim(run: Run, report: RolesReport, one: Expert, language: str) -> Claim:
    head, role = visible_label(one.head), role_name(one.role, language)
    key = "claim_role" if one.heads_with_role == 1 else "claim_role_many"
    values = {"count": f"{one.heads_with_role:,}"} if one.heads_with_role != 1 else {}
    full = _full(report, one)
    there = {str(each) for each in run.heads}
    return Claim(
        sentence=word(key, language, role=role, head=head, **values),
        heads=(one.head,) if one.head in there else (),
        grade=grade_name(one.grade, language),
        score=f"{points(one.score)} %",
        baseline=f"{points(one.null)} %",
        interval="" if full is None else f"{interval(full.ci, language, is_signed=False)} %",
        evidence=tuple(jump_to_strongest(run, one.head, language)),
        caution=word("roles_caution", language),
    )


def _full(report: RolesReport, one: Expert) -> HeadRole | None:
    """The record that an expert was taken from."""
    same = (
        each for each in report.roles if (each.head, each.role, each.direction) == (one.head, one.role, one.direction)
    )
    return next(same, None)


def _tables(report: RolesReport, language: str) -> Iterator[Table]:
    """The tables that have lines; but for the first they are folded."""
    made = {
        "experts": experts_table(report.experts, language),
        "relations": relations_table(report.relations, language),
        "committees": committees_table(report.committees, language),
    }
    for name, table in made.items():
        if table.rows:
            counts = {"count": len(table.rows), "earned": sum(row.is_earned for row in table.rows)}
            yield _table(table, word(f"{name}_heading", language, **counts), is_folded=name != "experts")


def _table(table: RoleTable, heading: str, *, is_folded: bool) -> Table:
    lines = (TableLine(tuple(TableCell(cell) for cell in row.cells), row.head, row.is_earned) for row in table.rows)
    return Table(heading, table.headings, tuple(lines), table.note, is_folded)
