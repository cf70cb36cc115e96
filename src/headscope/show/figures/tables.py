"""The numbers of a figure as CSV: one line for each mark, every line with its trust."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from headscope.base.heads import parse_head
from headscope.show.figures.cells import ShownCells
from headscope.show.figures.heads import ShownSky
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.word_shares import ShownArcs, ShownHeat
from headscope.show.labels import visible_label
from headscope.store.layout import WordRecord
from headscope.store.run import Run

Line = Iterable[object]
_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would run, were it the first of several signs


def csv_text(lines: Iterable[Line]) -> str:
    """Lines as CSV (RFC 4180, UTF-8 when written): nothing for None and NaN, nine digits of a number.

    A label that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> csv_text([("key", "share"), ("=SUM(A1)", 0.5), ("-", float("nan"))])
    "key,share\\n'=SUM(A1),0.5\\n-,\\n"
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[_cell(value) for value in line] for line in lines])
    return out.getvalue()


def cells_table(run: Run, plan: FigurePlan, shown: ShownCells) -> Iterator[Line]:
    """Tokens (first and last), what they spell where a cell is one token, the weight; nothing where it is hidden."""
    record = run.site(str(parse_head(plan.head or "").site))
    sides = run.manifest.texts[plan.text].sides
    query, key = sides[record.query_side].tokens, sides[record.key_side].tokens
    trust = "approximated" if shown.relative_error else "exact"
    yield (
        "query_first", "query_last", "query", "key_first", "key_last", "key",
        "weight" if shown.cell_tokens == (1, 1) else f"weight_{shown.channel}", "is_masked", "relative_error", "trust",
    )  # fmt: skip
    rows, columns = _cells(shown.query_edges, query), _cells(shown.key_edges, key)
    for row, values in zip(rows, shown.values, strict=True):
        for column, value in zip(columns, values.tolist(), strict=True):
            yield *row, *column, value, bool(np.isnan(value)), shown.relative_error, trust


def arcs_table(run: Run, plan: FigurePlan, shown: ShownArcs) -> Iterator[Line]:
    """Pairs of words by their tokens and the share of the query's row that the key holds."""
    yield "query_first", "query_last", "query", "key_first", "key_last", "key", "share", "is_sink", "trust"
    for arc in shown.arcs:
        yield (*_word(shown.queries[arc.query]), *_word(shown.keys[arc.key]), arc.share, arc.is_sink, "exact")


def heat_table(run: Run, plan: FigurePlan, shown: ShownHeat) -> Iterator[Line]:
    """Words by their tokens (of a picture also row and column of the patch, nothing of other tokens) and the share that
    each holds; nothing where the run knows the strongest keys only."""
    grid = shown.side.grid
    places = ("row", "column") if grid else ()
    yield "key_first", "key_last", "key", *places, "share" if shown.queries else "received_mean", "is_sink", "trust"
    for word, share, is_sink in zip(shown.words, shown.shares.tolist(), shown.sinks.tolist(), strict=True):
        is_known = shown.is_whole or share > 0
        place = (grid.place(word.first) or (None, None)) if grid else ()
        yield (*_word(word), *place, share if is_known else None, is_sink, "exact" if is_known else "unknown")


def sky_table(run: Run, plan: FigurePlan, shown: ShownSky) -> Iterator[Line]:
    """Heads with the statistic, of a pattern its share; an estimate with its standard error."""
    yield "head", "pattern", "evidence", "statistic", "value", "standard_error", "trust"
    for each in shown.heads:
        evidence = "" if not each.label else "low" if each.is_low else "enough"
        trust = "exact" if each.standard_error is None else "estimated"
        name = "pattern_share" if shown.statistic == "pattern" else shown.statistic
        yield str(each.head), each.label, evidence, name, each.value, each.standard_error, trust


def _cells(edges: np.ndarray, tokens: Sequence[object]) -> list[tuple[int, int, str]]:
    """First and last token of each cell, and what it spells where it is one token."""
    return [
        (first, last - 1, visible_label(getattr(tokens[first], "text", "")) if last - first == 1 else "")
        for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    ]


def _word(word: WordRecord) -> tuple[int, int, str]:
    return word.first, word.last, visible_label(word.text)


def _cell(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.9g}"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and len(text) > 1 and isinstance(value, str) else text
