"""Findings first: what the heads of a run show, in sentences with their numbers and their evidence."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from headscope.readings.base import HeadFollowing, HeadPattern, HeadStatistics, HeadWords
from headscope.readings.patterns import read_patterns
from headscope.readings.statistics import read_statistics
from headscope.show.claims import LABELS, count, pattern_claim, percent, run_title, share_of_label, word
from headscope.show.examples import Example, clearest_heads, examples_of, words_of_clearest
from headscope.show.following import following_lines, following_of_run
from headscope.show.site_kinds import kinds_of_site
from headscope.show.stored_alignment import stored_alignment
from headscope.show.stored_roles import stored_roles
from headscope.store.run import Run

if TYPE_CHECKING:
    from headscope.readings.alignment_report import AlignmentReport
    from headscope.readings.role_report import RolesReport

HALF = 0.5


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How many heads show a pattern, and how many of them with low evidence."""

    label: str
    heads: int
    low_evidence: int


@dataclass(frozen=True, slots=True)
class SinkShare:
    """What sinks take: mean over heads, and the heads where it is half or more; places can overlap."""

    mean: float
    heads_over_half: int
    first_token: float
    special: float
    punctuation: float


@dataclass(frozen=True, slots=True)
class ClearestHead:
    """The head that shows a pattern most clearly (share times strength), with rows in sentences."""

    head: str
    label: str
    share: float
    strength: float
    evidence: str
    claim: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """Where to look further."""

    command: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run shows, in one language. Grade: observed; no claim here is causal."""

    language: str
    title: str
    grade: str
    counts: tuple[LabelCount, ...]
    sinks: SinkShare
    clearest: tuple[ClearestHead, ...]
    lines: tuple[str, ...]
    commands: tuple[Command, ...]
    caution: str


def find(run: Run, *, language: str = "en", run_name: str = "", quoted: Sequence[int] = ()) -> Findings:
    """Read a run and say what it shows: `make_findings` on its own patterns, statistics and rows."""
    patterns = read_patterns(run)
    return make_findings(
        run,
        patterns,
        statistics=read_statistics(run),
        words=words_of_clearest(run, patterns, quoted),
        language=language,
        run_name=run_name,
        quoted=quoted,
        roles=stored_roles(run),
        alignment=stored_alignment(run),
        following=following_of_run(run),
    )


def make_findings(
    run: Run,
    patterns: Sequence[HeadPattern],
    *,
    statistics: Sequence[HeadStatistics],
    words: Sequence[HeadWords],
    language: str = "en",
    run_name: str = "",
    quoted: Sequence[int] = (),
    roles: RolesReport | None = None,
    alignment: AlignmentReport | None = None,
    following: Sequence[HeadFollowing] = (),
) -> Findings:
    """The findings of a run from its readings.

    Args:
        run: the run.
        patterns: of all heads that were read.
        statistics: of the same heads.
        words: rows from which the examples are taken; heads without any get none.
        language: `en` or `zh`.
        run_name: how the commands name the run; its path where nothing is given.
        quoted: texts of which each clearest head gets a sentence; without any, one sentence from the rows given.
        roles: the report on roles that the run holds.
        alignment: the report on alignment that it holds.
        following: how heads of cross-attention go forward.

    Returns:
        Counts, shares and sentences. They describe these texts, not what the model does elsewhere.
    """
    counts = tuple(_counts(patterns))
    sinks = _sinks(patterns, statistics)
    clearest = tuple(_clearest(patterns, words, language, quoted))
    told = {"roles": roles is not None, "alignment": alignment is not None, "following": bool(following)}
    reports = [each for each, is_told in told.items() if is_told]
    name = shlex.quote(run_name or str(run.path or "RUN"))
    return Findings(
        language,
        run_title(run, language),
        "observed",
        counts,
        sinks,
        clearest,
        (
            *pattern_lines(counts, sinks, language),
            *kinds_of_site(run, language),
            *_roles_lines(roles, language),
            *_alignment_lines(alignment, language),
            *following_lines(following, language),
        ),
        tuple(_commands(run, clearest, counts, name=name, language=language, reports=reports)),
        word("caution", language),
    )


def _counts(patterns: Sequence[HeadPattern]) -> list[LabelCount]:
    found = []
    for label in LABELS:
        shown = [pattern for pattern in patterns if pattern.label == label]
        if shown:
            found.append(LabelCount(label, len(shown), sum(p.evidence == "low" for p in shown)))
    return sorted(found, key=lambda each: -each.heads)


def _sinks(patterns: Sequence[HeadPattern], statistics: Sequence[HeadStatistics]) -> SinkShare:
    shares = [pattern.sink_share for pattern in patterns] or [0.0]
    places = ("first_token_share", "special_share", "punctuation_share")
    first, special, punctuation = (
        float(np.mean([getattr(each, place) for each in statistics] or [0.0])) for place in places
    )
    return SinkShare(float(np.mean(shares)), sum(s >= HALF for s in shares), first, special, punctuation)


def _clearest(
    patterns: Sequence[HeadPattern], words: Sequence[HeadWords], language: str, quoted: Sequence[int]
) -> list[ClearestHead]:
    return [
        ClearestHead(
            pattern.head,
            pattern.label,
            round(share_of_label(pattern), 4),
            round(pattern.strength, 4),
            pattern.evidence,
            pattern_claim(pattern, language),
            examples_of(pattern, words, language, quoted),
        )
        for pattern in clearest_heads(patterns)
    ]


def _kind(each: LabelCount, language: str, *, is_plain: bool) -> str:
    label = word(f"label_{each.label}", language)
    if is_plain or not each.low_evidence:
        return word("kind", language, count=each.heads, label=label)
    if each.low_evidence == each.heads:
        return word("kind_all_low", language, count=each.heads, label=label)
    return word("kind_low", language, count=each.heads, label=label, low=each.low_evidence)


def pattern_lines(counts: Sequence[LabelCount], sinks: SinkShare, language: str) -> list[str]:
    """How many heads show which pattern, how sure that is, and what sinks take."""
    heads, low = sum(each.heads for each in counts), sum(each.low_evidence for each in counts)
    total = count("heads", heads, language)
    kinds = word("list_comma", language).join(_kind(each, language, is_plain=low == heads) for each in counts)
    lines = [word("kinds", language, kinds=kinds)]
    if low == heads:
        lines.append(word("low_evidence_all", language))
    elif low:
        lines.append(word("low_evidence_note", language, low=low, heads=total))
    lines.append(word("sinks", language, share=percent(sinks.mean), count=sinks.heads_over_half, heads=total))
    places = {"first": sinks.first_token, "special": sinks.special, "punctuation": sinks.punctuation}
    lines.append(word("sinks_places", language, **{place: percent(share) for place, share in places.items()}))
    return lines


def _roles_lines(roles: RolesReport | None, language: str) -> Iterable[str]:
    if roles is None:
        return ()
    from headscope.show.head_roles import roles_in_brief

    return roles_in_brief(roles, language)


def _alignment_lines(alignment: AlignmentReport | None, language: str) -> Iterable[str]:
    if alignment is None:
        return ()
    from headscope.show.alignment_lines import alignment_in_brief

    return (alignment_in_brief(alignment, language),)


def _commands(
    run: Run, clearest: Sequence[ClearestHead], counts: Sequence[LabelCount], *, name: str, language: str,
    reports: Sequence[str],
) -> list[Command]:  # fmt: skip
    telling = [each for each in clearest if each.label not in {"sink", "global"}] or list(clearest)
    head = max(telling, key=lambda each: each.share * each.strength).head if telling else str(run.heads[0])
    commands = [
        Command(f"headscope head {name} {head}", word("further_head", language)),
        Command(f"headscope read {name} words --head {head}", word("further_words", language)),
        Command(f"headscope read {name} statistics", word("further_statistics", language)),
        Command(f"headscope export {name} page.html", word("further_page", language)),
    ]
    commands[:0] = [
        Command(f"headscope read {name} {report}", word(f"further_{report}", language)) for report in reports
    ]
    if run.manifest.model is not None and any(each.low_evidence for each in counts):
        model = shlex.quote(run.manifest.model.name)
        more = f"headscope observe {model} --file LINES.txt -o more-texts"
        commands.append(Command(more, word("further_more", language)))
    return commands
