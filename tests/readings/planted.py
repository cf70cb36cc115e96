"""Made-up treebanks and heads that are planted in runs over them: what a reading of syntax must find, and no more.

A `Plant` says how much each word of a sentence weighs for each other word, as [query, key]; `planted_run` lets every
row sum to 1 behind a strong `[CLS]` and a `[SEP]`, which no reading of words may count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from headscope.base.trees import ROOT, Tree
from headscope.store.layout import (
    FORMAT,
    Manifest,
    PlanRecord,
    SideRecord,
    SiteRecord,
    TextRecord,
    TokenRecord,
    WordRecord,
)
from headscope.store.run import Run
from headscope.store.write import append, finish, start_run

Plant = Callable[[Tree, np.random.Generator], np.ndarray]
SPECIAL_SHARE = 0.4  # of every row, on [CLS]


def random_trees(count: int, *, seed: int = 0, words: tuple[int, int] = (7, 15)) -> list[Tree]:
    """Sentences whose tags and heads are drawn, so that no rule of place or tag finds more than a part of them.

    NOUN: `nsubj` or `obj` of any VERB; ADJ, PROPN: `amod`, `nmod` of any NOUN; VERB: `conj` of the root, the first
    VERB; DET: `det` of the nearest NOUN to the right, which a rule does find.
    """
    draw = np.random.default_rng(seed)
    return [_random_tree(f"r{number}", draw, words) for number in range(count)]


def _random_tree(name: str, draw: np.random.Generator, words: tuple[int, int]) -> Tree:
    size = int(draw.integers(*words))
    tags = draw.choice(["NOUN", "VERB", "ADJ", "DET", "PROPN"], size=size, p=[0.3, 0.25, 0.15, 0.15, 0.15]).tolist()
    for place, tag in zip(draw.permutation(size)[:4], ("VERB", "VERB", "NOUN", "NOUN"), strict=True):
        tags[place] = tag
    verbs = [place for place, tag in enumerate(tags) if tag == "VERB"]
    nouns = [place for place, tag in enumerate(tags) if tag == "NOUN"]
    heads, relations = [], []
    for place, tag in enumerate(tags):
        behind = [noun for noun in nouns if noun > place]
        if place == verbs[0]:
            head, relation = ROOT, "root"
        elif tag == "VERB":
            head, relation = verbs[0], "conj"
        elif tag == "NOUN":
            head, relation = int(draw.choice(verbs)), str(draw.choice(["nsubj", "obj"]))
        elif tag == "DET" and behind:
            head, relation = behind[0], "det"
        else:
            head, relation = int(draw.choice(nouns)), {"ADJ": "amod", "PROPN": "nmod", "DET": "dep"}[tag]
        heads.append(head)
        relations.append(relation)
    return tree_of(name, tags, heads, relations)


def tree_of(name: str, tags: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> Tree:
    """A tree over the words w0 w1 w2 ..."""
    forms = [f"w{place}" for place in range(len(tags))]
    starts = np.cumsum([0, *(len(form) + 1 for form in forms)])
    spans = tuple((int(start), int(start) + len(form)) for start, form in zip(starts, forms, strict=False))
    return Tree(name, " ".join(forms), spans, tuple(forms), tuple(tags), tuple(heads), tuple(relations))


def shuffled(trees: Sequence[Tree], *, seed: int = 0) -> list[Tree]:
    """The trees with every head but the root's replaced by a random other word of the sentence."""
    draw = np.random.default_rng(seed)

    def others(tree: Tree) -> tuple[int, ...]:
        places = np.arange(len(tree.heads))
        return tuple(
            head if head == ROOT else int(draw.choice(places[places != place])) for place, head in enumerate(tree.heads)
        )

    return [replace(tree, heads=others(tree)) for tree in trees]


def noise(tree: Tree, draw: np.random.Generator) -> np.ndarray:
    """Nothing: every weight at random."""
    return draw.random((len(tree.heads), len(tree.heads)))


def finds(relation: str, rate: float = 0.7) -> Plant:
    """From the row of a relation's dependents to their heads, in that share of cases."""

    def plant(tree: Tree, draw: np.random.Generator) -> np.ndarray:
        weights = noise(tree, draw)
        for word, head in dependents(tree, relation):
            if draw.random() < rate:
                weights[word, head] = 100
        return weights

    return plant


def is_found_by(relation: str, rate: float = 0.7) -> Plant:
    """From the row of heads to their dependents of a relation, in that share of cases."""

    def plant(tree: Tree, draw: np.random.Generator) -> np.ndarray:
        weights = noise(tree, draw)
        for word, head in dependents(tree, relation):
            if draw.random() < rate:
                weights[head, word] = 100
        return weights

    return plant


def offset(distance: int) -> Plant:
    """The word at that distance."""
    return lambda tree, draw: noise(tree, draw) + 100 * np.eye(len(tree.heads), k=distance)


def nearest(tag: str, side: int) -> Plant:
    """The rule itself: the nearest word of a tag to the left (-1) or right (1)."""

    def plant(tree: Tree, draw: np.random.Generator) -> np.ndarray:
        weights = noise(tree, draw)
        for word in range(len(tree.tags)):
            seen = range(word - 1, -1, -1) if side < 0 else range(word + 1, len(tree.tags))
            key = next((place for place in seen if tree.tags[place] == tag), None)
            if key is not None:
                weights[word, key] = 100
        return weights

    return plant


def finds_alike(relation: str) -> Plant:
    """Any word of the tag of the head and at a like distance, be it the head or not."""

    def plant(tree: Tree, draw: np.random.Generator) -> np.ndarray:
        weights = noise(tree, draw)
        for word, head in dependents(tree, relation):
            alike = [head, *alternatives(tree, word)]
            weights[word, alike[draw.integers(len(alike))]] = 100
        return weights

    return plant


def alternatives(tree: Tree, word: int) -> list[int]:
    """The other words with the tag of a word's head, 1-2, 3-5, 6-10 or more words away as it is."""

    def reach(place: int) -> int:
        return sum(abs(place - word) > edge for edge in (2, 5, 10))

    head = tree.heads[word]
    return [
        place
        for place, tag in enumerate(tree.tags)
        if place not in (word, head) and tag == tree.tags[head] and reach(place) == reach(head)
    ]


def dependents(tree: Tree, relation: str) -> list[tuple[int, int]]:
    """Words of a relation with their heads."""
    pairs = zip(tree.heads, tree.relations, strict=True)
    return [(word, head) for word, (head, name) in enumerate(pairs) if name == relation and head != ROOT]


def planted_run(
    trees: Sequence[Tree],
    heads: Mapping[str, Plant],
    *,
    is_causal: bool = False,
    heads_a_layer: int = 12,
    seed: int = 0,
) -> Run:
    """A run in memory whose heads are planted, `L0.H0` first, in the order they are given (`name_of`).

    With `is_causal` what lies behind a word weighs nothing for it.
    """
    plants = list(heads.values())
    layers = [plants[first : first + heads_a_layer] for first in range(0, len(plants), heads_a_layer)]
    sites = tuple(
        SiteRecord(f"L{number}", f"layer.{number}", "self", len(layer), len(layer), is_causal=is_causal)
        for number, layer in enumerate(layers)
    )
    manifest = Manifest(FORMAT, "complete", {}, PlanRecord("words"), sites, tuple(_text(tree) for tree in trees))
    writer = start_run(None, manifest)
    draw = np.random.default_rng(seed)
    for tree in trees:
        for site, layer in zip(sites, layers, strict=True):
            weights = np.stack([_framed(plant(tree, draw), is_causal) for plant in layer])
            append(writer, site.site, {"word_weights": weights.astype(np.float32)}, {"word_weights": 2})
    return finish(writer, manifest)


def name_of(heads: Mapping[str, Plant], name: str, *, heads_a_layer: int = 12) -> str:
    """The id of a planted head."""
    number = list(heads).index(name)
    return f"L{number // heads_a_layer}.H{number % heads_a_layer}"


def words_only(run: Run, head: str, text: int) -> np.ndarray:
    """One head's weights of one text without the special words, [query, key]."""
    site, _, number = head.partition(".H")
    return run.array(site, "word_weights", text)[int(number), 1:-1, 1:-1]


def _framed(weights: np.ndarray, is_causal: bool) -> np.ndarray:
    words = len(weights)
    whole = np.ones((words + 2, words + 2))
    whole[1:-1, 1:-1] = weights
    whole = np.tril(whole) if is_causal else whole
    whole[:, 0] = SPECIAL_SHARE / (1 - SPECIAL_SHARE) * np.maximum(whole[:, 1:].sum(axis=1), 1.0)
    return whole / whole.sum(axis=1, keepdims=True)


def _text(tree: Tree) -> TextRecord:
    end = len(tree.source)
    middle = [(form, start, stop) for form, (start, stop) in zip(tree.forms, tree.spans, strict=True)]
    pieces = [("[CLS]", 0, 0), *middle, ("[SEP]", end, end)]
    last = len(pieces) - 1
    tokens = tuple(TokenRecord(form, *span, n in (0, last)) for n, (form, *span) in enumerate(pieces))
    words = tuple(WordRecord(form, n, n, n in (0, last)) for n, (form, *_) in enumerate(pieces))
    return TextRecord({"text": SideRecord(tree.source, tokens, words)})
