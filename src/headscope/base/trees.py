"""Dependency trees: the words of a sentence by their character offsets, with their tags, heads and relations."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]
ROOT = -1


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence of a treebank in Universal Dependencies.

    Attributes:
        name: the sentence's id.
        source: the text as it stands.
        spans: character offsets (start, end exclusive) of each word; the parts of a contraction that does not split
            ("du" = "de" + "le") share one.
        forms: each word as the treebank spells it.
        tags: universal part-of-speech tags.
        heads: place of each word's head, `ROOT` for the root.
        relations: relation of each word to its head, without subtype.
    """

    name: str
    source: str
    spans: tuple[Span, ...]
    forms: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
