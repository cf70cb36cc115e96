"""What the viewer is told of claims: those of every reading, tables, the four views, pairs of a report on alignment."""

from __future__ import annotations

from typing import Literal

import msgspec

from headscope.show.payload import ArrayPayload


class Jump(msgspec.Struct, frozen=True):
    """A place that shows something: a head on a text, there a row and a key (tokens) where they are known."""

    head: str
    text: int
    label: str
    query: int | None = None
    key: int | None = None


class Claim(msgspec.Struct, frozen=True):
    """One claim: a sentence, what it scored against what baseline, with which interval, how it is graded, where it can
    be seen, and what it does not show. Numbers come as text with their units; "" where there are none."""

    sentence: str
    heads: tuple[str, ...]
    grade: str
    score: str
    baseline: str
    interval: str
    evidence: tuple[Jump, ...]
    caution: str
    label: str = ""


class TableCell(msgspec.Struct, frozen=True):
    """A cell of a table: its text, something smaller under it, and how it stands out."""

    text: str
    more: str = ""
    marks: tuple[str, ...] = ()


class TableLine(msgspec.Struct, frozen=True):
    """A line of a table; `head` where a head can be opened from it; `is_strong` where it stands out."""

    cells: tuple[TableCell, ...]
    head: str = ""
    is_strong: bool = False


class Table(msgspec.Struct, frozen=True):
    """A table in words."""

    heading: str
    headings: tuple[str, ...]
    lines: tuple[TableLine, ...]
    note: str
    is_folded: bool = False


class Reading(msgspec.Struct, frozen=True):
    """What one reading says of a run: `name`, its heading, sentences, claims, tables, and its caution. The viewer shows
    readings it has never heard of by this alone."""

    name: str
    heading: str
    lines: tuple[str, ...]
    claims: tuple[Claim, ...]
    tables: tuple[Table, ...]
    caution: str


class Command(msgspec.Struct, frozen=True):
    """Where to look further."""

    command: str
    purpose: str


class FourView(msgspec.Struct, frozen=True):
    """One of the four views: the kind, the best head of that kind with its grade; "" where none has a grade yet, and
    `note` says so."""

    kind: Literal["syntactic", "semantic", "positional", "long_range"]
    head: str
    grade: str
    note: str


class FindingsPayload(msgspec.Struct, frozen=True):
    """`RUN/findings/LANG`: everything that is claimed of a run, in one language."""

    language: str
    readings: tuple[Reading, ...]
    commands: tuple[Command, ...]
    four_views: tuple[FourView, ...]


class Linked(msgspec.Struct, frozen=True, array_like=True):
    """Words of a pair that links join: their places, and what is said of them by language."""

    targets: tuple[int, ...]
    sources: tuple[int, ...]
    said: dict[str, str]


class AlignedPair(msgspec.Struct, frozen=True):
    """`RUN/pair/N`: one pair of a report on alignment: its words, its links (source, target, share, how found), the map
    where the report keeps it; `together` are blocks (first and last source word, first and last target word)."""

    number: int
    title: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    links: tuple[tuple[int, int, float, str], ...]
    together: tuple[tuple[int, int, int, int], ...]
    shares: ArrayPayload | None
    linked: tuple[Linked, ...]
    unlinked: dict[str, str | None]


class AlignedPairs(msgspec.Struct, frozen=True):
    """`RUN/pairs`: number and title of the pairs of a report on alignment, and how many more there are."""

    pairs: tuple[tuple[int, str], ...]
    pairs_left: int
