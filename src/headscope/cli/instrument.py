"""The commands that observe: look, observe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from headscope.base.messages import say
from headscope.capture.plan import Plan
from headscope.cli import options
from headscope.cli.generation import answered, answers_of, decoding_of, refuse_beside_generation
from headscope.cli.output import console, note, progress_bar, write_json
from headscope.cli.reports import observed_json, readings_json
from headscope.errors import BadOption, BadText
from headscope.store.run import Run


def look(
    model: options.Model,
    text: options.OptionalText = None,
    html: options.Html = None,
    out: options.OptionalOutRun = None,
    image: options.Image = None,
    sound: options.Sound = None,
    target: options.Target = None,
    segments: options.Segments = None,
    segmentation: options.Segmentation = None,
    dtype: options.DtypeOption = options.Dtype.float32,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    allow_pickle: options.AllowPickle = False,
    debug: options.Debug = False,
) -> None:
    """Observe, read everything, print the findings."""
    from headscope.show.findings import find
    from headscope.show.terminal import print_findings

    plan = Plan(segments=segments, dtype=dtype, allow_pickle=allow_pickle)
    given = _given(text, None, image, sound)
    run = observed(model, given, target=target, segmentation=segmentation, out=out, plan=plan, language=lang)
    if html is not None:
        write_page(run, html, lang)
    if json:
        write_json({"observe": observed_json(run), **readings_json(run)})
        return
    print_findings(find(run, language=lang, run_name=str(out or "RUN")), console())
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
    new_tokens: options.NewTokens = None,
    beams: options.Beams = None,
    is_sampled: options.IsSampled = False,
    temperature: options.Temperature = None,
    top_p: options.TopP = None,
    top_k: options.TopK = None,
    seed: options.Seed = 0,
    layers: options.Layers = None,
    heads: options.HeadSites = None,
    rows: options.Rows = "all",
    memory: options.Memory = None,
    cost: options.IsCost = False,
    keep: options.KeepOption = None,
    segments: options.Segments = None,
    segmentation: options.Segmentation = None,
    batch: options.Batch = 1,
    padding: options.PaddingOption = options.Padding.right,
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
        seed=seed,
        memory=memory,
        batch=batch,
        padding=padding.value,
    )
    given = _given(text, file, image, sound)
    drawn = {"temperature": temperature, "top_p": top_p, "top_k": top_k}
    decoding = decoding_of(new_tokens, {"beams": beams, "is_sampled": is_sampled or None} | drawn, seed)
    if decoding is not None:
        refuse_beside_generation(target=target, cost=cost)
    if cost:
        if given["text"] is None:
            raise BadOption("cost_text_only", model=model)
        _refuse_bad_cuts(given["text"], segmentation)
        _print_cost(model, given["text"], target, plan, lang, json)
        return
    if out is None:
        raise BadOption("argument_missing", name="--out/-o", command="headscope observe")
    if decoding is None or new_tokens is None:
        run = observed(model, given, target=target, segmentation=segmentation, out=out, plan=plan, language=lang)
    else:
        run = answered(model, _texts(text, file), new_tokens, decoding, out=out, plan=plan, language=lang)
    if json:
        write_json(observed_json(run))
        return
    from headscope.show.claims import count, faith_line, trust_line

    found = {name: count(name, observed_json(run)[name], lang) for name in ("texts", "tokens")}
    if run.manifest.plan.batch < batch:
        note(say("cli.one_by_one", lang, side=padding.value))
    note(say("cli.observed", lang, run=out, time=f"{run.manifest.time_s:.1f}", **found))
    for number, answer in enumerate(answers_of(run)):
        note(say("cli.answer", lang, number=number, text=" ".join(answer.split())))
    note(trust_line(run, lang))
    note(faith_line(run, lang))


def _refuse_bad_cuts(texts: list[str], segmentation: str | None) -> None:
    """How words are cut costs nothing, but a cut that does not fit is told before the long run is."""
    from headscope.capture.segmenters import cut_words

    if segmentation is not None:
        cut_words(texts, segmentation)


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
    if found.matrix_bytes:
        size = size_text(found.matrix_bytes)
        console().print(say("cli.cost_matrices", language, module=found.matrix_module, size=size), markup=False)


def observed(model: str, given: Mapping[str, Any], *, plan: Plan, language: str, **rest: Any) -> Run:
    """The run of what was given, its progress shown."""
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


def write_page(run: Run, path: Path, language: str, quoted: Sequence[int] = ()) -> None:
    """The offline page of a run; `quoted` are the texts that its findings quote."""
    from headscope.show.page import export_page

    export_page(run, path, language=language, quoted=quoted)
