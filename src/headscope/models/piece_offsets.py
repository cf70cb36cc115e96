"""Where the pieces of a tokenizer without character offsets lie in the text: both are laid upon each other.

Text and pieces are brought to one form that no normaliser changes (`letters`). There they must agree letter for letter,
from the first to the last, and each letter knows the characters, or the pieces, that it comes from. Only unknown pieces
that spell nothing leave room, and only where no more than one place fits them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from headscope.base.words import Span
from headscope.errors import BadText
from headscope.models.letters import Letter, letters_of

BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_SHOWN = 16  # characters of the text that a message shows
_Part = tuple[str, int, int]  # what is spelled, and the run of pieces that spells it


@dataclass(frozen=True, slots=True)
class _Misfit:
    """Which piece does not fit (`key` says how), and the letter of the text where it should stand."""

    key: str
    piece: int
    letter: int


def piece_offsets(
    text: str,
    pieces: Sequence[str | bytes],
    *,
    silent: Collection[int] = (),
    spelled: Collection[int] = (),
    prefix: str = "",
) -> list[Span]:
    """Where each piece lies in the text, as character offsets (start, end exclusive) that never step back.

    A piece has the characters its letters come from, without the spaces around them. Pieces that share a character (its
    bytes, the two letters of a ligature) all have it. A piece of spaces alone has what stands between its neighbours.
    Where text and pieces agree only without accents (BERT's lower case drops them), the accents are nobody's.

    Args:
        text: what was read.
        pieces: the tokenizer's spelling: with space marks (U+2581), normalised, bytes as `<0xE4>` or as bytes.
        silent: numbers of the pieces that stand for something unknown and spell nothing of it (`<unk>`).
        spelled: numbers of the pieces that are never bytes, whatever they look like.
        prefix: what the text begins with and a person did not write; places in messages count behind it.

    Raises:
        BadText: a piece does not stand in the text, characters are left over, or an unknown piece fits several places.

    >>> piece_offsets("Ｔhe  ﬁne 天", ["▁the", "▁fi", "ne", "▁", "<0xE5>", "<0xA4>", "<0xA9>"])
    [(0, 3), (5, 6), (6, 8), (8, 9), (9, 10), (9, 10), (9, 10)]
    >>> piece_offsets("我♥ 你", ["▁我", "<unk>", "▁你"], silent={1})
    [(0, 1), (1, 2), (3, 4)]
    """
    source = letters_of((letter, place, place + 1) for place, letter in enumerate(text))
    parts = _parts(pieces, spelled)
    owners = _fitted(source, parts, len(pieces), sorted(silent), letters_of)
    if isinstance(owners, _Misfit):
        bare = _without_accents(source)
        again = _fitted(bare, parts, len(pieces), sorted(silent), lambda block: _without_accents(letters_of(block)))
        if not isinstance(again, _Misfit) or again.piece >= owners.piece:
            source, owners = bare, again
    if isinstance(owners, _Misfit):
        place = source[owners.letter].start if owners.letter < len(source) else len(text)
        rest, piece = text[place : place + _SHOWN], _written(pieces[owners.piece]) if pieces else ""
        raise BadText(owners.key, piece=piece, place=place - len(prefix), rest=rest)
    found: dict[int, Span] = {}
    for letter, (first, end) in zip(source, owners, strict=True):
        for number in range(first, end):
            start, stop = found.get(number, (letter.start, letter.end))
            found[number] = min(start, letter.start), max(stop, letter.end)
    return _with_blanks(found, len(pieces), len(text))


def _fitted(
    source: list[Letter],
    parts: list[_Part],
    count: int,
    silent: Sequence[int],
    letters: Callable[[Iterable[_Part]], list[Letter]],
) -> list[Span] | _Misfit:
    """`_owners` of what the pieces spell; what a person wrote ("<unk>") comes before what is unknown."""
    owners = _owners(source, [letters(parts)], ())
    if isinstance(owners, _Misfit) and silent:
        written = [[part for part in parts if low < part[1] < high] for low, high in _gaps(silent, count)]
        owners = _owners(source, [letters(block) for block in written], silent)
    return owners


def _without_accents(letters: list[Letter]) -> list[Letter]:
    return [letter for letter in letters if unicodedata.category(letter.form) != "Mn"]


def _parts(pieces: Sequence[str | bytes], spelled: Collection[int]) -> list[_Part]:
    """What the pieces spell, each with its run of pieces; bytes in a row as the characters they make, if they do."""
    parts: list[_Part] = []
    raw = [None if place in spelled else _bytes(piece) for place, piece in enumerate(pieces)]
    for is_byte, run in groupby(range(len(pieces)), key=lambda place: raw[place] is not None):
        places = list(run)
        row = [raw[place] or b"" for place in places]
        together = b"".join(row)
        written = together.decode("utf-8", "replace")
        if not is_byte or written.encode() != together:
            parts += [(_written(pieces[place]), place, place + 1) for place in places]
            continue
        ends = list(accumulate(len(piece) for piece in row))
        start = 0
        for letter in written:
            end = start + len(letter.encode())
            parts.append((letter, places[bisect_right(ends, start)], places[bisect_left(ends, end)] + 1))
            start = end
    return parts


def _bytes(piece: str | bytes) -> bytes | None:
    """The bytes that a piece stands for; None for one that spells letters."""
    if isinstance(piece, bytes):
        return piece
    match = BYTE.fullmatch(piece)
    return bytes([int(match[1], 16)]) if match else None


def _written(piece: str | bytes) -> str:
    return piece.decode("utf-8", "backslashreplace") if isinstance(piece, bytes) else piece


def _gaps(cut: Sequence[int], count: int) -> list[Span]:
    """The pieces between which the blocks lie that the silent pieces leave.

    >>> _gaps([2, 3], 6)
    [(-1, 2), (2, 3), (3, 6)]
    """
    return list(zip((-1, *cut), (*cut, count), strict=True))


def _owners(source: list[Letter], blocks: list[list[Letter]], silent: Sequence[int]) -> list[Span] | _Misfit:
    """For each letter of the text its run of pieces, where the blocks fit in one way only; a silent piece between two
    blocks has at least one letter.
    """
    whole = "".join(letter.form for letter in source)
    forms = ["".join(letter.form for letter in block) for block in blocks]
    starts = _earliest(whole, forms)
    if len(starts) < len(blocks):
        return _misfit(whole, forms, blocks, silent, starts)
    mirrored = reversed(_earliest(whole[::-1], [form[::-1] for form in reversed(forms)]))
    owners: list[Span] = []
    for number, (start, behind) in enumerate(zip(starts, mirrored, strict=True)):
        if start + len(forms[number]) + behind != len(whole):
            return _Misfit("piece_ambiguous", silent[number - 1], len(owners))
        if number:
            owners += [(silent[number - 1], silent[number - 1] + 1)] * (start - len(owners))
        owners += [(letter.start, letter.end) for letter in blocks[number]]
    return owners


def _earliest(whole: str, forms: list[str]) -> list[int]:
    """The first places of the blocks, the first and the last at the ends; up to the block that fits nowhere."""
    starts: list[int] = []
    end = -1
    for number, form in enumerate(forms):
        is_last = number == len(forms) - 1
        start = 0 if number == 0 else len(whole) - len(form) if is_last else whole.find(form, end + 1)
        if start <= end or not whole.startswith(form, start) or (is_last and start + len(form) != len(whole)):
            break
        starts.append(start)
        end = start + len(form)
    return starts


def _misfit(
    whole: str, forms: list[str], blocks: list[list[Letter]], silent: Sequence[int], starts: list[int]
) -> _Misfit:
    """The first piece and letter that part, where the block behind `starts` fits nowhere."""
    number = len(starts)
    if number:
        first = blocks[number][0].start if blocks[number] else silent[number - 1]
        return _Misfit("piece_off_text", first, starts[-1] + len(forms[number - 1]))
    same = next((place for place, (one, other) in enumerate(zip(whole, forms[0], strict=False)) if one != other), None)
    same = min(len(whole), len(forms[0])) if same is None else same
    if same < len(forms[0]):
        return _Misfit("piece_off_text", blocks[0][same].start, same)
    return _Misfit("text_without_piece", blocks[0][-1].end - 1 if blocks[0] else 0, same)


def _with_blanks(found: dict[int, Span], count: int, length: int) -> list[Span]:
    """The spans of all pieces: those that spell nothing lie between the ones before and behind."""
    behind = [(length, length)] * (count + 1)
    for piece in range(count - 1, -1, -1):
        behind[piece] = found.get(piece, behind[piece + 1])
    spans: list[Span] = []
    before = 0
    for piece in range(count):
        gap = sorted((before, behind[piece][0]))
        spans.append(found.get(piece, (gap[0], gap[1])))
        before = found[piece][1] if piece in found else before
    return spans
