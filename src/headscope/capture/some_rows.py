"""Runs of some query rows: which rows, and what such a run holds of each of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np

from headscope.base.rows import chosen_rows, parse_rows
from headscope.capture.plan import Plan
from headscope.models.inputs import Prepared
from headscope.reduce.engine import Backend, statistics_of
from headscope.reduce.row_offsets import RowOffsets
from headscope.reduce.rows import RowStatistics
from headscope.store.layout import COLUMNS
from headscope.store.write import RunWriter, append
from headscope.stream.call import AttentionCall
from headscope.stream.fold import Reduction
from headscope.stream.frame import Frame
from headscope.stream.rows import call_of_rows, frame_of_rows

RowsOfText = dict[str, np.ndarray]
OF_ROWS: tuple[Reduction, ...] = (RowStatistics(), RowOffsets())
_WEIGHTS_AT_A_TIME = 1 << 23  # of a block of rows, all heads: 32 MiB in float32


def rows_of_texts(plan: Plan, texts: Sequence[Prepared], sides: Collection[str]) -> list[RowsOfText]:
    """The query rows of each text that the plan looks at, by side; empty for each text where it looks at all.

    Args:
        plan: its `rows` and `seed`.
        texts: the texts of the run, in order.
        sides: the sides that ask at the sites of the run.

    Raises:
        BadOption: the expression does not parse, or a text has fewer rows; the message says which text.
    """
    return [rows_of_text(plan, text, number, sides) for number, text in enumerate(texts)]


def rows_of_text(plan: Plan, text: Prepared, number: int, sides: Collection[str]) -> RowsOfText:
    """The same of one text, by its number in the run."""
    rows = parse_rows(plan.rows)
    if rows.kind == "all":
        return {}
    lengths = {side: len(text.sides[side].tokens) for side in sorted(sides)}
    return {side: chosen_rows(rows, tokens, seed=plan.seed, text=number) for side, tokens in lengths.items()}


def asked_rows(plan: Plan, text: Prepared, number: int, sides: Sequence[str]) -> int:
    """How many rows are looked at of a text, at sites where these sides ask, all together."""
    some = rows_of_text(plan, text, number, set(sides))
    return sum(len(some.get(side, text.sides[side].tokens)) for side in sides)


def record_some_rows(
    writer: RunWriter,
    site: str,
    frame: Frame,
    call: AttentionCall,
    rows: np.ndarray,
    *,
    rows_per_block: int = 128,
    told: Callable[[int], None] = lambda rows: None,
) -> Backend:
    """Compute the statistics of some rows of a call and append them to the run: columns `row_...`, [head, row, ...].

    Each row is exact; only means over all rows of the text are estimated from them.

    Args:
        writer: the run that is being written.
        site: name of the site, `L5`.
        frame: geometry of the whole text at the site.
        call: the whole attention call, of this text alone.
        rows: the query rows, in order.
        rows_per_block: most query rows that are computed at a time where they are not fused.
        told: called now and then with the rows that were done since.

    Returns:
        How the statistics were computed.

    >>> from headscope.stream.frame import plain_frame
    >>> q, writer = np.zeros((1, 2, 6, 4)), RunWriter()
    >>> record_some_rows(writer, "L0", plain_frame(2, 6, 6), AttentionCall(q, q, None, 1.0), np.array([1, 4]))
    'rows'
    >>> writer.waiting["L0", "row_query"][0].tolist(), writer.waiting["L0", "row_entropy_bits"][0].shape
    ([[1, 4]], (2, 2))
    """
    height = rows_at_a_time(rows_per_block, call.heads, call.keys)
    families, backend = statistics_of(
        call_of_rows(call, rows), frame_of_rows(frame, rows), OF_ROWS, told=told, rows_per_block=height
    )
    arrays: dict[str, Any] = {"row_query": rows[None].astype(np.int64)}
    for family in families.values():
        arrays |= {f"row_{name}": values for name, values in family.items() if f"row_{name}" in COLUMNS}
    append(writer, site, arrays, dict.fromkeys(arrays, 1))
    return backend


def rows_at_a_time(most: int, heads: int, keys: int) -> int:
    """Query rows of a block where they are not fused: so few that the length of the text does not decide the memory.

    >>> rows_at_a_time(128, 12, 512), rows_at_a_time(128, 12, 131072)
    (128, 5)
    """
    return max(1, min(most, _WEIGHTS_AT_A_TIME // (heads * keys)))
