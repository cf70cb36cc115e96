"""A model run on prepared inputs, checked first, with somebody listening at every head: for what no run keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from headscope.base.context import Progress, silent
from headscope.base.heads import Head
from headscope.capture.checking import check_on, seen_by
from headscope.errors import CannotObserve
from headscope.models.faith import Checked, SlotCheck, kernel_difference
from headscope.models.inputs import Prepared
from headscope.models.load import Loaded
from headscope.models.sites import Slot
from headscope.models.tap import Tapped


@dataclass(frozen=True, slots=True)
class Heard:
    """One attention call of one text, at a place that passed the self-check."""

    text: int
    check: SlotCheck
    tapped: Tapped

    @property
    def heads(self) -> tuple[str, ...]:
        """Ids of the heads of this call."""
        return tuple(str(Head(self.check.site, number)) for number in range(self.tapped.call.heads))


def outputs_heard(
    loaded: Loaded,
    prepared: Sequence[Prepared],
    hear: Callable[[Heard], None],
    *,
    checked: Checked | None = None,
    progress: Progress = silent,
) -> Iterator[Any]:
    """What the model makes of each input, after `hear` was told of each of its attention calls.

    Raises:
        CannotObserve: the self-check fails, on the first input or on any call at its full length.
    """
    checked = check_on(loaded, prepared[0]) if checked is None else checked
    for number, text in enumerate(prepared):
        progress("probes", number, len(prepared))
        seen: dict[str, int] = {}

        def listen(tapped: Tapped, number: int = number, seen: dict[str, int] = seen) -> None:
            call = seen.get(tapped.call.module, 0)
            seen[tapped.call.module] = call + 1
            check = checked.slots.get(Slot(tapped.call.module, call))
            if check is None:
                raise CannotObserve("unexpected_call", module=tapped.call.module, value=call + 1)
            difference = kernel_difference(tapped)
            if not difference <= checked.tolerance:
                raise CannotObserve(
                    "kernel_differs", modules=tapped.call.module, value=f"{difference:.2g}",
                    expected=f"{checked.tolerance:g}",
                )  # fmt: skip
            hear(Heard(number, check, tapped))

        with torch.no_grad(), seen_by(loaded, checked, listen):
            output = loaded.model(**text.inputs, **text.options)
        yield output
    progress("probes", len(prepared), len(prepared))
