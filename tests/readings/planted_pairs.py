"""Runs of pairs whose cross-attention is written by hand: heads that do exactly what a test of alignment says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.text import Text, Token, Word
from headscope.readings.alignment_choice import exchanged_sources
from headscope.readings.pharaoh import GoldLinks
from headscope.store.layout import FORMAT, LabelRecord, Manifest, PlanRecord, SiteRecord, TextRecord, side_record
from headscope.store.run import Run
from headscope.store.write import RunWriter, append, finish


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of both sides; `read[t]` is the source word that target word t translates, None for none.

    An exchanged pair has None everywhere: its target translates nothing of this source.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    read: tuple[int | None, ...]


Head = Callable[[Pair, int, int], int | None]  # pair, target words read so far, target word that comes -> source word
START = "<pad>"
END = "</s>"


def reads_input(pair: Pair, said: int, _coming: int) -> int | None:
    """Points from the word that was just read (an input row) to what it translates."""
    return pair.read[said] if 0 <= said < len(pair.target) else None


def reads_output(pair: Pair, _said: int, coming: int) -> int | None:
    """Points from the step that says a word (its output row) to what it translates."""
    return pair.read[coming] if coming < len(pair.target) else None


def by_position(pair: Pair, said: int, _coming: int) -> int | None:
    """Points at the source word of the same number: content is nothing to it."""
    return min(max(said, 0), len(pair.source) - 1)


def even(_pair: Pair, _said: int, _coming: int) -> int | None:
    """Points nowhere."""
    return None


def planted_pairs(pairs: Sequence[Pair], layers: Sequence[Sequence[Head]], *, norms: bool = True) -> Run:
    """A run of sites X0, X1, ...: one token a word, `<pad>` before the target, `</s>` behind the source.

    A head gives 0.8 of its mass to the word it points at, the rest evenly to all tokens; one that points nowhere gives
    all of it evenly. Values all have norm 1, so norms say what weights say.
    """
    writer, texts = RunWriter(), []
    for pair in pairs:
        queries, keys = len(pair.target) + 1, len(pair.source) + 1
        for layer, heads in enumerate(layers):
            weights = np.full((len(heads), queries, keys), 1 / keys)
            for number, head in enumerate(heads):
                for row in range(queries):
                    place = head(pair, row - 1, row)
                    if place is not None:
                        weights[number, row] = 0.2 / keys
                        weights[number, row, place] += 0.8
            arrays = {"weights": weights, "value_norm": np.ones((len(heads), keys))}
            if norms:
                arrays["joint_norm"] = weights.sum(axis=0, keepdims=True)
            append(writer, f"X{layer}", arrays, {"weights": 2, "value_norm": 1, "joint_norm": 2})
        source, target = side(pair.source, behind=END), side(pair.target, before=START)
        labels = tuple(
            LabelRecord(target.tokens[place + 1].start, target.tokens[place + 1].end, place + 1, place)
            for place in range(len(pair.target))
        )
        texts.append(TextRecord({"source": side_record(source), "target": side_record(target)}, labels))
    sites = tuple(
        SiteRecord(f"X{layer}", "", "cross", len(heads), len(heads), "target", "source")
        for layer, heads in enumerate(layers)
    )
    return finish(writer, Manifest(FORMAT, "complete", {}, PlanRecord("alignment"), sites, tuple(texts)))


def side(words: Sequence[str], *, before: str = "", behind: str = "") -> Text:
    """One side, a token for each word, a special token before or behind."""
    text, tokens, found = " ".join(words), list[Token](), list[Word]()
    if before:
        tokens.append(Token(before, 0, 0, True))
    place = 0
    for word in words:
        tokens.append(Token(word, place, place + len(word)))
        place += len(word) + 1
    if behind:
        tokens.append(Token(behind, 0, 0, True))
    for number, token in enumerate(tokens):
        found.append(Word(token.text, number, number, token.is_special))
    return Text(text, tuple(tokens), tuple(found))


def shuffled_pairs(count: int, *, seed: int = 0, vocabulary: int = 40) -> tuple[list[Pair], list[GoldLinks]]:
    """Pairs of 5 to 9 words in which the target says the source's words in another order, with their gold."""
    random = np.random.default_rng(seed)
    pairs, gold = [], []
    for _ in range(count):
        size = int(random.integers(5, 10))
        words = random.choice(vocabulary, size, replace=False)
        order = random.permutation(size)
        source, target = tuple(f"s{w}" for w in words), tuple(f"t{words[n]}" for n in order)
        pairs.append(Pair(source, target, tuple(int(n) for n in order)))
        links = frozenset((int(source_word), place) for place, source_word in enumerate(order))
        gold.append(GoldLinks(links, links))
    return pairs, gold


def exchanged_pairs(pairs: Sequence[Pair]) -> list[Pair]:
    """Each target with the source of another pair of like length; a word is read where it stands there too."""
    found = []
    for pair, other in zip(pairs, exchanged_sources([len(pair.source) for pair in pairs]), strict=True):
        source = pairs[other].source
        places = {word.removeprefix("s"): place for place, word in enumerate(source)}
        found.append(Pair(source, pair.target, tuple(places.get(word.removeprefix("t")) for word in pair.target)))
    return found


def planted_falls(pairs: Sequence[Pair]) -> tuple[np.ndarray, ...]:
    """What a model that needs exactly the translated word of each target word loses without each source word."""
    found = []
    for pair in pairs:
        fall = np.full((len(pair.target), len(pair.source)), -0.01)
        for place, source in enumerate(pair.read):
            if source is not None:
                fall[place, source] = 3.0
        found.append(fall)
    return tuple(found)
