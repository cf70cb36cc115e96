"""How much memory a piece of work allocates at its peak: its tensors and its arrays."""

from __future__ import annotations

import sys
import tracemalloc
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from headscope.capture.manifest import peak_bytes

Result = TypeVar("Result")


class _Held(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts the bytes of the tensors that come and go while it is open, and of the arrays beside them."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held = self.peak = 0
        self._arrays = tracemalloc.get_traced_memory()[0]
        self._there: dict[int, weakref.ref[Any]] = {}
        tracemalloc.reset_peak()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Run an operation and look at what it made."""
        result = func(*args, **(kwargs or {}))
        given = {_place(one) for one in tree_leaves((args, kwargs or {})) if isinstance(one, torch.Tensor)}
        for made in tree_leaves(result):
            if isinstance(made, torch.Tensor) and _place(made) not in given:
                self._add(made.untyped_storage())
        return result

    def _add(self, storage: Any) -> None:
        place, size = storage._cdata, storage.nbytes()
        if place in self._there:
            return

        def gone(_: Any) -> None:
            self._there.pop(place, None)
            self._change(-size)

        self._there[place] = weakref.ref(storage, gone)
        self._change(size)

    def _change(self, size: int) -> None:
        """Tensors take so many bytes more; the arrays that were there until now stood beside those of before."""
        arrays = tracemalloc.get_traced_memory()[1] - self._arrays
        tracemalloc.reset_peak()
        self.peak = max(self.peak, self.held + arrays)
        self.held += size


def _place(tensor: torch.Tensor) -> int:
    return int(tensor.untyped_storage()._cdata)


def traced(work: Callable[[], Result]) -> tuple[Result, int]:
    """What the work returns, and the most bytes that its tensors and arrays held, not counting earlier ones.

    What libraries allocate inside themselves is not seen, and what comes after the last tensor is not counted.

    >>> traced(lambda: torch.zeros(1000, 1000).sum().item())[1] >= 4_000_000
    True
    """
    was_tracing = tracemalloc.is_tracing()
    if not was_tracing:
        tracemalloc.start()
    held = _Held()
    try:
        with held:
            result = work()
    finally:
        if not was_tracing:
            tracemalloc.stop()
    return result, held.peak


def resident_bytes() -> int:
    """The memory this process holds now, in bytes; where the system does not tell, the most it has held."""
    status = Path("/proc/self/statm")
    if sys.platform == "linux" and status.is_file():
        import resource

        return int(status.read_text("utf-8").split()[1]) * resource.getpagesize()
    return peak_bytes()
