"""What each word reads of each other word, once special tokens, punctuation and the word itself are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headscope.base.text import is_punctuation
from headscope.store.layout import SiteRecord
from headscope.store.run import Run

ROUNDING = 1e-5  # relative; weights are kept in single precision
Pair = tuple[np.ndarray, np.ndarray]  # share [head] and chance ([] or [head]) of one pair of words


@dataclass(frozen=True, slots=True)
class WordShares:
    """The rows of one text at one site, without special tokens, in the order of the text.

    Attributes:
        share: [head, query, key], each row the shares of what is left beside special tokens, punctuation and the word
            itself; a row of which nothing is left is 0.
        chance: [query, key], the share of an even reader: tokens of the key among tokens of all other words that the
            query may see; 0 where it may not see the key, and where the key is punctuation.
    """

    share: np.ndarray
    chance: np.ndarray


def text_sites(run: Run) -> Iterator[SiteRecord]:
    """The sites at which a text reads itself."""
    return (site for site in run.sites if site.query_side == site.key_side == "text")


def word_shares(run: Run, site: SiteRecord, text: int) -> WordShares:
    """The shares of one text at one site: A(q,k) / sum of A(q,j) over words j other than q that are no punctuation.

    They tell how a row is dealt among words, not how much of it is left: a head that spends 0.99 on a sink is read by
    the rest (the pattern reading reports sinks and separators).

    Raises:
        NotKept: the run holds no matrices of words (`Plan(keep="words")`).
    """
    words = run.text(text, site.query_side).words
    ordinary = np.array([place for place, word in enumerate(words) if not word.is_special], dtype=np.int64)
    weights = run.array(site.site, "word_weights", text)
    return dealt(weights[:, ordinary[:, None], ordinary], even_chance(run, text, is_causal=site.is_causal))


def even_chance(run: Run, text: int, *, is_causal: bool) -> np.ndarray:
    """`WordShares.chance` of one text; a token that spells parts of several words counts for each by an equal part, as
    its mass does."""
    words = [word for word in run.text(text, "text").words if not word.is_special]
    spelled = Counter(token for word in words for token in range(word.first, word.last + 1))
    sizes = [sum(1.0 / spelled[token] for token in range(word.first, word.last + 1)) for word in words]
    counts = np.array([0.0 if is_punctuation(word.text) else size for word, size in zip(words, sizes, strict=True)])
    sees = np.tri(len(words), k=-1) if is_causal else 1.0 - np.eye(len(words))
    return _rows(sees * counts)


def dealt(weights: np.ndarray, chance: np.ndarray) -> WordShares:
    """Weights [head, query, key] as shares of what counts; words that share a token do not see themselves in it."""
    return WordShares(_rows(weights.astype(np.float64) * (chance > 0)), chance)


def common_reach(first: WordShares, query: int, second: WordShares, other: int) -> tuple[int, int]:
    """How many words that count both of two queries see before themselves, and how many behind, each in its text."""
    seen, also = first.chance[query] > 0, second.chance[other] > 0
    before = min(int(seen[:query].sum()), int(also[:other].sum()))
    return before, min(int(seen[query:].sum()), int(also[other:].sum()))


def standing(shares: WordShares, query: int, key: int, reach: tuple[int, int]) -> Pair:
    """The share of other words within reach that the query reads less than the key (ties half), 0 to 1, for each head.

    Reading less is less share for each token. Within a common reach two rows of different sentences have equally many
    rivals; and one rival that a kind of sentence always brings (the "not" of "not only") moves a rank by one place,
    while it may swallow a whole share.

    Returns:
        The standing [head], and 1 where the key can be seen within reach beside a rival and the row holds anything of
        them, else 0.
    """
    seen = np.flatnonzero(shares.chance[query] > 0)
    before, behind = seen[seen < query], seen[seen > query]
    near = np.concatenate([before[len(before) - reach[0] :], behind[: reach[1]]])
    if key not in near or len(near) < 2:
        return np.full(len(shares.share), 0.5), np.zeros(())
    lift = shares.share[:, query] / np.where(shares.chance[query] > 0, shares.chance[query], 1.0)
    is_left = shares.share[:, query, near].any(axis=1)  # else there is nothing to rank
    return _rank(lift[:, key], lift[:, near[near != key]]), np.asarray(is_left, dtype=np.float64)


def received(shares: WordShares, key: int) -> Pair:
    """The share of other words of the sentence that are read less than the key (ties half), 0 to 1, for each head.

    How much a word is read is the mean over all words that see it of the share, over the mean of its chance.

    Returns:
        The standing [head], and 1 where the key and a rival can be seen at all, else 0.
    """
    sees = shares.chance > 0
    seen = np.flatnonzero(sees.any(axis=0))
    if key not in seen or len(seen) < 2:
        return np.full(len(shares.share), 0.5), np.zeros(())
    lift = shares.share[:, :, seen].sum(axis=1) / shares.chance[:, seen].sum(axis=0)
    return _rank(lift[:, seen == key][:, 0], lift[:, seen != key]), np.ones(())


def _rank(own: np.ndarray, rivals: np.ndarray) -> np.ndarray:
    return np.asarray(0.5 + 0.5 * _sign(own[:, None], rivals).mean(axis=1))


def beats(ours: Pair, theirs: Pair) -> np.ndarray:
    """1 where one pair of words is read more than another, 0 where less, 0.5 where neither can be said.

    "More" must hold of the share and of the share over its chance. An even reader has equal lifts and a one-key reader
    equal shares whatever the lengths of the two sentences, so neither gains by them; a pair that may not be seen ties.

    Args:
        ours: share and chance of one pair. theirs: of the other.

    >>> one = np.array([0.5, 0.25, 0.125]), np.array([0.25, 0.25, 0.25])
    >>> other = np.array([0.25, 0.125, 0.25]), np.array([0.125, 0.125, 0.125])
    >>> beats(one, other).tolist()
    [0.5, 0.5, 0.0]
    """
    share, chance = ours
    rival, rival_chance = theirs
    sign = _sign(share, rival)
    lift = _sign(share * rival_chance, rival * chance)
    seen = (np.asarray(chance) > 0) & (np.asarray(rival_chance) > 0)
    return np.where(seen & (sign == lift), 0.5 + 0.5 * sign, 0.5)


def _sign(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """1, 0 or -1; differences within rounding are none."""
    is_near = np.abs(first - second) <= ROUNDING * np.maximum(first, second)
    return np.where(is_near, 0.0, np.sign(first - second))


def _rows(values: np.ndarray) -> np.ndarray:
    totals = values.sum(axis=-1, keepdims=True)
    return np.asarray(values / np.where(totals > 0, totals, 1.0))
