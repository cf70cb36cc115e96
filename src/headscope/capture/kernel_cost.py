"""What one weight of a long text takes the model's own kernel and the statistics, measured on a few rows of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from headscope.base.rows import parse_rows
from headscope.capture.plan import Plan
from headscope.capture.record import ROWS_KEPT, reductions_for
from headscope.capture.some_rows import OF_ROWS, rows_at_a_time
from headscope.models.faith import SlotCheck
from headscope.models.masks import OWN_MASK_TOKENS
from headscope.reduce.engine import statistics_of
from headscope.store.layout import SiteRecord
from headscope.stream.call import AttentionCall
from headscope.stream.frame import plain_frame
from headscope.stream.mask import MaskSpec, causal

ROWS, HEADS, WEIGHTS = 128, 4, 10**8  # a block of rows; how many heads and weights are measured
USUAL_WIDTH = 64  # numbers of a head, where a model shows neither queries nor values


@dataclass(frozen=True, slots=True)
class KernelCost:
    """What the attention of one site takes.

    Attributes:
        heads: heads of the site.
        is_causal: half of the weights are not there.
        window: keys that a row sees at most; None for no limit.
        rows: query rows that statistics are computed of; None for all.
        kernel_s, statistics_s: seconds that a weight takes the model's kernel and the statistics.
    """

    heads: int
    is_causal: bool
    window: int | None
    rows: int | None
    kernel_s: float
    statistics_s: float

    def seconds(self, tokens: int) -> float:
        """Seconds of a text of so many tokens."""
        share = 0.5 if self.is_causal else 1.0
        computed = self.heads * tokens**2 * share
        if (
            self.window is not None
        ):  # the model's own mask is a matrix; over blocks of rows only what it shows is computed
            computed = self.heads * tokens * (tokens if tokens <= OWN_MASK_TOKENS else min(tokens, self.window + ROWS))
        rows = tokens if self.rows is None else min(self.rows, tokens)
        if self.rows is not None:
            seen = self.heads * rows * tokens  # rows of a sample are computed over all keys
        elif self.window is not None and self.window < tokens:
            seen = self.heads * rows * (self.window + ROWS)
        else:
            seen = int(self.heads * rows * tokens * share)
        return computed * self.kernel_s + seen * self.statistics_s


def kernel_costs(sites: Iterable[tuple[SlotCheck, SiteRecord]], tokens: int, plan: Plan) -> list[KernelCost]:
    """Measure sites as if their texts had so many tokens; sites of one kind are measured once."""
    some, found = parse_rows(plan.rows), dict[tuple[Any, ...], tuple[float, float]]()
    costs = []
    for check, site in sites:
        call = check.tapped.call
        kind = (call.weights is None, _width(call), call.heads, site.is_causal, call.softcap)
        if kind not in found:
            found[kind] = _measure(call, site.is_causal, tokens, plan)
        rows = None if some.kind == "all" else some.count
        costs.append(KernelCost(call.heads, site.is_causal, window_of(check), rows, *found[kind]))
    return costs


def window_of(check: SlotCheck) -> int | None:
    """How many keys a row of the site sees at most; None for no limit."""
    window = getattr(check.tapped.module, "sliding_window", None)
    return window if isinstance(window, int) else None


def _measure(given: AttentionCall, is_causal: bool, tokens: int, plan: Plan) -> tuple[float, float]:
    """Seconds a weight of the kernel and of the statistics; what a call costs whatever its rows is taken off."""
    heads = min(given.heads, max(HEADS, torch.get_num_threads()))
    rows = min(tokens, max(2 * ROWS, min(8 * ROWS, WEIGHTS // (heads * tokens))))
    few = max(1, rows // 4)
    shape, generator = (1, heads, tokens, _width(given)), torch.Generator().manual_seed(0)
    q, k = (torch.randn(shape, generator=generator).to(given.asked.dtype) for _ in range(2))
    # A model that makes its weights itself spends them, and hands them over, as they are.
    attend = torch.nn.functional.scaled_dot_product_attention if given.weights is None else _plain
    weights = None if given.weights is None else _weights(q[:, :, -rows:], k, is_causal)

    def statistics(count: int) -> None:
        mask = causal(count, tokens, offset=tokens - count) if is_causal else MaskSpec()
        call = AttentionCall(q[:, :, -count:], k, None, shape[3] ** -0.5, mask=mask, softcap=given.softcap)
        if weights is not None:
            call = replace(call, q=None, k=None, weights=weights[:, :, -count:])
        places = np.arange(tokens - count, tokens)
        frame = replace(plain_frame(heads, count, tokens), query_positions=places, is_cross=False)
        if parse_rows(plan.rows).kind != "all":
            height = rows_at_a_time(plan.rows_per_block, given.heads, tokens)
            statistics_of(call, frame, OF_ROWS, rows_per_block=height)
            return
        each = (lambda block: None) if plan.keep in ROWS_KEPT else None
        statistics_of(call, frame, reductions_for(plan.keep or "none"), each=each, rows_per_block=plan.rows_per_block)

    kernel = _seconds(lambda: attend(q[:, :, -rows:], k, k)) / (heads * rows * tokens)
    most, least = _seconds(lambda: statistics(rows)), _seconds(lambda: statistics(few))
    more = most - least if rows > few else most
    return kernel, max(more, 0.3 * most) / (heads * max(rows - few, 1) * tokens)


def _width(call: AttentionCall) -> int:
    """Numbers of a head's query; of its value, where no query was seen."""
    seen = call.v if call.q is None else call.q
    return USUAL_WIDTH if seen is None else int(seen.shape[3])


def _weights(q: Tensor, k: Tensor, is_causal: bool) -> Tensor:
    """Softmax rows of the last queries, as a model's own code makes them."""
    scores = q @ k.mT * q.shape[3] ** -0.5
    if is_causal:
        hidden = torch.ones(scores.shape[2:], dtype=torch.bool).triu(scores.shape[3] - scores.shape[2] + 1)
        scores = scores.masked_fill(hidden, -torch.inf)
    return torch.softmax(scores, -1)


def _plain(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return _weights(q, k, is_causal=False) @ v


def _seconds(work: Callable[[], Any]) -> float:
    """The shorter of two times, after a first run that is not counted."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        with torch.no_grad():
            work()
        times.append(time.perf_counter() - began)
    return min(times[1:])
