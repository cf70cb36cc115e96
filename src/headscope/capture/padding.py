"""How texts of different length can go through a model together: tried on a few tokens, not guessed.

Whether padding changes what a model makes of a text follows from how it counts positions, what its masks hide and what
else its layers carry along. So two texts are run alone and together, and every attention output is compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from headscope.capture.plan import Plan
from headscope.errors import BadOption
from headscope.models.batches import SIDES, Padding, Side, joined_inputs
from headscope.models.faith import PREFIX_TOKENS, Checked
from headscope.models.inputs import Prepared
from headscope.models.load import Loaded
from headscope.models.routes import watch
from headscope.models.sites import Slot
from headscope.models.tap import Tapped

TRIED_TOKENS = 8  # at least; shorter texts are repeated

Inputs = dict[str, Tensor]
Outputs = dict[Slot, Tensor]


def refuse_batch(plan: Plan) -> None:
    """Refuse a batch that cannot be.

    Raises:
        BadOption: it has no text, or the side of padding is unknown.
    """
    if plan.batch < 1:
        raise BadOption("batch_number", value=plan.batch)
    if plan.padding not in SIDES:
        raise BadOption("padding_side", value=plan.padding, choices=", ".join(SIDES))


def batch_of(plan: Plan, loaded: Loaded, checked: Checked, text: Prepared) -> tuple[int, Padding]:
    """How many texts go through the model together, and how they are padded: one by one where no padding holds."""
    if plan.batch == 1:
        return 1, Padding()
    found = padding_that_holds(loaded, checked, text, plan.padding)
    return (1, Padding()) if found is None else (plan.batch, found)


def padding_that_holds(loaded: Loaded, checked: Checked, text: Prepared, side: Side) -> Padding | None:
    """The padding under which every attention call of a text is as if the text were alone; None where there is none.

    Compared is A V of every call, on the first tokens of a text and on half of them, up to the self-check's tolerance.
    On the left, positions are told first, then left to the model, as some count them themselves from the ids.

    Args:
        loaded: the model; it runs three or four times on at most 64 tokens.
        checked: what the self-check found.
        text: any text that the model reads.
        side: where padding goes.
    """
    longer = {name: _tried(ids) for name, ids in text.inputs.items()}
    shorter = {name: ids[:, : ids.shape[1] // 2] if ids.ndim == 2 else ids for name, ids in longer.items()}
    alone = [_outputs(loaded, checked, inputs, text) for inputs in (shorter, longer)]
    for padding in (Padding(side, has_positions=True), Padding(side)) if side == "left" else (Padding(side),):
        try:
            together = _outputs(loaded, checked, joined_inputs(loaded, (shorter, longer), padding), text)
        except (RuntimeError, ValueError, IndexError, TypeError):  # a model may refuse a mask, or positions
            continue
        if _agree(alone, together, padding, checked.tolerance):
            return padding
    return None


def _tried(ids: Tensor) -> Tensor:
    if ids.ndim != 2:
        return ids
    repeated = ids.repeat(1, -(-TRIED_TOKENS // ids.shape[1]))
    return repeated[:, : max(TRIED_TOKENS, min(ids.shape[1], PREFIX_TOKENS))]


def _outputs(loaded: Loaded, checked: Checked, inputs: Inputs, text: Prepared) -> Outputs:
    """A V of every call, [batch, query, head, d_v]."""
    found: Outputs = {}
    seen: dict[str, int] = {}

    def listen(tapped: Tapped) -> None:
        number = seen.get(tapped.call.module, 0)
        seen[tapped.call.module] = number + 1
        found[Slot(tapped.call.module, number)] = tapped.output.detach()

    with torch.no_grad(), watch(loaded.model, listen, routes=checked.routes, adapters=checked.adapters):
        loaded.model(**inputs, **text.options)
    return found


def _agree(alone: Sequence[Outputs], together: Outputs, padding: Padding, tolerance: float) -> bool:
    """Whether every call gave each text what it gave it alone."""
    for number, one in enumerate(alone):
        if one.keys() != together.keys():
            return False
        for slot, output in one.items():
            mine = output[0]
            first = padding.first(len(mine), together[slot].shape[1])
            difference = (together[slot][number, first : first + len(mine)] - mine).abs().max()
            if not float(difference) <= tolerance * max(1.0, float(mine.abs().max())):
                return False
    return True
