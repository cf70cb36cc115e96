"""Runs from bare arrays: weights, or queries and keys, that some other program computed. Never imports torch."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec
import numpy as np

from headscope.base.axes import WEIGHTS_UP_TO_TOKENS
from headscope.capture.frames import frame_of
from headscope.capture.labels import Labels, Sides, sides_of
from headscope.capture.numbers import checked_weights
from headscope.capture.queries import checked_queries, mask_rules, visible_intervals
from headscope.capture.record import KEEPS, Families, Keep, record, record_call
from headscope.errors import BadMatrix, BadOption
from headscope.store.layout import FORMAT, Manifest, PlanRecord, SiteRecord, TextRecord, side_record
from headscope.store.run import Run
from headscope.store.write import RunWriter, finish
from headscope.stream.call import AttentionCall
from headscope.stream.fold import blocks_of_matrix


def from_arrays(
    weights: Any,
    tokens: Any = None,
    *,
    query_tokens: Any = None,
    key_tokens: Any = None,
    segments: Any = None,
    normalise: bool = False,
    keep: Keep = "weights",
) -> Run:
    """A run from attention weights that already exist.

    Layers become the sites L0, L1, ... (X0, X1, ... where queries and keys are different texts). Where every weight
    above the diagonal is exactly 0 the run counts as causal: later keys were not refused but hidden. What the weights
    do not tell stays out: there are no value norms, and every key that is not hidden counts as visible.

    Args:
        weights: [query, key], [head, query, key] or [layer, head, query, key], rows summing to 1: nested lists, numpy,
            or anything with `__array__`. For several texts a list of those.
        tokens: one label per token; for several texts a list of such lists. Numbers from 0 if there are none.
        query_tokens, key_tokens: labels of rows and columns of cross-attention, in place of `tokens`.
        segments: phrases or sentences as token ranges, `[[0, 2], [2, 4]]`; for several texts a list of those.
        normalise: divide each row by its sum instead of refusing rows that do not sum to 1.
        keep: `weights`, or `none` to keep the statistics only.

    Raises:
        BadMatrix: NaN, negative weights, a row that does not sum to 1, ragged rows, labels that do not fit.
        BadOption: `keep` is neither of the two.

    >>> run = from_arrays([[0.9, 0.1], [0.3, 0.7]], ["Hello", "world"])
    >>> [str(head) for head in run.heads], run.array("L0", "peak", 0).tolist()
    (['L0.H0'], [[0.9, 0.7]])
    """
    if keep not in ("weights", "none"):
        raise BadOption("keep_unknown", value=keep, choices="weights, none")
    columns = [weights, tokens, query_tokens, key_tokens, segments]
    is_many = any(_is_list_of_lists(column) for column in columns[1:4])
    maps, *labels = _text_by_text(columns) if is_many else [[column] for column in columns]
    matrices = [checked_weights(one, normalise=normalise) for one in maps]
    if len({matrix.shape[:2] for matrix in matrices}) > 1:
        raise BadMatrix("heads_differ", found=[list(matrix.shape[:2]) for matrix in matrices])
    sides = [sides_of(Labels(*label), *matrix.shape[2:]) for matrix, *label in zip(matrices, *labels, strict=True)]
    is_causal = all(_is_causal(matrix, side) for matrix, side in zip(matrices, sides, strict=True))
    layers, heads = matrices[0].shape[:2]
    sites = _sites(layers, sides[0], SiteRecord("", "", "self", heads, heads, is_causal=is_causal, route="arrays"))
    writer = RunWriter()
    for matrix, side in zip(matrices, sides, strict=True):
        for site, rows in zip(sites, matrix, strict=True):
            frame = frame_of(side.query, side.key, heads, is_cross=side.is_cross)
            visible = np.broadcast_to(rows.any(axis=-1, keepdims=True), rows.shape)
            if is_causal:
                visible = visible & np.tri(rows.shape[-1], dtype=bool)
            record(writer, site.site, frame, blocks_of_matrix(rows, visible), keep=keep)
    return finish(writer, _manifest(sites, sides, keep))


def from_qkv(
    q: Any,
    k: Any,
    v: Any = None,
    mask: Any = None,
    tokens: Labels | Sequence[str] | None = None,
    *,
    scale: float | None = None,
    softcap: float | None = None,
    bias: Any = None,
    sinks: Any = None,
    keep: Keep | None = None,
) -> Run:
    """A run from queries and keys, whose weights are `softmax(softcap(q k^T scale) + bias + mask)`, row by row.

    Args:
        q: queries as they enter the product (after rotary embedding), [head, query, d] or [layer, head, query, d], of
            any framework; torch tensors are reduced where they lie.
        k: keys, [key head, key, d] or with layers; query head h reads key head h // (heads / key heads).
        v: values, [key head, key, d_v]; only their shape is checked: what a head adds to the model's stream takes the
            output projection too, so no value norms are claimed.
        mask: None (every key is seen), "causal", bool (True: seen) as [key], [query, key] or [head, query, key], or
            numbers that are added to the scores, of which -10000 and less hide a key.
        tokens: one label per token, or `Labels` for cross-attention and segments.
        scale: factor on q k^T; None for 1 / sqrt(d).
        softcap: scores become `softcap * tanh(score / softcap)`.
        bias: added to the scores, [head or 1, query, key].
        sinks: one more score per head that takes part in the softmax and is dropped, [head].
        keep: `weights` (as a rule up to 512 tokens), `qk` (beyond, where rows can be computed again from them: no
            bias, and each row sees an interval of keys), or `none`.

    Raises:
        BadMatrix: shapes do not fit, or there is a NaN.
        BadOption: `keep` or `mask` is not one of the choices.

    >>> q = k = np.eye(3)[None]
    >>> run = from_qkv(q, k, mask="causal", tokens=["a", "b", "c"], scale=1.0)
    >>> run.array("L0", "weights", 0).round(2).tolist()
    [[[1.0, 0.0, 0.0], [0.27, 0.73, 0.0], [0.21, 0.21, 0.58]]]
    """
    if keep not in (None, *KEEPS):
        raise BadOption("keep_unknown", value=keep, choices=", ".join(KEEPS))
    given = checked_queries(q, k, v)
    layers, heads, queries, d = given.q.shape
    side = sides_of(tokens if isinstance(tokens, Labels) else Labels(tokens), queries, given.k.shape[2])
    rules = mask_rules(given, mask, bias=bias, sinks=sinks)
    factor = float(d**-0.5 if scale is None else scale)
    calls = [
        AttentionCall(
            given.q[layer][None], given.k[layer][None], None, factor, rules.mask, softcap, rules.bias, rules.sinks
        )
        for layer in range(layers)
    ]
    kept, intervals = _kept(keep, calls[0])
    like = SiteRecord("", "", "self", heads, calls[0].k.shape[1], is_causal=isinstance(mask, str), route="qkv")
    sites = _sites(layers, side, msgspec.structs.replace(like, scale=factor, softcap=softcap))
    writer = RunWriter()
    frame = frame_of(side.query, side.key, heads, is_cross=side.is_cross)
    for number, call in enumerate(calls):
        extra = {"q": call.q[0], "k": call.k[0]} | intervals if kept == "qk" else {}
        backend = record_call(writer, sites[number].site, frame, call, keep=kept, extra=partial(_always, extra))
        sites[number] = msgspec.structs.replace(sites[number], backend=backend)
    return finish(writer, _manifest(sites, [side], kept))


def _always(extra: dict[str, Any], families: Families) -> dict[str, Any]:
    """What is kept beside the statistics, whatever they are."""
    return extra


def _kept(keep: Keep | None, call: AttentionCall) -> tuple[Keep, dict[str, np.ndarray]]:
    """What is kept of a call, and the visible intervals where it is queries and keys."""
    if keep is None and max(call.queries, call.keys) <= WEIGHTS_UP_TO_TOKENS:
        return "weights", {}
    if keep in ("weights", "none"):
        return keep, {}
    intervals = None if call.bias is not None else visible_intervals(call)
    if intervals is None and keep == "qk":
        raise BadOption("keep_qk_impossible")
    return ("none", {}) if intervals is None else ("qk", intervals)


def _sites(layers: int, side: Sides, like: SiteRecord) -> list[SiteRecord]:
    """One site for each layer, named by its number and by what it joins."""
    if side.is_cross:
        like = msgspec.structs.replace(like, kind="cross", query_side="query", key_side="key")
    return [msgspec.structs.replace(like, site=f"{'X' if side.is_cross else 'L'}{n}") for n in range(layers)]


def _manifest(sites: Sequence[SiteRecord], sides: Sequence[Sides], keep: Keep) -> Manifest:
    texts = tuple(TextRecord({name: side_record(text) for name, text in one.by_name.items()}) for one in sides)
    has_segments = any(one.query.segments for one in sides)
    plan = PlanRecord(keep=keep, segments="given" if has_segments else "")
    versions = {name: importlib.metadata.version(name) for name in ("headscope", "numpy")}
    versions["python"] = platform.python_version()
    return Manifest(FORMAT, "complete", versions, plan, tuple(sites), texts)


def _is_causal(matrix: np.ndarray, side: Sides) -> bool:
    return not side.is_cross and not any(np.triu(layer, 1).any() for layer in matrix)


def _text_by_text(columns: Sequence[Any]) -> list[list[Any]]:
    """Weights and labels of several texts, each as a list with one entry per text."""
    count = next(len(column) for column in columns[1:] if column is not None)
    lists = [[None] * count if column is None else list(column) for column in columns]
    wrong = next((len(column) for column in lists if len(column) != count), None)
    if wrong is not None:
        raise BadMatrix("text_count", found=wrong, expected=count)
    return lists


def _is_list_of_lists(values: Any) -> bool:
    """Whether labels come text by text: their first entry is itself a list of labels."""
    first = next(iter(values), None) if isinstance(values, list | tuple | np.ndarray) else None
    return isinstance(first, list | tuple | np.ndarray)
