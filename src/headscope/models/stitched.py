"""The steps of a generation as one attention call for each site, as if the whole text were read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from headscope.models.sites import Slot
from headscope.models.steps import Step, Steps
from headscope.models.tap import Tapped
from headscope.stream.mask import MaskSpec


def stitched(steps: Steps, slot: Slot, beams: Sequence[int], prompt: int) -> Tapped:
    """The steps of a slot as one call of one text, [1, head, ...]; they are forgotten on the way.

    Args:
        steps: what was kept.
        slot: which call.
        beams: for each token that was said the beam that said it, in order; all 0 without beams.
        prompt: how many tokens the decoder had been given before it said one.

    Returns:
        The call over all keys, with an interval of keys for each row (the bits themselves where rows have gaps), and
        the outputs that the kernel returned step by step.
    """
    like, mine = steps.like.pop(slot), steps.kept.pop(slot)
    grows = steps.kinds[slot] != "encoder"
    rows = prompt + len(beams) - 1 if grows else mine[0].stop
    # A step that reads token n says token n + 1, so its beam is that of token n + 1; a prompt was kept once.
    mine = [
        _of_beam(step, beams[max(step.start - prompt + 1, 0)] if grows and step.start else 0)
        for step in mine
        if step.start < rows
    ]
    keys = max(step.key_start + step.keys for step in mine)
    call = replace(
        like.call,
        q=_joined([step.q for step in mine]),
        k=_joined([step.k for step in mine]),
        v=_joined([step.v for step in mine]),
        weights=_spread([step.weights for step in mine], mine, keys),
        bias=_spread([step.bias for step in mine], mine, keys),
        mask=_mask(mine, keys),
        query_offset=0,
    )
    return replace(like, call=call, output=torch.cat([step.output for step in mine], dim=1))


def _of_beam(step: Step, beam: int) -> Step:
    """What a step brought to one beam alone."""
    one = slice(beam, beam + 1)
    return replace(
        step,
        q=None if step.q is None else step.q[one],
        k=None if step.k is None else step.k[one],
        v=None if step.v is None else step.v[one],
        weights=None if step.weights is None else step.weights[one],
        output=step.output[one],
        low=step.low[one],
        high=step.high[one],
        shown=None if step.shown is None else step.shown[one],
        bias=None if step.bias is None else step.bias[one if step.bias.shape[0] > 1 else slice(None)],
    )


def _mask(steps: Sequence[Step], keys: int) -> MaskSpec:
    """Intervals of keys, or a callable where some row sees less than all keys between."""
    low = np.concatenate([step.low[0] for step in steps])
    high = np.concatenate([step.high[0] for step in steps])
    heads = max((step.shown.shape[1] for step in steps if step.shown is not None), default=0)
    if not heads:
        return MaskSpec(low=low, high=high)

    def block(start: int, stop: int) -> Tensor:
        place = np.arange(keys)
        inside = (place >= low[start:stop, None]) & (place < high[start:stop, None])
        bits = np.repeat(inside[None], heads, axis=0)
        for step in steps:
            first, last = max(step.start, start), min(step.stop, stop)
            if step.shown is not None and first < last:
                part = slice(step.key_start, step.key_start + step.keys)
                own = step.shown[0, :, first - step.start : last - step.start]
                bits[:, first - start : last - start, part] = own
        return torch.from_numpy(bits)[None].to(steps[0].output.device)

    return MaskSpec(block=block)


def _joined(parts: Sequence[Tensor | None]) -> Tensor | None:
    """What the steps brought, one behind the other; None where they brought nothing."""
    found = [part for part in parts if part is not None]
    return torch.cat(found, dim=2) if found else None


def _spread(rows: Sequence[Tensor | None], steps: Sequence[Step], keys: int) -> Tensor | None:
    """Rows of each step's own keys, each at its place among all keys, [1, head or 1, query, key]; None for none."""
    found = [row for row in rows if row is not None]
    if not found:
        return None
    whole = found[0].new_zeros((1, max(row.shape[1] for row in found), steps[-1].stop, keys))
    for row, step in zip(rows, steps, strict=True):
        if row is not None:
            whole[:, :, step.start : step.stop, step.key_start : step.key_start + step.keys] = row
    return whole
