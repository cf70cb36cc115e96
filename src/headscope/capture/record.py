"""One text at one site, from its blocks of rows into the run: the only place where statistics become stored arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import numpy as np
from array_api_compat import array_namespace

from headscope.reduce import standard
from headscope.reduce.base import as_numpy
from headscope.store.layout import COLUMNS
from headscope.store.write import RunWriter, append
from headscope.stream.fold import fold
from headscope.stream.frame import Frame
from headscope.stream.weights import Block

Array = Any  # any array of the Python array API: numpy or torch
Keep = Literal["weights", "qk", "none", "words", "alignment"]
KEEPS: tuple[Keep, ...] = ("weights", "qk", "none")

_ROWS_KEPT = frozenset({"weights", "alignment"})
_TWO_AXES = frozenset({"image", "segment_pair", "pair", "word_pair"})


def record(
    writer: RunWriter,
    site: str,
    frame: Frame,
    blocks: Iterable[Block],
    *,
    keep: Keep = "none",
    extra: Mapping[str, Array] | None = None,
) -> None:
    """Fold the standard reductions over the blocks of one text and append what they give to the run.

    Args:
        writer: the run that is being written.
        site: name of the site, `L5`.
        frame: geometry of the text at the site.
        blocks: all query rows of the text, once, in order.
        keep: `weights` and `alignment` also keep the rows themselves; queries and keys come in `extra` where they are
            to be kept.
        extra: further arrays by column name, [head, ragged axis or axes, ...]: `q`, `k`, `output_norm`, `value_norm`,
            `joint_norm`.

    >>> from headscope.stream.fold import blocks_of_matrix
    >>> from headscope.stream.frame import plain_frame
    >>> weights, writer = np.full((1, 2, 2), 0.5), RunWriter()
    >>> record(writer, "L0", plain_frame(1, 2, 2), blocks_of_matrix(weights, weights > 0), keep="weights")
    >>> [writer.waiting["L0", name][0].shape for name in ("peak", "offset_mass", "weights")]
    [(1, 2), (1, 1, 33), (1, 4)]
    """
    rows: list[np.ndarray] = []

    def remember(block: Block) -> None:
        rows.append(as_numpy({"weights": block.weights})["weights"])

    families = fold(blocks, standard(), frame, each=remember if keep in _ROWS_KEPT else None)
    arrays = {name: values for family in families.values() for name, values in family.items()}
    arrays = {name: values[:, None] if COLUMNS[name].axis == "text" else values for name, values in arrays.items()}
    if keep in _ROWS_KEPT:
        arrays["weights"] = np.concatenate(rows, axis=1)
    arrays |= as_numpy({name: _storable(values) for name, values in (extra or {}).items()})
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
