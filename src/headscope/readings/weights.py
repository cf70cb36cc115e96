"""The rows themselves: stored, computed again from queries and keys, or as much of them as the strongest keys tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from headscope.store.layout import SiteRecord
from headscope.store.run import Run
from headscope.stream.call import AttentionCall
from headscope.stream.mask import MaskSpec
from headscope.stream.weights import block_of_rows

RowSource = Callable[[int, int], np.ndarray]
Kept = Literal["weights", "qk", "strongest"]


def kept_rows(run: Run, site: str) -> Kept:
    """From what the rows of a site can be had: whole from `weights` or `qk`, their eight strongest keys from
    `strongest`."""
    if run.has(site, "weights"):
        return "weights"
    names = ("q", "k", "visible_low", "visible_high", "log_sum_exp")
    return "qk" if all(run.has(site, name) for name in names) else "strongest"


def row_source(run: Run, site: SiteRecord, text: int) -> RowSource:
    """A function from rows start..stop of one text to their weights [head, query, key], float64.

    Where only the strongest keys are kept, all other weights are 0.

    Raises:
        NotKept: the run does not even hold the strongest keys.

    >>> from headscope.capture.arrays import from_qkv
    >>> q = k = np.eye(2)[None]
    >>> run = from_qkv(q, k, mask="causal", keep="qk", scale=1.0)
    >>> row_source(run, run.sites[0], 0)(1, 2).round(3).tolist()
    [[[0.269, 0.731]]]
    """
    kept = kept_rows(run, site.site)
    if kept == "weights":
        weights = run.array(site.site, "weights", text)
        return lambda start, stop: weights[:, start:stop].astype(np.float64)
    return _computed(run, site, text) if kept == "qk" else _strongest(run, site, text)


def _computed(run: Run, site: SiteRecord, text: int) -> RowSource:
    """Rows from queries and keys; the stored log-sum-exp knows of learned sinks, which q and k do not."""
    names = ("q", "k", "visible_low", "visible_high", "log_sum_exp")
    q, k, low, high, stored = (run.array(site.site, name, text) for name in names)
    interval = MaskSpec(low=low[0].astype(int), high=high[0].astype(int))
    call = AttentionCall(q[None].astype(float), k[None].astype(float), None, site.scale, interval, site.softcap)

    def rows(start: int, stop: int) -> np.ndarray:
        block = block_of_rows(call, start, stop)
        finite = np.isfinite(block.log_sum_exp)
        missing = np.where(finite, block.log_sum_exp, 0.0) - np.where(finite, stored[:, start:stop], 0.0)
        weights: np.ndarray = block.weights * np.exp(missing)[..., None]
        return weights

    return rows


def _strongest(run: Run, site: SiteRecord, text: int) -> RowSource:
    weight, key = (run.array(site.site, name, text) for name in ("top_weight", "top_key"))
    keys = len(run.text(text, site.key_side).tokens)

    def rows(start: int, stop: int) -> np.ndarray:
        shape = (weight.shape[0], min(stop, weight.shape[1]) - start, keys + 1)  # key -1 writes into a spare column
        sparse = np.zeros(shape)
        np.put_along_axis(sparse, key[:, start:stop].astype(int), weight[:, start:stop].astype(float), axis=-1)
        return sparse[..., :-1]

    return rows
