"""Small runs for the tests of show/."""

from __future__ import annotations

import numpy as np
import pytest

from headscope.capture.arrays import from_arrays
from headscope.store.run import Run
from tests.show.made import HOSTILE, attention


@pytest.fixture(scope="session")
def run() -> Run:
    """Two layers of three heads on one causal text of six words."""
    weights = np.stack([attention(3, 6, seed=seed, is_causal=True) for seed in (1, 2)])
    return from_arrays(weights, ["the", "cat", "sat", "on", "the", "mat"])


@pytest.fixture(scope="session")
def hostile_run() -> Run:
    """One layer of two heads on a text whose labels try to break out."""
    return from_arrays(attention(2, len(HOSTILE), seed=3), list(HOSTILE))
