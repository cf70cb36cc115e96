"""The pairs of a stored report on alignment: their names, and each with its links and its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from headscope.base.messages import LANGUAGES
from headscope.errors import BadOption, NotKept
from headscope.show.findings_payload import AlignedPair, AlignedPairs, Linked
from headscope.show.known import alignment_of
from headscope.show.labels import visible_label
from headscope.show.packing import pack_array
from headscope.show.payload import ArrayPayload
from headscope.show.shelf import OpenRun

if TYPE_CHECKING:
    from headscope.readings.alignment_report import AlignedPair as ReportedPair
    from headscope.readings.alignment_report import AlignmentReport

PAIRS = 2000
_TITLE = 90


def pack_pairs(opened: OpenRun, *, most: int = PAIRS) -> AlignedPairs:
    """Number and title of the first pairs.

    Raises:
        NotKept: the run holds no report on alignment.
    """
    pairs = _report(opened).pairs
    titles = tuple((number, _title(pair)) for number, pair in enumerate(pairs[:most]))
    return AlignedPairs(titles, max(0, len(pairs) - most))


def pack_pair(opened: OpenRun, number: int) -> AlignedPair:
    """One pair.

    Raises:
        NotKept: the run holds no report on alignment. BadOption: it has no such pair.
    """
    from headscope.show.alignment_words import LABEL, link_text, linked_words, unlinked_text

    pairs = _report(opened).pairs
    if number >= len(pairs):
        raise BadOption("viewer_pair", value=number, highest=len(pairs) - 1)
    pair = pairs[number]
    return AlignedPair(
        number,
        _title(pair),
        tuple(visible_label(one, limit=LABEL) for one in pair.source),
        tuple(visible_label(one, limit=LABEL) for one in pair.target),
        pair.links,
        tuple((*one.source, *one.target) for one in pair.together),
        _shares(pair),
        tuple(
            Linked(one.targets, one.sources, {each: link_text(one, pair, each) for each in LANGUAGES})
            for one in linked_words(pair)
        ),
        {each: unlinked_text(pair, each) for each in LANGUAGES},
    )


def _report(opened: OpenRun) -> AlignmentReport:
    report = alignment_of(opened)
    if report is None:
        raise NotKept("run_without_alignment", path=opened.name)
    return report


def _title(pair: ReportedPair) -> str:
    from headscope.show.alignment_words import sentence_of

    title = f"{sentence_of(pair.source[:_TITLE])} ||| {sentence_of(pair.target[:_TITLE])}"
    return title if len(title) <= _TITLE else title[:_TITLE] + "…"


def _shares(pair: ReportedPair) -> ArrayPayload | None:
    """The map [target word, source word], in full where it is small."""
    if pair.shares is None or not pair.source or not pair.target:
        return None
    return pack_array(np.array(pair.shares, dtype=np.float64), "float32")
