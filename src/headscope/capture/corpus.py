"""Many sentences through a model, each alone; what the model cannot read is left out and said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.given_words import shared_words
from headscope.base.words import Span
from headscope.capture.observe import load_given, observe_prepared
from headscope.capture.plan import Plan
from headscope.errors import BadText, HeadscopeError
from headscope.models.inputs import Prepared, prepare
from headscope.models.load import Loaded
from headscope.store.run import Run


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sentences observed word by word.

    Attributes:
        run: the matrices of words (`word_weights`), one text for each sentence kept.
        kept: which of the given sentences they are.
        skipped: the others, each with the reason.
        shared: words that share a token with another word, over all sentences kept.
    """

    run: Run
    kept: tuple[int, ...]
    skipped: tuple[tuple[int, HeadscopeError], ...]
    shared: int


def observe_corpus(
    model: str | nn.Module | Loaded,
    sentences: Sequence[tuple[str, Sequence[Span]]],
    *,
    tokenizer: Any = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Corpus:
    """Observe sentences whose words are given, and keep the matrices of words of every head.

    Args:
        model: a sample name, a folder, a hub id or a loaded model.
        sentences: each text with its words as character offsets.
        tokenizer: of a model handed over in memory.
        plan: number format and layers; what is kept is always `words`.

    Raises:
        BadText: the model can read none of the sentences. CannotObserve: the self-check fails.
    """
    plan = Plan(keep="words") if plan is None else Plan(plan.layers, "words", None, plan.dtype, plan.allow_pickle)
    loaded = load_given(model, tokenizer, plan)
    prepared: list[Prepared] = []
    kept, skipped, shared = [], [], 0
    for number, (source, spans) in enumerate(sentences):
        try:
            one = prepare(loaded, source, words=spans)
        except BadText as error:
            skipped.append((number, error))
            continue
        prepared.append(one)
        kept.append(number)
        shared += shared_words(one.sides["text"].words)
    if not prepared:
        reason = skipped[0][1] if skipped else "-"
        raise BadText("no_sentence_left", count=len(skipped), reason=reason)
    run = observe_prepared(loaded, prepared, plan, progress=progress)
    return Corpus(run, tuple(kept), tuple(skipped), shared)
