"""A sentence's card in the terminal: slots, who voted, and why a slot stays empty."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from headscope.readings.role_report import RolesReport
from headscope.readings.sentence import Entry, SentenceCard, Slot
from headscope.show.claims import percent, word
from headscope.show.labels import visible_label
from headscope.show.role_tables import points, rule_text


def print_sentence_card(
    card: SentenceCard, report: RolesReport, console: Console, language: str, *, annotator: str = "lexicon"
) -> None:
    """The whole card."""
    for line in card_lines(card, report, language, annotator=annotator):
        console.print(Text(line))


def card_lines(card: SentenceCard, report: RolesReport, language: str, *, annotator: str = "lexicon") -> Iterator[str]:
    """The card line by line."""
    yield visible_label(card.sentence, limit=300)
    for slot in card.slots:
        yield from _slot_lines(slot, language)
    comma = word("list_comma", language)
    verbs = comma.join(visible_label(one) for one in card.predicates)
    yield word("card_predicates", language, words=verbs) if verbs else word("card_no_predicates", language)
    spatial = [
        word("card_spatial_one", language, adposition=visible_label(a), head=visible_label(b), noun=visible_label(c))
        for a, b, c in card.spatial
    ]
    yield word("card_spatial", language, words=comma.join(spatial)) if spatial else word("card_no_spatial", language)
    if not card.semantic_heads:
        yield word("card_no_semantic_heads", language)
    else:
        groups = [" – ".join(visible_label(each) for each in one.words) for one in card.groups]
        found = comma.join(groups) or word("card_none", language)
        yield word("card_groups", language, words=found, heads=comma.join(card.semantic_heads))
    tags = " ".join(f"{visible_label(one)}/{tag}" for one, tag in zip(card.words, card.tags, strict=True))
    yield word("card_tags", language, tags=tags)
    lexicon = report.lexicon
    if annotator == "lexicon" and lexicon is not None:
        name = visible_label(lexicon.source)
        yield word(
            "card_lexicon", language, name=name, forms=f"{len(lexicon.forms):,}", share=percent(lexicon.accuracy)
        )
    else:
        yield word("card_annotator", language, name=visible_label(annotator))
    yield word("card_caution", language)


def _slot_lines(slot: Slot, language: str) -> Iterator[str]:
    name = word(f"slot_{slot.slot}", language)
    if not slot.entries:
        yield word("card_empty_found" if slot.is_earned else "card_empty", language, slot=name)
    for entry in slot.entries:
        yield word(
            "card_entry", language, slot=name, word=visible_label(entry.word), head=visible_label(entry.head),
            relation=entry.relation, share=percent(entry.share), margin=percent(entry.margin),
            probability=percent(entry.probability), votes=_votes(entry, language),
        )  # fmt: skip
    for filler in slot.fillers:
        yield "    " + word(
            f"card_filler_{filler.kind}", language, relation=filler.relation, accuracy=points(filler.accuracy),
            rule=points(filler.rule), rule_name=rule_text(filler.rule_name, language),
        )  # fmt: skip


def _votes(entry: Entry, language: str) -> str:
    return word("list_comma", language).join(
        word("card_vote_for" if vote.agrees else "card_vote_against", language, head=vote.head) for vote in entry.votes
    )
