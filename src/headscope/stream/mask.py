"""Which keys each query may see, without an N x N array of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any  # any array of the Python array API: numpy or torch


@dataclass(frozen=True, slots=True)
class MaskSpec:
    """Row intervals and key bits, or a callable that yields a block of rows; what is visible passes all of them.

    Attributes:
        low: first visible key of each query, int [query]; None means 0.
        high: one past the last visible key of each query, int [query]; None means all keys.
        key_keep: keys that exist (False: padding), bool [batch, key]; None means all.
        block: `block(start, stop)` -> bool [batch or 1, head or 1, stop - start, key]; None means all visible.
    """

    low: np.ndarray | None = None
    high: np.ndarray | None = None
    key_keep: Array | None = None
    block: Callable[[int, int], Array] | None = None


def causal(queries: int, keys: int, *, offset: int = 0, window: int | None = None) -> MaskSpec:
    """The mask of a causal layer: query i sees keys up to i + offset, the last `window` of them.

    >>> causal(3, 3).high.tolist(), causal(3, 3, window=2).low.tolist()
    ([1, 2, 3], [0, 0, 1])
    """
    high = np.minimum(np.arange(queries) + offset + 1, keys)
    low = None if window is None else np.maximum(high - window, 0)
    return MaskSpec(low=low, high=np.maximum(high, 0))


def visible(mask: MaskSpec, start: int, stop: int, *, batch: int, keys: int) -> np.ndarray | None:
    """The visible keys of rows start..stop of one text from intervals and key bits: bool [query, key], None if all are.

    The `block` callable is not part of it: it yields arrays of the model's own library (see `stream.weights`).
    """
    shown: np.ndarray | None = None
    position = np.arange(keys)
    if mask.low is not None:
        shown = position >= mask.low[start:stop, None]
    if mask.high is not None:
        below = position < mask.high[start:stop, None]
        shown = below if shown is None else shown & below
    if mask.key_keep is not None:
        kept = np.asarray(mask.key_keep[batch]).astype(bool)[None, :]
        shown = np.broadcast_to(kept, (stop - start, keys)) if shown is None else shown & kept
    return shown


def mask_of_one(
    mask: MaskSpec, batch: int, queries: int, keys: int, *, first_query: int = 0, first_key: int = 0
) -> MaskSpec:
    """The part of a batch's mask that is one text's: its rows from `first_query`, its keys from `first_key`.

    >>> mask_of_one(causal(4, 4), 0, 3, 2).high.tolist()
    [1, 2, 2]
    >>> mask_of_one(causal(4, 4), 0, 3, 3, first_query=1, first_key=1).high.tolist()
    [1, 2, 3]
    """
    whole, mine = mask.block, slice(batch, batch + 1)
    rows, columns = slice(first_query, first_query + queries), slice(first_key, first_key + keys)

    def block(start: int, stop: int) -> Array:
        shown = whole(start + first_query, stop + first_query)  # type: ignore[misc]
        return shown[mine if shown.shape[0] > 1 else slice(None), ..., columns]

    return MaskSpec(
        low=None if mask.low is None else np.clip(mask.low[rows] - first_key, 0, keys),
        high=None if mask.high is None else np.clip(mask.high[rows] - first_key, 0, keys),
        key_keep=None if mask.key_keep is None else mask.key_keep[mine, columns],
        block=None if whole is None else block,
    )
