"""The ways to see attention, in the order in which they are taken: the first that sees a call is its route.

    adapter    a module that an `Adapter` fits is read from outside
    tap        transformers' attention interface hands out a wrapped function
    mha        `nn.MultiheadAttention` and torch's own transformer layers, with their fast path off
    sdpa       `scaled_dot_product_attention` called by a model's own code
    softmax    weights that a model's own code makes, followed to the product that spends them

The self-check runs a model once with all of them open and learns which it needs; then only those are opened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import torch
from torch import nn

from headscope.models.adapters import Adapter, adapted
from headscope.models.function_tap import FUNCTION_ROUTES, FunctionTap
from headscope.models.running import running
from headscope.models.tap import Listener, tap
from headscope.models.unseen import Unwatched

ROUTES = ("tap", *FUNCTION_ROUTES)


@contextmanager
def watch(
    model: nn.Module, listener: Listener, *, routes: Collection[str] = ROUTES, adapters: Sequence[Adapter] = ()
) -> Iterator[None]:
    """Tell `listener` of every attention call of `model` that these routes see, in this thread.

    Args:
        model: it runs inside the context, and computes what it always does; with the route `mha` torch's fast path is
            off meanwhile, which computes the same with other rounding.
        listener: told of each call when it is over.
        routes: those that the self-check found (`faith.Checked.routes`), or all.
        adapters: for modules of a model's own code.
    """
    with ExitStack() as stack:
        stack.enter_context(adapted(model, listener, adapters))
        if "tap" in routes:
            stack.enter_context(tap(model, listener))
        functions = [route for route in FUNCTION_ROUTES if route in routes]
        if functions:
            stack.enter_context(slow_path("mha" in functions))
            stack.enter_context(FunctionTap(stack.enter_context(running(model)), listener, functions))
        yield


@contextmanager
def watch_all(model: nn.Module, listener: Listener, adapters: Sequence[Adapter] = ()) -> Iterator[Unwatched]:
    """All routes, and what ran beside them."""
    with watch(model, listener, adapters=adapters), running(model) as now, Unwatched(now) as unwatched:
        yield unwatched


@contextmanager
def slow_path(is_wanted: bool = True) -> Iterator[None]:
    """torch's transformer layers without their fast path, which computes a whole layer in one opaque kernel."""
    before = torch.backends.mha.get_fastpath_enabled()
    try:
        torch.backends.mha.set_fastpath_enabled(before and not is_wanted)
        yield
    finally:
        torch.backends.mha.set_fastpath_enabled(before)
