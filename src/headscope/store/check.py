"""Is a run what its manifest says? Runs come from strangers, so every size is compared before anything is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import inf, prod
from pathlib import Path

from headscope.base.heads import parse_site
from headscope.base.rows import count_rows, parse_rows
from headscope.errors import BadOption
from headscope.store.layout import (
    COLUMNS,
    MOST_PIXELS,
    PICTURES,
    LabelRecord,
    Manifest,
    SideRecord,
    SiteRecord,
    part_shape,
    picture_name,
)

_ONE_ROW_FOR_ALL_HEADS = frozenset({"visible_low", "visible_high", "joint_norm", "row_query"})


def manifest_fault(manifest: Manifest) -> str | None:
    """What in a manifest cannot be true, in a few words; None where all of it can.

    Raises:
        BadHeadId: a site's name is none.
    """
    for site in manifest.sites:
        parse_site(site.site)  # it becomes part of a path
        if site.heads < 1 or site.key_heads < 1:
            return f"heads of {site.site}: {site.heads}"
    for number, text in enumerate(manifest.texts):
        missing = {side for site in manifest.sites for side in (site.query_side, site.key_side)} - set(text.sides)
        if missing:
            return f"sides of text {number}: {', '.join(sorted(missing))}"
        for side in text.sides.values():
            last = len(side.tokens) - 1
            if any(not 0 <= word.first <= word.last <= last for word in side.words):
                return f"words of text {number}"
            if not _grid_fits(side):
                return f"grid of text {number}"
            if side.frames and not (0 < side.frames.frame_s < inf and 0 <= side.frames.sound_s < inf):
                return f"frames of text {number}"
        if any(not _is_part_of_path(name) for name, side in text.sides.items() if side.grid):
            return f"sides of text {number}"
        read = text.sides.get("target", text.sides.get("text"))
        if not _rows_fit(manifest, number):
            return f"rows of text {number}"
        if text.labels and (read is None or any(not _label_fits(label, read) for label in text.labels)):
            return f"labels of text {number}"
    return None


def _grid_fits(side: SideRecord) -> bool:
    """The patches are tokens and lie within a picture of a size that can be held."""
    grid = side.grid
    if grid is None:
        return True
    sizes = (grid.rows, grid.columns, grid.patch_height, grid.patch_width, grid.height, grid.width)
    return (
        min(sizes) >= 1
        and grid.height * grid.width <= MOST_PIXELS
        and (grid.rows - 1) * grid.patch_height < grid.height
        and (grid.columns - 1) * grid.patch_width < grid.width
        and 0 <= grid.first <= grid.first + grid.patches <= len(side.tokens)
    )


def _is_part_of_path(name: str) -> bool:
    return name.isascii() and name.isidentifier()


def _rows_fit(manifest: Manifest, text: int) -> bool:
    sides = manifest.texts[text].sides
    tokens = [len(sides[site.query_side].tokens) for site in manifest.sites]
    try:
        rows = parse_rows(manifest.plan.rows)
    except BadOption:
        return False
    return all(count_rows(rows, queries) <= queries for queries in tokens)


def _label_fits(label: LabelRecord, side: SideRecord) -> bool:
    rows = all(-1 <= row < len(side.tokens) for row in (label.input_row, label.output_row))
    return rows and 0 <= label.start <= label.end <= len(side.source)


def broken_arrays(folder: Path, manifest: Manifest, stored: Iterator[tuple[str, str, Path]]) -> str | None:
    """The first array whose shape is not the one the manifest asks for, as `site/name`; None where all fit."""
    records, pictures = {site.site: site for site in manifest.sites}, _picture_shapes(manifest)
    for site, name, path in stored:
        try:
            told = json.loads((folder / path).read_text("utf-8"))
            shape, kind = told["shape"], told["data_type"]
        except (ValueError, KeyError, TypeError):
            return f"{site}/{name}"
        if site == PICTURES:
            fits = kind == "uint8" and shape == pictures[name]
        else:
            fits = _fits(shape, records[site], name, manifest)
        if not fits:
            return f"{site}/{name}"
    return None


def _picture_shapes(manifest: Manifest) -> dict[str, list[int] | None]:
    """The shape of each side's picture as it is stored; None where a side has no grid, so that none fits."""
    return {
        picture_name(number, name): [1, side.grid.height, side.grid.width, 3] if side.grid else None
        for number, text in enumerate(manifest.texts)
        for name, side in text.sides.items()
    }


def _fits(shape: object, site: SiteRecord, name: str, manifest: Manifest) -> bool:
    column = COLUMNS[name]
    if not isinstance(shape, list) or len(shape) != 2 + len(column.tail):
        return False
    heads = {site.key_heads if name == "k" else site.heads} | ({1} if name in _ONE_ROW_FOR_ALL_HEADS else set())
    length = 0
    for text in manifest.texts:
        query, key = text.sides[site.query_side], text.sides[site.key_side]
        part = part_shape(column, query, key, manifest.plan.rows)
        length += prod(part[: len(part) - len(column.tail)])
    tail = all(wanted in (-1, found) for wanted, found in zip(column.tail, shape[2:], strict=True))
    return shape[0] in heads and shape[1] == length and tail
