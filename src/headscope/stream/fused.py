"""All standard statistics of a call in one pass, head by head, in compiled code: what `fold` gives, but faster.

Scores of 128 rows at a time come from torch (BLAS); the loops over them are in `fused_kernel` (numba). One thread a
core takes one head after the other. Nothing of size N x N exists: a thread holds 128 rows.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from headscope.base.axes import BINS, KEPT, OFFSETS, SHIFTS, cells
from headscope.stream.boundaries import OwnRuns, own_runs, runs_of
from headscope.stream.call import AttentionCall
from headscope.stream.frame import Frame
from headscope.stream.geometry import Sight, chances, shown_rows, sights

if TYPE_CHECKING:
    from headscope.stream.fused_kernel import Chunks, Found, Places

ROWS = 128
_LOG2_E = 1.4426950408889634
_LARGEST_SCORE = 2.0**20  # beyond, whole numbers of log2 no longer fit where the kernel keeps them
_HIDDEN = -1e29  # a bias below this hides its key
_NARROW = ("torch.float32", "torch.float16", "torch.bfloat16")


def why_not_fused(call: AttentionCall, frame: Frame) -> str | None:
    """What keeps a call from the fused pass: `numba`, `array`, `positions`, `scores`; None where nothing does."""
    if importlib.util.find_spec("numba") is None:
        return "numba"
    if (
        str(getattr(call.q, "device", "")) != "cpu"
        or str(call.q.dtype) not in _NARROW
        or 0 in (*call.q.shape, call.keys)
    ):
        return "array"
    if any((np.diff(positions) != 1).any() for positions in (frame.query_positions, frame.key_positions)):
        return "positions"
    largest = _longest(call.q) * _longest(call.k) * abs(call.scale)
    if call.softcap is not None and np.isfinite(largest):
        largest = min(largest, call.softcap)
    largest += sum(_farthest(added) for added in (call.bias, call.sinks) if added is not None)
    return None if largest * _LOG2_E < _LARGEST_SCORE else "scores"


def _longest(vectors: Any) -> float:
    """The largest Euclidean length, head by head; NaN if there is a NaN."""
    return float(max((head.float().norm(dim=-1).max() for text in vectors for head in text), key=_or_nan))


def _farthest(added: Any) -> float:
    """The largest size of what is added to scores, but for what hides keys; a few rows at a time, it may be N x N."""
    rows = added.detach().reshape(1, 1, 1, -1) if added.ndim == 1 else added.detach()
    parts = (part for text in rows for head in text for part in head.split(ROWS))
    return float(max((part.float().masked_fill(part < _HIDDEN, 0).abs().max() for part in parts), key=_or_nan))


def _or_nan(value: Any) -> float:
    """For comparisons in which NaN is larger than anything."""
    return float("inf") if value.isnan() else float(value)


def fused_statistics(
    call: AttentionCall, frame: Frame, *, batch: int = 0, threads: int | None = None
) -> dict[str, dict[str, np.ndarray]]:
    """What `fold(blocks_of(call), standard(), frame)` gives, for a call that `why_not_fused` has nothing against.

    Sums over rows are kept in float64; weights below 2^-126 count as 0. The number of threads changes no bit.

    Args:
        call: torch tensors on the CPU, float32, or 16-bit ones, which are widened.
        frame: geometry of the text.
        batch: which text of the call.
        threads: heads at a time; None for as many as torch would use.

    >>> import torch
    >>> from headscope.stream.frame import plain_frame
    >>> q = torch.zeros(1, 1, 2, 4)
    >>> fused_statistics(AttentionCall(q, q, None, scale=1.0), plain_frame(1, 2, 2))["rows"]["entropy_bits"].tolist()
    [[1.0, 1.0]]
    """
    import torch

    layout = _layout(call, frame, batch)
    workers = min(threads or torch.get_num_threads(), call.heads)
    spare = [_scratch(layout) for _ in range(workers)]

    def one(head: int) -> Found:
        scratch = spare.pop()
        try:
            return _one_head(layout, head, scratch)
        finally:
            spare.append(scratch)

    with _one_thread_each(), ThreadPoolExecutor(workers, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        heads = list(pool.map(one, range(call.heads)))
    return _finished(layout, heads)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """BLAS on the thread that calls it: threads of both kinds together fight for the cores."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@dataclass(frozen=True, slots=True)
class _Layout:
    """What all heads share.

    Attributes:
        sights: what each head of the mask sees, one for all or one a head.
        runs: own segments, true and moved.
        places: the text as the kernel reads it.
        columns: of each head of the mask, the first key and the number of chunks of each block of rows.
        bands: of each block of rows the first band and one past the last.
    """

    call: AttentionCall
    frame: Frame
    batch: int
    sights: tuple[Sight, ...]
    runs: OwnRuns | None
    places: Places
    columns: tuple[np.ndarray, ...]
    bands: np.ndarray

    def of_mask(self, head: int) -> int:
        """The head of the mask that a head has."""
        return head if len(self.sights) > 1 else 0


@dataclass(frozen=True, slots=True)
class _Scratch:
    """What one thread computes in: scores [row, column] as torch and numpy see them, what is known of chunks, and the
    queries [query, d] and keys [d, key] of a head."""

    tensor: Any
    scores: np.ndarray
    chunks: Chunks
    q: Any
    k: Any


def _layout(call: AttentionCall, frame: Frame, batch: int) -> _Layout:
    seen, runs = sights(call, batch), own_runs(frame)
    places, bands = _places(frame, runs)
    return _Layout(call, frame, batch, seen, runs, places, tuple(_columns(sight) for sight in seen), bands)


def _columns(sight: Sight) -> np.ndarray:
    """For each block of rows the key at which its first chunk starts, and how many chunks it has, [block, 2]."""
    from headscope.stream.fused_kernel import CHUNK

    starts = np.arange(0, len(sight.low), ROWS)
    is_seen = sight.counts > 0
    first = np.minimum.reduceat(np.where(is_seen, sight.low, np.iinfo(np.int64).max), starts) // CHUNK * CHUNK
    last = np.maximum.reduceat(np.where(is_seen, sight.high, 0), starts)
    return np.stack([np.where(last > 0, first, 0), np.where(last > 0, -(-(last - first) // CHUNK), 0)], axis=1)


def _places(frame: Frame, runs: OwnRuns | None) -> tuple[Places, np.ndarray]:
    """The text as the kernel reads it, and the first band of each block and one past the last."""
    from headscope.stream.fused_kernel import Places

    height, starts = cells(frame.queries)[0], np.arange(0, frame.queries, ROWS)
    cuts = [starts, np.arange(0, frame.queries, height)]
    segments = np.full(frame.queries + 1, -1)
    own_segments, own, key_runs = np.zeros((0, 0), np.int32), np.zeros((0, 0, 0, 2), np.int32), np.zeros((0, 3), int)
    if runs is not None:
        segments[:-1] = frame.query_segments
        cuts.append(runs_of(segments[:-1])[0])
        key_runs = np.stack(runs_of(np.asarray(frame.key_segments)), axis=1)
        key_runs = np.ascontiguousarray(key_runs[key_runs[:, 2] >= 0], dtype=np.int64)
        own_segments, own = np.ascontiguousarray(runs.segments.T), np.stack([runs.low, runs.high], axis=-1)
    begins = np.append(np.unique(np.concatenate(cuts)), frame.queries)
    bands = np.stack([begins, begins // height, segments[begins]], axis=1).astype(np.int64)
    special, punctuation = np.flatnonzero(frame.special), np.flatnonzero(frame.punctuation)
    places = Places(special, punctuation, own_segments, own, key_runs.astype(np.int64), bands)
    return places, np.searchsorted(begins, np.append(starts, frame.queries))


def _scratch(layout: _Layout) -> _Scratch:
    import torch

    from headscope.stream.fused_kernel import CHUNK, Chunks

    # Zeros: columns beyond the last key are read, and nobody writes them. One more line of cache in each row keeps the
    # rows of a column out of one another's way.
    most, call = max(int(columns[:, 1].max()) for columns in layout.columns), layout.call
    tensor = torch.zeros(ROWS, most * CHUNK + 16)
    return _Scratch(
        tensor=tensor,
        scores=tensor.numpy(),
        chunks=Chunks(*(np.zeros((ROWS, most), np.float32) for _ in range(6))),
        q=torch.empty(call.queries, call.q.shape[3]),
        k=torch.empty(call.q.shape[3], call.keys),  # turned round once: BLAS would do it for each block of rows
    )


def _one_head(layout: _Layout, head: int, scratch: _Scratch) -> Found:
    """All rows of one head."""
    from headscope.stream.fused_columns import add_columns
    from headscope.stream.fused_kernel import CHUNK, HIDDEN, TILE, Here, powers_of_tile
    from headscope.stream.fused_rows import finish_rows

    call, frame, sight = layout.call, layout.frame, layout.sights[layout.of_mask(head)]
    found = _nothing_found(frame)
    factor = call.scale if call.softcap is None else call.scale / call.softcap
    q, k = scratch.q, scratch.k
    q.copy_(call.q[layout.batch, head].detach()).mul_(factor * (_LOG2_E if call.softcap is None else 1.0))
    k.copy_(call.k[layout.batch, head * call.k.shape[1] // call.heads].detach().T)
    sink = float(HIDDEN) if call.sinks is None else max(float(call.sinks.flatten()[head]) * _LOG2_E, float(HIDDEN))
    own_shift = int(frame.query_positions[0] - frame.key_positions[0])
    for number, (first, count) in enumerate(layout.columns[layout.of_mask(head)].tolist()):
        start, stop = number * ROWS, min(number * ROWS + ROWS, call.queries)
        low, high = sight.low[start:stop] - first, sight.high[start:stop] - first
        scores = scratch.scores[: stop - start]
        for column in range(0, count * CHUNK, TILE):
            columns = slice(column, min(column + TILE, count * CHUNK, call.keys - first))
            _write_scores(
                layout, head, scratch.tensor[: stop - start, columns], q[start:stop], k, start, first + column
            )
            powers_of_tile(scores, column // CHUNK, min((column + TILE) // CHUNK, count), low, high, scratch.chunks)
        here = Here(start, first, count, own_shift, sink, frame.is_cross)
        finish_rows(scores, low, high, scratch.chunks, here, layout.places, found)
        add_columns(scores, scratch.chunks, here, layout.places, *layout.bands[number : number + 2].tolist(), found)
    return found


def _write_scores(layout: _Layout, head: int, out: Any, q: Any, k: Any, row: int, key: int) -> None:
    """Scores of some rows over some keys, in units of log2, in the model's order: product, soft-cap, bias, mask."""
    import torch

    call, sight = layout.call, layout.sights[layout.of_mask(head)]
    rows, keys = out.shape
    torch.mm(q, k[:, key : key + keys], out=out)
    if call.softcap is not None:
        out.tanh_().mul_(call.softcap * _LOG2_E)
    if call.bias is not None:
        bias = call.bias[layout.batch if call.bias.shape[0] > 1 else 0]
        bias = bias[head if bias.shape[0] > 1 else 0]
        bias = (bias[row : row + rows] if bias.shape[0] > 1 else bias)[:, key : key + keys].detach().float()
        out.add_(bias.clamp_min(-1e30), alpha=_LOG2_E)
    if sight.has_gaps:
        shown = shown_rows(call, row, row + rows, batch=layout.batch)[sight.mask_head, :, key : key + keys]
        out.masked_fill_(torch.from_numpy(~shown), -1e30)
    first, last = np.searchsorted(sight.dropped, (key, key + keys))
    if last > first:
        out.index_fill_(1, torch.from_numpy(sight.dropped[first:last] - key), -1e30)


def _nothing_found(frame: Frame) -> Found:
    from headscope.stream.fused_kernel import FIELDS, Found

    image = (cells(frame.queries)[1], cells(frame.keys)[1])
    has_segments = frame.query_segments is not None and frame.key_segments is not None
    return Found(
        rows=np.zeros((len(FIELDS), frame.queries), np.float32),
        top_weight=np.zeros((frame.queries, KEPT), np.float32),
        top_key=np.full((frame.queries, KEPT), -1, np.int32),
        offset_mass=np.zeros(len(OFFSETS)),
        offset_argmax=np.zeros(len(OFFSETS)),
        distance_mass=np.zeros(2 * BINS + 1),
        received=np.zeros(frame.keys),
        image_sum=np.zeros(image),
        image_max=np.zeros(image, np.float32),
        own_mass=np.zeros(1 + SHIFTS),
        segment_mass=np.zeros((frame.segments, frame.segments) if has_segments else (0, 0)),
    )


def _finished(layout: _Layout, heads: list[Found]) -> dict[str, dict[str, np.ndarray]]:
    """The arrays of all heads by family, as the reductions give them."""
    from headscope.stream.fused_kernel import FIELDS

    frame, call = layout.frame, layout.call
    even = [chances(call, frame, sight, layout.runs, batch=layout.batch) for sight in layout.sights]

    def shared(name: str) -> np.ndarray:
        return np.stack([even[head if len(even) > 1 else 0][name] for head in range(call.heads)]).astype(np.float32)

    def own(name: str) -> np.ndarray:
        return np.stack([getattr(found, name) for found in heads]).astype(np.float32)

    rows = np.stack([found.rows for found in heads], axis=1)
    segments = np.zeros((2, call.heads, frame.segments, frame.segments), np.float32)
    (height, tall), (width, wide) = cells(frame.queries), cells(frame.keys)
    size = np.outer(
        np.minimum(frame.queries - np.arange(tall) * height, height),
        np.minimum(frame.keys - np.arange(wide) * width, width),
    )
    is_cut = layout.runs is not None
    of_rows = np.asarray(frame.query_segments) if is_cut else np.zeros(0, dtype=int)
    counts = np.bincount(of_rows[of_rows >= 0], minlength=frame.segments)
    return {
        "rows": dict(zip(FIELDS, rows, strict=True)) | {"visible_keys": shared("visible_keys")},
        "offsets": {
            "offset_mass": own("offset_mass"),
            "offset_rows": shared("offset_rows"),
            "offset_chance": shared("offset_chance"),
            "offset_argmax": own("offset_argmax"),
            "distance_mass": own("distance_mass"),
            "distance_chance": shared("distance_chance"),
        },
        "keys": {name: shared(name) for name in ("received_chance", "received_rows")} | {"received": own("received")},
        "strongest": {
            "top_weight": np.stack([found.top_weight for found in heads]),
            "top_key": np.stack([found.top_key for found in heads]),
        },
        "segments": {
            "segment_mass": own("segment_mass") if is_cut else segments[0],
            "segment_rows": np.broadcast_to(counts.astype(np.float32), (call.heads, frame.segments)).copy(),
            "own_mass": own("own_mass"),
            "own_chance": shared("own_chance"),
        },
        "image": {
            "image_mean": np.stack([found.image_sum / size for found in heads]).astype(np.float32),
            "image_max": own("image_max"),
        },
    }
