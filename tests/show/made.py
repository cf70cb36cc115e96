"""Hand-made records for the tests of show/."""

from __future__ import annotations

import numpy as np

from headscope.readings.base import Edge, HeadPattern, HeadStatistics, HeadWords, KeyShare, WordRow

HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<!--",
    "\"'&",
    "a\u2028b",
    "\u202egnihton",
    "nul\x00l",
    "long" * 2500,
    "<img src=x onerror=document.title='owned'>",
)


def attention(heads: int, tokens: int, *, seed: int = 0, is_causal: bool = False) -> np.ndarray:
    """Random rows [head, query, key] that sum to 1; head 0 reads the previous token."""
    scores = np.random.default_rng(seed).normal(0, 1.5, (heads, tokens, tokens))
    places = np.arange(tokens)
    scores[0] -= 4 * np.abs(places[None, :] - places[:, None] + 1)
    if is_causal:
        scores[:, places[None, :] > places[:, None]] = -np.inf
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def pattern(head: str, label: str, **changes: object) -> HeadPattern:
    """A pattern record with sensible numbers."""
    shares = {"global": 0.05, "diagonal": 0.05, "block": 0.0, "sink": 0.05, "sparse": 0.05}
    if label in shares:
        shares[label] = 0.8 + shares[label]
    values = {
        "head": head,
        "label": label,
        "shares": shares,
        "offset": -1 if label == "diagonal" else None,
        "strength": 0.7,
        "secondary": "sparse" if label == "sink" else None,
        "confidence": 0.9,
        "evidence": "low",
        "sink_kind": "first" if label == "sink" else None,
        "sink_share": 0.8 if label == "sink" else 0.0,
    }
    return HeadPattern(**(values | changes))  # type: ignore[arg-type]


def statistics(head: str) -> HeadStatistics:
    """A statistics record."""
    return HeadStatistics(head, 1.5, 2.25, {-1: 0.5}, 0.4, 0.3, 0.2, 0.1, 0.15, 0.6)


def words(head: str, *, query: str = "sat", key: str = "cat") -> HeadWords:
    """One main row."""
    return HeadWords(head, 0, (WordRow(query, 2, "main", (KeyShare(key, 1, 0.5),)),))


def edge(head: str, *, is_sink: bool = False) -> Edge:
    """One pair."""
    return Edge(head, 0, 2, 1, "sat", "cat", 0.5, is_sink)
