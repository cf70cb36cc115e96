"""Pairs of sentences through a translating model, teacher-forced: what each target token reads in the source."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.pairs import SentencePair
from headscope.capture.manifest import site_records
from headscope.capture.observe import alignment_sites, check_on, load_given, observe_prepared
from headscope.capture.plan import Plan
from headscope.errors import BadOption, BadText, CannotObserve
from headscope.models.faith import Checked
from headscope.models.inputs import Prepared, prepare
from headscope.models.load import Loaded
from headscope.models.prompts import check_prompt, prepare_prompt
from headscope.models.tags import Tags, tags_of
from headscope.store.run import Run


def observe_pairs(
    model: str | nn.Module | Loaded,
    pairs: Sequence[SentencePair],
    *,
    tokenizer: Any = None,
    languages: tuple[str | None, str | None] | None = None,
    prompt: str | None = None,
    batch: int = 16,
    plan: Plan | None = None,
    out: str | Path | None = None,
    progress: Progress = silent,
) -> Run:
    """Observe the sites where the target reads the source, pair by pair, with the target given to the decoder.

    Args:
        model: a sample name, a pocket model, a folder, a hub id or a loaded model (then give its tokenizer).
        pairs: sentences with their translations, both cut into words.
        tokenizer: of a model handed over in memory.
        languages: source and target language, for models that are told them (`en`, `zh`).
        prompt: for a model without an encoder, the text that a pair is put into, with `{source}` and `{target}`.
        batch: pairs that go through the model together.
        plan: layers and number format; what is kept is always `alignment`.
        out: folder of the run; None keeps it in memory.

    Returns:
        A run with one text a pair; its labels say which row reads and which says each piece of the target.

    Raises:
        BadText: there is no pair, or one that cannot be read (the message says which).
        BadOption: the languages or the prompt do not fit the model.
        CannotObserve: the self-check fails, or the model is neither an encoder-decoder nor causal.
    """
    began = time.perf_counter()
    plan = plan or Plan()
    plan = Plan(plan.layers, "alignment", None, plan.dtype, plan.allow_pickle, plan.rows_per_block)
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan)
    progress("load", 1, 1)
    if not pairs:
        raise BadText("pairs_missing")
    prepared = prepare_pairs(loaded, pairs, languages=languages, prompt=prompt)
    progress("check", 0, 1)
    checked = check_on(loaded, prepared[0])
    if not _target_reads_source(checked):
        raise CannotObserve("pairs_read_both_ways", model=loaded.name)
    progress("check", 1, 1)
    return observe_prepared(
        loaded, prepared, plan, out=out, batch=batch, checked=checked, progress=progress, began=began
    )


def prepare_pairs(
    loaded: Loaded,
    pairs: Sequence[SentencePair],
    *,
    languages: tuple[str | None, str | None] | None = None,
    prompt: str | None = None,
) -> list[Prepared]:
    """Every pair as the model reads it (arguments as in `observe_pairs`).

    Raises:
        BadText: a pair cannot be read; it is named by its number.
        BadOption: the languages or the prompt do not fit the model.
    """
    tags, asked = Tags(), ""
    if getattr(loaded.model.config, "is_encoder_decoder", False):
        if prompt is not None:
            raise BadOption("prompt_not_read", model=loaded.name)
        tags = tags_of(loaded, *(languages or (None, None)))
    else:
        asked = check_prompt(loaded, prompt)
    prepared = []
    for number, pair in enumerate(pairs, 1):
        try:
            one = prepare_prompt(loaded, pair, prompt=asked) if asked else _prepare_sides(loaded, pair, tags)
        except BadText as error:
            raise BadText(f"pair_{error.values['side']}_unreadable", pair=number, reason=error) from error
        prepared.append(one)
    return prepared


def _prepare_sides(loaded: Loaded, pair: SentencePair, tags: Tags) -> Prepared:
    words, target_words = pair.source_words, pair.target_words
    return prepare(loaded, pair.source, pair.target, words=words, target_words=target_words, tags=tags)


def _target_reads_source(checked: Checked) -> bool:
    """Cross-attention, or one stack in which no token sees what comes later."""
    records = alignment_sites(site_records(checked)).values()
    return bool(records) and all(site.kind == "cross" or site.is_causal for site in records)
