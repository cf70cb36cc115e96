"""Models that are not plain modules on one device: compiled, quantised, offloaded, or with a kernel that shows nothing.

What a model computes is captured, not its weights, so quantised and offloaded modules are observed as they run. What a
compiler or a kernel keeps to itself cannot be seen, and is refused before the model runs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from headscope.errors import CannotObserve

if TYPE_CHECKING:
    import torch
    from torch import nn

IMPLEMENTATIONS = ("sdpa", "eager")


def refuse_packed(model: nn.Module) -> None:
    """Refuse a model whose attention runs where nobody can look, before it runs.

    Raises:
        CannotObserve: a module is compiled by torch.compile (its Python is run once and then no more), or computes
            attention by a kernel without rows (flash, flex, paged, ...); the message names the module and the way out.

    >>> from torch import nn
    >>> refuse_packed(nn.Linear(2, 2))
    """
    for name, module in model.named_modules():
        if hasattr(module, "_orig_mod"):
            raise CannotObserve("compiled_wrapped", module=name or "model", attribute=_path("model", name, "_orig_mod"))
        if getattr(module, "_compiled_call_impl", None) is not None:
            raise CannotObserve("compiled_in_place", module=name or type(module).__name__)
        asked = getattr(getattr(module, "config", None), "_attn_implementation", None)
        if asked is not None and asked not in IMPLEMENTATIONS:
            raise CannotObserve("implementation", module=name or type(module).__name__, value=asked)


def can_widen(model: nn.Module) -> bool:
    """Whether a copy of the model in float32 can be made: all weights are numbers that are there.

    >>> from torch import nn
    >>> can_widen(nn.Linear(2, 2)), can_widen(nn.Linear(2, 2, device="meta"))
    (True, False)
    """
    if getattr(model, "is_quantized", False) or any(_hooks(module) for module in model.modules()):
        return False
    return all(weight.is_floating_point() and not weight.is_meta for weight in model.parameters())


def input_device(model: nn.Module) -> torch.device:
    """Where the tensors belong that a model reads: the device that its token embedding runs on, else its first weights.

    Weights that are offloaded lie on no device; where they are run their hook tells.

    >>> from torch import nn
    >>> input_device(nn.Linear(2, 2))
    device(type='cpu')
    """
    device: Any = import_module("torch").device
    try:
        first: list[nn.Module] = [model.get_input_embeddings()]  # type: ignore[operator]
    except (AttributeError, NotImplementedError):
        first = []
    for module in (*first, *model.modules()):
        told = [hook.execution_device for hook in _hooks(module) if getattr(hook, "execution_device", None) is not None]
        lying = [weight.device for weight in module.parameters(recurse=False) if not weight.is_meta]
        if told or lying:
            found: torch.device = device(told[0]) if told else lying[0]
            return found
    cpu: torch.device = device("cpu")
    return cpu


def input_dtype(model: nn.Module) -> Any:
    """The number format that a model computes in: that of its first weights that are no whole numbers, else float32.

    >>> from torch import nn
    >>> input_dtype(nn.Linear(2, 2)), input_dtype(nn.Identity())
    (torch.float32, torch.float32)
    """
    weights = (weight.dtype for weight in model.parameters() if weight.is_floating_point())
    return next(weights, import_module("torch").float32)


def stored_weights(model: nn.Module) -> dict[str, Any]:
    """Every tensor of a model by its name, those that are offloaded from where they lie."""
    found = dict(model.state_dict())
    for name, module in model.named_modules():
        for hook in _hooks(module):
            weights = getattr(hook, "weights_map", None) or {}
            here = {key: f"{name}.{key}".lstrip(".") for key, _ in module.named_parameters(recurse=False)}
            found |= {full: weights[key] for key, full in here.items() if found[full].is_meta and key in weights}
    return found


def _hooks(module: nn.Module) -> list[Any]:
    """The hooks by which accelerate moves a module's weights and inputs."""
    hook = getattr(module, "_hf_hook", None)
    return [] if hook is None else list(getattr(hook, "hooks", (hook,)))


def _path(*parts: str) -> str:
    return ".".join(part for part in parts if part)
