"""Models whose own attention writes its weights down, queries x keys of every head: what a long text costs them.

gemma2 caps its scores and gpt-oss has learned sinks; transformers computes both with plain matrices alone (`eager`),
and headscope never puts something else in the place of a model's own attention. Models of the softmax route (bloom,
mpt, deberta) do the same in code of their own. A text fits, or is refused beforehand.
"""

from __future__ import annotations

import os
from pathlib import Path

import torch

from headscope.base.sizes import size_text
from headscope.errors import CannotObserve
from headscope.models.faith import Checked
from headscope.models.tap import Tapped
from headscope.stream.call import AttentionCall

_FLOAT_BYTES = 4  # the softmax runs in float32, whatever the model's format
_MASKS = 3  # the bool mask, its float copy and what makes it, about


def refuse_long_eager(checked: Checked, tokens: int, *, batch: int = 1, device: torch.device | None = None) -> None:
    """Refuse a text that a model's own eager attention could not hold, before the model runs on it.

    Args:
        checked: what the self-check saw; its calls say which implementation computed them.
        tokens: tokens of the longest side of the longest text.
        batch: texts that go through the model together.
        device: where the model lies; None for the processor.

    Raises:
        CannotObserve: the attention of one layer alone needs more memory than is free; the message says how much.
    """
    found, free = largest_matrices(checked, tokens), free_bytes(device)
    if found is None or free is None or batch * found[1] <= free:
        return
    module, needed = found[0], batch * found[1]
    fits = int(tokens * (free / needed) ** 0.5)
    raise CannotObserve(
        "eager_too_long", module=module, tokens=tokens, needed=size_text(needed), free=size_text(free), fits=fits
    )


def makes_matrices(tapped: Tapped) -> bool:
    """Whether the model's own code writes the weights of a call down, queries x keys of every head."""
    return tapped.implementation == "eager" or tapped.call.weights is not None


def largest_matrices(checked: Checked, tokens: int) -> tuple[str, int] | None:
    """The module whose own matrices take most on a text of so many tokens, and how many bytes; None where none makes
    any."""
    costs = {
        slot.module: eager_bytes(check.tapped.call, tokens)
        for slot, check in checked.slots.items()
        if makes_matrices(check.tapped)
    }
    module = max(costs, key=lambda name: costs[name], default=None)
    return None if module is None else (module, costs[module])


def eager_bytes(call: AttentionCall, tokens: int) -> int:
    """Bytes that one layer's eager attention holds at its peak on a text of so many tokens, about.

    `(copies heads + 3) tokens^2 4` with two copies of the scores at a time, three where a sink is put beside them. It
    was within 2 % of what one layer of gemma2 and of gpt-oss took in float32 at 3000 tokens, 12 % below in bfloat16; it
    leaves out the rest of the model. Code of a model's own keeps as many copies or more: with 8 heads mpt and gpt_neo
    took 0.9 times that, bloom 1.3, xlnet 1.7, deberta-v2 3.2 times.

    >>> import numpy as np
    >>> q = np.zeros((1, 8, 1, 16))
    >>> eager_bytes(AttentionCall(q, q, None, 1.0, softcap=50.0), 32_768) / 2**30
    76.0
    """
    copies = 2 if call.sinks is None else 3
    return (copies * call.heads + _MASKS) * tokens**2 * _FLOAT_BYTES


def free_bytes(device: torch.device | None = None) -> int | None:
    """Memory that is free on a device, in bytes; None where the system does not say."""
    if device is not None and device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    told = Path("/proc/meminfo")
    if told.is_file():
        found = [line.split()[1] for line in told.read_text().splitlines() if line.startswith("MemAvailable:")]
        return int(found[0]) * 1024 if found else None
    if {"SC_PAGE_SIZE", "SC_PHYS_PAGES"} <= set(getattr(os, "sysconf_names", {})):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return None
