"""The report on alignment that a run may hold; runs without one never load what reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headscope.store.readings import load_reading
from headscope.store.run import Run

if TYPE_CHECKING:
    from headscope.readings.alignment_report import AlignmentReport


def stored_alignment(run: Run) -> AlignmentReport | None:
    """The report that `headscope align -o` left in a run; None where there is none.

    Raises:
        BadOption: what lies there is no report, or one of another format.
    """
    if run.path is None or load_reading(run, "alignment") is None:
        return None
    from headscope.readings.alignment_report import open_alignment

    return open_alignment(run.path)
