"""Reading a module that computes attention in its own code: the extension point for models that no route knows.

An adapter is handed what a module was called with and says which attention that was. It is believed only as far as
`A V`, computed from what it says, gives what the module gave back: the same check that every other route passes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any, Protocol

from torch import Tensor, nn

from headscope.models.running import covered, enter_covered, leave_covered
from headscope.models.tap import Listener, Tapped, kind_of
from headscope.stream.call import AttentionCall


class Adapter(Protocol):
    """How modules of one kind are read; `headscope.testing.check_adapter` holds the laws.

    Attributes:
        name: of the route, written into runs.
    """

    name: str

    def fits(self, module: nn.Module) -> bool:
        """Whether it reads this module."""

    def call_of(self, module: nn.Module, given: Mapping[str, Any]) -> AttentionCall:
        """The attention of a forward with these arguments, by name: q, k, v, scale and mask, or weights and v.

        Nothing may be written into the arguments. `module` and `kind` of the call are filled in by the route where they
        are left empty.
        """

    def finish(self, module: nn.Module, mixed: Tensor, given: Mapping[str, Any]) -> Tensor:
        """What the module makes of A V of some rows: from [batch, query, head, d_v] to its own output of these rows,
        [batch, query, ...]; usually the output projection of the flattened heads."""


@contextmanager
def adapted(model: nn.Module, listener: Listener, adapters: Sequence[Adapter]) -> Iterator[None]:
    """Tell `listener` of the attention of every module that an adapter fits; the first that fits reads it."""
    with ExitStack() as stack:
        for name, module in model.named_modules():
            adapter = next((one for one in adapters if one.fits(module)), None)
            if adapter is not None:
                _hook(stack, name, module, adapter, listener)
        yield


def _hook(stack: ExitStack, name: str, module: nn.Module, adapter: Adapter, listener: Listener) -> None:
    def enter(_module: nn.Module, _args: Any, _kwargs: Any) -> None:
        enter_covered()

    def leave(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        leave_covered()
        output = result[0] if isinstance(result, tuple) else result
        if not isinstance(output, Tensor):  # the module raised
            return
        given = inspect.signature(module.forward).bind(*args, **kwargs).arguments
        with covered():
            call = _named(adapter.call_of(module, given), name, module)

            def finish(mixed: Tensor) -> Tensor:
                return adapter.finish(module, mixed, given)

            listener(Tapped(call, module, output, None, "own", route=adapter.name, finish=finish))

    stack.callback(module.register_forward_pre_hook(enter, with_kwargs=True).remove)
    stack.callback(module.register_forward_hook(leave, with_kwargs=True, always_call=True).remove)


def _named(call: AttentionCall, name: str, module: nn.Module) -> AttentionCall:
    return replace(call, module=name, kind=call.kind if call.kind != "self" else kind_of(name, module))
