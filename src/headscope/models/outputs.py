"""What each head adds to the residual stream: o_h = A_h V_h W_O^h.

The output projection is the linear map whose input is exactly what the attention call returned; it is found by watching
one run, not by name, and believed only if the sum law holds: sum over heads of o_h + b_O = the map's output (Elhage et
al. 2021, "A Mathematical Framework for Transformer Circuits").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode
from transformers.pytorch_utils import Conv1D

from headscope.models.sites import Slot
from headscope.models.tap import Tapped
from headscope.stream.call import AttentionCall
from headscope.stream.weights import block_of_rows

SUM_LAW_TOLERANCE = 1e-5
_KEYS_AT_A_TIME = 256  # their vectors of all heads are held at once


@dataclass(frozen=True, slots=True)
class Projection:
    """The output projection of one attention call, cut by heads: weight [head, d_v, model], bias [model] or None."""

    module: str
    weight: Tensor
    bias: Tensor | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A linear map that took an attention call's output: its name, weight [in, out], bias, and what it made of it."""

    name: str
    weight: Tensor
    bias: Tensor | None
    output: Tensor


@dataclass(slots=True)
class ProjectionWatch:
    """Linear maps found to take an attention call's output."""

    found: dict[Slot, Taken] = field(default_factory=dict)
    pending: list[tuple[Slot, Tensor]] = field(default_factory=list)

    def expect(self, slot: Slot, tapped: Tapped) -> None:
        """Look for the linear map that takes this output next; an adapter's call ends behind it."""
        self.pending = [(slot, tapped.output.flatten(-2))] if tapped.finish is None else []

    def took(self, name: str, weight: Tensor, bias: Tensor | None, given: Tensor, output: Tensor) -> None:
        """A linear map is done: weight [in, out]."""
        for slot, expected in self.pending:
            for axes in ((0, 1), (1, 0)):  # some models put the query before the text
                turned = expected.movedim((0, 1), axes)
                if given.numel() == turned.numel() and torch.equal(given.reshape(turned.shape), turned):
                    made = output.reshape(*turned.shape[:2], -1).movedim(axes, (0, 1))
                    self.found[slot] = Taken(name, weight, bias, made)
                    self.pending = []
                    return


class _LinearFunction(TorchFunctionMode):
    """Sees torch's linear function wherever a parameter of the model is its weight, also where no linear module runs:
    torch's own attention projects that way."""

    def __init__(self, watch: ProjectionWatch, names: dict[int, str]) -> None:
        super().__init__()
        self.watch = watch
        self.names = names

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Run the function as it is, and look at a linear one."""
        result = func(*args, **(kwargs or {}))
        if func is F.linear and self.watch.pending and len(args) > 1 and id(args[1]) in self.names:
            bias = args[2] if len(args) > 2 else (kwargs or {}).get("bias")
            self.watch.took(self.names[id(args[1])], args[1].T, bias, args[0], result)
        return result


@contextmanager
def watch_projections(model: nn.Module) -> Iterator[ProjectionWatch]:
    """Watch all linear maps of a model for the ones that take attention outputs."""
    watch = ProjectionWatch()
    names = {id(weight): name.removesuffix(".weight") for name, weight in model.named_parameters()}

    def finished(module: Conv1D, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        watch.took(names[id(module.weight)], module.weight, module.bias, inputs[0], output)

    with ExitStack() as stack:
        for module in model.modules():
            if isinstance(module, Conv1D):
                stack.callback(module.register_forward_hook(finished).remove)
        stack.enter_context(_LinearFunction(watch, names))
        yield watch


def projection_of(watch: ProjectionWatch, slot: Slot, tapped: Tapped) -> tuple[Projection | None, float | None]:
    """The output projection of a call and how far the sum law misses (relative to the largest output, at least 1).

    None where no linear module takes the call's output, its weights are not readable as a matrix (packed into few bits,
    or offloaded), or the law does not hold to 1e-5 (16-bit models: to what their number format resolves).
    """
    if slot not in watch.found:
        return None, None
    taken = watch.found[slot]
    weight, bias, output = taken.weight, taken.bias, taken.output
    heads, width = tapped.output.shape[2], tapped.output.shape[3]
    if weight.is_meta or not weight.is_floating_point() or weight.shape[0] != heads * width:
        return None, None
    wide = torch.promote_types(weight.dtype, torch.float32)
    projection = Projection(
        taken.name,
        weight.detach().to(wide).reshape(heads, width, -1),
        None if bias is None else bias.detach().to(wide),
    )
    total = head_outputs(tapped.call, projection).sum(0)
    total = total if projection.bias is None else total + projection.bias
    size = max(1.0, float(output.abs().max()))
    miss = float((total - output[0].to(wide)).abs().max()) / size
    tolerance = max(SUM_LAW_TOLERANCE, 8 * torch.finfo(output.dtype).eps)
    return (projection if miss <= tolerance else None), miss


def head_outputs(call: AttentionCall, projection: Projection, *, batch: int = 0) -> Tensor:
    """o_h = A_h V_h W_O^h of every head, [head, query, model] (what a head adds, before the bias of the projection)."""
    block = block_of_rows(call, 0, call.queries, batch=batch)
    added: Tensor = mixed_values(block.weights, call, batch=batch) @ projection.weight.to(block.weights.dtype)
    return added


def mixed_values(weights: Tensor, call: AttentionCall, *, batch: int = 0) -> Tensor:
    """A V of some rows, [head, row, d_v]; heads of a group share their values."""
    if call.v is None:
        raise ValueError("the call holds no values")
    values = call.v[batch].to(weights.dtype)
    mixed: Tensor = weights @ values.repeat_interleave(call.heads // values.shape[0], dim=0)
    return mixed


def value_norms(call: AttentionCall, projection: Projection, *, batch: int = 0) -> Tensor:
    """||V_h(k) W_O^h|| of every key, [head, key]: the size of what a key hands over if read with weight 1.

    One head's norm-weighted map is weights x value norms (Kobayashi et al. 2020, arXiv 2004.10102). Sums over heads
    must add vectors first: norms of different heads do not add up.
    """
    if call.v is None:
        raise ValueError("the call holds no values")
    group = call.heads // call.v.shape[1]
    return _norms([call.v[batch, head // group] for head in range(call.heads)], projection)


def joint_norms(weights: Tensor, call: AttentionCall, projection: Projection, *, batch: int = 0) -> Tensor:
    """||sum over heads of A_h(q,k) V_h(k) W_O^h|| of some rows, [1, row, key]: what a key hands over through all heads
    of the layer together, in model units, 0 or more.

    The vectors of the heads are added before the norm is taken (Kobayashi et al. 2020, "Attention is Not Only a
    Weight", section 2.3, arXiv 2004.10102), so heads that cancel each other leave nothing. It does not show what the
    residual stream and the layer norm make of the sum, and it is no share: rows do not sum to 1.

    Args:
        weights: A of the rows, [head, row, key].
        call: the attention call; its values are read.
        projection: the output projection, cut by heads.
        batch: which text of the call.
    """
    if call.v is None:
        raise ValueError("the call holds no values")
    values = call.v[batch].double().repeat_interleave(call.heads // call.v.shape[1], dim=0)
    squared = torch.empty(weights.shape[1:], dtype=torch.float64, device=weights.device)
    for start in range(0, call.keys, _KEYS_AT_A_TIME):
        some = slice(start, start + _KEYS_AT_A_TIME)
        handed = (values[:, some] @ projection.weight.double()).transpose(0, 1)  # [key, head, model]
        gram = handed @ handed.transpose(1, 2)  # [key, head, head]
        shares = weights[:, :, some].double().permute(2, 1, 0)  # [key, row, head]
        squared[:, some] = ((shares @ gram) * shares).sum(-1).T
    return squared.clamp_min(0).sqrt()[None]


def output_norms(mixed: Tensor, projection: Projection) -> Tensor:
    """||o_h|| of rows whose A V is given, [head, row]."""
    return _norms(list(mixed), projection)


def _norms(vectors: Sequence[Tensor], projection: Projection) -> Tensor:
    """||v W_O^h|| for the vectors [n, d_v] of each head, [head, n], one head at a time in float64."""
    found = []
    for some, weight in zip(vectors, projection.weight.double(), strict=True):
        wide = some.double()
        found.append(((wide @ (weight @ weight.T)) * wide).sum(-1).clamp_min(0).sqrt())
    return torch.stack(found)
