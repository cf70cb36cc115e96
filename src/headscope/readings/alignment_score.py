"""How well links agree with gold: alignment error rate, precision, recall, with intervals over pairs.

Everything is computed from four counts a pair, so that resampling pairs is one matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.errors import BadOption
from headscope.readings.pharaoh import GoldLinks, Link

DRAWS = 1000
LEVEL = 0.05
_CHUNK = 4_000_000  # draws x pairs that are held at once


@dataclass(frozen=True, slots=True)
class AlignmentScore:
    """Links A of many pairs against gold with sure links S and possible links P (Och & Ney 2003, section 5).

    All rates are fractions from 0 to 1, over the links of all pairs together, so that long pairs count more; None where
    nothing is there to divide by. Where P is much larger than S, an aligner that links little looks nearly perfect:
    read precision and recall beside the error rate, and the diagonal's. A low error rate is agreement with people, no
    proof that the model used what it attended to.

    Attributes:
        aer: 1 - (|A and S| + |A and P|) / (|A| + |S|); 0 is best.
        precision: |A and P| / |A|. recall: |A and S| / |S|.
        f1: harmonic mean of the two, 0 where both are.
        ci: 95 % interval of `aer` when whole pairs are drawn with replacement; too narrow below some 20 pairs.
        links: |A|. pairs: how many.
    """

    aer: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    ci: tuple[float, float] | None
    links: int
    pairs: int


def counts_of(links: Sequence[frozenset[Link]], gold: Sequence[GoldLinks]) -> np.ndarray:
    """What the rates are made of, for each pair: |A and S|, |A and P|, |A|, |S|.

    Args:
        links: the links A of each pair. gold: what people say of the same pairs, counted from the same number.

    Returns:
        Whole numbers, [pair, 4].

    Raises:
        BadOption: not as many lines of links as of gold.

    >>> gold = GoldLinks(sure=frozenset({(0, 0), (1, 1)}), possible=frozenset({(0, 0), (1, 1), (1, 2)}))
    >>> counts_of([frozenset({(0, 0), (1, 2), (2, 2)})], [gold]).tolist()
    [[1, 2, 3, 2]]
    """
    if len(links) != len(gold):
        line = min(len(links), len(gold)) + 1
        raise BadOption("links_gold_count", found=len(links), expected=len(gold), line=line)
    rows = [
        (len(mine & one.sure), len(mine & one.possible), len(mine), len(one.sure))
        for mine, one in zip(links, gold, strict=True)
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def score_links(
    links: Sequence[frozenset[Link]], gold: Sequence[GoldLinks], *, draws: int = DRAWS, seed: int = 0
) -> AlignmentScore:
    """Error rate, precision, recall and F1 of links against gold, with an interval (see `AlignmentScore`).

    Args:
        links: the links of each pair. gold: what people say of the same pairs.
        draws: resamples of the interval (Efron & Tibshirani 1993, chapter 13). seed: of the resamples.

    Raises:
        BadOption: not as many lines of links as of gold.

    >>> gold = GoldLinks(sure=frozenset({(0, 0), (1, 1)}), possible=frozenset({(0, 0), (1, 1), (1, 2)}))
    >>> score = score_links([frozenset({(0, 0), (1, 2), (2, 2)})], [gold])
    >>> score.aer, round(score.precision, 3), score.recall
    (0.4, 0.667, 0.5)
    """
    counts = counts_of(links, gold)
    sure_hits, possible_hits, proposed, sure = (int(total) for total in counts.sum(axis=0))
    precision = _share(possible_hits, proposed)
    recall = _share(sure_hits, sure)
    f1 = None
    if precision is not None and recall is not None:
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return AlignmentScore(
        aer=_error_rate(counts),
        precision=precision,
        recall=recall,
        f1=f1,
        ci=_interval(_resampled(counts, draws, seed)),
        links=proposed,
        pairs=len(counts),
    )


def paired_difference(
    first_counts: np.ndarray, second_counts: np.ndarray, *, draws: int = DRAWS, seed: int = 0
) -> tuple[float, float, float] | None:
    """How much higher the error rate of the first links is than that of the second, and its 95 % interval.

    Both are scored on the same drawn pairs, so that hard pairs do not blur the difference (paired bootstrap, Koehn
    2004, "Statistical Significance Tests for Machine Translation Evaluation").

    Args:
        first_counts: of `counts_of`, [pair, 4]. second_counts: of the same pairs and gold.
        draws: resamples. seed: of the resamples.

    Returns:
        Difference of the error rates, first minus second, from -1 to 1, and the ends of the interval; None where one
        has no error rate.

    Raises:
        BadOption: the counts are not of the same pairs and gold.

    >>> worse, better = np.array([[1, 1, 4, 2]] * 30), np.array([[2, 2, 4, 2]] * 30)
    >>> [round(value, 3) for value in paired_difference(worse, better)]
    [0.333, 0.333, 0.333]
    """
    if not np.array_equal(first_counts[:, 3], second_counts[:, 3]):
        raise BadOption("scores_not_paired", found=len(first_counts), expected=len(second_counts))
    first, second = _error_rate(first_counts), _error_rate(second_counts)
    interval = _interval(_resampled(first_counts, draws, seed) - _resampled(second_counts, draws, seed))
    if first is None or second is None or interval is None:
        return None
    return first - second, *interval


def diagonal_links(source_words: int, target_words: int) -> frozenset[Link]:
    """The alignment of someone who reads neither sentence: each target word to the source word at the same height.

    Target word t of T goes to source word round(t (S - 1) / (T - 1)) of S, halves to the even number, so that first
    meets first and last meets last; a lone target word goes to the first. It has an error rate of 0.531 on the
    English-French gold of Mihalcea & Pedersen 2003 ("An Evaluation Exercise for Word Alignment"), of 0.709 on their
    Romanian-English gold; centres of cells, rounding down or halves up give other figures. What an aligner gains over
    it is what it knows of words; languages of like order leave little to gain.

    Args:
        source_words: number of source words. target_words: of target words.

    Returns:
        One link for each target word; none where a side is empty.

    >>> sorted(diagonal_links(3, 5))
    [(0, 0), (0, 1), (1, 2), (2, 3), (2, 4)]
    """
    if source_words < 1:
        return frozenset()
    steps = max(1, target_words - 1)
    return frozenset((round(target * (source_words - 1) / steps), target) for target in range(target_words))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _error_rate(counts: np.ndarray) -> float | None:
    sure_hits, possible_hits, proposed, sure = (int(total) for total in counts.sum(axis=0))
    return 1 - (sure_hits + possible_hits) / (proposed + sure) if proposed + sure else None


def _resampled(counts: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """Error rates of drawn sets of pairs, [draw]; the same draws for every counts of as many pairs. NaN: undefined."""
    pairs = len(counts)
    if pairs == 0:
        return np.full(draws, np.nan)
    random = np.random.default_rng([seed, 3])
    step = max(1, _CHUNK // pairs)
    totals = [
        random.multinomial(pairs, np.full(pairs, 1 / pairs), size=min(step, draws - start)) @ counts
        for start in range(0, draws, step)
    ]
    sure_hits, possible_hits, proposed, sure = np.concatenate(totals).T
    whole = proposed + sure
    return np.where(whole > 0, 1 - (sure_hits + possible_hits) / np.maximum(whole, 1), np.nan)


def _interval(rates: np.ndarray) -> tuple[float, float] | None:
    known = rates[~np.isnan(rates)]
    if known.size == 0:
        return None
    low, high = np.quantile(known, [LEVEL / 2, 1 - LEVEL / 2])
    return float(low), float(high)
