"""What is asked of the study of roles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from headscope.errors import BadOption
from headscope.store.write import check_target


@dataclass(frozen=True, slots=True)
class RolesPlan:
    """What is asked.

    Attributes:
        treebank, treebank2: CoNLL-U files; a role found on the first and again on the second is `replicated`.
        relations: only these; all of the treebank if None.
        is_mechanical_only: leave out meaning.
        out: folder of a run to keep the report in, with some sentences to look at.
        seed, draws: of all random choices, and how many resamples.
    """

    treebank: str | Path | None = None
    treebank2: str | Path | None = None
    relations: tuple[str, ...] | None = None
    is_mechanical_only: bool = False
    out: str | Path | None = None
    seed: int = 0
    draws: int = 1000


def check_plan(asked: RolesPlan) -> None:
    """Refuse what cannot be asked together.

    Raises:
        BadOption: relations or a second treebank without a first, no relation at all, or something else lies at `out`.
    """
    if asked.treebank is None and asked.treebank2 is not None:
        raise BadOption("treebank2_alone")
    if asked.treebank is None and asked.relations is not None:
        raise BadOption("mechanical_relations")
    if asked.relations == ():
        raise BadOption("relations_none")
    if asked.out is not None:
        check_target(asked.out)
