"""One head of the fused pass: scores from BLAS, block of rows by block of rows, through the compiled loops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from headscope.base.axes import BINS, KEPT, OFFSETS, SHIFTS, base_cells, cells
from headscope.stream.fused_columns import finish_block
from headscope.stream.fused_kernel import CHUNK, FIELDS, HIDDEN, TILE, Chunks, Found, Here, powers_of_tile
from headscope.stream.fused_layout import ROWS, Layout
from headscope.stream.geometry import Sight, shown_rows

_LOG2_E = 1.4426950408889634


@dataclass(frozen=True, slots=True)
class Scratch:
    """What one thread computes in: scores [row, column] as torch and numpy see them, what is known of chunks, and the
    queries [query, d] and keys [d, key] of a head."""

    tensor: Any
    scores: np.ndarray
    chunks: Chunks
    q: Any
    k: Any


def scratch_for(layout: Layout) -> Scratch:
    """Room for the largest block of a call."""
    # Zeros: columns beyond the last key are read, and nobody writes them. One more line of cache in each row keeps the
    # rows of a column out of one another's way.
    most, call = max(block.chunks for blocks in layout.blocks for block in blocks), layout.call
    tensor = torch.zeros(ROWS, most * CHUNK + 16)
    return Scratch(
        tensor=tensor,
        scores=tensor.numpy(),
        chunks=Chunks(*(np.zeros((ROWS, most), np.float32) for _ in range(6))),
        q=torch.empty(call.queries, call.q.shape[3]),
        k=torch.empty(call.q.shape[3], call.keys),  # turned round once: BLAS would do it for each block of rows
    )


def one_head(layout: Layout, head: int, scratch: Scratch, step: Callable[[int], None]) -> Found:
    """All rows of one head; `step` is told before each block, and after the last, how many are done."""
    call, frame, sight = layout.call, layout.frame, layout.sights[layout.of_mask(head)]
    found = _nothing_found(layout)
    factor = call.scale if call.softcap is None else call.scale / call.softcap
    q, k = scratch.q, scratch.k
    q.copy_(call.q[layout.batch, head].detach()).mul_(factor * (_LOG2_E if call.softcap is None else 1.0))
    k.copy_(call.k[layout.batch, head * call.k.shape[1] // call.heads].detach().T)
    sink = float(HIDDEN) if call.sinks is None else max(float(call.sinks.flatten()[head]) * _LOG2_E, float(HIDDEN))
    for block in layout.blocks[layout.of_mask(head)]:
        start, stop, first, count = block.start, block.stop, block.first_key, block.chunks
        step(start)
        scores, rows = scratch.scores[: stop - start], q[start:stop]
        hidden = _hidden(layout, sight, start, stop) if block.has_gaps else None
        for column in range(0, count * CHUNK, TILE):
            tile = scratch.tensor[: stop - start, column : min(column + TILE, count * CHUNK, call.keys - first)]
            _write_scores(layout, head, tile, rows, k, start, first + column)
            if hidden is not None:
                tile.masked_fill_(hidden[:, first + column : first + column + tile.shape[1]], float(HIDDEN))
            last = min((column + TILE) // CHUNK, count)
            powers_of_tile(scores, column // CHUNK, last, block.low, block.high, scratch.chunks)
        here = Here(start, first, count, block.first_band, block.stop_band, sink, frame.is_cross)
        finish_block(scores, block.low, block.high, block.own_columns, scratch.chunks, here, layout.places, found)
    step(call.queries)
    # Pairs of segments may be many, and all heads wait for the last one.
    return found._replace(segment_mass=found.segment_mass.astype(np.float32))


def _hidden(layout: Layout, sight: Sight, start: int, stop: int) -> Any:
    """The keys that rows start..stop do not see, bool [row, key]."""
    return torch.from_numpy(~shown_rows(layout.call, start, stop, batch=layout.batch)[sight.mask_head])


def _write_scores(layout: Layout, head: int, out: Any, q: Any, k: Any, row: int, key: int) -> None:
    """Scores of some rows over some keys, in units of log2, in the model's order: product, soft-cap, bias."""
    call, sight = layout.call, layout.sights[layout.of_mask(head)]
    rows, keys = out.shape
    torch.mm(q, k[:, key : key + keys], out=out)
    if call.softcap is not None:
        out.tanh_().mul_(call.softcap * _LOG2_E)
    if call.bias is not None:
        bias = call.bias[layout.batch if call.bias.shape[0] > 1 else 0]
        bias = bias[head if bias.shape[0] > 1 else 0]
        bias = (bias[row : row + rows] if bias.shape[0] > 1 else bias)[:, key : key + keys].detach().float()
        out.add_(bias.clamp_min(float(HIDDEN)), alpha=_LOG2_E)
    if len(sight.dropped) == 0:
        return
    first, last = np.searchsorted(sight.dropped, (key, key + keys))
    if last > first:
        out.index_fill_(1, torch.from_numpy(sight.dropped[first:last] - key), float(HIDDEN))


def _nothing_found(layout: Layout) -> Found:
    """Zeros, and nothing at all for what nobody asked for; all sums of columns are taken together."""
    frame = layout.frame
    rows, keys = frame.queries, frame.keys

    def asked(length: int, *families: str) -> int:
        return length if layout.families & {*families} else 0

    of_strongest, of_rows = asked(rows, "strongest"), asked(rows, "row_offsets")
    columns = ("keys", "segments", "image", "base")
    image = asked(cells(rows)[1], *columns), asked(cells(keys)[1], *columns)
    base = base_cells(rows, keys) if "base" in layout.families else (0, 0)
    return Found(
        rows=np.zeros((len(FIELDS), rows), np.float32),
        top_weight=np.zeros((of_strongest, KEPT), np.float32),
        top_key=np.full((of_strongest, KEPT), -1, np.int32),
        offset_mass=np.zeros(asked(len(OFFSETS), "offsets")),
        offset_argmax=np.zeros(asked(len(OFFSETS), "offsets")),
        distance_mass=np.zeros(asked(2 * BINS + 1, "offsets")),
        row_offset_mass=np.zeros((of_rows, len(OFFSETS)), np.float32),
        previous_argmax=np.zeros(of_rows, np.float32),
        received=np.zeros(asked(keys, *columns)),
        image_sum=np.zeros(image),
        image_max=np.zeros(image, np.float32),
        own_mass=np.zeros(asked(1 + SHIFTS, "segments")),
        segment_mass=np.zeros((asked(frame.segments, "segments"),) * 2),
        base_mass=np.zeros(base, np.float32),
        base_peak=np.zeros(base, np.float32),
    )
