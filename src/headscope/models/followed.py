"""Weights of a model's own code, followed from the softmax that makes them to the product that spends them.

Between the two lie dropout, a change of number format, a reshaping, a head mask: what multiplies the values is what
counts, so the weights are taken where they are multiplied.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

HIDDEN_SCORE = -9000.0  # models hide a key by -10000 at least; a score that low has no weight beside any other
_SOFTMAXES = frozenset({"softmax", "special_softmax"})
_LAYOUTS = frozenset(
    {"view", "reshape", "flatten", "unflatten", "transpose", "permute", "swapaxes", "swapdims", "squeeze", "unsqueeze"}
)
_PRODUCTS = frozenset({"matmul", "__matmul__", "bmm"})
_AT_ONCE = 4  # softmaxes whose product has not come yet; the last ones are kept


@dataclass(frozen=True, slots=True)
class _Made:
    """Weights on their way, and which of them are of visible keys."""

    weights: Tensor
    shown: Tensor


@dataclass(frozen=True, slots=True)
class Meeting:
    """Weights and values that are about to be multiplied.

    Attributes:
        weights: [..., query, key], whatever stands before; as an einsum's equation says where there is one.
        shown: which of them are of visible keys, bool, same shape.
        values: [..., key, d_v].
        equation: of an einsum; empty for a plain product.
    """

    weights: Tensor
    shown: Tensor
    values: Tensor
    equation: str

    def ordered(self, output: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Weights, visible keys, values and what became of them, the axes as a plain product has them.

        >>> import torch
        >>> weights, values = torch.rand(2, 3, 4, 5), torch.rand(5, 2, 3, 6)
        >>> output = torch.einsum("bnij,jbnd->ibnd", weights, values)
        >>> found = Meeting(weights, weights > 0, values, "bnij,jbnd->ibnd").ordered(output)
        >>> bool(torch.allclose(found[0] @ found[2], found[3], atol=1e-6))
        True
        """
        axes = _axes(self.equation) if self.equation else None
        if axes is None:
            return self.weights, self.shown, self.values, output
        first, second, out = axes
        return (
            self.weights.permute(first),
            self.shown.permute(first),
            self.values.permute(second),
            output.permute(out),
        )


@dataclass(slots=True)
class Follower:
    """The softmaxes of a run that wait for their product."""

    waiting: deque[_Made] = field(default_factory=lambda: deque(maxlen=_AT_ONCE))

    def made(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        """Look at a finished operation: a softmax over keys begins, what keeps all weights goes on."""
        if not isinstance(result, Tensor):
            return
        if name in _SOFTMAXES:
            scores = args[0] if args else kwargs["input"]
            if scores.ndim >= 3 and _axis(args, kwargs) in (-1, scores.ndim - 1):
                self.waiting.append(_Made(result, ~(scores.detach() <= HIDDEN_SCORE)))
            return
        found = next((one for one in self.waiting if any(_same(one.weights, some) for some in args)), None)
        if found is None or result.numel() != found.weights.numel() or _same(found.weights, result):
            return
        shown = found.shown
        if name in _LAYOUTS:
            shown = getattr(shown, name)(*args[1:], **kwargs)
        if shown.shape == result.shape:
            self.waiting.append(_Made(result, shown))

    def meets(self, name: str, args: tuple[Any, ...]) -> Meeting | None:
        """The weights that an operation is about to multiply with values; None where it is not."""
        equation, operands = (args[0], args[1:]) if name == "einsum" and isinstance(args[0], str) else ("", args)
        if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
            operands = tuple(operands[0])
        if (name not in _PRODUCTS and not equation) or len(operands) != 2 or not isinstance(operands[1], Tensor):
            return None
        found = next((one for one in self.waiting if _same(one.weights, operands[0])), None)
        if found is None:
            return None
        weights, values = found.weights, operands[1]
        is_known = _axes(equation) is not None if equation else weights.shape[:-2] == values.shape[:-2]
        if not is_known or weights.ndim not in (3, 4):
            return None
        return Meeting(weights, found.shown, values, equation)

    def forget(self) -> None:
        """What waited has been spent."""
        self.waiting.clear()


def _axis(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return kwargs.get("dim", args[1] if len(args) > 1 else None)


def _same(one: Tensor, other: Any) -> bool:
    """The same numbers in the same places and the same shape."""
    return (
        isinstance(other, Tensor)
        and one.shape == other.shape
        and one.dtype == other.dtype
        and one.stride() == other.stride()
        and one.data_ptr() == other.data_ptr()
    )


def _axes(equation: str) -> tuple[list[int], list[int], list[int]] | None:
    """How the axes of an einsum's operands and result are put in order; None where it is no product of matrices.

    >>> _axes("bnij,jbnd->ibnd")
    ([0, 1, 2, 3], [1, 2, 0, 3], [1, 2, 0, 3])
    """
    parts = equation.replace(" ", "").replace("->", ",").split(",")
    if len(parts) != 3 or any(len(set(part)) != len(part) or "." in part for part in parts):
        return None
    first, second, out = parts
    shared = [axis for axis in first if axis in second and axis in out]
    query = [axis for axis in first if axis not in second and axis in out]
    key = [axis for axis in first if axis in second and axis not in out]
    width = [axis for axis in second if axis not in first and axis in out]
    wanted = (shared + query + key, shared + key + width, shared + query + width)
    if len(query) != 1 or len(key) != 1 or len(width) != 1:
        return None
    if any(len(part) != len(axes) for part, axes in zip(parts, wanted, strict=True)):
        return None
    first_order, second_order, out_order = (
        [part.index(axis) for axis in axes] for part, axes in zip(parts, wanted, strict=True)
    )
    return first_order, second_order, out_order
