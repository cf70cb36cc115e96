"""The commands on roles: roles, sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from headscope.base.messages import say
from headscope.capture.plan import Plan
from headscope.cli import options
from headscope.cli.output import console, note, progress_bar, write_json, write_report


def roles(
    model: options.Model,
    treebank: Annotated[Path | None, typer.Option("--treebank", metavar="F.conllu")] = None,
    treebank2: Annotated[Path | None, typer.Option("--treebank2", metavar="G.conllu")] = None,
    relations: Annotated[str | None, typer.Option("--relations", metavar="nsubj,obj")] = None,
    mechanical: Annotated[bool, typer.Option("--mechanical")] = False,
    out: options.OptionalOutRun = None,
    seed: options.Seed = 0,
    dtype: options.DtypeOption = options.Dtype.float32,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    allow_pickle: options.AllowPickle = False,
    debug: options.Debug = False,
) -> None:
    """Which heads do syntax, meaning, position and copying, each claim against its null."""
    from headscope.studies.roles import study_roles
    from headscope.studies.roles_plan import RolesPlan

    names = None if relations is None else tuple(name.strip() for name in relations.split(",") if name.strip())
    asked = RolesPlan(treebank, treebank2, names, mechanical, out, seed)
    with progress_bar(lang) as progress:
        report = study_roles(model, asked, plan=Plan(dtype=dtype, allow_pickle=allow_pickle), progress=progress)
    if json:
        write_report(report)
        return
    from headscope.show.roles import print_roles

    print_roles(report, console(), lang)
    if out is not None:
        note(say("cli.roles_stored", lang, run=out))


def sentence(
    model: options.Model,
    text: options.Text,
    roles: Annotated[Path, typer.Option("--roles", metavar="R.json")],
    annotator: Annotated[str, typer.Option("--annotator", metavar="lexicon|spacy:NAME")] = "lexicon",
    dtype: options.DtypeOption = options.Dtype.float32,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    allow_pickle: options.AllowPickle = False,
    debug: options.Debug = False,
) -> None:
    """One sentence pieced together from the heads that earned a role."""
    from headscope.readings.role_report import open_report
    from headscope.studies.sentence import study_sentence

    report = open_report(roles)
    plan = Plan(dtype=dtype, allow_pickle=allow_pickle)
    with progress_bar(lang) as progress:
        card = study_sentence(model, text, report, annotator=annotator, plan=plan, progress=progress)
    if json:
        write_json(card)
        return
    from headscope.show.sentence_card import print_sentence_card

    print_sentence_card(card, report, console(), lang, annotator=annotator)
