"""Dense float64 statistics of one call, written out row by row: the oracle of the reductions' laws."""

from __future__ import annotations

import math

import numpy as np

from headscope.base.axes import base_level
from headscope.stream.call import AttentionCall
from headscope.stream.frame import Frame


def array(values: object) -> np.ndarray:
    return np.asarray(values.detach().cpu().numpy() if hasattr(values, "detach") else values, dtype=float)  # type: ignore[attr-defined]


def visible_pairs(call: AttentionCall) -> np.ndarray:
    """Which keys each query of text 0 may see, bool [head, query, key]."""
    shown = np.ones((call.heads, call.queries, call.keys), dtype=bool)
    for query in range(call.queries):
        for key in range(call.keys):
            low = 0 if call.mask.low is None else call.mask.low[query]
            high = call.keys if call.mask.high is None else call.mask.high[query]
            kept = True if call.mask.key_keep is None else bool(call.mask.key_keep[0][key])
            shown[:, query, key] = low <= key < high and kept
    if call.mask.block is not None:
        shown &= array(call.mask.block(0, call.queries))[0].astype(bool)
    return shown


def dense_rows(call: AttentionCall) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights, visible pairs and log-sum-exp (0 for a row that sees nothing), one row after the other."""
    q, k, shown = array(call.q)[0], array(call.k)[0], visible_pairs(call)
    weights, log_sum = np.zeros(shown.shape), np.zeros(shown.shape[:2])
    group = call.heads // k.shape[0]
    for head in range(call.heads):
        for query in range(call.queries):
            keys = np.flatnonzero(shown[head, query])
            scores = np.array([call.scale * float(q[head, query] @ k[head // group, key]) for key in keys])
            if call.softcap is not None:
                scores = call.softcap * np.tanh(scores / call.softcap)
            if call.bias is not None:
                bias = np.broadcast_to(array(call.bias), (1, call.heads, call.queries, call.keys))
                scores = scores + bias[0, head, query, keys]
            extra = [] if call.sinks is None else [array(call.sinks)[head]]
            powers = [math.exp(score) for score in [*scores, *extra]]
            if powers:
                log_sum[head, query] = math.log(sum(powers))
                weights[head, query, keys] = np.array(powers[: len(keys)]) / sum(powers)
    return weights, shown, log_sum


def rows(call: AttentionCall, frame: Frame) -> dict[str, np.ndarray]:
    w, shown, log_sum = dense_rows(call)
    distance = np.abs(frame.key_positions[None, :] - frame.query_positions[:, None])
    logs = np.log2(w, out=np.zeros_like(w), where=w > 0)
    return {
        "entropy_bits": -np.einsum("hqk,hqk->hq", w, logs),
        "peak": w.max(-1),
        "log_sum_exp": log_sum,
        "span_tokens": np.einsum("hqk,qk->hq", w, distance),
        "self_mass": np.einsum("hqk,qk->hq", w, distance == 0) * (not frame.is_cross),
        "first_mass": w[:, :, 0],
        "special_mass": w[:, :, frame.special].sum(-1),
        "punctuation_mass": w[:, :, frame.punctuation].sum(-1),
        "visible_keys": shown.sum(-1),
    }


def even_rows(shown: np.ndarray) -> np.ndarray:
    return shown / np.maximum(shown.sum(-1, keepdims=True), 1)


def offsets(call: AttentionCall, frame: Frame) -> dict[str, np.ndarray]:
    w, shown, _ = dense_rows(call)
    even = even_rows(shown)
    near = {f"offset_{name}": np.zeros((call.heads, 33)) for name in ("mass", "rows", "chance", "argmax")}
    far = {f"distance_{name}": np.zeros((call.heads, 41)) for name in ("mass", "chance")}
    for head, query, key in zip(*np.nonzero(shown), strict=True):
        offset = int(frame.key_positions[key] - frame.query_positions[query])
        size = min(int(math.log2(abs(offset))), 19) if offset else 0
        distance = 20 if offset == 0 else size if offset < 0 else 21 + size
        far["distance_mass"][head, distance] += w[head, query, key]
        far["distance_chance"][head, distance] += even[head, query, key]
        if abs(offset) > 16:
            continue
        best = w[head, query].max()
        ties = (w[head, query] == best).sum()
        near["offset_mass"][head, offset + 16] += w[head, query, key]
        near["offset_rows"][head, offset + 16] += 1
        near["offset_chance"][head, offset + 16] += even[head, query, key]
        near["offset_argmax"][head, offset + 16] += (w[head, query, key] == best > 0) / ties
    return near | far


def keys(call: AttentionCall, frame: Frame) -> dict[str, np.ndarray]:
    w, shown, _ = dense_rows(call)
    return {"received": w.sum(1), "received_chance": even_rows(shown).sum(1), "received_rows": shown.sum(1)}


def strongest(call: AttentionCall, frame: Frame) -> dict[str, np.ndarray]:
    w, _, _ = dense_rows(call)
    weight, key = np.zeros((*w.shape[:2], 8)), np.full((*w.shape[:2], 8), -1)
    for head in range(call.heads):
        for query in range(call.queries):
            order = sorted(range(call.keys), key=lambda one, row=w[head, query]: (-row[one], one))  # type: ignore[misc]
            for rank, one in enumerate([one for one in order if w[head, query, one] > 0][:8]):
                weight[head, query, rank], key[head, query, rank] = w[head, query, one], one
    return {"top_weight": weight, "top_key": key}


def segments(call: AttentionCall, frame: Frame) -> dict[str, np.ndarray]:
    w, shown, _ = dense_rows(call)
    even = even_rows(shown)
    count = frame.segments
    mass, rows_of = np.zeros((call.heads, count, count)), np.zeros((call.heads, count))
    own_mass, own_chance = np.zeros((call.heads, 100)), np.zeros((call.heads, 100))
    found = {"segment_mass": mass, "segment_rows": rows_of, "own_mass": own_mass, "own_chance": own_chance}
    if frame.query_segments is None or frame.key_segments is None:
        return found
    for query, segment in enumerate(frame.query_segments):
        if segment >= 0:
            rows_of[:, segment] += 1
            for key, other in enumerate(frame.key_segments):
                if other >= 0:
                    mass[:, segment, other] += w[:, query, key]
    inside = [n for n, segment in enumerate(frame.query_segments) if segment >= 0]
    true = [int(frame.query_segments[n]) for n in inside]
    turns = [0] if frame.is_cross else [0, *(s for s in range(1, len(true)) if true[-s:] + true[:-s] != true)]
    for column, shift in enumerate(turns):
        moved = dict(zip(inside, true[-shift:] + true[:-shift] if shift else true, strict=True))
        key_moved = dict(enumerate(frame.key_segments)) if frame.is_cross else moved
        for query, segment in moved.items():
            for key in range(call.keys):
                is_self = frame.key_positions[key] == frame.query_positions[query]
                if key_moved.get(key, -1) == segment and not is_self:
                    own_mass[:, column] += w[:, query, key]
                    own_chance[:, column] += even[:, query, key]
    return found


def image_of(limit: int):  # type: ignore[no-untyped-def]
    def image(call: AttentionCall, frame: Frame) -> dict[str, np.ndarray]:
        w, _, _ = dense_rows(call)
        height, width = math.ceil(call.queries / limit), math.ceil(call.keys / limit)
        tiles = [
            [w[:, top : top + height, left : left + width] for left in range(0, call.keys, width)]
            for top in range(0, call.queries, height)
        ]
        mean = np.array([[tile.mean((1, 2)) for tile in row] for row in tiles])
        peak = np.array([[tile.max((1, 2)) for tile in row] for row in tiles])
        return {"image_mean": np.moveaxis(mean, -1, 0), "image_max": np.moveaxis(peak, -1, 0)}

    return image


def base(call: AttentionCall, frame: Frame) -> dict[str, np.ndarray]:
    """Codes of the base image, cell by cell: a whole step of the log scale is 2^(32 / 65534)."""
    level = base_level(call.queries, call.keys)
    if level is None:
        return {}
    w, _, _ = dense_rows(call)
    width = 2**level
    found = np.zeros((2, call.heads, math.ceil(call.queries / width), math.ceil(call.keys / width)), dtype=np.uint16)
    for head, row, column in np.ndindex(*found.shape[1:]):
        cell = w[head, row * width : (row + 1) * width, column * width : (column + 1) * width]
        for kind, value in enumerate((cell.sum() / len(cell), cell.max())):
            if value >= 2.0**-32:
                found[kind, head, row, column] = 1 + round(65534 * (1 + math.log2(value) / 32))
    return {"base_mass": found[0], "base_peak": found[1]}


ORACLES = {
    "rows": rows,
    "offsets": offsets,
    "keys": keys,
    "strongest": strongest,
    "segments": segments,
    "image": image_of(64),
    "base": base,
}
