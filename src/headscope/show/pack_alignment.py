"""A stored report on alignment for the page: what was read and how well, and its first pairs with their maps."""

from __future__ import annotations

import numpy as np

from headscope.base.messages import LANGUAGES
from headscope.readings.alignment_report import AlignedPair, AlignmentReport
from headscope.show.alignment_lines import gold_lines, reading_lines
from headscope.show.alignment_tables import heads_table, readings_table
from headscope.show.alignment_words import LABEL, link_text, linked_words, sentence_of, unlinked_text
from headscope.show.claims import word
from headscope.show.labels import visible_label
from headscope.show.payload import (
    AlignedPairPayload,
    AlignmentPayload,
    AlignmentWordsPayload,
    ArrayPayload,
    LinkedPayload,
    pack_array,
)

PAIRS = 200
TITLE = 90


def pack_alignment(report: AlignmentReport) -> AlignmentPayload:
    """The report with its first pairs; tables that have no line are left out."""
    return AlignmentPayload(
        {language: _told(report, language) for language in LANGUAGES},
        tuple(_pair(pair, number) for number, pair in enumerate(report.pairs[:PAIRS])),
        max(0, len(report.pairs) - PAIRS),
    )


def _told(report: AlignmentReport, language: str) -> AlignmentWordsPayload:
    tables = (readings_table(report, language), heads_table(report, language))
    return AlignmentWordsPayload(
        (*reading_lines(report, language), *gold_lines(report, language)),
        tuple(table for table in tables if table.lines),
        word("aligned_caution", language),
    )


def _pair(pair: AlignedPair, number: int) -> AlignedPairPayload:
    linked = tuple(
        LinkedPayload(one.targets, one.sources, {each: link_text(one, pair, each) for each in LANGUAGES})
        for one in linked_words(pair)
    )
    return AlignedPairPayload(
        number,
        _title(pair),
        tuple(visible_label(one, limit=LABEL) for one in pair.source),
        tuple(visible_label(one, limit=LABEL) for one in pair.target),
        pair.links,
        tuple((*one.source, *one.target) for one in pair.together),
        _shares(pair),
        linked,
        {each: unlinked_text(pair, each) for each in LANGUAGES},
    )


def _title(pair: AlignedPair) -> str:
    title = f"{sentence_of(pair.source)} ||| {sentence_of(pair.target)}"
    return title if len(title) <= TITLE else title[:TITLE] + "…"


def _shares(pair: AlignedPair) -> ArrayPayload | None:
    if pair.shares is None or not pair.source or not pair.target:
        return None
    return pack_array(np.array(pair.shares, dtype=np.float64))
