"""The text that a model said: its ids back in characters, each token with its place behind what the model was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headscope.base.text import Token
from headscope.base.words import Span
from headscope.errors import BadText, CannotObserve
from headscope.models.tokens import Encoded, encode, label_tokens

UNSPELLED = "\N{REPLACEMENT CHARACTER}"  # what a decoder writes for bytes that make no character


def said_text(tokenizer: Any, given: Encoded, said: Sequence[int], *, is_target: bool = False) -> Encoded:
    """A text and what a model said behind it as one text, a token for every id.

    Where the tokenizer reads the whole text as the same ids, tokens lie where it puts them. Else those that were said
    are spelled one by one: the pieces of one character share it, and bytes that make no character are U+FFFD, never
    letters of another alphabet.

    Args:
        tokenizer: a transformers tokenizer.
        given: the text before, and its ids; empty text and special ids where a decoder begins afresh.
        said: the ids that were said.
        is_target: the text is what a decoder says, for tokenizers that read this differently.

    Returns:
        The ids in order and the text; words and segments are left out.
    """
    answer = _answer(tokenizer, given.ids, said)
    whole = given.text.source + answer
    ids = [*given.ids, *said]
    named = special_ids(tokenizer) | {number for number in said if tokenizer.convert_ids_to_tokens(number) is None}
    tokens = _as_read(tokenizer, whole, ids, named, is_target=is_target)
    if tokens is None:
        tokens = (*given.text.tokens, *_spelled(tokenizer, given, said, named, whole))
    return Encoded(ids, type(given.text)(whole, tokens, ()))


def special_ids(tokenizer: Any) -> frozenset[int]:
    """The ids that stand for no text: named ones, and added ones that are marked so."""
    added = getattr(tokenizer, "added_tokens_decoder", {})
    marked = {number for number, token in added.items() if getattr(token, "special", False)}
    return frozenset((set(tokenizer.all_special_ids) | marked) - {tokenizer.unk_token_id})


def _decoded(tokenizer: Any, ids: Sequence[int]) -> str:
    text: str = tokenizer.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return text


def _answer(tokenizer: Any, given: Sequence[int], said: Sequence[int]) -> str:
    """What was said, as it follows what was given: some decoders drop the space before the first word of all."""
    before, whole = _decoded(tokenizer, given), _decoded(tokenizer, [*given, *said])
    return whole[len(before) :] if whole.startswith(before) else _decoded(tokenizer, said)


def _as_read(
    tokenizer: Any, whole: str, ids: Sequence[int], named: frozenset[int], *, is_target: bool
) -> tuple[Token, ...] | None:
    """The tokens of the whole text as the tokenizer reads it; None where it reads other ids."""
    try:
        read = encode(tokenizer, whole, is_target=is_target)
    except (BadText, CannotObserve):
        return None
    waiting = list(zip(read.ids, read.text.tokens, strict=True))
    tokens = []
    for number in ids:
        while waiting and waiting[0][0] != number and waiting[0][0] in named:
            waiting.pop(0)
        if waiting and waiting[0][0] == number:
            tokens.append(waiting.pop(0)[1])
        elif number in named:
            tokens.append(_named(tokenizer, number))
        else:
            return None
    return None if any(number not in named for number, _ in waiting) else tuple(tokens)


def _spelled(
    tokenizer: Any, given: Encoded, said: Sequence[int], named: frozenset[int], whole: str
) -> tuple[Token, ...]:
    """The tokens that were said, each with what the text grew by when it came."""
    begin = len(given.text.source)
    grown = [_answer(tokenizer, given.ids, said[: count + 1]) for count in range(len(said))]
    spans = [(begin + start, begin + end) for start, end in grown_spans(grown)]
    pieces = [str(piece) for piece in tokenizer.convert_ids_to_tokens(list(said))]
    special = [number in named for number in said]
    texts = label_tokens(whole, pieces, special, spans)
    return tuple(
        _named(tokenizer, number) if is_special else token
        for number, is_special, token in zip(said, special, texts, strict=True)
    )


def grown_spans(grown: Sequence[str]) -> list[Span]:
    """The characters that each token added, from the text as it was behind each.

    A character that comes in several tokens is U+FFFD until the last of them, so the text is no beginning of the whole
    before that: these tokens share what it became.

    >>> grown_spans(["a", "a\N{REPLACEMENT CHARACTER}", "a\N{REPLACEMENT CHARACTER}", "a好", "a好b"])
    [(0, 1), (1, 2), (1, 2), (1, 2), (2, 3)]
    """
    whole = grown[-1] if grown else ""
    spans: list[Span] = []
    begin = waiting = 0
    for place, text in enumerate(grown):
        waiting += 1
        if not whole.startswith(text) and place < len(grown) - 1:
            continue
        same = len(text) <= begin and whole[:begin].endswith(UNSPELLED) and bool(spans)
        spans += [spans[-1] if same else (begin, max(begin, len(text)))] * waiting
        begin, waiting = max(begin, len(text)), 0
    return spans


def _named(tokenizer: Any, number: int) -> Token:
    """A token that spells nothing, by its name; by its number where the tokenizer has none for it."""
    name = tokenizer.convert_ids_to_tokens(number)
    return Token(f"<{number}>" if name is None else str(name), 0, 0, is_special=True)
