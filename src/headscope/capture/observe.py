"""The instrument wired: model and texts in, a run out; statistics fold inside each attention call."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import torch
from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.words import Span
from headscope.capture.manifest import absent_records, draft_manifest, final_manifest, masks_told, site_records
from headscope.capture.passes import Pass
from headscope.capture.plan import Plan, chosen_layers, kept, sites_with_heads
from headscope.capture.some_rows import rows_of_texts
from headscope.capture.stop import Stopped, close, done_manifest, rows_told
from headscope.errors import BadInput, BadOption, BadText
from headscope.models.batches import groups_of, joined_inputs
from headscope.models.eager import refuse_long_eager
from headscope.models.faith import PREFIX_TOKENS, Checked, check_model
from headscope.models.inputs import Prepared, prepare
from headscope.models.load import Loaded, load_model, loaded_from
from headscope.models.routes import watch
from headscope.models.sites import Slot
from headscope.models.tap import Listener
from headscope.reduce.engine import Backend
from headscope.store.layout import Manifest, SiteRecord
from headscope.store.run import Run
from headscope.store.write import abandon, start_run


def observe(
    model: str | nn.Module | Loaded,
    text: str | Sequence[str],
    *,
    tokenizer: Any = None,
    target: str | Sequence[str] | None = None,
    words: Sequence[Sequence[Span]] | None = None,
    out: str | Path | None = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Run:
    """Every head's exact statistics on one text or several, each text run alone.

    Args:
        model: a sample name, a local folder, a hub id, or a loaded transformers model (then give its tokenizer).
        text: one text or several; evidence is pooled over them.
        target: what the decoder of an encoder-decoder reads, one for each text.
        words: the words of each text as character offsets, where they are given; else they are found in the text.
        out: folder of the run; None keeps it in memory.
        plan: layers, what to keep, segments, number format.

    Returns:
        The run; its faith record says how closely it was checked against the model.

    Raises:
        CannotObserve: the self-check fails. BadText: a text cannot be read. ModelNotFound: no such model.
        BadOption: the plan cannot be, or needs more memory than it allows.
        Stopped: Ctrl-C came after a first layer was done; it carries the run of what was done, which `out` keeps.

    >>> import headscope as hs
    >>> run = hs.observe("bert-tiny", "The kettle sings.")  # doctest: +SKIP
    >>> hs.read(run, "patterns")  # doctest: +SKIP
    """
    plan = plan or Plan()
    began = time.perf_counter()
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan)
    progress("load", 1, 1)
    prepared = prepare_all(loaded, text, target, words, plan)
    if plan.memory is not None:
        from headscope.capture.cost import refuse_what_does_not_fit

        refuse_what_does_not_fit(loaded, prepared, plan, is_stored=out is not None)
    return observe_prepared(loaded, prepared, plan, out=out, progress=progress, began=began)


def check_on(loaded: Loaded, prepared: Prepared) -> Checked:
    """The self-check of a model on the first tokens of a text."""
    first = {name: ids[:, :PREFIX_TOKENS] if ids.ndim == 2 else ids for name, ids in prepared.inputs.items()}
    with torch.no_grad():
        return check_model(loaded.model, lambda model: model(**first, **prepared.options))


def seen_by(loaded: Loaded, checked: Checked, listener: Listener) -> AbstractContextManager[None]:
    """The routes that the self-check found, open."""
    return watch(loaded.model, listener, routes=checked.routes, adapters=checked.adapters)


def load_given(model: str | nn.Module | Loaded, tokenizer: Any, plan: Plan) -> Loaded:
    """The model that a user named or handed over."""
    if isinstance(model, Loaded):
        return model
    if isinstance(model, str):
        return load_model(model, dtype=plan.dtype, allow_pickle=plan.allow_pickle)
    return loaded_from(model, tokenizer)


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
    layers = layers_of(plan, checked)
    keep = kept(plan, max(one.tokens for one in prepared))
    records = site_records(loaded, checked)
    if keep == "alignment":
        records = alignment_sites(records)
    wanted = sites_with_heads(plan, records.values())
    sites = {slot: site for slot, site in records.items() if _layer(checked, slot) in layers and site.site in wanted}
    if plan.heads is not None and not sites:
        raise BadOption("heads_and_layers", layers=plan.layers, heads=plan.heads)
    rows = rows_of_texts(plan, prepared, {site.query_side for site in sites.values()})
    # Who names heads asks for nothing of the layers that have none.
    absent = absent_records(checked, layers, sites.values()) if plan.heads is None else ()
    draft = draft_manifest(loaded, plan, keep, tuple(sites.values()), prepared, absent=absent, batch=batch)
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
    text: str | Sequence[str],
    target: str | Sequence[str] | None,
    words: Sequence[Sequence[Span]] | None,
    plan: Plan,
) -> list[Prepared]:
    """The texts, and what a decoder reads with each, encoded for the model."""
    texts = [text] if isinstance(text, str) else list(text)
    targets = [target] * len(texts) if target is None or isinstance(target, str) else list(target)
    if not texts:
        raise BadText("text_empty")
    if len(targets) != len(texts):
        raise BadInput("targets_count", value=len(targets), expected=len(texts))
    cut = [None] * len(texts) if words is None else words
    if len(cut) != len(texts):
        raise BadInput("words_count", value=len(cut), expected=len(texts))
    given = zip(texts, targets, cut, strict=True)
    return [prepare(loaded, one, goal, segments=plan.segments, words=spans) for one, goal, spans in given]


def layers_of(plan: Plan, checked: Checked) -> set[int]:
    """The layers that a plan names, with those that turned out to have no attention.

    Raises:
        BadOption: see `chosen_layers`.
    """
    there = {check.site.layer for check in checked.slots.values()}
    return chosen_layers(plan, there, {one.site.layer for one in checked.absent})


def alignment_sites(records: dict[Slot, SiteRecord]) -> dict[Slot, SiteRecord]:
    """The sites where one side of a pair reads the other: cross-attention, or the one stack that reads both."""
    return {slot: site for slot, site in records.items() if site.kind == "cross" or site.query_side == "text"}


def _layer(checked: Checked, slot: Slot) -> int:
    return checked.slots[slot].site.layer
