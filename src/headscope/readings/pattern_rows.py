"""Rows to read patterns from: the kept weights, or rows rebuilt from the streamed reductions alone.

A rebuilt row has its eight strongest keys exactly; the rest of its mass is spread over the other visible keys so that
it agrees with the exact sums the run holds: mass by offset and distance, mass each key receives, mass inside the own
segment (iterative proportional fitting). Of a long text a sample of rows, evenly spaced, stands for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from headscope.base.axes import BINS, OFFSETS, REACH, distance_bin
from headscope.base.text import Text, is_punctuation, segment_of_tokens
from headscope.store.layout import SiteRecord
from headscope.store.run import Run, text_shape

PAIRS = 1 << 16  # rows x keys of one text that are looked at
_LEAST_ROWS = 64
_ROUNDS = 6
_NEEDED = (
    "visible_keys",
    "peak",
    "top_weight",
    "top_key",
    "received",
    "received_chance",
    "received_rows",
    "offset_mass",
    "offset_rows",
    "offset_chance",
    "distance_mass",
    "own_mass",
)


@dataclass(frozen=True)  # no slots: geometry that only some readings need is cached
class Place:
    """One text at one site: which keys each query may see, and what the keys are.

    Attributes:
        low, high: visible keys of each query, `low <= key < high`.
        rows: the queries that are looked at; those that see at least two keys, or a sample of them.
        special, punctuation: flags by key.
        query_segments, key_segments: segment numbers, -1 for none; None without segments.
        is_cross: queries and keys are different texts; offsets then count from the stretched diagonal.
    """

    low: np.ndarray
    high: np.ndarray
    rows: np.ndarray
    special: np.ndarray
    punctuation: np.ndarray
    query_segments: np.ndarray | None
    key_segments: np.ndarray | None
    is_cross: bool

    @property
    def keys(self) -> int:
        """Number of keys."""
        return len(self.special)

    @property
    def queries(self) -> int:
        """Number of queries."""
        return len(self.low)

    @cached_property
    def visible(self) -> np.ndarray:
        """Visible pairs, bool [row, key]."""
        key = np.arange(self.keys)
        return (key >= self.low[self.rows, None]) & (key < self.high[self.rows, None])

    @cached_property
    def offsets(self) -> np.ndarray:
        """Offset key - query of every pair, int [row, key]; in cross-attention from the stretched diagonal."""
        place = self.rows
        if self.is_cross and self.queries != self.keys:
            place = np.round(self.rows * (self.keys - 1) / max(self.queries - 1, 1)).astype(int)
        return np.asarray(np.arange(self.keys)[None, :] - place[:, None])

    @cached_property
    def own(self) -> np.ndarray:
        """Pairs inside one segment, bool [row, key]."""
        if self.query_segments is None or self.key_segments is None:
            return np.zeros((len(self.rows), self.keys), dtype=bool)
        rows = self.query_segments[self.rows, None]
        return np.asarray((rows == self.key_segments[None, :]) & (rows >= 0))


@dataclass(frozen=True, slots=True)
class TextRows:
    """One text at one site: its geometry, its reductions [head, ...] and its rows [head, row, key], summing to 1."""

    place: Place
    sums: dict[str, np.ndarray]
    weights: np.ndarray


def site_rows(run: Run, site: SiteRecord, heads: list[int], *, use_weights: bool = True) -> list[TextRows]:
    """The rows of the chosen heads of a site, text by text.

    Raises:
        NotKept: the run does not hold the reductions.
    """
    names = [*_NEEDED, *(name for name in ("visible_low", "visible_high") if run.has(site.site, name))]
    parts = {name: site_parts(run, site.site, name) for name in names}
    kept = site_parts(run, site.site, "weights") if use_weights and run.has(site.site, "weights") else None
    found = []
    for text in range(run.texts):
        sums = {name: _of_heads(values[text], heads) for name, values in parts.items()}
        place = place_of(run.text(text, site.query_side), run.text(text, site.key_side), site, sums)
        weights = rebuilt_rows(place, sums) if kept is None else kept[text][heads][:, place.rows].astype(float)
        total = weights.sum(-1, keepdims=True)
        found.append(TextRows(place, sums, weights / np.where(total > 0, total, 1)))
    return found


def _of_heads(values: np.ndarray, heads: list[int]) -> np.ndarray:
    """The chosen heads of an array [head, ...]; what is stored once for all heads stays one."""
    return values[heads] if len(values) > max(heads) else values


def site_parts(run: Run, site: str, name: str) -> list[np.ndarray]:
    """An array of a site, text by text, read from the store in one go."""
    shapes = [text_shape(run.manifest, site, name, text) for text in range(run.texts)]
    if not run.has(site, name):
        run.array(site, name, 0)  # raises NotKept in its own words
    tail = len(run.arrays.part(site, name, 0, 0).shape) - 2
    stops = np.cumsum([int(np.prod(shape[: len(shape) - tail])) for shape in shapes])
    values = run.arrays.part(site, name, 0, int(stops[-1]))
    pieces = np.split(values, stops[:-1], axis=1)
    return [piece.reshape(values.shape[0], *shape) for piece, shape in zip(pieces, shapes, strict=True)]


def place_of(query: Text, key: Text, site: SiteRecord, sums: dict[str, np.ndarray]) -> Place:
    """The geometry of one text at one site, as far as the run tells it."""
    seen = sums["visible_keys"].max(0).round().astype(int)
    low, high = intervals(seen, len(key.tokens), is_cross=site.kind == "cross")
    if "visible_low" in sums and "visible_high" in sums:
        low, high = (sums[name].max(0).round().astype(int) for name in ("visible_low", "visible_high"))
    rows = np.flatnonzero(seen > 1)
    most = max(_LEAST_ROWS, PAIRS // max(len(key.tokens), 1))
    if len(rows) > most:
        rows = rows[np.linspace(0, len(rows) - 1, most).round().astype(int)]
    has_segments = bool(query.segments) and len(query.segments) == len(key.segments)
    return Place(
        low=low,
        high=high,
        rows=rows,
        special=np.array([token.is_special for token in key.tokens], dtype=bool),
        punctuation=np.array([not t.is_special and is_punctuation(t.text) for t in key.tokens], dtype=bool),
        query_segments=np.array(segment_of_tokens(query)) if has_segments else None,
        key_segments=np.array(segment_of_tokens(key)) if has_segments else None,
        is_cross=site.kind == "cross",
    )


def intervals(seen: np.ndarray, keys: int, *, is_cross: bool) -> tuple[np.ndarray, np.ndarray]:
    """First and one past the last visible key of each query, from how many keys it sees.

    Causal (also windowed or chunked) where no query sees more keys than there are up to itself, else all keys or, in a
    window round the query, equally far to both sides.

    >>> [side.tolist() for side in intervals(np.array([1, 2, 2]), 3, is_cross=False)]
    [[0, 0, 1], [1, 2, 3]]
    """
    query = np.arange(len(seen))
    if not is_cross and len(seen) == keys and (seen <= query + 1).all():
        return query + 1 - seen, query + 1
    if is_cross or seen.max(initial=0) == keys or len(seen) != keys:
        return np.zeros_like(seen), seen
    low = np.maximum(query - (seen.max() - 1) // 2, 0)
    return low, np.minimum(low + seen, keys)


def rebuilt_rows(place: Place, sums: dict[str, np.ndarray]) -> np.ndarray:
    """Rows [head, row, key] that hold the strongest keys exactly and agree with all sums of the run."""
    top, key = sums["top_weight"][:, place.rows].astype(float), sums["top_key"][:, place.rows].astype(int)
    heads, rows = top.shape[:2]
    known = np.zeros((heads, rows, place.keys))
    is_open = np.broadcast_to(place.visible, known.shape).copy()
    head, row, rank = np.nonzero(key >= 0)
    known[head, row, key[head, row, rank]] = top[head, row, rank]
    is_open[head, row, key[head, row, rank]] = False
    left = np.maximum(1 - top.sum(-1), 0) * (is_open.any(-1))
    if left.max(initial=0) < 1e-9:
        return known
    rest = is_open * (left / np.maximum(is_open.sum(-1), 1))[..., None]
    share = len(place.rows) / max((sums["visible_keys"][0] > 1).sum(), 1)
    targets = list(_targets(place, sums, share))
    for _ in range(_ROUNDS):
        for members, wanted in targets:
            rest *= _factors(known, rest, members, wanted)
        rest *= (left / np.maximum(rest.sum(-1), 1e-12))[..., None]
    return np.asarray(known + rest)


def _targets(place: Place, sums: dict[str, np.ndarray], share: float) -> list[tuple[np.ndarray, np.ndarray]]:
    """Classes of pairs (int [row, key], -1 for none) and the mass that each of them holds, [head, class]."""
    found = []
    if place.own.any() and sums["own_mass"].any():
        is_counted = place.own & ((place.offsets != 0) | place.is_cross)
        found.append((np.where(is_counted, 0, -1), sums["own_mass"][:, 0, :1].astype(float) * share))
    if not place.is_cross:
        near = np.abs(place.offsets) < REACH
        classes = np.where(near, place.offsets + REACH, len(OFFSETS) + distance_bin(place.offsets))
        mass = np.concatenate([sums["offset_mass"][:, 0], sums["distance_mass"][:, 0]], axis=-1) * share
        far = np.arange(2 * BINS + 1) % (BINS + 1) >= np.log2(REACH)
        mass[:, len(OFFSETS) :] *= far
        found.append((classes, _without_single_rows(mass, sums, place)))
    received = (sums["received"].astype(float) - single_mass(place, sums)) * share
    found.append((np.broadcast_to(np.arange(place.keys), place.offsets.shape), received))
    return found


def single_mass(place: Place, sums: dict[str, np.ndarray]) -> np.ndarray:
    """What keys receive from rows that see no other key, [head, key]; such rows are not looked at."""
    single = sums["visible_keys"] == 1
    mass = np.zeros((len(single), place.keys))
    for query in np.flatnonzero(single.any(0)):
        mass[:, min(place.low[query], place.keys - 1)] += sums["peak"][:, query] * single[:, query]
    return mass


def _without_single_rows(mass: np.ndarray, sums: dict[str, np.ndarray], place: Place) -> np.ndarray:
    single = sums["visible_keys"] == 1
    for query in np.flatnonzero(single.any(0)):
        offset = int(place.low[query]) - query
        if abs(offset) < REACH:
            mass[:, offset + REACH] -= sums["peak"][:, query] * single[:, query]
    return np.asarray(np.maximum(mass, 0))


def _factors(known: np.ndarray, rest: np.ndarray, members: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """For each pair the factor that brings its class to the mass it must hold."""
    classes = wanted.shape[1]
    index = np.where(members < 0, classes, members)
    heads = len(rest)
    flat = (index[None] + (classes + 1) * np.arange(heads)[:, None, None]).ravel()
    size = heads * (classes + 1)
    have, fixed = (np.bincount(flat, a.ravel(), size).reshape(heads, classes + 1)[:, :classes] for a in (rest, known))
    missing = np.maximum(wanted - fixed, 0)
    factor = np.where(have > 1e-9, missing / np.maximum(have, 1e-9), 1.0)
    factor = np.concatenate([np.clip(factor, 1e-3, 1e3), np.ones((heads, 1))], axis=1)
    return np.asarray(factor[np.arange(heads)[:, None, None], index[None]])
