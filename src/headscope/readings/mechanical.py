"""Mechanical roles: heads that go by place, by repetition, by being first or by marking a boundary.

Where a head has nothing to look for, it rests on the first or a special token; in a model with such sinks the raw
weights of its best induction heads are small on every text. Where said so below, these keys are therefore left out and
the row is divided by what is left; a row with less than 1 % left scores 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.text import Text, is_punctuation
from headscope.base.trials import Trials
from headscope.errors import NotKept
from headscope.readings.inference import GATE_POINTS
from headscope.store.layout import SiteRecord
from headscope.store.run import Run

REACH = 5  # the null of previous_token is the best other offset up to here
LEAST_LEFT = 0.01
SINK_SHARE = 0.3
COPY, FRESH = "copy", "fresh"


def mechanical_trials(repeats: Run, sentences: Run, *, is_raw: bool = False) -> tuple[Trials, ...]:
    """The trials of all roles that are read from attention weights alone.

    Args:
        repeats: random sequences (`capture.observe_repeats`). sentences: ordinary text, kept as `words`.
        is_raw: also count what rests on the first and on special tokens: the rows as they are.
    """
    return (
        previous_token_trials(repeats, is_raw=is_raw),
        *repetition_trials(repeats, is_raw=is_raw),
        *sink_trials(sentences),
        *separator_trials(sentences),
    )


def previous_token_trials(run: Run, *, is_raw: bool = False) -> Trials:
    """Weight on the token before, on fresh random tokens, from 0 to 1.

    One item is a token that has all offsets -5..5 (causal: -5..-1). Null: the head's largest mean weight at any other
    of these offsets, or 1/n for n keys where that is more; which, is decided on the other half of the sequences.
    Special tokens and the first are left out, the row divided by what is left (not with `is_raw`). It does not show
    that the place decides and not what stands there; the tokens are random.

    Raises:
        NotKept: the run holds no matrices of words, or no such sequences.
    """
    offsets = [offset for offset in range(-REACH, REACH + 1) if offset not in (-1, 0)]
    heads, parts = [], []
    for site, pairs in _sites(run):
        used = [offset for offset in offsets if offset < 0 or not site.is_causal]
        rows = [_rows(run, site, fresh, is_raw=is_raw) for _, fresh in pairs]
        queries = [_inside(one.is_open, max([0, *used])) for one in rows]
        before = [one.weights[:, q, q - 1] for one, q in zip(rows, queries, strict=True)]
        other = [np.stack([one.weights[:, q, q + off] for off in used]) for one, q in zip(rows, queries, strict=True)]
        chance = [
            np.broadcast_to(1 / one.visible[q].sum(axis=1), (1, site.heads, len(q)))
            for one, q in zip(rows, queries, strict=True)
        ]
        clusters = np.repeat(np.arange(len(rows)), [len(q) for q in queries])
        rivals = np.concatenate([np.concatenate(other, axis=2), np.concatenate(chance, axis=2)])
        heads += _ids(site)
        parts.append((np.concatenate(before, axis=1), _crossed(rivals, clusters % 2)))
    score, null = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Trials("previous_token", tuple(heads), score, null, clusters, "random tokens")


def repetition_trials(run: Run, *, is_raw: bool = False) -> tuple[Trials, Trials]:
    """Weight from the second copy of random tokens back to the first, from 0 to 1 each.

    - `duplicate_token`: from a token on the same token in the first copy;
    - `induction`: from a token on the one that followed it in the first copy (prefix matching; Olsson et al. 2022,
      arXiv 2209.11895).

    One item is a token of the second copy. Null: the weight between the same two places of the control sequence, whose
    second half is other tokens. Special tokens and the first are left out, the row divided by what is left (not with
    `is_raw`). A head that scores here may do something else on ordinary text, and need not drive what the model says.

    Raises:
        NotKept: the run holds no matrices of words, or no such sequences.
    """
    heads: list[str] = []
    found: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {"duplicate_token": [], "induction": []}
    clusters: dict[str, np.ndarray] = {}
    for site, pairs in _sites(run):
        heads += _ids(site)
        for role, shift in (("duplicate_token", 0), ("induction", 1)):
            score, null, numbers = [], [], []
            for number, (repeated, fresh) in enumerate(pairs):
                rows = _rows(run, site, repeated, is_raw=is_raw)
                control = _rows(run, site, fresh, is_raw=is_raw)
                second = np.flatnonzero(_in_segment(run.text(repeated, site.query_side), 1))
                keys = second - len(second) + shift
                second, keys = second[rows.is_open[keys]], keys[rows.is_open[keys]]
                score.append(rows.weights[:, second, keys])
                null.append(control.weights[:, second, keys])
                numbers.append(np.full(len(second), number))
            found[role].append((np.concatenate(score, axis=1), np.concatenate(null, axis=1)))
            clusters[role] = np.concatenate(numbers)
    made = []
    for role, parts in found.items():
        score_of_all, null_of_all = (np.concatenate(each) for each in zip(*parts, strict=True))
        made.append(Trials(role, tuple(heads), score_of_all, null_of_all, clusters[role], "random tokens"))
    return made[0], made[1]


def sink_trials(run: Run) -> tuple[Trials, ...]:
    """Weight of words on the first word and on special tokens, from 0 to 1.

    One item is a word that is neither. Null: the share of these keys among all it sees, and at least 0.2, so that with
    the gate of 10 points a sink holds 0.3 or more (the threshold of Gu et al. 2024, arXiv 2410.10781). A sink says
    where a head rests, not that the head is idle on every text. An encoder and a decoder have trials of their own.
    """

    def of_rows(rows: _Rows, text: Text) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        sinks = ~rows.is_open
        queries = np.flatnonzero(rows.is_open)
        seen = rows.visible[queries]
        chance = seen[:, sinks].sum(axis=1) / seen.sum(axis=1)
        return queries, rows.weights[:, queries][:, :, sinks].sum(axis=2), np.maximum(chance, SINK_SHARE - GATE_POINTS)

    return _sentence_trials("sink", run, of_rows)


def separator_trials(run: Run) -> tuple[Trials, ...]:
    """Weight of words on punctuation, from 0 to 1.

    One item is a word that sees punctuation and other words. Special tokens, the first word and the word itself are
    left out, the row divided by what is left. Null: the share of punctuation among the words left. It does not tell a
    boundary from a frequent token (Clark et al. 2019, arXiv 1906.04341, section 3.2: full stops and commas).
    """

    def of_rows(rows: _Rows, text: Text) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        is_mark = np.array([is_punctuation(word.text) for word in text.words]) & rows.is_open
        others = rows.visible & rows.is_open & ~np.eye(len(is_mark), dtype=bool)
        marks, all_others = (others & is_mark).sum(axis=1), others.sum(axis=1)
        queries = np.flatnonzero(rows.is_open & (marks > 0) & (all_others > marks))
        weights = np.where(others[queries], rows.weights[:, queries], 0.0)
        left = weights.sum(axis=2)
        share = weights[:, :, is_mark].sum(axis=2) / np.maximum(left, 1e-12)
        return queries, np.where(left >= LEAST_LEFT, share, 0.0), marks[queries] / all_others[queries]

    return _sentence_trials("separator", run, of_rows)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of one text at one site, [head, query, key]; which keys count, [key]; which each row sees, [query, key]."""

    weights: np.ndarray
    is_open: np.ndarray
    visible: np.ndarray


def _rows(run: Run, site: SiteRecord, text: int, *, is_raw: bool) -> _Rows:
    weights = run.array(site.site, "word_weights", text).astype(np.float64)
    words = run.text(text, site.key_side).words
    is_open = np.array([place > 0 and not word.is_special for place, word in enumerate(words)])
    visible = np.tri(len(words), dtype=bool) if site.is_causal else np.ones((len(words), len(words)), dtype=bool)
    if is_raw:
        return _Rows(weights, is_open, visible)
    weights[:, :, ~is_open] = 0.0
    left = weights.sum(axis=2, keepdims=True)
    weights = np.where(left >= LEAST_LEFT, weights / np.maximum(left, LEAST_LEFT), 0.0)
    return _Rows(weights, is_open, visible & is_open)


def _sites(run: Run) -> list[tuple[SiteRecord, list[tuple[int, int]]]]:
    """Sites at which a text reads itself in two halves, with the numbers of repeated and control texts in pairs."""
    found = []
    for site in run.sites:
        if not run.has(site.site, "word_weights"):
            raise NotKept("words_not_kept", site=site.site)
        if site.query_side != site.key_side:
            continue
        labels = [[one.label for one in text.sides[site.query_side].segments][1:] for text in run.manifest.texts]
        pairs = list(zip(_of(labels, COPY), _of(labels, FRESH), strict=False))
        if pairs:
            found.append((site, pairs))
    if not found:
        raise NotKept("probes_not_kept")
    return found


def _of(labels: Sequence[Sequence[str]], label: str) -> list[int]:
    return [number for number, one in enumerate(labels) if list(one) == [label]]


def _in_segment(text: Text, number: int) -> np.ndarray:
    """Which tokens lie in a segment, bool [token]."""
    segment = text.segments[number]
    return np.array([not one.is_special and segment.start <= one.start < segment.end for one in text.tokens])


def _inside(is_open: np.ndarray, ahead: int) -> np.ndarray:
    """Queries around which all keys from `REACH` before to `ahead` behind count."""
    places = np.flatnonzero(is_open)
    return np.asarray(places[(places - REACH >= places[0]) & (places + ahead <= places[-1])])


def _crossed(rivals: np.ndarray, half: np.ndarray) -> np.ndarray:
    """Of several nulls [rival, head, item], for each head and half of the items the one that is largest on the other
    half: [head, item]."""
    chosen = np.empty(rivals.shape[1:])
    for one in set(half.tolist()):
        others = half != one if (half != one).any() else half == one
        best = rivals[:, :, others].mean(axis=2).argmax(axis=0)
        chosen[:, half == one] = rivals[best, np.arange(rivals.shape[1])][:, half == one]
    return chosen


def _sentence_trials(
    role: str, run: Run, of_rows: Callable[[_Rows, Text], tuple[np.ndarray, np.ndarray, np.ndarray]]
) -> tuple[Trials, ...]:
    """One role on ordinary text: for each site and text the queries, their scores [head, query] and null [query].

    Sites that read another side, or see later words where others do not, have other items and trials of their own.
    """
    groups: dict[tuple[str, bool], list[SiteRecord]] = {}
    for site in run.sites:
        if not run.has(site.site, "word_weights"):
            raise NotKept("words_not_kept", site=site.site)
        if site.query_side == site.key_side:
            groups.setdefault((site.query_side, site.is_causal), []).append(site)
    made = []
    for (side, _), sites in groups.items():
        texts = [run.text(number, side) for number in range(run.texts)]
        scores, nulls, clusters = [], [], []
        for number, text in enumerate(texts):
            found = [of_rows(_rows(run, site, number, is_raw=True), text) for site in sites]
            scores.append(np.concatenate([score for _, score, _ in found]))
            nulls.append(found[0][2])
            clusters.append(np.full(len(found[0][0]), number))
        heads = tuple(head for site in sites for head in _ids(site))
        null = np.concatenate(nulls)[None]
        made.append(Trials(role, heads, np.concatenate(scores, axis=1), null, np.concatenate(clusters), "sentences"))
    return tuple(made)


def _ids(site: SiteRecord) -> list[str]:
    return [f"{site.site}.H{number}" for number in range(site.heads)]
