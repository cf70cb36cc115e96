"""What an observation will cost, told before it runs: time, peak memory and disk, from short runs on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import prod
from typing import Any

import numpy as np
import torch
from torch import nn

from headscope.base.rows import Rows, parse_rows
from headscope.base.text import Text, Token
from headscope.capture.kernel_cost import KernelCost, kernel_costs
from headscope.capture.manifest import peak_bytes, site_records
from headscope.capture.observe import check_on, load_given, observe_prepared, prepare_all
from headscope.capture.plan import Plan, chosen_layers, kept, parse_bytes, sites_with_heads
from headscope.capture.record import ROWS_KEPT
from headscope.capture.some_rows import rows_of_texts
from headscope.capture.traced import resident_bytes, traced
from headscope.errors import BadOption, BadText
from headscope.models.faith import Checked, SlotCheck
from headscope.models.inputs import Prepared, options_of
from headscope.models.load import Loaded
from headscope.models.masks import OWN_MASK_TOKENS
from headscope.models.tokens import token_limit
from headscope.store.layout import COLUMNS, SiteRecord, part_shape, side_record
from headscope.store.run import MemoryArrays, Run

SHORT_TOKENS = 64
FIRST_TOKENS, MOST_TOKENS = 128, 2048  # lengths of the short runs
TRACED_TOKENS = 1024  # longest run in which memory is traced
LONG_ENOUGH_S = 1.0
# How much more the process takes than its tensors: freed memory that no other tensor fits into.
USUAL_SPREAD, MOST_SPREAD = 1.6, 2.5
SETUP_S = 3.0  # what is compiled in a first run is kept for the later ones, which only load it
FLUSHED_BYTES = 64 << 20  # what a run that goes to a folder holds before it is written


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


def estimate_cost(
    model: str | nn.Module | Loaded,
    tokens: int | Sequence[int],
    *,
    plan: Plan | None = None,
    tokenizer: Any = None,
    is_stored: bool = True,
) -> Cost:
    """Time, memory and disk of an observation, from short runs of the model and of the statistics at full width.

    Time is that of a run of up to 2048 tokens, its part that grows with the tokens stretched, and for each site the
    weights of the whole text times what one weight takes the model's kernel and the statistics, measured over as many
    keys as the text has. Memory is what runs of three lengths allocated, continued as a parabola (a line where
    no N x N mask is built), times what the longest run took of the machine for each byte it allocated. Both are of
    this machine, as busy as it is now; what a busier machine does later, the estimate cannot know.

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
        BadOption: it would; the message says how much.
    """
    if plan.memory is None:
        return
    allowed, lengths = parse_bytes(plan.memory), [one.tokens for one in prepared]
    found = _estimate(loaded, lengths, plan, 0.0, is_stored=is_stored)
    if found.peak_bytes > allowed:
        needed = f"{found.peak_bytes / 1024**3:.2f} GiB"
        raise BadOption("memory_exceeded", memory=plan.memory, needed=needed, tokens=max(lengths))


def _estimate(loaded: Loaded, lengths: list[int], plan: Plan, load_s: float, *, is_stored: bool) -> Cost:
    longest = max(lengths, default=0)
    limit = token_limit(loaded.model.config, loaded.tokenizer)
    if longest < 1:
        raise BadText("text_empty")
    if limit is not None and longest > limit:
        raise BadText("text_too_long", count=longest, limit=limit)
    began = time.perf_counter()
    checked = check_on(loaded, made_up(loaded, min(longest, SHORT_TOKENS)))
    check_s = time.perf_counter() - began
    short = replace(plan, keep=kept(plan, longest), memory=None)
    setup_s = _timed(loaded, checked, short, min(longest, SHORT_TOKENS))
    before, earlier = resident_bytes(), peak_bytes()
    measured, run_s = _longest_run(loaded, checked, short, longest)
    grown = peak_bytes() - before if peak_bytes() > earlier else 0  # an earlier peak hides what this one took
    kernels = kernel_costs(_sites(loaded, checked, short), longest, short)
    allocated, size = _allocated(loaded, checked, short, longest)
    spread = min(max(grown / (allocated(measured) + size(measured)), 1.0), MOST_SPREAD) if grown else USUAL_SPREAD
    growth = spread * (allocated(longest) + _waiting(size(longest), len(kernels), is_stored=is_stored))
    return Cost(
        tokens=sum(lengths),
        time_s=load_s + check_s + min(setup_s, SETUP_S) + sum(_stretched(run_s, measured, n, kernels) for n in lengths),
        peak_bytes=max(peak_bytes(), int(before + growth)),
        disk_bytes=sum(size(length) for length in lengths),
        measured_tokens=measured,
    )


def _sites(loaded: Loaded, checked: Checked, plan: Plan) -> list[tuple[SlotCheck, SiteRecord]]:
    """The sites that the plan observes, with what the self-check knows of them."""
    records = site_records(loaded, checked)
    layers = chosen_layers(plan, {check.site.layer for check in checked.slots.values()})
    wanted = sites_with_heads(plan, records.values())
    return [
        (checked.slots[slot], site)
        for slot, site in records.items()
        if checked.slots[slot].site.layer in layers and site.site in wanted
    ]


def made_up(loaded: Loaded, tokens: int) -> Prepared:
    """A text of so many tokens that means nothing; both sides of a pair are as long."""
    random = np.random.default_rng(0)
    vocabulary = int(loaded.model.get_input_embeddings().num_embeddings)  # type: ignore[operator]
    ids = torch.from_numpy(random.integers(vocabulary // 2, vocabulary, (1, tokens)))
    ids = ids.to(next(loaded.model.parameters()).device)
    side = Text("x " * tokens, tuple(Token("x", 2 * place, 2 * place + 1) for place in range(tokens)), ())
    if getattr(loaded.model.config, "is_encoder_decoder", False):
        inputs = {"input_ids": ids, "decoder_input_ids": ids}
        return Prepared(inputs, options_of(loaded.model), {"source": side, "target": side})
    return Prepared({"input_ids": ids}, options_of(loaded.model), {"text": side})


def _run(loaded: Loaded, checked: Checked, plan: Plan, tokens: int) -> Run:
    rows = parse_rows(plan.rows)
    if rows.kind != "all":
        plan = replace(plan, rows=f"{rows.kind}:{min(rows.count, tokens)}")
    return observe_prepared(loaded, [made_up(loaded, tokens)], replace(plan, segments=None), checked=checked)


def _timed(loaded: Loaded, checked: Checked, plan: Plan, tokens: int) -> float:
    began = time.perf_counter()
    _run(loaded, checked, plan, tokens)
    return time.perf_counter() - began


def _longest_run(loaded: Loaded, checked: Checked, plan: Plan, longest: int) -> tuple[int, float]:
    """Tokens and seconds of the first short run that takes long enough to be measured."""
    tokens = min(FIRST_TOKENS, longest)
    while True:
        taken = min(_timed(loaded, checked, plan, tokens) for _ in range(2))
        if taken > LONG_ENOUGH_S or tokens >= min(MOST_TOKENS, longest):
            return tokens, taken
        tokens = min(2 * tokens, longest, MOST_TOKENS)


def _stretched(run_s: float, measured: int, tokens: int, kernels: list[KernelCost]) -> float:
    """Seconds of so many tokens: what grows with them, and what grows with their square."""
    square = [sum(kernel.seconds(length) for kernel in kernels) for length in (measured, tokens)]
    return max(run_s - square[0], 0.1 * run_s) * tokens / measured + square[1]


def _allocated(
    loaded: Loaded, checked: Checked, plan: Plan, longest: int
) -> tuple[Callable[[int], float], Callable[[int], int]]:
    """Bytes that a text of so many tokens allocates on top of the model and the run; and the size of the run."""
    top = min(longest, TRACED_TOKENS)
    points = sorted({max(1, top // 4), max(1, top // 2), top})
    found, size = [], None
    for tokens in points:
        run, peak = traced(partial(_run, loaded, checked, plan, tokens))
        size = _sizes(run, parse_rows(plan.rows))
        found.append(float(max(peak - size(tokens), 1)))
    is_line = longest > OWN_MASK_TOKENS and plan.keep not in ROWS_KEPT  # nothing of size N x N is built
    line = np.polyfit(points, found, min(1 if is_line else 2, len(points) - 1))

    def allocated(tokens: int) -> float:
        least = found[-1] * min(tokens / top, 1.0) + 0.5 * found[-1] * max(tokens / top - 1.0, 0.0)
        return max(float(np.polyval(line, tokens)), least)  # a parabola through noise may bend down

    return allocated, size or (lambda tokens: 0)


def _waiting(size: int, sites: int, *, is_stored: bool) -> int:
    """Bytes of the run that are held: all of it, or what waits to be written and the copy that is being written."""
    return 2 * min(size, FLUSHED_BYTES + size // max(1, sites)) if is_stored else size


def _sizes(run: Run, asked: Rows) -> Callable[[int], int]:
    """How many bytes the arrays of a run like this one have for a text of so many tokens."""
    stored = run.arrays.arrays if isinstance(run.arrays, MemoryArrays) else {}
    widths = {key: (values.shape[0] * prod(values.shape[2:]) * values.itemsize) for key, values in stored.items()}

    def size(tokens: int) -> int:
        side, total = side_record(Text("", (Token("x", 0, 0),) * tokens, ())), 0
        some = asked if asked.kind == "all" else replace(asked, count=min(asked.count, tokens))
        for (_, name), width in widths.items():
            column = COLUMNS[name]
            shape = part_shape(column, side, side, str(some))
            total += prod(shape[: len(shape) - len(column.tail)]) * width
        return total

    return size
