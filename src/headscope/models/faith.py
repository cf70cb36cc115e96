"""The self-check: what headscope computes is what the model computes, on the user's own text, or nothing is said.

(a) on a prefix, our rows against the maps of the model's own eager function; (b) our rows times V against what the
model's own kernel returned (on the prefix here, at full length while observing); (c) the model's output is the same to
the bit with and without the tap; (d) every module that looks like attention and ran was seen.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from headscope.base.heads import Site
from headscope.errors import CannotObserve
from headscope.models.outputs import Projection, mixed_values, projection_of, watch_projections
from headscope.models.packing import can_widen
from headscope.models.sites import Census, Slot, count_entries, name_sites, unreached_modules
from headscope.models.tap import Tapped, tap
from headscope.stream.weights import block_of_rows

PREFIX_TOKENS = 64
FULL_LENGTH_ROWS = 16
SHORT_ROWS = 128  # up to here one block of all rows is cheaper than rows one by one
TOLERANCE = {torch.float64: 1e-6, torch.float32: 1e-4, torch.float16: 4e-3, torch.bfloat16: 3e-2}

Forward = Callable[[nn.Module], Any]
Found = tuple[Site, Projection | None, float | None]  # a call's site, its output projection, the sum law's miss


@dataclass(frozen=True, slots=True)
class SlotCheck:
    """What was found and measured at one attention call of the model."""

    site: Site
    tapped: Tapped
    projection: Projection | None
    max_abs_diff: float
    kernel_diff: float
    sum_law_diff: float | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A model that passed: its sites in order, and the largest differences."""

    slots: dict[Slot, SlotCheck]
    max_abs_diff: float
    kernel_diff: float
    tolerance: float
    float32_diff: float | None


def check_model(model: nn.Module, forward: Forward) -> Checked:
    """Run the model on a prefix plain, tapped and eager, and compare.

    Args:
        model: in evaluation mode.
        forward: runs the model it is given on the prefix, e.g. `lambda model: model(**inputs)`.

    Raises:
        CannotObserve: any of the checks fails; the message names modules and the difference.
    """
    if model.training:
        raise CannotObserve("training_mode")
    tolerance = TOLERANCE.get(_dtype(model), 1e-4)
    census, slots = _look(model, forward)
    checks = _compare(model, forward, census, slots, tolerance)
    float32_diff = None
    if _dtype(model) in (torch.float16, torch.bfloat16) and can_widen(model):
        wide = copy.deepcopy(model).float()
        wide_census, wide_slots = _look(wide, forward)
        wide_checks = _compare(wide, forward, wide_census, wide_slots, TOLERANCE[torch.float32])
        float32_diff = max(check.max_abs_diff for check in wide_checks.values())
    worst = max(check.max_abs_diff for check in checks.values())
    kernel = max(check.kernel_diff for check in checks.values())
    return Checked(checks, worst, kernel, tolerance, float32_diff)


def kernel_difference(tapped: Tapped, *, batch: int = 0, rows: int = FULL_LENGTH_ROWS) -> float:
    """Largest difference of our rows times V from the kernel's own output, over evenly spread rows that see a key (all
    rows of a short text).

    This catches what a prefix cannot show: forgotten windows, chunks, long-range rotary scaling of a mask.
    """
    count = tapped.call.queries
    chosen = sorted(set(torch.linspace(0, count - 1, min(rows, count)).round().long().tolist()))
    spans = [(0, count)] if count <= SHORT_ROWS else [(row, row + 1) for row in chosen]
    worst = 0.0
    for start, stop in spans:
        block = block_of_rows(tapped.call, start, stop, batch=batch)
        ours = mixed_values(block.weights, tapped.call, batch=batch)
        theirs = tapped.output[batch, start:stop].transpose(0, 1).to(ours.dtype)
        seen = block.visible.any(-1, keepdim=True)
        worst = max(worst, float(torch.where(seen, (ours - theirs).abs(), 0).max()))
    return worst


@contextmanager
def eager(model: nn.Module) -> Iterator[None]:
    """The model under its own eager attention; afterwards every configuration is as before."""
    configs: dict[int, Any] = {}
    for module in model.modules():
        config = getattr(module, "config", None)
        if config is not None and hasattr(config, "_attn_implementation"):
            configs.setdefault(id(config), config)
    before = [(config, config._attn_implementation) for config in configs.values()]
    try:
        for config, _ in before:
            config._attn_implementation = "eager"
        yield
    finally:
        for config, implementation in before:
            config._attn_implementation = implementation


def tensors_of(output: Any) -> list[Tensor]:
    """All tensors of a model's output, in order (caches excepted)."""
    if isinstance(output, Tensor):
        return [output]
    if isinstance(output, dict):
        return [tensor for value in output.values() for tensor in tensors_of(value)]
    if isinstance(output, (tuple, list)):
        return [tensor for value in output for tensor in tensors_of(value)]
    return []


def _dtype(model: nn.Module) -> torch.dtype:
    return next((p.dtype for p in model.parameters() if p.is_floating_point()), torch.float32)


def _look(model: nn.Module, forward: Forward) -> tuple[Census, dict[Slot, Found]]:
    """One plain and one tapped run: sites, projections, and the checks (c) and (d)."""
    census = Census()
    plain = tensors_of(forward(model))
    with watch_projections(model) as watch, count_entries(model, census):

        def listen(tapped: Tapped) -> None:
            watch.expect(census.take(tapped), tapped)

        with tap(model, listen):
            seen = tensors_of(forward(model))
    if len(plain) != len(seen) or not all(torch.equal(a, b) or _same(a, b) for a, b in zip(plain, seen, strict=True)):
        raise CannotObserve("output_changed", value=_largest(plain, seen))
    missing = unreached_modules(model, census)
    if missing or not census.slots:
        raise CannotObserve(
            "modules_unreached", modules=_some(missing) or type(model).__name__, uncovered=tuple(missing)
        )
    names = name_sites(census, has_encoder=bool(getattr(model.config, "is_encoder_decoder", False)))
    found = {}
    for slot, tapped in zip(census.slots, census.calls, strict=True):
        found[slot] = (names[slot], *projection_of(watch, slot, tapped))
    return census, found


def _compare(
    model: nn.Module,
    forward: Forward,
    census: Census,
    slots: dict[Slot, Found],
    tolerance: float,
) -> dict[Slot, SlotCheck]:
    """Checks (a) and (b) on the prefix."""
    theirs = Census()

    def listen(tapped: Tapped) -> None:
        theirs.take(tapped)

    with eager(model), tap(model, listen):
        forward(model)
    maps = dict(zip(theirs.slots, theirs.calls, strict=True))
    checks = {}
    for slot, tapped in zip(census.slots, census.calls, strict=True):
        site, projection, sum_law = slots[slot]
        other = maps.get(slot)
        if other is None or other.weights is None:
            raise CannotObserve("no_eager_map", module=slot.module)
        difference = max(_map_difference(tapped, other.weights, batch) for batch in range(tapped.call.q.shape[0]))
        kernel = max(kernel_difference(tapped, batch=b, rows=PREFIX_TOKENS) for b in range(tapped.call.q.shape[0]))
        checks[slot] = SlotCheck(site, tapped, projection, difference, kernel, sum_law)
    _refuse(checks, tolerance)
    return checks


def _refuse(checks: dict[Slot, SlotCheck], tolerance: float) -> None:
    for field, key in (("kernel_diff", "kernel_differs"), ("max_abs_diff", "maps_differ")):
        bad = {slot.module: getattr(check, field) for slot, check in checks.items()}
        bad = {module: value for module, value in bad.items() if not value <= tolerance}
        if bad:
            worst = max(bad.values())
            raise CannotObserve(key, modules=_some(list(bad)), value=f"{worst:.2g}", expected=f"{tolerance:g}")


def _map_difference(tapped: Tapped, theirs: Tensor, batch: int) -> float:
    """Largest difference of our rows from the model's eager map, over rows that see a key."""
    block = block_of_rows(tapped.call, 0, tapped.call.queries, batch=batch)
    if theirs.shape[1:] != block.weights.shape:
        return float("inf")
    seen = block.visible.any(-1, keepdim=True)
    return float(torch.where(seen, (block.weights - theirs[batch].to(block.weights.dtype)).abs(), 0).max())


def _same(first: Tensor, second: Tensor) -> bool:
    return first.shape == second.shape and bool(((first == second) | (first.isnan() & second.isnan())).all())


def _largest(first: list[Tensor], second: list[Tensor]) -> str:
    pairs = [(a, b) for a, b in zip(first, second, strict=False) if a.shape == b.shape and a.is_floating_point()]
    return f"{max((float((a - b).abs().max()) for a, b in pairs), default=float('nan')):.2g}"


def _some(names: list[str], most: int = 3) -> str:
    """A few names and how many more."""
    return ", ".join(names[:most]) + (f" (+{len(names) - most})" if len(names) > most else "")
