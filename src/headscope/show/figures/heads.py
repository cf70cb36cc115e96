"""What a figure of all heads shows: the pattern of each, or a statistic with its error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headscope.base.heads import Head
from headscope.errors import NotKept
from headscope.readings.base import HeadPattern
from headscope.readings.patterns import read_patterns
from headscope.readings.statistics import read_statistics
from headscope.show.claims import pattern_claim, share_of_label
from headscope.show.figures.plan import FigurePlan
from headscope.show.site_kinds import layer_lines
from headscope.store.layout import AbsentRecord
from headscope.store.run import Run

Patterns = Mapping[str, HeadPattern] | None
PATTERN_NUMBERS = ("strength", "sink_share")


@dataclass(frozen=True, slots=True)
class ShownHead:
    """One square of the sky: `value` is the statistic, of a pattern its share; None where it is not known."""

    head: Head
    value: float | None
    standard_error: float | None = None
    label: str = ""
    is_low: bool = False


@dataclass(frozen=True, slots=True)
class ShownSky:
    """All heads, site by site; `lines` are sites and layers without attention, in order, `absent` these alone."""

    statistic: str
    heads: tuple[ShownHead, ...]
    lines: tuple[str, ...]
    absent: tuple[AbsentRecord, ...] = ()


def shown_sky(run: Run, plan: FigurePlan, patterns: Patterns = None) -> ShownSky:
    """The heads of a run under a checked plan; `patterns` by head where they have been read already.

    Raises:
        NotKept: patterns of a run that looked at some rows only.
    """
    name, lines = plan.statistic, tuple(str(site) for site in layer_lines(run))
    if name == "pattern" or name in PATTERN_NUMBERS:
        found = []
        read = patterns or {each.head: each for each in read_patterns(run)}
        for head in run.heads:
            pattern = read[str(head)]
            value = share_of_label(pattern) if name == "pattern" else getattr(pattern, name)
            found.append(ShownHead(head, value, None, pattern.label, pattern.evidence == "low"))
        return ShownSky(name, tuple(found), lines, run.manifest.absent)
    statistics = zip(run.heads, read_statistics(run), strict=True)
    shown = []
    for head, one in statistics:
        estimate = one.estimates.get(name)
        shown.append(ShownHead(head, getattr(one, name), None if estimate is None else estimate.standard_error))
    return ShownSky(name, tuple(shown), lines, run.manifest.absent)


def claim_of(run: Run, head: str, language: str, patterns: Patterns = None) -> str | None:
    """What is claimed of one head's pattern; None where the run cannot tell."""
    try:
        return pattern_claim(patterns[head] if patterns else read_patterns(run, head)[0], language)
    except NotKept:
        return None
