"""What the viewer is told: one answer to each request, as plain structs, arrays as typed bytes.

A request is a path: `RUN/overview`, `RUN/head/L5.H3/0`, `RUN/tile/L5.H3/0/4/1/0/peak`. The local server, the notebook
widget and the offline page give the same answers; the viewer's TypeScript types are written from these structs
(`show/schema.py`). Words that depend on the language come as a dict by language where they are of the run; the words of
the viewer itself are the catalogue, `strings/zh`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

FORMAT = 2
Encoding = Literal["float32", "log16", "log8"]
# "<", ">" and "&" could end or open a tag or a comment; U+2028 and U+2029 end lines in old script parsers.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029\u007f"}


class ArrayPayload(msgspec.Struct, frozen=True):
    """Numbers as bytes in base64, row by row, deflated (raw, RFC 1951) where `is_deflated`.

    - `float32`: little-endian, NaN where masked;
    - `log16`: two bytes, little-endian; 0 masked, 1 nothing or less than can be told, else value =
      scale * 2^((code - 65535) / 2048): within 0.02 % of the number;
    - `log8`: one byte; 0 masked, 1 nothing or less than can be told, else value = scale * 2^((code - 255) / 12):
      within 2.9 % of the number.
    """

    encoding: Encoding
    rows: int
    columns: int
    scale: float
    is_deflated: bool
    values: str


# ---- runs and texts


class RunCard(msgspec.Struct, frozen=True):
    """One run of the shelf; `name` is how requests name it."""

    name: str
    title: dict[str, str]
    model: str
    texts: int
    tokens: int
    heads: int
    state: Literal["complete", "partial"]
    trust: dict[str, str]
    fingerprint: str


class UnreadableRun(msgspec.Struct, frozen=True):
    """A folder of the shelf that looks like a run but cannot be opened, and why, by language."""

    name: str
    reason: dict[str, str]


class Shelf(msgspec.Struct, frozen=True):
    """`shelf`: the runs that the viewer was opened on."""

    format: int
    runs: tuple[RunCard, ...]
    unreadable: tuple[UnreadableRun, ...] = ()


class SiteCard(msgspec.Struct, frozen=True):
    """One place where attention happens: what can be asked of it.

    `rows_from`: whole rows, from kept weights or from queries and keys, or the eight strongest keys only.
    `finest_level`: the finest level of tiles, 0 where single tokens can be had; None where there are no tiles.
    """

    site: str
    kind: Literal["self", "encoder", "cross"]
    heads: int
    key_heads: int
    query_side: str
    key_side: str
    is_causal: bool
    rows_from: Literal["weights", "qk", "strongest", "none"]
    finest_level: tuple[int | None, ...]
    trust: dict[str, str]


class HeadCard(msgspec.Struct, frozen=True):
    """One head in the sky: its pattern over all texts, its statistics as numbers (names in `Overview.statistics`; None
    where unknown), claims in words, the heads most like it (name, likeness 0..1), and those that read the same keys, as
    one set expression ("" where none do or nobody knows)."""

    head: str
    site: str
    label: str
    secondary: str | None
    evidence: Literal["enough", "low"]
    confidence: float
    strength: float
    offset: int | None
    shares: dict[str, float]
    sink_kind: str | None
    sink_share: float
    claim: dict[str, str]
    statistics: tuple[float | None, ...]
    roles: tuple[str, ...]
    twins: tuple[tuple[str, float], ...]
    shares_keys_with: str


class AbsentCard(msgspec.Struct, frozen=True):
    """A layer without attention: `place` is its line among all lines of the sky, `mixer` what mixes tokens there."""

    site: str
    mixer: str
    place: int


class StatisticName(msgspec.Struct, frozen=True):
    """A statistic that heads can be coloured and sorted by; its word is `show.<name>` of the catalogue."""

    name: str
    unit: Literal["share", "bits", "tokens"]
    low: float
    high: float


class TextCard(msgspec.Struct, frozen=True):
    """One text: a title, and how many tokens each side has."""

    number: int
    title: str
    tokens: dict[str, int]


class Overview(msgspec.Struct, frozen=True):
    """`RUN/overview`: what there is in a run, and every head at a glance. `cluster` is an order of the heads in which
    like ones stand together; `absent` are layers without attention and
    `without_attention` the sentence that names them; `notices` say what every view has to say (a sample
    of rows, a run that was stopped).

    Reading the patterns of a large run takes seconds. Where that was not done yet `is_read` is false: labels are
    `unread`, claims say so, `cluster` is empty, and `RUN/overview/whole` answers with the same and the patterns once
    they are there.
    """

    format: int
    run: str
    title: dict[str, str]
    model: str
    texts: tuple[TextCard, ...]
    sites: tuple[SiteCard, ...]
    statistics: tuple[StatisticName, ...]
    heads: tuple[HeadCard, ...]
    absent: tuple[AbsentCard, ...]
    without_attention: dict[str, str]
    cluster: tuple[str, ...]
    faith: dict[str, str]
    notices: dict[str, tuple[str, ...]]
    sampled_rows: int | None
    has_alignment: bool
    citation: dict[str, str]
    is_read: bool


class SideLabels(msgspec.Struct, frozen=True):
    """The labels of one side of a text, made visible, long ones cut; words as (label, first token, token after the
    last), segments as (label, first token, token after the last)."""

    tokens: tuple[str, ...]
    special: tuple[int, ...]
    words: tuple[tuple[str, int, int], ...]
    segments: tuple[tuple[str, int, int], ...]
    direction: Literal["ltr", "rtl"]


class TextLabels(msgspec.Struct, frozen=True):
    """`RUN/text/N`: a text's labels by side."""

    number: int
    sides: dict[str, SideLabels]


class Thumbnails(msgspec.Struct, frozen=True):
    """`RUN/thumbnails/N`: a small picture of every head on a text, the largest weight of each cell (masked: code 0);
    empty where the run holds no pictures."""

    text: int
    cell_tokens: dict[str, tuple[int, int]]
    images: dict[str, ArrayPayload]


# ---- one head on one text


class Edge(msgspec.Struct, frozen=True, array_like=True):
    """A strong pair of tokens."""

    query: int
    key: int
    weight: float
    is_sink: bool


class WordRow(msgspec.Struct, frozen=True, array_like=True):
    """A row in words: the query word, the verdict, keys as (word, share), and the sentence that says it by language."""

    query: int
    verdict: str
    keys: tuple[tuple[int, float], ...]
    sentence: dict[str, str]


class Profile(msgspec.Struct, frozen=True):
    """Mass of a row by distance, mean over rows, with what rows without preference would give: [41] bins, 0..19 to the
    left by doubling distance (1, 2-3, 4-7, ...), 20 the query itself, 21..40 to the right; and single offsets."""

    mass: tuple[float, ...]
    chance: tuple[float, ...]
    offsets: tuple[int, ...]
    offset_mass: tuple[float, ...]
    offset_chance: tuple[float, ...]


class Series(msgspec.Struct, frozen=True):
    """A number for each token of an axis, in at most 256 stretches: mean and largest of each; `cell_tokens` tokens a
    stretch. None where a stretch has no value."""

    cell_tokens: int
    mean: tuple[float | None, ...]
    largest: tuple[float | None, ...]


class HeadPage(msgspec.Struct, frozen=True):
    """`RUN/head/HEAD/N`: one head on one text. `statistics` are text by language and name (those of
    `Overview.statistics`); `received` is summed over rows; of a long text only the first `rows` are told, or none, and
    `note` says so."""

    head: str
    text: int
    statistics: dict[str, dict[str, str]]
    profile: Profile | None
    entropy_bits: Series | None
    received: Series | None
    received_chance: Series | None
    edges: tuple[Edge, ...]
    rows: tuple[WordRow, ...]
    rows_unit: Literal["word", "token"]
    readings: tuple[HeadReading, ...]
    note: dict[str, str]


class HeadReading(msgspec.Struct, frozen=True):
    """What a stored report says of a head: `name` of the reading, sentences by language, and lifts over the best rule
    (role, lift, whether it was earned)."""

    name: str
    heading: dict[str, str]
    lines: dict[str, tuple[str, ...]]
    bars: dict[str, tuple[tuple[str, float, bool], ...]]


class TilePayload(msgspec.Struct, frozen=True):
    """`RUN/tile/HEAD/N/LEVEL/X/Y/CHANNEL`: 256 x 256 cells of 2^LEVEL tokens; `relative_error` of the numbers before
    they were encoded, where they are not exact."""

    head: str
    text: int
    level: int
    x: int
    y: int
    channel: Literal["mass", "peak"]
    is_exact: bool
    relative_error: float
    array: ArrayPayload


class RowPayload(msgspec.Struct, frozen=True):
    """`RUN/row/HEAD/N/QUERY` and `RUN/column/HEAD/N/KEY`: one row (what a token reads) or column (who reads it).

    `strongest` are at most 64 (token, weight), largest first; `total` the sum over all; `visible` how many tokens can
    be seen; `strip` at most 2048 stretches of the whole axis, the largest weight of each; `is_whole` is false where
    only the eight strongest keys of each row are known.
    """

    head: str
    text: int
    token: int
    axis: Literal["query", "key"]
    is_whole: bool
    total: float
    visible: int
    strongest: tuple[tuple[int, float], ...]
    strip_cell_tokens: int
    strip: ArrayPayload


class SegmentTable(msgspec.Struct, frozen=True):
    """`RUN/segments/HEAD/N`: mean mass from the rows of one segment to the keys of another, [segment, segment]."""

    head: str
    text: int
    labels: tuple[str, ...]
    array: ArrayPayload


# ---- files


class FigurePayload(msgspec.Struct, frozen=True):
    """`RUN/figure/ENDING/ADDRESS`: what the viewer shows at an address as a figure, the same that `hs.figure` writes;
    ENDING is `svg`, `pdf`, `png` or `csv`. A name for the file, its media type, its content in base64."""

    name: str
    media_type: str
    content: str


# ---- words of the viewer itself


class GlossaryEntry(msgspec.Struct, frozen=True):
    """A word, what it is, its formula, and what it does not show."""

    term: str
    meaning: str
    formula: str = ""
    caution: str = ""


class Strings(msgspec.Struct, frozen=True):
    """`strings/LANG`: the catalogue's messages that the viewer says, and the glossary."""

    language: str
    messages: dict[str, str]
    glossary: tuple[GlossaryEntry, ...]


class Missing(msgspec.Struct, frozen=True, tag="missing"):
    """The answer to a request that has none: what is wrong and how to get it, by language; `kind` tells what it is:
    `not_kept` by the run, `not_inside` this page, `not_installed` on this machine (a font, a part of headscope),
    `bad_request`, `newer_format`, `broken` where the run is damaged."""

    kind: Literal["not_kept", "not_inside", "not_installed", "bad_request", "newer_format", "broken"]
    message: dict[str, str]


class Start(msgspec.Struct, frozen=True):
    """What a host tells the viewer before anything is asked: which host it is, the address it opens at (after `#`), the
    colours; a page also brings its answers by request. One that is a string is JSON, deflated (raw) and in base64;
    `not_inside` is the answer to all other requests."""

    host: Literal["app", "widget", "page"]
    at: str
    language: str
    pattern_colours: dict[str, str]
    ramps: dict[str, tuple[tuple[int, int, int], ...]]
    answers: dict[str, msgspec.Raw] = {}


def island(start: Start) -> str:
    """What a host tells, as JSON that holds nothing HTML could take for a tag, a comment or the end of a script.

    A label `</script>` becomes `\\u003c/script\\u003e`, which JSON reads back as it was.
    """
    return msgspec.json.encode(start).decode("utf-8").translate(_ESCAPES)
