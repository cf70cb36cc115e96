"""Runs whose matrices of words are written by hand: heads that do exactly what a test of meaning says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from headscope.base.text import Text, Token, Word
from headscope.store.layout import FORMAT, Manifest, PlanRecord, SiteRecord, TextRecord, side_record
from headscope.store.run import Run
from headscope.store.write import RunWriter, append, finish

Span = tuple[int, int]
Planted = Callable[[int, int], np.ndarray]  # number of the text, words in it -> weights [word, word]


def planted_run(
    sentences: Sequence[tuple[str, Sequence[Span]]], heads: Sequence[Planted], *, is_causal: bool = False
) -> Run:
    """A run of one site, L0: each sentence between [CLS] and [SEP], a token for each word, and the given heads.

    A planted matrix speaks of the ordinary words; its rows are scaled to 0.6 and [CLS] takes the rest. Weights that
    a mask hides are dropped.
    """
    writer, texts = RunWriter(), []
    for number, (source, spans) in enumerate(sentences):
        words = len(spans)
        weights = np.zeros((len(heads), words + 2, words + 2))
        for head, planted in enumerate(heads):
            inner = np.asarray(planted(number, words), dtype=np.float64)
            inner = inner * np.tri(words) if is_causal else inner
            totals = inner.sum(axis=1, keepdims=True)
            weights[head, 1:-1, 1:-1] = 0.6 * inner / np.where(totals > 0, totals, 1)
        weights[:, :, 0] = 1 - weights.sum(axis=2)
        append(writer, "L0", {"word_weights": weights.astype(np.float32)}, {"word_weights": 2})
        texts.append(TextRecord({"text": side_record(_text(source, spans))}))
    site = SiteRecord("L0", "", "self", len(heads), len(heads), is_causal=is_causal)
    manifest = Manifest(FORMAT, "complete", {}, PlanRecord("words"), (site,), tuple(texts))
    return finish(writer, manifest)


def offset_head(offset: int) -> Planted:
    """Reads the word at one offset."""
    return lambda _text, words: np.eye(words, k=offset)


def first_head(_text: int, words: int) -> np.ndarray:
    """Reads the first word."""
    return np.eye(words)[:1].repeat(words, axis=0)


def even_head(_text: int, words: int) -> np.ndarray:
    """Reads all words alike."""
    return np.ones((words, words))


def near_head(_text: int, words: int) -> np.ndarray:
    """Reads the nearer the more, on both sides."""
    return 0.6 ** np.abs(np.subtract.outer(np.arange(words), np.arange(words)))


def noise_head(seed: int) -> Planted:
    """Reads at random, differently in each text."""
    return lambda text, words: np.random.default_rng([seed, text]).exponential(size=(words, words)) ** 2


def _text(source: str, spans: Sequence[Span]) -> Text:
    tokens = [Token(source[start:end], start, end) for start, end in spans]
    words = [Word(token.text, place, place) for place, token in enumerate(tokens, 1)]
    last = len(tokens) + 1
    return Text(
        source,
        (Token("[CLS]", 0, 0, is_special=True), *tokens, Token("[SEP]", 0, 0, is_special=True)),
        (Word("[CLS]", 0, 0, is_special=True), *words, Word("[SEP]", last, last, is_special=True)),
    )
