"""What all reductions share: states are plain arrays that start at zero and merge by `+` or by `max`."""

from __future__ import annotations

from typing import Any

import numpy as np
from array_api_compat import array_namespace, device

from headscope.stream.fold import State
from headscope.stream.weights import Block

Array = Any


def zeros(like: Array, *shape: int) -> Array:
    """Zeros in the library, dtype and device of `like`."""
    xp = array_namespace(like)
    return xp.zeros(shape, dtype=like.dtype, device=device(like))


def constant(values: np.ndarray, like: Array) -> Array:
    """A small numpy array as an array of the library, dtype and device of `like`."""
    xp = array_namespace(like)
    return xp.astype(xp.asarray(np.ascontiguousarray(values), device=device(like)), like.dtype)


def indices(values: np.ndarray, like: Array) -> Array:
    """A small numpy array of whole numbers as an index array beside `like`."""
    xp = array_namespace(like)
    return xp.asarray(np.ascontiguousarray(values, dtype=np.int64), device=device(like))


def add(state: State, other: State) -> State:
    """Merge by addition: rows that a state has not seen are zero, so disjoint rows unite and sums add up."""
    return {name: state[name] + other[name] for name in state}


def as_numpy(state: State) -> State:
    """The arrays of a state as numpy arrays (a torch tensor is detached and brought to the host first)."""
    return {name: np.asarray(a.detach().cpu() if hasattr(a, "detach") else a) for name, a in state.items()}


def running_sums(rows: Array) -> Array:
    """Sums of the keys before each place, [head, query, key + 1]: any interval of keys is a difference of two.

    In float64: differences of float32 sums are wrong by what the whole row is rounded by, also where nothing is.
    """
    xp = array_namespace(rows)
    sums = xp.cumulative_sum(rows, axis=-1, dtype=xp.float64)
    return xp.concat([xp.zeros_like(sums[..., :1]), sums], axis=-1)


def gather(rows: Array, keys: np.ndarray) -> Array:
    """`rows[..., query, keys[query]]`: [head, query, n] out of [head, query, key] by [query, n] whole numbers."""
    xp = array_namespace(rows)
    wanted = xp.broadcast_to(indices(keys, rows)[None], (rows.shape[0], *keys.shape))
    return xp.take_along_axis(rows, wanted, axis=-1)


def visible_counts(block: Block) -> Array:
    """How many keys each row may see, [head, query], in the dtype of the weights."""
    xp = array_namespace(block.weights)
    return xp.sum(xp.astype(block.visible, block.weights.dtype), axis=-1)


def chance(block: Block) -> Array:
    """What a row without preference gives to each key it may see: 1 / n_i there, 0 elsewhere, [head, query, key]."""
    xp = array_namespace(block.weights)
    counts = visible_counts(block)[..., None]
    return xp.astype(block.visible, block.weights.dtype) / xp.where(counts == 0, xp.ones_like(counts), counts)
