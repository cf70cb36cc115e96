"""One head on one text: its numbers, where its mass lies, its strongest pairs and its rows in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from headscope.base.axes import OFFSETS, cells
from headscope.base.heads import Head
from headscope.base.messages import LANGUAGES
from headscope.errors import NotKept
from headscope.readings.base import HeadStatistics, HeadWords
from headscope.readings.edges import read_edges
from headscope.readings.words import read_words
from headscope.show.claims import NORM_STATISTICS, STATISTICS, row_sentence, statistic_text, word
from headscope.show.examples import TOKENS
from headscope.show.head_readings import head_readings
from headscope.show.known import statistics_of
from headscope.show.pack_overview import statistic_name
from headscope.show.packing import rounded_to
from headscope.show.payload import Edge, HeadPage, Profile, Series, WordRow
from headscope.show.shelf import OpenRun
from headscope.store.run import Run, head_part

EDGES = 48
ROWS = 200
STRETCHES = 256
_DISTANCE = ("distance_mass", "distance_chance", "offset_mass", "offset_chance", "offset_rows", "visible_keys")


def pack_head(opened: OpenRun, head: Head, text: int, *, has_rows: bool = True) -> HeadPage:
    """What a run tells of a head on a text; parts that it does not hold are None or empty.

    Args:
        opened: the run.
        head, text: whose page.
        has_rows: with rows in words, where they are to be had.
    """
    run = opened.run
    words, note = _words(run, head, text) if has_rows else (None, None)
    try:
        statistics = statistics_of(opened)[str(head)]
    except NotKept:
        statistics = None
    return HeadPage(
        str(head),
        text,
        {each: _statistics(statistics, each) for each in LANGUAGES},
        _profile(run, head, text),
        _entropy(run, head, text),
        _by_token(run, head, text, "received"),
        _by_token(run, head, text, "received_chance"),
        tuple(_edges(run, head, text)),
        () if words is None else tuple(_rows(words)),
        "word" if words is None else words.unit,
        tuple(head_readings(opened, str(head))),
        {each: "" if note is None else word(note, each) for each in LANGUAGES},
    )


def stretches(values: np.ndarray, places: np.ndarray | None = None, length: int | None = None) -> Series:
    """Numbers by token as a series; with `places`, numbers of some tokens of an axis of `length`.

    >>> stretches(np.array([1.0, 3.0]))
    Series(cell_tokens=1, mean=(1.0, 3.0), largest=(1.0, 3.0))
    >>> stretches(np.array([1.0, 3.0]), np.array([2, 3]), 4).mean
    (None, None, 1.0, 3.0)
    """
    places = np.arange(len(values)) if places is None else places
    width, number = cells(len(values) if length is None else length, STRETCHES)
    is_number = np.isfinite(values)
    cell, values = places[is_number] // width, values[is_number].astype(np.float64)
    count, largest = np.bincount(cell, minlength=number), np.full(number, -np.inf)
    mean = np.bincount(cell, values, number) / np.maximum(count, 1)
    np.maximum.at(largest, cell, values)
    told = [
        tuple(rounded_to(value) if there else None for value, there in zip(each, count > 0, strict=True))
        for each in (mean, largest)
    ]
    return Series(width, *told)


def _statistics(statistics: HeadStatistics | None, language: str) -> dict[str, str]:
    if statistics is None:
        return {}
    return {
        statistic_name(name): statistic_text(statistics, name, language) for name in (*STATISTICS, *NORM_STATISTICS)
    }


def _profile(run: Run, head: Head, text: int) -> Profile | None:
    site = str(head.site)
    if not all(run.has(site, name) for name in _DISTANCE):
        return None
    one = {name: run.array(site, name, text)[head.number].astype(np.float64) for name in _DISTANCE}
    rows = max(int((one["visible_keys"] > 0).sum()), 1)
    having = one["offset_rows"][0]
    there = np.flatnonzero(having > 0)
    by_offset = {name: one[name][0][there] / having[there] for name in ("offset_mass", "offset_chance")}
    return Profile(
        _rounded(one["distance_mass"][0] / rows),
        _rounded(one["distance_chance"][0] / rows),
        tuple(OFFSETS[place] for place in there),
        _rounded(by_offset["offset_mass"]),
        _rounded(by_offset["offset_chance"]),
    )


def _rounded(values: np.ndarray) -> tuple[float, ...]:
    return tuple(rounded_to(value) for value in values)


def _entropy(run: Run, head: Head, text: int) -> Series | None:
    """Entropy by row; of a run of some rows, of those; rows that see nothing have none."""
    site, record = str(head.site), run.site(str(head.site))
    queries = len(run.manifest.texts[text].sides[record.query_side].tokens)
    prefix = "row_" if run.has(site, "row_entropy_bits") else ""
    names = [f"{prefix}{name}" for name in ("entropy_bits", "visible_keys")]
    if not all(run.has(site, name) for name in names):
        return None
    entropy, visible = (run.array(site, name, text)[head.number].astype(np.float64) for name in names)
    entropy = np.where(visible > 0, entropy, np.nan)
    places = run.array(site, "row_query", text)[0].astype(np.int64) if prefix else None
    return stretches(entropy, places, queries)


def _by_token(run: Run, head: Head, text: int, name: str) -> Series | None:
    site, record = str(head.site), run.site(str(head.site))
    if not run.has(site, name):
        return None
    keys = len(run.manifest.texts[text].sides[record.key_side].tokens)
    return stretches(head_part(run, site, name, text, head.number, 0, keys))


def _edges(run: Run, head: Head, text: int) -> Iterator[Edge]:
    try:
        found = read_edges(run, str(head), EDGES, text=text)
    except NotKept:
        return
    for edge in found:
        yield Edge(edge.query_index, edge.key_index, rounded_to(edge.weight), edge.is_sink)


def _words(run: Run, head: Head, text: int) -> tuple[HeadWords | None, str | None]:
    """The first rows in words; none of a long text, whose words are too many to be read at once, and why none."""
    if max(len(side.tokens) for side in run.manifest.texts[text].sides.values()) > TOKENS:
        return None, "rows_too_long"
    try:
        found = read_words(run, str(head), text=text, most=ROWS)[0]
    except NotKept:
        return None, "rows_not_kept"
    return found, "token_rows" if found.unit == "token" else None


def _rows(words: HeadWords) -> Iterator[WordRow]:
    for row in words.rows:
        keys = tuple((key.key_index, rounded_to(key.share)) for key in row.keys)
        yield WordRow(row.query_index, row.verdict, keys, {each: row_sentence(row, each) for each in LANGUAGES})
