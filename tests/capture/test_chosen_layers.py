"""One chosen layer costs what it costs alone: of the others nothing is computed, and nothing is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from transformers import LlamaConfig, LlamaModel, MistralConfig, MistralModel

from headscope.capture import passes, record
from headscope.capture.observe import check_on, observe_prepared
from headscope.capture.plan import Plan
from headscope.capture.short_runs import made_up
from headscope.capture.traced import traced
from headscope.models.faith import Checked
from headscope.models.inputs import Prepared
from headscope.models.load import Loaded, loaded_from

TOKENS = 300
SIZES = {
    "vocab_size": 99,
    "hidden_size": 32,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "intermediate_size": 32,
}


def made(layers: int, kind: str = "llama") -> tuple[Loaded, Prepared, Checked]:
    """A model, a text, and what the self-check found on its prefix."""
    torch.manual_seed(0)
    if kind == "llama":
        model = LlamaModel(LlamaConfig(**SIZES, num_hidden_layers=layers))
    else:
        model = MistralModel(MistralConfig(**SIZES, num_hidden_layers=layers, sliding_window=50))
    loaded = loaded_from(model.eval())
    text = made_up(loaded, TOKENS)
    return loaded, text, check_on(loaded, text)


class Made(TorchDispatchMode):
    """Counts the operations that make tensors of their own, views excepted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        there = {one.untyped_storage()._cdata for one in tree_leaves((args, kwargs)) if isinstance(one, torch.Tensor)}
        new = [one for one in tree_leaves(result) if isinstance(one, torch.Tensor)]
        self.count += any(one.untyped_storage()._cdata not in there for one in new)
        return result


def test_statistics_and_checks_are_asked_for_the_chosen_layer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, text, checked = made(12)
    asked: Counter[tuple[str, str]] = Counter()

    def counted(place: Any, name: str, module_of: Any) -> None:
        own = getattr(place, name)

        def count(*args: Any, **kwargs: Any) -> Any:
            asked[name, module_of(*args)] += 1
            return own(*args, **kwargs)

        monkeypatch.setattr(place, name, count)

    counted(record, "statistics_of", lambda call, *_: call.module)
    counted(passes, "kernel_difference", lambda tapped, *_: tapped.call.module)
    counted(passes, "append", lambda writer, site, *_: site)
    counted(record, "append", lambda writer, site, *_: site)
    run = observe_prepared(loaded, [text], Plan(layers="7", keep="none"), checked=checked)
    assert [site.site for site in run.sites] == ["L7"]
    assert {where for _, where in asked} == {"layers.7.self_attn", "L7"}
    assert asked["statistics_of", "layers.7.self_attn"] == 1


def alone(loaded: Loaded, text: Prepared) -> None:
    with torch.no_grad():
        loaded.model(**text.inputs, **text.options)


def operations(work: Callable[[], object]) -> int:
    with Made() as made:
        work()
    return made.count


@pytest.mark.parametrize("kind", ["llama", "mistral"])
@pytest.mark.parametrize("keep", ["none", "qk"])
def test_one_layer_of_many_holds_and_computes_no_more_than_one_of_two(kind: str, keep: Any) -> None:
    held, computed = [], []
    for layers in (2, 24):
        loaded, text, checked = made(layers, kind)
        plain = partial(alone, loaded, text)
        seen = partial(observe_prepared, loaded, [text], Plan(layers="1", keep=keep), checked=checked)
        both = partial(observe_prepared, loaded, [text], Plan(layers="0,1", keep=keep), checked=checked)
        seen()  # what is compiled and imported once
        held.append(traced(seen)[1] - traced(plain)[1])
        computed.append(operations(seen) - operations(plain))
        assert operations(both) - operations(plain) > computed[-1] > 0
    assert computed[0] == computed[1]
    assert held[1] <= held[0] + 22 * 4096  # words about a call; the queries alone of a layer take 38 kB
