"""Shares in 16 bits on a log scale, from 2^-32 to 1: how cells of a base image are stored."""

from __future__ import annotations

import numpy as np

_DEPTH = 32  # values below 2^-32 become 0
_STEPS = np.iinfo(np.uint16).max - 1
RELATIVE_ERROR = float(2.0 ** (_DEPTH / _STEPS / 2) - 1) * 1.03  # half a step, and what float32 rounds on the way


def encoded(values: np.ndarray) -> np.ndarray:
    """Numbers from 0 to 1 on the log scale, uint16: 0 for below 2^-32, 65535 for 1.

    >>> encoded(np.array([0.0, 2.0**-33, 2.0**-32, 2.0**-16, 1.0])).tolist()
    [0, 0, 1, 32768, 65535]
    """
    codes: np.ndarray = np.clip(values, 2.0 ** -(_DEPTH + 1), 1.0)
    np.log2(codes, out=codes)
    codes *= _STEPS / _DEPTH
    codes += _STEPS + 1
    np.rint(codes, out=codes)
    codes[values < 2.0**-_DEPTH] = 0
    return codes.astype(np.uint16)


def decoded(codes: np.ndarray) -> np.ndarray:
    """Numbers from their codes, float64: within `RELATIVE_ERROR` of what they were, or 2^-32.

    >>> decoded(np.array([0, 1, 32768, 65535], dtype=np.uint16)).tolist() == [0.0, 2.0**-32, 2.0**-16, 1.0]
    True
    """
    powers: np.ndarray = np.exp2(((codes.astype(np.float64) - 1) / _STEPS - 1) * _DEPTH)
    return np.where(codes > 0, powers, 0.0)
