"""What rows see is read from the recipe of a mask, and is what looking at every key gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from transformers import masking_utils
from transformers.masking_utils import (
    and_masks,
    bidirectional_mask_function,
    causal_mask_function,
    chunked_causal_mask_function,
    or_masks,
    packed_sequence_mask_function,
    sdpa_mask,
    sliding_window_bidirectional_mask_function,
    sliding_window_causal_mask_function,
    sliding_window_overlay,
)

from headscope.models import masks
from headscope.models.mask_rules import Spans, spans_of_recipe
from headscope.models.masks import LazyMask
from headscope.models.tap import tap
from tests.zoo.architectures import ARCHITECTURES, build, inputs, paddings

WINDOWED = ("modernbert", "mistral", "gemma3_text", "starcoder2", "llama4_text")
CASES = [
    (name, padding)
    for name, architecture in ARCHITECTURES.items()
    if architecture.reads in ("text", "pair")
    for padding in paddings(name)
]
MADE = {
    "causal": causal_mask_function,
    "both ways": bidirectional_mask_function,
    "window": sliding_window_causal_mask_function(5),
    "window of one": sliding_window_causal_mask_function(1),
    "window longer than the text": sliding_window_causal_mask_function(500),
    "window both ways": sliding_window_bidirectional_mask_function(3),
    "chunks": chunked_causal_mask_function(6, torch.tensor([0, 4])),
    "chunks within a window": and_masks(
        chunked_causal_mask_function(8, torch.tensor([3, 0])), sliding_window_overlay(3)
    ),
}


def recipe_of(function: Callable[..., Any], **given: Any) -> dict[str, Any]:
    return {"batch_size": 2, "q_length": 23, "kv_length": 23, "mask_function": function} | given


def counted(recipe: dict[str, Any]) -> Spans:
    """Key by key, from the mask that transformers builds."""
    built = sdpa_mask(**recipe | {"allow_is_causal_skip": False, "allow_is_bidirectional_skip": False})
    shape = recipe["batch_size"], recipe["q_length"]
    low, high, gaps = np.zeros(shape, int), np.zeros(shape, int), np.zeros(shape, bool)
    for batch, query in np.ndindex(*shape):
        seen = [key for key, shown in enumerate(built[batch, 0, query].tolist()) if shown]
        if seen:
            low[batch, query], high[batch, query] = seen[0], seen[-1] + 1
            gaps[batch, query] = len(seen) < seen[-1] + 1 - seen[0]
    return Spans(low, high, gaps)


def assert_same(one: Spans | None, two: Spans) -> None:
    assert one is not None
    np.testing.assert_array_equal(one.low, two.low)
    np.testing.assert_array_equal(one.high, two.high)
    np.testing.assert_array_equal(one.gaps, two.gaps)


@pytest.mark.parametrize(("name", "padding"), CASES)
def test_masks_of_every_architecture_are_read(name: str, padding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masks, "OWN_MASK_TOKENS", 0)
    monkeypatch.setattr(masks, "ROWS", 7)
    make, made = LazyMask.make, list[LazyMask]()

    def remember(recipe: dict[str, Any]) -> LazyMask:
        made.append(make(recipe))
        return made[-1]

    monkeypatch.setattr(LazyMask, "make", remember)
    monkeypatch.setattr(masks, "_scanned", lambda mask: pytest.fail("the recipe was not believed"))
    model, given = build(name), inputs(name, padding)
    with torch.no_grad(), tap(model, lambda tapped: None):
        model(**given)
    for mask in made:
        assert_same(mask.spans(), counted(mask.recipe))
    if name in WINDOWED:
        assert any((mask.spans().high - mask.spans().low).max() < mask.shape[-1] - 5 for mask in made)


@pytest.mark.parametrize("function", MADE.values(), ids=MADE.keys())
@pytest.mark.parametrize("kept", ["all", "left", "right", "left out of the middle", "one", "none", "short table"])
@pytest.mark.parametrize("offsets", [(0, 0), (9, 0), (9, 4)])
def test_parts_padding_and_offsets_are_read(function: Callable[..., Any], kept: str, offsets: tuple[int, int]) -> None:
    padding = torch.ones(2, 23 + offsets[1], dtype=torch.bool)
    places = {"left": slice(0, 9), "right": slice(-9, None), "left out of the middle": slice(7, 12)}
    padding[1, places.get(kept, slice(0, 0))] = False
    if kept in ("one", "none"):
        padding[1] = False
        padding[1, 13] = kept == "one"
    table = None if kept == "all" else padding[:, :17] if kept == "short table" else padding
    recipe = recipe_of(function, attention_mask=table, q_offset=offsets[0], kv_offset=offsets[1])
    assert_same(spans_of_recipe(recipe), counted(recipe))


def named_like_a_known_one(sliding_window: int) -> Callable[..., Any]:
    def inner_mask(batch_idx: Any, head_idx: Any, q_idx: Any, kv_idx: Any) -> Any:
        return (kv_idx > q_idx - sliding_window) & (kv_idx % 2 == 0)

    inner_mask.__module__, inner_mask.__qualname__ = (
        "transformers.masking_utils",
        sliding_window_overlay(1).__qualname__,
    )
    return inner_mask


UNKNOWN = {
    "named like a known one": named_like_a_known_one(4),
    "a part that is unknown": and_masks(causal_mask_function, named_like_a_known_one(4)),
    "either of two": or_masks(causal_mask_function, sliding_window_overlay(3)),
    "several texts in one": and_masks(
        causal_mask_function, packed_sequence_mask_function(torch.arange(23)[None].expand(2, -1) // 9)
    ),
}


@pytest.mark.parametrize("function", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_is_not_known_is_looked_at_key_by_key(function: Callable[..., Any]) -> None:
    recipe = recipe_of(function)
    assert spans_of_recipe(recipe) is None
    assert_same(LazyMask.make(recipe).spans(), counted(recipe))


def test_padding_that_is_no_table_of_bits_is_looked_at_key_by_key() -> None:
    table = torch.ones(2, 23, dtype=torch.int64)
    table[1, :4] = 0
    recipe = recipe_of(causal_mask_function, attention_mask=table)
    assert spans_of_recipe(recipe) is None
    assert_same(LazyMask.make(recipe).spans(), counted(recipe))


def _with_one_more_key(sliding_window: int) -> Callable[..., Any]:
    def inner_mask(batch_idx: Any, head_idx: Any, q_idx: Any, kv_idx: Any) -> Any:
        return kv_idx >= q_idx - sliding_window

    return inner_mask


def _with_gaps(sliding_window: int) -> Callable[..., Any]:
    def inner_mask(batch_idx: Any, head_idx: Any, q_idx: Any, kv_idx: Any) -> Any:
        return (kv_idx > q_idx - sliding_window) & ((q_idx - kv_idx) % 3 < 2)

    return inner_mask


def _with_another_end(sliding_window: int) -> Callable[..., Any]:
    def inner_mask(batch_idx: Any, head_idx: Any, q_idx: Any, kv_idx: Any) -> Any:
        return (kv_idx > q_idx - sliding_window) | (q_idx == 22)

    return inner_mask


@pytest.mark.parametrize("lie", [_with_one_more_key, _with_gaps, _with_another_end])
def test_a_known_function_that_means_something_else_is_found_out(
    lie: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masking_utils, "sliding_window_overlay", lie)
    recipe = recipe_of(sliding_window_causal_mask_function(5))
    right = counted(recipe)
    told = spans_of_recipe(recipe)
    assert told is not None
    assert any((getattr(told, name) != getattr(right, name)).any() for name in ("low", "high", "gaps"))
    assert_same(LazyMask.make(recipe).spans(), right)


def test_few_rows_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    given = recipe_of(sliding_window_causal_mask_function(700), batch_size=1, q_length=6000, kv_length=6000)
    mask, rows, looked = LazyMask.make(given), LazyMask.rows, []

    def count(self: LazyMask, start: int, stop: int, *keys: int) -> torch.Tensor:
        looked.extend(range(start, stop))
        return rows(self, start, stop, *keys)

    monkeypatch.setattr(LazyMask, "rows", count)
    spans = mask.spans()
    assert {0, 699, 700, 5999} <= set(looked)
    assert len(looked) < 60
    np.testing.assert_array_equal(spans.low[0], np.maximum(np.arange(6000) - 699, 0))
    np.testing.assert_array_equal(spans.high[0], np.arange(1, 6001))
