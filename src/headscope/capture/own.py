"""Any module of PyTorch on tensors that its owner hands over: no tokenizer, no configuration, labels if there are."""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeGuard

import torch
from torch import Tensor, nn

from headscope.base.context import Progress, silent
from headscope.base.text import Text
from headscope.capture.labels import checked_labels, text_of_labels
from headscope.capture.observe import load_given, observe_prepared
from headscope.capture.plan import Plan
from headscope.errors import BadInput
from headscope.models.faith import Checked, check_model
from headscope.models.inputs import Prepared
from headscope.store.run import Run

Inputs = Tensor | Mapping[str, Any] | tuple[Any, ...]
LabelsBySide = Sequence[str] | Mapping[str, Sequence[str]]


def are_inputs(given: Any) -> TypeGuard[Inputs]:
    """Whether something is what a module's forward takes, and no text: a tensor, arguments by name or in a tuple."""
    return isinstance(given, Tensor | Mapping) or (
        isinstance(given, tuple) and any(isinstance(g, Tensor) for g in given)
    )


def observe_own(
    module: Any,
    inputs: Inputs,
    *,
    labels: LabelsBySide | None = None,
    out: str | Path | None = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Run:
    """Every head's exact statistics of a module on these arguments of its forward: one text, whole.

    Args:
        module: a module in evaluation mode, or a model as `observe` takes it; its attention is found by the same routes
            as a model's, and by `plan.adapters`.
        inputs: one tensor, a tuple of positional arguments, or arguments by name.
        labels: what its tokens are called: a list for the only side, or lists by side (`source`, `target`; `text`;
            any names). Each place that attends gets the sides that are as long as its call. None numbers them.
        out, plan, progress: as in `observe`.

    Raises:
        BadInput: the arguments do not fit the forward, or hold several texts.
        BadMatrix: labels are no text.
        CannotObserve: the self-check fails, or a call is as long as none of the sides.

    >>> from headscope.testing.adapters import LoneAdapter, LoneAttention
    >>> plan = Plan(adapters=(LoneAdapter(),))
    >>> run = observe_own(LoneAttention().eval(), torch.zeros(1, 3, 8), labels=["a", "b", "c"], plan=plan)
    >>> (100 * run.array("L0", "weights", 0)).astype(int).tolist()
    [[[100, 0, 0], [50, 50, 0], [33, 33, 33]]]
    """
    plan, began = plan or Plan(), time.perf_counter()
    loaded = load_given(module, None, plan)
    module, given = loaded.model, named(loaded.model, inputs)
    progress("check", 0, 1)
    with torch.no_grad():
        checked = check_model(module, lambda module: module(**given), adapters=plan.adapters)
    progress("check", 1, 1)
    texts = {check.tapped.call.texts for check in checked.slots.values()}
    if texts != {1}:
        raise BadInput("own_texts", value=", ".join(map(str, sorted(texts))))
    sides = sides_of_calls(checked, labels)
    checked = replace(checked, lengths={name: len(side.tokens) for name, side in sides.items()})
    tensors = {name: one for name, one in given.items() if isinstance(one, Tensor)}
    options = {name: one for name, one in given.items() if name not in tensors}
    prepared = Prepared(tensors, options, sides)
    return observe_prepared(loaded, [prepared], plan, out=out, checked=checked, progress=progress, began=began)


def named(module: nn.Module, inputs: Inputs) -> dict[str, Any]:
    """The arguments of a module's forward by name.

    Raises:
        BadInput: they do not fit, or the forward takes arguments without names.

    >>> sorted(named(nn.Bilinear(2, 2, 2), (torch.zeros(1, 2), torch.zeros(1, 2))))
    ['input1', 'input2']
    """
    if isinstance(inputs, Mapping):
        return dict(inputs)
    given = inputs if isinstance(inputs, tuple) else (inputs,)
    signature = inspect.signature(module.forward)
    kinds = {parameter.kind for parameter in signature.parameters.values()}
    try:
        bound = signature.bind(*given)
    except TypeError as error:
        raise BadInput("own_arguments", model=type(module).__name__, reason=str(error)) from error
    if inspect.Parameter.VAR_POSITIONAL in kinds or inspect.Parameter.POSITIONAL_ONLY in kinds:
        raise BadInput("own_arguments", model=type(module).__name__, reason="*args")
    return dict(bound.arguments)


def sides_of_calls(checked: Checked, labels: LabelsBySide | None) -> dict[str, Text]:
    """The sides that calls of these lengths read: as labelled, else numbered from 0 (`target` and `source` where one
    stack reads another, else `text`, `text2`, ... by length).

    Raises:
        BadMatrix: labels are no text.
    """
    if labels is not None:
        by_name = labels if isinstance(labels, Mapping) else {"text": labels}
        return {name: text_of_labels(checked_labels(some)) for name, some in by_name.items()}
    sizes: dict[str, int] = {}
    for check in checked.slots.values():
        if check.site.kind == "X":
            sizes |= {"target": check.tapped.call.queries, "source": check.tapped.call.keys}
    for check in checked.slots.values():
        for length in (check.tapped.call.queries, check.tapped.call.keys):
            if length not in sizes.values():
                sizes[f"text{len(sizes) + 1}" if sizes else "text"] = length
    return {name: text_of_labels([str(number) for number in range(size)]) for name, size in sizes.items()}
