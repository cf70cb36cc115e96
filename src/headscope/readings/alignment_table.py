"""Every way to read a run's alignments with its score: error rate against gold, agreement without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.readings.alignment_choice import Counts, agreements
from headscope.readings.alignment_maps import Pointed, Reading
from headscope.readings.alignment_report import Difference, GoldScores, ReadingScore
from headscope.readings.alignment_score import counts_of, paired_difference, score_links
from headscope.readings.pharaoh import GoldLinks, Link

DRAWS = 1000
Links = frozenset[Link]


@dataclass(frozen=True, slots=True)
class Linked:
    """The links of every pair: of target words, of source words, both joined, and a straight line's."""

    forward: tuple[Links, ...]
    backward: tuple[Links, ...]
    joined: tuple[Links, ...]
    diagonal: tuple[Links, ...]


def forward_links(points: np.ndarray) -> Links:
    """Links of target words to the source words they point at; -1 points nowhere.

    >>> sorted(forward_links(np.array([2, -1])))
    [(2, 0)]
    """
    return frozenset((int(source), target) for target, source in enumerate(points) if source >= 0)


def backward_links(points: np.ndarray) -> Links:
    """Links of source words to the target words they point at; -1 points nowhere."""
    return frozenset((source, int(target)) for source, target in enumerate(points) if target >= 0)


def reading_scores(
    readings: Sequence[Reading],
    pointed: Sequence[Pointed],
    counts: Counts,
    gold: Sequence[GoldLinks] | None,
    *,
    seed: int = 0,
) -> tuple[ReadingScore, ...]:
    """A score for each reading: its links from target words against gold, its agreement over the pairs of `counts`."""
    found = []
    for place, one in enumerate(agreements(readings, counts, draws=DRAWS, seed=seed)):
        links = [forward_links(points.forward[place]) for points in pointed] if gold is not None else []
        score = None if gold is None else score_links(links, gold, draws=DRAWS, seed=seed)
        found.append(
            ReadingScore(
                one.reading.place,
                one.reading.row,
                one.reading.method,
                score.aer if score else None,
                score.ci if score else None,
                one.agreement,
                one.exchanged,
                one.ci,
            )
        )
    return tuple(found)


def gold_scores(
    linked: Linked,
    gold: Sequence[GoldLinks],
    readings: Sequence[Reading],
    pointed: Sequence[Pointed],
    scores: Sequence[ReadingScore],
    *,
    seed: int = 0,
) -> GoldScores:
    """The reported links beside the diagonal's, the chosen reading beside the whole layer that gold would choose."""
    layers = [place for place, one in enumerate(readings) if one.head is None]
    best = min(layers, key=lambda place: (_known(scores[place].aer), place))
    best_links = [forward_links(points.forward[best]) for points in pointed]
    sure, doubtful = zip(*(_by_doubt(*pair) for pair in _sides(linked)), strict=True)
    found_sure, found_doubtful = score_links(sure, gold, seed=seed), score_links(doubtful, gold, seed=seed)
    return GoldScores(
        diagonal=_difference(linked.joined, linked.diagonal, gold, seed),
        best_place=readings[best].place,
        best_row=readings[best].row,
        best_method=readings[best].method,
        best_aer=scores[best].aer,
        to_best=_difference(linked.forward, best_links, gold, seed),
        sure_precision=found_sure.precision,
        doubtful_precision=found_doubtful.precision,
        sure_links=found_sure.links,
        doubtful_links=found_doubtful.links,
    )


def _sides(linked: Linked) -> zip[tuple[Links, Links, Links]]:
    return zip(linked.joined, linked.forward, linked.backward, strict=True)


def _by_doubt(joined: Links, forward: Links, backward: Links) -> tuple[Links, Links]:
    both = forward & backward
    return joined & both, joined - both


def _difference(
    links: Sequence[Links], others: Sequence[Links], gold: Sequence[GoldLinks], seed: int
) -> Difference | None:
    found = paired_difference(counts_of(links, gold), counts_of(others, gold), draws=DRAWS, seed=seed)
    return None if found is None else Difference(found[0], found[1:])


def _known(aer: float | None) -> float:
    return 2.0 if aer is None else aer
