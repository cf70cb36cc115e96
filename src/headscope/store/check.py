"""Is a run what its manifest says? Runs come from strangers, so every size is compared before anything is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import prod
from pathlib import Path

from headscope.base.heads import parse_site
from headscope.base.rows import count_rows, parse_rows
from headscope.errors import BadOption
from headscope.store.layout import COLUMNS, LabelRecord, Manifest, SideRecord, SiteRecord, part_shape

_ONE_ROW_FOR_ALL_HEADS = frozenset({"visible_low", "visible_high", "joint_norm", "row_query"})


def manifest_fault(manifest: Manifest) -> str | None:
    """What in a manifest cannot be true, in a few words; None where all of it can.

    Raises:
        BadHeadId: a site's name is none.
    """
    for site in manifest.sites:
        parse_site(site.site)  # it becomes part of a path
        if site.heads < 1 or site.key_heads < 1 or site.heads % site.key_heads:
            return f"heads of {site.site}: {site.heads}"
    names = [site.site for site in manifest.sites] + [str(parse_site(one.site)) for one in manifest.absent]
    if len(set(names)) < len(names):
        return f"sites: {', '.join(names)}"
    for number, text in enumerate(manifest.texts):
        missing = {side for site in manifest.sites for side in (site.query_side, site.key_side)} - set(text.sides)
        if missing:
            return f"sides of text {number}: {', '.join(sorted(missing))}"
        for side in text.sides.values():
            last = len(side.tokens) - 1
            if any(not 0 <= word.first <= word.last <= last for word in side.words):
                return f"words of text {number}"
        read = text.sides.get("target", text.sides.get("text"))
        if not _rows_fit(manifest, number):
            return f"rows of text {number}"
        if text.labels and (read is None or any(not _label_fits(label, read) for label in text.labels)):
            return f"labels of text {number}"
    return None


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
    records = {site.site: site for site in manifest.sites}
    for site, name, path in stored:
        try:
            shape = json.loads((folder / path).read_text("utf-8"))["shape"]
        except (ValueError, KeyError, TypeError):
            return f"{site}/{name}"
        if not _fits(shape, records[site], name, manifest):
            return f"{site}/{name}"
    return None


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
