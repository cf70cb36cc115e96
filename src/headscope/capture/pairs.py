"""Pairs of sentences through a translating model, teacher-forced: what each target token reads in the source."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.pairs import SentencePair
from headscope.capture.observe import load_given, observe_prepared
from headscope.capture.plan import Plan
from headscope.errors import BadText
from headscope.models.inputs import Prepared, prepare
from headscope.models.load import Loaded
from headscope.models.tags import tags_of
from headscope.store.run import Run


def observe_pairs(
    model: str | nn.Module | Loaded,
    pairs: Sequence[SentencePair],
    *,
    tokenizer: Any = None,
    languages: tuple[str, str] | None = None,
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
        plan: layers and number format; what is kept is always `alignment`.
        out: folder of the run; None keeps it in memory.

    Returns:
        A run with one text a pair; its labels say which row reads and which says each piece of the target.

    Raises:
        BadText: there is no pair, or one that cannot be read (the message says which).
        BadOption: the languages do not fit the model.
        CannotObserve: the self-check fails.
    """
    began = time.perf_counter()
    plan = plan or Plan()
    plan = Plan(plan.layers, "alignment", None, plan.dtype, plan.allow_pickle, plan.rows_per_block)
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan)
    progress("load", 1, 1)
    if not pairs:
        raise BadText("pairs_missing")
    source_language, target_language = languages or (None, None)
    tags = tags_of(loaded, source_language, target_language)
    prepared: list[Prepared] = []
    for number, pair in enumerate(pairs, 1):
        spans, target_spans = pair.source_words, pair.target_words
        try:
            one = prepare(loaded, pair.source, pair.target, words=spans, target_words=target_spans, tags=tags)
        except BadText as error:
            key = f"pair_{error.values.get('side', 'source')}_unreadable"
            raise BadText(key, pair=number, reason=error) from error
        prepared.append(one)
    return observe_prepared(loaded, prepared, plan, out=out, progress=progress, began=began)
