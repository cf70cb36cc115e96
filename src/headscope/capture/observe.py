"""The instrument wired: model and texts in, a run out; statistics fold inside each attention call."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from headscope.base.context import Progress, silent
from headscope.base.words import Span
from headscope.capture.frames import frame_of
from headscope.capture.manifest import draft_manifest, final_manifest, site_records
from headscope.capture.plan import Plan, chosen_layers, kept
from headscope.capture.queries import visible_intervals
from headscope.capture.record import record
from headscope.capture.word_maps import word_map
from headscope.errors import BadInput, BadText, CannotObserve
from headscope.models.faith import PREFIX_TOKENS, Checked, SlotCheck, check_model, kernel_difference
from headscope.models.inputs import Prepared, prepare
from headscope.models.load import Loaded, load_model, loaded_from
from headscope.models.outputs import mixed_values, output_norms, value_norms
from headscope.models.sites import Slot
from headscope.models.tap import Tapped, tap
from headscope.reduce.base import as_numpy
from headscope.store.layout import SiteRecord
from headscope.store.run import Run
from headscope.store.write import RunWriter, abandon, append, finish, start_run
from headscope.stream.fold import blocks_of
from headscope.stream.weights import Block, block_of_rows


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

    >>> import headscope as hs
    >>> run = hs.observe("bert-tiny", "The kettle sings.")  # doctest: +SKIP
    >>> hs.read(run, "patterns")  # doctest: +SKIP
    """
    plan = plan or Plan()
    began = time.perf_counter()
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan)
    progress("load", 1, 1)
    prepared = _prepare_all(loaded, text, target, words, plan)
    return observe_prepared(loaded, prepared, plan, out=out, progress=progress, began=began)


def check_on(loaded: Loaded, prepared: Prepared) -> Checked:
    """The self-check of a model on the first tokens of a text."""
    first = {name: ids[:, :PREFIX_TOKENS] for name, ids in prepared.inputs.items()}
    with torch.no_grad():
        return check_model(loaded.model, lambda model: model(**first, **prepared.options))


def load_given(model: str | nn.Module | Loaded, tokenizer: Any, plan: Plan) -> Loaded:
    """The model that a user named or handed over."""
    if isinstance(model, Loaded):
        return model
    if isinstance(model, str):
        return load_model(model, dtype=plan.dtype, allow_pickle=plan.allow_pickle)
    return loaded_from(model, tokenizer)


@dataclass(slots=True)
class _Pass:
    """One text on its way through the model: which calls came, and how far the kernel differed at each site."""

    loaded: Loaded
    checked: Checked
    sites: dict[Slot, SiteRecord]
    writer: RunWriter
    text: Prepared
    keep: str
    rows_per_block: int
    seen: dict[str, int]
    kernel: dict[str, float]

    def listen(self, tapped: Tapped) -> None:
        """Fold one attention call into the run."""
        number = self.seen.get(tapped.call.module, 0)
        self.seen[tapped.call.module] = number + 1
        slot = Slot(tapped.call.module, number)
        site = self.sites.get(slot)
        if site is None:
            if slot not in self.checked.slots:
                raise CannotObserve("unexpected_call", module=slot.module, value=number + 1)
            return
        difference = kernel_difference(tapped)
        if not difference <= self.checked.tolerance:
            raise CannotObserve(
                "kernel_differs", modules=slot.module, value=f"{difference:.2g}", expected=f"{self.checked.tolerance:g}"
            )
        self.kernel[site.site] = max(self.kernel.get(site.site, 0.0), difference)
        self._record(site, self.checked.slots[slot], tapped)

    def _record(self, site: SiteRecord, check: SlotCheck, tapped: Tapped) -> None:
        query, key = self.text.sides[site.query_side], self.text.sides[site.key_side]
        call, projection = tapped.call, check.projection
        if (len(query.tokens), len(key.tokens)) != (call.queries, call.keys):
            raise CannotObserve(
                "length_differs", module=call.module, value=f"{call.queries} x {call.keys}",
                expected=f"{len(query.tokens)} x {len(key.tokens)}",
            )  # fmt: skip
        if self.keep == "words":
            weights = block_of_rows(call, 0, call.queries).weights
            pooled = word_map(weights, query.words, key.words).float()
            append(self.writer, site.site, as_numpy({"word_weights": pooled}), {"word_weights": 2})
            return
        frame = frame_of(query, key, site.heads, is_cross=site.kind == "cross")
        extra: dict[str, Any] = {}
        if self.keep == "qk":
            extra |= _queries_and_keys(tapped)
        if projection is not None:
            extra["value_norm"] = value_norms(call, projection).float()
        norms: list[Tensor] = []

        def rows() -> Iterator[Block]:
            for block in blocks_of(call, rows_per_block=self.rows_per_block):
                if projection is not None:
                    norms.append(output_norms(mixed_values(block.weights, call), projection).float())
                yield block
            if norms:
                extra["output_norm"] = torch.cat(norms, dim=1)

        record(self.writer, site.site, frame, rows(), keep=self.keep, extra=extra)  # type: ignore[arg-type]


def observe_prepared(
    loaded: Loaded,
    prepared: Sequence[Prepared],
    plan: Plan,
    *,
    out: str | Path | None = None,
    progress: Progress = silent,
    began: float | None = None,
) -> Run:
    """Observe inputs that are encoded already; the self-check runs on the first of them."""
    began = time.perf_counter() if began is None else began
    progress("check", 0, 1)
    checked = check_on(loaded, prepared[0])
    progress("check", 1, 1)
    layers = chosen_layers(plan, {check.site.layer for check in checked.slots.values()})
    sites = {slot: site for slot, site in site_records(loaded, checked).items() if _layer(checked, slot) in layers}
    keep = kept(plan, max(one.tokens for one in prepared))
    draft = draft_manifest(loaded, plan, keep, tuple(sites.values()), [one.sides for one in prepared])
    writer = start_run(out, draft)
    kernel: dict[str, float] = {}
    try:
        for done, text in enumerate(prepared):
            progress("observe", done, len(prepared))
            one_pass = _Pass(loaded, checked, sites, writer, text, keep, plan.rows_per_block, {}, kernel)
            with torch.no_grad(), tap(loaded.model, one_pass.listen):
                loaded.model(**text.inputs, **text.options)
        progress("observe", len(prepared), len(prepared))
        return finish(writer, final_manifest(draft, checked, kernel, time.perf_counter() - began))
    except BaseException:
        abandon(writer)
        raise


def _prepare_all(
    loaded: Loaded,
    text: str | Sequence[str],
    target: str | Sequence[str] | None,
    words: Sequence[Sequence[Span]] | None,
    plan: Plan,
) -> list[Prepared]:
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


def _layer(checked: Checked, slot: Slot) -> int:
    return checked.slots[slot].site.layer


def _queries_and_keys(tapped: Tapped) -> dict[str, Any]:
    """What is needed to compute rows again: q, k and each row's visible interval (log_sum_exp is a statistic)."""
    call = tapped.call
    if call.bias is not None:
        raise CannotObserve("keep_qk_bias", module=call.module)
    intervals = visible_intervals(call)
    if intervals is None:
        raise CannotObserve("keep_qk_mask", module=call.module)
    return {"q": call.q[0], "k": call.k[0], **intervals}
