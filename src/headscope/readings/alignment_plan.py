"""How alignments are to be read: what is fixed beforehand and what is left to choose."""

from __future__ import annotations

from dataclasses import dataclass

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class AlignmentPlan:
    """How alignments are to be read.

    Attributes:
        method: `attention`, `norm`, or `auto`. row: `input`, `output`, or `auto`. layer: a number, None for auto.
        symmetrise: how the links of target words and those of source words are joined: `none` (target words alone),
            `intersection`, `union`, `grow-diag`, or `auto` (`usual_joining`).
        seed: of the part of the pairs that the reading is chosen on, and of the resamples.
    """

    method: str = AUTO
    row: str = AUTO
    layer: int | None = None
    symmetrise: str = AUTO
    seed: int = 0

    @property
    def is_given(self) -> bool:
        """Nothing is left to choose."""
        return self.layer is not None and AUTO not in (self.method, self.row)


def usual_joining(*, has_reverse: bool) -> str:
    """How links are joined unless the user says otherwise: two models err apart, so what either gives beside a shared
    link is worth having (grow-diag, Koehn et al. 2003); one map errs alike both ways, so only what both give counts
    (intersection, Jalili Sabet et al. 2020, arXiv 2004.08728).

    >>> usual_joining(has_reverse=True), usual_joining(has_reverse=False)
    ('grow-diag', 'intersection')
    """
    return "grow-diag" if has_reverse else "intersection"
