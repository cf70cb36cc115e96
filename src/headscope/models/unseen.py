"""Attention that ran and that nobody saw, found at the level of torch's kernels.

Whatever a model is written in, its attention ends in a few operations: a fused kernel, or a softmax over keys whose
result is multiplied with something. A `TorchDispatchMode` sees them all, also those of scripted code; the ones that ran
outside of what a route covers are told by the module in which they ran.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from headscope.models.running import Running, is_covered
from headscope.models.sites import holds_attention, looks_like_attention, projections
from headscope.stream.call import AttentionCall

_WHOLE = (
    "scaled_dot_product",
    "_native_multi_head_attention",
    "_transformer_encoder_layer",
    "_flash_attention",
    "_efficient_attention",
)
_SOFTMAXES = frozenset({"_softmax", "_safe_softmax", "softmax"})
_PRODUCTS = frozenset({"bmm", "mm", "baddbmm", "addmm", "matmul"})


@dataclass(frozen=True, slots=True)
class Unseen:
    """One attention that no route saw: the module in which it ran, and the kernel."""

    module: str
    kernel: str


@dataclass(slots=True)
class MadeWeights:
    """A softmax over keys that ran and is no part of a call that is seen already.

    Attributes:
        module: in which it ran.
        keys: length of its last axis.
        places: every tensor that its weights have been in, all of them.
        is_seen: a product that a route sees took all of them.
        is_multiplied: a product that none sees did.
    """

    module: str
    keys: int
    places: list[Tensor]
    is_seen: bool = False
    is_multiplied: bool = False


class Unwatched(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Collects the attention that ran outside of what is covered: whole kernels in `found`, softmaxes in `made`."""

    def __init__(self, running: Running) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.running = running
        self.found: list[Unseen] = []
        self.made: list[MadeWeights] = []

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Run the kernel, and remember it where it is attention."""
        result = func(*args, **(kwargs or {}))
        if not self.running.stack:
            return result
        name, module = func.overloadpacket.__name__, self.running.innermost[0]
        if not is_covered() and any(part in name for part in _WHOLE):
            self.found.append(Unseen(module, name))
        elif not is_covered() and name in _SOFTMAXES:
            if args[0].ndim >= 3 and args[1] in (-1, args[0].ndim - 1):
                self.made.append(MadeWeights(module, args[0].shape[-1], [result]))
        else:
            self._follow(name, args, result)
        return result

    def _follow(self, name: str, args: tuple[Any, ...], result: Any) -> None:
        """What becomes of weights: a product spends them, what keeps all of them carries them on."""
        for one in self.made:
            taken = next((part for part in args if _is_in(part, one.places)), None)
            if taken is None:
                continue
            if name in _PRODUCTS:
                one.is_seen |= is_covered()
                one.is_multiplied |= not is_covered()
            elif isinstance(result, Tensor) and result.numel() == taken.numel() and not _is_in(result, one.places):
                one.places.append(result)


def unseen_attention(model: nn.Module, unwatched: Unwatched, calls: Iterable[AttentionCall]) -> list[str]:
    """The modules that computed attention which no call tells, by name.

    A softmax whose weights no route saw is attention where it is multiplied with something, stands in a module that
    attends otherwise, or runs over as many keys as a call does in a module with projections. Weights over experts and
    over the parallel streams of a layer (deepseek_v4) are none.
    """
    keys = {call.keys for call in calls}
    reached = {call.module for call in calls}

    def attends(one: MadeWeights) -> bool:
        module = model.get_submodule(one.module)
        if one.module in reached or looks_like_attention(module):
            return True
        if one.keys in keys and projections(module) > 1:
            return True
        return one.is_multiplied and not holds_attention(module)

    modules = [one.module for one in unwatched.found]
    modules += [one.module for one in unwatched.made if not one.is_seen and attends(one)]
    return list(dict.fromkeys(module or type(model).__name__ for module in modules))


def _is_in(value: Any, places: list[Tensor]) -> bool:
    return isinstance(value, Tensor) and any(
        value.data_ptr() == one.data_ptr() and value.numel() == one.numel() for one in places
    )
