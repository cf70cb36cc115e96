"""What the rows of a mask see, read from the parts that transformers put it together from.

A mask function says of one query and one key whether it is seen, so what a row sees costs as many questions as there
are keys: queries x keys in all. Most masks are made of a few functions of transformers' own, and of these each row's
interval follows from numbers. Which function it is, is told by its code, not by its name; whether the numbers mean
what they are taken for, `models.masks` asks the mask itself on a few rows.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from transformers import masking_utils

Interval = tuple[np.ndarray, np.ndarray]  # first key of a row and one past the last, int [batch, query]
ANYWHERE = -(2**62), 2**62


@dataclass(frozen=True, slots=True)
class Spans:
    """What the rows of a mask see, each [batch, query].

    Attributes:
        low: first key; 0 for a row that sees none.
        high: one past the last key; 0 for a row that sees none.
        gaps: the row sees less than all keys between.
    """

    low: np.ndarray
    high: np.ndarray
    gaps: np.ndarray


def spans_of_rows(shown: np.ndarray) -> Spans:
    """What rows see, counted key by key.

    >>> spans_of_rows(np.array([[[0, 1, 1, 0], [1, 0, 1, 0], [0, 0, 0, 0]]], dtype=bool))
    Spans(low=array([[1, 0, 0]]), high=array([[3, 3, 0]]), gaps=array([[False,  True, False]]))
    """
    counts = np.count_nonzero(shown, axis=-1)
    low = shown.argmax(axis=-1) * (counts > 0)
    high = (shown.shape[-1] - np.ascontiguousarray(shown[..., ::-1]).argmax(axis=-1)) * (counts > 0)
    return Spans(low, high, counts != high - low)


def spans_of_recipe(recipe: dict[str, Any]) -> Spans | None:
    """What rows see, from the arguments of transformers' mask function, in O(queries + keys); None where the function
    is not made of known parts, or the padding is no table of text by key.

    >>> from transformers.masking_utils import sliding_window_causal_mask_function
    >>> window = {"batch_size": 1, "q_length": 4, "kv_length": 4}
    >>> window["mask_function"] = sliding_window_causal_mask_function(2)
    >>> spans_of_recipe(window).low, spans_of_recipe(window).high
    (array([[0, 0, 1, 2]]), array([[1, 2, 3, 4]]))
    """
    batch, queries, keys = (int(recipe[name]) for name in ("batch_size", "q_length", "kv_length"))
    first_query, first_key = int(recipe.get("q_offset", 0)), int(recipe.get("kv_offset", 0))
    places = np.broadcast_to(np.arange(first_query, first_query + queries), (batch, queries))
    interval = _interval_of(recipe.get("mask_function", masking_utils.causal_mask_function), places)
    kept = _kept_keys(recipe.get("attention_mask"), first_key, keys)
    if interval is None or kept is None:
        return None
    low, high = (np.clip(end - first_key, 0, keys) for end in interval)
    return _of_kept(low, np.maximum(low, high), np.broadcast_to(kept, (batch, keys)))


def _interval_of(function: Callable[..., Any], query: np.ndarray) -> Interval | None:
    """The keys that a function shows each query, positions as the model counts them; None for an unknown function."""
    known = masking_utils
    first, last = (np.full_like(query, place) for place in ANYWHERE)
    if function is known.causal_mask_function:
        return first, query + 1
    if function is known.bidirectional_mask_function:
        return first, last
    if not inspect.isfunction(function):
        return None
    given = inspect.getclosurevars(function).nonlocals
    if _is_made_by(known.and_masks, function):
        for part in given["mask_functions"]:
            interval = _interval_of(part, query)
            if interval is None:
                return None
            first, last = np.maximum(first, interval[0]), np.minimum(last, interval[1])
        return first, last
    if _is_made_by(known.sliding_window_overlay, function):
        return query - given["sliding_window"] + 1, last
    if _is_made_by(known.sliding_window_bidirectional_overlay, function):
        return query - given["sliding_window"], query + given["sliding_window"] + 1
    if _is_made_by(known.chunked_overlay, function):
        start, size = given["left_padding"][: len(query), None].cpu().numpy(), given["chunk_size"]
        low = (query - start) // size * size + start
        return low, low + size
    return None


def _is_made_by(factory: Callable[..., Any], function: Any) -> bool:
    """Whether a function was made by this factory: its code is a constant of the factory's code."""
    return any(function.__code__ is constant for constant in inspect.unwrap(factory).__code__.co_consts)


def _kept_keys(padding: Any, first_key: int, keys: int) -> np.ndarray | None:
    """The keys that are no padding, bool [batch or 1, key]; None where that is not a table of bits."""
    if padding is None:
        return np.ones((1, keys), dtype=bool)
    if not isinstance(padding, torch.Tensor) or padding.ndim != 2 or padding.dtype != torch.bool:
        return None
    kept = np.zeros((len(padding), keys), dtype=bool)  # keys behind the table's end are padding
    there = padding[:, first_key : first_key + keys].cpu().numpy()
    kept[:, : there.shape[1]] = there
    return kept


def _of_kept(low: np.ndarray, high: np.ndarray, kept: np.ndarray) -> Spans:
    """Intervals that begin and end at a key that is kept, [batch, query], of kept keys [batch, key]."""
    batch, keys = kept.shape
    text = np.arange(batch)[:, None]
    before = np.concatenate([np.zeros((batch, 1), np.int64), kept.cumsum(axis=1)], axis=1)  # kept keys before each
    counts = before[text, high] - before[text, low]
    place = np.where(kept, np.arange(keys), keys)
    following = np.minimum.accumulate(place[:, ::-1], axis=1)[:, ::-1]  # the first kept key from here on
    behind = np.maximum.accumulate(np.where(kept, np.arange(1, keys + 1), 0), axis=1)  # one past the last until here
    low = following[text, np.minimum(low, keys - 1)] * (counts > 0)
    high = behind[text, np.maximum(high - 1, 0)] * (counts > 0)
    return Spans(low, high, counts != high - low)
