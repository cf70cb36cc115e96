"""Sentence pairs from a file: a source and its translation a line."""

from __future__ import annotations

from pathlib import Path

from headscope.base.pairs import SentencePair, joined
from headscope.base.words import Span, is_blank, word_spans
from headscope.errors import BadOption, BadText

SEPARATOR = "|||"


def read_pairs(path: str | Path) -> tuple[SentencePair, ...]:
    """The pairs of a UTF-8 file, in order: `source ||| target` a line, or two columns divided by a tab.

    A side with spaces counts as cut into words: it is cut at its spaces and nowhere else, so that the words are those
    that an alignment of the same file counts. A side without spaces is cut as headscope cuts every text, Chinese by
    characters; "Hello." gives "Hello" and ".". Empty lines at the end are ignored.

    Args:
        path: the file.

    Returns:
        One pair for each line.

    Raises:
        BadOption: there is no such file, it is no text or holds nothing, or a line is empty or has not exactly one
            separator; the message names the line.
        BadText: a side is empty; the message names the line.

    >>> read_pairs("missing.txt")
    Traceback (most recent call last):
    headscope.errors.BadOption: File is not there: got 'missing.txt', expected a file that can be read. ...
    """
    lines = text_lines(path)
    while lines and is_blank(lines[-1]):
        lines.pop()
    if not lines:
        raise BadOption("pairs_none", path=str(path))
    return tuple(_pair(line, number, str(path)) for number, line in enumerate(lines, 1))


def text_lines(path: str | Path) -> list[str]:
    """The lines of a UTF-8 file without their ends; a mark of byte order is dropped.

    Lines end at line feeds, as other tools count them, not at every character that Unicode lets break a line.

    Raises:
        BadOption: there is no such file, or it is no UTF-8 text.
    """
    file = Path(path)
    if not file.is_file():
        raise BadOption("file_missing", path=str(path))
    try:
        content = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadOption("file_not_text", path=str(path)) from error
    if "\0" in content:  # UTF-16 without its mark is valid UTF-8, every other character a zero
        raise BadOption("file_not_text", path=str(path))
    return content.removesuffix("\n").split("\n") if content else []


def _pair(line: str, number: int, path: str) -> SentencePair:
    if is_blank(line):
        raise BadOption("pair_line_empty", line=number, path=path)
    sides = line.split(SEPARATOR if SEPARATOR in line else "\t")
    if len(sides) == 1:
        raise BadOption("pair_no_separator", line=number, path=path, value=_short(line))
    # A tab inside a side divided by ||| would be a second separator.
    if len(sides) > 2 or any("\t" in side.strip() for side in sides):
        raise BadOption("pair_separators", line=number, path=path, value=_short(line))
    for side, key in zip(sides, ("pair_source_empty", "pair_target_empty"), strict=True):
        if is_blank(side):
            raise BadText(key, line=number, path=path, value=_short(line))
    (source, source_words), (target, target_words) = (_laid_out(side) for side in sides)
    return SentencePair(source, target, source_words, target_words)


def _laid_out(side: str) -> tuple[str, tuple[Span, ...]]:
    """A side as the model reads it, and its words."""
    words = side.split()
    return joined(words) if len(words) > 1 else (words[0], tuple(word_spans(words[0])))


def _short(line: str) -> str:
    bare = " ".join(line.split())
    return bare if len(bare) <= 60 else bare[:57] + "..."
