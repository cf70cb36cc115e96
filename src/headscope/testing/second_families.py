"""A second set of held-out families, drawn up after the first one had been looked at once and the reading changed.

Committed before the reading met them; it was not changed afterwards.
"""

from __future__ import annotations

import numpy as np

from headscope.testing.heldout_families import induction
from headscope.testing.pattern_families import (
    Builder,
    Random,
    Scene,
    block,
    far_keys,
    first_key,
    fixed_offset,
    local,
    mixture,
    own,
    rows_of,
)


def lopsided(head: Random, is_causal: bool) -> Builder:
    """A neighbourhood that decays faster to the right than to the left."""
    left, right = head.uniform(0.9, 1.6), head.uniform(0.3, 0.6)
    return lambda scene, _: rows_of(scene, np.exp(-np.abs(scene.distance) / np.where(scene.distance <= 0, left, right)))


def two_offsets(head: Random, is_causal: bool) -> Builder:
    """The query's left neighbour and the one before it, 0.35 to 0.65 each."""
    share = head.uniform(0.35, 0.65)
    return lambda scene, _: rows_of(scene, share * (scene.distance == -1) + (1 - share) * (scene.distance == -2))


def decaying_block(head: Random, is_causal: bool) -> Builder:
    """The own segment, near keys preferred: exp(-distance / 5)."""
    return lambda scene, _: rows_of(scene, own(scene) * np.exp(-np.abs(scene.distance) / 5))


def gapped_block(head: Random, is_causal: bool) -> Builder:
    """The own segment, each pair left out with probability 0.2."""
    return lambda scene, text: rows_of(scene, own(scene) * (text.random(scene.visible.shape) < 0.8))


def far_pair(head: Random, is_causal: bool) -> Builder:
    """Two neighbouring far keys a row, as a word of two pieces."""

    def build(scene: Scene, text: Random) -> np.ndarray:
        allowed, wanted = far_keys(scene), np.zeros(scene.visible.shape)
        for row in np.flatnonzero(allowed.any(-1)):
            target = int(text.choice(np.flatnonzero(allowed[row])))
            wanted[row, target] = 0.6
            if target + 1 < scene.tokens and allowed[row, target + 1]:
                wanted[row, target + 1] = 0.4
        return rows_of(scene, wanted)

    return build


def hubs(head: Random, is_causal: bool) -> Builder:
    """Each row picks one of a quarter of the keys, which differ from text to text."""

    def build(scene: Scene, text: Random) -> np.ndarray:
        is_hub = text.random(scene.tokens) < max(0.25, 4 / scene.tokens)
        drawn = np.where(far_keys(scene) & is_hub, text.random(scene.visible.shape), 0.0)
        return rows_of(scene, (drawn == drawn.max(-1, keepdims=True)) & (drawn > 0))

    return build


def two_tempers(head: Random, is_causal: bool) -> Builder:
    """Half of the rows almost even, half from a flat Dirichlet of concentration 1.5."""

    def build(scene: Scene, text: Random) -> np.ndarray:
        alpha = np.where(text.random((scene.tokens, 1)) < 0.5, 1.5, 30.0)
        return rows_of(scene, text.standard_gamma(np.broadcast_to(alpha, scene.visible.shape)))

    return build


def drift(head: Random, is_causal: bool) -> Builder:
    """Later keys preferred a little, up to a factor of two over the text."""
    return lambda scene, _: rows_of(
        scene, np.broadcast_to(1 + np.arange(scene.tokens) / scene.tokens, scene.visible.shape)
    )


def first_few(head: Random, is_causal: bool) -> Builder:
    """The first two keys (from 32 tokens on: four), the first the most."""

    def build(scene: Scene, _: Random) -> np.ndarray:
        weight = np.zeros(scene.tokens)
        weight[: 4 if scene.tokens >= 32 else 2] = np.array([0.6, 0.2, 0.1, 0.1])[: 4 if scene.tokens >= 32 else 2]
        return rows_of(scene, np.broadcast_to(weight, scene.visible.shape))

    return build


def first_and_marks(head: Random, is_causal: bool) -> Builder:
    """Half on the first key, half on the punctuation seen so far."""

    def build(scene: Scene, _: Random) -> np.ndarray:
        first = rows_of(scene, np.broadcast_to(np.arange(scene.tokens) == 0, scene.visible.shape).astype(float))
        marks = np.broadcast_to(scene.punctuation, scene.visible.shape) & scene.visible
        return np.where(marks.any(-1, keepdims=True), 0.5 * first + 0.5 * rows_of(scene, marks.astype(float)), first)

    return build


def resting_block(head: Random, is_causal: bool) -> Builder:
    """The own segment and the first key."""
    return mixture(block(head, is_causal), first_key(head, is_causal), head.uniform(0.4, 0.6))


def induction_and_near(head: Random, is_causal: bool) -> Builder:
    """Far repeats and the neighbourhood or one offset."""
    near = local if head.random() < 0.5 else fixed_offset
    return mixture(induction(head, is_causal), near(head, is_causal), head.uniform(0.4, 0.6))
