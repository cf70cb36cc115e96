"""One verb for all readings: `read(run, "patterns")`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headscope.errors import BadOption
from headscope.readings.edges import edges_json, read_edges
from headscope.readings.following import following_json, read_following
from headscope.readings.patterns import patterns_json, read_patterns
from headscope.readings.statistics import read_statistics, statistics_json
from headscope.readings.words import read_words, words_json
from headscope.store.run import Run

READINGS: dict[str, tuple[Callable[..., Any], Callable[[Any], Any]]] = {
    "statistics": (read_statistics, statistics_json),
    "patterns": (read_patterns, patterns_json),
    "words": (read_words, words_json),
    "edges": (read_edges, edges_json),
    "following": (read_following, following_json),
}


def read(
    run: Run, reading: str, *, heads: str | None = None, exclude_self: bool = False, exclude_special: bool = False
) -> Any:
    """What a reading says of a run.

    Args:
        run: the run.
        reading: `statistics`, `patterns`, `words`, `edges` or `following`.
        heads: a set of heads, `L5.*`, `L0-3.H7`; None for all.
        exclude_self: leave a query's own word out of its row and renormalise (`words` only).
        exclude_special: leave tokens that the tokenizer added out of each row and renormalise (`words` only).

    Returns:
        A tuple of records (`headscope.readings.base`).

    Raises:
        BadOption: there is no such reading. BadHeadId: there is no such head. NotKept: the run lacks what it needs.

    >>> import headscope as hs
    >>> run = hs.from_arrays([[0.9, 0.1], [0.2, 0.8]], ["read", "me"])
    >>> round(read(run, "statistics")[0].self_share, 2)
    0.85
    """
    if reading not in READINGS:
        raise BadOption("reading_unknown", value=reading, choices=", ".join(READINGS))
    if reading == "words":
        return read_words(run, heads, exclude_self=exclude_self, exclude_special=exclude_special)
    return READINGS[reading][0](run, heads)


def as_json(reading: str, records: Any) -> Any:
    """The records of a reading in the form that `--json` prints."""
    return READINGS[reading][1](records)
