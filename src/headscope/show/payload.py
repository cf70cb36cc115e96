"""What a page is told: plain structs, arrays as typed bytes, and JSON that is harmless inside HTML."""

from __future__ import annotations

import base64
from typing import Literal

import msgspec
import numpy as np

from headscope.show.alignment_table import AlignmentTable
from headscope.show.findings import Findings
from headscope.show.role_table import RoleTable

FORMAT = 1
Encoding = Literal["float16", "root8"]
# "<", ">" and "&" could end or open a tag or a comment; U+2028 and U+2029 end lines in old script parsers.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029\u007f"}


class ArrayPayload(msgspec.Struct, frozen=True):
    """A matrix as bytes in base64, row by row.

    - `float16`: little-endian half floats, value = number * scale, NaN where masked;
    - `root8`: bytes, value = scale * ((code - 1) / 254)^2, code 0 where masked.
    """

    encoding: Encoding
    rows: int
    columns: int
    scale: float
    values: str


class SidePayload(msgspec.Struct, frozen=True):
    """The labels of one side of a text."""

    tokens: tuple[str, ...]
    words: tuple[str, ...]


class SitePayload(msgspec.Struct, frozen=True):
    """One place where attention happens; `trust` by language."""

    site: str
    heads: int
    query_side: str
    key_side: str
    trust: dict[str, str]


class EarnedPayload(msgspec.Struct, frozen=True, array_like=True):
    """A role that a head earned, in one language: its name, its grade, its numbers."""

    role: str
    grade: str
    numbers: str


class HeadRolesPayload(msgspec.Struct, frozen=True):
    """What a stored report says of one head, in one language: a note, what it earned, its strongest lifts (role, lift,
    whether it earned the role)."""

    note: str
    earned: tuple[EarnedPayload, ...]
    lifts: tuple[tuple[str, float, bool], ...]


class RolesPayload(msgspec.Struct, frozen=True):
    """A stored report on roles in one language: what was read, tables, what could not be asked, the caution."""

    lines: tuple[str, ...]
    tables: tuple[RoleTable, ...]
    untested: tuple[str, ...]
    caution: str


class LinkedPayload(msgspec.Struct, frozen=True, array_like=True):
    """Words of a pair that links join: their places, and what is said of them by language."""

    targets: tuple[int, ...]
    sources: tuple[int, ...]
    said: dict[str, str]


class AlignedPairPayload(msgspec.Struct, frozen=True):
    """One pair: its words, its links (source, target, share, how found), and the map where the report keeps it.

    `together` are blocks (first and last source word, first and last target word), `unlinked` is said by language.
    """

    number: int
    title: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    links: tuple[tuple[int, int, float, str], ...]
    together: tuple[tuple[int, int, int, int], ...]
    shares: ArrayPayload | None
    linked: tuple[LinkedPayload, ...]
    unlinked: dict[str, str | None]


class AlignmentWordsPayload(msgspec.Struct, frozen=True):
    """A stored report on alignment in one language: what was read and how well, tables, the caution."""

    lines: tuple[str, ...]
    tables: tuple[AlignmentTable, ...]
    caution: str


class AlignmentPayload(msgspec.Struct, frozen=True):
    """A stored report on alignment: what is said by language, its first pairs, and how many more there are."""

    told: dict[str, AlignmentWordsPayload]
    pairs: tuple[AlignedPairPayload, ...]
    pairs_left: int


class HeadPayload(msgspec.Struct, frozen=True):
    """One head's pattern and statistics; `roles` by language where the run holds a report on them."""

    head: str
    site: str
    label: str
    shares: dict[str, float]
    offset: int | None
    strength: float
    secondary: str | None
    confidence: float
    evidence: str
    sink_kind: str | None
    sink_share: float
    claim: dict[str, str]
    statistics: dict[str, dict[str, str]]
    roles: dict[str, HeadRolesPayload] | None = None


class RowPayload(msgspec.Struct, frozen=True, array_like=True):
    """One row by words: query word and its first token, the verdict, its keys as word and share in per cent."""

    query_word: int
    query_token: int
    verdict: str
    keys: tuple[tuple[int, int], ...]


class EdgePayload(msgspec.Struct, frozen=True, array_like=True):
    """A strong pair that does not end in a sink."""

    query: str
    key: str
    weight: float


class PicturePayload(msgspec.Struct, frozen=True):
    """One head on one text; a cell of a pooled picture holds the largest weight of its tokens."""

    head: str
    text: int
    tokens_per_row: int
    tokens_per_column: int
    array: ArrayPayload
    rows: tuple[RowPayload, ...] = ()
    edges: tuple[EdgePayload, ...] = ()


class TextPayload(msgspec.Struct, frozen=True):
    """One text of the run: its number there and its sides by name."""

    number: int
    title: str
    sides: dict[str, SidePayload]


class Payload(msgspec.Struct, frozen=True):
    """Everything a page shows; what is said comes in every language, so that a switch needs no request."""

    format: int
    language: str
    title: dict[str, str]
    run_name: str
    texts: tuple[TextPayload, ...]
    texts_left: int
    sites: tuple[SitePayload, ...]
    heads: tuple[HeadPayload, ...]
    pictures: tuple[PicturePayload, ...]
    findings: dict[str, Findings]
    faith: dict[str, str]
    messages: dict[str, dict[str, str]]
    colours: dict[str, str]
    ramps: dict[str, tuple[tuple[int, int, int], ...]]
    roles: dict[str, RolesPayload] | None = None
    alignment: AlignmentPayload | None = None


def pack_array(values: np.ndarray, encoding: Encoding = "float16") -> ArrayPayload:
    """A matrix with NaN for masked entries, as bytes.

    >>> pack_array(np.array([[1.0, 0.5]])).values
    'ADwAOA=='
    """
    rows, columns = values.shape
    if encoding == "float16":
        return ArrayPayload(encoding, rows, columns, 1.0, _base64(values.astype("<f2")))
    scale = float(np.nanmax(values)) if np.isfinite(values).any() else 0.0
    root = np.sqrt(np.nan_to_num(values) / (scale or 1.0))
    codes = np.where(np.isnan(values), 0, 1 + np.rint(254 * root)).astype(np.uint8)
    return ArrayPayload(encoding, rows, columns, scale, _base64(codes))


def unpack_array(packed: ArrayPayload) -> np.ndarray:
    """The matrix that `pack_array` packed, in float64, NaN where masked (what the page's script does).

    >>> unpack_array(pack_array(np.array([[1.0, np.nan]]), "root8")).tolist()
    [[1.0, nan]]
    """
    raw = base64.b64decode(packed.values)
    if packed.encoding == "float16":
        values = np.frombuffer(raw, "<f2").astype(np.float64) * packed.scale
    else:
        codes = np.frombuffer(raw, np.uint8).astype(np.float64)
        values = np.where(codes == 0, np.nan, packed.scale * ((codes - 1) / 254) ** 2)
    return values.reshape(packed.rows, packed.columns)


def size_bytes(rows: int, columns: int, encoding: Encoding) -> int:
    """Bytes that a matrix takes in the page.

    >>> size_bytes(3, 3, "float16")
    24
    """
    return 4 * -(-rows * columns * (2 if encoding == "float16" else 1) // 3)


def island(payload: Payload) -> str:
    """The payload as JSON that holds nothing HTML could take for a tag, a comment or the end of a script.

    A label `</script>` becomes `\\u003c/script\\u003e`, which JSON reads back as it was.
    """
    return msgspec.json.encode(payload).decode("utf-8").translate(_ESCAPES)


def _base64(array: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
