"""Hand-made reports on roles."""

from __future__ import annotations

from headscope.readings.committee import Committee, FiveVoters, Voter
from headscope.readings.profile import Expert, HeadProfile
from headscope.readings.role_report import FORMAT, NotTestable, Reason, RolesReport, TreebankNote
from headscope.readings.roles import HeadRole
from headscope.readings.syntax import Baselines, HeadAccuracy, RelationRole
from tests.show.made import HOSTILE


def head_role(head: str, role: str, *, score: float, null: float, grade: str, direction: str = "") -> HeadRole:
    """A role record with sensible numbers."""
    margin = score - null
    return HeadRole(
        head, role, direction, score, null, margin, (score - 0.05, score + 0.05), (margin - 0.05, margin + 0.05), 0.1,
        0.0005 if grade == "role" else 0.25, 320, grade,  # type: ignore[arg-type]
    )  # fmt: skip


def expert(one: HeadRole, heads: int) -> Expert:
    """The best head of a role."""
    return Expert(
        one.role, one.head, one.direction, one.score, one.null, one.margin, one.needed, one.p_adjusted, one.grade, heads
    )


def relation_role(one: HeadRole) -> RelationRole:
    """A relation with all its baselines but the matched one, of which too few were found."""
    base = Baselines(
        0.071,
        0.222,
        -1,
        ("-1", "-1"),
        one.null,
        "VERB left",
        ("VERB left",) * 2,
        0.333,
        "NOUN or VERB left",
        0.044,
        None,
        12,
    )
    chosen = (one.head, one.direction)
    return RelationRole(
        one.role, one.items, one.head, one.direction, one.score, one.ci, base, "nearest_pos", one.margin,
        one.margin_ci, one.needed, one.p_adjusted, None, one.grade, (chosen, chosen), int(one.grade == "role"),
    )  # fmt: skip


def committee(relation: str, *, beats_rule: bool) -> Committee:
    """Two voters."""
    five = FiveVoters(0.91, 0.9, 0.85, 0.4, 1.7, 0.01, 0.62, 0.73, 0.8, 0.88)
    voters = (Voter("L0.H0", "dependent_to_head", 0.85, 2.0), Voter("L1.H1", "dependent_to_head", 0.8, 1.5))
    return Committee(
        relation, 320, ("VERB",), voters, 0.9, (0.85, 0.95), 0.75, "VERB left", 0.15, (0.1, 0.2), 0.06, 0.0005,
        beats_rule, five,
    )  # fmt: skip


def roles_report(**changes: object) -> RolesReport:
    """Of six heads L0.H0 earns two roles and L1.H1 one; `obj` is descriptive, `iobj` too rare, prosody not testable."""
    earned = (
        head_role("L0.H0", "previous_token", score=0.91, null=0.11, grade="role"),
        head_role("L0.H0", "nsubj", score=0.8, null=0.55, grade="replicated", direction="dependent_to_head"),
        head_role("L1.H1", "induction", score=0.62, null=0.02, grade="role"),
    )
    below = (
        head_role("L0.H1", "obj", score=0.5, null=0.64, grade="descriptive", direction="head_to_dependent"),
        head_role("L1.H2", "iobj", score=0.66, null=0.33, grade="too_few", direction="dependent_to_head"),
        head_role("L1.H2", "sink", score=0.1, null=0.2, grade="none"),
    )
    lifts = {
        "L0.H0": {"previous_token": 0.8989, "nsubj": 0.5556},
        "L0.H1": {},
        "L0.H2": {"sink": 0.0321},
        "L1.H0": {},
        "L1.H1": {"induction": 0.6122},
        "L1.H2": {"iobj": 0.4925},
    }
    one_sided = {"L0.H0": 0.6234, "L0.H2": 1.0, "L1.H1": 1.0, "L1.H2": 1.0}
    roles_of = {head: tuple(one.role for one in earned if one.head == head) for head in lifts}
    profiles = tuple(HeadProfile(head, found, roles_of[head], one_sided.get(head)) for head, found in lifts.items())
    reason = Reason("No sound.", "probes.prosody_text", {})
    values: dict[str, object] = {
        "format": FORMAT, "model": "toy", "architecture": "Toy", "fingerprint": "0" * 64, "version": "0.1.0",
        "seed": 0, "draws": 1000,
        "relations": tuple(relation_role(one) for one in (earned[1], below[0], below[1])),
        "all": (HeadAccuracy("nsubj", "L0.H0", "dependent_to_head", 0.8, 320),),
        "roles": earned, "below": below,
        "experts": tuple(expert(one, heads) for one, heads in zip((*earned, *below), (1, 1, 1, 0, 0, 0), strict=True)),
        "profiles": profiles,
        "heads": 6, "heads_without_role": 4,
        "committees": (committee("nsubj", beats_rule=True), committee("obj", beats_rule=False)),
        "treebank": TreebankNote("toy.conllu", 210, 200, 4007, 26, ()),
        "not_testable": (NotTestable("prosody", reason), NotTestable("retrieval", reason)),
    }  # fmt: skip
    return RolesReport(**(values | changes))  # type: ignore[arg-type]


def hostile_report() -> RolesReport:
    """A report whose every name tries to break out of a page or a terminal."""
    bad = head_role("L0.H0", HOSTILE[0], score=0.91, null=0.11, grade="role", direction="dependent_to_head")
    image = head_role("L0.H1", HOSTILE[7], score=0.5, null=0.64, grade="descriptive", direction="dependent_to_head")
    bold = head_role("L9.H9", "[bold]meaning:\x1b[31m", score=0.1, null=0.2, grade="none")
    return roles_report(
        model=HOSTILE[0],
        relations=(relation_role(bad), relation_role(image)),
        roles=(bad,),
        below=(image, bold),
        experts=(expert(bad, 1), expert(image, 0), expert(bold, 0)),
        profiles=(HeadProfile("L0.H0", {HOSTILE[0]: 0.9, HOSTILE[7]: 0.4}, (HOSTILE[0],), 0.5),),
        committees=(committee(HOSTILE[0], beats_rule=True),),
        treebank=TreebankNote(HOSTILE[0], 1, 1, 1, 0, ()),
        not_testable=(NotTestable(HOSTILE[7], Reason(HOSTILE[0], "no.such_key", {})),),
    )
