"""Heads of cross-attention that go forward in what they read, and heads that only look as if they did.

A family gives the places of a head's rows as shares of the keys; `following_map` puts a bell on each place, and noise
over it as `patterns.noisy` does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from headscope.testing.pattern_families import Random
from headscope.testing.patterns import noisy

Places = Callable[[int, Random], np.ndarray]


def steady(rows: int, random: Random) -> np.ndarray:
    """From end to end."""
    return np.linspace(0.05, 0.95, rows)


def trembling(rows: int, random: Random) -> np.ndarray:
    """From end to end, each row a little off."""
    return steady(rows, random) + random.normal(0, 0.06, rows)


def pausing(rows: int, random: Random) -> np.ndarray:
    """From end to end with stops: about three rows to a place, more or fewer by chance."""
    places = max(5, rows // 3)
    steps = np.sort(random.choice(np.arange(1, rows), places - 1, replace=False))
    return np.linspace(0.05, 0.95, places)[np.searchsorted(steps, np.arange(rows), side="right")]


def staring(rows: int, random: Random) -> np.ndarray:
    """At one place."""
    return np.full(rows, random.uniform(0.1, 0.9))


def jittering(rows: int, random: Random) -> np.ndarray:
    """At one place, each row a little off."""
    return staring(rows, random) + random.normal(0, 0.03, rows)


def creeping(rows: int, random: Random) -> np.ndarray:
    """Forward without fail, by a tenth of the keys in all."""
    return random.uniform(0.2, 0.8) + np.linspace(-0.05, 0.05, rows)


def backward(rows: int, random: Random) -> np.ndarray:
    """From end to beginning."""
    return steady(rows, random)[::-1]


def jumping(rows: int, random: Random) -> np.ndarray:
    """Between two places, at random."""
    return np.where(random.random(rows) < 0.5, 0.2, 0.8)


def stepping(rows: int, random: Random) -> np.ndarray:
    """One place, then another."""
    return np.where(np.arange(rows) < random.uniform(0.3, 0.7) * rows, 0.2, 0.8)


def trembling_steps(rows: int, random: Random) -> np.ndarray:
    """One place, then another, each row off by a twelfth of the keys."""
    return stepping(rows, random) + random.normal(0, 0.08, rows)


def straying(rows: int, random: Random) -> np.ndarray:
    """Anywhere."""
    return random.uniform(0, 1, rows)


def ending(rows: int, random: Random) -> np.ndarray:
    """At the last key."""
    return np.ones(rows)


FORWARD: dict[str, Places] = {"steady": steady, "trembling": trembling, "pausing": pausing}
NOT_FORWARD: dict[str, Places] = {
    "staring": staring, "jittering": jittering, "creeping": creeping, "backward": backward, "jumping": jumping,
    "stepping": stepping, "trembling-steps": trembling_steps, "straying": straying, "ending": ending,
}  # fmt: skip


def following_map(
    places: Places, rows: int, keys: int, random: Random, *, noise: float = 0.1, sink: float = 0.0, width: float = 0.0
) -> np.ndarray:
    """A head's matrix [query, key] for places of its rows.

    Args:
        places: a family. rows, keys: size of the matrix.
        noise: share of a row that is even. sink: share that lies on the first key.
        width: of a bell, as a share of the keys; 0 for 1 to 5 %, drawn.

    >>> following_map(steady, 12, 20, np.random.default_rng(0)).argmax(axis=1)[[0, -1]].tolist()
    [1, 18]
    """
    centre = places(rows, random)[:, None] * (keys - 1)
    bell = np.exp(-0.5 * ((np.arange(keys) - centre) / ((width or random.uniform(0.01, 0.05)) * keys + 0.5)) ** 2)
    base = (1 - sink) * bell / bell.sum(axis=-1, keepdims=True)
    base[:, 0] += sink
    return noisy(base, np.ones((rows, keys), dtype=bool), noise, random)


def even_map(rows: int, keys: int, random: Random) -> np.ndarray:
    """Rows without preference, from Dirichlet(1)."""
    return random.dirichlet(np.ones(keys), size=rows)
