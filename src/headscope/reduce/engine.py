"""Which way the statistics of a call are computed. No other place chooses."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from headscope.reduce.families import standard
from headscope.reduce.row_offsets import RowOffsets
from headscope.stream.call import AttentionCall
from headscope.stream.fold import Reduction, State, blocks_of, fold
from headscope.stream.frame import Frame
from headscope.stream.fused import fused_statistics, why_not_fused
from headscope.stream.weights import Block

Backend = Literal["rows", "fused"]
_LOG = logging.getLogger(__name__)


def statistics_of(
    call: AttentionCall,
    frame: Frame,
    reductions: Sequence[Reduction],
    *,
    each: Callable[[Block], None] | None = None,
    told: Callable[[int], None] = lambda rows: None,
    batch: int = 0,
    rows_per_block: int = 128,
) -> tuple[dict[str, State], Backend]:
    """The finished arrays of each reduction by its name, and how the ones among them that we know were computed.

    The fused pass knows the standard families and `RowOffsets`, and computes what is asked for, in one go; any other
    reduction, and `each`, still receive blocks of rows.

    Args:
        call: the attention call.
        frame: geometry of its text.
        reductions: what is computed.
        each: sees every block of rows once (to keep weights); then nothing is fused.
        told: called now and then, by the thread that called, with the rows that were done since; in the end with all.
        batch: which text of the call.
        rows_per_block: query rows that are computed at a time where they are.

    >>> import numpy as np
    >>> from headscope.stream.frame import plain_frame
    >>> q = np.zeros((1, 1, 2, 4))
    >>> families, backend = statistics_of(AttentionCall(q, q, None, 1.0), plain_frame(1, 2, 2), standard())
    >>> families["rows"]["peak"].tolist(), backend
    ([[0.5, 0.5]], 'rows')
    """
    known = [reduction for reduction in reductions if reduction in (*standard(), RowOffsets())] if each is None else []
    if known and not _can_be_fused(call, frame):
        known = []
    families: dict[str, State] = {}
    if known:
        names = [reduction.name for reduction in known]
        families |= fused_statistics(call, frame, families=names, told=told, batch=batch)
    others = [reduction for reduction in reductions if reduction not in known]
    if others:
        blocks = blocks_of(call, batch=batch, rows_per_block=rows_per_block)
        families |= fold(blocks if known else _told(blocks, told), others, frame, each=each)
    return families, "fused" if known else "rows"


def _told(blocks: Iterable[Block], told: Callable[[int], None]) -> Iterator[Block]:
    """The blocks; of each its rows are told once it is folded."""
    for block in blocks:
        yield block
        told(block.stop - block.start)


def _can_be_fused(call: AttentionCall, frame: Frame) -> bool:
    reason = why_not_fused(call, frame)
    if reason == "numba":
        _tell_missing()
    return reason is None


@functools.cache
def _tell_missing() -> None:
    _LOG.info("numba is not installed: statistics are computed from blocks of rows, several times slower")
