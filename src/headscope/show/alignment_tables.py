"""A report on alignment as tables of text: every layer by every way to read it, and the heads that align best."""

from __future__ import annotations

from collections.abc import Iterator

from headscope.readings.alignment_report import AlignmentReport, HeadAlignment, ReadingScore
from headscope.show.alignment_lines import rate
from headscope.show.alignment_table import AlignmentTable, Cell, Line, Mark
from headscope.show.claims import word
from headscope.show.labels import visible_label
from headscope.show.role_tables import points, signed_points

HEADS = 10


def readings_table(report: AlignmentReport, language: str) -> AlignmentTable:
    """Layers down, rows and methods across: error rate against gold, or contrast of agreement without gold."""
    has_gold = report.gold is not None
    ways = list(dict.fromkeys((one.row, one.method) for one in report.readings))
    places = list(dict.fromkeys(one.place for one in report.readings))
    found = {(one.place, one.row, one.method): one for one in report.readings}
    best = _best(report)
    lines = [
        Line(
            visible_label(place),
            "",
            tuple(_cell(found.get((place, *way)), report, best, has_gold=has_gold) for way in ways),
        )
        for place in places
    ]
    headings = (word("column_layer", language), *(word(f"column_{row}_{method}", language) for row, method in ways))
    kind = "gold" if has_gold else "agreement"
    return AlignmentTable(
        "readings",
        word(f"readings_{kind}_heading", language),
        headings,
        tuple(lines),
        word(f"readings_{kind}_note", language),
    )


def heads_table(report: AlignmentReport, language: str, *, limit: int | None = HEADS) -> AlignmentTable:
    """The best heads by error rate, or by contrast of agreement without gold; all of them without a limit."""
    has_gold = report.gold is not None
    order = sorted(report.heads, key=_order)
    shown = order[:limit]
    columns = (*(("aer",) if has_gold else ()), "agreement", "exchanged", "contrast")
    lines = [
        Line(visible_label(one.head), one.head, tuple(_head_cells(one, report, has_gold=has_gold))) for one in shown
    ]
    kind = "gold" if has_gold else "agreement"
    return AlignmentTable(
        "heads",
        word("aligned_heads_heading", language, count=len(shown), heads=len(report.heads)),
        (word("column_head", language), *(word(f"column_{column}", language) for column in columns)),
        tuple(lines),
        word(f"aligned_heads_{kind}_note", language),
    )


def _order(one: HeadAlignment) -> tuple[float, float]:
    return (2.0 if one.aer is None else one.aer, one.exchanged - one.agreement)


def _best(report: AlignmentReport) -> tuple[str, str, str] | None:
    """The whole layer that scores best in what the table shows."""
    if report.gold is not None:
        return report.gold.best_place, report.gold.best_row, report.gold.best_method
    if not report.readings:
        return None
    best = max(report.readings, key=lambda one: one.agreement - one.exchanged)
    return best.place, best.row, best.method


def _cell(
    one: ReadingScore | None, report: AlignmentReport, best: tuple[str, str, str] | None, *, has_gold: bool
) -> Cell:
    if one is None:
        return Cell("–")
    chosen = report.choice.best.reading
    marks: list[Mark] = []
    if (one.place, one.row, one.method) == (chosen.site, report.row, report.method):
        marks.append("chosen" if report.head is None else "head")
    if (one.place, one.row, one.method) == best:
        marks.append("best")
    if has_gold:
        return Cell(rate(one.aer), span(one.ci), tuple(marks))
    return Cell(signed_points(one.agreement - one.exchanged), span(one.agreement_ci), tuple(marks))


def _head_cells(one: HeadAlignment, report: AlignmentReport, *, has_gold: bool) -> Iterator[Cell]:
    marks: tuple[Mark, ...] = ("chosen",) if one.head == report.head else ()
    if has_gold:
        yield Cell(rate(one.aer), span(one.ci), marks)
    yield Cell(points(one.agreement))
    yield Cell(points(one.exchanged))
    yield Cell(signed_points(one.agreement - one.exchanged), span(one.agreement_ci), () if has_gold else marks)


def span(ci: tuple[float, float] | None) -> str:
    """An interval for a cell.

    >>> span((0.221, 0.278)), span((-0.05, 0.1)), span(None)
    ('22.1–27.8', '−5.0–10.0', '')
    """
    return "" if ci is None else "–".join(signed_points(end).removeprefix("+") for end in ci)
