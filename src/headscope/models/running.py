"""Which module of a model runs, and whether what it computes is seen already."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from torch import nn

_COVERED = threading.local()


@contextmanager
def covered() -> Iterator[None]:
    """What is computed inside belongs to an attention call that somebody sees: no other route takes it for its own."""
    enter_covered()
    try:
        yield
    finally:
        leave_covered()


def enter_covered() -> None:
    """Begin of what is seen, for hooks that cannot be a context."""
    _COVERED.depth = getattr(_COVERED, "depth", 0) + 1


def leave_covered() -> None:
    """End of what is seen."""
    _COVERED.depth -= 1


def is_covered() -> bool:
    """Whether this thread computes something that is seen."""
    return bool(getattr(_COVERED, "depth", 0))


@dataclass(slots=True)
class Running:
    """The modules that run, the outermost first; `root` where none of them has begun."""

    root: nn.Module
    stack: list[tuple[str, nn.Module]] = field(default_factory=list)

    @property
    def innermost(self) -> tuple[str, nn.Module]:
        """Name and module of what runs now."""
        return self.stack[-1] if self.stack else ("", self.root)


@contextmanager
def running(model: nn.Module) -> Iterator[Running]:
    """Know at any time which module of the model runs, by hooks on all of them."""
    now = Running(model)
    with ExitStack() as stack:
        for name, module in model.named_modules():

            def enter(module: nn.Module, _inputs: object, name: str = name) -> None:
                now.stack.append((name, module))

            def leave(_module: nn.Module, _inputs: object, _output: object) -> None:
                now.stack.pop()

            stack.callback(module.register_forward_pre_hook(enter, prepend=True).remove)
            stack.callback(module.register_forward_hook(leave, always_call=True).remove)
        yield now
