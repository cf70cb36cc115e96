"""The labels of a text, side by side, and the small pictures of all heads on it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from headscope.base.axes import cells
from headscope.show.labels import visible_label
from headscope.show.packing import pack_array
from headscope.show.payload import ArrayPayload, SideLabels, TextLabels, Thumbnails
from headscope.show.pictures import pooled_image
from headscope.store.layout import SideRecord
from headscope.store.run import Run

LABEL = 40
_LOOKED_AT = 2000  # characters that tell which way a text runs


def pack_text(run: Run, text: int) -> TextLabels:
    """The labels of every side of a text."""
    return TextLabels(text, {name: _side(side) for name, side in run.manifest.texts[text].sides.items()})


def pack_thumbnails(run: Run, text: int) -> Thumbnails:
    """The pooled image of every head on a text; of sites that keep none, nothing."""
    kept = {site.site: site for site in run.sites if run.has(site.site, "image_max")}
    sides = run.manifest.texts[text].sides
    cell_tokens = {
        name: (cells(len(sides[site.query_side].tokens))[0], cells(len(sides[site.key_side].tokens))[0])
        for name, site in kept.items()
    }
    images: dict[str, ArrayPayload] = {
        str(head): pack_array(pooled_image(run, head, text)[0]) for head in run.heads if str(head.site) in kept
    }
    return Thumbnails(text, cell_tokens, images)


def segment_labels(side: SideRecord) -> list[tuple[str, int, int]]:
    """Segments as (label, first token, token after the last); one without a label is called by its beginning.

    Segments are ranges of characters; a token belongs to the one it starts in, special tokens to none.

    >>> from headscope.store.layout import SegmentRecord, TokenRecord
    >>> tokens = (TokenRecord("<s>", 0, 0, True), TokenRecord("Go", 0, 2, False), TokenRecord("on", 3, 5, False))
    >>> segment_labels(SideRecord("Go on", tokens, (), (SegmentRecord(0, 2, ""), SegmentRecord(3, 5, "b"))))
    [('Go', 1, 2), ('b', 2, 3)]
    """
    if not side.segments:
        return []
    places = [place for place, token in enumerate(side.tokens) if not token.is_special]
    starts = [side.tokens[place].start for place in places]
    found = []
    for segment in side.segments:
        first, last = bisect_left(starts, segment.start), bisect_left(starts, segment.end)
        label = segment.label or side.source[segment.start : min(segment.end, segment.start + 2 * LABEL)]
        after = places[last - 1] + 1 if last > first else 0
        found.append((visible_label(label, limit=LABEL), places[first] if last > first else after, after))
    return found


def _side(side: SideRecord) -> SideLabels:
    # Long texts repeat themselves.
    tokens = {text: visible_label(text) for text in {token.text for token in side.tokens}}
    words = {text: visible_label(text, limit=LABEL) for text in {word.text for word in side.words}}
    return SideLabels(
        tuple([tokens[token.text] for token in side.tokens]),
        tuple(place for place, token in enumerate(side.tokens) if token.is_special),
        tuple([(words[word.text], word.first, word.last + 1) for word in side.words]),
        tuple(segment_labels(side)),
        "rtl" if _is_from_right(side) else "ltr",
    )


def _is_from_right(side: SideRecord) -> bool:
    """Whether most letters with a direction run from right to left."""
    kinds = [unicodedata.bidirectional(letter) for letter in _letters(side)]
    return sum(kind in {"R", "AL"} for kind in kinds) > kinds.count("L")


def _letters(side: SideRecord) -> Iterator[str]:
    left = _LOOKED_AT
    for token in side.tokens:
        if not token.is_special:
            yield from token.text[:left]
            left -= len(token.text)
        if left <= 0:
            return
