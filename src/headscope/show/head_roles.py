"""What a stored report on roles says of a run's heads: earned roles, strongest lifts, and the lines of a summary."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from headscope.readings.role_report import RolesReport
from headscope.readings.roles import HeadRole, is_earned
from headscope.show.claims import count, word
from headscope.show.role_tables import (
    direction_name,
    grade_name,
    p_text,
    points,
    role_name,
    signed_points,
)

LIFTS = 5
BEST = 3


@dataclass(frozen=True, slots=True)
class HeadRoles:
    """The roles of one head.

    Attributes:
        head: its id. earned: what it earned, by margin.
        lifts: role -> (score - null) / (1 - null), the strongest first, earned or not.
        specialisation: 0 alike in all roles tried, 1 in one only; None where it lies above no null.
        is_tried: whether the report knows the head.
    """

    head: str
    earned: tuple[HeadRole, ...]
    lifts: dict[str, float]
    specialisation: float | None
    is_tried: bool = True


def head_roles(report: RolesReport, head: str) -> HeadRoles:
    """What the report says of a head. A head that was not tried has earned nothing and has no lifts."""
    earned = sorted((one for one in report.roles if one.head == head), key=lambda one: -one.margin)
    profile = next((one for one in report.profiles if one.head == head), None)
    if profile is None:
        return HeadRoles(head, tuple(earned), {}, None, is_tried=bool(earned))
    return HeadRoles(head, tuple(earned), profile.roles, profile.specialisation)


def tried_on(report: RolesReport, heads: Collection[str]) -> list[HeadRole]:
    """Every role that the report keeps of some heads, head by head, the earned ones and the largest margins first."""
    order = {head: place for place, head in enumerate(heads)}
    kept = [one for one in (*report.roles, *report.below) if one.head in order]
    return sorted(kept, key=lambda one: (order[one.head], not is_earned(one.grade), -one.margin))


def narrow(report: RolesReport, heads: Collection[str]) -> RolesReport:
    """What the report says of some heads: lines about other heads are left out, counts stay those of the model.

    Votes of many heads on free text (`fillers`, `frames`, `lexicon`) are left out whole.
    """
    return replace(
        report,
        relations=tuple(one for one in report.relations if one.head in heads),
        all=tuple(one for one in report.all if one.head in heads),
        roles=tuple(one for one in report.roles if one.head in heads),
        below=tuple(one for one in report.below if one.head in heads),
        experts=tuple(one for one in report.experts if one.head in heads),
        profiles=tuple(one for one in report.profiles if one.head in heads),
        committees=tuple(one for one in report.committees if any(voter.head in heads for voter in one.voters)),
        fillers=(),
        frames=(),
        lexicon=None,
    )


def role_claim(one: HeadRole, language: str) -> str:
    """A role of a head with its grade and its numbers."""
    named = word("roles_graded", language, role=named_role(one, language), grade=grade_name(one.grade, language))
    return f"{named}{word('colon', language)}{role_numbers(one, language)}"


def named_role(one: HeadRole, language: str) -> str:
    """The role, with the direction where it is read both ways."""
    name = role_name(one.role, language)
    if not one.direction:
        return name
    return word("in_brackets", language, text=name, more=direction_name(one.direction, language))


def role_numbers(one: HeadRole, language: str) -> str:
    """Score, null, margin, what was needed, and p."""
    return word(
        "roles_numbers", language, score=points(one.score), null=points(one.null), margin=signed_points(one.margin),
        needed=signed_points(one.needed), p=p_text(one.p_adjusted), items=f"{one.items:,}",
    )  # fmt: skip


def lift_words(found: HeadRoles, language: str) -> str:
    """The strongest lifts of a head and how one-sided they are, in one line."""
    if not found.is_tried:
        return word("roles_not_tried", language)
    if not found.lifts:
        return word("roles_no_lifts", language)
    strongest = [
        word("claim_part", language, label=role_name(role, language), share=f"{lift:.2f}")
        for role, lift in list(found.lifts.items())[:LIFTS]
    ]
    lifts = word("roles_lifts", language, lifts=word("list_comma", language).join(strongest))
    if found.specialisation is None:
        return lifts
    more = word("roles_specialisation", language, value=f"{found.specialisation:.2f}")
    return word("clause_comma", language).join((lifts, more))


def roles_note(found: HeadRoles, language: str) -> str:
    """That a head earned nothing, where it did not, and how one-sided its lifts are."""
    if not found.is_tried:
        return word("roles_not_tried", language)
    said = [] if found.earned else [word("roles_none_earned", language)]
    if found.specialisation is not None:
        said.append(word("roles_specialised", language, value=f"{found.specialisation:.2f}"))
    elif not found.lifts:
        said.append(word("roles_no_lifts", language))
    return word("sentence_space", language).join(said)


def roles_in_brief(report: RolesReport, language: str) -> Iterator[str]:
    """How many heads earned a role, and who is best at what: the lines of a run's findings."""
    heads = count("heads", report.heads, language)
    earned = [one for one in report.experts if is_earned(one.grade)]
    if not earned:
        yield word("roles_brief_none", language, heads=heads, roles=len(report.experts))
        return
    yield word(
        "roles_brief", language, heads=heads, earned=report.heads - report.heads_without_role,
        roles=len(earned), tried=len(report.experts),
    )  # fmt: skip
    best = [
        word(
            "roles_best_one",
            language,
            role=role_name(one.role, language),
            head=one.head,
            margin=signed_points(one.margin),
        )
        for one in earned[:BEST]
    ]
    yield word("roles_best", language, best=word("list_comma", language).join(best))
