"""The records of a run: what was asked, which model answered, how closely it was checked."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import resource
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

import headscope
from headscope.base.heads import Head, Site, parse_site
from headscope.base.rows import parse_rows
from headscope.capture.plan import Plan
from headscope.capture.record import Keep
from headscope.models.faith import PREFIX_TOKENS, Checked
from headscope.models.inputs import Prepared
from headscope.models.label_rows import Label
from headscope.models.load import Loaded
from headscope.models.packing import input_device
from headscope.models.sides import sides_of_site
from headscope.models.sites import Slot
from headscope.models.windows import windows_at
from headscope.reduce.engine import Backend
from headscope.store.layout import (
    FORMAT,
    AbsentRecord,
    FaithLayerRecord,
    FaithRecord,
    LabelRecord,
    Manifest,
    ModelRecord,
    PlanRecord,
    SiteRecord,
    TextRecord,
    side_record,
)
from headscope.stream.call import AttentionCall
from headscope.stream.geometry import sights

KINDS = {"L": "self", "E": "encoder", "X": "cross"}


def site_records(checked: Checked) -> dict[Slot, SiteRecord]:
    """A record for each attention call of the model, in order.

    Raises:
        CannotObserve: a call is as long as none of the sides.
    """
    records = {}
    for slot, check in checked.slots.items():
        call = check.tapped.call
        windows = windows_at(checked.windows, slot.module)
        if windows is not None:
            query_side = key_side = windows.side
        else:
            sizes = call.queries, call.keys
            query_side, key_side = sides_of_site(check.site, *sizes, checked.lengths, module=slot.module)
        records[slot] = SiteRecord(
            site=str(check.site),
            module=slot.module,
            kind=KINDS[check.site.kind],  # type: ignore[arg-type]
            heads=call.heads,
            key_heads=call.key_heads,
            query_side=query_side,
            key_side=key_side,
            scale=call.scale,
            softcap=call.softcap,
            is_causal=_is_causal(call),
            output_projection=check.projection.module if check.projection else None,
            route=check.tapped.route,
        )
    return records


def absent_records(
    checked: Checked, layers: Collection[int], sites: Collection[SiteRecord]
) -> tuple[AbsentRecord, ...]:
    """The layers without attention among those asked for, of the stacks that the observed sites are of."""
    stacks = {(site.tower, site.kind) for site in (parse_site(each.site) for each in sites)}
    return tuple(
        AbsentRecord(str(one.site), one.module, one.mixer)
        for one in checked.absent
        if one.site.layer in layers and (one.site.tower, one.site.kind) in stacks
    )


def _is_causal(call: AttentionCall) -> bool:
    """No query of the prefix sees a later key, whatever else is hidden from it, and some could."""
    if call.kind == "cross" or call.queries != call.keys or call.queries < 2:
        return False
    return all(bool((one.high <= np.arange(call.queries) + 1).all()) for one in sights(call))


def draft_manifest(
    loaded: Loaded, plan: Plan, keep: Keep, sites: tuple[SiteRecord, ...], texts: Sequence[Prepared], *,
    absent: tuple[AbsentRecord, ...] = (), batch: int = 1,
) -> Manifest:  # fmt: skip
    """The manifest of a run that has begun, with the texts that are known already."""
    model = ModelRecord(
        name=loaded.name,
        architecture=loaded.architecture,
        fingerprint=loaded.fingerprint,
        dtype=loaded.dtype,
        device=str(input_device(loaded.model)),
        implementation=str(getattr(getattr(loaded.model, "config", None), "_attn_implementation", "")),
        told_heads=told_heads(loaded.model),
    )
    return Manifest(
        format=FORMAT,
        state="writing",
        versions=versions("torch", "transformers", "tokenizers"),
        plan=PlanRecord(
            keep,
            plan.layers or "",
            plan.segments or "",
            plan.rows_per_block,
            batch,
            plan.heads or "",
            str(parse_rows(plan.rows)),
            plan.padding,
        ),
        sites=sites,
        texts=text_records(texts),
        model=model,
        seeds={"rows": plan.seed} if parse_rows(plan.rows).kind == "sample" else {},
        absent=absent,
    )


def text_records(texts: Sequence[Prepared]) -> tuple[TextRecord, ...]:
    """Texts as the manifest keeps them."""
    return tuple(_text_record(text) for text in texts)


def told_heads(model: Any) -> tuple[str, ...]:
    """The heads of cross-attention that a model's configuration names as those that align: `alignment_heads`, pairs of
    layer and head, of Whisper's generation; none where there is no such list.

    >>> from types import SimpleNamespace
    >>> told_heads(SimpleNamespace(generation_config=SimpleNamespace(alignment_heads=[[3, 1], [4, 2]])))
    ('X3.H1', 'X4.H2')
    """
    for name in ("generation_config", "config"):
        pairs = getattr(getattr(model, name, None), "alignment_heads", None)
        if pairs:
            return tuple(str(Head(Site(int(layer), "X"), int(number))) for layer, number in pairs)
    return ()


def _text_record(text: Prepared) -> TextRecord:
    sides = {name: side_record(side) for name, side in text.sides.items()}
    return TextRecord(sides, tuple(_label_record(label) for label in text.labels))


def _label_record(label: Label) -> LabelRecord:
    read, said = (-1 if row is None else row for row in (label.input_row, label.output_row))
    return LabelRecord(label.start, label.end, read, said)


def final_manifest(
    draft: Manifest, checked: Checked, kernel: dict[str, float], backends: dict[str, Backend], time_s: float
) -> Manifest:
    """The manifest of a complete run: faith, time and memory come in, and how each site was computed."""
    layers = tuple(
        FaithLayerRecord(
            site=str(check.site),
            module=slot.module,
            kind=KINDS[check.site.kind],
            route=check.tapped.route,
            max_abs_diff=check.max_abs_diff,
            full_length_diff=kernel.get(str(check.site)),
            sum_law_diff=check.sum_law_diff,
        )
        for slot, check in checked.slots.items()
    )
    faith = FaithRecord(
        passed=True,
        max_abs_diff=checked.max_abs_diff,
        full_length_diff=max(kernel.values(), default=checked.kernel_diff),
        output_unchanged=checked.is_output_same,
        tolerance=checked.tolerance,
        prefix_tokens=PREFIX_TOKENS,
        layers=layers,
        float32_diff=checked.float32_diff,
    )
    sites = tuple(msgspec.structs.replace(one, backend=backends.get(one.site, "rows")) for one in draft.sites)
    return msgspec.structs.replace(
        draft,
        state="complete",
        sites=sites,
        faith=faith,
        time_s=round(time_s, 3),
        peak_bytes=peak_bytes(),
    )


def masks_told(manifest: Manifest, by_rows: Collection[str]) -> Manifest:
    """The manifest, its sites saying where the mask of a long text was not built."""
    sites = tuple(msgspec.structs.replace(one, mask="rows") if one.site in by_rows else one for one in manifest.sites)
    return msgspec.structs.replace(manifest, sites=sites)


def versions(*libraries: str) -> dict[str, str]:
    """Versions of headscope, Python and the libraries that shape a run."""
    named = {name: importlib.metadata.version(name) for name in ("numpy", "zarr", *libraries)}
    return {"headscope": headscope.__version__, "python": platform.python_version()} | named


def peak_bytes() -> int:
    """The largest memory this process has held, in bytes.

    Linux hands what `getrusage` tells down from the process that started this one, however large that was; the status
    file tells of this one alone.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        held = re.search(r"^VmHWM:\s*(\d+) kB", status.read_text("utf-8"), re.MULTILINE)
        if held is not None:
            return int(held[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
