"""The attention calls of a generation as they come, step by step; `stitched` puts them together.

A model that generates computes attention in steps: over the prompt, then over one token at a time, whose keys join
those that the cache keeps. Of each step the new queries, keys and values are kept, so memory grows with the text and
nothing of queries x keys is built; but where a model adds a bias of that size of its own accord, or shows nothing but
its weights, the rows of these are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from torch import Tensor

from headscope.errors import CannotObserve
from headscope.models.sites import Slot
from headscope.models.tap import Tapped
from headscope.stream.call import AttentionCall
from headscope.stream.geometry import shown_rows, sights
from headscope.stream.mask import MaskSpec, visible
from headscope.stream.rows import call_of_rows


@dataclass(frozen=True, slots=True)
class Step:
    """What one step brought to a site, for each beam (`beam` is the axis of the batch; the prompt has one).

    Attributes:
        start: place of its first query row in the whole text.
        key_start: place of the first key that its call held: behind 0 where a window's cache has dropped keys.
        keys: number of keys that its call held.
        q: the new queries [beam, head, query, d]; None where only weights were seen.
        k, v: the new keys and values [beam, key_head, key, d]; of cross-attention those of the first step only.
        weights: the model's own rows [beam, head, query, key] where no q and k were seen.
        output: what the kernel made of the call [beam, query, head, d_v].
        low, high: places of the first key that each row sees and of one past the last, int [beam, query].
        shown: the bits of rows that see less than all keys between [beam, mask head, query, key]; None for none.
        bias: what the model adds to the scores, [beam or 1, head or 1, query or 1, key]; None for nothing.
    """

    start: int
    key_start: int
    keys: int
    q: Tensor | None
    k: Tensor | None
    v: Tensor | None
    weights: Tensor | None
    output: Tensor
    low: np.ndarray
    high: np.ndarray
    shown: np.ndarray | None
    bias: Tensor | None

    @property
    def stop(self) -> int:
        """One past its last query row."""
        return self.start + int(self.output.shape[1])


@dataclass(slots=True)
class Steps:
    """A listener of the tap that keeps the steps of some slots.

    Attributes:
        kinds: the kind of every attention call in one pass of the model, in order: `self`, `encoder` or `cross`.
        wanted: the slots that are kept.
        first: the first module that computes attention in a step.
        opening: the first module of an encoder. Where it computes again a new generation has begun, and what was kept
            is forgotten: Whisper runs once to find out the language.
        told: called with the number of steps that have begun, whenever one begins.
        passes: how many have.
        kept: the steps of each slot, in order.
        like: one call of each slot without its tensors: what all its steps share.
        seen: how often each module has computed attention.
        calls_per_pass: how often each does in one pass of the model.
    """

    kinds: Mapping[Slot, str]
    wanted: frozenset[Slot]
    first: str = ""
    opening: str = ""
    told: Callable[[int], None] = lambda steps: None
    passes: int = 0
    kept: dict[Slot, list[Step]] = field(default_factory=dict)
    like: dict[Slot, Tapped] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    calls_per_pass: dict[str, int] = field(default_factory=dict)
    _bias: tuple[Tensor, Tensor] | None = None

    def listen(self, tapped: Tapped) -> None:
        """Keep what a call adds.

        Raises:
            CannotObserve: the check saw no such call, or its keys are not those of a cache that grows token by token.
        """
        call = tapped.call
        number = self.seen.get(call.module, 0)
        self.seen[call.module] = number + 1
        per_pass = self.calls_per_pass.get(call.module)
        if per_pass is None:
            raise CannotObserve("unexpected_call", module=call.module, value=number + 1)
        if call.module == self.opening and number and number % per_pass == 0:
            self.kept.clear()
            self.passes = 0
        if call.module == self.first and number % per_pass == 0:
            self.passes += 1
            self.told(self.passes)
        slot = Slot(call.module, number % per_pass)
        if slot not in self.wanted:
            return
        steps = self.kept.setdefault(slot, [])
        if not steps:
            self.like[slot] = _without_tensors(tapped)
        elif tapped.is_by_rows:
            self.like[slot] = replace(self.like[slot], is_by_rows=True)
        steps.append(self._step(tapped, self.kinds[slot], steps[-1] if steps else None))

    def check_rows(self, rows: int) -> None:
        """Refuse steps that read more or less than the tokens that were kept: guessed ones were thrown away again.

        Raises:
            CannotObserve: some site has another number of query rows.
        """
        for slot, steps in self.kept.items():
            last = steps[-1]
            if self.kinds[slot] != "encoder" and last.stop != rows:
                queries = last.stop - last.start
                raise CannotObserve(
                    "steps_cache", module=slot.module, queries=queries, keys=last.keys, start=last.start
                )

    def _step(self, tapped: Tapped, kind: str, last: Step | None) -> Step:
        call, output = tapped.call, tapped.output.detach()
        start = 0 if last is None else last.stop
        grows = kind == "self"
        if grows and call.keys == call.queries > start > 0:  # a model without a cache reads everything again
            call, output = call_of_rows(call, np.arange(start, call.queries)), output[:, start:]
        key_start = start + call.queries - call.keys if grows else 0
        if grows:
            fits = key_start >= 0 and (start > 0 or key_start == 0) and (start == 0 or call.keys > call.queries)
        else:
            fits = last is None or (kind == "cross" and call.keys == last.keys)
        if not fits:
            raise CannotObserve("steps_cache", module=call.module, queries=call.queries, keys=call.keys, start=start)
        beams = slice(None) if start else slice(0, 1)  # the beams of a prompt are all alike
        low, high, shown = _sight(call, 1 if start == 0 else call.texts, key_start)
        new = slice(call.keys - call.queries, None) if grows else slice(None)
        has_keys = grows or last is None
        return Step(
            start,
            key_start,
            call.keys,
            _copy(call.q, beams, slice(None)),
            _copy(call.k, beams, new) if has_keys else None,
            _copy(call.v, beams, new) if has_keys else None,
            _copy(call.weights, beams, slice(None)),
            output[beams].clone(),
            low,
            high,
            shown,
            None if call.bias is None else self._kept_bias(call.bias),
        )

    def _kept_bias(self, bias: Tensor) -> Tensor:
        """A copy of a bias; layers that share theirs share the copy."""
        if self._bias is None or not _is_same(self._bias[0], bias):
            self._bias = bias, bias.clone()
        return self._bias[1]


def steps_of(
    kinds: Mapping[Slot, str], wanted: Iterable[Slot], told: Callable[[int], None] = lambda steps: None
) -> Steps:
    """A listener for a generation of a model.

    Args:
        kinds: the kind of every attention call in one pass of the model, in order: `self`, `encoder` (only where an
            encoder reads the prompt alone) or `cross`.
        wanted: the slots whose steps are kept.
        told: called with the number of steps that have begun, whenever one begins.

    >>> kinds = {Slot("encoder.0", 0): "encoder", Slot("decoder.0", 0): "self", Slot("decoder.0", 1): "self"}
    >>> steps = steps_of(kinds, kinds)
    >>> steps.first, steps.opening, steps.calls_per_pass
    ('decoder.0', 'encoder.0', {'encoder.0': 1, 'decoder.0': 2})
    """
    first = next((slot.module for slot, kind in kinds.items() if kind != "encoder"), "")
    opening = next((slot.module for slot, kind in kinds.items() if kind == "encoder"), "")
    steps = Steps(kinds, frozenset(wanted), first, opening, told)
    for slot in kinds:
        steps.calls_per_pass[slot.module] = max(steps.calls_per_pass.get(slot.module, 0), slot.number + 1)
    return steps


def _copy(tensor: Tensor | None, beams: slice, places: slice) -> Tensor | None:
    """Some beams and places, copied: a slice of a cache would keep the whole of it."""
    return None if tensor is None else tensor[beams, :, places].clone()


def _without_tensors(tapped: Tapped) -> Tapped:
    """What all steps share: module, kind, scale, cap, sinks."""
    none = tapped.output.new_zeros(0)
    call = replace(tapped.call, q=none, k=none, v=None, bias=None, weights=None, mask=MaskSpec())
    return replace(tapped, call=call, output=none, weights=None)


def _is_same(first: Tensor, second: Tensor) -> bool:
    """Whether two tensors are views of the same numbers; both must be alive."""
    return (first.data_ptr(), first.shape, first.stride()) == (second.data_ptr(), second.shape, second.stride())


def _sight(call: AttentionCall, beams: int, key_start: int) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """What the rows of each beam see: places low..high [beam, query], and bits where that is not all."""
    seen = [sights(call, beam) for beam in range(beams)]
    low, high = (np.stack([getattr(one[0], end) for one in seen]) + key_start for end in ("low", "high"))
    whole = all(len(one) == 1 and not one[0].has_gaps and not len(one[0].dropped) for one in seen)
    if whole:
        return low, high, None
    return low, high, np.stack([_bits(call, beam) for beam in range(beams)])


def _bits(call: AttentionCall, beam: int) -> np.ndarray:
    """Which keys each row sees, [mask head, query, key]."""
    if call.mask.block is not None:
        return shown_rows(call, 0, call.queries, batch=beam)
    inside = visible(call.mask, 0, call.queries, batch=beam, keys=call.keys)
    return np.ones((1, call.queries, call.keys), dtype=bool) if inside is None else inside[None]
