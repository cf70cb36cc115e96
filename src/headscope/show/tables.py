"""Records as tables of the terminal (rich)."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from headscope.readings.base import PATTERNS, Edge, HeadFollowing, HeadPattern, HeadStatistics, HeadWords
from headscope.show.claims import STATISTICS, percent, row_sentence, secondary_text, signed, word
from headscope.show.following import COLUMNS, following_cells, following_lines, ordered
from headscope.show.heat import fit
from headscope.show.labels import visible_label
from headscope.show.palette import PATTERN_COLOURS
from headscope.store.layout import FaithLayerRecord, FaithRecord


def statistics_table(statistics: Sequence[HeadStatistics], language: str = "en") -> Table:
    """One line a head; entropy in bits, span in tokens, all others shares; estimates with their standard error."""
    is_estimated = any(each.estimates for each in statistics)
    table = plain_table(word("estimated_note" if is_estimated else "exact_note", language), word("head", language))
    for name in STATISTICS:
        table.add_column(word(f"short_{name}", language), justify="right")
    for each in statistics:
        table.add_row(each.head, *(_mean_text(each, name) for name in STATISTICS))
    return table


def _mean_text(statistics: HeadStatistics, name: str) -> str:
    value = f"{float(getattr(statistics, name)):.3f}"
    found = statistics.estimates.get(name)
    return value if found is None else f"{value} ±{found.standard_error:.3f}"


def patterns_table(patterns: Sequence[HeadPattern], language: str = "en") -> Table:
    """One line a head: label, shares, strength, what sinks take, what is there without them, evidence."""
    letters = [f"{word(f'letter_{label}', language)} {word(f'label_{label}', language)}" for label in PATTERNS]
    table = plain_table(
        word("list_comma", language).join(letters), word("head", language), word("pattern", language), gap=0
    )
    for label in PATTERNS:
        table.add_column(word(f"letter_{label}", language), justify="right", no_wrap=True)
    for name in ("strength", "sink_share", "secondary", "confidence", "evidence"):
        table.add_column(
            word(f"short_{name}", language),
            no_wrap=True,
            justify="left" if name in {"secondary", "evidence"} else "right",
        )
    for each in patterns:
        table.add_row(
            each.head,
            label_text(each, language),
            *(f"{each.shares[label]:.2f}" for label in PATTERNS),
            f"{each.strength:.2f}",
            percent(each.sink_share),
            secondary_text(each, language),
            f"{each.confidence:.2f}",
            word(f"evidence_{each.evidence}", language),
            style="dim" if each.evidence == "low" else "",
        )
    return table


def words_table(words: Sequence[HeadWords], language: str = "en") -> Table:
    """One line a row: head, text, verdict, and the row in a sentence."""
    headings = ("head", "text", "verdict", "words")
    note = word("token_rows", language) if any(each.unit == "token" for each in words) else ""
    table = plain_table(note, *(word(heading, language) for heading in headings))
    for each in words:
        for row in each.rows:
            verdict = word(f"verdict_{row.verdict}", language)
            table.add_row(each.head, str(each.text), verdict, Text(row_sentence(row, language)))
    return table


def edges_table(edges: Sequence[Edge], language: str = "en") -> Table:
    """One line a pair, the strongest first; pairs that end in a sink are dimmed and named."""
    headings = ("head", "text", "query", "key", "weight")
    table = plain_table("", *(word(heading, language) for heading in headings), "")
    for each in edges:
        table.add_row(
            each.head,
            str(each.text),
            Text(f"{visible_label(each.query, limit=24)} ({each.query_index})"),
            Text(f"{visible_label(each.key, limit=24)} ({each.key_index})"),
            f"{each.weight:.3f}",
            word("label_sink", language) if each.is_sink else "",
            style="dim" if each.is_sink else "",
        )
    return table


def following_table(found: Sequence[HeadFollowing], language: str = "en") -> Table:
    """One line a head of cross-attention, those that follow first; what it comes to stands below."""
    notes = (*following_lines(found, language), word("following_note" if found else "following_none", language))
    table = plain_table("\n".join(notes), word("head", language))
    for name in COLUMNS:
        table.add_column(word(f"following_{name}", language), justify="left" if name == "verdict" else "right")
    for one in ordered(found):
        table.add_row(one.head, *following_cells(one, language), style="" if one.verdict == "follows" else "dim")
    return table


def doctor_table(faith: FaithRecord, language: str = "en") -> Table:
    """One line an attention module: how it was reached and the largest differences that were measured."""
    headings = ("module", "kind_of_site", "route", "max_abs_diff", "full_length_diff")
    table = plain_table("", *(word(heading, language) for heading in headings))
    for layer in faith.layers:
        table.add_row(
            Text(layer.module),
            layer.kind,
            layer.route,
            _difference(layer, "max_abs_diff"),
            _difference(layer, "full_length_diff"),
        )
    return table


def label_text(pattern: HeadPattern, language: str) -> Text:
    """The label in the colour of its pattern, with the offset of a diagonal one."""
    label = word(f"label_{pattern.label}", language)
    if pattern.label == "diagonal" and pattern.offset is not None:
        label += f" {signed(pattern.offset)}"
    return Text(label, style=PATTERN_COLOURS[pattern.label])


def bars(shares: dict[str, float], language: str, *, width: int = 24) -> list[Text]:
    """One line a pattern: its name, a bar of its share, the share."""
    names = {label: word(f"label_{label}", language) for label in PATTERNS}
    lines = []
    for label in PATTERNS:
        filled = round(width * min(max(shares[label], 0.0), 1.0))
        line = Text(fit(names[label], 12), no_wrap=True)
        line.append("█" * filled, style=PATTERN_COLOURS[label])
        line.append("░" * (width - filled), style="dim")
        line.append(f" {shares[label]:.2f}")
        lines.append(line)
    return lines


def _difference(layer: FaithLayerRecord, name: str) -> str:
    value = getattr(layer, name)
    return "–" if value is None else f"{value:.1e}"


def plain_table(caption: str, *headings: str, gap: int = 1) -> Table:
    """A table without frame; the first two columns are not broken."""
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, gap, 0, 0),
        pad_edge=False,
        show_edge=False,
        caption=caption or None,
        caption_justify="left",
    )
    for heading in headings:
        table.add_column(heading, no_wrap=heading in headings[:2])
    return table
