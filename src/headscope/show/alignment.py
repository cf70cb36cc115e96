"""A report on alignment in the terminal: the reading and why, its score, every layer, the heads, pairs in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from headscope.readings.alignment_report import AlignedPair, AlignmentReport
from headscope.readings.alignment_score import AlignmentScore
from headscope.show.alignment_lines import gold_lines, reading_lines, score_lines
from headscope.show.alignment_table import AlignmentTable, Cell
from headscope.show.alignment_tables import HEADS, heads_table, readings_table
from headscope.show.alignment_words import link_text, linked_words, sentence_of, unlinked_text
from headscope.show.claims import count, word
from headscope.show.labels import visible_label
from headscope.show.tables import plain_table

PAIRS = 5
_BEFORE = {"chosen": ">", "head": "+"}


def print_alignment(report: AlignmentReport, console: Console, language: str, *, heads: int | None = HEADS) -> None:
    """The whole report, with its first pairs.

    Args:
        report: what `headscope align` found.
        console: where to.
        language: `en` or `zh`.
        heads: how many of the heads are listed; None for all.
    """
    pairs = count("pairs", len(report.pairs), language)
    _print(console, word("aligned_title", language, model=visible_label(report.model), pairs=pairs), style="bold")
    for line in (*reading_lines(report, language), *gold_lines(report, language)):
        _print(console, line)
    if report.readings:
        _print_table(console, readings_table(report, language))
    if report.heads:
        _print_table(console, heads_table(report, language, limit=heads))
    if report.readings or report.heads:
        _print(console, word("aligned_marks", language), style="dim")
    if report.pairs:
        _print_pairs(console, report.pairs, language)
    _print(console, word("aligned_caution", language))


def print_score(score: AlignmentScore, console: Console, language: str) -> None:
    """A file of links against gold."""
    for line in score_lines(score, language):
        _print(console, line)


def _print(console: Console, line: str, *, style: str = "", indent: int = 0) -> None:
    text = Text(line, style=style)
    console.print(Padding(text, (0, 0, 0, indent), expand=False) if indent else text)


def _print_table(console: Console, table: AlignmentTable) -> None:
    _print(console, "")
    _print(console, table.heading, style="bold")
    drawn = _table(table, gap=1)
    if console.measure(drawn).maximum > console.width:
        drawn = _table(table, gap=0)
    console.print(drawn)
    _print(console, table.note, style="dim")


def _table(table: AlignmentTable, *, gap: int) -> Table:
    drawn = plain_table("", gap=gap)
    for place, heading in enumerate(table.headings):
        drawn.add_column(heading, justify="right" if place else "left", no_wrap=not place)
    starred = {place for line in table.lines for place, cell in enumerate(line.cells) if "best" in cell.marks}
    for line in table.lines:
        cells = (_drawn(cell, has_star=place in starred) for place, cell in enumerate(line.cells))
        drawn.add_row(Text(line.name), *cells)
    return drawn


def _drawn(cell: Cell, *, has_star: bool) -> Text:
    """A number with its marks (`>` chosen, `+` one head of it, `*` best) and its interval."""
    before = "".join(_BEFORE.get(mark, "") for mark in cell.marks)
    after = "*" if "best" in cell.marks else " " if has_star else ""
    more = f"{after} {cell.more}" if cell.more else after.strip()
    return Text.assemble((f"{before}{cell.text}", "bold" if cell.marks else ""), (more, "dim"))


def _print_pairs(console: Console, pairs: Sequence[AlignedPair], language: str) -> None:
    _print(console, "")
    _print(console, word("aligned_pairs_heading", language), style="bold")
    for number, pair in enumerate(pairs[:PAIRS], start=1):
        _print(console, f"{number}. {sentence_of(pair.source)} ||| {sentence_of(pair.target)}")
        said = [link_text(one, pair, language) for one in linked_words(pair)]
        alone = unlinked_text(pair, language)
        for line in (word("clause_comma", language).join(said), alone):
            if line:
                _print(console, line, indent=3)
    if len(pairs) > PAIRS:
        _print(console, word("aligned_pairs_more", language, count=f"{len(pairs) - PAIRS:,}"))
