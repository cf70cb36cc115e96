"""From texts to what a model reads: token ids, and the words that stand behind them."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from headscope.base.text import Text, Token, Word
from headscope.base.words import Span
from headscope.errors import BadInput, BadOption
from headscope.models.load import Loaded
from headscope.models.tokens import encode, token_limit


@dataclass(frozen=True, slots=True)
class Prepared:
    """One text, ready for the model.

    Attributes:
        inputs: tensors by argument name, [1, token].
        options: further arguments of the model's forward.
        sides: the words behind the tensors: `text`, or `source` and `target`.
    """

    inputs: dict[str, Tensor]
    options: dict[str, Any]
    sides: dict[str, Text]

    @property
    def tokens(self) -> int:
        """Tokens of the longest side."""
        return max(len(side.tokens) for side in self.sides.values())


def prepare(
    loaded: Loaded,
    text: str,
    target: str | None = None,
    *,
    segments: str | None = None,
    words: Sequence[Span] | None = None,
) -> Prepared:
    """Encode a text (and what a decoder is to read) for a model.

    An encoder-decoder needs a `target`: its decoder is teacher-forced with the target's tokens behind the start token.

    Raises:
        BadText: the text is empty, too long, or unknown to the tokenizer.
        BadInput: a target is missing, or given to a model without a decoder of its own.
    """
    limit = token_limit(loaded.model.config, loaded.tokenizer)
    source = encode(loaded.tokenizer, text, max_tokens=limit, segments=segments, words=words)
    device = next(loaded.model.parameters()).device
    ids = torch.tensor([source.ids], device=device)
    if not getattr(loaded.model.config, "is_encoder_decoder", False):
        if target is not None:
            raise BadInput("target_without_decoder", model=loaded.name)
        return Prepared({"input_ids": ids}, options_of(loaded.model), {"text": source.text})
    if target is None:
        raise BadInput("target_missing", model=loaded.name)
    goal = encode(loaded.tokenizer, target, max_tokens=limit)
    start = loaded.model.config.decoder_start_token_id
    if start is None:
        raise BadOption("decoder_start_missing", model=loaded.name)
    shifted = torch.tensor([[start, *goal.ids[:-1]]], device=device)
    sides = {"source": source.text, "target": _behind_start(goal.text, loaded.tokenizer.convert_ids_to_tokens(start))}
    return Prepared({"input_ids": ids, "decoder_input_ids": shifted}, options_of(loaded.model), sides)


def _behind_start(text: Text, start: str) -> Text:
    """The target as the decoder reads it: the start token first, the last token dropped."""
    tokens = (Token(start, 0, 0, is_special=True), *text.tokens[:-1])
    words = [Word(start, 0, 0, is_special=True)]
    for word in text.words:
        last = min(word.last + 1, len(tokens) - 1)
        if word.first + 1 <= last:
            words.append(Word(word.text, word.first + 1, last, word.is_special))
    return Text(text.source, tokens, tuple(words), text.segments)


def options_of(model: Any) -> dict[str, Any]:
    """No cache, and the logits of one position only, where the model knows these words: neither changes attention."""
    known = inspect.signature(model.forward).parameters
    wanted = {"use_cache": False, "logits_to_keep": 1}
    return {name: value for name, value in wanted.items() if name in known}
