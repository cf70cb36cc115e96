"""Attention that ran and that nobody saw, found at the level of torch's kernels.

Whatever a model is written in, its attention ends in a few operations: a fused kernel, or a softmax over keys whose
result is multiplied with something. A `TorchDispatchMode` sees them all, also those of scripted code; the ones that ran
outside of what a route covers are told by the module in which they ran.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from headscope.models.running import Running, is_covered

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


class Unwatched(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Collects the attention that ran outside of what is covered, in `found`; `softmaxes` names the modules in which
    any softmax over three axes or more ran uncovered."""

    def __init__(self, running: Running) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.running = running
        self.found: list[Unseen] = []
        self.softmaxes: set[str] = set()
        self._weights: list[Tensor] = []

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Run the kernel, and remember it where it is attention."""
        result = func(*args, **(kwargs or {}))
        if is_covered() or not self.running.stack:
            return result
        name = func.overloadpacket.__name__
        module = self.running.innermost[0]
        if any(part in name for part in _WHOLE):
            self.found.append(Unseen(module, name))
        elif name in _SOFTMAXES:
            if args[0].ndim >= 3 and args[1] in (-1, args[0].ndim - 1):
                self.softmaxes.add(module)
                self._weights.append(result)
        elif any(self._is_waiting(part) for part in args):
            if name in _PRODUCTS:
                self.found.append(Unseen(module, name))
            elif isinstance(result, Tensor) and not self._is_waiting(result) and self._keeps_all(args, result):
                self._weights.append(result)
        return result

    def _is_waiting(self, value: Any) -> bool:
        return isinstance(value, Tensor) and any(
            value.data_ptr() == one.data_ptr() and value.numel() == one.numel() for one in self._weights
        )

    def _keeps_all(self, args: tuple[Any, ...], result: Tensor) -> bool:
        """All weights are still there, whatever was done to them."""
        return any(self._is_waiting(part) and part.numel() == result.numel() for part in args)
