"""Heads of a known kind: generated attention maps on which a reading of patterns can be checked.

A case names a family (`pattern_families`), a seed and the conditions; `generate` gives its maps, the same ones every
time. Noise: `M = (1 - noise) B + noise U` with B the family's base matrix and U the even rows, and then each row is
drawn from `Dirichlet(20 max(1, n / 8) M)` with n the keys it may see. Development families may be looked at while a
reading is built; the held-out ones, of other shapes, serve to judge it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from headscope.testing import heldout_families as held_out
from headscope.testing import pattern_families as families
from headscope.testing import second_families as second
from headscope.testing.pattern_families import Family, Random, Scene

DEVELOPMENT: dict[str, tuple[Family, str]] = {
    "offset": (families.fixed_offset, "diagonal"),
    "local": (families.local, "diagonal"),
    "block": (families.block, "block"),
    "one-hot": (families.one_hot, "sparse"),
    "dirichlet": (families.dirichlet, "global"),
    "first": (families.first_key, "sink"),
    "end": (families.end_or_special, "sink"),
    "two-kinds": (families.two_kinds, "mixed"),
}
HELD_OUT: dict[str, tuple[Family, str]] = {
    "alibi": (held_out.alibi, "diagonal"),
    "band": (held_out.band, "diagonal"),
    "jitter": (held_out.jitter, "diagonal"),
    "unequal-block": (families.block, "block"),
    "block-without-self": (held_out.block_without_self, "block"),
    "uneven-block": (held_out.uneven_block, "block"),
    "induction": (held_out.induction, "sparse"),
    "few-keys": (held_out.few_keys, "sparse"),
    "antecedent": (held_out.antecedent, "sparse"),
    "soft": (held_out.soft, "global"),
    "tilt": (held_out.tilt, "global"),
    "faint-columns": (held_out.faint_columns, "global"),
    "punctuation": (held_out.punctuation, "sink"),
    "ends": (held_out.ends, "sink"),
    "vertical": (held_out.vertical, "sink"),
    "a-shape": (held_out.a_shape, "mixed"),
    "vertical-slash": (held_out.vertical_slash, "mixed"),
    "resting-induction": (held_out.resting_induction, "mixed"),
}
SECOND_HELD_OUT: dict[str, tuple[Family, str]] = {
    "lopsided": (second.lopsided, "diagonal"),
    "two-offsets": (second.two_offsets, "diagonal"),
    "decaying-block": (second.decaying_block, "block"),
    "gapped-block": (second.gapped_block, "block"),
    "far-pair": (second.far_pair, "sparse"),
    "hubs": (second.hubs, "sparse"),
    "two-tempers": (second.two_tempers, "global"),
    "drift": (second.drift, "global"),
    "first-few": (second.first_few, "sink"),
    "first-and-marks": (second.first_and_marks, "sink"),
    "resting-block": (second.resting_block, "mixed"),
    "induction-and-near": (second.induction_and_near, "mixed"),
}
FAMILIES = DEVELOPMENT | HELD_OUT | SECOND_HELD_OUT
SIZES, MASKS, NOISES = (8, 16, 32, 64, 128), ("causal", "full"), (0.1, 0.3)


@dataclass(frozen=True, slots=True)
class PatternCase:
    """One generated head: where it comes from and what it truly is."""

    family: str
    seed: int
    tokens: int
    mask: str
    noise: float
    label: str


@dataclass(frozen=True, slots=True)
class PatternMap:
    """One map of a generated head, [query, key], and the scene it was drawn for; `segments` are None where the reader
    is not told them."""

    weights: np.ndarray
    scene: Scene
    segments: np.ndarray | None


def cases(which: dict[str, tuple[Family, str]], seeds: Iterable[int]) -> list[PatternCase]:
    """Every family under every condition, once for each seed.

    >>> len(cases(DEVELOPMENT, seeds=[0]))
    160
    """
    conditions = product(SIZES, MASKS, NOISES, which.items(), seeds)
    return [PatternCase(name, seed, n, mask, eps, label) for n, mask, eps, (name, (_, label)), seed in conditions]


def read_cases(path: str | Path) -> list[PatternCase]:
    """The cases of a file: `{"columns": [...], "cases": [[...], ...]}`."""
    table = json.loads(Path(path).read_text("utf-8"))
    return [PatternCase(**dict(zip(table["columns"], row, strict=True))) for row in table["cases"]]


def generate(case: PatternCase, maps: int = 4) -> tuple[PatternMap, ...]:
    """The maps of a case, one for each of its texts.

    >>> case = PatternCase("offset", 3, 8, "causal", 0.1, "diagonal")
    >>> [float(row.sum().round(6)) for row in generate(case)[0].weights][:2]
    [1.0, 1.0]
    """
    head = np.random.default_rng([case.seed, _number(case.family), case.tokens, round(case.noise * 100)])
    family, label = FAMILIES[case.family]
    build = family(head, case.mask == "causal")
    has_special, is_told = bool(head.random() < 0.5), bool(head.random() < 0.5) or label in ("block", "mixed")
    found = []
    for _ in range(maps):
        scene = draw_scene(head, case.tokens, case.mask, has_special=has_special, family=case.family)
        weights = noisy(build(scene, head), scene.visible, case.noise, head)
        found.append(PatternMap(weights, scene, scene.segments if is_told else None))
    return tuple(found)


def noisy(base: np.ndarray, visible: np.ndarray, noise: float, random: Random) -> np.ndarray:
    """Rows drawn from a Dirichlet round `(1 - noise) base + noise even`, with more certainty the longer the row."""
    seen = visible.sum(-1, keepdims=True)
    mean = (1 - noise) * base + noise * visible / seen
    drawn = random.standard_gamma(np.where(visible, 20 * np.maximum(1, seen / 8) * mean, 1.0)) * visible
    return np.asarray(drawn / drawn.sum(-1, keepdims=True))


def uniform_noise(seed: int, tokens: int, mask: str, maps: int = 4) -> tuple[PatternMap, ...]:
    """A head without any preference: every row from Dirichlet(1) over the keys it may see."""
    random = np.random.default_rng([seed, tokens, 7])
    found = []
    for _ in range(maps):
        scene = draw_scene(random, tokens, mask, has_special=False, family="noise")
        drawn = random.standard_gamma(1.0, scene.visible.shape) * scene.visible
        found.append(PatternMap(drawn / drawn.sum(-1, keepdims=True), scene, scene.segments))
    return tuple(found)


def draw_scene(random: Random, tokens: int, mask: str, *, has_special: bool, family: str) -> Scene:
    """A text: its mask, special tokens at the ends, a punctuation mark every four to nine tokens, its segments."""
    visible = np.tri(tokens, dtype=bool) if mask == "causal" else np.ones((tokens, tokens), dtype=bool)
    special, marks = np.zeros(tokens, dtype=bool), np.zeros(tokens, dtype=bool)
    if has_special:
        special[0], special[-1] = True, mask == "full"
    place = int(random.integers(3, 6))
    while place < tokens:
        marks[place] = not special[place]
        place += int(random.integers(4, 10))
    inside = np.flatnonzero(~special)
    segments = np.full(tokens, -1)
    segments[inside] = segment_numbers(random, len(inside), is_unequal=family == "unequal-block")
    return Scene(visible, special, marks, segments)


def segment_numbers(random: Random, tokens: int, *, is_unequal: bool) -> np.ndarray:
    """Segments of 2 to 8 tokens (at least two of them); unequal ones of 1 token up to a third of the text."""
    low, high = (1, max(4, tokens // 3)) if is_unequal else (2, min(8, tokens // 2))
    lengths: list[int] = []
    while sum(lengths) < tokens:
        length = int(np.exp(random.uniform(np.log(low), np.log(high + 0.99)))) if is_unequal else 0
        lengths.append(length or int(random.integers(low, high + 1)))
    return np.repeat(np.arange(len(lengths)), lengths)[:tokens]


def _number(name: str) -> int:
    return int.from_bytes(name.encode()[:6].ljust(6, b"."), "big")
