"""The self-check of an architecture of the zoo, with float64 from end to end."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

from headscope.models.faith import Checked, check_model
from tests.zoo.architectures import build, inputs


def checked(name: str, padding: str) -> Checked:
    """What the self-check finds of an architecture on its two texts.

    Raises:
        CannotObserve: it cannot be observed.
    """
    model, given = build(name), inputs(name, padding)
    with torch.no_grad(), float64_softmax():
        return check_model(model, lambda model: model(**given))


@contextmanager
def float64_softmax() -> Iterator[None]:
    """Attention that asks for a float32 softmax computes it in float64: the comparison is to 1e-9."""
    softmax = torch.nn.functional.softmax

    @functools.wraps(softmax)  # routes know functions of torch by their names
    def wide(tensor: torch.Tensor, dim: int | None = None, dtype: Any = None, **_: Any) -> torch.Tensor:
        return softmax(tensor, dim=dim, dtype=torch.float64 if tensor.dtype == torch.float64 else dtype)

    torch.nn.functional.softmax = wide
    try:
        yield
    finally:
        torch.nn.functional.softmax = softmax
