"""Masks of long texts that are never built: a recipe that gives any rows of the mask, and attention block by block.

For sdpa, transformers builds a bool mask of queries x keys wherever a window or padding forbids its own shortcut; at
128k tokens it takes 16 GiB. While a tap is open, masks of texts longer than `OWN_MASK_TOKENS` are recipes instead: the
model's own attention function runs on blocks of rows, over the keys that a block sees, which is the same mathematics in
another order (the output differs by rounding). Shorter texts get the model's own mask, and keep every bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor
from transformers import AttentionMaskInterface

from headscope.models.mask_rules import Spans, spans_of_recipe, spans_of_rows
from headscope.stream.mask import MaskSpec

OWN_MASK_TOKENS = 4096
ROWS = 256
EDGES_CHECKED, RANDOM_CHECKED = 12, 12
_FACTS = frozenset({"shape", "dtype", "device", "ndim", "layout", "is_cuda", "is_cpu", "requires_grad", "is_nested"})
_SIZES = frozenset({"dim", "size", "ndimension", "numel", "is_floating_point", "is_complex"})
_COPIES = frozenset({"to", "contiguous", "detach", "clone"})
_ORIGINAL: dict[str, Callable[..., Any]] = {}


class _NotSkippedError(Exception):
    """The mask function was asked, so transformers would have built the mask."""


class LazyMask(Tensor):
    """A bool mask [batch, 1, query, key] with a shape, and rows on demand; its storage is one element.

    Slices that leave the shape alone, and copies, give the mask itself. Whatever else is done to it builds the whole
    mask, as the model would have: correct, but queries x keys in size.
    """

    recipe: dict[str, Any]
    found: list[Spans]

    @staticmethod
    def make(recipe: dict[str, Any]) -> LazyMask:
        """The mask that transformers would build from the arguments of its mask function."""
        shape = (recipe["batch_size"], 1, recipe["q_length"], recipe["kv_length"])
        mask = torch.zeros(1, dtype=torch.bool, device=recipe.get("device", "cpu")).expand(shape).as_subclass(LazyMask)
        mask.recipe, mask.found = recipe, []
        return mask

    @classmethod
    def __torch_function__(
        cls, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Shape and identity without building anything; all else on the built mask."""
        name = getattr(func, "__name__", "")
        fact = getattr(getattr(func, "__self__", None), "__name__", "") if name == "__get__" else ""
        if name in _SIZES or fact in _FACTS:
            with torch._C.DisableTorchFunctionSubclass():
                return func(*args, **(kwargs or {}))
        if isinstance(args[0], LazyMask) and not kwargs and _keeps_all(args[0], name, args[1:]):
            return args[0]
        built = [_built(argument) for argument in args]
        return func(*built, **{key: _built(value) for key, value in (kwargs or {}).items()})

    def rows(self, start: int, stop: int, low: int = 0, high: int | None = None) -> Tensor:
        """Rows start..stop over the keys low..high: bool [batch, 1, stop - start, high - low]."""
        given = self.recipe
        high = given["kv_length"] if high is None else high
        changed = {
            "q_length": stop - start,
            "q_offset": given.get("q_offset", 0) + start,
            "kv_length": high - low,
            "kv_offset": given.get("kv_offset", 0) + low,
            "allow_is_causal_skip": False,
            "allow_is_bidirectional_skip": False,
        }
        shown: Tensor = _sdpa_mask()(**given | changed)
        return shown

    def blocks(self) -> Iterator[tuple[int, int]]:
        """First row and one past the last of each block of rows."""
        queries = self.recipe["q_length"]
        for start in range(0, queries, ROWS):
            yield start, min(start + ROWS, queries)

    def spans(self) -> Spans:
        """What every row sees, found once for all layers that share the mask: from the recipe where it is made of
        known parts and a few rows agree, else key by key."""
        if not self.found:
            told = spans_of_recipe(self.recipe)
            self.found.append(told if told is not None and _agrees(self, told) else _scanned(self))
        return self.found[0]


def open_masks(is_wanted: Callable[[], bool]) -> None:
    """From now on transformers' mask function for sdpa hands out recipes for long texts, while they are wanted."""
    mapping: dict[str, Any] = AttentionMaskInterface._global_mapping
    _ORIGINAL["sdpa"] = mapping["sdpa"]

    def mask_of(**given: Any) -> Tensor | None:
        mask: Tensor | None = lazy_mask(**given) if is_wanted() else _sdpa_mask()(**given)
        return mask

    mapping["sdpa"] = mask_of


def close_masks() -> None:
    """Transformers' mask function is its own again."""
    mapping: dict[str, Any] = AttentionMaskInterface._global_mapping
    mapping["sdpa"] = _ORIGINAL.pop("sdpa")


def lazy_mask(**given: Any) -> Tensor | None:
    """What transformers' own function would give: no mask where none is needed, its own for short texts, else a recipe.

    Whether it needs one is asked of itself, with a mask function that must not be reached.
    """
    own = _sdpa_mask()
    if max(given["q_length"], given["kv_length"]) <= OWN_MASK_TOKENS or given["q_length"] <= ROWS:
        mask: Tensor | None = own(**given)
        return mask

    def reached(*_: Any) -> Tensor:
        raise _NotSkippedError

    try:
        none: Tensor | None = own(**given | {"mask_function": reached, "use_vmap": False})
    except _NotSkippedError:
        return LazyMask.make(given)
    return none


def attend_by_rows(
    function: Callable[..., Any], module: Any, query: Tensor, key: Tensor, value: Tensor, given: dict[str, Any]
) -> tuple[Tensor, None]:
    """The model's own attention function on blocks of rows: [batch, query, head, d_v] and no weights.

    Memory is O(queries + keys) besides a block of rows. Each row is computed from the same numbers as in one call, over
    the keys that its block sees; sums run in another order, so the output differs by rounding.

    Args:
        function: the model's own attention function.
        module: the module that asks.
        query, key, value: as the model hands them over.
        given: its other arguments by name, with a lazy `attention_mask`.
    """
    mask, bias, keys = given["attention_mask"], given.get("position_bias"), key.shape[2]
    rest = {name: argument for name, argument in given.items() if name not in ("attention_mask", "position_bias")}
    spans, outputs = mask.spans(), []
    for start, stop in mask.blocks():
        seen = spans.high[:, start:stop] > 0
        low = int(spans.low[:, start:stop][seen].min()) if seen.any() else 0
        high = min(int(spans.high[:, start:stop].max()), keys) if seen.any() else keys
        part, rest["attention_mask"] = slice(low, high), mask.rows(start, stop, low, high)
        if bias is not None:
            rest["position_bias"] = (bias[:, :, start:stop] if bias.shape[2] > 1 else bias)[..., part]
        output, _ = function(module, query[:, :, start:stop], key[:, :, part], value[:, :, part], **rest)
        outputs.append(output)
    return torch.cat(outputs, dim=1), None


def spec_of(mask: LazyMask, keys: int) -> MaskSpec:
    """The mask as statistics take it: intervals where every row of the only text sees one, else rows on demand."""
    spans = mask.spans()
    if len(spans.low) == 1 and not spans.gaps.any():
        return MaskSpec(low=np.minimum(spans.low[0], keys), high=np.minimum(spans.high[0], keys))
    return MaskSpec(block=lambda start, stop: mask.rows(start, stop, 0, keys))


def _sdpa_mask() -> Callable[..., Any]:
    mapping: dict[str, Any] = AttentionMaskInterface._global_mapping
    function: Callable[..., Any] = _ORIGINAL.get("sdpa") or mapping["sdpa"]
    return function


def _keeps_all(mask: LazyMask, name: str, given: tuple[Any, ...]) -> bool:
    """Whether a copy or a slice is the mask itself."""
    if name == "__getitem__":
        index = given[0] if isinstance(given[0], tuple) else given
        if not all(part is Ellipsis or isinstance(part, slice) for part in index):
            return False
        with torch._C.DisableTorchFunctionSubclass():
            return Tensor.__getitem__(mask, index).shape == mask.shape
    return name in _COPIES and all(one in (torch.bool, mask.device) for one in given)


def _built(value: Any) -> Any:
    return value.rows(0, value.recipe["q_length"]) if isinstance(value, LazyMask) else value


def _scanned(mask: LazyMask) -> Spans:
    """What every row sees, key by key: queries x keys steps."""
    parts = [_spans_seen(mask, start, stop) for start, stop in mask.blocks()]
    return Spans(
        low=np.concatenate([part.low for part in parts], axis=1),
        high=np.concatenate([part.high for part in parts], axis=1),
        gaps=np.concatenate([part.gaps for part in parts], axis=1),
    )


def _agrees(mask: LazyMask, told: Spans) -> bool:
    """Whether rows see what is told of them: the first and the last, those where intervals begin to change otherwise
    (edges of windows, chunks and padding), and some at random."""
    queries = mask.recipe["q_length"]
    turns = np.flatnonzero(np.any([np.diff(end, 2).any(axis=0) for end in (told.low, told.high)], axis=0))
    edges = turns[np.linspace(0, len(turns) - 1, min(len(turns), EDGES_CHECKED)).astype(int)]
    around = np.concatenate([edges, edges + 1, edges + 2])  # a second difference is of three rows
    random = np.random.default_rng(0).integers(queries, size=RANDOM_CHECKED)
    for row in np.unique(np.concatenate([[0, queries - 1], around, random])).tolist():
        seen, part = _spans_seen(mask, row, row + 1), slice(row, row + 1)
        same = (seen.low == told.low[:, part]) & (seen.high == told.high[:, part]) & (seen.gaps == told.gaps[:, part])
        if not same.all():
            return False
    return True


def _spans_seen(mask: LazyMask, start: int, stop: int) -> Spans:
    return spans_of_rows(
        mask.rows(start, stop)[:, 0].cpu().numpy()
    )  # numpy stops at the first key seen, torch reads on
