"""What readings answer with: plain records, one for each head, row or edge. `read` functions live beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from headscope.base.trust import Estimate

PATTERNS = ("global", "diagonal", "block", "sink", "sparse")
Label = Literal["global", "diagonal", "block", "sink", "sparse", "mixed"]
Verdict = Literal["main", "tie", "diffuse"]
Advance = Literal["follows", "uneven", "stays", "not_forward", "rests", "few_rows"]
Unit = Literal["word", "token"]


@dataclass(frozen=True, slots=True)
class HeadStatistics:
    """Means over all rows of all texts of one head (shares from 0 to 1).

    The two norm shares are parts of the norm-weighted map ||A(q,k) V(k) W_O|| instead of A; None where the output
    projection is not known. `estimates` is empty where the means are exact; where they rest on a sample of rows, it
    holds each of them with its standard error, by name (`entropy_bits`, `offset_mass.-1`).
    """

    head: str
    entropy_bits: float
    mean_span_tokens: float
    offset_mass: dict[int, float]
    previous_token_argmax_share: float
    first_token_share: float
    special_share: float
    punctuation_share: float
    self_share: float
    peak_mean: float
    first_token_norm_share: float | None = None
    special_norm_share: float | None = None
    estimates: dict[str, Estimate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeadPattern:
    """What one head's matrices look like, and how sure that is.

    Attributes:
        head: the head's id.
        label: the structured pattern with the largest share; `mixed` where a second one comes near; `global` where all
            structure together is small (see `read_patterns`).
        shares: of the five patterns, summing to 1.
        offset: the best offset key - query of a diagonal head, else None.
        strength: 0 (rows as even as rows without preference, or more) to 1 (one key a row), from their entropy alone.
        secondary: the pattern once sink columns are removed and rows renormalised; None where no column is a sink or
            nothing is left.
        confidence: share of bootstrap draws over texts (over rows where there is one text) that give the same label.
        evidence: `low` where the maps are too few or too small to tell.
        sink_kind: where a sink's mass goes: `first`, `special`, `punctuation`, `other`; None if there is no sink.
        sink_share: attention mass that sink columns take.
        p_value: of a block head's segment boundaries among shifted ones, else None.
    """

    head: str
    label: Label
    shares: dict[str, float]
    offset: int | None
    strength: float
    secondary: str | None
    confidence: float
    evidence: Literal["enough", "low"]
    sink_kind: str | None = None
    sink_share: float = 0.0
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class KeyShare:
    """One key of a row and the share of the row it holds."""

    key: str
    key_index: int
    share: float


@dataclass(frozen=True, slots=True)
class WordRow:
    """One query's row with its verdict and the keys the verdict rests on (all of a tie, the first of the others)."""

    query: str
    query_index: int
    verdict: Verdict
    keys: tuple[KeyShare, ...]


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The rows of one head on one text, word by word; `unit` is `token` where the run keeps too little for words."""

    head: str
    text: int
    rows: tuple[WordRow, ...]
    unit: Unit = "word"


@dataclass(frozen=True, slots=True)
class Edge:
    """One strong query-key pair."""

    head: str
    text: int
    query_index: int
    key_index: int
    query: str
    key: str
    weight: float
    is_sink: bool = field(default=False)
    is_special_query: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class HeadFollowing:
    """How one head's place in what it reads moves with the query (`readings.forward` has the formulas).

    Attributes:
        head: the head's id.
        verdict: `follows`; else the first that speaks against it: `few_rows`, `rests` (nearly all of its mass goes the
            same way in every row, or outside), `not_forward` (no more order than rows exchanged at random have),
            `stays` (it moves over a small part), `uneven` (it goes forward
            in one step, or with many steps back).
        order: how much oftener a later row looks farther than nearer, -1 to 1.
        p_value: of the order among rows exchanged at random, corrected over all heads that were read.
        steadiness: the order that is left in two parts, cut where that leaves least.
        covered_share: how much of what it reads its places cover, 0 to 1.
        moved_share: how much of a row is not the same in every row and lies on what it reads, 0 to 1.
        rows: how many rows that rests on.
        is_told: whether the model's configuration names the head as one that aligns; None where it names none.
        is_whole: rows were read whole; False where the run kept their strongest keys alone, which leave out most of a
            wide row, so that a head may seem to rest.
    """

    head: str
    verdict: Advance
    order: float
    p_value: float
    steadiness: float
    covered_share: float
    moved_share: float
    rows: int
    is_told: bool | None = None
    is_whole: bool = True
