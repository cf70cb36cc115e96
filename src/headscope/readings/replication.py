"""The second treebank: which roles are found again on other texts, tested alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headscope.base.trees import Tree
from headscope.readings.inference import DRAWS
from headscope.readings.pointing import point
from headscope.readings.relation_grades import grade_views
from headscope.readings.relation_views import View, ground_of, views
from headscope.readings.roles import HeadRole
from headscope.readings.syntax import Syntax
from headscope.store.run import Run

Key = tuple[str, str, str]


def replicate(syntax: Syntax, run: Run, trees: Sequence[Tree], *, draws: int = DRAWS, seed: int = 0) -> Syntax:
    """The reading with `replicated` for every role that the same head earns on a second treebank, read the same way.

    Only the roles of the first treebank are tried, so only they are corrected for; rules are fitted anew on the second.
    A role that is not found again stays `role`: the second treebank may have too few instances or another style.

    Args:
        syntax: of the first treebank. run: the second one's word matrices of the same model. trees: its trees.
    """
    wanted = {key_of(one) for one in syntax.roles if one.grade == "role"}
    ground = ground_of(trees, point(run, trees))
    carried = []
    for relation in dict.fromkeys(role for _, role, _ in sorted(wanted)):
        carried += [only for view in views(ground, relation) if (only := _only(view, wanted)) is not None]
    graded, _ = grade_views(ground, carried, draws, seed)
    again = {key_of(one) for each in graded for one in each if one.grade == "role"}
    roles = tuple(replace(one, grade="replicated") if key_of(one) in again else one for one in syntax.roles)
    relations = tuple(
        replace(one, grade="replicated") if (one.head, one.relation, one.direction) in again else one
        for one in syntax.relations
    )
    return Syntax(relations, syntax.all, roles)


def key_of(role: HeadRole) -> Key:
    """Head, role and direction: what makes two records speak of the same thing."""
    return role.head, role.role, role.direction


def _only(view: View, wanted: set[Key]) -> View | None:
    """The rows of a view that are wanted, None where there is none or no instance."""
    named = zip(view.heads, view.directions, strict=True)
    rows = [place for place, (head, way) in enumerate(named) if (head, view.relation, way) in wanted]
    if not rows or not len(view.items):
        return None
    return replace(
        view,
        heads=tuple(view.heads[place] for place in rows),
        directions=tuple(view.directions[place] for place in rows),
        rows=tuple(view.rows[place] for place in rows),
        hits=view.hits[rows],
    )
