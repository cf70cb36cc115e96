"""How long work says how far it is: one callback for the terminal, a notebook or nobody."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of a stage (`download`, `load`, `check`, `observe`, ...), the steps done and the steps in all.

    While a model is observed the steps are the query rows looked at, counted at every site of every text, and `where`
    names the site at work; the time left follows from them.
    """

    def __call__(self, stage: str, done: int, total: int, where: str = "", /) -> None:
        """One step of a stage is done."""


def silent(stage: str, done: int, total: int, where: str = "", /) -> None:
    """Progress for nobody."""
