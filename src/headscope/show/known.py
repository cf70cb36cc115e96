"""What is read of an open run, once: patterns, statistics, likeness of heads, stored reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from headscope.errors import HeadscopeError
from headscope.readings.base import HeadFollowing, HeadPattern, HeadStatistics, HeadWords
from headscope.readings.patterns import read_patterns
from headscope.readings.similar import Likeness, clustered, read_likeness
from headscope.readings.statistics import read_statistics
from headscope.show.examples import words_of_clearest
from headscope.show.following import following_of_run
from headscope.show.shelf import OpenRun, is_known, remembered
from headscope.show.stored_alignment import stored_alignment
from headscope.show.stored_roles import stored_roles
from headscope.store.run import Run

if TYPE_CHECKING:
    from headscope.readings.alignment_report import AlignmentReport
    from headscope.readings.role_report import RolesReport

Report = TypeVar("Report")
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


def cluster_of(opened: OpenRun) -> tuple[str, ...]:
    """The heads in an order in which like ones stand together."""
    return remembered(opened, "cluster", lambda run: clustered(likeness_of(opened)))


def words_of(opened: OpenRun, quoted: tuple[int, ...] = ()) -> list[HeadWords]:
    """The rows of the clearest heads, from which findings take their examples."""
    patterns = patterns_of(opened)
    return remembered(opened, ("words", quoted), lambda run: words_of_clearest(run, list(patterns.values()), quoted))


def following_of(opened: OpenRun) -> tuple[HeadFollowing, ...]:
    """How heads of cross-attention go forward in what they read; empty where there are none."""
    return remembered(opened, "following", following_of_run)


def roles_of(opened: OpenRun) -> RolesReport | None:
    """The report on roles that the run holds; None where it is damaged (`report_faults`)."""
    return remembered(opened, "roles", lambda run: _or_fault(stored_roles, run))[0]


def alignment_of(opened: OpenRun) -> AlignmentReport | None:
    """The report on alignment that the run holds; None where it is damaged (`report_faults`)."""
    return remembered(opened, "alignment", lambda run: _or_fault(stored_alignment, run))[0]


def report_faults(opened: OpenRun) -> list[HeadscopeError]:
    """What keeps reports of the run from being read."""
    roles = remembered(opened, "roles", lambda run: _or_fault(stored_roles, run))
    alignment = remembered(opened, "alignment", lambda run: _or_fault(stored_alignment, run))
    return [fault for fault in (roles[1], alignment[1]) if fault is not None]


def _or_fault(load: Callable[[Run], Report | None], run: Run) -> tuple[Report | None, HeadscopeError | None]:
    try:
        return load(run), None
    except HeadscopeError as error:
        return None, error


def _pairs(run: Run) -> int:
    total = 0
    for site in run.sites:
        for text in run.manifest.texts:
            total += site.heads * len(text.sides[site.query_side].tokens) * len(text.sides[site.key_side].tokens)
    return total
