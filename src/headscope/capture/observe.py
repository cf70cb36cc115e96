"""The instrument wired: model and texts in, a run out; statistics fold inside each attention call."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import torch
from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.words import Span
from headscope.capture.checking import check_on, seen_by
from headscope.capture.chosen import absent_of, chosen_sites
from headscope.capture.drawn import drawn
from headscope.capture.given import Given, prepare_all, prepare_each, with_cuts
from headscope.capture.manifest import draft_manifest, final_manifest, masks_told
from headscope.capture.padding import batch_of, refuse_batch
from headscope.capture.passes import Pass
from headscope.capture.plan import Plan, kept
from headscope.capture.segmenters import Segmentation
from headscope.capture.some_rows import asked_rows, rows_of_text
from headscope.capture.stop import close, done_manifest, rows_told, stoppable
from headscope.errors import BadInput, BadOption
from headscope.models.batches import groups_of, joined_inputs
from headscope.models.eager import refuse_long_eager
from headscope.models.faith import Checked
from headscope.models.inputs import Prepared
from headscope.models.load import Loaded, load_model, loaded_from
from headscope.models.packing import input_device
from headscope.models.pictures import Picture
from headscope.models.sounds import Sound
from headscope.reduce.engine import Backend
from headscope.store.layout import Manifest
from headscope.store.run import Run
from headscope.store.write import append_picture, start_run

if TYPE_CHECKING:
    from headscope.capture.own import Inputs, LabelsBySide

_LOG = logging.getLogger(__name__)


def observe(
    model: str | nn.Module | Loaded,
    text: str | Iterable[str] | Inputs | None = None,
    *,
    tokenizer: Any = None,
    processor: Any = None,
    image: Picture | Sequence[Picture] | None = None,
    sound: Sound | Sequence[Sound] | None = None,
    target: str | Iterable[str] | None = None,
    words: Sequence[Sequence[Span]] | None = None,
    segmentation: Segmentation | None = None,
    labels: LabelsBySide | None = None,
    out: str | Path | None = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Run:
    """Every head's exact statistics on one text, picture or sound or several, each run alone.

    Patches of a picture and frames of a sound are tokens like those of a text: `r3c5` (row, column), `1.28s`.

    Args:
        model: a sample name, a local folder, a hub id, or a loaded transformers model (then give its tokenizer, or the
            processor of its pictures or sounds).
        text: one text or several; evidence is pooled over them. Texts of a generator are drawn as they are needed and
            written as they come, so that thousands take no more memory than one (with `out`). Or what the forward of
            any PyTorch module takes: a tensor, a tuple, or arguments by name, of one text; then nothing is encoded, and
            `labels` name its tokens.
        tokenizer, processor: of a model that is given loaded.
        image: one picture or several: files, or uint8 arrays [pixel row, pixel column, 3]; a model with two towers
            reads one with each text.
        sound: one sound or several: WAV files, or pairs of samples and their rate in hertz.
        target: what the decoder of an encoder-decoder reads, one for each text or sound.
        words: the words of each text as character offsets, where they are given; else they are found in the text.
        segmentation: who else cuts the text into words: the text with spaces between its words (one string for each
            text), a file with one line for each, `characters`, `jieba`, `spacy:MODEL`, or a function from a text to
            the offsets of its words. A token that spells several words belongs to each. A target is cut as always.
        labels: with arguments of a forward: what its tokens are called, a list, or lists by side.
        out: folder of the run; None keeps it in memory.
        plan: layers, what to keep, segments, number format.

    Returns:
        The run; its faith record says how closely it was checked against the model.

    Raises:
        CannotObserve: the self-check fails. BadText: a text cannot be read. ModelNotFound: no such model.
        BadInput: a picture or a sound cannot be read, or the model reads something else.
        BadOption: the plan cannot be, or needs more memory than it allows; the segmentation does not spell the text.
        Stopped: Ctrl-C came after a first layer was done; it carries the run of what was done, which `out` keeps.

    >>> import headscope as hs
    >>> run = hs.observe("bert-tiny", "The kettle sings.")  # doctest: +SKIP
    >>> hs.read(run, "patterns")  # doctest: +SKIP
    """
    from headscope.capture.own import are_inputs, observe_own

    plan, began = plan or Plan(), time.perf_counter()
    if are_inputs(text):
        return observe_own(model, text, labels=labels, out=out, plan=plan, progress=progress)
    if labels is not None:
        raise BadInput("labels_without_inputs")
    given = with_cuts(Given(text, image, sound, target, words, segmentation))
    if given.is_drawn and plan.memory is not None:
        raise BadOption("memory_of_generator", memory=plan.memory)
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan, processor)
    progress("load", 1, 1)
    if given.is_drawn:
        each = prepare_each(loaded, given, plan)
        return observe_prepared(loaded, each, plan, out=out, progress=progress, began=began)
    prepared = prepare_all(loaded, given, plan)
    if plan.memory is not None:
        from headscope.capture.cost import refuse_what_does_not_fit

        refuse_what_does_not_fit(loaded, prepared, plan, is_stored=out is not None)
    return observe_prepared(loaded, prepared, plan, out=out, progress=progress, began=began)


def load_given(model: str | nn.Module | Loaded, tokenizer: Any, plan: Plan, processor: Any = None) -> Loaded:
    """The model that a user named or handed over."""
    if isinstance(model, Loaded):
        return model
    if isinstance(model, str):
        return load_model(model, dtype=plan.dtype, allow_pickle=plan.allow_pickle)
    return loaded_from(model, tokenizer, processor)


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
        checked = check_on(loaded, texts.first, plan.adapters)
        progress("check", 1, 1)
    batch, padding = batch_of(plan, loaded, checked, texts.first)
    device, known = input_device(loaded.model), texts.known or ()
    refuse_long_eager(checked, longest_side(texts.known or [texts.first]), batch=batch, device=device)
    keep = kept(plan, max((one.tokens for one in known), default=None))
    sites = chosen_sites(checked, plan, keep)
    sides = [site.query_side for site in sites.values()]
    absent = absent_of(plan, checked, sites.values())
    draft = draft_manifest(loaded, plan, keep, tuple(sites.values()), known, absent=absent, batch=batch)
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
            for number, text in enumerate(group, done):
                for side, picture in text.pictures.items():
                    append_picture(writer, number, side, picture)
            with torch.no_grad(), seen_by(loaded, checked, one_pass.listen):
                loaded.model(**joined_inputs(loaded, [text.inputs for text in group], padding), **group[0].options)
            done += len(group)
    return close(writer, final())


def longest_side(texts: Sequence[Prepared]) -> int:
    """Tokens of the longest side of all texts."""
    return max(len(side.tokens) for one in texts for side in one.sides.values())
