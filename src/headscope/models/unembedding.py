"""From the residual stream to logits: the output embedding, with the norm before it folded in as far as it is linear.

A final norm divides by the size of the whole stream, which is the same for all tokens and leaves their order alone; its
gain and its centring are linear and belong to the output embedding (Elhage et al. 2021, "A Mathematical Framework for
Transformer Circuits"). Its bias and the bias of the output embedding are no head's doing and stay out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from headscope.errors import CannotObserve
from headscope.models.load import Loaded
from headscope.models.routes import watch

NORM_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Unembedding:
    """What turns a direction of the residual stream into logits.

    Attributes:
        weight: of the output embedding, [vocabulary, model].
        gain: of the final norm, [model]; ones where there is none.
        is_centred: the final norm takes the mean away (layer norm).
        norm: name of the final norm's module, empty where there is none.
    """

    weight: Tensor
    gain: Tensor
    is_centred: bool
    norm: str = ""

    @property
    def vocabulary(self) -> int:
        """Number of tokens that have logits."""
        return int(self.weight.shape[0])


@dataclass(slots=True)
class _Trace:
    """What one run showed: outputs of blocks that hold attention, inputs and outputs of norms, the last input."""

    blocks: list[Tensor] = field(default_factory=list)
    norms: list[tuple[str, nn.Module, Tensor, Tensor]] = field(default_factory=list)
    last: Tensor | None = None


def unembedded(unembedding: Unembedding, ids: Sequence[int]) -> Tensor:
    """What a direction is multiplied with for the logits of some tokens, [id, model], float32.

    logit(token) = direction . row(token), up to one positive factor for all tokens of a position.

    >>> one = Unembedding(torch.eye(3), torch.tensor([1.0, 2.0, 1.0]), is_centred=False)
    >>> unembedded(one, [1]).tolist()
    [[0.0, 2.0, 0.0]]
    """
    rows = unembedding.weight[torch.as_tensor(list(ids), device=unembedding.weight.device)].float()
    rows = rows * unembedding.gain.float()
    return rows - rows.mean(-1, keepdim=True) if unembedding.is_centred else rows


def find_unembedding(loaded: Loaded, inputs: dict[str, Tensor], options: dict[str, Any]) -> Unembedding:
    """The output embedding of a model and the norm before it, found by watching one run.

    Raises:
        CannotObserve: there is no output embedding, or more than a norm stands between it and the last block.
    """
    head = loaded.model.get_output_embeddings()
    if not isinstance(getattr(head, "weight", None), Tensor):
        raise CannotObserve("output_embedding_missing", model=loaded.name)
    with _traced(loaded.model, head) as trace, torch.no_grad():
        loaded.model(**inputs, **options)
    weight = head.weight.detach()
    for name, norm, given, made in reversed(trace.norms):
        if _ends_with(made, trace.last) and any(_ends_with(block, given) for block in trace.blocks):
            gain, is_centred = _linear_part(norm, weight, loaded.name)
            return Unembedding(weight, gain, is_centred, name)
        if _ends_with(made, trace.last):
            raise CannotObserve("output_not_linear", model=loaded.name)
    if not any(_ends_with(block, trace.last) for block in trace.blocks):
        raise CannotObserve("output_not_linear", model=loaded.name)
    return Unembedding(weight, torch.ones_like(weight[0]), is_centred=False)


@contextmanager
def _traced(model: nn.Module, head: nn.Module) -> Iterator[_Trace]:
    """Hooks on everything that may stand at the end of the residual stream."""
    trace = _Trace()
    holding: set[str] = set()
    names = {id(module): name for name, module in model.named_modules()}

    def block(module: nn.Module, _inputs: tuple[Any, ...], output: Any) -> None:
        found = output[0] if isinstance(output, tuple) else output
        if isinstance(found, Tensor) and any(inner.startswith(f"{names[id(module)]}.") for inner in holding):
            trace.blocks.append(found)

    def norm(module: nn.Module, inputs: tuple[Any, ...], output: Any) -> None:
        if inputs and isinstance(inputs[0], Tensor) and isinstance(output, Tensor):
            trace.norms.append((names[id(module)], module, inputs[0], output))

    def last(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
        trace.last = inputs[0]

    with ExitStack() as stack:
        for module in model.modules():
            hook = norm if _is_norm(module) else block
            stack.callback(module.register_forward_hook(hook).remove)
        stack.callback(head.register_forward_pre_hook(last).remove)
        stack.enter_context(watch(model, lambda tapped: holding.add(tapped.call.module)))
        yield trace


def _is_norm(module: nn.Module) -> bool:
    """It holds nothing but a vector of gains (and perhaps one of biases)."""
    own = [parameter.ndim for parameter in module.parameters(recurse=False)]
    return own in ([1], [1, 1]) and not list(module.children())


def _ends_with(whole: Tensor, part: Tensor | None) -> bool:
    """The last positions of `whole` are `part`: some models compute the logits of the last position only."""
    if part is None or whole.ndim != 3 or part.ndim != 3 or whole.shape[-1] != part.shape[-1]:
        return False
    return part.shape[1] <= whole.shape[1] and torch.equal(whole[:, whole.shape[1] - part.shape[1] :], part)


def _linear_part(norm: nn.Module, like: Tensor, name: str) -> tuple[Tensor, bool]:
    """Gain and centring of a norm, read from what it makes of +-1 and believed if they foretell another vector."""
    width = like.shape[1]
    signs = torch.ones(width, dtype=like.dtype, device=like.device)
    signs[1::2] = -1.0
    with torch.no_grad():
        plus, minus = norm(signs[None, None])[0, 0], norm(-signs[None, None])[0, 0]
        gain, bias = (plus - minus) / 2 * signs, (plus + minus) / 2
        tried = torch.linspace(-1.0, 3.0, width, dtype=torch.float32, device=like.device).cos() + 0.5
        made = (norm(tried.to(like.dtype)[None, None])[0, 0] - bias).float()
    for is_centred in (False, True):
        moved = tried - tried.mean() if is_centred else tried
        foretold = gain.float() * moved / moved.square().mean().sqrt()
        if float((foretold - made).abs().max()) <= NORM_TOLERANCE * max(1.0, float(made.abs().max())):
            return gain, is_centred
    raise CannotObserve("output_not_linear", model=name)
