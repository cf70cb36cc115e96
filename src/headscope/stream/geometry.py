"""What the mask and the places of a text decide alone, without any weight: who sees whom, and what chance would give.

The fused pass computes weights head by head; what is the same for every head that shares a mask is counted here once,
in float64. Where every row sees an interval of keys this takes O(rows), never N x N.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from headscope.base.axes import BIN_OF_INTERVAL, BINS, DISTANCE_EDGES, OFFSETS, SHIFTS
from headscope.stream.boundaries import OwnRuns
from headscope.stream.call import AttentionCall
from headscope.stream.frame import Frame
from headscope.stream.mask import visible

_ROWS = 128
_ROWS_OF_INTERVALS = 4096  # several index arrays of [row, bin] are held at once


@dataclass(frozen=True, slots=True)
class Sight:
    """Which keys the rows of one head see, all of them inside low..high; empty rows have low = high = 0.

    Attributes:
        low, high: first key seen and one past the last, int [query].
        counts: how many keys a row sees, int [query].
        dropped: keys that no row sees although they may lie inside low..high (padding), int [n].
        has_gaps: rows see less than low..high without the dropped keys; then only the mask itself tells which.
        mask_head: which head of the mask's callable this is.
    """

    low: np.ndarray
    high: np.ndarray
    counts: np.ndarray
    dropped: np.ndarray
    has_gaps: bool = False
    mask_head: int = 0


def sights(call: AttentionCall, batch: int = 0) -> tuple[Sight, ...]:
    """What each head of the mask sees; one for all heads where they see the same.

    >>> from headscope.stream.mask import causal
    >>> q = np.zeros((1, 2, 3, 4))
    >>> [(one.low.tolist(), one.high.tolist()) for one in sights(AttentionCall(q, q, None, 1.0, causal(3, 3)))]
    [([0, 0, 0], [1, 2, 3])]
    """
    if call.mask.block is not None:
        return _sights_of_bits(call, batch)
    keys, queries = call.keys, call.queries
    low = np.zeros(queries, dtype=np.int64) if call.mask.low is None else np.clip(call.mask.low, 0, keys)
    high = np.full(queries, keys, dtype=np.int64) if call.mask.high is None else np.clip(call.mask.high, 0, keys)
    kept = np.ones(keys, dtype=bool)
    if call.mask.key_keep is not None:
        kept = np.asarray(_host(call.mask.key_keep[batch])).astype(bool)
    there = np.append(np.flatnonzero(kept), 0)  # of the keys that exist; the 0 behind them is never read as a key
    before = np.concatenate([[0], np.cumsum(kept)])
    counts = np.maximum(before[np.maximum(high, low)] - before[low], 0)
    low = np.where(counts > 0, there[np.minimum(before[low], len(there) - 1)], 0)
    high = np.where(counts > 0, there[np.maximum(before[high] - 1, 0)] + 1, 0)
    return (Sight(low, high, counts, np.flatnonzero(~kept)),)


def _sights_of_bits(call: AttentionCall, batch: int) -> tuple[Sight, ...]:
    """Intervals read off the bits of the mask, block by block."""
    found = []
    for start in range(0, call.queries, _ROWS):
        shown = shown_rows(call, start, min(start + _ROWS, call.queries), batch=batch)
        counts = np.count_nonzero(shown, axis=-1)
        low = np.where(counts > 0, shown.argmax(axis=-1), 0)
        high = low + counts
        for head, row in np.ndindex(*counts.shape):  # to look for the last key from behind is slow: only where needed
            bits = shown[head, row]
            if np.count_nonzero(bits[low[head, row] : high[head, row]]) < counts[head, row]:
                high[head, row] = call.keys - bits[::-1].argmax()
        found.append((low, high, counts))
    low, high, counts = (np.concatenate(parts, axis=1) for parts in zip(*found, strict=True))
    none = np.zeros(0, dtype=np.int64)
    return tuple(
        Sight(low[head], high[head], counts[head], none, bool((counts[head] != high[head] - low[head]).any()), head)
        for head in range(len(low))
    )


def shown_rows(call: AttentionCall, start: int, stop: int, *, batch: int = 0) -> np.ndarray:
    """The bits of rows start..stop: intervals, key bits and the mask's callable together, [mask head, row, key]."""
    if call.mask.block is None:
        raise ValueError("the mask has no callable")
    block = call.mask.block(start, stop)
    shown: np.ndarray = np.asarray(_host(block[batch if block.shape[0] > 1 else 0])).astype(bool, copy=False)
    inside = visible(call.mask, start, stop, batch=batch, keys=call.keys)
    shown = np.broadcast_to(shown, (shown.shape[0], stop - start, call.keys))
    return shown if inside is None else shown & inside


def _host(array: object) -> object:
    return array.detach().cpu() if hasattr(array, "detach") else array


def chances(
    call: AttentionCall, frame: Frame, sight: Sight, runs: OwnRuns | None, *, batch: int = 0
) -> dict[str, np.ndarray]:
    """Everything that sums over rows count without weights, for one head of the mask, float64.

    `received_rows`, `received_chance` [key]; `offset_rows`, `offset_chance` [33];
    `distance_chance` [41]; `own_chance` [100]. Their meaning stands with the reductions of the same names.
    """
    even = 1.0 / np.maximum(sight.counts, 1)  # what a row without preference gives to each key that it sees
    own = frame.query_positions - frame.key_positions[0]  # the place of the query itself among the keys
    sums = {
        "offset_rows": np.zeros(len(OFFSETS)),
        "offset_chance": np.zeros(len(OFFSETS)),
        "distance_chance": np.zeros(2 * BINS + 1),
        "own_chance": np.zeros(1 + SHIFTS),
    }
    for start, stop, before in _counters(call, sight, batch):
        rows, of_rows = own[start:stop], even[start:stop]
        seen = _seen_near(rows, before)
        sums["offset_rows"] += seen.sum(axis=0)
        sums["offset_chance"] += of_rows @ seen
        edges = np.clip(rows[:, None] + DISTANCE_EDGES, 0, call.keys)
        sums["distance_chance"] += (of_rows @ np.diff(before(edges), axis=1))[BIN_OF_INTERVAL]
        if runs is not None:
            itself = np.zeros(stop - start)
            if not frame.is_cross and frame.query_segments is not None:
                itself = seen[:, OFFSETS.index(0)] * (frame.query_segments[start:stop] >= 0)
            for column, segments in enumerate(runs.segments[:, start:stop]):
                inside = before(runs.high[column, segments]) - before(runs.low[column, segments])
                sums["own_chance"][column] += of_rows @ (inside.sum(axis=-1) - itself)
    return sums | _received(call, sight, even, batch)


def seen_offsets(call: AttentionCall, frame: Frame, sight: Sight, *, batch: int = 0) -> np.ndarray:
    """Whether each row may see the key at each offset from -16 to 16, uint8 [query, 33]."""
    own = frame.query_positions - frame.key_positions[0]
    parts = [_seen_near(own[start:stop], before) for start, stop, before in _counters(call, sight, batch)]
    return np.concatenate(parts).astype(np.uint8)


Before = Callable[[np.ndarray], np.ndarray]


def _seen_near(own: np.ndarray, before: Before) -> np.ndarray:
    near = own[:, None] + np.array(OFFSETS)
    return before(near + 1) - before(near)


def _counters(call: AttentionCall, sight: Sight, batch: int) -> Iterator[tuple[int, int, Before]]:
    """Rows start..stop with a function: how many keys each row sees before given places, [row, n] of [row, n]."""
    kept = np.ones(call.keys, dtype=np.int64)
    kept[sight.dropped] = 0
    sums = np.concatenate([[0], np.cumsum(kept)]) if len(sight.dropped) else None
    size = _ROWS if sight.has_gaps else _ROWS_OF_INTERVALS
    for start in range(0, call.queries, size):
        stop = min(start + size, call.queries)
        if sight.has_gaps:
            shown = shown_rows(call, start, stop, batch=batch)[sight.mask_head]
            yield start, stop, _before_by_bits(shown)
        else:
            yield start, stop, _before_by_intervals(sight.low[start:stop, None], sight.high[start:stop, None], sums)


def _before_by_bits(shown: np.ndarray) -> Before:
    counts = np.zeros((shown.shape[0], shown.shape[1] + 1), dtype=np.int32)
    np.cumsum(shown, axis=1, out=counts[:, 1:])
    return lambda places: np.take_along_axis(counts, np.clip(places, 0, shown.shape[1]), axis=1)


def _before_by_intervals(low: np.ndarray, high: np.ndarray, sums: np.ndarray | None) -> Before:
    def before(places: np.ndarray) -> np.ndarray:
        inside: np.ndarray = np.clip(places, low, high)
        return inside if sums is None else sums[inside]

    return before


def _received(call: AttentionCall, sight: Sight, even: np.ndarray, batch: int) -> dict[str, np.ndarray]:
    """How many rows see each key, and what they would give it by chance."""
    rows, chance = np.zeros(call.keys + 1), np.zeros(call.keys + 1)
    if sight.has_gaps:
        for start in range(0, call.queries, _ROWS):
            stop = min(start + _ROWS, call.queries)
            shown = shown_rows(call, start, stop, batch=batch)[sight.mask_head]
            rows[:-1] += np.count_nonzero(shown, axis=0)
            chance[:-1] += even[start:stop] @ shown
    else:
        for sums, shares in ((rows, np.ones(call.queries)), (chance, even)):
            np.add.at(sums, sight.low, shares)
            np.add.at(sums, sight.high, -shares)
            np.cumsum(sums, out=sums)
            sums[sight.dropped] = 0
        chance[rows == 0] = 0  # sums that went up and down again end near 0, not at 0
    return {"received_rows": rows[:-1], "received_chance": chance[:-1]}
