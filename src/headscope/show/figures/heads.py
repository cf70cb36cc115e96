"""What a figure of all heads shows: the pattern of each, or a statistic with its error."""

from __future__ import annotations

from dataclasses import dataclass

from headscope.base.heads import Head
from headscope.errors import NotKept
from headscope.readings.patterns import read_patterns
from headscope.readings.statistics import read_statistics
from headscope.show.claims import share_of_label
from headscope.show.figures.plan import FigurePlan
from headscope.store.run import Run

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
    """All heads, site by site."""

    statistic: str
    heads: tuple[ShownHead, ...]

    @property
    def sites(self) -> list[str]:
        """The sites, in order."""
        return list(dict.fromkeys(str(each.head.site) for each in self.heads))


def shown_sky(run: Run, plan: FigurePlan) -> ShownSky:
    """The heads of a run under a checked plan.

    Raises:
        NotKept: patterns of a run that looked at some rows only.
    """
    name = plan.statistic
    if name == "pattern" or name in PATTERN_NUMBERS:
        found = []
        for head, pattern in zip(run.heads, read_patterns(run), strict=True):
            value = share_of_label(pattern) if name == "pattern" else getattr(pattern, name)
            found.append(ShownHead(head, value, None, pattern.label, pattern.evidence == "low"))
        return ShownSky(name, tuple(found))
    statistics = zip(run.heads, read_statistics(run), strict=True)
    shown = []
    for head, one in statistics:
        estimate = one.estimates.get(name)
        shown.append(ShownHead(head, getattr(one, name), None if estimate is None else estimate.standard_error))
    return ShownSky(name, tuple(shown))


def claim_of(run: Run, head: str, language: str) -> str | None:
    """What is claimed of one head's pattern; None where the run cannot tell."""
    from headscope.show.claims import pattern_claim

    try:
        return pattern_claim(read_patterns(run, head)[0], language)
    except NotKept:
        return None
