"""What the pieces of a tokenizer without offsets spell, whatever marks and tables it writes them with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from itertools import count
from typing import Any

from headscope.models.letters import SPACE_MARK


def spelled_pieces(tokenizer: Any, pieces: Sequence[str]) -> list[str | bytes]:
    """The pieces without what only says where a word begins or goes on; bytes where each letter stands for one.

    Pieces with space marks (sentencepiece) stay as they are. Else the vocabulary tells how they are written: a letter
    for each byte, as it is (ByT5, Perceiver) or by GPT-2's table (Clvp); with `##` before a piece that goes on (BERT),
    with `@@` behind one (CTRL, PhoBERT) or `</w>` behind a word (XLM, FSMT). A person who writes one of these marks,
    where the tokenizer uses it, is read as the tokenizer.
    """
    if any(SPACE_MARK in piece for piece in pieces) or not hasattr(tokenizer, "get_vocab"):
        return list(pieces)
    if tokenizer.vocab_size > sys.maxunicode:  # Canine: every character is a piece
        return list(pieces)
    return unmarked(tokenizer.get_vocab(), pieces)


def unmarked(vocabulary: Collection[str], pieces: Sequence[str]) -> list[str | bytes]:
    """`spelled_pieces` by a vocabulary.

    >>> unmarked({"the", "##s"}, ["the", "cat", "##s"])
    ['the', 'cat', 's']
    >>> unmarked([*byte_letters()], ["Ġå¤", "©"])
    [b' \\xe5\\xa4', b'\\xa9']
    """
    for letters in (_LATIN, byte_letters()):
        if all(letter in vocabulary for letter in letters):
            return [
                bytes(letters[letter] for letter in piece) if letters.keys() >= set(piece) else piece
                for piece in pieces
            ]
    for is_marked, bare in _MARKS:
        if any(is_marked(entry) for entry in vocabulary):
            return [bare(piece) if is_marked(piece) else piece for piece in pieces]
    return list(pieces)


_LATIN = {chr(byte): byte for byte in range(256)}
_MARKS: tuple[tuple[Callable[[str], bool], Callable[[str], str]], ...] = (
    (lambda piece: piece.startswith("##") and len(piece) > 2, lambda piece: piece.removeprefix("##")),
    (lambda piece: piece.endswith("@@") and len(piece) > 2, lambda piece: piece.removesuffix("@@")),
    (lambda piece: piece.endswith("</w>"), lambda piece: piece.removesuffix("</w>")),
)


def byte_letters() -> dict[str, int]:
    """GPT-2's letters (Radford et al. 2019): a byte that Latin-1 prints is its own letter, the others are the letters
    from U+0100 on.

    >>> byte_letters()["Ġ"], byte_letters()["a"], len(byte_letters())
    (32, 97, 256)
    """
    spare = count(0x100)
    return {chr(byte if chr(byte).isprintable() and byte != 0x20 else next(spare)): byte for byte in range(256)}
