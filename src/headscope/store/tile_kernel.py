"""The compiled inner loop of tiles (numba): from scores to sums and maxima of weights over cells.

A weight is 2^(score - log_sum_exp), both in units of log2: its exponent is split into the nearest whole number, which
becomes the exponent of a float32, and a rest, whose power is a polynomial.
"""

# What numba compiles carries no annotations.
# mypy: disable-error-code="no-untyped-def, no-untyped-call"

from __future__ import annotations

import numba
import numpy as np

_FIT = np.polynomial.Chebyshev.interpolate(np.exp2, 6, domain=[-0.5, 0.5]).convert(kind=np.polynomial.Polynomial)
_C0, _C1, _C2, _C3, _C4, _C5, _C6 = (np.float32(c) for c in _FIT.coef)  # within 3e-9 of 2^f for |f| <= 1/2
_ROUND = np.float32(1.5 * 2**23)  # added to a number, it leaves the nearest whole number in the lowest bits
_ROUND_BITS = np.int32(_ROUND.view(np.int32) - 127)
_LOWEST = np.float32(-127.0)  # an exponent of 0: weights of 2^-127 and less count as 0
_ZERO = np.float32(0.0)


# No `reassoc`: (a + _ROUND) - _ROUND would be taken for a.
@numba.njit(nogil=True, cache=True, fastmath={"nnan", "ninf", "nsz", "contract"}, error_model="numpy")  # type: ignore[untyped-decorator]
def add_weights(scores, log_sum_exp, low, high, width, mass, peak):
    """Add the weights of some rows over some keys to the cells they lie in.

    Args:
        scores: float32 [row, column], in units of log2; the first row and column are the first of a cell, or all lie
            in one cell.
        log_sum_exp: float32 [row], in units of log2.
        low, high: the columns each row sees, int64 [row].
        width: tokens of a cell along both axes.
        mass: sums of weights, float64 [row cell, column cell], added to.
        peak: maxima of weights, float32 [row cell, column cell], raised.
    """
    rows, columns = scores.shape
    # Maxima of weights are taken over their bits: LLVM makes vectors of whole numbers' maxima, not of floats'.
    sums, tops = np.empty(columns, dtype=np.float32), np.empty(columns, dtype=np.int32)
    for first in range(0, rows, width):
        last = min(first + width, rows)
        left, right = columns, 0
        for row in range(first, last):
            left, right = min(left, max(low[row], 0)), max(right, min(high[row], columns))
        if left >= right:
            continue
        left = left // width * width
        for column in range(left, right):
            sums[column] = _ZERO
            tops[column] = 0
        for row in range(first, last):
            start, stop = max(low[row], 0), min(high[row], columns)
            line, base = scores[row, start:stop], log_sum_exp[row]
            total, top = sums[start:stop], tops[start:stop]
            for column in range(len(line)):
                exponent = max(line[column] - base, _LOWEST)
                shifted = exponent + _ROUND
                rest = exponent - (shifted - _ROUND)
                power = _C6
                power = power * rest + _C5
                power = power * rest + _C4
                power = power * rest + _C3
                power = power * rest + _C2
                power = power * rest + _C1
                power = power * rest + _C0
                two = np.int32((np.float32(shifted).view(np.int32) - _ROUND_BITS) << 23)
                weight = power * two.view(np.float32)
                total[column] += weight
                top[column] = max(top[column], np.float32(weight).view(np.int32))
        cell_row = first // width
        for start in range(left, right, width):
            sum_of_cell, top_of_cell = _ZERO, np.int32(0)
            for column in range(start, min(start + width, right)):
                sum_of_cell += sums[column]
                top_of_cell = max(top_of_cell, tops[column])
            mass[cell_row, start // width] += sum_of_cell
            peak[cell_row, start // width] = max(peak[cell_row, start // width], np.int32(top_of_cell).view(np.float32))
