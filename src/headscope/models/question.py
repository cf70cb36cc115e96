"""What a model is asked to go on from, and what it said, as texts: before a generation and behind it."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from headscope.base.segments import split_segments
from headscope.base.text import Segment, Text, Token
from headscope.errors import BadText, CannotObserve
from headscope.models.decoding import Said
from headscope.models.inputs import Prepared, labels_of, options_of
from headscope.models.load import Loaded
from headscope.models.packing import input_device
from headscope.models.said_text import said_text
from headscope.models.tokens import Encoded, encode, join_words, token_limit

PROMPT, ANSWER = "prompt", "answer"
CHECKED_TOKENS = 8  # a check on fewer would see no mask


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt, ready for the model.

    Attributes:
        encoded: the prompt and its ids.
        is_pair: an encoder reads it, and the decoder begins afresh.
        inputs: what `generate` is given.
        checked: what the self-check runs on.
    """

    encoded: Encoded
    is_pair: bool
    inputs: dict[str, Tensor]
    checked: Prepared


def ask(loaded: Loaded, prompt: str, max_new_tokens: int, *, segments: str | None = None) -> Question:
    """Encode a prompt as it stands; no template is added.

    Raises:
        BadText: it is empty or unknown to the tokenizer, or the model cannot read it together with so long an answer.
        CannotObserve: the model reads something else than text.
    """
    if "input_ids" not in inspect.signature(loaded.model.forward).parameters:
        raise CannotObserve("source_not_text", model=loaded.name)
    limit = token_limit(loaded.model.config, loaded.tokenizer)
    is_pair = bool(getattr(loaded.model.config, "is_encoder_decoder", False))
    encoded = encode(loaded.tokenizer, prompt, max_tokens=limit, segments=segments if is_pair else None)
    read = max_new_tokens + (0 if is_pair else len(encoded.ids) - 1)  # what is said last is read by no row
    if limit is not None and read > limit:
        most = limit - read + max_new_tokens
        raise BadText("answer_too_long", count=len(encoded.ids), new=max_new_tokens, limit=limit, fits=max(most, 0))
    ids = torch.tensor([encoded.ids], device=input_device(loaded.model))
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    return Question(encoded, is_pair, inputs, _checked(loaded, encoded.text, ids, is_pair=is_pair))


def _checked(loaded: Loaded, text: Text, ids: Tensor, *, is_pair: bool) -> Prepared:
    """The prompt for the self-check, said again where it is short; a decoder reads the same ids, whatever they mean."""
    ids = ids if ids.shape[1] >= CHECKED_TOKENS else ids.repeat(1, CHECKED_TOKENS)[:, :CHECKED_TOKENS]
    read = replace(text, tokens=(text.tokens * CHECKED_TOKENS)[: ids.shape[1]])
    if not is_pair:
        return Prepared({"input_ids": ids}, options_of(loaded.model), {"text": read})
    words = loaded.model.config.get_text_config(decoder=True).vocab_size
    inputs = {"input_ids": ids, "decoder_input_ids": ids.clamp(max=words - 1)}
    return Prepared(inputs, options_of(loaded.model), {"source": read, "target": read})


def prepare_said(loaded: Loaded, question: Question, said: Said, *, segments: str | None = None) -> Prepared:
    """The text of a run that holds a generation: the prompt with the answer behind it, or the two as source and target.

    Rows are what the decoder read: all but the last token that was said. The labels tell of each token of the answer
    which row said it and which has read it. In one text, the segments `prompt` and `answer` mark the two parts.

    Args:
        loaded: the model and its tokenizer.
        question: what it was asked.
        said: what it said.
        segments: how the text is to be cut instead, as in `encode`.

    Raises:
        BadOption: the segments do not fit the text.
    """
    new = said.ids[said.prompt :]
    start = _begun(loaded.tokenizer, said.ids[: said.prompt]) if question.is_pair else question.encoded
    whole = said_text(loaded.tokenizer, start, new, is_target=question.is_pair).text
    rows = len(said.ids) - 1
    places = range(said.prompt, len(said.ids))
    labels = labels_of(
        whole.tokens[said.prompt :], [place if place < rows else None for place in places], [n - 1 for n in places]
    )
    read = whole.tokens[:rows]
    text = Text(whole.source, read, join_words(whole.source, read))
    if question.is_pair:
        return Prepared({}, {}, {"source": question.encoded.text, "target": text}, labels)
    cut = _parts(question.encoded.text.source, whole.source)
    if segments is not None:
        cut = split_segments(whole.source, segments)
    return Prepared({}, {}, {"text": replace(text, segments=cut)}, labels)


def _begun(tokenizer: Any, ids: Sequence[int]) -> Encoded:
    """What a decoder starts from, which spells nothing."""
    tokens = tuple(Token(str(name), 0, 0, is_special=True) for name in tokenizer.convert_ids_to_tokens(list(ids)))
    return Encoded(list(ids), Text("", tokens, ()))


def _parts(prompt: str, whole: str) -> tuple[Segment, ...]:
    parts = Segment(0, len(prompt), PROMPT), Segment(len(prompt), len(whole), ANSWER)
    return parts if len(whole) > len(prompt) else parts[:1]
