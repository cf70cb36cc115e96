"""The four views: the best syntactic, semantic, positional and long-range head, each with the grade it has."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from headscope.readings.base import HeadPattern, HeadStatistics
from headscope.show.claims import statistic_text, word
from headscope.show.examples import clearest_head
from headscope.show.findings import HALF
from headscope.show.findings_payload import FourView

if TYPE_CHECKING:
    from headscope.readings.role_report import RolesReport


def four_views(
    patterns: Collection[HeadPattern], statistics: dict[str, HeadStatistics], report: RolesReport | None, language: str
) -> Iterator[FourView]:
    """One view of each kind. Roles are graded by the report; without one the clearest diagonal pattern stands for
    position, observed and not tested; long range has no test yet.

    Args:
        patterns, statistics: of the run's heads.
        report: the report on roles that the run holds; heads that the run lacks are passed over.
        language: `en` or `zh`.
    """
    graded: dict[str, FourView] = {}
    if report is not None:
        from headscope.show.graded_views import graded_views

        graded = graded_views(report, statistics, language)
    missing = word("view_no_roles" if report is None else "view_none_earned", language)
    yield graded.get("syntactic", FourView("syntactic", "", "", missing))
    yield graded.get("semantic", FourView("semantic", "", "", missing))
    yield graded.get("positional") or _observed(patterns, language)
    yield _long_range(patterns, statistics, language)


def _observed(patterns: Collection[HeadPattern], language: str) -> FourView:
    clearest = clearest_head(list(patterns), "diagonal")
    if clearest is None:
        return FourView("positional", "", "", word("view_none", language))
    grade = word("grade_observed_pattern", language)
    return FourView("positional", clearest.head, grade, word("view_pattern", language))


def _long_range(patterns: Collection[HeadPattern], statistics: dict[str, HeadStatistics], language: str) -> FourView:
    sinks = {each.head for each in patterns if each.label == "sink" or each.sink_share >= HALF}
    far = [each for each in statistics.values() if each.head not in sinks]
    if not far:
        return FourView("long_range", "", "", word("view_none", language))
    best = max(far, key=lambda each: each.mean_span_tokens)
    span = statistic_text(best, "mean_span_tokens", language)
    return FourView("long_range", best.head, "", word("view_span", language, span=span))
