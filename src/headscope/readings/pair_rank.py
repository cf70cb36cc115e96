"""One pair of words in one sentence: where it stands among all pairs. An anecdote, however high it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headscope.base.heads import select_heads
from headscope.errors import BadOption
from headscope.readings.word_shares import text_sites, word_shares
from headscope.store.run import Run


@dataclass(frozen=True, slots=True)
class PairRank:
    """How much one head's query reads one key, among all pairs of the sentence.

    Attributes:
        head, query, key: who reads what.
        share: of the query's row, special tokens and the query itself left out, 0 to 1.
        rank: 1 for the largest share among all `pairs` (query, key) of different words that the mask allows.
        percentile: share of the other pairs that lie below, ties counted half, 0 to 1.
        distance: number of words from query to key; `rank_at_distance` and the others are among pairs that far apart.
    """

    head: str
    query: str
    key: str
    share: float
    rank: int
    pairs: int
    percentile: float
    distance: int
    rank_at_distance: int
    pairs_at_distance: int
    percentile_at_distance: float


def pair_rank(run: Run, head: str, *, query: str, key: str, text: int = 0) -> PairRank:
    """Where the pair (query, key) stands among all pairs of words of a sentence, for one head.

    One sentence is an anecdote: with hundreds of heads some head puts any pair on top, so a rank is no evidence of a
    role; roles come from many sentences against a null (`grade_roles`).

    Args:
        run: matrices of words. head: its id.
        query, key: words of the text as the run has them; of equal words the first.
        text: number of the text.

    Raises:
        BadOption: a word is not in the text, or the mask hides the key from the query.
        BadHeadId: there is no such head. NotKept: the run holds no matrices of words.
    """
    chosen = str(select_heads(head, run.heads)[0])
    return next(one for one in pair_ranks(run, query=query, key=key, text=text) if one.head == chosen)


def pair_ranks(run: Run, *, query: str, key: str, text: int = 0) -> Iterator[PairRank]:
    """`pair_rank` for every head, in order."""
    words = [word.text for word in run.text(text, "text").words if not word.is_special]
    for word in (query, key):
        if word not in words:
            raise BadOption("word_not_in_text", value=word, choices=", ".join(dict.fromkeys(words)))
    row, column = words.index(query), words.index(key)
    places = np.arange(len(words))
    distance = np.abs(places - places[:, None])
    for site in text_sites(run):
        shares = word_shares(run, site, text)
        seen = shares.chance > 0
        if not seen[row, column]:
            raise BadOption("pair_hidden", first=query, second=key, site=site.site)
        same = seen & (distance == distance[row, column])
        for number, share in enumerate(shares.share):
            rank, pairs, percentile = _standing(share[seen], share[row, column])
            near = _standing(share[same], share[row, column])
            yield PairRank(
                f"{site.site}.H{number}", query, key, float(share[row, column]), rank, pairs, percentile,
                int(distance[row, column]), *near,
            )  # fmt: skip


def _standing(values: np.ndarray, own: float) -> tuple[int, int, float]:
    """Rank, number and percentile of one value among all, itself among them."""
    above, equal = int((values > own).sum()), int((values == own).sum()) - 1
    others = len(values) - 1
    below = others - above - equal
    return 1 + above, len(values), (below + equal / 2) / others if others else 0.5
