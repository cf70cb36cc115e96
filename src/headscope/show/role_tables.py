"""A report on roles as tables of text in one language: what the terminal prints and the page shows, said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headscope.readings.candidate_rules import BY_DISTANCE
from headscope.readings.committee import Committee
from headscope.readings.profile import Expert
from headscope.readings.role_report import RolesReport, say_reason
from headscope.readings.roles import Grade, HeadRole, is_earned
from headscope.readings.syntax import Baselines, RelationRole
from headscope.show.claims import count, word
from headscope.show.labels import visible_label
from headscope.show.role_table import RoleRow, RoleTable

SKIPPED_SHOWN = 3
REASON = 400
TEXT_COLUMNS = frozenset({"role", "relation", "head", "direction", "grade", "best", "rule", "beats"})
BASELINES = ("random", "offset", "tag", "tags", "weights", "matched")
_BASELINE_NAMES = {
    "random": "random",
    "offset": "offset",
    "nearest_pos": "tag",
    "nearest_two_pos": "tags",
    "random_weights": "weights",
}


def summary_lines(report: RolesReport, language: str) -> Iterator[str]:
    """What was read, how many heads earned something, and what was left out."""
    heads = count("heads", report.heads, language)
    earned = report.heads - report.heads_without_role
    model = visible_label(report.model)
    yield word("roles_title", language, model=model, heads=heads, earned=earned, without=report.heads_without_role)
    for bank in (report.treebank, report.treebank2):
        if bank is not None:
            yield word(
                "roles_treebank", language, name=visible_label(bank.name), read=f"{bank.read:,}",
                sentences=f"{bank.sentences:,}", words=f"{bank.words:,}", shared=f"{bank.shared_words:,}",
            )  # fmt: skip
            for one in bank.skipped[:SKIPPED_SHOWN]:
                reason = visible_label(say_reason(one.reason, language), limit=REASON)
                yield word("roles_skipped", language, sentence=visible_label(one.sentence), reason=reason)
            if len(bank.skipped) > SKIPPED_SHOWN:
                yield word("roles_skipped_more", language, count=len(bank.skipped) - SKIPPED_SHOWN)


def group_lines(report: RolesReport, language: str) -> tuple[str, ...]:
    """What heads know of semantic groups, a line a language: purity against static embeddings, the probe's steps."""
    lines = []
    for one in report.groups:
        best = max(one.purity, key=lambda head: head.nearest)
        lines.append(
            word(
                "groups_line", language, language=visible_label(one.language), nouns=one.nouns,
                count=sum(head.beats_static for head in one.purity), heads=len(one.purity),
                static=points(best.static_nearest), head=best.head, best=points(best.nearest),
                steps=", ".join(points(step.accuracy) for step in one.steps), alone=points(one.static_accuracy),
            )
        )  # fmt: skip
    return tuple(lines)


def untested_lines(report: RolesReport, language: str) -> tuple[str, ...]:
    """The roles that this model cannot be tested on, each with its reason; roles of one reason share a line."""
    roles: dict[str, list[str]] = {}
    for one in report.not_testable:
        reason = visible_label(say_reason(one.reason, language), limit=REASON)
        roles.setdefault(reason, []).append(role_name(one.role, language))
    comma = word("list_comma", language)
    return tuple(word("not_testable", language, role=comma.join(named), reason=why) for why, named in roles.items())


def experts_table(experts: Sequence[Expert], language: str) -> RoleTable:
    """One line a role: its best head, by how much over which null, its grade, and how many heads earned it."""
    columns = ("role", "head", "direction", "score", "null", "margin", "needed", "p_adjusted", "grade", "heads_earned")
    rows = [
        _row(one.head, one.grade, (*_scored(one, language), f"{one.heads_with_role:,}"), is_earned(one.grade))
        for one in experts
    ]
    return _table("experts", columns, rows, language)


def heads_table(roles: Sequence[HeadRole], language: str) -> RoleTable:
    """One line a head and role: what it scored over which null, and what may be said of it."""
    columns = ("role", "head", "direction", "score", "null", "margin", "needed", "p_adjusted", "grade")
    rows = [_row(one.head, one.grade, _scored(one, language), is_earned(one.grade)) for one in roles]
    return _table("experts", columns, rows, language)


def relations_table(relations: Sequence[RelationRole], language: str) -> RoleTable:
    """One line a relation: the best head's cross-fitted accuracy beside every baseline."""
    columns = ("relation", "n", "head", "direction", "accuracy", "interval", *BASELINES, "best", "margin", "grade")
    rows = [_row(one.head, one.grade, _relation_cells(one, language), is_earned(one.grade)) for one in relations]
    return _table("relations", columns, rows, language)


def committees_table(committees: Sequence[Committee], language: str) -> RoleTable:
    """One line a relation: the vote, the rule it must beat, and five voters with one of them wrong or missing."""
    columns = ("relation", "vote", "rule", "five", "single", "effective", "wrong", "wrong_kept", "beats")
    rows = []
    for one in committees:
        five = one.five
        rule = f"{points(one.rule)} {rule_text(one.rule_name, language)}"
        cells = (
            visible_label(one.relation), points(one.accuracy), rule,
            points(five.accuracy), points(five.single), f"{five.effective:.1f}", points(five.wrong),
            points(five.wrong_kept), word("yes" if one.beats_rule else "no", language),
        )  # fmt: skip
        rows.append(_row("", "", cells, one.beats_rule))
    return _table("committees", columns, rows, language)


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
    return word("in_brackets", language, text=name, more=visible_label(part)) if part else name


def grade_name(grade: Grade, language: str) -> str:
    """A grade in words."""
    return word(f"grade_{grade}", language)


def direction_name(direction: str, language: str, *, is_short: bool = False) -> str:
    """A direction in words, or in a few letters that the table's note explains."""
    return word(f"{'short_' if is_short else ''}direction_{direction}", language) if direction else ""


def rule_text(rule: str, language: str) -> str:
    """A rule of tags in words; what is no such rule as it is.

    >>> rule_text("NOUN or PROPN right, 2", "en"), rule_text("candidate left", "zh")
    ('NOUN or PROPN right, 2', '左边最近的候选词')
    """
    place, _, rank = rule.partition(", ")
    tags, _, side = place.rpartition(" ")
    if rule == BY_DISTANCE:
        return word("rule_by_distance", language)
    if side not in {"left", "right"}:
        return visible_label(rule)
    named = [
        word("rule_candidate", language) if tag == "candidate" else visible_label(tag) for tag in tags.split(" or ")
    ]
    key = f"rule_{side}_nth" if rank else f"rule_{side}"
    return word(key, language, tags=word("rule_or", language).join(named), rank=rank)


def points(share: float) -> str:
    """A share in per cent with one digit.

    >>> points(0.8234)
    '82.3'
    """
    return f"{100 * share:.1f}"


def signed_points(share: float) -> str:
    """A difference of shares in points, with its sign; what rounds to nothing is not below it.

    >>> signed_points(0.25), signed_points(-0.0001)
    ('+25.0', '+0.0')
    """
    return f"{round(100 * share, 1) + 0.0:+.1f}".replace("-", "−")


def p_text(value: float) -> str:
    """A p-value with three digits, never 0."""
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def _table(name: str, columns: tuple[str, ...], rows: Sequence[RoleRow], language: str) -> RoleTable:
    headings = tuple(word(f"column_{column}", language) for column in columns)
    return RoleTable(name, columns, headings, tuple(rows), word(f"{name}_note", language))


def _row(head: str, grade: str, cells: tuple[str, ...], is_earned: bool) -> RoleRow:
    return RoleRow(cells, head, grade, is_earned)


def _scored(one: Expert | HeadRole, language: str) -> tuple[str, ...]:
    return (
        role_name(one.role, language),
        visible_label(one.head),
        direction_name(one.direction, language, is_short=True),
        points(one.score),
        points(one.null),
        signed_points(one.margin),
        signed_points(one.needed),
        p_text(one.p_adjusted),
        grade_name(one.grade, language),
    )


def _relation_cells(one: RelationRole, language: str) -> tuple[str, ...]:
    name = _BASELINE_NAMES.get(one.best_baseline)
    return (
        visible_label(one.relation),
        f"{one.n:,}",
        visible_label(one.head),
        direction_name(one.direction, language, is_short=True),
        points(one.accuracy),
        f"{points(one.ci[0])}–{points(one.ci[1])}",
        *_baseline_cells(one.baselines),
        visible_label(one.best_baseline) if name is None else word(f"column_{name}", language),
        signed_points(one.margin),
        grade_name(one.grade, language),
    )


def _baseline_cells(base: Baselines) -> Iterator[str]:
    for value in (base.random, base.offset, base.nearest_pos, base.nearest_two_pos, base.random_weights, base.matched):
        yield "–" if value is None else points(value)
