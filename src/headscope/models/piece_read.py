"""A text as a tokenizer reads it: ids, the tokenizer's own spelling, and where each piece lies in the text."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from headscope.base.words import Span
from headscope.errors import BadText, CannotObserve
from headscope.models.letters import SPACE_MARK
from headscope.models.piece_offsets import BYTE, piece_offsets
from headscope.models.piece_spelling import spelled_pieces


@dataclass(frozen=True, slots=True)
class PieceRead:
    """What a tokenizer made of a text.

    Attributes:
        ids: one number for each token.
        pieces: the tokenizer's own spelling of each.
        is_added: true for tokens that the tokenizer puts before or behind the text.
        offsets: where each token lies in the text (start, end exclusive); (0, 0) for added ones.
    """

    ids: list[int]
    pieces: list[str]
    is_added: list[bool]
    offsets: list[Span]


def read_pieces(tokenizer: Any, text: str, *, prefix: str = "", is_target: bool = False) -> PieceRead:
    """Read a text with the special tokens the tokenizer adds of itself.

    Args:
        tokenizer: a transformers tokenizer; where it knows no character offsets (Marian, M2M-100, Speech2Text), they
            are rebuilt from its pieces (`spelled_pieces`, `piece_offsets`).
        text: the whole of what is read.
        prefix: what the text begins with and a person did not write; places in messages count behind it.
        is_target: read as what a decoder is to say.

    Raises:
        CannotObserve: the tokenizer does not say its pieces, or not the same ones twice (sampling).
        BadText: the pieces cannot be laid onto this text (`piece_offsets`).
    """
    if not getattr(tokenizer, "is_fast", False):
        return _rebuilt(tokenizer, text, prefix, is_target)
    read = _called(tokenizer, text, is_target, return_offsets_mapping=True, return_special_tokens_mask=True)
    ids = list(read["input_ids"])
    added = [bool(is_added) for is_added in read["special_tokens_mask"]]
    pieces = tokenizer.convert_ids_to_tokens(ids)
    return PieceRead(ids, pieces, added, _spread(text, pieces, read["offset_mapping"]))


def _spread(text: str, pieces: list[str], offsets: list[Span]) -> list[Span]:
    """The offsets with each byte on its own character: a unigram tokenizer says of all bytes in a row that they are
    where the whole row is.
    """
    spread: list[Span] = []
    for (start, end), run in groupby(range(len(pieces)), key=lambda place: offsets[place]):
        places = list(run)
        row = [pieces[place] for place in places]
        spans = [(start, end)] * len(row)
        if end - start > 1 and all(BYTE.fullmatch(piece) for piece in row):
            with suppress(BadText):  # bytes that make no characters stay where they are said to be
                spans = [(start + low, start + high) for low, high in piece_offsets(text[start:end], row)]
        spread += spans
    return spread


def _rebuilt(tokenizer: Any, text: str, prefix: str, is_target: bool) -> PieceRead:
    """The pieces come from `tokenize` and not from the ids: there an unknown one still spells what it stands for."""
    if not hasattr(tokenizer, "tokenize"):
        raise CannotObserve("tokenizer_without_offsets", tokenizer=type(tokenizer).__name__)
    ids = list(_called(tokenizer, text, is_target)["input_ids"])
    if is_target and hasattr(tokenizer, "_switch_to_target_mode"):  # as a tokenizer does itself when it is called
        tokenizer._switch_to_target_mode()
    try:
        pieces = tokenizer.tokenize(text)
        own = tokenizer.convert_tokens_to_ids(pieces)
    finally:
        if is_target and hasattr(tokenizer, "_switch_to_input_mode"):
            tokenizer._switch_to_input_mode()
    count = len(own)
    first = next((place for place in range(len(ids) - count + 1) if ids[place : place + count] == own), None)
    if first is None:
        raise CannotObserve("tokenizer_without_offsets", tokenizer=type(tokenizer).__name__)
    unknown = {place for place, number in enumerate(own) if number == tokenizer.unk_token_id}
    silent = {place for place in unknown if pieces[place].strip(SPACE_MARK) == tokenizer.unk_token}
    written = spelled_pieces(tokenizer, pieces)
    offsets = piece_offsets(text, written, silent=silent, spelled=unknown, prefix=prefix)
    names, behind = tokenizer.convert_ids_to_tokens(ids), len(ids) - first - count
    return PieceRead(
        ids,
        [*names[:first], *pieces, *names[first + count :]],
        [True] * first + [False] * count + [True] * behind,
        [(0, 0)] * first + offsets + [(0, 0)] * behind,
    )


def _called(tokenizer: Any, text: str, is_target: bool, **options: bool) -> Any:
    side = {"text_target" if is_target else "text": text}
    return tokenizer(**side, **options, truncation=False, verbose=False)
