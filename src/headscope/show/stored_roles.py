"""The report on roles that a run may hold; runs without one never load what reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headscope.store.readings import load_reading
from headscope.store.run import Run

if TYPE_CHECKING:
    from headscope.readings.role_report import RolesReport


def stored_roles(run: Run) -> RolesReport | None:
    """The report that `headscope roles -o` left in a run; None where there is none.

    Raises:
        BadOption: what lies there is no report, or one of another format.
    """
    if run.path is None or load_reading(run, "roles") is None:
        return None
    from headscope.readings.role_report import open_report

    return open_report(run.path)
