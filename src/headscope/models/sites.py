"""Which places of a model compute attention, and what they are called: one plain run of the model tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

from torch import Tensor, nn

from headscope.base.heads import Site
from headscope.models.tap import Tapped


@dataclass(frozen=True, slots=True)
class Slot:
    """The `number`-th attention call of a module in one run of the model."""

    module: str
    number: int


@dataclass(slots=True)
class Census:
    """What happened in one run of the model: attention calls in order, and how often each module was entered."""

    slots: list[Slot] = field(default_factory=list)
    calls: list[Tapped] = field(default_factory=list)
    entered: dict[str, int] = field(default_factory=dict)

    def take(self, tapped: Tapped) -> Slot:
        """Number a call; it is kept until the census is done, its output as it is now: a model may write into it."""
        slot = Slot(tapped.call.module, sum(old.module == tapped.call.module for old in self.slots))
        self.slots.append(slot)
        self.calls.append(replace(tapped, output=tapped.output.clone()))
        return slot


@contextmanager
def count_entries(model: nn.Module, census: Census) -> Iterator[None]:
    """Count in `census` how often each module's forward is entered."""
    with ExitStack() as stack:
        for name, module in model.named_modules():

            def enter(_module: nn.Module, _inputs: object, name: str = name) -> None:
                census.entered[name] = census.entered.get(name, 0) + 1

            handle = module.register_forward_pre_hook(enter)
            stack.callback(handle.remove)
        yield


def name_sites(census: Census, *, has_encoder: bool) -> dict[Slot, Site]:
    """A site for each slot: layer numbers from module names, towers and maps only where there are several.

    A module that is entered once but computes attention twice has two maps (diffllama); one that is entered several
    times is shared between layers (albert), and its layers are counted by entry.
    """
    kinds = {slot: kind_letter(tapped.call.kind, has_encoder) for slot, tapped in _with_calls(census)}
    groups: dict[tuple[str, str], list[Slot]] = {}
    for slot in census.slots:
        groups.setdefault((kinds[slot], _stem(slot.module)), []).append(slot)
    sites: dict[Slot, Site] = {}
    for (kind, stem), slots in groups.items():
        rivals = [other for letter, other in groups if letter == kind]
        tower = towers(rivals)[stem]
        for slot, layer, number in _layers(slots, census):
            sites[slot] = Site(layer=layer, kind=kind, tower=tower, map=number)
    return {slot: sites[slot] for slot in census.slots}


def kind_letter(kind: str, has_encoder: bool) -> str:
    """`X` cross-attention, `E` the encoder of an encoder-decoder, `L` the only stack or the decoder.

    >>> kind_letter("encoder", False), kind_letter("encoder", True), kind_letter("cross", True)
    ('L', 'E', 'X')
    """
    return "X" if kind == "cross" else "E" if kind == "encoder" and has_encoder else "L"


def unreached_modules(model: nn.Module, census: Census) -> list[str]:
    """Modules that look like attention, ran, and made no call that the tap saw: by class name, innermost only."""
    reached = {slot.module for slot in census.slots}
    candidates = [name for name, module in model.named_modules() if looks_like_attention(module)]
    return [
        name
        for name in candidates
        if census.entered.get(name, 0) > 0 and not any(_related(name, other) for other in reached)
    ]


def towers(stems: Sequence[str]) -> dict[str, str]:
    """The first word that tells each stack from the others of its kind, and the next where another has it already;
    empty where there is one stack.

    >>> towers(["text_model.encoder.layers", "vision_model.encoder.layers", "vision_model.head.attention"])
    {'text_model.encoder.layers': 'text', 'vision_model.encoder.layers': 'vision', ...: 'vision_head'}
    """
    if len(stems) == 1:
        return {stems[0]: ""}
    split = [stem.split(".") for stem in stems]
    depth = 0
    while len({tuple(parts[: depth + 1]) for parts in split}) == 1:
        depth += 1
    named: dict[str, str] = {}
    for stem, parts in zip(stems, split, strict=True):
        word = re.sub(r"_(model|tower|encoder)$", "", parts[depth] if depth < len(parts) else "main")
        rest = iter(parts[depth + 1 :])
        while word in named.values():
            word = f"{word}_{next(rest, len(named))}"
        named[stem] = word
    return named


def looks_like_attention(module: nn.Module) -> bool:
    """Whether a module is one that attends itself: by its class, its projections, and what it holds."""
    if isinstance(module, nn.MultiheadAttention):
        return True
    named = re.compile(r"attention|attn", re.IGNORECASE)
    if not named.search(type(module).__name__) or projections(module) < 2:
        return False
    return not holds_attention(module)


def holds_attention(module: nn.Module) -> bool:
    """Whether a module inside of this one attends."""
    return any(looks_like_attention(child) for child in module.modules() if child is not module)


def projections(module: nn.Module) -> int:
    """Matrices among the weights of what a module holds: what attends has one of queries and one of keys at least."""
    weights = [getattr(child, "weight", None) for child in module.modules() if child is not module]
    return sum(isinstance(weight, Tensor) and weight.ndim == 2 for weight in weights)


def _with_calls(census: Census) -> Iterator[tuple[Slot, Tapped]]:
    yield from zip(census.slots, census.calls, strict=True)


def _stem(module: str) -> str:
    """The module's name up to its first number: what all layers of a stack share."""
    return re.split(r"(?:^|\.)\d+(?:\.|$)", module)[0]


def _layers(slots: list[Slot], census: Census) -> Iterator[tuple[Slot, int, int]]:
    """Slot, layer and map number (0 where a layer has one map) for the slots of one stack."""
    modules = list(dict.fromkeys(slot.module for slot in slots))
    numbers = [int(found[0]) if (found := re.findall(r"(?<=\.)\d+|^\d+", module)) else 0 for module in modules]
    calls = {module: sum(slot.module == module for slot in slots) for module in modules}
    entries = {module: max(census.entered.get(module, 1), 1) for module in modules}
    shared = any(entries[module] > 1 for module in modules)
    counted = len(set(numbers)) < len(modules) or shared
    for slot in slots:
        maps = max(calls[slot.module] // entries[slot.module], 1)
        number = slot.number % maps + 1 if maps > 1 else 0
        if counted:
            order = [
                (other.module, other.number // max(calls[other.module] // entries[other.module], 1)) for other in slots
            ]
            layer = list(dict.fromkeys(order)).index((slot.module, slot.number // maps))
        else:
            layer = numbers[modules.index(slot.module)]
        yield slot, layer, number


def _related(name: str, other: str) -> bool:
    return name == other or name.startswith(f"{other}.") or other.startswith(f"{name}.")
