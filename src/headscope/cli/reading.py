"""The commands that only read: read, head, matrix, export. None of them imports torch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from headscope.base.messages import say
from headscope.cli import options
from headscope.cli.output import console, note, write_json, write_report
from headscope.errors import BadOption
from headscope.readings.read import as_json
from headscope.readings.read import read as read_run
from headscope.store.run import Run, open_run


def read(
    run: options.RunFolder,
    reading: Annotated[options.ReadingName | None, typer.Argument(metavar="[READING]")] = None,
    head: options.Heads = None,
    exclude_self: options.ExcludeSelf = False,
    exclude_special: options.ExcludeSpecial = False,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """Read a run: statistics, patterns, words, edges, following, roles, alignment; without a name the findings."""
    opened = _opened(run, lang)
    if reading is None:
        _print_summary(opened, str(run), lang, json)
        return
    if reading is options.ReadingName.roles:
        _print_roles(opened, str(run), head, lang, json)
        return
    if reading is options.ReadingName.alignment:
        _print_alignment(opened, str(run), head, lang, json)
        return
    records = read_run(opened, reading, heads=head, exclude_self=exclude_self, exclude_special=exclude_special)
    if json:
        write_json(as_json(reading, records))
        return
    _print_records(reading, records, lang)


def head(
    run: options.RunFolder,
    head: Annotated[str, typer.Argument(metavar="L2.H5")],
    text: options.TextNumber = 0,
    exclude_self: options.ExcludeSelf = False,
    exclude_special: options.ExcludeSpecial = False,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """One card of everything known of a head."""
    from headscope.base.heads import parse_head, select_heads
    from headscope.show.card import card_json, make_card
    from headscope.show.terminal import print_card

    opened = _opened(run, lang)
    if text >= opened.texts:
        raise BadOption("text_number", value=text, highest=opened.texts - 1)
    chosen = select_heads(str(parse_head(head)), opened.heads)[0]
    card = make_card(
        opened, chosen, text=text, exclude_self=exclude_self, exclude_special=exclude_special, language=lang
    )
    if json:
        write_json(card_json(card))
    else:
        print_card(card, console())


def matrix(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    tokens: options.Tokens = None,
    normalise: options.Normalise = False,
    exclude_self: options.ExcludeSelf = False,
    exclude_special: options.ExcludeSpecial = False,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """Read a matrix that you have: JSON, .npy, .npz or .csv."""
    from headscope.capture.matrix_file import read_matrix_file

    labels = None if tokens is None else [token.strip() for token in tokens.split(",")]
    run = read_matrix_file(file, tokens=labels, normalise=normalise)
    patterns = read_run(run, "patterns")
    words = read_run(run, "words", exclude_self=exclude_self, exclude_special=exclude_special)
    if json:
        write_json({**as_json("patterns", patterns), "words": as_json("words", words)})
        return
    from headscope.show.terminal import print_matrix

    print_matrix(run, patterns, words, console(), lang)


def export(
    run: options.RunFolder,
    out: Annotated[Path, typer.Argument(metavar="OUT")],
    head: options.Heads = None,
    view: options.View = None,
    text: options.FigureText = None,
    query: options.Query = None,
    key: options.Key = None,
    scale: options.Scale = None,
    low: options.Low = None,
    high: options.High = None,
    channel: options.Channel = None,
    sinks: options.Sinks = None,
    statistic: options.Statistic = None,
    theme: options.Theme = None,
    has_all_heads: options.AllHeads = False,
    lang: options.Lang = options.Language.en,
    debug: options.Debug = False,
) -> None:
    """Write one offline page of a run, or a figure."""
    given: dict[str, Any] = {
        "head": head, "view": view, "text": text, "query": query, "key": key, "scale": scale, "low": low, "high": high,
        "channel": channel, "sinks": sinks, "statistic": statistic, "theme": theme,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value is not None}
    if out.suffix.lower() == ".html":
        if given:
            raise BadOption("figure_option_for_page", name=f"--{next(iter(given))}")
        from headscope.show.page import export_page

        export_page(_opened(run, lang), out, language=lang, has_all_heads=has_all_heads)
        note(say("cli.page_written", lang, path=out))
        return
    if has_all_heads:
        raise BadOption("page_option_for_figure", name="--all-heads")
    from headscope.show.figures import FigurePlan, figure
    from headscope.show.figures.plan import span_of

    opened, spans = _opened(run, lang), {name: given.pop(name) for name in ("query", "key") if name in given}
    plan = FigurePlan(**given, language=lang)
    queries, keys = (span_of(opened, plan, name, spans[name]) if name in spans else None for name in ("query", "key"))
    figure(opened, out, plan=replace(plan, queries=queries, keys=keys))
    note(say("cli.figure_written", lang, path=out))


def _opened(folder: Path, language: str) -> Run:
    """A run; one that was stopped early says so off stdout, whatever is read of it."""
    from headscope.show.claims import stopped_words

    run = open_run(folder)
    stopped = stopped_words(run, language)
    if stopped is not None:
        note(say("cli.partial", language, path=folder, text=stopped))
    return run


def _print_summary(run: Run, name: str, language: str, json: bool) -> None:
    from headscope.show.findings import find
    from headscope.show.terminal import print_findings

    if json:
        from headscope.cli.reports import readings_json

        write_json(readings_json(run))
        return
    print_findings(find(run, language=language, run_name=name), console())


def _print_roles(run: Run, name: str, heads: str | None, language: str, json: bool) -> None:
    from headscope.show.stored_roles import stored_roles

    report = stored_roles(run)
    if report is None:
        raise BadOption("run_without_roles", path=name)
    from headscope.base.heads import select_heads
    from headscope.show.head_roles import narrow
    from headscope.show.roles import print_head_roles, print_roles

    chosen = None if heads is None else [str(one) for one in select_heads(heads, run.heads)]
    if json:
        write_report(report if chosen is None else narrow(report, chosen))
    elif chosen is None:
        print_roles(report, console(), language)
    else:
        print_head_roles(report, chosen, console(), language)


def _print_alignment(run: Run, name: str, heads: str | None, language: str, json: bool) -> None:
    from headscope.show.stored_alignment import stored_alignment

    report = stored_alignment(run)
    if report is None:
        raise BadOption("run_without_alignment", path=name)
    from headscope.base.heads import select_heads
    from headscope.show.alignment import print_alignment
    from headscope.show.alignment_tables import HEADS

    if heads is not None:
        chosen = {str(one) for one in select_heads(heads, run.heads)}
        report = replace(report, heads=tuple(one for one in report.heads if one.head in chosen))
    if json:
        write_report(report)
    else:
        print_alignment(report, console(), language, heads=HEADS if heads is None else None)


def _print_records(reading: str, records: Any, language: str) -> None:
    from headscope.show import tables

    table = getattr(tables, f"{reading}_table")
    console().print(table(records, language))
