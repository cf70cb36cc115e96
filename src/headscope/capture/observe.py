"""The instrument wired: model and texts in, a run out; statistics fold inside each attention call."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import repeat
from pathlib import Path
from typing import Any

import msgspec
import torch
from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.words import Span
from headscope.capture.drawn import drawn
from headscope.capture.manifest import draft_manifest, final_manifest, masks_told, site_records
from headscope.capture.padding import batch_of, refuse_batch
from headscope.capture.passes import Pass
from headscope.capture.plan import Plan, chosen_layers, kept, sites_with_heads
from headscope.capture.record import Keep
from headscope.capture.some_rows import asked_rows, rows_of_text
from headscope.capture.stop import close, done_manifest, rows_told, stoppable
from headscope.errors import BadInput, BadOption, BadText
from headscope.models.batches import groups_of, joined_inputs
from headscope.models.eager import refuse_long_eager
from headscope.models.faith import PREFIX_TOKENS, Checked, check_model
from headscope.models.inputs import Prepared, prepare
from headscope.models.load import Loaded, load_model, loaded_from
from headscope.models.packing import input_device, refuse_packed
from headscope.models.routes import watch
from headscope.models.sites import Slot
from headscope.models.tap import Listener
from headscope.reduce.engine import Backend
from headscope.store.layout import Manifest, SiteRecord
from headscope.store.run import Run
from headscope.store.write import start_run

_LOG = logging.getLogger(__name__)
_MISSING: Any = object()


def observe(
    model: str | nn.Module | Loaded,
    text: str | Sequence[str] | Iterator[str],
    *,
    tokenizer: Any = None,
    target: str | Sequence[str] | Iterator[str] | None = None,
    words: Sequence[Sequence[Span]] | None = None,
    out: str | Path | None = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Run:
    """Every head's exact statistics on one text or several, each text run alone.

    Args:
        model: a sample name, a local folder, a hub id, or a loaded transformers model (then give its tokenizer).
        text: one text or several; evidence is pooled over them. Texts of a generator are drawn as they are needed and
            written as they come, so that thousands take no more memory than one (with `out`).
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
    if isinstance(text, Iterator):
        if plan.memory is not None:
            raise BadOption("memory_of_generator", memory=plan.memory)
        each = prepare_each(loaded, text, target, words, plan)
        return observe_prepared(loaded, each, plan, out=out, progress=progress, began=began)
    prepared = prepare_all(loaded, text, target, words, plan)
    if plan.memory is not None:
        from headscope.capture.cost import refuse_what_does_not_fit

        refuse_what_does_not_fit(loaded, prepared, plan, is_stored=out is not None)
    return observe_prepared(loaded, prepared, plan, out=out, progress=progress, began=began)


def check_on(loaded: Loaded, prepared: Prepared) -> Checked:
    """The self-check of a model on the first tokens of a text."""
    refuse_packed(loaded.model)
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
    prepared: Sequence[Prepared] | Iterator[Prepared],
    plan: Plan,
    *,
    out: str | Path | None = None,
    checked: Checked | None = None,
    progress: Progress = silent,
    began: float | None = None,
) -> Run:
    """Observe inputs that are encoded already; the self-check runs on the first of them.

    With a batch, so many texts go through the model together, padded; each is recorded as if it were alone, which
    holds up to rounding, as kernels add numbers in another order for other shapes. Inputs of a generator are drawn as
    they are needed, and forgotten once they are written.
    """
    began = time.perf_counter() if began is None else began
    refuse_batch(plan)
    texts = drawn(prepared)
    if checked is None:
        progress("check", 0, 1)
        checked = check_on(loaded, texts.first)
        progress("check", 1, 1)
    batch, padding = batch_of(plan, loaded, checked, texts.first)
    device, known = input_device(loaded.model), texts.known or ()
    refuse_long_eager(checked, longest_side(texts.known or [texts.first]), batch=batch, device=device)
    keep = kept(plan, max((one.tokens for one in known), default=None))
    sites = chosen_sites(loaded, checked, plan, keep)
    sides = [site.query_side for site in sites.values()]
    draft = draft_manifest(loaded, plan, keep, tuple(sites.values()), known, batch=batch)
    count = rows_told(progress, sum(asked_rows(plan, text, number, sides) for number, text in enumerate(known)))
    writer = start_run(out, draft)
    if texts.known is None and out is None:
        _LOG.warning("a run in memory grows with every text of a generator; with out= it goes to a folder")
    kernel: dict[str, float] = {}
    backends: dict[str, Backend] = {}
    by_rows: set[str] = set()

    def final() -> Manifest:
        whole = final_manifest(draft, checked, kernel, backends, time.perf_counter() - began)
        return masks_told(msgspec.structs.replace(whole, texts=texts.told()), by_rows)

    done, one_pass = 0, None

    def stopped() -> Manifest | None:
        return None if one_pass is None else done_manifest(final(), done, one_pass.done, len(one_pass.texts))

    with stoppable(writer, stopped):
        for group in groups_of(texts.texts, batch):
            texts.remember(group)
            if texts.known is None:
                refuse_long_eager(checked, longest_side(group), batch=len(group), device=device)
                count.total += sum(asked_rows(plan, text, done + n, sides) for n, text in enumerate(group))
            one_pass = Pass(checked, sites, writer, group, keep, plan.rows_per_block, kernel, backends, count)
            one_pass.rows = [rows_of_text(plan, text, done + n, set(sides)) for n, text in enumerate(group)]
            one_pass.by_rows, one_pass.padding = by_rows, padding
            with torch.no_grad(), seen_by(loaded, checked, one_pass.listen):
                loaded.model(**joined_inputs(loaded, [text.inputs for text in group], padding), **group[0].options)
            done += len(group)
    return close(writer, final())


def longest_side(texts: Sequence[Prepared]) -> int:
    """Tokens of the longest side of all texts."""
    return max(len(side.tokens) for one in texts for side in one.sides.values())


def chosen_sites(loaded: Loaded, checked: Checked, plan: Plan, keep: Keep) -> dict[Slot, SiteRecord]:
    """The attention calls that a plan observes, in the order of the model, with a record each.

    Raises:
        BadOption: no layer that it names holds a head that it names.
    """
    layers = chosen_layers(plan, {check.site.layer for check in checked.slots.values()})
    records = site_records(loaded, checked)
    if keep == "alignment":
        records = alignment_sites(records)
    wanted = sites_with_heads(plan, records.values())
    sites = {slot: site for slot, site in records.items() if _layer(checked, slot) in layers and site.site in wanted}
    if plan.heads is not None and not sites:
        raise BadOption("heads_and_layers", layers=plan.layers, heads=plan.heads)
    return sites


def prepare_all(
    loaded: Loaded,
    text: str | Sequence[str],
    target: str | Sequence[str] | Iterator[str] | None,
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
    return list(prepare_each(loaded, iter(texts), iter(targets), cut, plan))


def prepare_each(
    loaded: Loaded,
    texts: Iterator[str],
    target: str | Sequence[str] | Iterator[str | None] | None,
    words: Sequence[Sequence[Span] | None] | None,
    plan: Plan,
) -> Iterator[Prepared]:
    """The texts, each encoded when it is needed.

    Raises:
        BadInput: there are fewer targets or words than texts.
    """
    goals = repeat(target) if target is None or isinstance(target, str) else iter(target)
    cuts = repeat(None) if words is None else iter(words)
    for number, one in enumerate(texts):
        goal, spans = next(goals, _MISSING), next(cuts, _MISSING)
        if goal is _MISSING:
            raise BadInput("targets_count", value=number, expected=number + 1)
        if spans is _MISSING:
            raise BadInput("words_count", value=number, expected=number + 1)
        yield prepare(loaded, one, goal, segments=plan.segments, words=spans)


def alignment_sites(records: dict[Slot, SiteRecord]) -> dict[Slot, SiteRecord]:
    """The sites where one side of a pair reads the other: cross-attention, or the one stack that reads both."""
    return {slot: site for slot, site in records.items() if site.kind == "cross" or site.query_side == "text"}


def _layer(checked: Checked, slot: Slot) -> int:
    return checked.slots[slot].site.layer
