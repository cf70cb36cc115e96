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
    """Layers down, rows and methods across: error rate against gold, or agreement without gold."""
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
    kind = "gold" if has_gold else report.chosen_by
    note = _joined(language, f"readings_{kind}_note", "readings_note")
    return AlignmentTable("readings", word(f"readings_{kind}_heading", language), headings, tuple(lines), note)


def heads_table(report: AlignmentReport, language: str, *, limit: int | None = HEADS) -> AlignmentTable:
    """The best heads by error rate, or by agreement without gold; all of them without a limit."""
    has_gold = report.gold is not None
    order = sorted(report.heads, key=_order)
    shown = order[:limit]
    by_agreement = ("agreement",) if report.chosen_by == "erasure" else ("agreement", "exchanged", "contrast")
    columns = (*(("aer",) if has_gold else ()), *by_agreement)
    lines = [
        Line(visible_label(one.head), one.head, tuple(_head_cells(one, report, has_gold=has_gold))) for one in shown
    ]
    order_note = "aligned_heads_by_error" if has_gold else "aligned_heads_by_agreement"
    return AlignmentTable(
        "heads",
        word("aligned_heads_heading", language, count=len(shown), heads=len(report.heads)),
        (word("column_head", language), *(word(f"column_{column}", language) for column in columns)),
        tuple(lines),
        _joined(language, order_note, f"agreement_{report.chosen_by}_note"),
    )


def _joined(language: str, *keys: str) -> str:
    return word("sentence_space", language).join(word(key, language) for key in keys)


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
    return Cell(_agreement(one, report), span(one.agreement_ci), tuple(marks))


def _agreement(one: ReadingScore | HeadAlignment, report: AlignmentReport) -> str:
    """What readings are chosen by: agreement, less what exchanged sources leave of it."""
    left = one.agreement - one.exchanged
    return points(left) if report.chosen_by == "erasure" else signed_points(left)


def _head_cells(one: HeadAlignment, report: AlignmentReport, *, has_gold: bool) -> Iterator[Cell]:
    marks: tuple[Mark, ...] = ("chosen",) if one.head == report.head else ()
    if has_gold:
        yield Cell(rate(one.aer), span(one.ci), marks)
    if report.chosen_by == "reverse":
        yield Cell(points(one.agreement))
        yield Cell(points(one.exchanged))
    yield Cell(_agreement(one, report), span(one.agreement_ci), () if has_gold else marks)


def span(ci: tuple[float, float] | None) -> str:
    """An interval for a cell.

    >>> span((0.221, 0.278)), span((-0.05, 0.1)), span(None)
    ('22.1–27.8', '−5.0–10.0', '')
    """
    return "" if ci is None else "–".join(signed_points(end).removeprefix("+") for end in ci)
