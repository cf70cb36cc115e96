"""Word alignments as text, a line for each pair: `0-0 1-2 3p4`, the form that aligners and gold standards share.

A *link* is a source word and a target word, both counted from 0. In gold, `i-j` is a sure link and `ipj` a possible
one (Och & Ney 2003, "A Systematic Comparison of Various Statistical Alignment Models", section 5); some files count
from 1 instead, which nothing in them says: what does not fit is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from headscope.base.disk import write_whole
from headscope.errors import BadOption
from headscope.readings.pair_file import text_lines

Link = tuple[int, int]
Written = tuple[str, Link, bool]  # a link as it stands in the file, counted from 0, and whether it is sure

LEAST_LINES = 5
_LINK = re.compile(r"([0-9]{1,9})([-p])([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class GoldLinks:
    """What people say of one pair.

    Attributes:
        sure: links that an aligner has to find.
        possible: links that it may find; the sure ones are among them.

    Raises:
        BadOption: a sure link is not possible.
    """

    sure: frozenset[Link]
    possible: frozenset[Link]

    def __post_init__(self) -> None:
        outside = self.sure - self.possible
        if outside:
            raise BadOption("gold_sure_outside", value=links_line(outside))


def read_gold(
    path: str | Path, *, one_indexed: bool = False, lengths: Sequence[tuple[int, int]] | None = None
) -> tuple[GoldLinks, ...]:
    """The gold of a Pharaoh file: `i-j` sure, `ipj` possible; a link written both ways is sure.

    Args:
        path: the file, a line for each pair, empty where the pair has no link.
        one_indexed: the file counts words from 1.
        lengths: number of source and target words of each pair. Without them only the form of the links is checked.

    Returns:
        For each line its links, counted from 0.

    Raises:
        BadOption: no such file; a link that is not readable or out of range; a file that seems to count from 1, or not
            to; more or fewer lines than pairs. The message names the line and the link.

    >>> read_gold("missing.gold")
    Traceback (most recent call last):
    headscope.errors.BadOption: File is not there: got 'missing.gold', expected a file that can be read. ...
    """
    lines = _read(path, one_indexed=one_indexed, lengths=lengths)
    return tuple(
        GoldLinks(frozenset(link for _, link, is_sure in line if is_sure), frozenset(link for _, link, _ in line))
        for line in lines
    )


def read_links(
    path: str | Path, *, one_indexed: bool = False, lengths: Sequence[tuple[int, int]] | None = None
) -> tuple[frozenset[Link], ...]:
    """The links of a Pharaoh file, possible ones among them; arguments and errors are those of `read_gold`.

    >>> read_links("missing.links")
    Traceback (most recent call last):
    headscope.errors.BadOption: File is not there: got 'missing.links', expected a file that can be read. ...
    """
    lines = _read(path, one_indexed=one_indexed, lengths=lengths)
    return tuple(frozenset(link for _, link, _ in line) for line in lines)


def links_line(links: Iterable[Link]) -> str:
    """The links of one pair as a line, in order.

    >>> links_line({(1, 2), (0, 0), (1, 0)})
    '0-0 1-0 1-2'
    """
    return " ".join(f"{source}-{target}" for source, target in sorted(links))


def write_links(path: str | Path, links: Iterable[Iterable[Link]]) -> None:
    """A Pharaoh file of the links of every pair, counted from 0, a line each, empty where there is none.

    Raises:
        DiskFull: there is no room for it. OSError: the file cannot be written.
    """
    write_whole({Path(path): "".join(links_line(one) + "\n" for one in links).encode("utf-8")})


def check_counting(links: Sequence[frozenset[Link]], gold: Sequence[GoldLinks]) -> None:
    """Refuses to compare links that count words from 0 with ones that seem to count from 1.

    Of five lines or more, some link practically always holds the first word of its sentence. Gold without an index 0
    on either side, beside links that have one, is refused; so are links without one beside gold that has one, unless
    more of them are in the gold as they stand than with 1 subtracted: an aligner may well leave first words out.
    Shorter files are not judged, and neither is a pair of files without any index 0: both may count from 1.

    Raises:
        BadOption: one of the two seems to count from 1.

    >>> gold = [GoldLinks(frozenset({(1, 1)}), frozenset({(1, 1)}))] * 5
    >>> check_counting([frozenset({(0, 0)})] * 5, gold)
    Traceback (most recent call last):
    headscope.errors.BadOption: Gold seems to count from 1: got no index 0 in 5 lines, ...
    """
    possible = [one.possible for one in gold]
    if _lacks_zero(possible) and _has_zero(links):
        raise BadOption("gold_counts_from_one", lines=len(gold))
    if _lacks_zero(links) and _has_zero(possible):
        plain = sum(len(mine & theirs) for mine, theirs in zip(links, possible, strict=False))
        shifted = sum(len(_less_one(mine) & theirs) for mine, theirs in zip(links, possible, strict=False))
        if shifted >= plain:
            raise BadOption("links_count_from_one", lines=len(links), shifted=shifted, plain=plain)


def _lacks_zero(lines: Sequence[frozenset[Link]]) -> bool:
    """True where there is enough to judge by and nothing in it counts from 0."""
    return len(lines) >= LEAST_LINES and any(lines) and not _has_zero(lines)


def _has_zero(lines: Sequence[frozenset[Link]]) -> bool:
    return any(0 in link for line in lines for link in line)


def _less_one(links: frozenset[Link]) -> frozenset[Link]:
    return frozenset((source - 1, target - 1) for source, target in links)


def _read(path: str | Path, *, one_indexed: bool, lengths: Sequence[tuple[int, int]] | None) -> list[list[Written]]:
    """The links of every line, counted from 0, checked against the lengths where these are known."""
    texts = text_lines(path)
    if lengths is not None:
        while len(texts) > len(lengths) and not texts[-1].strip():
            texts.pop()
    lines = [
        [_link(word, number, str(path), one_indexed=one_indexed) for word in text.split()]
        for number, text in enumerate(texts, 1)
    ]
    if lengths is not None:
        _check_count(len(lines), len(lengths), str(path))
        _check_range(lines, lengths, str(path), one_indexed=one_indexed)
    return lines


def _link(written: str, line: int, path: str, *, one_indexed: bool) -> Written:
    found = _LINK.fullmatch(written)
    if found is None:
        raise BadOption("link_syntax", value=written[:40], line=line, path=path)
    source, target = int(found[1]), int(found[3])
    if one_indexed and 0 in (source, target):
        raise BadOption("link_index_zero", value=written, line=line, path=path)
    return written, (source - one_indexed, target - one_indexed), found[2] == "-"


def _check_count(found: int, expected: int, path: str) -> None:
    if found != expected:
        key = "links_too_few" if found < expected else "links_too_many"
        raise BadOption(key, found=found, expected=expected, line=min(found, expected) + 1, path=path)


def _check_range(
    lines: list[list[Written]], lengths: Sequence[tuple[int, int]], path: str, *, one_indexed: bool
) -> None:
    """Every link lies within its pair; where none does that is counted from 0 but all would from 1, that is said."""
    for number, (line, (sources, targets)) in enumerate(zip(lines, lengths, strict=True), 1):
        for written, (source, target), _ in line:
            if source < sources and target < targets:
                continue
            seems_shifted = not one_indexed and all(
                1 <= link[0] <= length[0] and 1 <= link[1] <= length[1]
                for one, length in zip(lines, lengths, strict=True)
                for _, link, _ in one
            )
            raise BadOption(
                "links_seem_from_one" if seems_shifted else "link_out_of_range",
                value=written, line=number, path=path, source=sources, target=targets,
                highest=f"{sources - 1 + one_indexed}-{targets - 1 + one_indexed}",
            )  # fmt: skip
