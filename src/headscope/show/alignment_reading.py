"""A stored report on alignment as a reading: which layer, row and head aligns, against which baseline."""

from __future__ import annotations

from headscope.readings.alignment_report import AlignmentReport
from headscope.show.alignment_lines import alignment_in_brief, gold_lines, interval, rate, reading_lines
from headscope.show.alignment_table import AlignmentTable
from headscope.show.alignment_tables import heads_table, readings_table
from headscope.show.claims import word
from headscope.show.evidence import jump_to_strongest
from headscope.show.findings_payload import Claim, Reading, Table, TableCell, TableLine
from headscope.store.run import Run


def alignment_reading(run: Run, report: AlignmentReport, language: str) -> Reading:
    """The report without its pairs, which have a screen of their own; tables that have no line are left out."""
    tables = (readings_table(report, language), heads_table(report, language))
    return Reading(
        "alignment",
        word("aligned_heading", language),
        (*reading_lines(report, language), *gold_lines(report, language)),
        (_claim(run, report, language),),
        tuple(_table(table) for table in tables if table.lines),
        word("aligned_caution", language),
    )


def _claim(run: Run, report: AlignmentReport, language: str) -> Claim:
    """The chosen reading: its error rate beside a straight line's, or without gold its agreement."""
    best, place = report.choice.best, report.choice.best.reading.place
    score, baseline, ci = report.aer, report.baseline_diagonal_aer, report.ci
    if report.gold is None:
        score, baseline, ci = best.agreement, report.diagonal_agreement, best.ci
    shown = [one.head for one in report.heads if one.head == place or one.head.startswith(f"{place}.")]
    there = {str(head) for head in run.heads}
    return Claim(
        sentence=alignment_in_brief(report, language),
        heads=tuple(head for head in shown if head in there),
        grade="",
        score=f"{rate(score)} %",
        baseline="" if baseline is None else f"{rate(baseline)} %",
        interval="" if ci is None else f"{interval(ci, language, is_signed=False)} %",
        evidence=tuple(jump for head in shown for jump in jump_to_strongest(run, head, language)),
        caution=word("aligned_caution", language),
    )


def _table(table: AlignmentTable) -> Table:
    lines = (
        TableLine(
            (TableCell(line.name), *(TableCell(cell.text, cell.more, cell.marks) for cell in line.cells)),
            line.head,
            any(cell.marks for cell in line.cells),
        )
        for line in table.lines
    )
    return Table(table.heading, table.headings, tuple(lines), table.note)
