"""The maps that a model hands out itself when it is asked: a second witness for calls that its own code makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from headscope.models.sites import Slot
from headscope.models.tap import Tapped
from headscope.stream.weights import block_of_rows

_ROWS_SUM = 1e-2  # rows of weights sum to 1; what does not, within the roughest number format, are scores


def own_map_differences(
    model: nn.Module,
    forward: Callable[[nn.Module], Any],
    calls: Mapping[Slot, Tapped],
    eager: Callable[[nn.Module], AbstractContextManager[None]],
) -> dict[Slot, float]:
    """For each call the largest difference from the map of its shape that is nearest to it, each map witnessing once.

    A call whose shape no map has is left out: the model does not hand it out (or hands out scores). Where a model hands
    out the mean over heads, spread over all of them, that is compared.

    Args:
        model: it is asked through its configuration (`output_attentions`), under its own eager attention.
        forward: runs it.
        calls: those to be witnessed.
        eager: puts the model under its own eager attention.
    """
    config: Any = getattr(model, "config", None)
    if not hasattr(config, "_output_attentions"):
        return {}
    with eager(model), _asked(config):
        try:
            returned = list(_maps_in(forward(model)))
        except (TypeError, ValueError, RuntimeError, NotImplementedError):  # it cannot hand out any
            return {}
    pairs = [
        (map_difference(tapped, one), place, number)
        for place, tapped in enumerate(calls.values())
        for number, one in enumerate(returned)
        if one.shape == _shape(tapped)
    ]
    slots, found, taken = list(calls), dict[Slot, float](), set[int]()
    for difference, place, number in sorted(pairs):
        if slots[place] not in found and number not in taken:
            found[slots[place]] = difference
            taken.add(number)
    return found


def map_difference(tapped: Tapped, theirs: Tensor) -> float:
    """Largest difference of our rows from a map of the model, over rows that see a key; infinite for another shape.

    Models with learned sinks differ in whether the share of the sink is taken off the map they report: with sinks,
    their rows may also be ours before it is. Where all heads of the map are one (a mean that is spread over them), our
    mean over heads is compared.
    """
    if theirs.shape != _shape(tapped):
        return float("inf")
    worst = []
    for text in range(tapped.call.texts):
        block = block_of_rows(tapped.call, 0, tapped.call.queries, batch=text)
        ours, own = block.weights, theirs[text].to(block.weights.dtype)
        if len(own) > 1 and theirs.stride(1) == 0:
            ours, own = ours.mean(0, keepdim=True), own[:1]
        seen = block.visible.any(-1, keepdim=True)
        differences = [float(torch.where(seen, (ours - own).abs(), 0).max())]
        if tapped.call.sinks is not None:
            whole = ours / ours.sum(-1, keepdim=True)
            differences.append(float(torch.where(seen, (whole - own).abs(), 0).max()))
        worst.append(min(differences))
    return largest(worst)


def largest(differences: Iterable[float]) -> float:
    """The largest of some differences; not a number where one is none.

    >>> largest([0.0, float("nan"), 1.0]), largest([0.0, 1.0])
    (nan, 1.0)
    """
    return float(np.max(list(differences)))


def _shape(tapped: Tapped) -> tuple[int, ...]:
    call = tapped.call
    return (call.texts, call.heads, call.queries, call.keys)


@contextmanager
def _asked(config: Any) -> Iterator[None]:
    configs = [config, *(part for part in vars(config).values() if hasattr(part, "_output_attentions"))]
    before = [getattr(one, "_output_attentions", False) for one in configs]
    try:
        for one in configs:
            one._output_attentions = True
        yield
    finally:
        for one, value in zip(configs, before, strict=True):
            one._output_attentions = value


def _maps_in(output: Any) -> Iterator[Tensor]:
    """Every tensor of four axes under a name with `attentions` whose rows are weights."""
    for name, value in output.items() if hasattr(output, "items") else ():
        if hasattr(value, "items"):
            yield from _maps_in(value)
        elif "attentions" in name:
            yield from (one for one in _tensors(value) if _is_weights(one))


def _tensors(value: Any) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _tensors(part)


def _is_weights(tensor: Tensor) -> bool:
    if tensor.ndim != 4 or not tensor.numel():
        return False
    wide = tensor.float()
    return bool((wide >= 0).all()) and float((wide.sum(-1) - 1).abs().median()) <= _ROWS_SUM
