"""The command on translation: align."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from headscope.base.messages import say
from headscope.capture.plan import Plan
from headscope.cli import options
from headscope.cli.output import console, note, progress_bar, write_json, write_report
from headscope.errors import BadOption


def align(
    model: Annotated[str | None, typer.Argument(metavar="[MODEL]")] = None,
    pairs: Annotated[Path | None, typer.Option("--pairs", metavar="F")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", metavar="G")] = None,
    one_indexed: Annotated[bool, typer.Option("--one-indexed")] = False,
    reverse: Annotated[str | None, typer.Option("--reverse", metavar="MODEL2")] = None,
    source_language: Annotated[str | None, typer.Option("--from", metavar="en")] = None,
    target_language: Annotated[str | None, typer.Option("--to", metavar="zh")] = None,
    prompt: Annotated[str | None, typer.Option("--prompt", metavar="'...{source}...{target}'")] = None,
    method: Annotated[str, typer.Option("--method", metavar="auto|attention|norm")] = "auto",
    row: Annotated[str, typer.Option("--row", metavar="auto|input|output")] = "auto",
    layer: Annotated[str, typer.Option("--layer", metavar="auto|N")] = "auto",
    symmetrise: Annotated[str, typer.Option("--symmetrise", metavar="auto|none|intersection|union|grow-diag")] = "auto",
    score: Annotated[Path | None, typer.Option("--score", metavar="HYP")] = None,
    pharaoh: Annotated[Path | None, typer.Option("--pharaoh", metavar="OUT")] = None,
    out: options.OptionalOutRun = None,
    batch: Annotated[int, typer.Option("--batch", min=1)] = 16,
    seed: options.Seed = 0,
    dtype: options.DtypeOption = options.Dtype.float32,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    allow_pickle: options.AllowPickle = False,
    debug: options.Debug = False,
) -> None:
    """Cross-attention read as word alignment, scored against gold and a straight line."""
    if score is not None:
        _score_alone(score, gold, model, one_indexed, json=json, language=lang)
        return
    if model is None or pairs is None:
        raise BadOption("align_incomplete", value="MODEL" if model is None else "--pairs")
    from headscope.readings.alignment_plan import AlignmentPlan
    from headscope.readings.pharaoh import write_links
    from headscope.studies.alignment import AlignmentTask, study_alignment

    languages = _languages(source_language, target_language)
    task = AlignmentTask(pairs, gold, one_indexed, reverse, languages, prompt, out, batch)
    reading = AlignmentPlan(method, row, _layer(layer), symmetrise, seed)
    plan = Plan(dtype=dtype, allow_pickle=allow_pickle)
    with progress_bar(lang) as progress:
        report = study_alignment(model, task, reading=reading, plan=plan, progress=progress)
    if pharaoh is not None:
        write_links(pharaoh, [frozenset((link[0], link[1]) for link in pair.links) for pair in report.pairs])
    if json:
        write_report(report)
        return
    from headscope.show.alignment import print_alignment

    print_alignment(report, console(), lang)
    if out is not None:
        note(say("cli.alignment_stored", lang, run=out))
    if pharaoh is not None:
        note(say("cli.pharaoh_written", lang, path=pharaoh))


def _score_alone(
    links: Path, gold: Path | None, model: str | None, one_indexed: bool, *, json: bool, language: str
) -> None:
    """Links that somebody else made, against gold; no model runs."""
    from headscope.readings.alignment_score import score_links
    from headscope.readings.pharaoh import check_counting, read_gold, read_links

    if gold is None:
        raise BadOption("align_incomplete", value="--gold")
    if model is not None:
        raise BadOption("score_with_model", value=model)
    found, people = read_links(links), read_gold(gold, one_indexed=one_indexed)
    check_counting(found, people)
    score = score_links(found, people)
    if json:
        write_json(score)
        return
    from headscope.show.alignment import print_score

    print_score(score, console(), language)


def _languages(source: str | None, target: str | None) -> tuple[str, str] | None:
    if (source is None) != (target is None):
        raise BadOption("language_alone", value=source or target)
    return None if source is None or target is None else (source, target)


def _layer(layer: str) -> int | None:
    if layer == "auto":
        return None
    if not layer.isdecimal():
        raise BadOption("layer_syntax", value=layer)
    return int(layer)
