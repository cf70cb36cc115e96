"""A small treebank in the words of the tiny models (tests/folders.py), as trees and as a CoNLL-U file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from headscope.base.trees import ROOT, Tree
from tests.readings.grammar import tree_of_words

NOUNS, VERBS, ADPOSITIONS = (
    ("cat", "dog", "mat", "home", "letters"),
    ("sits", "sleeps", "read", "rains"),
    ("on", "from"),
)


def bank_trees(count: int, *, seed: int = 0) -> list[Tree]:
    """ "the cat sits on a mat", "the dog read a long letters but we sits": subject, verb, object or oblique, clause."""
    draw = np.random.default_rng(seed)
    return [_tree(f"b{number}", draw) for number in range(count)]


def _tree(name: str, draw: np.random.Generator) -> Tree:
    words: list[tuple[str, str, int, str]] = []

    def noun(relation: str, head: int, *, adposition: str = "") -> int:
        parts = [(adposition, "ADP", "case")] if adposition else []
        parts += [(str(draw.choice(["the", "a"])), "DET", "det")]
        parts += [("long", "ADJ", "amod")] if draw.random() < 0.4 else []
        place = len(words) + len(parts)
        words.extend((form, tag, place, own) for form, tag, own in parts)
        words.append((str(draw.choice(NOUNS)), "NOUN", head, relation))
        return place

    verb_place = 3 if draw.random() < 0.5 else 2
    if verb_place == 3:
        words.extend(
            [("the", "DET", 2, "det"), ("long", "ADJ", 2, "amod"), (str(draw.choice(NOUNS)), "NOUN", 3, "nsubj")]
        )
    else:
        words.extend([("a", "DET", 1, "det"), (str(draw.choice(NOUNS)), "NOUN", 2, "nsubj")])
    words.append((str(draw.choice(VERBS)), "VERB", ROOT, "root"))
    if draw.random() < 0.5:
        noun("obj", verb_place)
    if draw.random() < 0.6:
        noun("obl", verb_place, adposition=str(draw.choice(ADPOSITIONS)))
    if draw.random() < 0.4:
        second = len(words) + 2
        words.extend([("but", "CCONJ", second, "cc"), ("we", "PRON", second, "nsubj")])
        words.append((str(draw.choice(VERBS)), "VERB", verb_place, "conj"))
    forms, tags, heads, relations = zip(*words, strict=True)
    return tree_of_words(name, forms, tags, heads, relations)


def conllu(trees: Sequence[Tree]) -> str:
    """The trees as the text of a CoNLL-U file."""
    blocks = []
    for tree in trees:
        lines = [f"# sent_id = {tree.name}", f"# text = {tree.source}"]
        rows = zip(tree.forms, tree.tags, tree.heads, tree.relations, strict=True)
        for place, (form, tag, head, relation) in enumerate(rows, 1):
            lines.append("\t".join([str(place), form, form, tag, "_", "_", str(head + 1), relation, "_", "_"]))
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def write_bank(folder: Path, name: str, trees: Sequence[Tree], *, more: str = "") -> Path:
    """A CoNLL-U file of trees, with more text at its end."""
    file = folder / name
    file.write_text(conllu(trees) + more, encoding="utf-8")
    return file
