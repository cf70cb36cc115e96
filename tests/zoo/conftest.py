"""Float64 from end to end."""

from __future__ import annotations

import functools
from typing import Any

import pytest
import torch


@pytest.fixture
def float64_softmax(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attention that asks for a float32 softmax computes it in float64: the comparison is to 1e-9."""
    softmax = torch.nn.functional.softmax

    @functools.wraps(softmax)  # routes know functions of torch by their names
    def wide(tensor: torch.Tensor, dim: int | None = None, dtype: Any = None, **_: Any) -> torch.Tensor:
        return softmax(tensor, dim=dim, dtype=torch.float64 if tensor.dtype == torch.float64 else dtype)

    monkeypatch.setattr(torch.nn.functional, "softmax", wide)
