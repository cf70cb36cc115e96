"""A pair of sentences as one text for a model without an encoder: the source and its translation inside a prompt."""

from __future__ import annotations

from dataclasses import replace

import torch

from headscope.base.pairs import SentencePair
from headscope.base.text import Segment
from headscope.base.words import Span
from headscope.errors import BadOption, BadText
from headscope.models.inputs import Prepared, labels_of, options_of
from headscope.models.load import Loaded
from headscope.models.packing import input_device
from headscope.models.tokens import encode, token_limit

SOURCE, TARGET = "{source}", "{target}"


def check_prompt(loaded: Loaded, prompt: str | None) -> str:
    """The prompt, once it says where both sides stand: only then are there rows of the one over columns of the other.

    Raises:
        BadOption: there is none, a side stands in it never or twice, or the target before the source.
    """
    given = prompt or ""
    fits = given.count(SOURCE) == 1 == given.count(TARGET) and given.index(SOURCE) < given.index(TARGET)
    if not fits:
        raise BadOption("source_span_missing", value=given, model=loaded.name)
    return given


def prepare_prompt(loaded: Loaded, pair: SentencePair, *, prompt: str) -> Prepared:
    """A pair as the one text of a decoder-only model, with two segments `source` and `target`.

    The words are those of both sides, at their places in the whole text; what else the prompt says belongs to no word.
    The row that reads a target token is its own, the row that says it the one before.

    Args:
        loaded: the model and its tokenizer.
        pair: the two sentences.
        prompt: a text with `{source}` and, behind it, `{target}`, each once (`check_prompt`).

    Raises:
        BadText: the text is empty, too long, or unknown to the tokenizer.
    """
    before, rest = prompt.split(SOURCE)
    between, after = rest.split(TARGET)
    source_start = len(before)
    target_start = source_start + len(pair.source) + len(between)
    whole = before + pair.source + between + pair.target + after
    words = (*_moved(pair.source_words, source_start), *_moved(pair.target_words, target_start))
    limit = token_limit(loaded.model.config, loaded.tokenizer)
    try:
        encoded = encode(loaded.tokenizer, whole, max_tokens=limit, words=words)
    except BadText as error:
        error.values["side"] = "text"
        raise
    target = Segment(target_start, target_start + len(pair.target), "target")
    segments = (Segment(source_start, source_start + len(pair.source), "source"), target)
    text = replace(encoded.text, segments=segments)
    ids = torch.tensor([encoded.ids], device=input_device(loaded.model))
    places = [n for n, token in enumerate(text.tokens) if token.start < target.end and token.end > target.start]
    said = [place - 1 if place else None for place in places]
    labels = labels_of([text.tokens[place] for place in places], places, said)
    return Prepared({"input_ids": ids}, options_of(loaded.model), {"text": text}, labels)


def _moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple((start + by, end + by) for start, end in spans)
