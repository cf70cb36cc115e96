"""A text cut into segments, the blocks of the block pattern: sentences, clauses, or what a file says, line by line."""

from __future__ import annotations

import re
from pathlib import Path

from headscope.base.text import Segment
from headscope.errors import BadOption

_CLOSING = "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}」』）)】》]"
# Chinese marks end a segment wherever they stand, Latin ones only before a space or the end: 3.5 and 1,000 stay whole.
_ENDS = {
    "sentence": re.compile(rf"(?:[。！？…]+|[.!?]+(?=[{re.escape(_CLOSING)}]*(?:\s|$)))[{re.escape(_CLOSING)}]*|\n"),
    "clause": re.compile(
        rf"(?:[。！？…，；：、]+|[.!?,;:]+(?=[{re.escape(_CLOSING)}]*(?:\s|$)))[{re.escape(_CLOSING)}]*|\n"
    ),
}
# A point behind these ends no sentence.
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|cf|Fig|No|[A-Z])\.$")


def split_segments(source: str, how: str) -> tuple[Segment, ...]:
    """The segments of a source in order, without the spaces between them.

    Args:
        source: the text.
        how: `sentence` (ends at . ! ? and 。！？…), `clause` (also at , ; : and ，；：、), or the path of a UTF-8 file
            with one segment a line, which together spell the text; spaces do not count, empty lines neither.

    Raises:
        BadOption: `how` is neither of the two words nor a readable file, or a line of the file does not fit the text.

    >>> [segment.label for segment in split_segments("虽然天气不好，但是我们还是要出门。", "clause")]
    ['虽然天气不好，', '但是我们还是要出门。']
    """
    cuts = _by_marks(source, how) if how in _ENDS else _by_lines(source, Path(how))
    segments = []
    for start, end in zip([0, *cuts], [*cuts, len(source)], strict=True):
        bare = source[start:end].strip()
        if bare:
            begins = start + source[start:end].index(bare[0])
            segments.append(Segment(begins, begins + len(bare), bare))
    return tuple(segments)


def _by_marks(source: str, how: str) -> list[int]:
    """Where segments end, told by punctuation."""
    return [
        match.end()
        for match in _ENDS[how].finditer(source)
        if not _SHORT.search(source, max(0, match.end() - 8), match.end())
    ]


def _by_lines(source: str, file: Path) -> list[int]:
    """Where segments end, told by the lines of a file."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadOption("segments_unknown", value=str(file)) from error
    place, cuts = 0, []
    for number, line in enumerate(lines, 1):
        for letter in "".join(line.split()):
            while place < len(source) and source[place].isspace():
                place += 1
            if source[place : place + 1] != letter:
                raise BadOption(
                    "segments_line", file=str(file), line=number, got=line, expected=source[place : place + 40]
                )
            place += 1
        cuts.append(place)
    if source[place:].strip():
        raise BadOption("segments_short", file=str(file), lines=len(lines), expected=source[place:].strip()[:40])
    return cuts
