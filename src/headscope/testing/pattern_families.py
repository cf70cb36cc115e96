"""Families of attention patterns: how a head of a known kind looks before noise.

A family draws a head's own parameters once (which offset, which column) and returns a builder; the builder gives the
base matrix of that head for any scene (a text with its mask, special tokens, punctuation and segments). Every row of a
base matrix sums to 1 over visible keys; a row that lacks what the head looks for has no preference (uniform).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Scene:
    """One text as a head sees it: `visible` [query, key], flags by key, `segments` by token (-1 outside)."""

    visible: np.ndarray
    special: np.ndarray
    punctuation: np.ndarray
    segments: np.ndarray

    @property
    def tokens(self) -> int:
        """Number of tokens."""
        return len(self.special)

    @property
    def distance(self) -> np.ndarray:
        """Offset key - query of every pair."""
        return np.arange(self.tokens)[None, :] - np.arange(self.tokens)[:, None]


Builder = Callable[[Scene, Random], np.ndarray]
Family = Callable[[Random, bool], Builder]


def rows_of(scene: Scene, wanted: np.ndarray) -> np.ndarray:
    """Rows proportional to `wanted` over visible keys; uniform where nothing wanted is visible."""
    held = np.where(scene.visible, wanted, 0.0)
    total = held.sum(-1, keepdims=True)
    even = scene.visible / scene.visible.sum(-1, keepdims=True)
    return np.asarray(np.where(total > 0, held / np.where(total > 0, total, 1), even))


def far_keys(scene: Scene) -> np.ndarray:
    """Pairs a content head may link: far apart, and the key no end of the text, special token or punctuation."""
    far = max(min(4, scene.tokens // 4), scene.tokens // 8)
    plain = ~(scene.special | scene.punctuation)
    plain[[0, -1]] = False
    return np.asarray(scene.visible & (np.abs(scene.distance) >= far) & plain)


def fixed_offset(head: Random, is_causal: bool) -> Builder:
    """One offset of -3..3, not 0."""
    offset = int(head.integers(1, 4)) * (-1 if is_causal or head.random() < 0.5 else 1)
    return lambda scene, _: rows_of(scene, (scene.distance == offset).astype(float))


def local(head: Random, is_causal: bool) -> Builder:
    """A neighbourhood that decays over one to two tokens on both sides."""
    scale = head.uniform(0.8, 1.6)
    return lambda scene, _: rows_of(scene, np.exp(-np.abs(scene.distance) / scale))


def block(head: Random, is_causal: bool) -> Builder:
    """Evenly over the own segment."""
    return lambda scene, _: rows_of(scene, own(scene).astype(float))


def one_hot(head: Random, is_causal: bool) -> Builder:
    """One random far key a row."""
    return lambda scene, text: rows_of(scene, chosen(far_keys(scene), text, np.ones(1)))


def dirichlet(head: Random, is_causal: bool) -> Builder:
    """Rows from a flat Dirichlet of concentration 1 to 5."""
    alpha = head.uniform(1, 5)
    return lambda scene, text: rows_of(scene, text.gamma(alpha, size=scene.visible.shape))


def first_key(head: Random, is_causal: bool) -> Builder:
    """All on the first key."""
    return lambda scene, _: rows_of(scene, columns(scene, np.arange(scene.tokens) == 0))


def end_or_special(head: Random, is_causal: bool) -> Builder:
    """All on the last key, or evenly on the special tokens (causal: the first key where there is none)."""
    if is_causal or head.random() < 0.5:
        return lambda scene, _: rows_of(scene, columns(scene, special_or_first(scene)))
    return lambda scene, _: rows_of(scene, columns(scene, np.arange(scene.tokens) == scene.tokens - 1))


def two_kinds(head: Random, is_causal: bool) -> Builder:
    """Two families of different kinds, weighted 0.4 to 0.6."""
    kinds: list[tuple[Family, ...]] = [(fixed_offset, local), (block,), (one_hot,), (first_key, end_or_special)]
    one, other = head.choice(4, size=2, replace=False)
    builders = [kinds[k][int(head.integers(len(kinds[k])))](head, is_causal) for k in (one, other)]
    return mixture(builders[0], builders[1], head.uniform(0.4, 0.6))


def mixture(one: Builder, other: Builder, share: float) -> Builder:
    """Both base matrices, the first with weight `share`."""
    return lambda scene, text: share * one(scene, text) + (1 - share) * other(scene, text)


def columns(scene: Scene, keys: np.ndarray) -> np.ndarray:
    """Every query wants the same keys, bool or weights [key]."""
    return np.array(np.broadcast_to(keys, scene.visible.shape), dtype=float)


def special_or_first(scene: Scene) -> np.ndarray:
    """The special tokens, or the first key of a text that has none."""
    return scene.special if scene.special.any() else np.arange(scene.tokens) == 0


def own(scene: Scene) -> np.ndarray:
    """Pairs inside one segment, bool [query, key]."""
    return np.asarray((scene.segments[:, None] == scene.segments[None, :]) & (scene.segments >= 0)[:, None])


def chosen(allowed: np.ndarray, text: Random, shares: np.ndarray) -> np.ndarray:
    """As many random allowed keys a row as there are `shares`, with these weights."""
    order = np.argsort(np.where(allowed, text.random(allowed.shape), 2.0), axis=-1)[:, : len(shares)]
    wanted = np.zeros(allowed.shape)
    np.put_along_axis(wanted, order, np.broadcast_to(shares[: order.shape[1]], order.shape), axis=-1)
    return np.asarray(wanted * allowed)
