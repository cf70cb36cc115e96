"""The held-out families: other shapes than those a reading of patterns is built on.

Committed before the reading was written, and not to be looked at while it is tuned.
"""

from __future__ import annotations

import numpy as np

from headscope.testing.pattern_families import (
    Builder,
    Random,
    Scene,
    chosen,
    columns,
    far_keys,
    first_key,
    fixed_offset,
    mixture,
    own,
    rows_of,
)


def alibi(head: Random, is_causal: bool) -> Builder:
    """exp(-slope distance), slope 0.5 to 1.2."""
    slope = head.uniform(0.5, 1.2)
    return lambda scene, _: rows_of(scene, np.exp(-slope * np.abs(scene.distance)))


def band(head: Random, is_causal: bool) -> Builder:
    """An even band of two (from 16 tokens on: up to three, from 32 on: up to four) neighbouring left offsets."""
    start, width = int(head.integers(0, 3)), int(head.integers(2, 5))

    def build(scene: Scene, _: Random) -> np.ndarray:
        span = min(width, 2 if scene.tokens < 16 else 3 if scene.tokens < 32 else 4)
        return rows_of(scene, ((-scene.distance >= start) & (-scene.distance < start + span)).astype(float))

    return build


def jitter(head: Random, is_causal: bool) -> Builder:
    """The neighbour, in a quarter of the rows the one beyond it, as word pieces make it."""
    side = -1 if is_causal or head.random() < 0.5 else 1

    def build(scene: Scene, text: Random) -> np.ndarray:
        offset = side * np.where(text.random(scene.tokens) < 0.25, 2, 1)
        return rows_of(scene, (scene.distance == offset[:, None]).astype(float))

    return build


def block_without_self(head: Random, is_causal: bool) -> Builder:
    """Evenly over the own segment but for the query itself."""
    return lambda scene, _: rows_of(scene, (own(scene) & (scene.distance != 0)).astype(float))


def uneven_block(head: Random, is_causal: bool) -> Builder:
    """Over the own segment with weights that differ from key to key by a factor of three or so."""
    return lambda scene, text: rows_of(scene, own(scene) * np.exp(text.normal(0, 0.6, scene.visible.shape)))


def induction(head: Random, is_causal: bool) -> Builder:
    """Runs of two to four rows that walk along with their far targets, as repeated phrases make them."""

    def build(scene: Scene, text: Random) -> np.ndarray:
        allowed, wanted = far_keys(scene), np.zeros(scene.visible.shape)
        target, left = -1, 0
        for row in range(scene.tokens):
            target, left = target + 1, left - 1
            if left < 1 or target >= scene.tokens or not allowed[row, target]:
                if not allowed[row].any():
                    continue
                target, left = int(text.choice(np.flatnonzero(allowed[row]))), int(text.integers(2, 5))
            wanted[row, target] = 1
        return rows_of(scene, wanted)

    return build


def few_keys(head: Random, is_causal: bool) -> Builder:
    """Two (from 16 tokens on: two or three) random far keys a row, the first the strongest."""
    shares = np.array([0.6, 0.4]) if head.random() < 0.5 else np.array([0.5, 0.3, 0.2])

    def build(scene: Scene, text: Random) -> np.ndarray:
        used = shares if scene.tokens >= 16 else shares[:2]
        return rows_of(scene, chosen(far_keys(scene), text, used))

    return build


def antecedent(head: Random, is_causal: bool) -> Builder:
    """Two or three neighbouring rows share one far key; the next ones another."""

    def build(scene: Scene, text: Random) -> np.ndarray:
        allowed, wanted = far_keys(scene), np.zeros(scene.visible.shape)
        target, left = -1, 0
        for row in range(scene.tokens):
            left -= 1
            if left < 1 or not allowed[row, target]:
                if not allowed[row].any():
                    continue
                target, left = int(text.choice(np.flatnonzero(allowed[row]))), int(text.integers(2, 4))
            wanted[row, target] = 1
        return rows_of(scene, wanted)

    return build


def soft(head: Random, is_causal: bool) -> Builder:
    """Softmax of small independent scores (standard deviation 0.2 to 0.8)."""
    spread = head.uniform(0.2, 0.8)
    return lambda scene, text: rows_of(scene, np.exp(text.normal(0, spread, scene.visible.shape)))


def tilt(head: Random, is_causal: bool) -> Builder:
    """A faint preference for near keys: exp(-distance / 2N)."""
    return lambda scene, _: rows_of(scene, np.exp(-np.abs(scene.distance) / (2 * scene.tokens)))


def faint_columns(head: Random, is_causal: bool) -> Builder:
    """Keys that all rows prefer a little (standard deviation of the scores 0.3)."""
    return lambda scene, text: rows_of(scene, np.exp(text.normal(0, 0.3, (1, scene.tokens))))


def punctuation(head: Random, is_causal: bool) -> Builder:
    """Evenly on the punctuation seen so far; before any, on the first key."""

    def build(scene: Scene, _: Random) -> np.ndarray:
        marks = columns(scene, scene.punctuation)
        none = (marks * scene.visible).sum(-1) == 0
        marks[none, 0] = 1
        return rows_of(scene, marks)

    return build


def ends(head: Random, is_causal: bool) -> Builder:
    """Split between both ends of the text (causal: between the first two keys) at 0.3 to 0.7."""
    share, second = head.uniform(0.3, 0.7), 1 if is_causal else -1

    def build(scene: Scene, _: Random) -> np.ndarray:
        wanted = np.zeros(scene.visible.shape)
        wanted[:, 0], wanted[:, second] = share, 1 - share
        return rows_of(scene, wanted)

    return build


def vertical(head: Random, is_causal: bool) -> Builder:
    """One other column (causal: in the first quarter), elsewhere in every text."""

    def build(scene: Scene, text: Random) -> np.ndarray:
        last = scene.tokens // 4 + 1 if is_causal else scene.tokens - 1
        return rows_of(scene, columns(scene, np.arange(scene.tokens) == int(text.integers(1, last))))

    return build


def a_shape(head: Random, is_causal: bool) -> Builder:
    """The first key and the neighbourhood."""
    return mixture(first_key(head, is_causal), alibi(head, is_causal), head.uniform(0.4, 0.6))


def vertical_slash(head: Random, is_causal: bool) -> Builder:
    """A column and an offset."""
    return mixture(vertical(head, is_causal), fixed_offset(head, is_causal), head.uniform(0.4, 0.6))


def resting_induction(head: Random, is_causal: bool) -> Builder:
    """Rows that find a repeat go there, the others (0.4 to 0.6 of them) rest on the first key."""
    content, rest, share = induction(head, is_causal), first_key(head, is_causal), head.uniform(0.4, 0.6)

    def build(scene: Scene, text: Random) -> np.ndarray:
        resting = text.random((scene.tokens, 1)) < share
        return np.where(resting, rest(scene, text), content(scene, text))

    return build
