"""Each row of a matrix, word by word, with a verdict: one main key, a tie of two or three, or a diffuse row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

import numpy as np

from headscope.base.axes import KEPT
from headscope.base.given_words import token_shares
from headscope.base.heads import select_heads
from headscope.base.text import Text, Word
from headscope.errors import NotKept
from headscope.readings.base import HeadWords, KeyShare, Unit, Verdict, WordRow
from headscope.readings.weights import RowSource, kept_rows, row_source
from headscope.store.layout import SiteRecord
from headscope.store.run import Run

MAIN_SHARE, TIE_SHARE, MOST_KEYS = 0.5, 0.6, 3
ROUNDING = 1e-6  # weights in single precision: 0.35 + 0.25 must reach 0.6
ROWS = 128  # query tokens at a time

_EXCLUDED = ("self_mass", "special_mass")


def read_words(
    run: Run,
    heads: str | None = None,
    exclude_self: bool = False,
    exclude_special: bool = False,
    text: int | None = None,
    most: int | None = None,
) -> tuple[HeadWords, ...]:
    """The rows of each head and text, token pieces joined to whole words: the weights of a key's pieces are summed,
    the rows of a query's pieces averaged.

    The verdict is `main` if the first key holds at least 0.5 or twice the second; `tie` for the fewest keys, two or
    three, each at least half the largest, that together hold at least 0.6; else `diffuse`. What is excluded leaves its
    share to the others; a row of which nothing is left is left out, and so are rows of excluded special queries. Where
    only the strongest keys were kept and words have several pieces, rows are read token by token (`unit`). A row says
    where the head reads on this text, no more.

    Args:
        run: the run.
        heads: a head set such as `L5.H3`; all if None.
        exclude_self: a query's own word does not count (in cross-attention there is none).
        exclude_special: special tokens count neither as keys nor as queries.
        text: number of the only text to read; all if None.
        most: how many words of each text are read, from the first one; all if None.

    Raises:
        BadHeadId: `heads` names a head that is not there.
        NotKept: only the strongest keys of each row were kept, and they do not give exact rows.

    >>> from headscope.capture.arrays import from_arrays
    >>> run = from_arrays([[0.6, 0.4], [0.9, 0.1]], ["sits", "cat"])
    >>> [row.verdict for row in read_words(run)[0].rows], read_words(run)[0].rows[1].keys[0].key
    (['main', 'main'], 'sits')
    """
    chosen = run.heads if heads is None else select_heads(heads, run.heads)
    found = []
    for name in dict.fromkeys(str(head.site) for head in chosen):
        members = [head for head in chosen if str(head.site) == name]
        numbers = [head.number for head in members]
        for each in range(run.texts) if text is None else [text]:
            unit, rows = _rows_of(run, run.site(name), each, numbers, (exclude_self, exclude_special), most)
            found += [HeadWords(str(head), each, tuple(rows[place]), unit) for place, head in enumerate(members)]
    return tuple(found)


def words_json(words: Iterable[HeadWords]) -> list[dict[str, Any]]:
    """What `headscope read RUN words --json` prints."""
    return [asdict(one) for one in words]


def judge(shares: Iterable[float]) -> tuple[Verdict, int]:
    """The verdict on the largest shares of a row, largest first, and how many keys it rests on.

    >>> judge([0.5, 0.2, 0.15]), judge([0.3, 0.25, 0.2]), judge([0.3, 0.2, 0.05])
    (('main', 1), ('tie', 3), ('diffuse', 1))
    """
    first, second, third = [*shares, 0.0, 0.0, 0.0][:MOST_KEYS]
    if first >= MAIN_SHARE - ROUNDING or first >= 2 * second - ROUNDING:
        return "main", 1
    if first + second >= TIE_SHARE - ROUNDING:
        return "tie", 2
    if third >= first / 2 - ROUNDING and first + second + third >= TIE_SHARE - ROUNDING:
        return "tie", 3
    return "diffuse", 1


def _rows_of(
    run: Run, site: SiteRecord, text: int, numbers: list[int], excluded: tuple[bool, bool], most: int | None
) -> tuple[Unit, list[list[WordRow]]]:
    """The rows of one text for some heads of a site, block by block, and what they are rows of."""
    query, key = run.text(text, site.query_side), run.text(text, site.key_side)
    has_self = site.kind != "cross" and site.query_side == site.key_side
    exclude_self, exclude_special = excluded[0] and has_self, excluded[1]
    is_partial = kept_rows(run, site.site) == "strongest"
    unit: Unit = "word"
    if is_partial:
        _refuse_inexact(run, site, text, key, (exclude_self, exclude_special))
        if any(word.first != word.last for side in (query, key) for word in side.words):
            unit, query, key = "token", _by_tokens(query), _by_tokens(key)
    source = row_source(run, site, text, numbers)
    special = np.array([word.is_special for word in key.words], dtype=bool)
    rows: list[list[WordRow]] = [[] for _ in numbers]
    for first, words in _chunks(query.words[:most]):
        shares = _word_shares(source, words, key.words)
        left = shares.copy()
        if exclude_special:
            left[..., special] = 0
        if exclude_self:
            own = np.arange(len(words))
            left[:, own, first + own] = 0
        if exclude_self or exclude_special:
            totals: np.ndarray = np.asarray(left.sum(axis=-1))
            if is_partial:
                rest = _rest(run, site.site, text, (exclude_self, exclude_special))
                totals = rest[numbers][:, [word.first for word in words]]
            left = left / np.where(totals > 0, totals, 1.0)[..., None]
        for place, one in enumerate(left):
            rows[place] += _judged(one, first, words, key, exclude_special=exclude_special)
    return unit, rows


def _judged(left: np.ndarray, first: int, words: list[Word], key: Text, *, exclude_special: bool) -> Iterator[WordRow]:
    """A verdict for each row [query word, key word] of one head; of equal shares the earlier key comes first."""
    best, shares = _largest(left)
    for place, word in enumerate(words):
        if shares[place, 0] <= 0 or (exclude_special and word.is_special):
            continue
        verdict, count = judge(shares[place].tolist())
        keys = tuple(
            KeyShare(key.words[n].text, int(n), float(share))
            for n, share in zip(best[place, :count], shares[place, :count], strict=True)
        )
        yield WordRow(word.text, first + place, verdict, keys)


def _largest(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places and values of the three largest entries of each row."""
    rest, places, values = rows.copy(), [], []
    for _ in range(min(MOST_KEYS, rows.shape[-1])):
        best = rest.argmax(axis=-1)[:, None]
        places.append(best)
        values.append(np.take_along_axis(rest, best, axis=-1))
        np.put_along_axis(rest, best, -1.0, axis=-1)
    return np.concatenate(places, axis=-1), np.maximum(np.concatenate(values, axis=-1), 0.0)


def _word_shares(source: RowSource, words: list[Word], key_words: tuple[Word, ...]) -> np.ndarray:
    """[head, query word, key word] from token rows: sums over the pieces of keys, means over the pieces of queries
    (pieces that see no key do not count); a piece of several words gives each an equal part."""
    start = words[0].first
    rows = source(start, words[-1].last + 1)
    part = token_shares(key_words, rows.shape[2])
    keys = _sums(rows * part if (part < 1).any() else rows, key_words, axis=2)
    sees = np.asarray(rows.any(axis=-1, keepdims=True), dtype=np.float64)
    moved = [Word(word.text, word.first - start, word.last - start) for word in words]
    shares: np.ndarray = _sums(keys, moved, axis=1) / np.maximum(_sums(sees, moved, axis=1), 1.0)
    return shares


def _sums(values: np.ndarray, words: Iterable[Word], axis: int) -> np.ndarray:
    """Sums over the tokens of each word along an axis; tokens outside all words are skipped."""
    edges = [edge for word in words for edge in (word.first, word.last + 1)]
    if edges[-1] == values.shape[axis]:
        edges.pop()
    if values.shape[axis] in edges:  # several words share the last token, and an edge must be a place
        values = np.concatenate([values, np.zeros_like(values.take([0], axis=axis))], axis=axis)
    sums: np.ndarray = np.add.reduceat(values, edges, axis=axis)
    return sums[(slice(None),) * axis + (slice(None, None, 2),)]


def _rest(run: Run, site: str, text: int, excluded: tuple[bool, bool]) -> np.ndarray:
    """What rows that sum to 1 hold beside what is excluded, [head, query token] (not for special queries)."""
    masses = [run.array(site, name, text) for name, out in zip(_EXCLUDED, excluded, strict=True) if out]
    rest = 1.0 - np.asarray(np.sum(masses, axis=0, dtype=np.float64))
    return np.where(rest > ROUNDING, rest, 0.0)


def _refuse_inexact(run: Run, site: SiteRecord, text: int, key: Text, excluded: tuple[bool, bool]) -> None:
    """The eight strongest keys give exact rows only where enough of the eight remain, and what is excluded is known as
    a share of rows that sum to 1 (not with learned sinks)."""
    is_exact = True
    if excluded[1]:
        is_exact = sum(token.is_special for token in key.tokens) <= KEPT - 1 - MOST_KEYS
    if any(excluded):
        rows = (run.array(site.site, "visible_keys", text) > 0).sum(axis=1)
        totals = run.array(site.site, "distance_mass", text).sum(axis=(1, 2))
        is_exact &= bool((np.abs(totals - rows) < 1e-3 * np.maximum(rows, 1)).all())
    if not is_exact:
        raise NotKept("words_not_exact", site=site.site)


def _by_tokens(text: Text) -> Text:
    """The same text with every token a word of its own."""
    words = tuple(Word(token.text, place, place, token.is_special) for place, token in enumerate(text.tokens))
    return replace(text, words=words)


def _chunks(words: tuple[Word, ...]) -> Iterator[tuple[int, list[Word]]]:
    """Runs of words of about 128 tokens, with the number of their first word."""
    starts = [0]
    for n, word in enumerate(words):
        if word.last - words[starts[-1]].first >= ROWS and n > starts[-1]:
            starts.append(n)
    for start, stop in pairwise([*starts, len(words)]):
        yield start, list(words[start:stop])
