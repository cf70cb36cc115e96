"""What stored reports, and the reading of cross-attention, say of one head; runs without reports never load what reads
them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from headscope.base.messages import LANGUAGES
from headscope.readings.base import HeadFollowing
from headscope.show.claims import word
from headscope.show.following import following_claim
from headscope.show.known import alignment_of, following_of, roles_of
from headscope.show.packing import rounded_to
from headscope.show.payload import HeadReading
from headscope.show.shelf import OpenRun

if TYPE_CHECKING:
    from headscope.readings.alignment_report import AlignmentReport
    from headscope.readings.role_report import RolesReport


def head_readings(opened: OpenRun, head: str) -> Iterator[HeadReading]:
    """One reading for each report that says something of the head."""
    roles, alignment = roles_of(opened), alignment_of(opened)
    if roles is not None:
        yield _roles(roles, head)
    if alignment is not None and any(one.head == head for one in alignment.heads):
        yield _alignment(alignment, head)
    for one in following_of(opened):
        if one.head == head:
            yield _following(one)


def _roles(report: RolesReport, head: str) -> HeadReading:
    from headscope.show.head_roles import LIFTS, head_roles, role_claim, roles_note
    from headscope.show.role_tables import role_name

    found = head_roles(report, head)
    earned = {one.role for one in found.earned}
    strongest = list(found.lifts.items())[:LIFTS]
    lines = {
        each: (*(role_claim(one, each) for one in found.earned), *filter(None, [roles_note(found, each)]))
        for each in LANGUAGES
    }
    bars = {
        each: tuple((role_name(role, each), rounded_to(lift), role in earned) for role, lift in strongest)
        for each in LANGUAGES
    }
    return HeadReading("roles", {each: word("roles_heading", each) for each in LANGUAGES}, lines, bars)


def _alignment(report: AlignmentReport, head: str) -> HeadReading:
    from headscope.show.alignment_tables import heads_table

    alone = replace(report, heads=tuple(one for one in report.heads if one.head == head))
    lines: dict[str, tuple[str, ...]] = {}
    for each in LANGUAGES:
        table = heads_table(alone, each)
        named = (
            f"{heading}{word('colon', each)}{cell.text} {cell.more}".strip()
            for heading, cell in zip(table.headings[1:], table.lines[0].cells, strict=True)
        )
        lines[each] = (word("clause_comma", each).join(named), table.note)
    return HeadReading("alignment", {each: word("aligned_heading", each) for each in LANGUAGES}, lines, {})


def _following(one: HeadFollowing) -> HeadReading:
    lines: dict[str, tuple[str, ...]] = {
        each: (following_claim(one, each), word("following_caution", each)) for each in LANGUAGES
    }
    return HeadReading("following", {each: word("following_heading", each) for each in LANGUAGES}, lines, {})
