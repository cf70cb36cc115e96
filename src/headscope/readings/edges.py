"""The strongest query-key pairs of a head, a set of heads or a whole run; sinks and special queries apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np

from headscope.base.heads import Head, select_heads
from headscope.base.text import Text
from headscope.readings.base import Edge
from headscope.store.layout import SideRecord
from headscope.store.run import Run

SINK_SHARE = 0.10  # what a column must receive beyond chance to be a sink

_SUMS = ("received", "received_chance", "received_rows")
_STRONGEST = ("top_weight", "top_key", "visible_keys")


def read_edges(run: Run, heads: str | None = None, most: int = 20, *, text: int | None = None) -> tuple[Edge, ...]:
    """The pairs of tokens with the largest weights, out of the eight strongest keys of each row.

    First come ordinary pairs, then pairs whose key is a sink, then pairs whose query is a special token; of each kind
    at most `most`, strongest first. A large weight says that the head reads there, not that the model makes use of it:
    sinks take large weights and often carry little.

    Args:
        run: the run.
        heads: a head set such as `L5.H3`; all if None.
        most: how many pairs of each kind.
        text: number of the only text to look at; all if None.

    Raises:
        BadHeadId: `heads` names a head that is not there. NotKept: the run lacks the reductions.

    >>> from headscope.capture.arrays import from_arrays
    >>> run = from_arrays([[0.1, 0.9], [0.9, 0.1]], ["Hello", "world"])
    >>> [(edge.query, edge.key, edge.weight) for edge in read_edges(run, most=2)]
    [('Hello', 'world', 0.9), ('world', 'Hello', 0.9)]
    """
    chosen = run.heads if heads is None else select_heads(heads, run.heads)
    numbers = range(run.texts) if text is None else [text]
    kinds: tuple[list[Edge], ...] = ([], [], [])
    for name in dict.fromkeys(str(head.site) for head in chosen):
        site = run.site(name)
        for number in numbers:
            sides = run.manifest.texts[number].sides
            query, key = sides[site.query_side], sides[site.key_side]
            arrays = {each: run.array(name, each, number) for each in (*_SUMS, *_STRONGEST)}
            for head in (head for head in chosen if str(head.site) == name):
                one = {each: values[head.number] for each, values in arrays.items()}
                for kind, found in zip(kinds, _edges_of(head, number, (query, key), one, most), strict=True):
                    kind.extend(found)
    return tuple(edge for kind in kinds for edge in sorted(kind, key=lambda edge: -edge.weight)[:most])


def edges_json(edges: Iterable[Edge]) -> dict[str, Any]:
    """What `headscope read RUN edges --json` prints."""
    return {"edges": [asdict(edge) for edge in edges]}


def sinks_of(run: Run, head: Head, text: int) -> np.ndarray:
    """Which keys of a text are sinks of a head, bool [key] (`sink_columns`).

    Raises:
        NotKept: the run looked at some rows only.
    """
    site = run.site(str(head.site))
    arrays = {name: run.array(site.site, name, text)[head.number] for name in (*_SUMS, *_STRONGEST)}
    return sink_columns(arrays, run.manifest.texts[text].sides[site.key_side])


def sink_columns(arrays: dict[str, np.ndarray], key: Text | SideRecord) -> np.ndarray:
    """Which keys are sinks of one head on one text, bool [key].

    A key is a sink if, over the rows that see it and at least one other, (m - e) / (1 - e) >= 0.10, where m is the mean
    weight it receives and e what it would receive if every row spread evenly; and if at least half of all rows see
    it, or it is the first token or a special one.
    """
    received, even, seen = (arrays[name].astype(np.float64) for name in _SUMS)
    single = arrays["visible_keys"] == 1  # such a row has no choice
    only = arrays["top_key"][single, 0].astype(int)
    choices = np.bincount(only[only >= 0], minlength=len(seen)).astype(np.float64)
    rows = np.maximum(seen - choices, 0.0)
    count = np.where(rows > 0, rows, 1.0)
    mean, chance = (received - choices) / count, (even - choices) / count
    beyond = np.where(chance < 1, (mean - chance) / np.where(chance < 1, 1 - chance, 1.0), 0.0)
    marked = np.array([token.is_special for token in key.tokens], dtype=bool)
    marked[:1] = True
    often = rows >= 0.5 * (np.sum(arrays["visible_keys"] > 1))
    sinks: np.ndarray = (rows > 0) & (beyond >= SINK_SHARE) & (often | marked)
    return sinks


def _edges_of(
    head: Head, number: int, sides: tuple[SideRecord, SideRecord], arrays: dict[str, np.ndarray], most: int
) -> tuple[list[Edge], list[Edge], list[Edge]]:
    """The strongest pairs of one head on one text: ordinary ones, those into sinks, those of special queries."""
    query, key = sides
    weight, to = arrays["top_weight"].astype(np.float64), arrays["top_key"].astype(int)
    row, rank = np.nonzero((to >= 0) & (weight > 0))
    weight, to = weight[row, rank], to[row, rank]
    special = np.array([token.is_special for token in query.tokens], dtype=bool)[row]
    sink = sink_columns(arrays, key)[to]

    def strongest(wanted: np.ndarray) -> list[Edge]:
        places = np.flatnonzero(wanted)
        places = places[np.argsort(-weight[places], kind="stable")[:most]]
        return [
            Edge(
                str(head), number, int(row[n]), int(to[n]), query.tokens[row[n]].text, key.tokens[to[n]].text,
                float(weight[n]), bool(sink[n]), bool(special[n]),
            )
            for n in places
        ]  # fmt: skip

    return strongest(~special & ~sink), strongest(~special & sink), strongest(special)
