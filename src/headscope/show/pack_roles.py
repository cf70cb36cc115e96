"""A stored report on roles for the page: the best head of every role, and of every head what it earned."""

from __future__ import annotations

from headscope.base.messages import LANGUAGES
from headscope.readings.role_report import RolesReport
from headscope.show.claims import word
from headscope.show.head_roles import LIFTS, head_roles, named_role, role_numbers, roles_note
from headscope.show.payload import EarnedPayload, HeadRolesPayload, RolesPayload
from headscope.show.role_tables import (
    committees_table,
    experts_table,
    group_lines,
    relations_table,
    role_name,
    summary_lines,
    untested_lines,
)


def pack_roles(report: RolesReport, language: str) -> RolesPayload:
    """The report without the heads that earned nothing: tables that have lines, and what could not be asked."""
    tables = (
        experts_table(report.experts, language),
        relations_table(report.relations, language),
        committees_table(report.committees, language),
    )
    return RolesPayload(
        tuple(summary_lines(report, language))[1:],  # the first says what the findings say already
        tuple(table for table in tables if table.rows),
        (*group_lines(report, language), *untested_lines(report, language)),
        word("roles_caution", language),
    )


def pack_head_roles(report: RolesReport, head: str) -> dict[str, HeadRolesPayload]:
    """What one head earned, its strongest lifts and how one-sided they are, by language."""
    found = head_roles(report, head)
    earned = {one.role for one in found.earned}
    strongest = list(found.lifts.items())[:LIFTS]
    return {
        language: HeadRolesPayload(
            roles_note(found, language),
            tuple(
                EarnedPayload(named_role(one, language), one.grade, role_numbers(one, language)) for one in found.earned
            ),
            tuple((role_name(role, language), round(lift, 4), role in earned) for role, lift in strongest),
        )
        for language in LANGUAGES
    }
