"""Seeing every attention call of a model without touching what it computes.

transformers asks `AttentionInterface.get_interface(name, default)` for the function that computes attention, each time.
While a tap is open, what it hands out is wrapped: the model's own function still runs, on the same tensors, under the
same implementation name, and the listener of the observed model sees what went in and what came out. Registering an
implementation of our own would be simpler and wrong: mask creation and several models test the name.
"""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface

from headscope.errors import CannotObserve
from headscope.models.masks import LazyMask, attend_by_rows, close_masks, open_masks, spec_of
from headscope.models.running import enter_covered, leave_covered
from headscope.stream.call import AttentionCall
from headscope.stream.mask import MaskSpec, causal

IMPLEMENTATIONS = ("sdpa", "eager")
_TENSORS = ("module", "query", "key", "value")


@dataclass(frozen=True, slots=True)
class Tapped:
    """One attention call and what the model's own function made of it.

    Attributes:
        call: what went in.
        module: the module that asked.
        output: A V of all heads as the model got it, [batch, query, head, d_v]; what `finish` makes of it, where an
            adapter reads the module from outside.
        weights: the model's own map [batch, head, query, key] where its function returns one (`eager`), else None.
        implementation: name of the function, `sdpa` or `eager`.
        is_by_rows: it ran on blocks of rows, as the mask of a long text was not built (`models.masks`).
        route: how the call was seen: `tap`, `mha`, `sdpa`, `softmax` (`models.routes`), or an adapter's name.
        finish: what the module makes of A V of some rows, [batch, query, head, d_v]; None where `output` is A V.
    """

    call: AttentionCall
    module: nn.Module
    output: Tensor
    weights: Tensor | None
    implementation: str
    is_by_rows: bool = False
    route: str = "tap"
    finish: Callable[[Tensor], Tensor] | None = None


Listener = Callable[[Tapped], None]


@dataclass(frozen=True, slots=True)
class _Open:
    """One open tap: the modules it observes by identity, the thread it listens on, whom it tells."""

    names: dict[int, str]
    thread: int
    listener: Listener


_ALL_SEEN = MaskSpec()
_LOCK = threading.Lock()
_OPEN: list[_Open] = []  # the patch point is one for the whole process, so the list of open taps is too
_ORIGINAL: dict[str, Any] = {}


@contextmanager
def tap(model: nn.Module, listener: Listener) -> Iterator[None]:
    """Tell `listener` of every attention call that a module of `model` makes in this thread.

    Calls of other modules and from other threads pass untouched. When the last tap closes, also after an exception,
    transformers is exactly as before.

    While it is open, masks of texts of more than `masks.OWN_MASK_TOKENS` tokens are not built, and the model's sdpa
    function runs on blocks of rows instead: its output differs by rounding.

    Raises:
        CannotObserve: (from inside the model) an implementation other than sdpa or eager computes attention.
    """
    names = {id(module): name for name, module in model.named_modules()}
    mine = _Open(names, threading.get_ident(), listener)
    with _LOCK:
        if not _OPEN:
            _ORIGINAL["get_interface"] = AttentionInterface.__dict__["get_interface"]
            AttentionInterface.get_interface = _get_interface  # type: ignore[method-assign,assignment]
            open_masks(_listens_here)
        _OPEN.append(mine)
    try:
        yield
    finally:
        with _LOCK:
            _OPEN.remove(mine)
            if not _OPEN:
                AttentionInterface.get_interface = _ORIGINAL.pop("get_interface")  # type: ignore[method-assign]
                close_masks()


def _get_interface(interface: Any, attn_implementation: str, default: Callable[..., Any]) -> Callable[..., Any]:
    return _observed(_ORIGINAL["get_interface"](interface, attn_implementation, default), attn_implementation)


@functools.lru_cache(
    maxsize=64
)  # a model asks once a layer and forward; to wrap takes longer than what is wrapped here
def _observed(function: Callable[..., Any], attn_implementation: str) -> Callable[..., Any]:
    """The function that computes attention, telling those who listen; outside of taps it is never handed out."""

    @functools.wraps(function)
    def observed(module: nn.Module, query: Tensor, key: Tensor, value: Tensor, *args: Any, **kwargs: Any) -> Any:
        listening = [one for one in _OPEN if one.thread == threading.get_ident() and id(module) in one.names]
        if not listening and not any(isinstance(one, LazyMask) for one in (*args, *kwargs.values())):
            return function(module, query, key, value, *args, **kwargs)
        given = _arguments(function, module, query, key, value, args, kwargs)
        mask = given.get("attention_mask")
        is_by_rows = isinstance(mask, LazyMask) and mask.shape[2:] == (query.shape[2], key.shape[2])
        enter_covered()
        try:
            if is_by_rows:
                rest = {name: value for name, value in given.items() if name not in _TENSORS}
                result: Any = attend_by_rows(function, module, query, key, value, rest)
            else:
                result = function(module, query, key, value, *args, **kwargs)
        finally:
            leave_covered()
        for tapped in listening:
            name = tapped.names[id(module)]
            implementation = attn_implementation or "eager"
            if implementation not in IMPLEMENTATIONS:
                raise CannotObserve("implementation", module=name, value=implementation)
            call = _call(name, module, implementation, given)
            weights = result[1] if isinstance(result[1], Tensor) else None
            tapped.listener(Tapped(call, module, result[0], weights, implementation, is_by_rows))
        return result

    return observed


def _listens_here() -> bool:
    return any(one.thread == threading.get_ident() for one in _OPEN)


def _arguments(function: Callable[..., Any], *given: Any) -> dict[str, Any]:
    """The call's arguments by name, whatever way the model passed them."""
    module, query, key, value, args, kwargs = given
    named = {"module": module, "query": query, "key": key, "value": value, **kwargs}
    if args:
        named.update(zip(_names(function)[len(_TENSORS) :], args, strict=False))
    return named


@functools.lru_cache(maxsize=64)
def _names(function: Callable[..., Any]) -> tuple[str, ...]:
    """A function's arguments in order."""
    return tuple(inspect.signature(function).parameters)


def _call(name: str, module: nn.Module, implementation: str, given: dict[str, Any]) -> AttentionCall:
    q, k, v = (one.detach() if one.requires_grad else one for one in (given["query"], given["key"], given["value"]))
    queries, keys = q.shape[2], k.shape[2]
    mask, bias = mask_of(name, given.get("attention_mask"), keys)
    is_causal = given.get("is_causal")
    is_causal = getattr(module, "is_causal", True) if is_causal is None else is_causal
    if implementation == "sdpa" and given.get("attention_mask") is None and bool(is_causal) and queries > 1:
        mask = _causal(queries, keys)
    position_bias = given.get("position_bias")
    if position_bias is not None:
        position_bias = position_bias.detach()[..., :keys]
        bias = position_bias if bias is None else bias + position_bias
    sinks = given.get("s_aux") if given.get("s_aux") is not None else given.get("sinks")
    scale = given.get("scaling")
    kind = kind_of(name, module)
    return AttentionCall(
        q=q,
        k=k,
        v=v,
        scale=q.shape[-1] ** -0.5 if scale is None else float(scale),
        mask=mask,
        softcap=given.get("softcap"),
        bias=bias,
        sinks=None if sinks is None else sinks.detach(),
        module=name,
        kind=kind,
        query_offset=keys - queries if kind != "cross" and keys > queries else 0,
    )


_causal = functools.lru_cache(maxsize=4)(causal)  # one for all layers


def mask_of(name: str, mask: Any, keys: int) -> tuple[MaskSpec, Tensor | None]:
    """What a mask tensor of the module `name` shows, and what a float mask adds to visible scores.

    Raises:
        CannotObserve: it is no tensor of four axes.
    """
    if mask is None:
        return _ALL_SEEN, None
    if isinstance(mask, LazyMask):
        return spec_of(mask, keys), None
    if not isinstance(mask, Tensor) or mask.ndim != 4:
        raise CannotObserve("mask_kind", module=name, value=f"{type(mask).__name__} {getattr(mask, 'ndim', '')}")
    mask = mask.detach()[..., :keys]
    if mask.dtype == torch.bool:
        return MaskSpec(block=block_of(mask)), None
    shown = mask > torch.finfo(mask.dtype).min / 2
    added = torch.where(shown, mask, torch.zeros_like(mask))
    return MaskSpec(block=block_of(shown)), added if bool(added.any()) else None


def block_of(shown: Tensor) -> Callable[[int, int], Tensor]:
    """The rows of a bool tensor [batch or 1, head or 1, query or 1, key], as a mask hands them out."""
    return lambda start, stop: shown[:, :, start:stop] if shown.shape[2] > 1 else shown


def kind_of(name: str, module: nn.Module) -> str:
    """`cross`, `encoder` or `self`, told by the module's own flags and its name.

    >>> kind_of("model.decoder.layers.0.encoder_attn", nn.Module())
    'cross'
    """
    return "cross" if getattr(module, "is_cross_attention", False) else _kind_told_by(name)


@functools.lru_cache(maxsize=1024)
def _kind_told_by(name: str) -> str:
    parts = name.lower().split(".")
    crossing = ("encoder_attn", "encdecattention", "crossattention", "cross_attn", "cross_attention", "multihead_attn")
    if any(part in crossing for part in parts):
        return "cross"
    has_decoder = any(part.startswith("decoder") for part in parts)
    return "encoder" if "encoder" in parts and not has_decoder else "self"
