"""What a reading of patterns needs of a site, pooled into few cells: how much mass lies where, and how much each
template would put there.

A *cell* is a class of query-key pairs: their offset (-3..3 and striking others singly, further ones by doubling
distance), whether both lie in one segment, whether the key is a sink. A *unit* is what the bootstrap draws: a text, or
every 16th row where there is one text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.axes import BINS, OFFSETS, REACH, distance_bin
from headscope.readings.pattern_rows import Place, TextRows
from headscope.readings.pattern_sinks import Sinks

NEAR = 3
ROW_GROUPS = 16
_STRIKING = 0.2  # excess from which an offset beyond 3 gets its own template
_WORTH = {  # nats over all rows; True: far keys only, offsets to the right, the own segment without the query itself
    ("global", False): -np.inf,
    ("global", True): 1.0,
    ("offset", False): 0.4,
    ("offset", True): 0.4,
    ("local", True): 0.4,
    ("block", False): 0.4,
    ("block", True): 1.0,
    ("sink", False): 1.0,
}
_SCALES = (1.5, 4.0, 16.0, 64.0, 256.0, 1024.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cells of all heads of a site.

    Attributes:
        mass: mean row mass in each cell, [head, unit, cell].
        expected: the same for each template, [head, unit, template, cell].
        meant: the share of rows a template means something for (in the others it is even), [head, unit, template].
        weight: of each unit; texts count alike, groups of rows by their number; sums to 1, [unit].
        worth: how much likelihood each template must gain over all rows to be used, nats, [template].
        patterns: which pattern each template stands for: `global`, `diagonal`, `block` or `sink`.
        cells: the number of each cell, int [cell]; odd where the key is a sink.
        offsets: the offsets that have a class of their own.
    """

    mass: np.ndarray
    expected: np.ndarray
    meant: np.ndarray
    weight: np.ndarray
    worth: np.ndarray
    patterns: tuple[str, ...]
    cells: np.ndarray
    offsets: tuple[int, ...]


def gather(texts: Sequence[TextRows], sinks: Sequence[Sinks]) -> Evidence:
    """Pool the rows of all texts of a site into cells."""
    offsets = single_offsets(texts)
    has_segments = any(text.place.own.any() for text in texts)
    names, templates = _names(texts, offsets, has_segments)
    groups = min(ROW_GROUPS, len(texts[0].place.rows)) if len(texts) == 1 else 1
    mass, expected, meant = [], [], []
    for text, sink in zip(texts, sinks, strict=True):
        index = cells_of(text.place, offsets)
        mass.append(_pooled(text.weights, index, sink.flag, groups, len(offsets)))
        of_templates, of_rows = _pooled_templates(text.place, templates, index, sink, groups, len(offsets))
        expected.append(of_templates)
        meant.append(of_rows)
    pooled, planned = np.concatenate(mass, axis=1), np.concatenate(expected, axis=1)
    used = np.flatnonzero(pooled.any((0, 1)) | planned.any((0, 1, 2)))
    meaning, worth = np.concatenate(meant, axis=1), np.array([_WORTH[name, value > 0] for name, value in templates])
    worth = np.append(worth, _WORTH["sink", False])
    counts = np.bincount(np.arange(len(texts[0].place.rows)) % groups) if groups > 1 else np.ones(len(texts))
    return Evidence(pooled[..., used], planned[..., used], meaning, counts / counts.sum(), worth, names, used, offsets)


def pool(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The weighted mean of values [head, unit, ...] over units."""
    return np.asarray(np.einsum("u,hu...->h...", weight, values))


def single_offsets(texts: Sequence[TextRows]) -> tuple[int, ...]:
    """-3..3, and every further offset within 16 where some head of the site has a striking excess."""
    mass, rows, even = (
        sum(np.asarray(text.sums[name][:, 0], dtype=float) for text in texts)
        for name in ("offset_mass", "offset_rows", "offset_chance")
    )
    excess = (mass - even) / np.maximum(rows - even, 1)
    is_cross = any(text.place.is_cross for text in texts)
    striking = [o for n, o in enumerate(OFFSETS) if not is_cross and (excess[:, n] > _STRIKING).any()]
    return tuple(sorted({*range(-NEAR, NEAR + 1), *striking}))


def cells_of(place: Place, offsets: tuple[int, ...]) -> np.ndarray:
    """The cell of every pair but for its last digit (whether the key is a sink), int [row, key]."""
    classes = len(offsets) + distance_bin(place.offsets)
    lookup = np.full(2 * REACH + 1, -1)
    lookup[np.array(offsets) + REACH] = np.arange(len(offsets))
    near = np.abs(place.offsets) <= REACH
    own_class = lookup[np.clip(place.offsets, -REACH, REACH) + REACH]
    classes = np.where(near & (own_class >= 0), own_class, classes)
    return np.asarray(classes * 2 + place.own)


def cell_count(offsets: int) -> int:
    """How many cells there are, the sink digit included."""
    return (offsets + 2 * BINS + 1) * 4


def template_rows(place: Place, name: str, value: float) -> np.ndarray:
    """The rows of a template other than `sink`, [row, key]; all zero where it means nothing."""
    if name == "global":
        near = -1 if value == 0 else 1 if place.keys < 16 else NEAR
        wanted = (np.abs(place.offsets) > near).astype(float)
    elif name == "offset":
        wanted = (place.offsets == value) * float(abs(value) <= max(1, place.keys // 2 - 1))
    elif name == "local":
        wanted = np.exp(-np.abs(place.offsets) / value) * float(value <= max(1.5, place.keys / 8))
    else:  # block; 1 leaves the query itself out
        wanted = place.own & ((place.offsets != 0) | (value == 0) | place.is_cross)
    return _normalised(wanted * place.visible)


def sink_rows(place: Place, sink: Sinks) -> np.ndarray:
    """The rows of the sink template, [head, row, key]: over visible sinks by their weight, zero where there is none."""
    return _normalised(sink.weight[:, None, :] * place.visible)


def _normalised(wanted: np.ndarray) -> np.ndarray:
    total = wanted.sum(-1, keepdims=True)
    return np.asarray(wanted / np.where(total > 0, total, 1))


def _names(
    texts: Sequence[TextRows], offsets: tuple[int, ...], has_segments: bool
) -> tuple[tuple[str, ...], list[tuple[str, float]]]:
    longest = max(text.place.keys for text in texts)
    templates: list[tuple[str, float]] = [("global", 0.0), ("global", 1.0)]
    templates += [("offset", float(o)) for o in offsets if any((text.place.offsets == o).any() for text in texts)]
    templates += [("local", scale) for scale in _SCALES if scale <= max(1.5, longest / 8)]
    templates += [("block", 0.0), ("block", 1.0)] if has_segments else []
    patterns = {"offset": "diagonal", "local": "diagonal"}
    return (*(patterns.get(name, name) for name, _ in templates), "sink"), templates


def _pooled(values: np.ndarray, index: np.ndarray, flag: np.ndarray, groups: int, offsets: int) -> np.ndarray:
    """Mean over rows of `values` [head, row, key] in each cell: [head, group, cell]."""
    heads, rows, _ = values.shape
    cells = cell_count(offsets)
    group = np.arange(rows) % groups
    flat = (
        index[None] * 2 + flag[:, None, :] + cells * (group[None, :, None] + groups * np.arange(heads)[:, None, None])
    )
    sums = np.bincount(flat.ravel(), values.ravel(), heads * groups * cells).reshape(heads, groups, cells)
    return np.asarray(sums / np.bincount(group)[None, :, None])


def _pooled_templates(
    place: Place, templates: Sequence[tuple[str, float]], index: np.ndarray, sink: Sinks, groups: int, offsets: int
) -> tuple[np.ndarray, np.ndarray]:
    """Mean mass each template puts into each cell, [head, group, template, cell], rows without meaning being even; and
    the share of rows for which it means something, [head, group, template].

    Heads differ in nothing but their sinks, so only columns that are a sink of some head are counted key by key.
    """
    heads, cells, group = len(sink.flag), cell_count(offsets) // 2, np.arange(len(place.rows)) % groups
    counts, columns = np.bincount(group), np.flatnonzero(sink.flag.any(0))
    flat = group[:, None] * cells + index
    flat_sinks = (flat[:, columns] * len(columns) + np.arange(len(columns))).ravel()
    even, flags = template_rows(place, *templates[0]), sink.flag[:, columns].astype(float)
    found, meant = [], []
    for name, value in templates:
        rows = template_rows(place, name, value)
        has_meaning = np.asarray(rows.any(-1))
        rows = np.where(has_meaning[:, None], rows, even)
        to_all = np.bincount(flat.ravel(), rows.ravel(), groups * cells).reshape(1, groups, cells)
        table = np.bincount(flat_sinks, rows[:, columns].ravel(), groups * cells * len(columns))
        to_sink = (flags @ table.reshape(groups * cells, -1).T).reshape(heads, groups, cells)
        in_cells = np.stack([to_all - to_sink, to_sink], axis=-1).reshape(heads, groups, 2 * cells)
        found.append(in_cells / counts[:, None])
        meant.append(np.broadcast_to(np.bincount(group, has_meaning, groups) / counts, (heads, groups)))
    rows = sink_rows(place, sink)
    has_meaning = np.asarray(rows.any(-1))
    found.append(_pooled(np.where(has_meaning[..., None], rows, even), index, sink.flag, groups, offsets))
    meant.append(np.stack([has_meaning[:, group == one].mean(-1) for one in range(groups)], axis=1))
    return np.stack(found, axis=2), np.stack(meant, axis=-1)
