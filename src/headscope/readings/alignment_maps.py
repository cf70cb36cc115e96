"""Cross-attention as matrices of words: target word x source word, for each way of reading it.

A *reading* is a layer (or one head of it), a row and a method. The row says which query of the decoder speaks for a
target token: the one whose *input* it is, or the one that *outputs* it; the run stores both, found by matching ids. The
method is the weights themselves, or how large the vectors are that they hand over (Kobayashi et al. 2020, arXiv
2004.10102); vectors of several heads are summed before their norm is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from headscope.base.heads import Head, parse_site
from headscope.base.text import Word, is_punctuation, own_words
from headscope.errors import BadOption
from headscope.store.layout import SiteRecord
from headscope.store.run import Run

Row = Literal["input", "output"]
Method = Literal["attention", "norm"]
ROWS: tuple[Row, ...] = ("input", "output")
METHODS: tuple[Method, ...] = ("attention", "norm")
NULL_TIMES_EVEN = 1.5  # a row whose largest share is below so many even shares (at most NULL_SHARE) points nowhere
NULL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read alignments: a site, one of its heads or None for all of them together, a row and a method."""

    site: str
    head: str | None
    row: Row
    method: Method

    @property
    def layer(self) -> int:
        """Number of the layer."""
        return parse_site(self.site).layer

    @property
    def place(self) -> str:
        """The head's id, or the site's."""
        return self.head or self.site


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one pair, and which tokens of the site's query and key side spell them.

    Attributes:
        source, target: what is shown.
        input_rows, output_rows: share of each decoder row in each target word, [word, query]; rows sum to 1.
        columns: share of each source token in each source word, [key, word]; tokens of no word are all zero.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    input_rows: np.ndarray
    output_rows: np.ndarray
    columns: np.ndarray


@dataclass(frozen=True, slots=True)
class Pointed:
    """Where every reading points in one pair.

    Attributes:
        forward: the source word of each target word, [reading, target word]; -1 where the row points nowhere.
        backward: the target word of each source word, [reading, source word].
    """

    forward: np.ndarray
    backward: np.ndarray


def readings_of(run: Run) -> tuple[Reading, ...]:
    """Every way to read a run, in the order of `maps_of`: by site, row, method, all heads together and then each.

    Raises:
        BadOption: the run holds no pairs (see `Plan(keep="alignment")`).
    """
    if not all(run.manifest.texts[number].labels for number in range(run.texts)):
        raise BadOption("run_without_pairs")
    methods = methods_of(run)
    return tuple(
        Reading(site.site, head, row, method)
        for site in run.sites
        for row in ROWS
        for method in methods
        for head in _places(site)
    )


def methods_of(run: Run) -> tuple[Method, ...]:
    """What a run can be read by: weights always, norms where every site's output projection is known."""
    return METHODS if all(run.has(site.site, "joint_norm") for site in run.sites) else METHODS[:1]


def words_of(run: Run, text: int) -> Words:
    """The words of a pair, with special tokens, language tags and everything outside the two sides left out."""
    site = run.sites[0]
    source, target = run.text(text, site.key_side), run.text(text, site.query_side)
    keys, queries = own_words(source, "source"), own_words(target, "target")
    outputs = {label.input_row: label.output_row for label in run.manifest.texts[text].labels if label.input_row >= 0}
    columns = _member(keys, len(source.tokens))
    inputs = _member(queries, len(target.tokens))
    predicting = np.zeros_like(inputs)
    for place, word in enumerate(queries):
        rows = [outputs[row] for row in range(word.first, word.last + 1) if outputs.get(row, -1) >= 0]
        predicting[place, rows] = 1.0
    return Words(
        tuple(word.text for word in keys),
        tuple(word.text for word in queries),
        _mean(inputs),
        _mean(predicting),
        (columns / np.maximum(columns.sum(axis=0, keepdims=True), 1.0)).T,
    )


def maps_of(run: Run, text: int, words: Words) -> Iterator[np.ndarray]:
    """Shares of source words in each target word by site, [row, method, reading, target word, source word].

    Tokens of a source word are summed, rows of a target word averaged. The first of the readings is all heads together,
    the others are single heads. Final punctuation of the source is open to the final punctuation of the target alone
    (Garg et al. 2019, arXiv 1909.02074). Every row is scaled to sum 1 over the words; what a row gave to tokens that
    are no words is left out, and how much that was is not shown here.
    """
    for site in run.sites:
        weights = run.array(site.site, "weights", text).astype(np.float64)
        methods = [np.concatenate([weights.mean(axis=0, keepdims=True), weights])]
        if "norm" in methods_of(run):
            together = run.array(site.site, "joint_norm", text).astype(np.float64)
            sizes = run.array(site.site, "value_norm", text).astype(np.float64)[:, None, :]
            methods.append(np.concatenate([together, weights * sizes]))
        tokens = np.stack(methods) @ words.columns
        maps = np.stack([words.input_rows @ tokens, words.output_rows @ tokens])
        yield _shares(_punctuated(maps, words))


def share_map(run: Run, text: int, words: Words, reading: Reading) -> np.ndarray:
    """The shares that one reading gives, [target word, source word]."""
    for site, maps in zip(run.sites, maps_of(run, text, words), strict=True):
        if site.site == reading.site:
            place = _places(site).index(reading.head)
            found: np.ndarray = maps[ROWS.index(reading.row), METHODS.index(reading.method), place]
            return found
    raise BadOption("layer_not_read", value=reading.site, choices=", ".join(site.site for site in run.sites))


def pointed(run: Run) -> tuple[Pointed, ...]:
    """Where every reading of a run points, pair by pair."""
    found = []
    for text in range(run.texts):
        maps = np.concatenate(
            [site.reshape(-1, *site.shape[-2:]) for site in maps_of(run, text, words_of(run, text))], dtype=np.float32
        )
        found.append(Pointed(forward_of(maps), maps.argmax(axis=-2).astype(np.int32)))
    return tuple(found)


def forward_of(maps: np.ndarray) -> np.ndarray:
    """The source word of each target word, -1 where the largest share is hardly above even.

    The largest share must exceed 1.5 / n of n source words (never asked to exceed one half).

    >>> forward_of(np.array([[0.7, 0.2, 0.1], [0.34, 0.33, 0.33]])).tolist()
    [0, -1]
    """
    even = 1.0 / maps.shape[-1]
    clear = maps.max(axis=-1) > min(NULL_TIMES_EVEN * even, NULL_SHARE)
    return np.where(clear, maps.argmax(axis=-1), -1).astype(np.int32)


def _places(site: SiteRecord) -> tuple[str | None, ...]:
    """None for all heads together, then each head."""
    return (None, *(str(Head(parse_site(site.site), number)) for number in range(site.heads)))


def _member(words: Sequence[Word], tokens: int) -> np.ndarray:
    """1 where a token belongs to a word, [word, token]."""
    found = np.zeros((len(words), tokens))
    for place, word in enumerate(words):
        found[place, word.first : word.last + 1] = 1.0
    return found


def _mean(member: np.ndarray) -> np.ndarray:
    return np.asarray(member / np.maximum(member.sum(axis=1, keepdims=True), 1.0))


def punctuated(links: frozenset[tuple[int, int]], words: Words) -> frozenset[tuple[int, int]]:
    """The links without those that tie the source's final punctuation to anything but the target's."""
    last = len(words.source) - 1
    rows = _closed_rows(words)
    return frozenset(link for link in links if not (link[0] == last and link[1] < rows))


def _punctuated(maps: np.ndarray, words: Words) -> np.ndarray:
    """The maps with the column of final source punctuation open to final target punctuation alone."""
    maps[..., : _closed_rows(words), -1] = 0.0
    return maps


def _closed_rows(words: Words) -> int:
    """How many target words, from the first, may not point at the source's last word."""
    if len(words.source) < 2 or not is_punctuation(words.source[-1]):
        return 0
    return len(words.target) - 1 if is_punctuation(words.target[-1]) else len(words.target)


def _shares(maps: np.ndarray) -> np.ndarray:
    """Rows scaled to sum 1; a row without any mass stays empty."""
    sums = maps.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(maps, sums, out=np.zeros_like(maps), where=sums > 0))
