"""What a reduction must know of a text and a site before the first row comes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Frame:
    """Geometry of one text at one site; numpy, small, the same for all reductions.

    Attributes:
        heads: number of heads.
        query_positions, key_positions: place of each query and key in the text, int [query], [key].
        special: keys that the tokenizer added, bool [key].
        punctuation: keys that are punctuation, bool [key].
        query_segments, key_segments: segment number of each query and key, int [query], [key], -1 for none;
            None where no segments are known.
        segments: how many segments there are.
        is_cross: queries and keys come from different texts, so no key is the query itself.
    """

    heads: int
    query_positions: np.ndarray
    key_positions: np.ndarray
    special: np.ndarray
    punctuation: np.ndarray
    query_segments: np.ndarray | None = None
    key_segments: np.ndarray | None = None
    segments: int = 0
    is_cross: bool = False

    @property
    def queries(self) -> int:
        """Number of query rows."""
        return len(self.query_positions)

    @property
    def keys(self) -> int:
        """Number of keys."""
        return len(self.key_positions)


def plain_frame(heads: int, queries: int, keys: int) -> Frame:
    """A frame without special tokens, punctuation or segments: for bare matrices and tests."""
    none = np.zeros(keys, dtype=bool)
    return Frame(heads, np.arange(queries), np.arange(keys), none, none, is_cross=queries != keys)
