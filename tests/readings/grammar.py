"""Sentences of a toy grammar with trees: clauses, coordination, compounds and prepositions, so that no rule of place or
tag finds every head; and heads that find one relation and rest on `[CLS]` otherwise, as heads do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from headscope.base.trees import ROOT, Tree
from tests.readings.planted import Plant, dependents

WORDS: dict[str, tuple[str, ...]] = {
    "DET": ("the", "a", "this"),
    "ADJ": ("quick", "brown", "lazy", "old"),
    "NUM": ("two", "three"),
    "NOUN": ("fox", "dog", "garden", "wall", "river", "bird"),
    "VERB": ("jumps", "sees", "waits", "follows"),
    "ADV": ("softly", "often", "here"),
    "CCONJ": ("and",),
    "PUNCT": (".",),
}
PLACES = ("over", "near", "behind")  # adpositions of place, of obliques
MATTERS = ("of", "about")  # of nominal modifiers


@dataclass
class Writer:
    """One sentence under way: words with the place of their head, which may still be unknown."""

    draw: np.random.Generator
    forms: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)

    def add(self, tag: str, relation: str, head: int = ROOT, form: str | None = None) -> int:
        self.forms.append(str(self.draw.choice(WORDS[tag])) if form is None else form)
        self.tags.append(tag)
        self.heads.append(head)
        self.relations.append(relation)
        return len(self.forms) - 1

    def maybe(self, chance: float) -> bool:
        return bool(self.draw.random() < chance)


def grammar_trees(count: int, *, seed: int = 0) -> list[Tree]:
    """Different sentences for different seeds, the same for the same."""
    draw = np.random.default_rng(seed)
    return [_sentence(f"g{number}", Writer(draw)) for number in range(count)]


def tree_of_words(name: str, forms: Sequence[str], tags: Sequence[str], heads: Sequence[int], relations: Sequence[str]):
    """A tree over words with one space between them."""
    starts = np.cumsum([0, *(len(form) + 1 for form in forms)])
    spans = tuple((int(start), int(start) + len(form)) for start, form in zip(starts, forms, strict=False))
    return Tree(name, " ".join(forms), spans, tuple(forms), tuple(tags), tuple(heads), tuple(relations))


def _sentence(name: str, writer: Writer) -> Tree:
    first = _clause(writer, ROOT, "root")
    for _ in range(int(writer.draw.integers(0, 3))):
        cc = writer.add("CCONJ", "cc")
        writer.heads[cc] = _clause(writer, first, "conj")
    writer.add("PUNCT", "punct", first)
    return tree_of_words(name, writer.forms, writer.tags, writer.heads, writer.relations)


def _clause(writer: Writer, head: int, relation: str) -> int:
    before: list[int] = []  # words in front of the verb that hang on it
    if writer.maybe(0.2):
        before.append(_phrase(writer, "obl", ROOT, PLACES))
    behind = []
    for name, chance in (("obj", 0.6), ("nsubj", 1.0 if relation == "root" else 0.7)):
        if writer.maybe(chance) and writer.maybe(0.25 if name == "obj" else 0.75):
            before.append(_noun(writer, name, ROOT))
        elif writer.maybe(chance):
            behind.append(name)
    if writer.maybe(0.3):
        before.append(writer.add("ADV", "advmod"))
    verb = writer.add("VERB", relation, head)
    for word in before:
        writer.heads[word] = verb
    for name in behind:
        _noun(writer, name, verb)
    if writer.maybe(0.6):
        _phrase(writer, "obl", verb, PLACES)
    if writer.maybe(0.3):
        writer.add("ADV", "advmod", verb)
    return verb


def _phrase(writer: Writer, relation: str, head: int, adpositions: Sequence[str]) -> int:
    case = writer.add("ADP", "case", form=str(writer.draw.choice(adpositions)))
    noun = _noun(writer, relation, head, is_deep=True)
    writer.heads[case] = noun
    return noun


def _noun(writer: Writer, relation: str, head: int, *, is_deep: bool = False) -> int:
    before = [writer.add("DET", "det")] if writer.maybe(0.7) else []
    before += [writer.add("NUM", "nummod")] if writer.maybe(0.35) else []
    before += [writer.add("ADJ", "amod") for _ in range(int(writer.draw.integers(0, 3)))]
    before += [writer.add("NOUN", "compound")] if writer.maybe(0.25) else []
    noun = writer.add("NOUN", relation, head)
    for word in before:
        writer.heads[word] = noun
    if not is_deep and writer.maybe(0.3):
        _phrase(writer, "nmod", noun, MATTERS)
    return noun


def finds_only(relation: str, rate: float = 1.0) -> Plant:
    """From the row of a relation's dependents to their heads in that share of cases; all other rows rest on [CLS]."""

    def plant(tree: Tree, draw: np.random.Generator) -> np.ndarray:
        weights = np.zeros((len(tree.heads), len(tree.heads)))
        for word, head in dependents(tree, relation):
            weights[word, head] = draw.random() < rate
        return weights

    return plant
