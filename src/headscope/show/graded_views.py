"""The views that a report on roles can grade."""

from __future__ import annotations

from collections.abc import Container, Iterable

from headscope.readings.role_report import RolesReport
from headscope.readings.roles import GRADES, HeadRole, is_earned
from headscope.show.claims import word
from headscope.show.findings_payload import FourView
from headscope.show.head_roles import named_role
from headscope.show.role_tables import grade_name

SEMANTIC = frozenset({"semantic", "meaning", "sentiment", "negation", "negation_scope", "connective", "coreference"})
POSITIONAL = frozenset({"previous_token"})


def graded_views(report: RolesReport, heads: Container[str], language: str) -> dict[str, FourView]:
    """For each kind of view that some head earned a role of: the head with the best grade, then the largest margin."""
    earned = [one for one in report.roles if is_earned(one.grade) and one.head in heads]
    relations = frozenset(one.relation for one in report.relations)
    kinds = {"syntactic": relations, "semantic": SEMANTIC, "positional": POSITIONAL}
    best = {kind: _best(earned, roles) for kind, roles in kinds.items()}
    return {kind: _view(kind, one, language) for kind, one in best.items() if one is not None}


def _best(earned: Iterable[HeadRole], roles: frozenset[str]) -> HeadRole | None:
    fitting = (one for one in earned if one.role in roles or one.role.partition(":")[0] in roles)
    return max(fitting, key=lambda one: (GRADES.index(one.grade), one.margin), default=None)


def _view(kind: str, one: HeadRole, language: str) -> FourView:
    grade = word("view_graded", language, role=named_role(one, language), grade=grade_name(one.grade, language))
    return FourView(kind, one.head, grade, word("roles_caution", language))  # type: ignore[arg-type]
