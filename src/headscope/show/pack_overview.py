"""What there is in a run, and every head at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from headscope.base.axes import base_level
from headscope.base.messages import LANGUAGES
from headscope.base.rows import parse_rows
from headscope.errors import NotKept
from headscope.readings.base import HeadPattern, HeadStatistics
from headscope.readings.similar import Likeness, twins
from headscope.readings.weights import kept_rows
from headscope.show.claims import (
    NORM_STATISTICS,
    STATISTICS,
    faith_line,
    pattern_claim,
    run_title,
    stopped_words,
    trust_line,
    word,
)
from headscope.show.known import (
    alignment_of,
    are_patterns_near,
    cluster_of,
    likeness_of,
    patterns_of,
    report_faults,
    roles_of,
    statistics_of,
)
from headscope.show.labels import visible_label
from headscope.show.packing import rounded_to
from headscope.show.payload import FORMAT, HeadCard, Overview, SiteCard, StatisticName, TextCard
from headscope.show.shelf import OpenRun
from headscope.store.layout import SideRecord, SiteRecord, TextRecord
from headscope.store.run import Run

OF_PATTERNS = ("strength", "sink_share", "confidence")
_TITLE_TOKENS = 30
_UNITS = {"entropy_bits": "bits", "mean_span_tokens": "tokens"}


def pack_overview(opened: OpenRun, *, is_whole: bool = False) -> Overview:
    """The overview; with the patterns where they are near, or where it is to be whole.

    A statistic's `low` and `high` are 0 and 1 for shares; of others `high` is the largest that a head has.
    """
    run = opened.run
    is_read = is_whole or are_patterns_near(opened)
    patterns, reason = _patterns(opened) if is_read else ({}, None)
    statistics, likeness = _statistics(opened), likeness_of(opened)
    names = (*STATISTICS, *NORM_STATISTICS)
    roles, model = roles_of(opened), run.manifest.model
    earned: dict[str, list[str]] = {}
    for one in roles.roles if roles else ():
        earned.setdefault(one.head, []).append(visible_label(one.role))
    heads = [
        _head(str(head), patterns.get(str(head)), statistics.get(str(head)), likeness, reason, earned)
        for head in run.heads
    ]
    return Overview(
        FORMAT,
        opened.name,
        {each: run_title(run, each) for each in LANGUAGES},
        "" if model is None else visible_label(model.name),
        tuple(_text(record, number) for number, record in enumerate(run.manifest.texts)),
        tuple(_site(run, record) for record in run.sites),
        tuple(_statistic(name, statistics) for name in (*names, *OF_PATTERNS)),
        tuple(heads),
        cluster_of(opened) if is_read else (),
        {each: faith_line(run, each) for each in LANGUAGES},
        {each: tuple(_notices(opened, each)) for each in LANGUAGES},
        None if (rows := parse_rows(run.manifest.plan.rows)).kind == "all" else rows.count,
        alignment_of(opened) is not None,
        {each: _citation(opened, each) for each in LANGUAGES},
        is_read,
    )


def statistic_name(name: str) -> str:
    """The name under which the catalogue and the viewer know a statistic.

    >>> statistic_name("entropy_bits"), statistic_name("strength")
    ('statistic_entropy_bits', 'strength')
    """
    return name if name in OF_PATTERNS else f"statistic_{name}"


def _patterns(opened: OpenRun) -> tuple[dict[str, HeadPattern], NotKept | None]:
    """The patterns, and why there can be none where there cannot."""
    try:
        return patterns_of(opened), None
    except NotKept as error:
        return {}, error


def _statistics(opened: OpenRun) -> dict[str, HeadStatistics]:
    try:
        return statistics_of(opened)
    except NotKept:
        return {}


def _head(
    head: str,
    pattern: HeadPattern | None,
    statistics: HeadStatistics | None,
    likeness: Likeness,
    reason: NotKept | None,
    earned: dict[str, list[str]],
) -> HeadCard:
    numbers = [getattr(statistics, name, None) for name in (*STATISTICS, *NORM_STATISTICS)]
    numbers += [getattr(pattern, name, None) for name in OF_PATTERNS]
    rounded = tuple(None if value is None else rounded_to(value) for value in numbers)
    roles = tuple(earned.get(head, ()))
    alike = tuple((name, rounded_to(share)) for name, share in twins(likeness, head))
    site = head.rpartition(".")[0]
    if pattern is None:
        claim = {
            each: word("pattern_unread", each, head=head) if reason is None else reason.text(each) for each in LANGUAGES
        }
        return HeadCard(
            head, site, "unread", None, "low", 0.0, 0.0, None, {}, None, 0.0, claim, rounded, roles, alike
        )  # fmt: skip
    return HeadCard(
        head,
        site,
        pattern.label,
        pattern.secondary,
        pattern.evidence,
        rounded_to(pattern.confidence),
        rounded_to(pattern.strength),
        pattern.offset,
        {name: rounded_to(share) for name, share in pattern.shares.items()},
        pattern.sink_kind,
        rounded_to(pattern.sink_share),
        {each: pattern_claim(pattern, each) for each in LANGUAGES},
        rounded,
        roles,
        alike,
    )


def _statistic(name: str, statistics: dict[str, HeadStatistics]) -> StatisticName:
    unit = _UNITS.get(name, "share")
    high = 1.0
    if unit != "share":
        high = max((float(getattr(each, name)) for each in statistics.values()), default=1.0) or 1.0
    return StatisticName(statistic_name(name), unit, 0.0, rounded_to(high))  # type: ignore[arg-type]


def _site(run: Run, record: SiteRecord) -> SiteCard:
    kept = kept_rows(run, record.site)
    return SiteCard(
        record.site,
        record.kind,
        record.heads,
        record.key_heads,
        record.query_side,
        record.key_side,
        record.is_causal,
        "none" if kept == "strongest" and not run.has(record.site, "top_key") else kept,
        tuple(finest_tiles(run, record, text) for text in range(run.texts)),
        {each: trust_line(run, each, site=record.site) for each in LANGUAGES},
    )


def finest_tiles(run: Run, record: SiteRecord, text: int) -> int | None:
    """The finest level of tiles that can be had of a text."""
    if kept_rows(run, record.site) != "strongest":
        return 0
    if not run.has(record.site, "base_mass"):
        return None
    sides = run.manifest.texts[text].sides
    return base_level(len(sides[record.query_side].tokens), len(sides[record.key_side].tokens))


def _text(record: TextRecord, number: int) -> TextCard:
    title = " / ".join(_title(side) for side in record.sides.values())
    return TextCard(number, title, {name: len(side.tokens) for name, side in record.sides.items()})


def _title(side: SideRecord) -> str:
    """How a side begins; of a picture the patches down and across, of a sound its seconds."""
    if side.grid is not None:
        return f"[{side.grid.rows} × {side.grid.columns}]"
    if side.frames is not None:
        return f"[{side.frames.sound_s:.2f} s]"
    return visible_label(side.source or " ".join(token.text for token in side.tokens[:_TITLE_TOKENS]), limit=60)


def _notices(opened: OpenRun, language: str) -> Iterator[str]:
    run = opened.run
    if run.manifest.plan.rows != "all" and run.sites:
        yield trust_line(run, language)
    elif (stopped := stopped_words(run, language)) is not None:
        yield stopped
    yield from (fault.text(language) for fault in report_faults(opened))


def _citation(opened: OpenRun, language: str) -> str:
    run, model = opened.run, opened.run.manifest.model
    values = {
        "title": run_title(run, language),
        "version": visible_label(run.manifest.versions.get("headscope", "")),
        "run": visible_label(opened.name),
    }
    if model is None:
        return word("citation_given", language, **values)
    return word("citation", language, fingerprint=visible_label(model.fingerprint), **values)
