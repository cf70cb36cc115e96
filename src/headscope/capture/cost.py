"""What an observation will cost, told before it runs: time, peak memory and disk, from short runs on this machine."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from torch import nn

from headscope.base.rows import parse_rows
from headscope.base.sizes import size_text
from headscope.capture.kernel_cost import kernel_costs, window_of
from headscope.capture.manifest import peak_bytes, site_records
from headscope.capture.memory_cost import MemoryCost, growth, memory_cost, unused_share
from headscope.capture.observe import check_on, load_given, prepare_all
from headscope.capture.plan import Plan, chosen_layers, kept, parse_bytes, sites_with_heads
from headscope.capture.record import KEEPS, ROWS_KEPT
from headscope.capture.short_runs import made_up, run_of, timed
from headscope.capture.some_rows import rows_of_texts
from headscope.capture.time_cost import TimeCost, times_of
from headscope.capture.traced import resident_bytes
from headscope.errors import BadOption, BadText
from headscope.models.faith import Checked, SlotCheck
from headscope.models.inputs import Prepared, inputs_read
from headscope.models.load import Loaded
from headscope.models.masks import OWN_MASK_TOKENS
from headscope.models.tokens import token_limit
from headscope.store.layout import SiteRecord

SHORT_TOKENS, GROWN_TOKENS = 64, 512  # of a first run, and of one that shows how the process grows
SETUP_S = 3.0  # what is compiled in a first run is kept for the later ones, which only load it
FEWER_ROWS = "sample:1024"


@dataclass(frozen=True, slots=True)
class Cost:
    """What an observation is expected to take.

    Attributes:
        tokens: tokens of all texts.
        time_s: seconds, loading of the model included where it was loaded for the estimate.
        peak_bytes: most memory that the process holds, model and libraries included.
        disk_bytes: size of the run's arrays before compression, so at most this.
        measured_tokens: length of the longest run that was measured.
    """

    tokens: int
    time_s: float
    peak_bytes: int
    disk_bytes: int
    measured_tokens: int


@dataclass(frozen=True, slots=True)
class _Start:
    """A model that is checked, and what the process held once a first short run was over.

    Attributes:
        loaded, checked: the model, and what the self-check found.
        is_stored: runs go to a folder.
        check_s, first_s: seconds of the self-check and of the first short run.
        before_bytes: what the process held.
        least_bytes: the most it had held until then.
    """

    loaded: Loaded
    checked: Checked
    is_stored: bool
    check_s: float
    first_s: float
    before_bytes: int
    least_bytes: int

    def grown_bytes(self) -> int | None:
        """By how much the process has grown since; None where an earlier peak hides it."""
        peak = peak_bytes()
        return peak - self.before_bytes if peak > self.least_bytes else None

    def peak_bytes(self, memory: MemoryCost, share: float, lengths: Sequence[int]) -> int:
        """Most memory that the process will hold."""
        grown = growth(memory.allocated(lengths, is_stored=self.is_stored), share)
        return max(self.least_bytes, int(self.before_bytes + grown))


def estimate_cost(
    model: str | nn.Module | Loaded,
    tokens: int | Sequence[int],
    *,
    plan: Plan | None = None,
    tokenizer: Any = None,
    is_stored: bool = True,
) -> Cost:
    """Time, memory and disk of an observation, from short runs of the model and of the statistics at full width.

    Time is that of runs of up to 2048 tokens, continued as a line, and for each site the weights of the whole text
    times what one weight takes the model's kernel and the statistics, measured over as many keys as the text has.
    Memory is what short runs allocate, model, statistics and what each thread computes in, continued as a line (a
    parabola where something of tokens x tokens is built), and what is freed and cannot be used again. Both are of this
    machine, as busy as it is now; what a busier machine does later, the estimate cannot know.

    Args:
        model: as in `observe`.
        tokens: tokens of the text, or of each text, special ones included.
        plan: what is to be observed.
        tokenizer: of a model that is given loaded.
        is_stored: the run goes to a folder, not to memory.

    Raises:
        BadText: more tokens than the model reads. CannotObserve: the self-check fails.
    """
    plan = plan or Plan()
    began = time.perf_counter()
    loaded = load_given(model, tokenizer, plan)
    load_s = time.perf_counter() - began
    return _estimate(loaded, [tokens] if isinstance(tokens, int) else list(tokens), plan, load_s, is_stored=is_stored)


def cost_of_texts(model: str, texts: Sequence[str], target: str | None = None, *, plan: Plan) -> Cost:
    """The cost of observing these texts into a folder; nothing is observed.

    Raises:
        BadText: a text cannot be read. BadOption: the plan cannot be. CannotObserve: the self-check fails.
    """
    began = time.perf_counter()
    loaded = load_given(model, None, plan)
    prepared = prepare_all(loaded, texts, target, None, plan)
    rows_of_texts(plan, prepared, prepared[0].sides)
    load_s = time.perf_counter() - began
    return _estimate(loaded, [one.tokens for one in prepared], plan, load_s, is_stored=True)


def refuse_what_does_not_fit(loaded: Loaded, prepared: Sequence[Prepared], plan: Plan, *, is_stored: bool) -> None:
    """Stop before an observation that would need more memory than its plan allows.

    Raises:
        BadOption: it would; the message says how much, and what would need less where that is known to fit.
    """
    if plan.memory is None:
        return
    _refuse_other_than_text(loaded)
    allowed, lengths = parse_bytes(plan.memory), [one.tokens for one in prepared]
    longest = max(lengths)
    start = _start(loaded, plan, longest, is_stored=is_stored)
    tokens = min(longest, GROWN_TOKENS)
    run_of(loaded, start.checked, _short(plan, longest), tokens, is_stored=is_stored)
    grown = start.grown_bytes()
    memory = _memory(start, plan, longest)
    share = unused_share(grown, memory.allocated([tokens], is_stored=is_stored))
    needed = start.peak_bytes(memory, share, lengths)
    if needed <= allowed:
        return
    told = {"memory": plan.memory, "needed": f"{needed / 1024**3:.2f} GiB", "tokens": longest}
    for smaller, key in _smaller_plans(plan, longest):
        less = start.peak_bytes(_memory(start, smaller, longest), share, lengths)
        if less <= allowed:
            raise BadOption(key, rows=smaller.rows, less=size_text(less), **told)
    fits = bisect_right(
        range(1, longest),
        allowed,
        key=lambda most: start.peak_bytes(memory, share, [min(length, most) for length in lengths]),
    )
    if fits >= SHORT_TOKENS:
        raise BadOption("memory_exceeded_tokens", fits=fits, **told)
    raise BadOption("memory_exceeded", **told)


def _smaller_plans(plan: Plan, longest: int) -> list[tuple[Plan, str]]:
    """Plans that keep less, and that look at fewer rows, with what to say of them."""
    smaller = []
    if kept(plan, longest) in ("weights", "qk"):
        smaller.append((replace(plan, keep="none"), "memory_exceeded_keep"))
    if plan.rows == "all" and plan.keep in (None, *KEEPS) and longest > parse_rows(FEWER_ROWS).count:
        smaller.append((replace(plan, keep="none", rows=FEWER_ROWS), "memory_exceeded_rows"))
    return smaller


def _estimate(loaded: Loaded, lengths: list[int], plan: Plan, load_s: float, *, is_stored: bool) -> Cost:
    _refuse_other_than_text(loaded)
    longest = max(lengths, default=0)
    limit = token_limit(loaded.model.config, loaded.tokenizer)
    if longest < 1:
        raise BadText("text_empty")
    if limit is not None and longest > limit:
        raise BadText("text_too_long", count=longest, limit=limit)
    start = _start(loaded, plan, longest, is_stored=is_stored)
    short = _short(plan, longest)
    times = times_of(partial(run_of, loaded, start.checked, short, is_stored=is_stored), longest)
    grown = start.grown_bytes()
    time_cost = TimeCost(times, kernel_costs(_sites(start, plan), longest, short))
    memory = _memory(start, plan, longest)
    share = unused_share(grown, memory.allocated([max(times)], is_stored=is_stored))
    once_s = load_s + start.check_s + min(max(start.first_s - times[min(times)], 0.0), SETUP_S)
    return Cost(
        tokens=sum(lengths),
        time_s=once_s + sum(map(time_cost.seconds, lengths)),
        peak_bytes=start.peak_bytes(memory, share, lengths),
        disk_bytes=sum(map(memory.size, lengths)),
        measured_tokens=max(times),
    )


def _refuse_other_than_text(loaded: Loaded) -> None:
    """The estimate is made of short texts."""
    if "text" not in inputs_read(loaded.model):
        raise BadOption("cost_text_only", model=loaded.name)


def _start(loaded: Loaded, plan: Plan, longest: int, *, is_stored: bool) -> _Start:
    tokens = min(longest, SHORT_TOKENS)
    began = time.perf_counter()
    checked = check_on(loaded, made_up(loaded, tokens))
    check_s = time.perf_counter() - began
    first_s = timed(partial(run_of, loaded, checked, _short(plan, longest), tokens, is_stored=is_stored))
    return _Start(loaded, checked, is_stored, check_s, first_s, resident_bytes(), peak_bytes())


def _short(plan: Plan, longest: int) -> Plan:
    """The plan of short runs: what they keep is what the longest text keeps."""
    return replace(plan, keep=kept(plan, longest), memory=None)


def _memory(start: _Start, plan: Plan, longest: int) -> MemoryCost:
    """What texts of up to so many tokens allocate."""
    short = _short(plan, longest)
    checks = [check for check, _ in _sites(start, plan)]
    is_eager = any(check.tapped.implementation == "eager" for check in checks)
    # The mask of a window is built for texts that are not long.
    has_mask = longest <= OWN_MASK_TOKENS and any(window_of(check) is not None for check in checks)
    is_square = is_eager or has_mask or short.keep in {*ROWS_KEPT, "words"}
    run = partial(run_of, start.loaded, start.checked, short)
    return memory_cost(run, longest, parse_rows(plan.rows), is_square=is_square)


def _sites(start: _Start, plan: Plan) -> list[tuple[SlotCheck, SiteRecord]]:
    """The sites that the plan observes, with what the self-check knows of them."""
    records, slots = site_records(start.checked), start.checked.slots
    layers = chosen_layers(plan, {check.site.layer for check in slots.values()})
    wanted = sites_with_heads(plan, records.values())
    return [
        (slots[slot], site)
        for slot, site in records.items()
        if slots[slot].site.layer in layers and site.site in wanted
    ]
