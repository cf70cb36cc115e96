"""The commands that run a model: look, observe, doctor, demo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from headscope.base.messages import say
from headscope.capture.plan import Plan
from headscope.cli import options
from headscope.cli.output import console, note, progress_bar, write_json
from headscope.errors import BadOption, BadText, ModelNotFound
from headscope.store.run import Run

POCKET_MODEL = "pocket:translate"
DOCTOR_TEXTS = (
    "The old lighthouse keeper, who had never learned to swim, counted the boats twice before the storm came in.",
    "守灯塔的老人从没学过游泳，所以在暴风雨到来之前，他总要把船数上两遍。",
    "The cat sits on the mat.",
)


def look(
    model: options.Model,
    text: options.OptionalText = None,
    html: options.Html = None,
    out: options.OptionalOutRun = None,
    image: options.Image = None,
    sound: options.Sound = None,
    target: options.Target = None,
    segments: options.Segments = None,
    dtype: options.DtypeOption = options.Dtype.float32,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    allow_pickle: options.AllowPickle = False,
    debug: options.Debug = False,
) -> None:
    """Observe, read everything, print the findings."""
    from headscope.show.findings import find

    plan = Plan(segments=segments, dtype=dtype, allow_pickle=allow_pickle)
    given = _given(text, None, image, sound)
    run = _observe(model, given, target=target, out=out, plan=plan, language=lang)
    if html is not None:
        _write_page(run, html, lang)
    if json:
        write_json({"observe": observed_json(run), **readings_json(run)})
        return
    _print_findings(find(run, language=lang, run_name=str(out or "RUN")))
    if out is None:
        note(say("cli.not_stored", lang))
    if html is not None:
        note(say("cli.page_written", lang, path=html))


def observe(
    model: options.Model,
    out: options.OptionalOutRun = None,
    text: options.OptionalText = None,
    file: options.File = None,
    image: options.Image = None,
    sound: options.Sound = None,
    target: options.Target = None,
    layers: options.Layers = None,
    heads: options.HeadSites = None,
    rows: options.Rows = "all",
    memory: options.Memory = None,
    cost: options.IsCost = False,
    keep: options.KeepOption = None,
    segments: options.Segments = None,
    dtype: options.DtypeOption = options.Dtype.float32,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    allow_pickle: options.AllowPickle = False,
    debug: options.Debug = False,
) -> None:
    """Write a run: every head's exact statistics on one text or on the lines of a file."""
    plan = Plan(
        layers=layers,
        keep=keep,  # type: ignore[arg-type]
        segments=segments,
        dtype=dtype,
        allow_pickle=allow_pickle,
        heads=heads,
        rows=rows,
        memory=memory,
    )
    given = _given(text, file, image, sound)
    if cost:
        if given["text"] is None:
            raise BadOption("cost_text_only", model=model)
        _print_cost(model, given["text"], target, plan, lang, json)
        return
    if out is None:
        raise BadOption("argument_missing", name="--out/-o", command="headscope observe")
    run = _observe(model, given, target=target, out=out, plan=plan, language=lang)
    if json:
        write_json(observed_json(run))
        return
    from headscope.show.claims import count, faith_line, trust_line

    found = {name: count(name, observed_json(run)[name], lang) for name in ("texts", "tokens")}
    note(say("cli.observed", lang, run=out, time=f"{run.manifest.time_s:.1f}", **found))
    note(trust_line(run, lang))
    note(faith_line(run, lang))


def _print_cost(model: str, texts: list[str], target: str | None, plan: Plan, language: str, json: bool) -> None:
    """What observing would take; nothing is observed."""
    from dataclasses import asdict

    from headscope.base.sizes import size_text
    from headscope.capture.cost import cost_of_texts
    from headscope.show.claims import count

    found = cost_of_texts(model, texts, target, plan=plan)
    if json:
        write_json(asdict(found))
        return
    sizes = {"memory": size_text(found.peak_bytes), "disk": size_text(found.disk_bytes)}
    tokens = {"tokens": count("tokens", found.tokens, language), "measured": found.measured_tokens}
    console().print(say("cli.cost", language, time=f"{found.time_s:.1f}", **sizes, **tokens), markup=False)


def doctor(
    model: options.Model,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    dtype: options.DtypeOption = options.Dtype.float32,
    allow_pickle: options.AllowPickle = False,
    debug: options.Debug = False,
) -> None:
    """Check on a sentence that what headscope computes is what the model computes."""
    from headscope.capture.doctor import examine

    found = examine(model, DOCTOR_TEXTS, Plan(dtype=dtype, allow_pickle=allow_pickle))
    faith = found.faith
    if json:
        layers = [
            {"module": one.module, "kind": one.kind, "route": one.route, "max_abs_diff": one.max_abs_diff}
            | {"site": one.site, "kernel_diff": one.full_length_diff, "sum_law_diff": one.sum_law_diff}
            for one in (faith.layers if faith else ())
        ]
        write_json({"passed": found.passed, "layers": layers, "uncovered": list(found.uncovered)})
    elif faith is not None:
        from headscope.show.tables import doctor_table

        console().print(doctor_table(faith, lang))
        largest = max(faith.max_abs_diff or 0.0, faith.full_length_diff)
        note(say("cli.doctor_passed", lang, model=model, layers=len(faith.layers), value=f"{largest:.1e}"))
    if found.error is not None:
        raise found.error


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

    told = document_sentences(lang)
    stored = page.with_suffix(".run")
    texts = {"text": [*told, *demo_sentences(lang)]}
    run = _observe(model, texts, out=stored, plan=Plan(), language=lang)
    quoted = range(len(told))
    _print_findings(find(run, language=lang, run_name=str(stored), quoted=quoted))
    _write_page(run, page, lang, quoted)
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
    _write_page(open_run(stored), page, lang)
    note(say("cli.page_written", lang, path=page.resolve()))


def observed_json(run: Run) -> dict[str, Any]:
    """What `observe --json` prints."""
    manifest = run.manifest
    kinds: dict[str, dict[str, Any]] = {}
    for site in run.sites:
        kind = kinds.setdefault(site.kind, {"kind": site.kind, "layers": 0, "heads": site.heads})
        kind["layers"] += 1
    faith = manifest.faith
    return {
        "run": None if run.path is None else str(run.path),
        "model": manifest.model.name if manifest.model else None,
        "texts": run.texts,
        "tokens": sum(max(len(side.tokens) for side in text.sides.values()) for text in manifest.texts),
        "sites": list(kinds.values()),
        "faith": faith
        and {
            "passed": faith.passed,
            "max_abs_diff": faith.max_abs_diff,
            "full_length_diff": faith.full_length_diff,
            "layers_checked": len(faith.layers),
            "output_unchanged": faith.output_unchanged,
            "tolerance": faith.tolerance,
        },
        "keep": manifest.plan.keep,
        "rows": manifest.plan.rows,
        "time_s": manifest.time_s,
        "peak_bytes": manifest.peak_bytes,
    }


def readings_json(run: Run) -> dict[str, Any]:
    """Statistics, patterns and edges of a run, and its words, as `read --json` prints each."""
    from headscope.readings.read import READINGS, as_json, read

    return {name: as_json(name, read(run, name)) for name in READINGS}


def _observe(model: str, given: Mapping[str, Any], *, plan: Plan, language: str, **rest: Any) -> Run:
    from headscope.capture.observe import observe as run_instrument

    with progress_bar(language) as progress:
        return run_instrument(model, **given, plan=plan, progress=progress, **rest)


def _given(text: str | None, file: Path | None, image: Path | None, sound: Path | None) -> dict[str, Any]:
    """What is observed, as `observe` takes it: texts are needed where there is neither a picture nor a sound."""
    has_text = (text, file) != (None, None) or (image, sound) == (None, None)
    return {"text": _texts(text, file) if has_text else None, "image": image, "sound": sound}


def _texts(text: str | None, file: Path | None) -> list[str]:
    if (text is None) == (file is None):
        raise BadOption("text_or_file")
    if text is not None:
        return [text]
    if file is None or not file.is_file():
        raise BadOption("file_missing", path=str(file))
    try:
        lines = [line.strip() for line in file.read_text("utf-8-sig").splitlines()]
    except UnicodeDecodeError as error:
        raise BadOption("file_not_text", path=str(file)) from error
    if not any(lines):
        raise BadText("text_empty")
    return [line for line in lines if line]


def _write_page(run: Run, path: Path, language: str, quoted: Sequence[int] = ()) -> None:
    from headscope.show.page import export_page

    export_page(run, path, language=language, quoted=quoted)


def _print_findings(findings: Any) -> None:
    from headscope.show.terminal import print_findings

    print_findings(findings, console())
