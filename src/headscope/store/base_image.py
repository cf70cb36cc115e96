"""The base image of a long text: mass and peak of coarse cells, stored, from which every coarser tile is made.

Tiles below its level are quick to compute from queries and keys; a tile of its level would take seconds. Values are
stored in 16 bits on a log scale, from 2^-32 to 1.
"""

from __future__ import annotations

import numpy as np

from headscope.base.axes import base_level
from headscope.store.tile_cells import Cells, cells_of_scores, prepared_scores

_DEPTH = 32  # values below 2^-32 become 0
_STEPS = np.iinfo(np.uint16).max - 1
RELATIVE_ERROR = float(2.0 ** (_DEPTH / _STEPS / 2) - 1) * 1.01  # half a step, and a rounding of float32


def encoded(values: np.ndarray) -> np.ndarray:
    """Numbers from 0 to 1 on the log scale, uint16: 0 for below 2^-32, 65535 for 1.

    >>> encoded(np.array([0.0, 2.0**-33, 2.0**-32, 2.0**-16, 1.0])).tolist()
    [0, 0, 1, 32768, 65535]
    """
    is_there = values >= 2.0**-_DEPTH
    logs = np.log2(np.where(is_there, np.minimum(values, 1.0), 1.0))
    return np.where(is_there, 1 + np.rint((1 + logs / _DEPTH) * _STEPS), 0).astype(np.uint16)


def decoded(codes: np.ndarray) -> np.ndarray:
    """Numbers from their codes, float64: within `RELATIVE_ERROR` of what they were, or 2^-32.

    >>> decoded(np.array([0, 1, 32768, 65535], dtype=np.uint16)).tolist() == [0.0, 2.0**-32, 2.0**-16, 1.0]
    True
    """
    powers: np.ndarray = np.exp2(((codes.astype(np.float64) - 1) / _STEPS - 1) * _DEPTH)
    return np.where(codes > 0, powers, 0.0)


def base_of(arrays: dict[str, np.ndarray], *, scale: float, softcap: float | None) -> dict[str, np.ndarray]:
    """The base image of every head as it is stored, `base_mass` and `base_peak` uint16 [head, query cell, key cell];
    nothing where the text is short enough to do without.

    It takes about as long as the statistics: all weights are computed once more.

    Args:
        arrays: one text's `q`, `k`, `log_sum_exp`, `visible_low` and `visible_high`.
        scale, softcap: how a score comes from q and k.

    >>> base_of({"q": np.zeros((1, 9, 4)), "k": np.zeros((1, 9, 4))}, scale=1.0, softcap=None)
    {}
    """
    q, k = arrays["q"], arrays["k"]
    level = base_level(q.shape[1], k.shape[1])
    if level is None:
        return {}
    width = 1 << level
    starts = np.arange(0, q.shape[1], width)
    rows = np.minimum(q.shape[1] - starts, width)
    mass, peak = [], []
    for head in range(len(q)):
        interval = [arrays[name][0].astype(np.int64) for name in ("visible_low", "visible_high")]
        key_head = head * len(k) // len(q)
        base = arrays["log_sum_exp"][head]
        scores = prepared_scores(q[head], k[key_head], base, *interval, scale=scale, softcap=softcap)
        cells = cells_of_scores(scores, width)
        mass.append(encoded(cells.mass / rows[:, None]))
        peak.append(encoded(cells.peak))
    return {"base_mass": np.stack(mass), "base_peak": np.stack(peak)}


def cells_of_base(mass: np.ndarray, peak: np.ndarray, rows: np.ndarray, factor: int) -> Cells:
    """Cells `factor` times as wide as those of a part of the base image.

    Args:
        mass, peak: codes, [query cell, key cell].
        rows: how many rows each cell has, [query cell].
        factor: a power of two.
    """
    down, across = (np.arange(0, length, factor) for length in mass.shape)
    sums = np.add.reduceat(decoded(mass) * rows[:, None], across, axis=1)
    tops = np.maximum.reduceat(np.maximum.reduceat(peak, across, axis=1), down, axis=0)
    return Cells(np.add.reduceat(sums, down, axis=0), decoded(tops).astype(np.float32))
