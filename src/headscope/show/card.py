"""Everything known of one head, as plain records: what the card of the terminal and of the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headscope.base.heads import Head
from headscope.readings.base import Edge, HeadPattern, HeadStatistics, HeadWords
from headscope.readings.edges import edges_json, read_edges
from headscope.readings.patterns import patterns_json, read_patterns
from headscope.readings.statistics import read_statistics, statistics_json
from headscope.readings.words import words_json
from headscope.show.claims import faith_line, trust_line, word
from headscope.show.examples import rows_or_none
from headscope.show.pictures import Picture, picture_of
from headscope.show.site_kinds import key_group, shared_keys_words
from headscope.show.stored_roles import stored_roles
from headscope.store.run import Run

if TYPE_CHECKING:
    from headscope.show.head_roles import HeadRoles

EDGES = 8


@dataclass(frozen=True, slots=True)
class HeadCard:
    """One head: its pattern and statistics over all texts, its rows, strongest pairs and picture on one text.

    `words` is None where the run cannot tell them exactly, `roles` where it holds no report on
    roles. `trust` and `faith` are sentences in the card's language, and so is `shared_keys`, which says which other
    heads read the same keys; their names are `shares_keys_with`, None where the run cannot tell.
    """

    head: str
    text: int
    run_name: str
    pattern: HeadPattern
    statistics: HeadStatistics
    words: HeadWords | None
    edges: tuple[Edge, ...]
    picture: Picture
    trust: str
    faith: str
    language: str
    roles: HeadRoles | None = None
    shares_keys_with: tuple[str, ...] | None = ()
    shared_keys: str | None = None


def make_card(
    run: Run,
    head: Head,
    *,
    text: int = 0,
    exclude_self: bool = False,
    exclude_special: bool = False,
    language: str = "en",
) -> HeadCard:
    """The card of a head.

    Args:
        run: the run.
        head: one of its heads.
        text: the text whose rows, pairs and picture are shown.
        exclude_self: leave a query's own word out of its row.
        exclude_special: leave special tokens out of the rows.
        language: `en` or `zh`.
    """
    words = rows_or_none(run, str(head), text, exclude_self=exclude_self, exclude_special=exclude_special)
    return HeadCard(
        str(head),
        text,
        str(run.path or "RUN"),
        read_patterns(run, str(head))[0],
        read_statistics(run, str(head))[0],
        words[0] if words else None,
        read_edges(run, str(head), EDGES, text=text),
        picture_of(run, head, text),
        trust_line(run, language, site=str(head.site)),
        faith_line(run, language),
        language,
        _roles(run, str(head)),
        None if (group := key_group(run, head)) is None else tuple(map(str, group)),
        shared_keys_words(run, head, language),
    )


def card_json(card: HeadCard) -> dict[str, Any]:
    """What `headscope head RUN HEAD --json` prints: the records as `headscope read` prints them, and the sentences."""
    return {
        "head": card.head,
        "text": card.text,
        "shares_keys_with": card.shares_keys_with,
        "pattern": patterns_json([card.pattern])["heads"][0],
        "statistics": statistics_json([card.statistics])["heads"][0],
        "words": None if card.words is None else words_json([card.words])[0]["rows"],
        "edges": edges_json(card.edges)["edges"],
        "roles": None if card.roles is None else _roles_json(card.roles),
        "trust": card.trust,
        "faith": card.faith,
        "caution": word("caution", card.language),
    }


def _roles(run: Run, head: str) -> HeadRoles | None:
    report = stored_roles(run)
    if report is None:
        return None
    from headscope.show.head_roles import head_roles

    return head_roles(report, head)


def _roles_json(found: HeadRoles) -> dict[str, Any]:
    return {"earned": found.earned, "lifts": found.lifts, "specialisation": found.specialisation}
