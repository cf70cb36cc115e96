"""The log scale of the base image keeps what it promises."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from headscope.base.log_scale import RELATIVE_ERROR, decoded, encoded


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_log_scale_keeps_what_it_promises(dtype: Any) -> None:
    values = np.concatenate([10 ** np.random.default_rng(22).uniform(-9.5, 0, 20000), [0.0, 1.0, 1.0 + 1e-7]])
    values = values.astype(dtype)
    back = decoded(encoded(values))
    np.testing.assert_allclose(back, values, rtol=RELATIVE_ERROR, atol=0)
    assert back[-2] == 1.0
    assert not decoded(encoded(np.array([1e-12, 0.0]))).any()
    assert (np.diff(decoded(np.arange(65536, dtype=np.uint16))) > 0).all()


def test_every_code_comes_back_as_itself() -> None:
    codes = np.arange(65536, dtype=np.uint16)
    np.testing.assert_array_equal(encoded(decoded(codes)), codes)
    np.testing.assert_array_equal(encoded(decoded(codes).astype(np.float32)), codes)


def test_what_is_given_stays_as_it_is() -> None:
    values = np.array([0.0, 0.25, 1.0])
    encoded(values)
    np.testing.assert_array_equal(values, [0.0, 0.25, 1.0])
