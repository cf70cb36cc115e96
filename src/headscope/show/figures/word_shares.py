"""What words give to words in the part of a text that a figure shows, for arcs and for a text that is shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from headscope.base.heads import Head, parse_head
from headscope.errors import BadOption
from headscope.readings.base import Unit
from headscope.readings.edges import sinks_of
from headscope.readings.weights import kept_rows
from headscope.show.figures.cells import head_weights, strongest_weights
from headscope.show.figures.plan import FigurePlan, Span
from headscope.store.layout import SideRecord, WordRecord
from headscope.store.pictures import picture_of
from headscope.store.run import Run

ARC_WORDS = 48  # words of a column
HEAT_WORDS = 400


@dataclass(frozen=True, slots=True)
class Arc:
    """A pair of words: their places in the two columns, and the share of the query's row that the key holds."""

    query: int
    key: int
    share: float
    is_sink: bool


@dataclass(frozen=True, slots=True)
class ShownArcs:
    """The strongest pairs between two columns of words.

    `share_drawn` is the mean over the rows shown of what their arcs hold; `unit` is `token` where the run knows too
    little of words, and `is_whole` False where it knows the eight strongest keys of each row only.
    """

    arcs: tuple[Arc, ...]
    queries: tuple[WordRecord, ...]
    keys: tuple[WordRecord, ...]
    all_words: tuple[int, int]
    share_drawn: float
    unit: Unit
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ShownHeat:
    """A text and what each of its words holds.

    `shares` are parts of one row (the mean over the rows of `queries`), NaN where every row is hidden from the word;
    where there are no `queries`, what a word receives from a row that sees it, on average. `share_shown` is what the
    words shown hold of the row, 0 where there is no row. Patches of a picture are words; `picture` is what their model
    saw, None where the side is no picture or the run has none.
    """

    side: SideRecord
    words: tuple[WordRecord, ...]
    all_words: int
    shares: np.ndarray
    sinks: np.ndarray
    queries: tuple[WordRecord, ...]
    is_same_side: bool
    share_shown: float
    unit: Unit
    is_whole: bool
    picture: np.ndarray | None = None


def shown_arcs(run: Run, plan: FigurePlan) -> ShownArcs:
    """The strongest pairs of a checked plan; without spans the first 48 words of each side.

    With `sinks="dimmed"` the strongest pairs are those of other keys, and as many that end in sinks come beside them.

    Raises:
        BadOption: a span holds no words or more than 48. NotKept: the run looked at some rows only.
    """
    head = parse_head(plan.head or "")
    query, key, unit, is_whole = _sides(run, head, plan.text)
    queries = _window(query.words, plan.queries, ARC_WORDS)
    keys = _window(key.words, plan.keys, ARC_WORDS)
    shares = np.nan_to_num(_word_shares(run, head, plan.text, (query, queries), (key, keys)))
    sinks = _sink_words(run, head, plan.text, keys)
    places = np.argsort(-shares, axis=None, kind="stable")
    rows, columns = np.unravel_index(places[shares.ravel()[places] > 0], shares.shape)
    is_sink = sinks[columns] & (plan.sinks == "dimmed")
    chosen = np.concatenate([np.flatnonzero(~is_sink)[: plan.most], np.flatnonzero(is_sink)[: plan.most]])
    arcs = tuple(
        Arc(int(rows[n]), int(columns[n]), float(shares[rows[n], columns[n]]), bool(sinks[columns[n]])) for n in chosen
    )
    drawn = sum(arc.share for arc in arcs) / max(int((shares.sum(axis=1) > 0).sum()), 1)
    return ShownArcs(arcs, queries, keys, (len(query.words), len(key.words)), drawn, unit, is_whole)


def shown_heat(run: Run, plan: FigurePlan) -> ShownHeat:
    """The words of a checked plan and what they hold; of a longer text the 400 words around the query, of a picture
    all patches.

    Raises:
        BadOption: a span holds no words or more than 400. NotKept: the run looked at some rows only.
    """
    head = parse_head(plan.head or "")
    record = run.site(str(head.site))
    query, key, unit, is_whole = _sides(run, head, plan.text)
    is_same = record.query_side == record.key_side
    near = None if plan.queries is None or not is_same else plan.queries[0]
    words = _window(key.words, plan.keys, len(key.words) if key.grid else HEAT_WORDS, near=near)
    picture = picture_of(run, plan.text, record.key_side)
    sinks = _sink_words(run, head, plan.text, words)
    if plan.queries is None:
        received, rows = (run.array(record.site, name, plan.text)[head.number] for name in _RECEIVED)
        mean = np.where(rows > 0, received / np.maximum(rows, 1), np.nan)
        shares = np.array([_total(mean[word.first : word.last + 1]) for word in words])
        return ShownHeat(key, words, len(key.words), shares, sinks, (), is_same, 0.0, unit, True, picture)
    queries = _window(query.words, plan.queries, len(query.words) if query.grid else HEAT_WORDS)
    each = _word_shares(run, head, plan.text, (query, queries), (key, words))
    seen = ~np.isnan(each)
    shares = np.where(seen.any(axis=0), np.nan_to_num(each).sum(axis=0) / max(int(seen.any(axis=1).sum()), 1), np.nan)
    total = float(np.nansum(shares))
    return ShownHeat(key, words, len(key.words), shares, sinks, queries, is_same, total, unit, is_whole, picture)


_RECEIVED = ("received", "received_rows")


def _sides(run: Run, head: Head, text: int) -> tuple[SideRecord, SideRecord, Unit, bool]:
    """Both sides of a text in the unit that the run tells exactly, and whether it tells whole rows."""
    record = run.site(str(head.site))
    sides = run.manifest.texts[text].sides
    query, key = sides[record.query_side], sides[record.key_side]
    is_whole = run.has(record.site, "word_weights") or kept_rows(run, record.site) != "strongest"
    if is_whole or all(word.first == word.last for side in (query, key) for word in side.words):
        return query, key, "word", is_whole
    return _by_tokens(query), _by_tokens(key), "token", is_whole


def _by_tokens(side: SideRecord) -> SideRecord:
    words = (WordRecord(token.text, place, place, token.is_special) for place, token in enumerate(side.tokens))
    return msgspec.structs.replace(side, words=tuple(words))


def _window(
    words: tuple[WordRecord, ...], span: Span | None, most: int, near: int | None = None
) -> tuple[WordRecord, ...]:
    """The words of a span; without one as many as fit, those around the token `near` where one is given.

    Raises:
        BadOption: there are no words in it, or too many.
    """
    if span is None:
        first = 0
        if near is not None and len(words) > most:
            place = next((n for n, word in enumerate(words) if word.last >= near), len(words))
            first = min(max(place - 3 * most // 4, 0), len(words) - most)
        found = words[first : first + most]
    else:
        found = tuple(word for word in words if word.last >= span[0] and word.first < span[1])
    if not found:
        raise BadOption("figure_no_words")
    if len(found) > most:
        raise BadOption("figure_many_words", value=len(found), most=most)
    return found


def _word_shares(
    run: Run,
    head: Head,
    text: int,
    queries: tuple[SideRecord, Sequence[WordRecord]],
    keys: tuple[SideRecord, Sequence[WordRecord]],
) -> np.ndarray:
    """[query word, key word]: sums over the tokens of a key, means over those of a query that see any; NaN if hidden.

    Args:
        run, head, text: whose weights.
        queries, keys: a side of the text, and which of its words.
    """
    rows, columns = queries[1], keys[1]
    site = str(head.site)
    if run.has(site, "word_weights"):
        stored = run.array(site, "word_weights", text)[head.number].astype(np.float64)
        places = [[side.words.index(word) for word in words] for side, words in (queries, keys)]
        return np.asarray(stored[np.ix_(*places)])
    row_span = min(word.first for word in rows), max(word.last for word in rows) + 1
    key_span = min(word.first for word in columns), max(word.last for word in columns) + 1
    weights_of = strongest_weights if kept_rows(run, site) == "strongest" else head_weights
    weights = weights_of(run, head, text, queries=row_span, keys=key_span)
    sums = np.stack(
        [[_total(row[word.first - key_span[0] : word.last + 1 - key_span[0]]) for word in columns] for row in weights]
    )
    shares = np.full((len(rows), len(columns)), np.nan)
    for place, word in enumerate(rows):
        own = sums[word.first - row_span[0] : word.last + 1 - row_span[0]]
        seen = ~np.isnan(own)
        total = np.nan_to_num(own).sum(axis=0) / max(int(seen.any(axis=1).sum()), 1)
        shares[place] = np.where(seen.any(axis=0), total, np.nan)
    return shares


def _total(values: np.ndarray) -> float:
    """The sum of what is not hidden, NaN where all is."""
    return float(np.nansum(values)) if not np.isnan(values).all() else float("nan")


def _sink_words(run: Run, head: Head, text: int, words: Sequence[WordRecord]) -> np.ndarray:
    sinks = sinks_of(run, head, text)
    return np.array([bool(sinks[word.first : word.last + 1].any()) for word in words], dtype=bool)
