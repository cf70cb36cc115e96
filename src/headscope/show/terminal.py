"""Findings and head cards in the terminal (rich)."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from headscope.readings.base import Edge, HeadPattern, HeadWords
from headscope.show.card import EDGES, HeadCard
from headscope.show.claims import (
    NORM_STATISTICS,
    STATISTICS,
    pattern_claim,
    percent,
    reading_note,
    row_sentence,
    sink_words,
    statistic_text,
    trust_line,
    word,
)
from headscope.show.findings import Findings
from headscope.show.heat import heat_lines
from headscope.show.labels import visible_label
from headscope.show.palette import PATTERN_COLOURS
from headscope.show.pictures import Picture, picture_of
from headscope.show.tables import bars, label_text, patterns_table, words_table
from headscope.store.run import Run

ROWS = 24
MATRICES = 4


def has_colour(console: Console) -> bool:
    """Whether the console shows colours."""
    return console.color_system is not None and not console.no_color


def print_findings(found: Findings, console: Console) -> None:
    """The findings first, then the clearest heads, then where to look further."""
    language = found.language
    console.print(Rule(Text(found.title, style="bold"), align="left"))
    for said in found.lines:
        console.print(Text(said))
    console.print()
    console.print(Text(word("clearest_heading", language), style="bold"))
    for each in found.clearest:
        console.print(Text.assemble(("■ ", PATTERN_COLOURS[each.label]), each.claim))
        for example in each.examples:
            quote = word("example", language, sentence=example.sentence)
            console.print(Padding(Text(quote, style="italic"), (0, 0, 0, 2)))
    console.print()
    console.print(Text(word("further_heading", language), style="bold"))
    for command in found.commands:  # never broken by us: they are there to be copied
        line = Text.assemble("  ", (command.command, "cyan"), (f"  # {command.purpose}", "dim"))
        console.print(line, soft_wrap=True)
    console.print(Text(found.caution, style="dim"))


def print_card(card: HeadCard, console: Console) -> None:
    """Everything known of one head on one card."""
    language = card.language
    parts: list[RenderableType] = [_pattern_part(card)]
    if card.roles is not None:
        from headscope.show.roles import head_roles_lines

        parts += [_heading("roles_heading", language), *head_roles_lines(card.roles, language)]
    parts += [_heading("statistics", language), _statistics_part(card)]
    parts += [_heading("matrix", language), *_picture_lines(card.picture, console, language)]
    if card.words is not None:
        parts += [_heading("words", language), *_words_part(card)]
    parts += [_heading("edges", language), _edges_part(card.edges, is_sink=False)]
    if any(edge.is_sink for edge in card.edges):
        parts += [_heading("edges_sinks", language), _edges_part(card.edges, is_sink=True)]
    feet = (card.trust, card.faith, word("caution", language))
    parts += [Text(), *(Text(foot, style="dim") for foot in feet)]
    title = Text.assemble((card.head, "bold"), "  ", label_text(card.pattern, language))
    console.print(Panel(Group(*parts), title=title, title_align="left", padding=(0, 1)))


def print_matrix(
    run: Run, patterns: Sequence[HeadPattern], words: Sequence[HeadWords], console: Console, language: str = "en"
) -> None:
    """Given matrices, read: of few heads picture, claim and rows of each; of many heads the tables."""
    if len(words) > MATRICES:
        console.print(patterns_table(patterns, language))
        console.print(words_table(words, language))
    else:
        heads = {str(head): head for head in run.heads}
        claims = {each.head: each for each in patterns}
        for each in words:
            picture = picture_of(run, heads[each.head], each.text)
            console.print(Rule(Text(each.head, style="bold"), align="left"))
            console.print(Group(*_picture_lines(picture, console, language), Text()))
            console.print(Text(pattern_claim(claims[each.head], language)))
            console.print(Group(*(Text(row_sentence(row, language)) for row in each.rows), Text()))
    for foot in (trust_line(run, language), word("caution", language)):
        console.print(Text(foot, style="dim"))


def _heading(key: str, language: str) -> Text:
    return Text("\n" + word(key, language), style="bold")


def _pattern_part(card: HeadCard) -> Group:
    pattern, language = card.pattern, card.language
    facts = [
        f"{word('strength', language)} {pattern.strength:.2f}",
        f"{word('confidence', language)} {pattern.confidence:.2f}",
        f"{word('evidence', language)} {word(f'evidence_{pattern.evidence}', language)}",
    ]
    if pattern.p_value is not None:
        facts.append(f"{word('p_value', language)} {pattern.p_value:.3f}")
    sinks = word("clause_comma", language).join(sink_words(pattern, language))
    shared = [] if card.shared_keys is None else [Text(card.shared_keys)]
    return Group(
        *bars(pattern.shares, language),
        Text(f"{word('grade_observed', language)} · " + " · ".join(facts)),
        Text(sinks),
        *shared,
        Text(reading_note(pattern.label, language), style="dim"),
    )


def _statistics_part(card: HeadCard) -> Table:
    grid = Table.grid(padding=(0, 3))
    cells = [
        (word(f"statistic_{name}", card.language), statistic_text(card.statistics, name, card.language))
        for name in (*STATISTICS, *NORM_STATISTICS)
    ]
    for left, right in zip(cells[::2], cells[1::2], strict=True):
        grid.add_row(*left, *right)
    return grid


def _picture_lines(picture: Picture, console: Console, language: str) -> list[Text]:
    drawn, lines = heat_lines(picture, width=console.width - 4, has_colour=has_colour(console))
    notes = [word("heat_scale", language, largest=f"{drawn.largest:.2f}")]
    if drawn.is_pooled:
        notes.append(word("heat_pooled", language, rows=drawn.tokens_per_row, columns=drawn.tokens_per_column))
    return [*lines, *(Text(note, style="dim") for note in notes)]


def _words_part(card: HeadCard) -> list[Text]:
    rows = () if card.words is None else card.words.rows
    lines = [Text(row_sentence(row, card.language)) for row in rows[:ROWS]]
    if card.words is not None and card.words.unit == "token":
        lines.append(Text(word("token_rows", card.language), style="dim"))
    if len(rows) > ROWS:
        values = {"count": len(rows) - ROWS, "run": shlex.quote(card.run_name), "head": card.head}
        lines.append(Text(word("more_rows", card.language, **values), style="dim"))
    return lines


def _edges_part(edges: tuple[Edge, ...], *, is_sink: bool) -> Table:
    grid = Table.grid(padding=(0, 2))
    for edge in [each for each in edges if each.is_sink == is_sink][:EDGES]:
        pair = f"{visible_label(edge.query, limit=24)} → {visible_label(edge.key, limit=24)}"
        grid.add_row(Text(pair), Text(f"{edge.query_index} → {edge.key_index}", "dim"), percent(edge.weight))
    return grid
