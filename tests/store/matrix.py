"""Matrices and their cells by the definition, in float64, and all tiles of a level side by side."""

from __future__ import annotations

from typing import Any

import numpy as np

from headscope.store.run import Run
from headscope.store.tiles import tile


def vectors(heads: int, tokens: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(heads, tokens, 16)).astype(np.float32) * 1.5


def shown(kind: str, queries: int, keys: int) -> np.ndarray:
    """Which keys each row sees, by the meaning of the mask's name."""
    query, key = np.arange(queries)[:, None], np.arange(keys)[None, :]
    return {
        "full": np.ones((queries, keys), dtype=bool),
        "causal": np.broadcast_to(key <= query, (queries, keys)),
        "window": (key <= query) & (key > query - 90),
        "blind": (key >= 300) & (query < 600),
    }[kind]


def dense(q: np.ndarray, k: np.ndarray, seen: np.ndarray, **rules: Any) -> np.ndarray:
    """A softmax in float64, [head, query, key]; rows that see nothing are 0."""
    k = np.repeat(k, len(q) // len(k), axis=0).astype(float)
    scores = q.astype(float) @ k.transpose(0, 2, 1) * rules.get("scale", 0.25)
    if "softcap" in rules:
        scores = rules["softcap"] * np.tanh(scores / rules["softcap"])
    powers = np.where(seen, np.exp(scores), 0.0)
    total = powers.sum(axis=-1, keepdims=True)
    if "sinks" in rules:
        total = total + np.exp(rules["sinks"])[:, None, None]
    weights: np.ndarray = powers / np.where(total == 0, 1, total)
    return weights


def pooled(weights: np.ndarray, width: int, channel: str) -> np.ndarray:
    """Cells of [query, key], out of a matrix that is filled up with zeros."""
    down, across = (-(-length // width) for length in weights.shape)
    filled = np.zeros((down * width, across * width))
    filled[: weights.shape[0], : weights.shape[1]] = weights
    cells: np.ndarray = filled.reshape(down, width, across, width)
    if channel == "peak":
        return cells.max(axis=(1, 3))
    rows = np.array([min(width, weights.shape[0] - row * width) for row in range(down)])
    mass: np.ndarray = cells.sum(axis=(1, 3)) / rows[:, None]
    return mass


def whole(run: Run, head: str, level: int, channel: str) -> np.ndarray:
    """All tiles of a level, side by side."""
    side = 256 << level
    record = run.site(head.split(".")[0])
    sides = run.manifest.texts[0].sides
    down, across = (-(-len(sides[name].tokens) // side) for name in (record.query_side, record.key_side))
    tiles = [[tile(run, head, level, x, y, channel) for x in range(across)] for y in range(down)]  # type: ignore[arg-type]
    return np.block([[one.values for one in row] for row in tiles])
