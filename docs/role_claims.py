"""The claims on roles, read from what docs/make_roles.py measured (docs/measured)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from headscope.show.roles import points, role_name

MEASURED = Path(__file__).resolve().parent / "measured"
EARNED = frozenset({"role", "replicated", "causal"})
BY = "`headscope roles MODEL --treebank F`, docs/roles.md"
Cells = tuple[str, str, str, str, str, str]


def role_claims(holds: str, fails: str, later: str) -> Iterator[Cells]:
    """Number, claim, what is measured, by what, result and verdict of each claim; `holds`, `fails` and `later`
    are the words of the file."""
    studies = {path.stem.removeprefix("roles-"): _read(path) for path in sorted(MEASURED.glob("roles-*.json"))}

    def verdict(is_so: bool) -> str:
        return holds if is_so else fails

    heads = {name: (one["heads"] - one["heads_without_role"], one["heads"]) for name, one in studies.items()}
    mechanical = Counter(role for one in studies.values() for _, role, _ in one["earned"])
    yield (
        "S1", "Heads specialise, like a team of experts", "heads that earn at least one role of those tried", BY,
        "; ".join(f"{name}: {earned} of {count}" for name, (earned, count) in heads.items()),
        f"{verdict(all(2 * earned > count for earned, count in heads.values()))} for half of the heads or more; most "
        f"often earned: {', '.join(role_name(role, 'en') for role, _ in mechanical.most_common(3))}",
    )  # fmt: skip
    found = {name: _syntactic(one) for name, one in studies.items()}
    yield (
        "S2, S20-S22", "There is a syntax head (subject, object, determiner, preposition)",
        "head-relation pairs that beat chance, offset, nearest tags, matched words and random weights", BY,
        "; ".join(
            f"{name}: {len(pairs)} among {sum(r['grade'] != 'too_few' for r in studies[name]['relations'])} relations"
            + (f" ({', '.join(sorted(relation for _, relation in pairs))})" if pairs else "")
            for name, pairs in found.items()
        ),
        f"{verdict(any(found.values()))} of the relations named, never of syntax as a whole; nsubj: "
        + "; ".join(_relation(studies[name], "nsubj") for name in studies),
    )  # fmt: skip
    for number, claim, roles in (
        ("S3, S23", "There are semantic heads (cat and mat, both nouns)", ("semantic", "same_pos")),
        ("S4", "There is a head for context and use", ("coreference", "inter_sentence")),
        ("S7", "A head links paired connectives (虽然 and 但是)", ("connective:zh", "connective:en")),
        ("S11", "There is a head for sentiment", ("sentiment", "negation", "negation_scope")),
    ):
        experts = {name: {e["role"]: e for e in one["experts"] if e["role"] in roles} for name, one in studies.items()}
        results = [f"{name}: {_expert(one)}" for name, by in experts.items() for one in by.values()]
        earned = any(one["grade"] in EARNED for by in experts.values() for one in by.values())
        proxy = "; proxies only" if number == "S4" else ""
        yield (
            number, claim, "best head of each role against its null, bundled sentences or matched pairs", BY,
            "; ".join(results) or "not tried",
            f"{verdict(earned)} of attention on these sentences{proxy}, of need untested",
        )  # fmt: skip
    refused = {
        name: [one for one in study["not_testable"] if one["role"] == "prosody"] for name, study in studies.items()
    }
    yield (
        "S5", "There is a head for sound and rhythm", "whether the model hears", BY,
        "; ".join(f"{name}: not testable" for name, one in refused.items() if one),
        f"{later if all(refused.values()) else holds}: a model that reads writing cannot be asked",
    )  # fmt: skip
    yield from _sentence_claims(verdict)
    yield from _group_claims(verdict)
    yield from _vote_claims(studies, verdict)


def _sentence_claims(verdict: Any) -> Iterator[Cells]:
    cards = {path.stem.removeprefix("card-"): _read(path) for path in sorted(MEASURED.glob("card-*.json"))}
    objects = [entry for card in cards.values() for entry in card["fox"]["object"]]
    yield (
        "S40", "dog is the object of jumps", "object slot of the card of the document's sentence",
        "`headscope sentence MODEL TEXT --roles R.json`",
        "; ".join(f"{name}: {_entries(card['fox']['object'])}" for name, card in cards.items()),
        f"{verdict(any(word == 'dog' and head == 'jumps' for word, head, _ in objects))}: dog is oblique, after over",
    )  # fmt: skip
    yield (
        "S42", "Heads give the spatial relation (over; above; from fox to dog)", "adpositions of the card", "same",
        "; ".join(f"{name}: {_entries(card['fox']['adposition'])}" for name, card in cards.items()),
        f"{verdict(any(card['fox']['adposition'] for card in cards.values()))} of the word over and its noun; "
        "which way the fox goes is read from no head",
    )  # fmt: skip


def _group_claims(verdict: Any) -> Iterator[Cells]:
    groups = {path.stem.removeprefix("groups-"): _read(path) for path in sorted(MEASURED.glob("groups-*.json"))}
    better = {name: sum(head["beats_static"] for head in one["purity"]) for name, one in groups.items()}
    yield (
        "S41", "Heads gather words by meaning (animals, colours, ...)",
        "heads whose outputs at nouns are purer by group than static embeddings, corrected over heads", BY,
        "; ".join(f"{name}: {count} of {len(groups[name]['purity'])}" for name, count in better.items()),
        f"{verdict(any(better.values()))} beyond what static embeddings hold; of words cut into pieces (of the nouns: "
        + ", ".join(f"{name} {one['split_nouns']} of {one['nouns']}" for name, one in groups.items())
        + ") a head that joins the pieces gains without meaning",
    )  # fmt: skip
    steps = {name: one["steps"] for name, one in groups.items()}
    yield (
        "S39, S43", "Heads complement each other",
        "accuracy of a probe for groups when the best heads are added one by one, on nouns not used to choose them", BY,
        "; ".join(f"{name}: {' → '.join(points(step['accuracy']) for step in one)}" for name, one in steps.items()),
        f"{verdict(any(step['is_adding'] for one in steps.values() for step in one[1:]))} of the first "
        f"{max(sum(step['is_adding'] for step in one) for one in steps.values()) if steps else 0} heads at most; then "
        "nothing is added that can be told",
    )  # fmt: skip


def _vote_claims(studies: dict[str, Any], verdict: Any) -> Iterator[Cells]:
    votes = [(name, one) for name, study in studies.items() for one in study["committees"] if one["n"] >= 100]
    better = sum(
        one["five"]["accuracy"] > one["five"]["single"] and one["five"]["mcnemar_p"] < 0.05 for _, one in votes
    )
    subject = [(name, one["five"]) for name, one in votes if one["relation"] == "nsubj"]
    yield (
        "S44-S46", "If one head is wrong, the others still find the subject",
        "right decisions of five voters on nsubj that stay right with one voter pointed at a distractor", BY,
        "; ".join(f"{name}: {points(five['wrong_kept'])} % of {points(five['accuracy'])} %" for name, five in subject),
        f"{verdict(all(five['wrong_kept'] > 0.8 for _, five in subject))} of four in five decisions of this vote; "
        "the model itself takes no vote: it adds",
    )  # fmt: skip
    yield (
        "S47", "A vote of heads comes out right",
        "relations in which five voters beat the best of them (McNemar, p < 0.05)",
        BY, f"{better} of {len(votes)}; effective voters of five: "
        + ", ".join(f"{one['five']['effective']:.1f}" for _, one in votes[:6]) + " ...",
        f"{verdict(better == len(votes))} in general: the heads err together",
    )  # fmt: skip


def _syntactic(study: dict[str, Any]) -> set[tuple[str, str]]:
    relations = {one["relation"] for one in study["relations"]}
    return {(head, role) for head, role, _ in study["earned"] if role in relations}


def _relation(study: dict[str, Any], name: str) -> str:
    for one in study["relations"]:
        if one["relation"] == name:
            return f"{points(one['accuracy'])} % against {points(one['accuracy'] - one['margin'])} % of a rule"
    return "-"


def _expert(one: dict[str, Any]) -> str:
    role = role_name(one["role"], "en")
    return f"{role} {one['head']} {points(one['score'])} % against {points(one['null'])} %, {one['grade']}"


def _entries(entries: list[list[str]]) -> str:
    return ", ".join(f"{word} → {head}" for word, head, _ in entries) or "empty"


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
