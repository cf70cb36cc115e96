"""From the words of a text to the geometry that reductions need."""

from __future__ import annotations

import numpy as np

from headscope.base.text import Text, is_punctuation, segment_of_tokens
from headscope.stream.frame import Frame


def frame_of(query: Text, key: Text, heads: int, *, is_cross: bool = False) -> Frame:
    """The frame of one text at one site: positions, special tokens, punctuation and segments, token by token.

    Segments take part where both sides have equally many (the own segment of query segment 2 is key segment 2);
    `segments` always counts those of the query side, as the run stores it.

    Args:
        query: the side whose tokens ask.
        key: the side whose tokens answer; the same value in self-attention.
        heads: number of heads at the site.
        is_cross: the sides are different texts, so that equal positions do not mean the same token.

    >>> from headscope.base.text import Segment, Token
    >>> tokens = (Token("[CLS]", 0, 0, True), Token("Look", 0, 4), Token("!", 4, 5))
    >>> text = Text("Look!", tokens, (), (Segment(0, 5),))
    >>> frame = frame_of(text, text, heads=2)
    >>> frame.special.tolist(), frame.punctuation.tolist(), frame.key_segments.tolist()
    ([True, False, False], [False, False, True], [-1, 0, 0])
    """
    has_segments = bool(query.segments) and len(query.segments) == len(key.segments)
    return Frame(
        heads=heads,
        query_positions=np.arange(len(query.tokens)),
        key_positions=np.arange(len(key.tokens)),
        special=np.array([token.is_special for token in key.tokens], dtype=bool),
        punctuation=np.array([not t.is_special and is_punctuation(t.text) for t in key.tokens], dtype=bool),
        query_segments=np.array(segment_of_tokens(query), dtype=int) if has_segments else None,
        key_segments=np.array(segment_of_tokens(key), dtype=int) if has_segments else None,
        segments=len(query.segments),
        is_cross=is_cross,
    )
