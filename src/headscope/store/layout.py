"""What a run holds: the manifest's records, and for each array its axes, unit and trust.

Every array lies under its site as [head, ragged, ...]: the texts of the run stand one after the other along the second
axis. The manifest says how many tokens each text has, so any text's part is found without reading the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from headscope.base.axes import BINS, IMAGE_CELLS, KEPT, OFFSETS, ROW_STATISTICS, SHIFTS, base_cells, cells
from headscope.base.grid import Frames, Grid
from headscope.base.rows import count_rows, parse_rows
from headscope.base.text import Segment, Text, Token, Word

FORMAT = 1
PICTURES = "pictures"  # where pictures lie, in the place of a site's name
MOST_PIXELS = 1 << 24
Axis = Literal["query", "row", "key", "text", "image", "base", "segment", "segment_pair", "pair", "word_pair"]


@dataclass(frozen=True, slots=True)
class Column:
    """One array of a run: its ragged axis, the axes after it, its unit, and how far it can be trusted."""

    axis: Axis
    tail: tuple[int, ...] = ()
    unit: str = "share"
    trust: Literal["exact", "estimated"] = "exact"


COLUMNS: dict[str, Column] = {
    "entropy_bits": Column("query", unit="bits"),
    "peak": Column("query"),
    "log_sum_exp": Column("query", unit="nats"),
    "span_tokens": Column("query", unit="tokens"),
    "self_mass": Column("query"),
    "first_mass": Column("query"),
    "special_mass": Column("query"),
    "punctuation_mass": Column("query"),
    "visible_keys": Column("query", unit="keys"),
    "visible_low": Column("query", unit="key index"),
    "visible_high": Column("query", unit="key index"),
    "output_norm": Column("query", unit="model units"),
    "top_weight": Column("query", (KEPT,)),
    "top_key": Column("query", (KEPT,), unit="key index"),
    "received": Column("key", unit="summed share"),
    "received_chance": Column("key", unit="summed share"),
    "received_rows": Column("key", unit="rows"),
    "value_norm": Column("key", unit="model units"),
    "offset_mass": Column("text", (len(OFFSETS),), unit="summed share"),
    "offset_rows": Column("text", (len(OFFSETS),), unit="rows"),
    "offset_chance": Column("text", (len(OFFSETS),), unit="summed share"),
    "offset_argmax": Column("text", (len(OFFSETS),), unit="rows"),
    "distance_mass": Column("text", (2 * BINS + 1,), unit="summed share"),
    "distance_chance": Column("text", (2 * BINS + 1,), unit="summed share"),
    "own_mass": Column("text", (1 + SHIFTS,), unit="summed share"),
    "own_chance": Column("text", (1 + SHIFTS,), unit="summed share"),
    "segment_mass": Column("segment_pair", unit="summed share"),
    "segment_rows": Column("segment", unit="rows"),
    "image_mean": Column("image"),
    "image_max": Column("image"),
    "base_mass": Column("base", unit="log scale"),
    "base_peak": Column("base", unit="log scale"),
    "weights": Column("pair"),
    "joint_norm": Column("pair", unit="model units"),
    "word_weights": Column("word_pair"),
    "q": Column("query", (-1,), unit="model units"),
    "k": Column("key", (-1,), unit="model units"),
    "row_query": Column("row", unit="query index"),
    "row_offset_mass": Column("row", (len(OFFSETS),)),
    "row_offset_seen": Column("row", (len(OFFSETS),), unit="rows"),
    "row_previous_argmax": Column("row", unit="rows"),
}
# What a run of some rows only holds of each of them instead of the columns over `query`.
COLUMNS |= {f"row_{name}": replace(COLUMNS[name], axis="row") for name in ROW_STATISTICS}


class TokenRecord(msgspec.Struct, array_like=True, frozen=True):
    """A token in the manifest."""

    text: str
    start: int
    end: int
    is_special: bool


class WordRecord(msgspec.Struct, array_like=True, frozen=True):
    """A word in the manifest."""

    text: str
    first: int
    last: int
    is_special: bool


class SegmentRecord(msgspec.Struct, array_like=True, frozen=True):
    """A segment in the manifest."""

    start: int
    end: int
    label: str


class SideRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text, or one side of a pair of texts; with a grid the patches of a picture (which lies beside the sites, see
    `store.pictures`), with frames a sound."""

    source: str
    tokens: tuple[TokenRecord, ...]
    words: tuple[WordRecord, ...]
    segments: tuple[SegmentRecord, ...] = ()
    grid: Grid | None = None
    frames: Frames | None = None


class LabelRecord(msgspec.Struct, array_like=True, frozen=True):
    """A piece of the target: character offsets, and the query rows that read it and that say it, -1 for none."""

    start: int
    end: int
    input_row: int
    output_row: int


class TextRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One observed text: its sides by name (`text`; `source` and `target`; `query` and `key`; `image`, `image2`, ...;
    `sound`), and what a decoder was taught to say (offsets and rows of `target`, or of `text` where there is one)."""

    sides: dict[str, SideRecord]
    labels: tuple[LabelRecord, ...] = ()


class SiteRecord(msgspec.Struct, frozen=True):
    """One place where attention happens; `route` is how it was seen (`models.routes`); `backend` is how its statistics
    were computed, block of rows by block of rows or in one fused pass; `mask` is `rows` where a text was so long that
    its mask was not built and the model's own attention ran on blocks of rows, so that its output differs from the
    model's by rounding."""

    site: str
    module: str
    kind: Literal["self", "encoder", "cross"]
    heads: int
    key_heads: int
    query_side: str = "text"
    key_side: str = "text"
    is_causal: bool = False
    route: str = "tap"
    scale: float = 1.0
    softcap: float | None = None
    output_projection: str | None = None
    backend: Literal["rows", "fused"] = "rows"
    mask: Literal["built", "rows"] = "built"


class AbsentRecord(msgspec.Struct, array_like=True, frozen=True):
    """A layer without attention: the name its site would have, the module that mixes tokens there, and its class."""

    site: str
    module: str
    mixer: str


class FaithLayerRecord(msgspec.Struct, frozen=True):
    """What the self-check measured of one site; a difference that could not be measured is None."""

    site: str
    module: str
    kind: str
    route: str
    max_abs_diff: float | None
    full_length_diff: float | None
    sum_law_diff: float | None


class FaithRecord(msgspec.Struct, frozen=True):
    """What the self-check measured of the model on the user's own text; `max_abs_diff` is None where the model has no
    map of its own to compare with."""

    passed: bool
    max_abs_diff: float | None
    full_length_diff: float
    output_unchanged: bool
    tolerance: float
    prefix_tokens: int
    layers: tuple[FaithLayerRecord, ...]
    float32_diff: float | None = None


class ModelRecord(msgspec.Struct, frozen=True):
    """Which model was observed; `told_heads` are those that its configuration names as heads that align."""

    name: str
    architecture: str
    fingerprint: str
    dtype: str
    device: str
    implementation: str
    told_heads: tuple[str, ...] = ()


class PlanRecord(msgspec.Struct, frozen=True):
    """What was asked of the instrument; `rows` says which query rows were looked at (`base.rows`), `batch` how many
    texts went through the model together, which is 1 where no padding leaves them as they are alone."""

    keep: Literal["weights", "qk", "none", "words", "alignment"]
    layers: str = ""
    segments: str = ""
    rows_per_block: int = 128
    batch: int = 1
    heads: str = ""
    rows: str = "all"
    padding: Literal["right", "left"] = "right"


class GenerationRecord(msgspec.Struct, frozen=True):
    """How the answers of a run were chosen (`models.decoding`); None where the model's own settings decided."""

    max_new_tokens: int
    beams: int = 1
    is_sampled: bool = False
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None


class AskedRecord(msgspec.Struct, frozen=True):
    """How many sites and texts a run that was stopped early had been asked for."""

    sites: int
    texts: int


class Manifest(msgspec.Struct, frozen=True):
    """Everything of a run but its arrays; a `partial` one was stopped and holds fewer sites or texts than `asked`."""

    format: int
    state: Literal["writing", "complete", "partial"]
    versions: dict[str, str]
    plan: PlanRecord
    sites: tuple[SiteRecord, ...]
    texts: tuple[TextRecord, ...]
    model: ModelRecord | None = None
    faith: FaithRecord | None = None
    seeds: dict[str, int] = {}
    files: dict[str, int] = {}
    time_s: float = 0.0
    peak_bytes: int = 0
    asked: AskedRecord | None = None
    absent: tuple[AbsentRecord, ...] = ()
    generation: GenerationRecord | None = None


def side_record(text: Text) -> SideRecord:
    """A text as the manifest keeps it."""
    return SideRecord(
        text.source,
        tuple(TokenRecord(t.text, t.start, t.end, t.is_special) for t in text.tokens),
        tuple(WordRecord(w.text, w.first, w.last, w.is_special) for w in text.words),
        tuple(SegmentRecord(s.start, s.end, s.label) for s in text.segments),
        text.grid,
        text.frames,
    )


def text_of_side(side: SideRecord) -> Text:
    """A text out of the manifest."""
    return Text(
        side.source,
        tuple(Token(t.text, t.start, t.end, t.is_special) for t in side.tokens),
        tuple(Word(w.text, w.first, w.last, w.is_special) for w in side.words),
        tuple(Segment(s.start, s.end, s.label) for s in side.segments),
        side.grid,
        side.frames,
    )


def picture_name(text: int, side: str) -> str:
    """What the picture of one text's side is called among a run's arrays.

    >>> picture_name(0, "image")
    'text0-image'
    """
    return f"text{text}-{side}"


def part_shape(column: Column, query: SideRecord, key: SideRecord, rows: str = "all") -> tuple[int, ...]:
    """The shape of one text's part of an array, without the head axis; `rows` as in the plan's record.

    >>> side = SideRecord("ab", (TokenRecord("ab", 0, 2, False),) * 2, (WordRecord("ab", 0, 1, False),))
    >>> [part_shape(COLUMNS[name], side, side) for name in ("weights", "offset_mass", "word_weights")]
    [(2, 2), (1, 33), (1, 1)]
    """
    queries, keys, segments = len(query.tokens), len(key.tokens), len(query.segments)
    shapes: dict[Axis, tuple[int, ...]] = {
        "query": (queries,),
        "row": (count_rows(parse_rows(rows), queries),),
        "key": (keys,),
        "text": (1,),
        "image": (cells(queries, IMAGE_CELLS)[1], cells(keys, IMAGE_CELLS)[1]),
        "base": base_cells(queries, keys),
        "segment": (segments,),
        "segment_pair": (segments, segments),
        "pair": (queries, keys),
        "word_pair": (len(query.words), len(key.words)),
    }
    return shapes[column.axis] + column.tail
