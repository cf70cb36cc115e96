"""The self-check: what headscope computes is what the model computes, on the user's own text, or nothing is said.

(a) on a prefix, our rows against the maps of the model's own eager function, or against those it hands out when asked;
(b) our rows times V against what the model's own kernel returned (on the prefix here, at full length while observing);
(c) the model's output is the same to the bit with and without observation; (d) every module that looks like attention
and ran was seen, and no kernel computed attention that no route saw. It also finds out by which routes a model is seen.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from headscope.base.heads import Site
from headscope.errors import CannotObserve
from headscope.models.absent import Absent, absent_layers, without_softmax
from headscope.models.adapters import Adapter
from headscope.models.outputs import Projection, mixed_values, projection_of, watch_projections
from headscope.models.own_maps import largest, map_difference, own_map_differences
from headscope.models.packing import can_widen, input_dtype
from headscope.models.routes import watch, watch_all
from headscope.models.sites import Census, Slot, count_entries, name_sites, unreached_modules
from headscope.models.tap import Tapped
from headscope.models.unseen import Unwatched, unseen_attention
from headscope.models.windows import Windows
from headscope.stream.weights import block_of_rows

PREFIX_TOKENS = 64
FULL_LENGTH_ROWS = 16
SHORT_ROWS = 128  # up to here one block of all rows is cheaper than rows one by one
TOLERANCE = {torch.float64: 1e-6, torch.float32: 1e-4, torch.float16: 4e-3, torch.bfloat16: 3e-2}

Forward = Callable[[nn.Module], Any]
Found = tuple[Site, Projection | None, float | None]  # a call's site, its output projection, the sum law's miss


@dataclass(frozen=True, slots=True)
class SlotCheck:
    """What was found and measured at one attention call of the model; `max_abs_diff` is None where the model has no map
    of its own to compare with."""

    site: Site
    tapped: Tapped
    projection: Projection | None
    max_abs_diff: float | None
    kernel_diff: float
    sum_law_diff: float | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A model that passed: its sites in order, the largest differences, and how it is seen.

    Attributes:
        slots: what was found at each attention call.
        max_abs_diff: from the model's own maps; None where it has none.
        kernel_diff: of A V from what the model's kernels returned.
        tolerance: what both may be at most.
        float32_diff: `max_abs_diff` of a 16-bit model run in float32.
        absent: layers without attention.
        is_output_same: the output kept every bit; else (torch's fast path is off while its layers are observed) it
            differs by rounding.
        adapters: those that read modules from outside.
        lengths: tokens of each side that it ran on.
        windows: of a picture that is looked at in windows, how these lie.
    """

    slots: dict[Slot, SlotCheck]
    max_abs_diff: float | None
    kernel_diff: float
    tolerance: float
    float32_diff: float | None
    absent: tuple[Absent, ...] = ()
    is_output_same: bool = True
    adapters: tuple[Adapter, ...] = ()
    lengths: dict[str, int] = field(default_factory=dict)
    windows: dict[str, Windows] = field(default_factory=dict)

    @property
    def routes(self) -> frozenset[str]:
        """The routes that the model's calls took, as `routes.watch` wants them."""
        return frozenset(check.tapped.route for check in self.slots.values())


@dataclass(frozen=True, slots=True)
class _Looked:
    """One plain and one observed run: calls, where they were found, what the output kept."""

    census: Census
    found: dict[Slot, Found]
    absent: tuple[Absent, ...]
    is_output_same: bool


def check_model(model: nn.Module, forward: Forward, *, adapters: Sequence[Adapter] = ()) -> Checked:
    """Run the model on a prefix plain, observed and eager, and compare.

    Args:
        model: in evaluation mode.
        forward: runs the model it is given on the prefix, e.g. `lambda model: model(**inputs)`.
        adapters: read modules of the model's own code.

    Raises:
        CannotObserve: any of the checks fails; the message names modules and the difference.
    """
    if model.training:
        raise CannotObserve("training_mode")
    tolerance = TOLERANCE.get(input_dtype(model), 1e-4)
    looked = _look(model, forward, adapters, tolerance)
    checks = _compare(model, forward, looked, adapters, tolerance)
    float32_diff = None
    if input_dtype(model) in (torch.float16, torch.bfloat16) and can_widen(model):
        wide = copy.deepcopy(model).float()
        wide_tolerance = TOLERANCE[torch.float32]
        wide_looked = _look(wide, forward, adapters, wide_tolerance)
        float32_diff = _worst(_compare(wide, forward, wide_looked, adapters, wide_tolerance))
    kernel = max(check.kernel_diff for check in checks.values())
    return Checked(
        checks, _worst(checks), kernel, tolerance, float32_diff, looked.absent, looked.is_output_same, tuple(adapters)
    )


def _worst(checks: dict[Slot, SlotCheck]) -> float | None:
    return max((check.max_abs_diff for check in checks.values() if check.max_abs_diff is not None), default=None)


def kernel_difference(tapped: Tapped, *, batch: int = 0, rows: int = FULL_LENGTH_ROWS) -> float:
    """Largest difference of our rows times V from the kernel's own output, over evenly spread rows that see a key (all
    rows of a short text).

    This catches what a prefix cannot show: forgotten windows, chunks, long-range rotary scaling of a mask.
    """
    count = tapped.call.queries
    chosen = sorted(set(torch.linspace(0, count - 1, min(rows, count)).round().long().tolist()))
    spans = [(0, count)] if count <= SHORT_ROWS else [(row, row + 1) for row in chosen]
    worst = []
    for start, stop in spans:
        block = block_of_rows(tapped.call, start, stop, batch=batch)
        ours = mixed_values(block.weights, tapped.call, batch=batch).transpose(0, 1)  # [row, head, d_v]
        if tapped.finish is not None:
            ours = tapped.finish(ours[None].to(tapped.output.dtype))[0]
        theirs = tapped.output[batch, start:stop].to(ours.dtype)
        seen = block.visible.any(-1).all(0).reshape(-1, *[1] * (ours.ndim - 1))
        if tapped.finish is None:
            seen = block.visible.any(-1).T[..., None]
        worst.append(float(torch.where(seen, (ours - theirs).abs(), 0).max()))
    return largest(worst)


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


def _look(model: nn.Module, forward: Forward, adapters: Sequence[Adapter], tolerance: float) -> _Looked:
    """One plain and one observed run: sites, projections, and the checks (c) and (d)."""
    census = Census()
    plain = tensors_of(forward(model))
    with watch_projections(model) as projections, count_entries(model, census):

        def listen(tapped: Tapped) -> None:
            projections.expect(census.take(tapped), tapped)

        with watch_all(model, listen, adapters) as unwatched:
            seen = tensors_of(forward(model))
    is_same = len(plain) == len(seen) and all(map(_same, plain, seen))
    has_fast_path = any(tapped.route == "mha" for tapped in census.calls)
    if not is_same and not (has_fast_path and _differ_by(plain, seen) <= tolerance):
        raise CannotObserve("output_changed", value=f"{_differ_by(plain, seen):.2g}")
    _refuse_unseen(model, census, unwatched)
    names = name_sites(census, has_encoder=_has_encoder(model, census))
    found = {}
    for slot, tapped in zip(census.slots, census.calls, strict=True):
        found[slot] = (names[slot], *projection_of(projections, slot, tapped))
    return _Looked(census, found, absent_layers(model, census, names), is_same)


def _has_encoder(model: nn.Module, census: Census) -> bool:
    """Whether an encoder stands beside a decoder: the configuration says so; a module without one, by what it calls."""
    if hasattr(model, "config"):
        return bool(getattr(model.config, "is_encoder_decoder", False))
    return any(tapped.call.kind == "cross" for tapped in census.calls)


def _refuse_unseen(model: nn.Module, census: Census, unwatched: Unwatched) -> None:
    """Check (d): nothing that attends was missed."""
    unseen = unseen_attention(model, unwatched, [tapped.call for tapped in census.calls])
    if unseen:
        raise CannotObserve("attention_unseen", modules=_some(unseen), uncovered=tuple(unseen))
    missing = unreached_modules(model, census)
    linear = without_softmax(model, missing, {one.module for one in unwatched.made})
    missing = [module or type(model).__name__ for module in missing if module not in linear]
    if missing:
        raise CannotObserve("modules_unreached", modules=_some(missing), uncovered=tuple(missing))
    if not census.slots:
        raise CannotObserve("no_attention", model=type(model).__name__)


def _compare(
    model: nn.Module, forward: Forward, looked: _Looked, adapters: Sequence[Adapter], tolerance: float
) -> dict[Slot, SlotCheck]:
    """Checks (a) and (b) on the prefix."""
    theirs = Census()

    def listen(tapped: Tapped) -> None:
        theirs.take(tapped)

    calls = dict(zip(looked.census.slots, looked.census.calls, strict=True))
    with eager(model), watch(model, listen, adapters=adapters):
        forward(model)
    maps = dict(zip(theirs.slots, theirs.calls, strict=True))
    others = {slot: tapped for slot, tapped in calls.items() if tapped.route != "tap"}
    witnessed = own_map_differences(model, forward, others, eager) if others else {}
    checks = {}
    for slot, tapped in calls.items():
        site, projection, sum_law = looked.found[slot]
        other = None if slot not in maps else _map_of(maps[slot])
        if other is None and tapped.route == "tap":
            raise CannotObserve("no_eager_map", module=slot.module)
        difference = witnessed.get(slot, None if other is None else map_difference(tapped, other))
        texts = range(tapped.call.texts)
        kernel = largest(kernel_difference(tapped, batch=batch, rows=PREFIX_TOKENS) for batch in texts)
        checks[slot] = SlotCheck(site, tapped, projection, difference, kernel, sum_law)
    _refuse(checks, tolerance)
    return checks


def _map_of(tapped: Tapped) -> Tensor | None:
    """The map that the model itself made of a call: its eager function's, or the weights of its own code."""
    return tapped.weights if tapped.weights is not None else tapped.call.weights


def _refuse(checks: dict[Slot, SlotCheck], tolerance: float) -> None:
    for name, key in (("kernel_diff", "kernel_differs"), ("max_abs_diff", "maps_differ")):
        measured = [(slot.module, getattr(check, name)) for slot, check in checks.items()]
        bad = [(module, value) for module, value in measured if value is not None and not value <= tolerance]
        if bad:
            modules = list(dict.fromkeys(module for module, _ in bad))
            worst = largest(value for _, value in bad)
            raise CannotObserve(key, modules=_some(modules), value=f"{worst:.2g}", expected=f"{tolerance:g}")


def _same(first: Tensor, second: Tensor) -> bool:
    if first.shape != second.shape:
        return False
    return torch.equal(first, second) or bool(((first == second) | (first.isnan() & second.isnan())).all())


def _differ_by(first: list[Tensor], second: list[Tensor]) -> float:
    """The largest difference of two outputs; not a number where they cannot be compared."""
    if len(first) != len(second) or any(a.shape != b.shape for a, b in zip(first, second, strict=True)):
        return float("nan")
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a.is_floating_point()]
    return max((float((a - b).abs().nan_to_num().max()) for a, b in pairs if a.numel()), default=float("nan"))


def _some(names: list[str], most: int = 3) -> str:
    """A few names and how many more."""
    return ", ".join(names[:most]) + (f" (+{len(names) - most})" if len(names) > most else "")
