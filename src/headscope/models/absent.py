"""Layers that have no attention: state-space, linear and convolutional ones of hybrid models.

They are listed, so that nobody takes their place in a picture for a head that reads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from torch import nn

from headscope.base.heads import Site
from headscope.models.sites import Census, Slot

_MIXERS = re.compile(r"mamba|ssm|recurrent|linear_?att|lightning|delta|conv|kda|rwkv|retention|hyena", re.IGNORECASE)
_TOLD = re.compile(r"linear|mamba|recurrent|conv|delta|ssm", re.IGNORECASE)
_TYPES = ("layer_types", "layers_block_type", "block_types")


@dataclass(frozen=True, slots=True)
class Absent:
    """A layer without attention.

    Attributes:
        site: the name it would have.
        module: what mixes tokens there, by name; the layer itself where nothing tells.
        mixer: the class of that module.
    """

    site: Site
    module: str
    mixer: str


def absent_layers(model: nn.Module, census: Census, names: Mapping[Slot, Site]) -> tuple[Absent, ...]:
    """The layers of each stack that ran and made no attention call, in order.

    Only stacks whose layers are numbered as their modules are; others (shared layers, stages) hold none that is known.
    """
    stacks: dict[str, dict[int, Site]] = {}
    for slot, site in names.items():
        found = re.match(r"(.*?)\.?(\d+)(?:\.|$)", slot.module)
        if found and site.kind != "X":
            stacks.setdefault(found[1], {})[int(found[2])] = site
    absent = []
    for container, there in stacks.items():
        if any(number != site.layer for number, site in there.items()):
            continue
        example = next(iter(there.values()))
        for number, layer in enumerate(model.get_submodule(container).children()):
            name = f"{container}.{number}".lstrip(".")
            if number not in there and census.entered.get(name, 0) > 0:
                module, mixer = _mixer(name, layer)
                absent.append(Absent(Site(number, example.kind, example.tower), module, mixer))
    return tuple(absent)


def without_softmax(model: nn.Module, modules: Iterable[str], softmaxes: Iterable[str]) -> list[str]:
    """Those of `modules` that the model's configuration calls linear (or state-space), and in which no softmax ran."""
    config: Any = getattr(model, "config", None)
    config = config.get_text_config() if hasattr(config, "get_text_config") else config
    types = next((found for name in _TYPES if (found := getattr(config, name, None))), ())
    ran = list(softmaxes)

    def is_told(module: str) -> bool:
        number = re.search(r"(?:^|\.)(\d+)(?:\.|$)", module)
        return number is not None and int(number[1]) < len(types) and bool(_TOLD.search(str(types[int(number[1])])))

    def has_softmax(module: str) -> bool:
        return any(one == module or one.startswith(f"{module}.") for one in ran)

    return [module for module in modules if is_told(module) and not has_softmax(module)]


def _mixer(name: str, layer: nn.Module) -> tuple[str, str]:
    """Name and class of the module in a layer that mixes tokens: the first whose class says so (and is no norm of a
    model that is called after its mixer)."""
    for inner, module in layer.named_modules():
        if inner and _MIXERS.search(type(module).__name__) and "Norm" not in type(module).__name__:
            return f"{name}.{inner}", type(module).__name__
    return name, type(layer).__name__
