"""One text at one site, from its blocks of rows into the run: the only place where statistics become stored arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import numpy as np
from array_api_compat import array_namespace

from headscope.reduce import standard
from headscope.reduce.base import as_numpy
from headscope.reduce.engine import Backend, statistics_of
from headscope.store.layout import COLUMNS
from headscope.store.write import RunWriter, append
from headscope.stream.call import AttentionCall
from headscope.stream.fold import Reduction, State, fold
from headscope.stream.frame import Frame
from headscope.stream.weights import Block

Array = Any  # any array of the Python array API: numpy or torch
Families = dict[str, State]
Keep = Literal["weights", "qk", "none", "words", "alignment"]
KEEPS: tuple[Keep, ...] = ("weights", "qk", "none")

ROWS_KEPT = frozenset({"weights", "alignment"})
_TWO_AXES = frozenset({"image", "base", "segment_pair", "pair", "word_pair"})


def reductions_for(keep: Keep) -> tuple[Reduction, ...]:
    """The reductions of a run: kept weights are themselves what tiles are made of, and need no base image.

    >>> len(reductions_for("none")) - len(reductions_for("weights"))
    1
    """
    return tuple(reduction for reduction in standard() if keep not in ROWS_KEPT or reduction.name != "base")


def record(
    writer: RunWriter,
    site: str,
    frame: Frame,
    blocks: Iterable[Block],
    *,
    keep: Keep = "none",
) -> None:
    """Fold the standard reductions over the blocks of one text and append what they give to the run.

    Args:
        writer: the run that is being written.
        site: name of the site, `L5`.
        frame: geometry of the text at the site.
        blocks: all query rows of the text, once, in order.
        keep: `weights` and `alignment` also keep the rows themselves.

    >>> from headscope.stream.fold import blocks_of_matrix
    >>> from headscope.stream.frame import plain_frame
    >>> weights, writer = np.full((1, 2, 2), 0.5), RunWriter()
    >>> record(writer, "L0", plain_frame(1, 2, 2), blocks_of_matrix(weights, weights > 0), keep="weights")
    >>> [writer.waiting["L0", name][0].shape for name in ("peak", "offset_mass", "weights")]
    [(1, 2), (1, 1, 33), (1, 4)]
    """
    rows: list[np.ndarray] = []
    families = fold(blocks, reductions_for(keep), frame, each=_remember(rows) if keep in ROWS_KEPT else None)
    _append(writer, site, families, rows, {})


def record_call(
    writer: RunWriter,
    site: str,
    frame: Frame,
    call: AttentionCall,
    *,
    keep: Keep = "none",
    rows_per_block: int = 128,
    told: Callable[[int], None] = lambda rows: None,
    each: Callable[[Block], None] | None = None,
    extra: Callable[[Families], Mapping[str, Array]] | None = None,
) -> Backend:
    """Compute the statistics of a call of one text and append them to the run.

    Args:
        writer: the run that is being written.
        site: name of the site, `L5`.
        frame: geometry of the text at the site.
        call: the attention call, of this text alone.
        keep: `weights` and `alignment` also keep the rows themselves; queries and keys come in `extra` where they are
            to be kept.
        rows_per_block: query rows that are computed at a time where rows are.
        told: called now and then with the rows that were done since.
        each: sees every block of rows; without it, and where no rows are kept, there may be none.
        extra: gives further arrays by column name once the statistics are there, [head, ragged axis or axes, ...]: `q`,
            `k`, `output_norm`, `value_norm`, `joint_norm`.

    Returns:
        How the statistics were computed.
    """
    rows: list[np.ndarray] = []
    remember = _remember(rows)

    def see(block: Block) -> None:
        if keep in ROWS_KEPT:
            remember(block)
        if each is not None:
            each(block)

    sees_rows = keep in ROWS_KEPT or each is not None
    families, backend = statistics_of(
        call, frame, reductions_for(keep), each=see if sees_rows else None, told=told, rows_per_block=rows_per_block
    )
    found = {} if extra is None else as_numpy({name: _storable(array) for name, array in extra(families).items()})
    _append(writer, site, families, rows, found)
    return backend


def _remember(rows: list[np.ndarray]) -> Callable[[Block], None]:
    return lambda block: rows.append(as_numpy({"weights": block.weights})["weights"])


def _append(
    writer: RunWriter, site: str, families: Families, rows: list[np.ndarray], extra: Mapping[str, np.ndarray]
) -> None:
    arrays = {name: values for family in families.values() for name, values in family.items()}
    arrays = {name: values[:, None] if COLUMNS[name].axis == "text" else values for name, values in arrays.items()}
    if rows:
        arrays["weights"] = np.concatenate(rows, axis=1)
    arrays |= extra
    append(writer, site, arrays, {name: ragged_axes(name) for name in arrays})


def _storable(values: Array) -> Array:
    """numpy has no bfloat16: such values widen to float32, exactly."""
    xp = array_namespace(values)
    return xp.astype(values, xp.float32) if "bfloat16" in str(values.dtype) else values


def ragged_axes(name: str) -> int:
    """How many axes after `head` grow with the text: two for a picture of query against key, else one.

    >>> ragged_axes("weights"), ragged_axes("peak")
    (2, 1)
    """
    return 2 if COLUMNS[name].axis in _TWO_AXES else 1
