"""Which heads of cross-attention follow what they read: text against time, or a translation against its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from headscope.base.heads import Head, parse_site, select_heads
from headscope.readings.base import Advance, HeadFollowing
from headscope.readings.forward import covered_share, drawn_orders, farther, moving_part, order_of, steadiness_of
from headscope.readings.inference import DRAWS, LEVEL, largest_drawn
from headscope.readings.weights import kept_rows, row_source
from headscope.store.layout import SiteRecord
from headscope.store.run import Run

LEAST_ROWS = 10  # of a text; of fewer, two places one after the other look like motion too often
MOST_ROWS = 128  # of a text, evenly taken; more would tell the same
LEAST_STEADINESS = 0.3  # one step leaves 0, two leave 0.4, steady motion 1; rows as wide as the motion lower all
LEAST_COVERED = 0.5
LEAST_MOVED = 0.1


@dataclass(frozen=True, slots=True)
class ToldHeads:
    """The heads that follow beside those that the model's configuration names, among heads with enough rows.

    Attributes:
        heads, told, found, both: how many there are, are named, follow, and are both.
        first: how many of as many heads as are named, those with the most order, are named.
        precision: share of the heads that follow which are named; None where none follows. By chance told / heads.
        recall: share of the named heads that follow.
        rank_share: chance that a named head has more order than another one (area under the ROC curve); 0.5 by chance.
        p_value: of a rank share as large or larger where names are given out at random (Mann & Whitney 1947).
    """

    heads: int
    told: int
    found: int
    both: int
    first: int
    precision: float | None
    recall: float
    rank_share: float
    p_value: float


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the texts of a site show of its heads, weighted by rows."""

    rows: int
    order: np.ndarray
    steadiness: np.ndarray
    covered: np.ndarray
    moved: np.ndarray
    is_whole: bool
    drawn: np.ndarray


def read_following(run: Run, heads: str | None = None, seed: int = 0) -> tuple[HeadFollowing, ...]:
    """Whether the place that each head of cross-attention looks at moves forward with the query.

    Special tokens are left out on both sides, and with them the silence behind a sound. What a head gives a key in most
    rows alike is taken off (`moving_part`): a sink, or a stare, is no motion. Then each pair of rows is compared by how
    much farther the later one looks, relative to how wide the two are (`order_of`; Jonckheere 1954, Terpstra 1952),
    against rows exchanged at random, the same exchange for all heads (Westfall & Young 1993). A head *follows* where
    p <= 0.05, at least a tenth of its mass moves, its places cover at least half of what it reads, and order is left
    inside two parts cut anywhere (`steadiness_of` >= 0.3), so that one step from one stare to another is not enough.

    Whether rows are read by the token that they have read or by the one they predict makes no difference here. It does
    not show that every word is aligned, nor at its right time, nor that the model uses the head. Rows beside each other
    are alike, so p is small for any slow drift; the other three bounds are there for that.

    Args:
        run: what was observed.
        heads: a head set such as `X3.*`; all if None. Heads that read their own side are left out.
        seed: of the exchanges.

    Returns:
        One record for each head of cross-attention, in the run's order; none where the run has no such head.

    Raises:
        BadHeadId: `heads` names a head that is not there. NotKept: the run lacks the rows.

    >>> from headscope.capture.arrays import from_arrays
    >>> walks, stares = np.eye(12), np.eye(12)[[5] * 12]
    >>> labels = [f"w{n}" for n in range(12)]
    >>> run = from_arrays(np.stack([walks, stares])[None], query_tokens=labels, key_tokens=labels)
    >>> [(one.head, one.verdict, one.order) for one in read_following(run)]
    [('X0.H0', 'follows', 1.0), ('X0.H1', 'rests', 0.0)]
    """
    chosen = run.heads if heads is None else select_heads(heads, run.heads)
    read: list[tuple[list[Head], _Texts]] = []
    for site in run.sites:
        members = [head for head in chosen if head.site == parse_site(site.site)]
        if members and site.query_side != site.key_side:
            read.append((members, _read_site(run, site, [head.number for head in members], seed)))
    if not read:
        return ()
    order = np.concatenate([texts.order for _, texts in read])
    p_value = iter(largest_drawn(order, np.concatenate([texts.drawn for _, texts in read], axis=1)).p_adjusted)
    told = run.manifest.model.told_heads if run.manifest.model is not None else ()
    found = {}
    for members, texts in read:
        for number, head in enumerate(members):
            found[head] = _record(head, texts, number, float(next(p_value)), told)
    return tuple(found[head] for head in chosen if head in found)


def compare_told(found: Sequence[HeadFollowing]) -> ToldHeads | None:
    """The heads that follow beside those that the model's configuration names; None where it names none of these, or
    all of them.

    The list is no gold: whoever made it took heads that served a purpose, and others may follow as well.
    """
    from scipy import stats

    enough = [one for one in found if one.verdict != "few_rows"]
    told = np.array([bool(one.is_told) for one in enough], dtype=bool)
    if not told.any() or told.all():
        return None
    follows = np.array([one.verdict == "follows" for one in enough])
    order = np.array([one.order for one in enough])
    ranked = stats.mannwhitneyu(order[told], order[~told], alternative="greater")
    both = int((told & follows).sum())
    return ToldHeads(
        heads=len(enough),
        told=int(told.sum()),
        found=int(follows.sum()),
        both=both,
        first=int(told[np.argsort(-order, kind="stable")[: told.sum()]].sum()),
        precision=both / int(follows.sum()) if follows.any() else None,
        recall=both / int(told.sum()),
        rank_share=float(ranked.statistic) / int(told.sum() * (~told).sum()),
        p_value=float(ranked.pvalue),
    )


def following_json(found: Sequence[HeadFollowing]) -> dict[str, Any]:
    """The records in the form that `--json` prints, with the comparison where there is one."""
    told = compare_told(found)
    return {"heads": [asdict(one) for one in found], "told": None if told is None else asdict(told)}


def _record(head: Head, texts: _Texts, number: int, p_value: float, told: Sequence[str]) -> HeadFollowing:
    steadiness, covered, moved = (float(values[number]) for values in (texts.steadiness, texts.covered, texts.moved))
    verdict: Advance = "follows"
    for is_so, name in (
        (texts.rows < LEAST_ROWS, "few_rows"),
        (moved < LEAST_MOVED, "rests"),
        (p_value > LEVEL, "not_forward"),
        (covered < LEAST_COVERED, "stays"),
        (steadiness < LEAST_STEADINESS, "uneven"),
    ):
        if is_so:
            verdict = name  # type: ignore[assignment]
            break
    return HeadFollowing(
        head=str(head),
        verdict=verdict,
        order=float(texts.order[number]),
        p_value=p_value,
        steadiness=steadiness,
        covered_share=covered,
        moved_share=moved,
        rows=texts.rows,
        is_told=str(head) in told if told else None,
        is_whole=texts.is_whole,
    )


def _read_site(run: Run, site: SiteRecord, heads: list[int], seed: int) -> _Texts:
    """All texts with enough rows and at least two keys, each weighted by its rows."""
    total, sums = 0, [np.zeros(len(heads)) for _ in range(4)]
    drawn = np.zeros((DRAWS, len(heads)))
    for text in range(run.texts):
        rows, keys = (_own(run, text, side) for side in (site.query_side, site.key_side))
        if len(rows) < LEAST_ROWS or len(keys) < 2:
            continue
        count, random = len(rows), np.random.default_rng([seed, text])  # of the text alone: the same for all sites
        rows = rows[np.linspace(0, count - 1, min(count, MOST_ROWS)).round().astype(int)]
        source = row_source(run, site, text, heads)
        weights = np.concatenate([source(row, row + 1) for row in rows.tolist()], axis=1)[..., keys]
        moving, left = moving_part(weights)
        pairs = farther(moving)
        found = (order_of(pairs), steadiness_of(pairs), covered_share(moving), left.mean(axis=-1))
        sums = [one + count * value for one, value in zip(sums, found, strict=True)]
        drawn += count * drawn_orders(pairs, DRAWS, random)
        total += count
    order, steadiness, covered, moved = (one / max(total, 1) for one in sums)
    is_whole = kept_rows(run, site.site) != "strongest"
    return _Texts(total, order, steadiness, covered, moved, is_whole, drawn / max(total, 1))


def _own(run: Run, text: int, side: str) -> np.ndarray:
    """Tokens of a side that are its own and not the tokenizer's."""
    tokens = run.manifest.texts[text].sides[side].tokens
    return np.flatnonzero([not token.is_special for token in tokens])
