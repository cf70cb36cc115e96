"""The rows themselves: stored, computed again from queries and keys, or as much of them as the strongest keys tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from headscope.base.heads import Head
from headscope.store.layout import SiteRecord
from headscope.store.run import Run, head_part, not_kept
from headscope.store.tile_cells import Span, scores_of, weights_of_scores
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


def row_source(run: Run, site: SiteRecord, text: int, heads: Sequence[int] | None = None) -> RowSource:
    """A function from rows start..stop of one text to their weights [head, query, key], float64, of some heads or all.

    Where only the strongest keys are kept, all other weights are 0.

    Raises:
        NotKept: the run does not even hold the strongest keys.

    >>> from headscope.capture.arrays import from_qkv
    >>> q = k = np.eye(2)[None]
    >>> run = from_qkv(q, k, mask="causal", keep="qk", scale=1.0)
    >>> row_source(run, run.sites[0], 0)(1, 2).round(3).tolist()
    [[[0.269, 0.731]]]
    """
    kept, chosen = kept_rows(run, site.site), np.arange(site.heads) if heads is None else np.asarray(heads)
    if kept == "weights":
        weights = run.array(site.site, "weights", text)
        return lambda start, stop: weights[chosen, start:stop].astype(np.float64)
    return _computed(run, site, text, chosen) if kept == "qk" else _strongest(run, site, text, chosen)


def row_weights(run: Run, head: Head, text: int, query: int) -> np.ndarray:
    """One row of one head, float64 [key]; without reading more than it needs. Where only the strongest keys are kept,
    all others are 0.

    Raises:
        NotKept: the run does not even hold the strongest keys.

    >>> from headscope.capture.arrays import from_arrays
    >>> run = from_arrays([[1.0, 0.0], [0.25, 0.75]], keep="none")
    >>> row_weights(run, run.heads[0], 0, 1).tolist()
    [0.25, 0.75]
    """
    site, number = str(head.site), head.number
    _queries, keys = _lengths(run, site, text)
    kept = kept_rows(run, site)
    if kept == "weights":
        return head_part(run, site, "weights", text, number, query * keys, (query + 1) * keys).astype(np.float64)
    if kept == "qk":
        scores = scores_of(run, site, number, text, Span(query, query + 1, 0, keys))
        return np.zeros(keys) if scores is None else weights_of_scores(scores)[0].astype(np.float64)
    weight, key = strongest_of(run, site, number, text, query, query + 1)
    row = np.zeros(keys)
    row[key[key >= 0]] = weight[key >= 0]
    return row


def column_weights(run: Run, head: Head, text: int, key: int) -> np.ndarray:
    """One column of one head, float64 [query]: what each row gives to a key. Where only the strongest keys of each row
    are kept, it is 0 for rows that have eight stronger ones.

    Raises:
        NotKept: the run does not even hold the strongest keys.

    >>> from headscope.capture.arrays import from_arrays
    >>> run = from_arrays([[1.0, 0.0], [0.25, 0.75]], keep="none")
    >>> column_weights(run, run.heads[0], 0, 1).tolist()
    [0.0, 0.75]
    """
    site, number = str(head.site), head.number
    queries, keys = _lengths(run, site, text)
    kept = kept_rows(run, site)
    if kept == "weights":
        whole = head_part(run, site, "weights", text, number, 0, queries * keys).reshape(queries, keys)
        return whole[:, key].astype(np.float64)
    if kept == "qk":
        scores = scores_of(run, site, number, text, Span(0, queries, key, key + 1))
        return np.zeros(queries) if scores is None else weights_of_scores(scores)[:, 0].astype(np.float64)
    weight, strongest = strongest_of(run, site, number, text, 0, queries)
    return np.asarray(np.where(strongest == key, weight, 0.0).sum(axis=1))


def _lengths(run: Run, site: str, text: int) -> tuple[int, int]:
    record, sides = run.site(site), run.manifest.texts[text].sides
    return len(sides[record.query_side].tokens), len(sides[record.key_side].tokens)


def strongest_of(run: Run, site: str, head: int, text: int, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """The strongest keys of some rows of a head and their weights, [query, rank]."""
    for name in ("top_weight", "top_key"):
        if not run.has(site, name):
            raise not_kept(run, site, name)
    weight, key = (head_part(run, site, name, text, head, first, last) for name in ("top_weight", "top_key"))
    return weight.astype(np.float64), key.astype(np.int64)


def _computed(run: Run, site: SiteRecord, text: int, heads: np.ndarray) -> RowSource:
    """Rows from queries and keys; the stored log-sum-exp knows of learned sinks, which q and k do not."""
    names = ("q", "k", "visible_low", "visible_high", "log_sum_exp")
    q, k, low, high, stored = (run.array(site.site, name, text) for name in names)
    q, k, stored = q[heads], k[heads * site.key_heads // site.heads], stored[heads]
    interval = MaskSpec(low=low[0].astype(int), high=high[0].astype(int))
    call = AttentionCall(q[None].astype(float), k[None].astype(float), None, site.scale, interval, site.softcap)

    def rows(start: int, stop: int) -> np.ndarray:
        block = block_of_rows(call, start, stop)
        finite = np.isfinite(block.log_sum_exp)
        missing = np.where(finite, block.log_sum_exp, 0.0) - np.where(finite, stored[:, start:stop], 0.0)
        weights: np.ndarray = block.weights * np.exp(missing)[..., None]
        return weights

    return rows


def _strongest(run: Run, site: SiteRecord, text: int, heads: np.ndarray) -> RowSource:
    weight, key = (run.array(site.site, name, text)[heads] for name in ("top_weight", "top_key"))
    keys = len(run.text(text, site.key_side).tokens)

    def rows(start: int, stop: int) -> np.ndarray:
        shape = (weight.shape[0], min(stop, weight.shape[1]) - start, keys + 1)  # key -1 writes into a spare column
        sparse = np.zeros(shape)
        np.put_along_axis(sparse, key[:, start:stop].astype(int), weight[:, start:stop].astype(float), axis=-1)
        return sparse[..., :-1]

    return rows
