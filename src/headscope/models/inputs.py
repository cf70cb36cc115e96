"""From texts to what a model reads: token ids, and the words that stand behind them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from headscope.base.given_words import given_words
from headscope.base.text import Text, Token
from headscope.base.words import Span
from headscope.errors import BadInput, BadOption, BadText
from headscope.models.label_rows import Label, label_rows
from headscope.models.load import Loaded
from headscope.models.tags import Tags, languages_set
from headscope.models.tokens import Encoded, encode, join_words, token_limit
from headscope.models.windows import Windows

_READ_BY = {"text": ("input_ids",), "image": ("pixel_values",), "sound": ("input_features", "input_values")}


@dataclass(frozen=True, slots=True)
class Prepared:
    """One text, ready for the model.

    Attributes:
        inputs: tensors by argument name, [1, token].
        options: further arguments of the model's forward.
        sides: the words behind the tensors: `text`; `source` and `target`; `image`, `sound` (see `models.sides`).
        labels: for each piece of the target's text, in order, the decoder rows that read it and that say it.
        pictures: by side what the model saw, uint8 [pixel row, pixel column, 3].
        windows: of models that look at pictures in windows, how these lie, by the layer's module.
    """

    inputs: dict[str, Tensor]
    options: dict[str, Any]
    sides: dict[str, Text]
    labels: tuple[Label, ...] = ()
    pictures: dict[str, np.ndarray] = field(default_factory=dict)
    windows: dict[str, Windows] = field(default_factory=dict)

    @property
    def tokens(self) -> int:
        """Tokens of the longest side."""
        return max(len(side.tokens) for side in self.sides.values())


def first_tokens(prepared: Prepared, count: int) -> Prepared:
    """The first tokens of every side that is token ids; pictures and sounds are whole or nothing."""
    inputs = {
        name: given[:, :count] if given.ndim == 2 and not given.is_floating_point() else given
        for name, given in prepared.inputs.items()
    }
    sides = {
        name: side if side.grid or side.frames else replace(side, tokens=side.tokens[:count])
        for name, side in prepared.sides.items()
    }
    return replace(prepared, inputs=inputs, sides=sides)


def prepare(
    loaded: Loaded,
    text: str,
    target: str | None = None,
    *,
    segments: str | None = None,
    words: Sequence[Span] | None = None,
    target_words: Sequence[Span] | None = None,
    tags: Tags | None = None,
) -> Prepared:
    """Encode a text (and what a decoder is to read) for a model.

    An encoder-decoder needs a `target`: its decoder is teacher-forced with the target's tokens as the model itself
    shifts them, and which of its rows read and say each token is found by the ids (`label_rows`).

    Args:
        loaded: the model and its tokenizer.
        text: the text, or the source of a pair.
        target: what the decoder reads.
        segments: how the text is cut, as in `encode`.
        words, target_words: the words of the two sides as character offsets, where they are given.
        tags: what tells the model the languages (`tags_of`); None where nothing is to be told.

    Raises:
        BadText: the text is empty, too long, or unknown to the tokenizer; `values["side"]` says which side.
        BadInput: the model reads no text; a target is missing, or given to a model without a decoder of its own.
    """
    tags = tags or Tags()
    if "text" not in inputs_read(loaded.model):
        raise BadInput("text_not_read", model=loaded.name, expected=", ".join(inputs_read(loaded.model)))
    limit = token_limit(loaded.model.config, loaded.tokenizer)
    with languages_set(loaded.tokenizer, tags):
        with _reading("source"):
            source = encode(
                loaded.tokenizer, text, max_tokens=limit, segments=segments, words=words, prefix=tags.prefix
            )
        ids = torch.tensor([source.ids], device=next(loaded.model.parameters()).device)
        if not getattr(loaded.model.config, "is_encoder_decoder", False):
            if target is not None:
                raise BadInput("target_without_decoder", model=loaded.name)
            return Prepared({"input_ids": ids}, options_of(loaded.model), {"text": source.text})
        if target is None:
            raise BadInput("target_missing", model=loaded.name)
        decoder = teach(loaded, target, words=target_words)
    sides = {"source": source.text} | decoder.sides
    return Prepared({"input_ids": ids} | decoder.inputs, options_of(loaded.model), sides, decoder.labels)


def inputs_read(model: Any) -> tuple[str, ...]:
    """What the model reads, in the words of `observe`: `text`, `image`, `sound`."""
    known = inspect.signature(model.forward).parameters
    return tuple(name for name, arguments in _READ_BY.items() if any(argument in known for argument in arguments))


def teach(loaded: Loaded, target: str, *, words: Sequence[Span] | None = None, is_speech: bool = False) -> Prepared:
    """The decoder's half of a pair: what it reads when it is taught to say the target, whatever the encoder reads.

    An end token is added where the tokenizer adds none, as no row would read the last word otherwise. Of speech the
    first word has a space before it, as inside a text, and the start token that the tokenizer puts before it is left to
    the model, which reads it once (Radford et al. 2022, arXiv 2212.04356).

    Raises:
        BadText: the target is empty, too long, or unknown to the tokenizer.
        BadOption: the configuration names no start token, and the model needs one.
    """
    limit = token_limit(loaded.model.config, loaded.tokenizer)
    with _reading("target"):
        prefix = " " if is_speech and not target.startswith(" ") else ""
        goal = encode(loaded.tokenizer, target, max_tokens=limit, is_target=True, prefix=prefix)
        if is_speech and goal.ids[0] == loaded.model.config.decoder_start_token_id:
            goal = Encoded(goal.ids[1:], replace(goal.text, tokens=goal.text.tokens[1:]))
        inputs = decoder_inputs(loaded, goal.ids)
        rows = label_rows(goal.ids, inputs[0].tolist())
        if rows[_last_spelled(goal.text)] is None:
            goal = _ended(loaded, goal, limit)
            inputs = decoder_inputs(loaded, goal.ids)
            rows = label_rows(goal.ids, inputs[0].tolist())
        read = _as_read(loaded.tokenizer, goal, inputs[0].tolist(), rows, words)
    said = [place if place < inputs.shape[1] else None for place in range(len(goal.ids))]
    labels = labels_of(goal.text.tokens, rows, said)
    return Prepared({"decoder_input_ids": inputs}, options_of(loaded.model), {"target": read}, labels)


def decoder_inputs(loaded: Loaded, label_ids: Sequence[int]) -> Tensor:
    """What the decoder reads when it is taught to say `label_ids`, [1, token], as the model itself makes it.

    Where a model brings no rule of its own, the start token and the labels without the last.

    Raises:
        BadOption: the configuration names no start token, and the model needs one.
    """
    labels = torch.tensor([list(label_ids)], device=next(loaded.model.parameters()).device)
    own = getattr(loaded.model, "prepare_decoder_input_ids_from_labels", None)
    start = loaded.model.config.decoder_start_token_id
    try:
        if own is not None:
            shifted: Tensor = own(labels)
            return shifted
        return torch.cat([torch.full_like(labels[:, :1], start), labels[:, :-1]], dim=1)
    except (TypeError, ValueError) as error:
        raise BadOption("decoder_start_missing", model=loaded.name) from error


def labels_of(
    tokens: Sequence[Token], input_rows: Sequence[int | None], output_rows: Sequence[int | None]
) -> tuple[Label, ...]:
    """The labels that spell something, with the rows that read and that say them.

    >>> labels_of([Token("I", 0, 1), Token("</s>", 0, 0, True)], [1, None], [0, 1])
    (Label(start=0, end=1, input_row=1, output_row=0),)
    """
    return tuple(
        Label(token.start, token.end, row, output)
        for token, row, output in zip(tokens, input_rows, output_rows, strict=True)
        if not token.is_special
    )


def options_of(model: Any) -> dict[str, Any]:
    """No cache, and the logits of one position only, where the model knows these words: neither changes attention."""
    known = inspect.signature(model.forward).parameters
    wanted = {"use_cache": False, "logits_to_keep": 1}
    return {name: value for name, value in wanted.items() if name in known}


@contextmanager
def _reading(side: str) -> Iterator[None]:
    """A text that cannot be read is named by its side."""
    try:
        yield
    except BadText as error:
        error.values["side"] = side
        raise


def _last_spelled(text: Text) -> int:
    """The last token that spells something; the last of all where none does."""
    spelled = [place for place, token in enumerate(text.tokens) if not token.is_special]
    return spelled[-1] if spelled else len(text.tokens) - 1


def _ended(loaded: Loaded, goal: Encoded, limit: int | None) -> Encoded:
    """The target with an end token behind it, for tokenizers that add none."""
    known = (loaded.tokenizer.eos_token_id, loaded.model.config.eos_token_id, loaded.tokenizer.pad_token_id)
    end = next((number for number in known if isinstance(number, int)), goal.ids[-1])  # it is said, never read
    if limit is not None and len(goal.ids) + 1 > limit:
        raise BadText("text_too_long", count=len(goal.ids) + 1, limit=limit)
    token = Token(loaded.tokenizer.convert_ids_to_tokens(end), 0, 0, is_special=True)
    return Encoded([*goal.ids, end], replace(goal.text, tokens=(*goal.text.tokens, token)))


def _as_read(
    tokenizer: Any, goal: Encoded, ids: list[int], rows: list[int | None], words: Sequence[Span] | None
) -> Text:
    """The target as the decoder reads it: start and language tokens by name, the labels where they are read."""
    read = {row: label for label, row in enumerate(rows) if row is not None}
    tokens = tuple(
        goal.text.tokens[read[row]]
        if row in read
        else Token(str(tokenizer.convert_ids_to_tokens(number)), 0, 0, is_special=True)
        for row, number in enumerate(ids)
    )
    source = goal.text.source
    found = join_words(source, tokens) if words is None else given_words(source, tokens, words)
    return replace(goal.text, tokens=tokens, words=found)
