"""Attention weights from anywhere - nested lists, numpy, torch, jax - as checked numpy arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from headscope.errors import BadMatrix

TOLERANCE = 1e-3  # for rows typed by hand; rows of a model sum to 1 within rounding


def numbers(values: Any, *, what: str = "weights") -> np.ndarray:
    """The values as a numpy array of at least single precision; a tensor is brought to the host.

    Raises:
        BadMatrix: they are ragged, or no real numbers.

    >>> numbers([[1, 0], [0.5, 0.5]]).dtype
    dtype('float64')
    """
    if isinstance(values, list | tuple) and _holds_arrays(values):
        parts = [numbers(value, what=what) for value in values]
        for number, part in enumerate(parts):
            if part.shape != parts[0].shape:
                raise BadMatrix("matrix_ragged", row=number, found=list(part.shape), expected=list(parts[0].shape))
        return np.stack(parts)
    try:
        array = np.asarray(on_host(values))
    except (ValueError, TypeError, RuntimeError) as error:
        _refuse_ragged(values)
        raise BadMatrix("matrix_not_numbers", what=what, found=type(values).__name__) from error
    if array.size == 0:
        raise BadMatrix("matrix_empty", what=what, found=list(array.shape))
    if array.dtype.kind not in "fiu":
        raise BadMatrix("matrix_not_numbers", what=what, found=_first_wrong(array))
    wide = np.float32 if array.dtype.itemsize <= 4 and array.dtype.kind == "f" else np.float64
    return array.astype(wide, copy=False)


def checked_weights(values: Any, *, normalise: bool = False) -> np.ndarray:
    """Weights as [layer, head, query, key], each row of which is a distribution.

    A row may miss 1 by 0.001. With `normalise` every row is divided by its sum; a row of zeros then stays as it is, a
    query that sees no key.

    Raises:
        BadMatrix: they have another shape, hold NaN or negative numbers, or a row does not sum to 1.

    >>> checked_weights([[3, 1], [0, 0]], normalise=True).tolist()
    [[[[0.75, 0.25], [0.0, 0.0]]]]
    """
    weights = numbers(values)
    if not 2 <= weights.ndim <= 4:
        raise BadMatrix("matrix_shape", found=list(weights.shape))
    weights = weights.reshape((1,) * (4 - weights.ndim) + weights.shape)
    _refuse(weights, ~np.isfinite(weights), "matrix_not_finite")
    _refuse(weights, weights < 0, "matrix_negative")
    totals = weights.sum(axis=-1, dtype=np.float64)
    if normalise:
        return (weights / np.where(totals == 0, 1, totals)[..., None]).astype(weights.dtype)
    wrong = np.argwhere(np.abs(totals - 1) > TOLERANCE)
    if len(wrong):
        layer, head, row = (int(n) for n in wrong[0])
        total = f"{totals[layer, head, row]:.6g}"
        raise BadMatrix("matrix_row_sum", row=row, total=total, where=_where(weights, layer, head))
    return weights


def on_host(values: Any) -> Any:
    """torch refuses numpy for tensors with a gradient, on a device, or in bfloat16; others know `__array__`."""
    if hasattr(values, "detach"):
        values = values.detach().cpu()
        return values.float() if "bfloat16" in str(values.dtype) else values
    if not hasattr(values, "__array__") and hasattr(values, "__dlpack__"):
        return np.from_dlpack(values)
    return values


def _holds_arrays(values: Any) -> bool:
    while isinstance(values, list | tuple) and values:
        values = values[0]
    return hasattr(values, "__array__") and getattr(values, "ndim", 0) > 0


def _refuse(weights: np.ndarray, wrong: np.ndarray, key: str) -> None:
    places = np.argwhere(wrong)
    if len(places):
        layer, head, row, column = (int(n) for n in places[0])
        value = f"{weights[layer, head, row, column]:g}"
        raise BadMatrix(key, value=value, row=row, column=column, where=_where(weights, layer, head))


def _where(weights: np.ndarray, layer: int, head: int) -> str:
    return f" (L{layer}.H{head})" if weights.shape[0] * weights.shape[1] > 1 else ""


def _refuse_ragged(values: Any) -> None:
    """Name the first row whose length differs from its neighbours'."""
    rows = [values]
    while rows and all(isinstance(row, list | tuple) for row in rows):
        for number, row in enumerate(rows):
            if len(row) != len(rows[0]):
                raise BadMatrix("matrix_ragged", row=number, found=len(row), expected=len(rows[0]))
        rows = [part for row in rows for part in row]


def _first_wrong(array: np.ndarray) -> str:
    """The first entry that is no real number, for the message."""
    entries = (str(entry) for entry in array.ravel() if not isinstance(entry, int | float))
    return next(entries, array.dtype.name)[:40]
