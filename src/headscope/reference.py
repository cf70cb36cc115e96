"""Multi-head attention, written to be read: every intermediate has a name and stays.

The whole computation, for one text, in double precision:

```
Q_h = x W_Q^h + b_Q^h     what each token asks for          [query, d]
K_h = c W_K^h + b_K^h     what each token can be found by   [key, d]        c = x, or another text (cross-attention)
V_h = c W_V^h + b_V^h     what each token hands over        [key, d_v]
S_h = softcap(Q_h K_h^T * scale) + bias                     [query, key]    scale = 1 / sqrt(d)
A_h = softmax over the keys that the mask lets through      [query, key]    each row sums to 1
output = concat(A_1 V_1, ..., A_H V_H) W_O + b_O = sum over h of A_h V_h W_O^h + b_O
```

The heads are added, not compared: none can outvote another, and what a head contributes is `A_h V_h W_O^h`, not
`V_h`. (`concat(V_1, ..., V_H) W_O` forgets the weights: it would be the same whatever the heads attend to.)

Vaswani et al. 2017, section 3.2 (arXiv 1706.03762); grouped keys: Ainslie et al. 2023 (arXiv 2305.13245); soft-cap:
Gemma 2 (arXiv 2408.00118); additive position bias: Raffel et al. 2020 (arXiv 1910.10683); sinks: Xiao et al. 2024
(arXiv 2309.17453), learned per head as in GPT-OSS.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Parameters:
    """The learned numbers of one attention layer, split by head: x is multiplied from the left, `x @ w_q[h]`.

    Grouped heads share keys and values: `w_k` and `w_v` then have fewer heads than `w_q`, and query head h reads key
    head h // (heads / key heads).

    Attributes:
        w_q: [head, model, d]; b_q: [head, d], or None for no bias. w_k, w_v alike, by key head.
        w_o: [head, d_v, model]; b_o: [model], or None.
    """

    w_q: np.ndarray
    w_k: np.ndarray
    w_v: np.ndarray
    w_o: np.ndarray
    b_q: np.ndarray | None = None
    b_k: np.ndarray | None = None
    b_v: np.ndarray | None = None
    b_o: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides the weights beside queries and keys.

    Attributes:
        scale: factor on Q K^T; None for 1 / sqrt(d).
        is_causal: a query sees no key that comes after it.
        window: a query sees only keys less than this many places away; None for all.
        key_exists: False for padding, bool [key]; None where all keys exist.
        softcap: scores become `softcap * tanh(score / softcap)`; None for no cap.
        bias: added to the scores, [head or 1, query, key]; None for none.
        sinks: one more score per head that takes its part of the softmax and is dropped, [head]; rows then sum to
            less than 1. None for none.
    """

    scale: float | None = None
    is_causal: bool = False
    window: int | None = None
    key_exists: np.ndarray | None = None
    softcap: float | None = None
    bias: np.ndarray | None = None
    sinks: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """Everything that happens in one attention layer on one text.

    Attributes:
        q: [head, query, d]. k: [key head, key, d]. v: [key head, key, d_v].
        scores: scaled, capped and biased, before the mask, [head, query, key].
        mask: True where the query sees the key, [query, key].
        weights: A, [head, query, key]; 0 where the mask is False, and a row that sees no key is all 0.
        mixed: A_h V_h, [head, query, d_v].
        head_outputs: A_h V_h W_O^h, what each head adds to the output, [head, query, model].
        output: concat(A_h V_h) W_O + b_O, [query, model].
    """

    q: np.ndarray
    k: np.ndarray
    v: np.ndarray
    scores: np.ndarray
    mask: np.ndarray
    weights: np.ndarray
    mixed: np.ndarray
    head_outputs: np.ndarray
    output: np.ndarray


def multi_head_attention(
    x: np.ndarray, parameters: Parameters, *, context: np.ndarray | None = None, rules: Rules = Rules()
) -> Attention:
    """Attention of the tokens `x` [query, model] over themselves, or over `context` [key, model].

    >>> identity = np.eye(2)[None]
    >>> layer = Parameters(w_q=identity, w_k=identity, w_v=identity, w_o=identity)
    >>> multi_head_attention(np.eye(2), layer, rules=Rules(is_causal=True)).weights.round(2).tolist()
    [[[1.0, 0.0], [0.33, 0.67]]]
    """
    source = x if context is None else context
    q = project(x, parameters.w_q, parameters.b_q)
    k = project(source, parameters.w_k, parameters.b_k)
    v = project(source, parameters.w_v, parameters.b_v)
    return attend(q, k, v, w_o=parameters.w_o, b_o=parameters.b_o, rules=rules)


def attend(
    q: np.ndarray,
    k: np.ndarray,
    v: np.ndarray,
    *,
    w_o: np.ndarray,
    b_o: np.ndarray | None = None,
    rules: Rules = Rules(),
) -> Attention:
    """Attention from given queries, keys and values: the place where rotary embedding has already turned q and k."""
    q, k, v = (np.asarray(array, dtype=np.float64) for array in (q, k, v))
    heads, queries, d = q.shape
    group = heads // k.shape[0]
    k_of_head, v_of_head = np.repeat(k, group, axis=0), np.repeat(v, group, axis=0)

    scale = 1 / np.sqrt(d) if rules.scale is None else rules.scale
    scores = q @ k_of_head.transpose(0, 2, 1) * scale  # head query key
    if rules.softcap is not None:
        scores = rules.softcap * np.tanh(scores / rules.softcap)
    if rules.bias is not None:
        scores = scores + rules.bias

    mask = mask_of(queries, k.shape[1], rules)  # query key
    weights = softmax_rows(scores, mask, rules.sinks)  # head query key
    mixed = weights @ v_of_head  # head query d_v
    head_outputs = mixed @ w_o  # head query model

    concatenated = np.concatenate(list(mixed), axis=-1)  # query head*d_v
    output = concatenated @ np.concatenate(list(w_o), axis=0)  # query model
    if b_o is not None:
        output = output + b_o
    return Attention(q, k, v, scores, mask, weights, mixed, head_outputs, output)


def project(x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> np.ndarray:
    """x W^h + b^h for every head: [token, model] and [head, model, d] give [head, token, d]."""
    projected: np.ndarray = np.asarray(x, dtype=np.float64) @ w
    return projected if b is None else projected + b[:, None, :]


def mask_of(queries: int, keys: int, rules: Rules) -> np.ndarray:
    """Which keys each query sees, bool [query, key].

    >>> mask_of(3, 3, Rules(is_causal=True, window=2)).astype(int).tolist()
    [[1, 0, 0], [1, 1, 0], [0, 1, 1]]
    """
    distance = np.arange(queries)[:, None] - np.arange(keys)[None, :]  # how far the key lies before the query
    seen = np.ones((queries, keys), dtype=bool)
    if rules.is_causal:
        seen &= distance >= 0
    if rules.window is not None:
        seen &= np.abs(distance) < rules.window
    if rules.key_exists is not None:
        seen &= np.asarray(rules.key_exists, dtype=bool)[None, :]
    return seen


def softmax_rows(scores: np.ndarray, mask: np.ndarray, sinks: np.ndarray | None = None) -> np.ndarray:
    """exp(s_j) / (sum over seen keys of exp(s) + exp(sink)), computed below the row's largest score so that no
    exponential overflows; 0 for unseen keys.

    >>> softmax_rows(np.zeros((1, 2, 2)), np.array([[True, True], [False, False]])).tolist()
    [[[0.5, 0.5], [0.0, 0.0]]]
    """
    seen = np.where(mask, scores, -np.inf)
    sink = np.full((len(scores), 1, 1), -np.inf) if sinks is None else np.asarray(sinks, float)[:, None, None]
    top = np.maximum(seen.max(axis=-1, keepdims=True), sink)
    top = np.where(np.isfinite(top), top, 0.0)
    powers = np.exp(seen - top)
    total = powers.sum(axis=-1, keepdims=True) + np.exp(sink - top)
    weights: np.ndarray = powers / np.where(total == 0, 1.0, total)
    return weights
