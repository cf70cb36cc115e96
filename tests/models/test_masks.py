"""Masks that are never built give what the model's own masks give, and nothing of size queries x keys."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from transformers import AttentionMaskInterface, AutoModel, LlamaConfig, MistralConfig

from headscope.models import masks
from headscope.models.masks import LazyMask, lazy_mask
from headscope.models.tap import Tapped, tap
from headscope.stream.weights import block_of_rows
from tests.zoo.architectures import QUERIES, build, inputs

CASES = [
    (name, padding)
    for name in ("bert", "modernbert", "gpt2", "llama", "mistral", "gemma3_text", "gemma2", "bart", "t5", "diffllama")
    for padding in ("none", "left", "right")
]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every mask counts as long, and blocks are of seven rows."""
    monkeypatch.setattr(masks, "OWN_MASK_TOKENS", 0)
    monkeypatch.setattr(masks, "ROWS", 7)


def run(model: torch.nn.Module, given: dict[str, Any]) -> tuple[torch.Tensor, list[Tapped]]:
    calls: list[Tapped] = []
    with torch.no_grad(), tap(model, calls.append):
        return model(**given).last_hidden_state, calls


@pytest.mark.parametrize(("name", "padding"), CASES)
def test_output_and_rows_are_those_of_the_models_own_masks(
    name: str, padding: str, request: pytest.FixtureRequest
) -> None:
    model, given = build(name), inputs(name, padding)
    own, before = run(model, given)
    request.getfixturevalue("short")
    lazy, after = run(model, given)
    real = given["attention_mask"].bool() if lazy.shape[1] == QUERIES else torch.ones(lazy.shape[:2], dtype=torch.bool)
    torch.testing.assert_close(
        lazy[real], own[real], atol=2e-6, rtol=0, equal_nan=True
    )  # gemma2's own: NaN when padded
    for old, new in zip(before, after, strict=True):
        for batch in range(2):
            one, two = (block_of_rows(each.call, 0, each.call.queries, batch=batch) for each in (old, new))
            assert torch.equal(one.visible.expand_as(two.visible), two.visible)
            torch.testing.assert_close(one.weights, two.weights, atol=1e-9, rtol=0, equal_nan=True)


def test_a_window_is_taken_as_intervals(short: None) -> None:
    model, given = build("mistral"), inputs("mistral", "none")
    one = {key: value[:1] for key, value in given.items()}
    _, calls = run(model, one)
    assert all(call.is_by_rows for call in calls)
    mask = calls[0].call.mask
    assert mask.block is None
    np.testing.assert_array_equal(mask.high, np.arange(1, QUERIES + 1))
    np.testing.assert_array_equal(mask.low, np.maximum(np.arange(QUERIES) - 5, 0))


def test_where_transformers_builds_no_mask_neither_do_we(short: None) -> None:
    _, calls = run(build("llama"), inputs("llama", "none"))
    assert not any(call.is_by_rows for call in calls)


def test_what_a_model_does_to_a_mask_is_done_to_the_built_one(short: None) -> None:
    given = {"batch_size": 1, "q_length": 9, "kv_length": 9, "local_size": 3}
    given["mask_function"] = lambda batch, head, query, key: (key <= query) & (key > query - 3)
    own = AttentionMaskInterface._global_mapping["sdpa"](**given)
    mask = lazy_mask(**given)
    assert isinstance(mask, LazyMask)
    assert mask.shape == own.shape
    assert mask[:, :, :, :9] is mask
    assert mask.contiguous() is mask
    assert mask.to(torch.bool) is mask
    assert torch.equal(mask[:, :, 2:5], own[:, :, 2:5])
    assert torch.equal(mask[:, :, torch.arange(8, -1, -1)], own.flip(2))
    assert torch.equal(mask & ~mask, own & ~own)
    assert torch.equal(mask.float(), own.float())
    assert torch.equal(mask.transpose(2, 3), own.transpose(2, 3))


def test_transformers_has_its_own_mask_function_again() -> None:
    before, model = AttentionMaskInterface._global_mapping["sdpa"], build("bert")
    with tap(model, lambda tapped: None):
        assert AttentionMaskInterface._global_mapping["sdpa"] is not before
    assert AttentionMaskInterface._global_mapping["sdpa"] is before


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_in_16_bits_blocks_differ_by_the_last_place_and_weights_are_float32(
    dtype: torch.dtype, request: pytest.FixtureRequest
) -> None:
    model, given = build("mistral", sharpen=1.0).to(dtype), inputs("mistral", "none")
    own, _ = run(model, given)
    request.getfixturevalue("short")
    lazy, calls = run(model, given)
    assert float((own - lazy).abs().max()) <= 2 * torch.finfo(dtype).eps * float(own.abs().max())
    call = calls[1].call
    block = block_of_rows(call, 0, QUERIES)
    keys = call.k[0].double().repeat_interleave(2, dim=0)
    scores = (call.q[0].double() @ keys.transpose(1, 2) * call.scale).masked_fill(~block.visible, -torch.inf)
    assert block.weights.dtype == torch.float32
    torch.testing.assert_close(block.weights.double(), scores.softmax(-1), atol=1e-6, rtol=0)


def test_masks_of_other_threads_are_their_own(short: None) -> None:
    model, given, outputs = build("mistral"), inputs("mistral", "left"), []

    def elsewhere() -> None:
        with torch.no_grad():
            outputs.append(model(**given).last_hidden_state)

    elsewhere()
    with tap(model, lambda tapped: None):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert torch.equal(*outputs)


class _Largest(TorchDispatchMode):
    """Remembers the largest storage that any operation gave."""

    largest_bytes = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        for one in result if isinstance(result, (tuple, list)) else (result,):
            if isinstance(one, torch.Tensor):
                self.largest_bytes = max(self.largest_bytes, one.untyped_storage().nbytes())
        return result


@pytest.fixture(params=["window", "padding"])
def long_model(request: pytest.FixtureRequest) -> Iterator[tuple[torch.nn.Module, dict[str, torch.Tensor]]]:
    options = {"vocab_size": 50, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    options |= {"num_key_value_heads": 1, "intermediate_size": 16, "max_position_embeddings": 8192}
    config = MistralConfig(**options, sliding_window=500) if request.param == "window" else LlamaConfig(**options)
    torch.manual_seed(0)
    ids = torch.randint(3, 50, (1, 8192))
    kept = torch.ones_like(ids)
    if request.param == "padding":
        kept[:, :100] = 0
    return AutoModel.from_config(config).eval(), {"input_ids": ids, "attention_mask": kept}


def test_nothing_of_size_queries_times_keys_is_there_at_8k(
    long_model: tuple[torch.nn.Module, dict[str, torch.Tensor]],
) -> None:
    model, given = long_model
    with _Largest() as watch:
        lazy, calls = run(model, given)
    assert calls[0].is_by_rows
    assert watch.largest_bytes <= 8192 * 8192 // 4  # a bool mask alone would take four times as much
    with torch.no_grad():
        own = model(**given).last_hidden_state
    real = given["attention_mask"][0].bool()
    assert float((own - lazy)[:, real].abs().max()) <= 2e-6
