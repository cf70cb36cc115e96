"""The statistics of a call in one pass, head by head, in compiled code: what `fold` gives, but faster.

Scores of 128 rows at a time come from torch (BLAS); the loops over them are in `fused_kernel` (numba). One thread a
core takes one head after the other. Nothing of size N x N exists: a thread holds 128 rows.
"""

from __future__ import annotations

import importlib.util
import logging
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from headscope.base.axes import base_cells, cell_tokens, cells
from headscope.base.log_scale import encoded
from headscope.stream.call import AttentionCall
from headscope.stream.frame import Frame
from headscope.stream.geometry import chances, seen_offsets

if TYPE_CHECKING:
    from headscope.stream.fused_kernel import Found
    from headscope.stream.fused_layout import Layout

_LOG = logging.getLogger(__name__)
_LOG2_E = 1.4426950408889634
_LARGEST_SCORE = 2.0**20  # beyond, whole numbers of log2 no longer fit where the kernel keeps them
_HIDDEN = -1e29  # a bias below this hides its key
_ROWS = 128  # of a bias that are looked at together
_NARROW = ("torch.float32", "torch.float16", "torch.bfloat16")
STANDARD = ("rows", "offsets", "keys", "strongest", "segments", "image", "base")
_TELL_S = 0.1  # how often it is told how many rows are done
_WITH_CHANCE = frozenset({"offsets", "keys", "segments"})


def why_not_fused(call: AttentionCall, frame: Frame) -> str | None:
    """What keeps a call from the fused pass: `numba`, `weights` (there is no q), `array`, `positions`, `scores`; None
    where nothing does."""
    if importlib.util.find_spec("numba") is None:
        return "numba"
    if call.q is None:
        return "weights"
    if (
        str(getattr(call.q, "device", "")) != "cpu"
        or str(call.q.dtype) not in _NARROW
        or 0 in (*call.q.shape, call.keys)
    ):
        return "array"
    if (np.diff(frame.key_positions) != 1).any():
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
    parts = (part for text in rows for head in text for part in head.split(_ROWS))
    return float(max((part.float().masked_fill(part < _HIDDEN, 0).abs().max() for part in parts), key=_or_nan))


def _or_nan(value: Any) -> float:
    """For comparisons in which NaN is larger than anything."""
    return float("inf") if value.isnan() else float(value)


def fused_statistics(
    call: AttentionCall,
    frame: Frame,
    *,
    families: Collection[str] = STANDARD,
    told: Callable[[int], None] = lambda rows: None,
    batch: int = 0,
    threads: int | None = None,
) -> dict[str, dict[str, np.ndarray]]:
    """What `fold` gives for the reductions of these names, for a call that `why_not_fused` has nothing against.

    Sums over rows are kept in float64; weights below 2^-126 count as 0. The number of threads changes no bit.

    Args:
        call: torch tensors on the CPU, float32, or 16-bit ones, which are widened; any query rows of the text.
        frame: geometry of the text.
        families: `STANDARD` ones and `row_offsets`; what nobody asks for is not computed.
        told: called now and then, by the thread that called, with the rows that were done since; in the end with all.
        batch: which text of the call.
        threads: heads at a time; None for as many as torch would use.

    >>> import torch
    >>> from headscope.stream.frame import plain_frame
    >>> q = torch.zeros(1, 1, 2, 4)
    >>> fused_statistics(AttentionCall(q, q, None, scale=1.0), plain_frame(1, 2, 2))["rows"]["entropy_bits"].tolist()
    [[1.0, 1.0]]
    """
    import torch
    from numba.core.event import install_timer

    from headscope.stream.fused_head import one_head, scratch_for
    from headscope.stream.fused_kernel import forget_old_code
    from headscope.stream.fused_layout import layout_of

    forget_old_code()
    layout = layout_of(call, frame, batch, frozenset(families))
    workers = min(threads or torch.get_num_threads(), call.heads)
    spare, base = [scratch_for(layout) for _ in range(workers)], _room_for_base(layout)
    done, is_stopped = np.zeros(call.heads, np.int64), threading.Event()

    def one(head: int) -> Found:
        scratch = spare.pop()

        def step(rows: int) -> None:
            done[head] = rows
            if is_stopped.is_set():
                raise CancelledError

        try:
            return _put_base(base, head, one_head(layout, head, scratch, step), layout)
        finally:
            spare.append(scratch)

    with (
        install_timer("numba:compile", _tell_compiled),
        _one_thread_each(),
        ThreadPoolExecutor(workers, initializer=_prepare_thread) as pool,
    ):
        try:
            heads = [pool.submit(one, head) for head in range(call.heads)]
            _tell_while(heads, done, told)
        finally:  # also on Ctrl-C: each thread ends its block, and begins no other
            is_stopped.set()
    return _finished(layout, [head.result() for head in heads], base)


def _tell_while(heads: Sequence[Future[Found]], done: np.ndarray, told: Callable[[int], None]) -> None:
    """Wait for all heads; now and then tell the rows that are done since, a row being done when all its heads are."""
    waiting, before = set(heads), 0
    while waiting:
        ended, waiting = wait(waiting, timeout=_TELL_S, return_when=FIRST_EXCEPTION)
        for head in ended:
            head.result()
        rows = int(done.sum()) // len(heads)
        if rows > before:
            told(rows - before)
        before = rows


def _tell_compiled(time_s: float) -> None:
    _LOG.info("the fused pass was compiled in %.1f s; it stays on disk", time_s)


def _prepare_thread() -> None:
    """A thread of its own, which ends with the pass: BLAS stays on it, and weights below 2^-126 do not slow it down."""
    import torch

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


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


def _room_for_base(layout: Layout) -> dict[str, np.ndarray]:
    """Codes of the base image of all heads; nothing where there is none."""
    if layout.places.base_width == 0:
        return {}
    shape = (layout.call.heads, *base_cells(layout.frame.queries, layout.frame.keys))
    return {name: np.empty(shape, np.uint16) for name in ("base_mass", "base_peak")}


def _put_base(base: dict[str, np.ndarray], head: int, found: Found, layout: Layout) -> Found:
    """Write the codes of a head's base image, whose numbers it may lose now: they are large, and heads wait for all."""
    if not base:
        return found
    rows = cell_tokens(layout.frame.queries, layout.places.base_width).astype(np.float32)
    base["base_mass"][head] = encoded(found.base_mass / rows[:, None])
    base["base_peak"][head] = encoded(found.base_peak)
    none = np.zeros((0, 0), np.float32)
    return found._replace(base_mass=none, base_peak=none)


def _finished(layout: Layout, heads: list[Found], base: dict[str, np.ndarray]) -> dict[str, dict[str, np.ndarray]]:
    """The arrays of all heads by the families that were asked for, as the reductions give them."""
    from headscope.stream.fused_kernel import FIELDS

    frame, call, batch, asked = layout.frame, layout.call, layout.batch, layout.families
    even = [chances(call, frame, sight, layout.runs, batch=batch) for sight in layout.sights if asked & _WITH_CHANCE]

    def of_heads(of_mask: Sequence[np.ndarray]) -> np.ndarray:
        return np.stack([of_mask[layout.of_mask(head)] for head in range(call.heads)])

    def shared(*names: str) -> dict[str, np.ndarray]:
        return {name: of_heads([one[name].astype(np.float32) for one in even]) for name in names}

    def own(*names: str) -> dict[str, np.ndarray]:
        return {name: np.stack([getattr(found, name) for found in heads]) for name in names}

    def summed(*names: str) -> dict[str, np.ndarray]:
        return {name: values.astype(np.float32) for name, values in own(*names).items()}

    rows = np.stack([found.rows for found in heads], axis=1)
    size = np.outer(*(cell_tokens(length, cells(length)[0]) for length in (frame.queries, frame.keys)))
    of_rows = np.zeros(0, int) if layout.runs is None else np.asarray(frame.query_segments)
    segment_rows = np.bincount(of_rows[of_rows >= 0], minlength=frame.segments).astype(np.float32)
    families: dict[str, Callable[[], dict[str, np.ndarray]]] = {
        "rows": lambda: {
            **dict(zip(FIELDS, rows, strict=True)),
            "visible_keys": of_heads([sight.counts.astype(np.float32) for sight in layout.sights]),
        },
        "offsets": lambda: (
            summed("offset_mass", "offset_argmax", "distance_mass")
            | shared("offset_rows", "offset_chance", "distance_chance")
        ),
        "keys": lambda: summed("received") | shared("received_chance", "received_rows"),
        "strongest": lambda: own("top_weight", "top_key"),
        "segments": lambda: (
            own("segment_mass")
            | summed("own_mass")
            | shared("own_chance")
            | {"segment_rows": np.tile(segment_rows, (call.heads, 1))}
        ),
        "image": lambda: {"image_mean": (own("image_sum")["image_sum"] / size).astype(np.float32)} | own("image_max"),
        "base": lambda: base,
        "row_offsets": lambda: {
            "offset_mass": own("row_offset_mass")["row_offset_mass"],
            "offset_seen": of_heads([seen_offsets(call, frame, sight, batch=batch) for sight in layout.sights]),
            "previous_argmax": own("previous_argmax")["previous_argmax"],
        },
    }
    return {name: arrays() for name, arrays in families.items() if name in asked}
