"""What is read of an open run, once: patterns, statistics, likeness of heads, stored reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headscope.readings.base import HeadPattern, HeadStatistics
from headscope.readings.patterns import read_patterns
from headscope.readings.similar import Likeness, read_likeness
from headscope.readings.statistics import read_statistics
from headscope.show.shelf import OpenRun, is_known, remembered
from headscope.show.stored_alignment import stored_alignment
from headscope.show.stored_roles import stored_roles
from headscope.store.run import Run

if TYPE_CHECKING:
    from headscope.readings.alignment_report import AlignmentReport
    from headscope.readings.role_report import RolesReport

QUICK_PAIRS = 2_000_000  # query-key pairs of all heads whose patterns are read in a moment


def patterns_of(opened: OpenRun) -> dict[str, HeadPattern]:
    """The pattern of every head by its name."""
    return remembered(opened, "patterns", lambda run: {each.head: each for each in read_patterns(run)})


def are_patterns_near(opened: OpenRun) -> bool:
    """Whether `patterns_of` would answer in a moment: they are known, or the run is small."""
    return is_known(opened, "patterns") or _pairs(opened.run) <= QUICK_PAIRS


def statistics_of(opened: OpenRun) -> dict[str, HeadStatistics]:
    """The statistics of every head by its name."""
    return remembered(opened, "statistics", lambda run: {each.head: each for each in read_statistics(run)})


def likeness_of(opened: OpenRun) -> Likeness:
    """How alike the heads are."""
    return remembered(opened, "likeness", read_likeness)


def roles_of(opened: OpenRun) -> RolesReport | None:
    """The report on roles that the run holds."""
    return remembered(opened, "roles", stored_roles)


def alignment_of(opened: OpenRun) -> AlignmentReport | None:
    """The report on alignment that the run holds."""
    return remembered(opened, "alignment", stored_alignment)


def _pairs(run: Run) -> int:
    total = 0
    for site in run.sites:
        for text in run.manifest.texts:
            total += site.heads * len(text.sides[site.query_side].tokens) * len(text.sides[site.key_side].tokens)
    return total
