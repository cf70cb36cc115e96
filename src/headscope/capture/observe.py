"""The instrument wired: model and texts in, a run out; statistics fold inside each attention call."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.words import Span
from headscope.capture.manifest import draft_manifest, final_manifest, masks_told, site_records
from headscope.capture.passes import Pass
from headscope.capture.plan import Plan, chosen_layers, kept, sites_with_heads
from headscope.capture.some_rows import rows_of_texts
from headscope.capture.stop import Stopped, close, done_manifest, rows_told
from headscope.errors import BadInput, BadOption, BadText
from headscope.models.batches import groups_of, joined_inputs
from headscope.models.eager import refuse_long_eager
from headscope.models.faith import PREFIX_TOKENS, Checked, check_model
from headscope.models.given import prepare_given
from headscope.models.inputs import Prepared, first_tokens
from headscope.models.load import Loaded, load_model, loaded_from
from headscope.models.pictures import Picture
from headscope.models.routes import watch
from headscope.models.sites import Slot
from headscope.models.sounds import Sound
from headscope.models.tap import Listener
from headscope.reduce.engine import Backend
from headscope.store.layout import Manifest, SiteRecord
from headscope.store.run import Run
from headscope.store.write import abandon, append_picture, start_run


def observe(
    model: str | nn.Module | Loaded,
    text: str | Sequence[str] | None = None,
    *,
    tokenizer: Any = None,
    processor: Any = None,
    image: Picture | Sequence[Picture] | None = None,
    sound: Sound | Sequence[Sound] | None = None,
    target: str | Sequence[str] | None = None,
    words: Sequence[Sequence[Span]] | None = None,
    out: str | Path | None = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Run:
    """Every head's exact statistics on one text, picture or sound or several, each run alone.

    Patches of a picture and frames of a sound are tokens like those of a text: `r3c5` (row, column), `1.28s`.

    Args:
        model: a sample name, a local folder, a hub id, or a loaded transformers model (then give its tokenizer, or the
            processor of its pictures or sounds).
        text: one text or several; evidence is pooled over them.
        tokenizer, processor: of a model that is given loaded.
        image: one picture or several: files, or uint8 arrays [pixel row, pixel column, 3]; a model with two towers
            reads one with each text.
        sound: one sound or several: WAV files, or pairs of samples and their rate in hertz.
        target: what the decoder of an encoder-decoder reads, one for each text or sound.
        words: the words of each text as character offsets, where they are given; else they are found in the text.
        out: folder of the run; None keeps it in memory.
        plan: layers, what to keep, segments, number format.

    Returns:
        The run; its faith record says how closely it was checked against the model.

    Raises:
        CannotObserve: the self-check fails. BadText: a text cannot be read. ModelNotFound: no such model.
        BadInput: a picture or a sound cannot be read, or the model reads something else.
        BadOption: the plan cannot be, or needs more memory than it allows.
        Stopped: Ctrl-C came after a first layer was done; it carries the run of what was done, which `out` keeps.

    >>> import headscope as hs
    >>> run = hs.observe("bert-tiny", "The kettle sings.")  # doctest: +SKIP
    >>> hs.read(run, "patterns")  # doctest: +SKIP
    """
    plan = plan or Plan()
    began = time.perf_counter()
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan, processor)
    progress("load", 1, 1)
    prepared = prepare_all(loaded, text, target, words, plan, image=image, sound=sound)
    if plan.memory is not None:
        from headscope.capture.cost import refuse_what_does_not_fit

        refuse_what_does_not_fit(loaded, prepared, plan, is_stored=out is not None)
    return observe_prepared(loaded, prepared, plan, out=out, progress=progress, began=began)


def check_on(loaded: Loaded, prepared: Prepared) -> Checked:
    """The self-check of a model on the first tokens of a text."""
    first = first_tokens(prepared, PREFIX_TOKENS)
    with torch.no_grad():
        checked = check_model(loaded.model, lambda model: model(**first.inputs, **first.options))
    lengths = {name: len(side.tokens) for name, side in first.sides.items()}
    return replace(checked, lengths=lengths, windows=first.windows)


def seen_by(loaded: Loaded, checked: Checked, listener: Listener) -> AbstractContextManager[None]:
    """The routes that the self-check found, open."""
    return watch(loaded.model, listener, routes=checked.routes, adapters=checked.adapters)


def load_given(model: str | nn.Module | Loaded, tokenizer: Any, plan: Plan, processor: Any = None) -> Loaded:
    """The model that a user named or handed over."""
    if isinstance(model, Loaded):
        return model
    if isinstance(model, str):
        return load_model(model, dtype=plan.dtype, allow_pickle=plan.allow_pickle)
    return loaded_from(model, tokenizer, processor)


def observe_prepared(
    loaded: Loaded,
    prepared: Sequence[Prepared],
    plan: Plan,
    *,
    out: str | Path | None = None,
    batch: int = 1,
    checked: Checked | None = None,
    progress: Progress = silent,
    began: float | None = None,
) -> Run:
    """Observe inputs that are encoded already; the self-check runs on the first of them.

    With a `batch`, so many texts go through the model together, padded; each is recorded as if it were alone, which
    holds up to rounding, as kernels add numbers in another order for other shapes.
    """
    began = time.perf_counter() if began is None else began
    if checked is None:
        progress("check", 0, 1)
        checked = check_on(loaded, prepared[0])
        progress("check", 1, 1)
    longest = max(len(side.tokens) for one in prepared for side in one.sides.values())
    refuse_long_eager(checked, longest, batch=batch, device=next(loaded.model.parameters()).device)
    layers = chosen_layers(plan, {check.site.layer for check in checked.slots.values()})
    keep = kept(plan, max(one.tokens for one in prepared))
    records = site_records(checked)
    if keep == "alignment":
        records = alignment_sites(records)
    wanted = sites_with_heads(plan, records.values())
    sites = {slot: site for slot, site in records.items() if _layer(checked, slot) in layers and site.site in wanted}
    if plan.heads is not None and not sites:
        raise BadOption("heads_and_layers", layers=plan.layers, heads=plan.heads)
    rows = rows_of_texts(plan, prepared, {site.query_side for site in sites.values()})
    draft = draft_manifest(loaded, plan, keep, tuple(sites.values()), prepared, batch=batch)
    writer = start_run(out, draft)
    kernel: dict[str, float] = {}
    backends: dict[str, Backend] = {}
    by_rows: set[str] = set()

    def final() -> Manifest:
        whole = final_manifest(draft, checked, kernel, backends, time.perf_counter() - began)
        return masks_told(whole, by_rows)

    sides = [site.query_side for site in draft.sites]
    asked = [
        len(some.get(side, one.sides[side].tokens)) for one, some in zip(prepared, rows, strict=True) for side in sides
    ]
    count = rows_told(progress, sum(asked))
    done, one_pass = 0, None
    try:
        for number, text in enumerate(prepared):
            for side, picture in text.pictures.items():
                append_picture(writer, number, side, picture)
        for texts in groups_of(loaded, prepared, batch):
            one_pass = Pass(checked, sites, writer, texts, keep, plan.rows_per_block, kernel, backends, count)
            one_pass.rows = rows[done : done + len(texts)]
            one_pass.by_rows = by_rows
            with torch.no_grad(), seen_by(loaded, checked, one_pass.listen):
                loaded.model(**joined_inputs(loaded, texts), **texts[0].options)
            done += len(texts)
    except KeyboardInterrupt as interrupt:
        manifest = None if one_pass is None else done_manifest(final(), done, one_pass.done, len(one_pass.texts))
        if manifest is None:
            abandon(writer)
            raise
        raise Stopped(close(writer, manifest)) from interrupt
    except BaseException:
        abandon(writer)
        raise
    return close(writer, final())


def prepare_all(
    loaded: Loaded,
    text: str | Sequence[str] | None,
    target: str | Sequence[str] | None,
    words: Sequence[Sequence[Span]] | None,
    plan: Plan,
    *,
    image: Picture | Sequence[Picture] | None = None,
    sound: Sound | Sequence[Sound] | None = None,
) -> list[Prepared]:
    """The texts, pictures and sounds, and what a decoder reads with each, encoded for the model."""
    given = {"text": _several(text), "image": _several(image), "sound": _several(sound)}
    counts = {name: len(ones) for name, ones in given.items() if ones is not None}
    count = max(counts.values(), default=1)
    if not min(counts.values(), default=1):
        raise BadText("text_empty")
    if len(set(counts.values())) > 1:
        raise BadInput("inputs_count", value=", ".join(f"{name} {found}" for name, found in counts.items()))
    targets = [target] * count if target is None or isinstance(target, str) else list(target)
    if len(targets) != count:
        raise BadInput("targets_count", value=len(targets), expected=count)
    cut = [None] * count if words is None else words
    if len(cut) != count:
        raise BadInput("words_count", value=len(cut), expected=count)
    texts, images, sounds = (ones or [None] * count for ones in given.values())
    return [
        prepare_given(loaded, one, goal, image=picture, sound=heard, segments=plan.segments, words=spans)
        for one, goal, picture, heard, spans in zip(texts, targets, images, sounds, cut, strict=True)
    ]


def _several(given: Any) -> list[Any] | None:
    """What was given as a list; one text, file, array, or pair of samples and rate is one."""
    if given is None:
        return None
    is_sound = isinstance(given, tuple) and len(given) == 2 and isinstance(given[1], int | np.integer)
    return list(given) if isinstance(given, Sequence) and not isinstance(given, str) and not is_sound else [given]


def alignment_sites(records: dict[Slot, SiteRecord]) -> dict[Slot, SiteRecord]:
    """The sites where one side of a pair reads the other: cross-attention, or the one stack that reads both."""
    return {slot: site for slot, site in records.items() if site.kind == "cross" or site.query_side == "text"}


def _layer(checked: Checked, slot: Slot) -> int:
    return checked.slots[slot].site.layer
