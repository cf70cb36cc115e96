"""Seeing attention in a model's own code: calls of torch's attention function, and softmaxes with their products.

Models that do not ask transformers' interface still go through a few functions of torch:
`scaled_dot_product_attention`, whose arguments are an attention call; `multi_head_attention_forward`, which is run with
its insides open; or a softmax that is multiplied with values. A `TorchFunctionMode` sees them however they were
imported, and changes nothing.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Collection
from typing import Any

import torch.nn.functional as F
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from headscope.models.followed import Follower
from headscope.models.running import Running, covered, is_covered
from headscope.models.sites import holds_attention
from headscope.models.tap import Listener, Tapped, block_of, kind_of, mask_of
from headscope.stream.call import AttentionCall
from headscope.stream.mask import MaskSpec, causal

FUNCTION_ROUTES = ("mha", "sdpa", "softmax")
_SDPA = ("query", "key", "value", "attn_mask", "dropout_p", "is_causal")
_HEADS = ("num_heads", "num_attention_heads", "n_heads", "n_head", "heads", "nhead")


class FunctionTap(TorchFunctionMode):
    """Tells `listener` of the attention calls that functions of torch make while a module of the model runs."""

    def __init__(self, running: Running, listener: Listener, routes: Collection[str] = FUNCTION_ROUTES) -> None:
        super().__init__()
        self.running = running
        self.listener = listener
        self.routes = routes
        self.follower = Follower()
        self.mha_heads = 0  # heads of the multi-head function that runs with its insides open

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Run the function as it is, and look at what went in and came out."""
        kwargs = kwargs or {}
        if is_covered() or not self.running.stack:
            return func(*args, **kwargs)
        name = getattr(func, "__name__", "")
        if func is F.multi_head_attention_forward and "mha" in self.routes:
            return self._open(func, args, kwargs)
        route = "mha" if self.mha_heads else ""
        if func is F.scaled_dot_product_attention and (route or "sdpa" in self.routes):
            with covered():
                result = func(*args, **kwargs)
            self._tell_call(route or "sdpa", dict(zip(_SDPA, args, strict=False)) | kwargs, result)
            return result
        if not (route or "softmax" in self.routes):
            return func(*args, **kwargs)
        meeting = self.follower.meets(name, args)
        if meeting is None:
            result = func(*args, **kwargs)
            self.follower.made(name, args, kwargs, result)
            return result
        with covered():
            result = func(*args, **kwargs)
        self.follower.forget()
        self._tell_weights(route or "softmax", *meeting.ordered(result))
        return result

    def _open(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        before, self.mha_heads = self.mha_heads, int(kwargs.get("num_heads", args[4] if len(args) > 4 else 0))
        try:
            with self:
                return opened(func)(*args, **kwargs)
        finally:
            self.mha_heads = before

    def _tell_call(self, route: str, given: dict[str, Any], result: Tensor) -> None:
        """A call of `scaled_dot_product_attention`, which says everything itself."""
        name, module = self.running.innermost
        heads = self._heads(module)
        q, k, v, output = (with_heads(part.detach(), heads) for part in (*(given[one] for one in _SDPA[:3]), result))
        queries, keys = q.shape[2], k.shape[2]
        mask, bias = mask_of(name, _four(given.get("attn_mask")), keys)
        if given.get("is_causal"):
            mask = causal(queries, keys)
        scale = given.get("scale")
        call = AttentionCall(
            q=q,
            k=k,
            v=v,
            scale=q.shape[-1] ** -0.5 if scale is None else float(scale),
            mask=mask,
            bias=bias,
            module=name,
            kind=kind_of(name, module),
        )
        self.listener(Tapped(call, module, output.transpose(1, 2), None, "sdpa", route=route))

    def _tell_weights(self, route: str, weights: Tensor, shown: Tensor, values: Tensor, output: Tensor) -> None:
        """Weights on their way into a product."""
        name, module = self.running.innermost
        if holds_attention(module):
            return  # what a layer mixes beside its attention is none; if it is, `unseen` refuses it
        heads = self._heads(module)
        weights, shown, values, output = (with_heads(part.detach(), heads) for part in (weights, shown, values, output))
        call = AttentionCall(
            q=None,
            k=None,
            v=values,
            scale=1.0,
            mask=MaskSpec(block=block_of(shown)),
            module=name,
            kind=kind_of(name, module),
            weights=weights,
        )
        self.listener(Tapped(call, module, output.transpose(1, 2), None, "eager", route=route))

    def _heads(self, module: nn.Module) -> int:
        """Heads of the module that runs, as it says itself; 0 where it does not."""
        if self.mha_heads:
            return self.mha_heads
        return next((heads for name in _HEADS if isinstance(heads := getattr(module, name, None), int)), 0)


def opened(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function of torch, without its first question whether a mode wants to see it: its insides are seen.

    While a mode looks at a call, torch keeps it from looking into the call.
    """
    names = function.__globals__ | {"has_torch_function": lambda given: False}
    found = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__)  # type: ignore[attr-defined]
    found.__kwdefaults__ = function.__kwdefaults__  # type: ignore[attr-defined]
    return found


def with_heads(tensor: Tensor, heads: int) -> Tensor:
    """[batch, head, ...] of a tensor that has the two in one axis, or no head at all.

    >>> import torch
    >>> with_heads(torch.zeros(6, 4, 5), 3).shape, with_heads(torch.zeros(2, 4, 5), 0).shape
    (torch.Size([2, 3, 4, 5]), torch.Size([2, 1, 4, 5]))
    """
    if tensor.ndim != 3:
        return tensor
    heads = heads if heads > 0 and tensor.shape[0] % heads == 0 else 1
    return tensor.reshape(tensor.shape[0] // heads, heads, *tensor.shape[1:])


def _four(mask: Tensor | None) -> Tensor | None:
    """A mask with as many axes as a call has."""
    return mask if mask is None else mask[(None,) * (4 - mask.ndim)]
