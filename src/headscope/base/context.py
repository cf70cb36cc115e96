"""How long work says how far it is: one callback for the terminal, a notebook or nobody."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of a stage (`download`, `load`, `check`, `observe`, ...), the steps done and the steps in all."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """One step of a stage is done."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress for nobody."""
