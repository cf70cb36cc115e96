"""The laws of an adapter, for those who write one for a module of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from headscope.models.adapters import Adapter, adapted
from headscope.models.faith import kernel_difference, tensors_of
from headscope.models.tap import Tapped
from headscope.stream.call import AttentionCall
from headscope.stream.mask import causal
from headscope.stream.weights import block_of_rows

TOLERANCE = {torch.float64: 1e-9, torch.float32: 1e-5}


def check_adapter(adapter: Adapter, module: nn.Module, *args: Any, **kwargs: Any) -> None:
    """Assert that an adapter reads a module rightly, on these arguments of its forward.

    The laws: it fits the module; one call is read for each forward, with a module's name and a kind; every row that
    sees a key sums to 1 (to less with sinks) and none is negative; A V of the rows, finished, is what the module gave
    back, also row by row; the module's output keeps every bit, and so do the arguments.

    Args:
        adapter: the adapter.
        module: a module it should read, in evaluation mode; float64 is compared to 1e-9, float32 to 1e-5.
        args, kwargs: what its forward is called with, better with two texts than with one.

    Raises:
        AssertionError: a law is broken; the message says which, and by how much.

    >>> check_adapter(LoneAdapter(), LoneAttention(), torch.randn(2, 5, 8))
    """
    assert adapter.fits(module), "the adapter does not fit the module"
    before = [tensor.clone() for tensor in tensors_of((args, kwargs))]
    heard: list[Tapped] = []
    with torch.no_grad():
        plain = tensors_of(module(*args, **kwargs))
        with adapted(module, heard.append, (adapter,)):
            seen = tensors_of(module(*args, **kwargs))
    assert len(heard) == 1, f"one forward was read as {len(heard)} calls"
    assert all(map(torch.equal, plain, seen)), "the module's output changed"
    assert all(map(torch.equal, before, tensors_of((args, kwargs)))), "the adapter wrote into the arguments"
    tapped = heard[0]
    assert tapped.route == adapter.name, "the route has another name than the adapter"
    tolerance = TOLERANCE.get(tapped.output.dtype, 1e-2)
    for text in range(tapped.call.texts):
        _check_rows(tapped, text, tolerance)
        with torch.no_grad():
            difference = kernel_difference(tapped, batch=text)
        assert difference <= tolerance, f"A V, finished, differs from the module's output by {difference:.2g}"


def _check_rows(tapped: Tapped, text: int, tolerance: float) -> None:
    block = block_of_rows(tapped.call, 0, tapped.call.queries, batch=text)
    sums = block.weights.sum(-1)[block.visible.any(-1)]
    assert bool((block.weights >= 0).all()), "a weight is negative"
    largest = float((sums - 1).max()) if sums.numel() else 0.0
    assert largest <= tolerance, f"a row sums to {largest:.2g} more than 1"
    if tapped.call.sinks is None and sums.numel():
        smallest = float((1 - sums).max())
        assert smallest <= tolerance, f"a row sums to {smallest:.2g} less than 1, and the call has no sinks"


class LoneAttention(nn.Module):
    """One head of causal attention with a softmax spelt out, which no route sees: the example of an adapter."""

    def __init__(self, width: int = 8) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.q, self.k, self.v, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, hidden: Tensor) -> Tensor:
        """[text, token, width] to the same shape."""
        powers = (self.q(hidden) @ self.k(hidden).mT).exp().tril()
        mixed: Tensor = self.out(powers / powers.sum(-1, keepdim=True) @ self.v(hidden))
        return mixed


class LoneAdapter:
    """How `LoneAttention` is read."""

    name = "lone"

    def fits(self, module: nn.Module) -> bool:
        """Modules of this class, and no others."""
        return isinstance(module, LoneAttention)

    def call_of(self, module: Any, given: Mapping[str, Any]) -> AttentionCall:
        """Its projections, a head axis put in, and the mask that its `tril` is."""
        hidden = given["hidden"]
        q, k, v = (projection(hidden)[:, None] for projection in (module.q, module.k, module.v))
        return AttentionCall(q, k, v, scale=1.0, mask=causal(hidden.shape[1], hidden.shape[1]))

    def finish(self, module: Any, mixed: Tensor, given: Mapping[str, Any]) -> Tensor:
        """Heads side by side, through the output projection."""
        finished: Tensor = module.out(mixed.flatten(-2))
        return finished
