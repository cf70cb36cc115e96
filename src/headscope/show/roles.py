"""A report on roles in the terminal: experts, relations with their baselines, committees, what was not asked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from headscope.readings.role_report import RolesReport, say_reason
from headscope.readings.roles import Grade, is_earned
from headscope.readings.syntax import RelationRole
from headscope.show.claims import count, word
from headscope.show.labels import visible_label
from headscope.show.tables import plain_table

SKIPPED_SHOWN = 3


def print_roles(report: RolesReport, console: Console, language: str) -> None:
    """The whole report."""
    for line in summary_lines(report, language):
        console.print(line)
    if report.experts:
        console.print(experts_table(report, language))
    if report.relations:
        console.print(relations_table(report, language))
    if report.committees:
        console.print(committees_table(report, language))
    for one in report.not_testable:
        role, reason = role_name(one.role, language), say_reason(one.reason, language)
        console.print(Text(word("not_testable", language, role=role, reason=reason)))
    console.print(Text(word("roles_caution", language)))


def summary_lines(report: RolesReport, language: str) -> Iterator[str]:
    """What was read, how many heads earned something, and what was left out."""
    model = visible_label(report.model)
    heads = count("heads", report.heads, language)
    earned = report.heads - report.heads_without_role
    yield word("roles_title", language, model=model, heads=heads, earned=earned, without=report.heads_without_role)
    for bank in (report.treebank, report.treebank2):
        if bank is not None:
            yield word(
                "roles_treebank", language, name=visible_label(bank.name), read=f"{bank.read:,}",
                sentences=f"{bank.sentences:,}", words=f"{bank.words:,}", shared=f"{bank.shared_words:,}",
            )  # fmt: skip
            for one in bank.skipped[:SKIPPED_SHOWN]:
                reason = say_reason(one.reason, language)
                yield word("roles_skipped", language, sentence=visible_label(one.sentence), reason=reason)
            if len(bank.skipped) > SKIPPED_SHOWN:
                yield word("roles_skipped_more", language, count=len(bank.skipped) - SKIPPED_SHOWN)


def experts_table(report: RolesReport, language: str) -> Table:
    """One line a role: its best head, by how much over which null, its grade, and how many heads earned it."""
    headings = ("role", "head", "direction", "score", "null", "margin", "needed", "p_adjusted", "grade", "heads_earned")
    table = plain_table(word("experts_note", language), *(word(f"column_{name}", language) for name in headings))
    for one in report.experts:
        table.add_row(
            role_name(one.role, language),
            one.head,
            direction_name(one.direction, language),
            points(one.score),
            points(one.null),
            signed_points(one.margin),
            signed_points(one.needed),
            p_text(one.p_adjusted),
            grade_name(one.grade, language),
            str(one.heads_with_role),
            style="" if is_earned(one.grade) else "dim",
        )
    return table


def relations_table(report: RolesReport, language: str) -> Table:
    """One line a relation: the best head's cross-fitted accuracy beside every baseline."""
    headings = ("relation", "n", "head", "accuracy", "random", "offset", "tag", "tags", "weights", "matched", "margin")
    table = plain_table(word("relations_note", language), *(word(f"column_{name}", language) for name in headings))
    table.add_column(word("column_grade", language), no_wrap=True)
    for one in report.relations:
        base = one.baselines
        shown = (base.random, base.offset, base.nearest_pos, base.nearest_two_pos, base.random_weights, base.matched)
        table.add_row(
            one.relation,
            f"{one.n:,}",
            one.head,
            f"{points(one.accuracy)} {interval(one, language)}",
            *(word("not_available", language) if value is None else points(value) for value in shown),
            signed_points(one.margin),
            grade_name(one.grade, language),
            style="" if is_earned(one.grade) else "dim",
        )
    return table


def committees_table(report: RolesReport, language: str) -> Table:
    """One line a relation: the vote, the rule it must beat, and five voters with one of them wrong or missing."""
    headings = ("relation", "vote", "rule", "five", "single", "effective", "wrong", "wrong_kept", "beats")
    table = plain_table(word("committees_note", language), *(word(f"column_{name}", language) for name in headings))
    for one in report.committees:
        table.add_row(
            one.relation,
            points(one.accuracy),
            f"{points(one.rule)} {one.rule_name}",
            points(one.five.accuracy),
            points(one.five.single),
            f"{one.five.effective:.1f}",
            points(one.five.wrong),
            points(one.five.wrong_kept),
            word("yes" if one.beats_rule else "no", language),
            style="" if one.beats_rule else "dim",
        )
    return table


def role_name(role: str, language: str) -> str:
    """A role in words; relations and unknown names as they are.

    >>> role_name("induction", "zh"), role_name("nsubj", "en")
    ('归纳', 'nsubj')
    """
    head, _, part = role.partition(":")
    try:
        name = word(f"role_{head}", language)
    except KeyError:
        return visible_label(role)
    return f"{name} ({visible_label(part)})" if part else name


def grade_name(grade: Grade, language: str) -> str:
    """A grade in words."""
    return word(f"grade_{grade}", language)


def direction_name(direction: str, language: str) -> str:
    """A direction in words."""
    return word(f"direction_{direction}", language) if direction else ""


def points(share: float) -> str:
    """A share in per cent with one digit.

    >>> points(0.8234)
    '82.3'
    """
    return f"{100 * share:.1f}"


def signed_points(share: float) -> str:
    """A difference of shares in points, with its sign."""
    return f"{100 * share:+.1f}".replace("-", "−")


def p_text(value: float) -> str:
    """A p-value with three digits, never 0."""
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def interval(one: RelationRole, language: str) -> str:
    """The interval of a relation's accuracy."""
    return f"[{points(one.ci[0])}, {points(one.ci[1])}]"
