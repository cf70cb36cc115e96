"""What `scripts/demo` shows: a small model on bundled sentences, or the pocket model on bundled pairs."""

from __future__ import annotations

from pathlib import Path

from headscope.base.messages import say
from headscope.capture.plan import Plan
from headscope.cli import options
from headscope.cli.instrument import observed, write_page
from headscope.cli.output import console, note, progress_bar
from headscope.errors import ModelNotFound

POCKET_MODEL = "pocket:translate"


def demo(
    what: options.DemoKind = options.Demo.heads,
    lang: options.Lang = options.Language.en,
    html: options.Html = Path("headscope-demo.html"),
    debug: options.Debug = False,
) -> None:
    """Run a small model on bundled sentences, print what is found and write a page."""
    page = html or Path("headscope-demo.html")
    if what is options.Demo.translation:
        _demo_translate(page, lang)
        return
    from headscope.capture.demo_sentences import DEMO_MODELS
    from headscope.models.samples import fetch_sample

    try:
        fetch_sample(DEMO_MODELS[lang], lambda key, /, **values: note(say(f"models.{key}", lang, **values)))
    except ModelNotFound as error:
        note(error.text(lang))
        note(say("cli.demo_instead", lang))
        _demo_translate(page, lang)
        return
    _demo_heads(DEMO_MODELS[lang], page, lang)


def _demo_heads(model: str, page: Path, lang: str) -> None:
    from headscope.capture.demo_sentences import demo_sentences, document_sentences
    from headscope.show.findings import find
    from headscope.show.terminal import print_findings

    told = document_sentences(lang)
    stored = page.with_suffix(".run")
    texts = {"text": [*told, *demo_sentences(lang)]}
    run = observed(model, texts, out=stored, plan=Plan(), language=lang)
    quoted = range(len(told))
    print_findings(find(run, language=lang, run_name=str(stored), quoted=quoted), console())
    write_page(run, page, lang, quoted)
    note(say("cli.page_written", lang, path=page.resolve()))


def _demo_translate(page: Path, lang: str) -> None:
    """The pocket model on bundled pairs; it is in the package, so nothing is fetched."""
    from headscope.capture.demo_sentences import demo_pairs
    from headscope.show.alignment import print_alignment
    from headscope.store.run import open_run
    from headscope.studies.alignment import AlignmentTask, study_alignment

    stored = page.with_suffix(".run")
    task = AlignmentTask(demo_pairs(), languages=("en", "zh"), out=stored)
    with progress_bar(lang) as progress:
        report = study_alignment(POCKET_MODEL, task, progress=progress)
    print_alignment(report, console(), lang)
    write_page(open_run(stored), page, lang)
    note(say("cli.page_written", lang, path=page.resolve()))
