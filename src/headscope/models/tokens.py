"""From a text to a model's tokens, and back to what a person reads: whole characters and whole words.

The tokenizer's own spelling ("##ing", "Ġcat", "â€") is never shown: a token is what stands in the source between its
character offsets, widened to whole graphemes, so that the pieces of one emoji share that emoji as their label.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from headscope.base.given_words import given_words
from headscope.base.segments import split_segments
from headscope.base.text import Text, Token, Word
from headscope.base.words import Span, grapheme_spans, is_blank, word_spans
from headscope.errors import BadText
from headscope.models.piece_read import PieceRead, read_pieces

UNKNOWN_SHARE = 0.1
_SPACE_PIECES = frozenset({"\N{LOWER ONE EIGHTH BLOCK}", "\N{LATIN CAPITAL LETTER G WITH DOT ABOVE}"})
# These count positions from behind the padding token's number.
_OFFSET_POSITIONS = frozenset({"roberta", "xlm-roberta", "camembert", "longformer", "xlm-roberta-xl", "mpnet"})


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as a model reads it: `ids`, one number for each of `text.tokens`."""

    ids: list[int]
    text: Text


def encode(
    tokenizer: Any,
    text: str,
    *,
    max_tokens: int | None = None,
    segments: str | None = None,
    words: Sequence[Span] | None = None,
    prefix: str = "",
    is_target: bool = False,
) -> Encoded:
    """Tokenize a text with the special tokens the tokenizer adds of itself; no template is added.

    Args:
        tokenizer: a transformers tokenizer; where it knows no character offsets (a "slow" one of sentencepiece), they
            are rebuilt from its pieces.
        text: what is read, as it stands; offsets point into it.
        max_tokens: the model's limit (`token_limit`); None for no limit.
        segments: `sentence`, `clause` or the path of a file with one segment a line.
        words: the words as character offsets, where they are given (a treebank); else they are found in the text.
        prefix: what a model wants to read before the text (a language tag, an instruction); its tokens count as
            special and have no place in the text.
        is_target: encode as what a decoder is to say, for tokenizers that do this differently (mBART, NLLB).

    Raises:
        BadText: the text is empty, is no Unicode, has more than `max_tokens` tokens, more than a tenth of its pieces
            are unknown to the tokenizer, or rebuilt offsets are not certain.
        BadOption: the segments do not fit the text.
        CannotObserve: the tokenizer knows neither offsets nor pieces that spell the text.
    """
    _check_source(text)
    whole = prefix + text
    read = read_pieces(tokenizer, whole, prefix=prefix, is_target=is_target)
    if max_tokens is not None and len(read.ids) > max_tokens:
        raise BadText("text_too_long", count=len(read.ids), limit=max_tokens)
    own = set(tokenizer.all_special_ids) - {tokenizer.unk_token_id}  # special also where the user wrote them
    special = [is_added or number in own for is_added, number in zip(read.is_added, read.ids, strict=True)]
    if not all(special):
        _check_unknown(tokenizer, whole, read, special)
    tokens = _label(whole, read.pieces, special, read.offsets)
    if prefix:
        tokens = tuple(_behind_prefix(token, len(prefix)) for token in tokens)
    cut = split_segments(text, segments) if segments is not None else ()
    joined = join_words(text, tokens) if words is None else given_words(text, tokens, words)
    return Encoded(read.ids, Text(text, tokens, joined, cut))


def token_limit(config: Any, tokenizer: Any = None) -> int | None:
    """How many tokens a model reads at most: the smaller of its table of positions and its tokenizer's limit.

    None where neither sets one (relative positions).
    """
    config = config.get_text_config() if hasattr(config, "get_text_config") else config
    limits = []
    positions = getattr(config, "max_position_embeddings", None)
    if isinstance(positions, int) and positions > 0:
        behind = config.model_type in _OFFSET_POSITIONS
        limits.append(positions - (getattr(config, "pad_token_id", None) or 0) - 1 if behind else positions)
    said = getattr(config, "max_target_positions", None)  # of a decoder that writes down what it hears
    if isinstance(said, int) and said > 0:
        limits.append(said)
    longest = getattr(tokenizer, "model_max_length", None)
    if longest is not None and 0 < longest < 1_000_000_000:  # transformers writes 1e30 for "no limit"
        limits.append(int(longest))
    return min(limits, default=None)


def join_words(source: str, tokens: tuple[Token, ...]) -> tuple[Word, ...]:
    """Tokens as whole words: a word is the shortest run of tokens that covers whole words of the source.

    A special token is a word of its own. Pieces that are only spaces belong to the word that follows; other blank
    pieces (line breaks) stand alone. A piece that spans several words of the source makes one word of them.
    """
    spans = word_spans(source)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    words: list[Word] = []
    low = high = -1  # source words that the last word covers; -1 for special and blank ones
    first = 0  # token the next word begins with: earlier than the present one where spaces wait
    for place, token in enumerate(tokens):
        if token.is_special or is_blank(token.text):
            if not _waits(tokens, place):
                words.append(Word(token.text, first, place, token.is_special))
                low, high, first = -1, -1, place + 1
            continue
        begins, stops = bisect_right(ends, token.start), bisect_left(starts, token.end) - 1
        if begins <= high:
            first = words.pop().first
            begins, stops = min(begins, low), max(stops, high)
        low, high = begins, stops
        words.append(Word(source[starts[low] : ends[high]], first, place))
        first = place + 1
    return tuple(words)


def _waits(tokens: tuple[Token, ...], place: int) -> bool:
    """True for a piece that is only spaces and is followed, perhaps after more of them, by a piece of a word."""
    following = (token for token in tokens[place:] if token.is_special or token.text.strip(" "))
    after = next(following, None)
    return after is not None and after is not tokens[place] and not after.is_special and not is_blank(after.text)


def _label(source: str, pieces: list[str], special: list[bool], offsets: list[Span]) -> tuple[Token, ...]:
    """The tokens: special ones by name, the others by the source under them, in whole graphemes, without spaces."""
    spans = grapheme_spans(source)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    tokens = []
    for place, (start, end) in enumerate(offsets):
        if special[place]:
            tokens.append(Token(pieces[place], start, end, is_special=True))
            continue
        if pieces[place] in _SPACE_PIECES and place + 1 < len(offsets) and offsets[place + 1][0] == start:
            end = start  # a space that the tokenizer put before the text
        seen = range(bisect_right(ends, start), bisect_left(starts, end))
        drawn = [number for number in seen if not is_blank(source[slice(*spans[number])])]
        if drawn:
            start, end = starts[drawn[0]], ends[drawn[-1]]
        tokens.append(Token(source[start:end], start, end))
    return tuple(tokens)


def _behind_prefix(token: Token, length: int) -> Token:
    """The token with its place in the text behind a prefix; what lies in the prefix is special."""
    if token.end <= length:
        return Token(token.text, 0, 0, is_special=True)
    outside = max(length - token.start, 0)
    shown = token.text if token.is_special else token.text[outside:]
    return Token(shown, max(token.start - length, 0), token.end - length, token.is_special)


def _check_source(text: str) -> None:
    if is_blank(text):
        raise BadText("text_empty")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadText("text_not_unicode", place=error.start) from error


def _check_unknown(tokenizer: Any, text: str, read: PieceRead, special: list[bool]) -> None:
    """Refuse a text of which more than a tenth of the pieces are unknown; the message names a model that reads it."""
    pieces = [(number, span) for number, added, span in zip(read.ids, special, read.offsets, strict=True) if not added]
    unknown = tokenizer.unk_token_id, tokenizer.unk_token  # who writes the token's own name means it
    lost = [span for number, span in pieces if number == unknown[0] and text[slice(*span)].strip() != unknown[1]]
    if len(lost) > UNKNOWN_SHARE * len(pieces):
        letters = [letter for letter in text if letter.isalpha()]
        latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
        sample = "smollm2" if latin == len(letters) else "e5-small"
        example = text[slice(*lost[0])]
        raise BadText("text_unknown", unknown=len(lost), count=len(pieces), example=example, sample=sample)
