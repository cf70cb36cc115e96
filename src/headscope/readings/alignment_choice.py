"""Which reading aligns, found without gold: where two ways of asking the same question give the same links.

*Agreement* of a reading is the F1 of two sets of links: target words pointing at source words, and source words
pointing at target words - in the map of a model for the other direction where there is one, else in the same map
(mutual argmax; Jalili Sabet et al. 2020, arXiv 2004.08728). A head that looks at positions agrees with itself as well
as a head that looks at words; so the same is measured on pairs whose sources were exchanged, and what stays there is
taken off. Nothing here sees gold, and agreement is no accuracy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.readings.alignment_maps import Pointed, Reading

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Counts:
    """Agreeing links and links of both directions, [pair, reading, 2]: the numerator and the denominator of the F1."""

    real: np.ndarray
    exchanged: np.ndarray


@dataclass(frozen=True, slots=True)
class Agreed:
    """A reading's agreement, the same on exchanged pairs, and their difference, which readings are chosen by."""

    reading: Reading
    agreement: float
    exchanged: float
    contrast: float
    ci: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen reading, the next best one, and how much better the first is (with its paired interval)."""

    best: Agreed
    runner_up: Agreed | None
    lead: float | None
    lead_ci: tuple[float, float] | None
    pairs: int


def mutual_counts(pointed: Sequence[Pointed]) -> np.ndarray:
    """Links that both directions of one map give, and links of both together, [pair, reading, 2].

    >>> one = Pointed(np.array([[0, 1, -1]]), np.array([[0, 2]]))
    >>> mutual_counts([one]).tolist()
    [[[2, 4]]]
    """
    return cross_counts(pointed, [Pointed(one.backward, one.forward) for one in pointed])


def cross_counts(pointed: Sequence[Pointed], reverse: Sequence[Pointed]) -> np.ndarray:
    """The same with a model of the other direction: `reverse.forward` holds the target word of each source word.

    The n-th reading of one is held against the n-th of the other; repeat readings to compare more.
    """
    found = np.zeros((len(pointed), len(pointed[0].forward), 2), dtype=np.int64)
    for number, (one, other) in enumerate(zip(pointed, reverse, strict=True)):
        ours, theirs = one.forward, other.forward
        back = np.take_along_axis(theirs, np.maximum(ours, 0), axis=1)
        same = (ours >= 0) & (back == np.arange(ours.shape[1]))
        found[number, :, 0] = 2 * same.sum(axis=1)
        found[number, :, 1] = (ours >= 0).sum(axis=1) + (theirs >= 0).sum(axis=1)
    return found


def agreements(readings: Sequence[Reading], counts: Counts, *, draws: int, seed: int = 0) -> tuple[Agreed, ...]:
    """Agreement of every reading with intervals from resampled pairs."""
    real, exchanged = (_ratio(one.sum(axis=0)) for one in (counts.real, counts.exchanged))
    spread = _contrasts(counts, draws, seed)
    low, high = np.quantile(spread, [LEVEL / 2, 1 - LEVEL / 2], axis=0)
    return tuple(
        Agreed(
            reading,
            float(real[place]),
            float(exchanged[place]),
            float(real[place] - exchanged[place]),
            (float(low[place]), float(high[place])),
        )
        for place, reading in enumerate(readings)
    )


def choose(readings: Sequence[Reading], counts: Counts, *, draws: int, seed: int = 0) -> tuple[Choice, int]:
    """The best reading: a layer as a whole, or a head of any layer that clearly beats its layer read the same way.

    Among whole layers the largest contrast wins (one head chosen by a number is less stable than a layer, Kobayashi et
    al. 2020). A single head is taken where its contrast exceeds that of its own layer in all but 2.5 % of resampled
    pairs, and exceeds the best layer's as well.

    Returns:
        The choice, and the place of the best reading among `readings`.
    """
    agreed = agreements(readings, counts, draws=draws, seed=seed)
    spread = _contrasts(counts, draws, seed)
    layer_of = {(one.site, one.row, one.method): place for place, one in enumerate(readings) if one.head is None}
    rivals = []
    for place, one in enumerate(readings):
        layer = layer_of.get((one.site, one.row, one.method))
        if one.head is None or layer is None or np.quantile(spread[:, place] - spread[:, layer], LEVEL / 2) > 0:
            rivals.append(place)
    order = sorted(rivals, key=lambda place: -agreed[place].contrast)
    best = order[0]
    if len(order) == 1:
        return Choice(agreed[best], None, None, None, len(counts.real)), best
    second = order[1]
    difference = spread[:, best] - spread[:, second]
    low, high = np.quantile(difference, [LEVEL / 2, 1 - LEVEL / 2])
    lead = agreed[best].contrast - agreed[second].contrast
    return Choice(agreed[best], agreed[second], lead, (float(low), float(high)), len(counts.real)), best


def choosing_part(pairs: int, *, seed: int = 0) -> tuple[int, ...]:
    """Which pairs the choice is made on: half of them, at least 40 and at most 200 where there are so many.

    >>> len(choosing_part(80)), len(choosing_part(30)), len(choosing_part(1000))
    (40, 30, 200)
    """
    wanted = min(pairs, max((pairs + 1) // 2, 40), 200)
    order = np.random.default_rng([seed, pairs]).permutation(pairs)
    return tuple(sorted(int(number) for number in order[:wanted]))


def exchanged_sources(lengths: Sequence[int]) -> tuple[int, ...]:
    """For each pair the pair whose source it gets: the next one by length, so that lengths stay as they are.

    >>> exchanged_sources([5, 9, 4])
    (1, 2, 0)
    """
    order = sorted(range(len(lengths)), key=lambda number: (lengths[number], number))
    taken = dict(zip(order, [*order[1:], order[0]], strict=True))
    return tuple(taken[number] for number in range(len(lengths)))


def _ratio(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts[..., 0] / np.maximum(counts[..., 1], 1))


def _contrasts(counts: Counts, draws: int, seed: int) -> np.ndarray:
    """The contrast of every reading in resampled pairs, [draw, reading]."""
    pairs = len(counts.real)
    times = np.random.default_rng([seed, 2]).multinomial(pairs, np.full(pairs, 1 / pairs), size=draws)
    real, exchanged = (np.tensordot(times, one, axes=1) for one in (counts.real, counts.exchanged))
    return np.asarray(_ratio(real) - _ratio(exchanged))
