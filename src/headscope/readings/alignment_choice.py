"""Which reading aligns, found without gold: where two ways of asking the same question give the same links.

*Agreement* of a reading is the share of words whose link two sets share. The one is where its target words point. The
other comes from a model of the other direction, whose target words are our source words; or, where there is none, from
erasure: the source word without which a target word loses most probability. (That one map points at itself both ways
round, mutual argmax, cannot choose a row: both rows are read from the same map, one step apart, and agree alike.)
Heads of two models that both look at positions agree about any pair; so with a reverse model the same is measured on
pairs whose sources were exchanged, and what stays there is taken off. Erasure needs no such thing: it changes words and
no positions. Nothing here sees gold, and agreement is no accuracy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.readings.alignment_maps import Pointed, Reading

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Counts:
    """Words whose link both ways give, and words asked, [pair, reading, 2]: the parts of a share.

    `exchanged` holds the same for pairs with exchanged sources, None where nothing is to be taken off.
    """

    real: np.ndarray
    exchanged: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A reading's agreement, the same on exchanged pairs (0 where there are none), and their difference, the contrast
    that readings are chosen by, with its 95 % interval."""

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


def erased_counts(pointed: Sequence[Pointed], falls: Sequence[np.ndarray]) -> np.ndarray:
    """Target words that pointing and erasure link alike, and target words, [pair, reading, 2].

    Args:
        pointed: where readings point. falls: [target word, source word] of each pair (`capture.erasure`); a target word
            is linked to the source word with the largest fall, to none where nothing makes it fall.

    >>> one = Pointed(np.array([[0, 1, -1]]), np.array([[0, 1]]))
    >>> erased_counts([one], [np.array([[2.0, 0.1], [0.5, 0.0], [-1.0, -0.2]])]).tolist()
    [[[1, 3]]]
    """
    found = np.zeros((len(pointed), len(pointed[0].forward), 2), dtype=np.int64)
    for number, (one, fall) in enumerate(zip(pointed, falls, strict=True)):
        lost = lost_words(fall)
        found[number, :, 0] = ((one.forward == lost) & (lost >= 0)).sum(axis=1)
        found[number, :, 1] = len(lost)
    return found


def lost_words(fall: np.ndarray) -> np.ndarray:
    """The source word that each target word misses most, -1 where none makes it fall, [target word]."""
    return np.where(fall.max(axis=1) > 0, fall.argmax(axis=1), -1)


def cross_counts(pointed: Sequence[Pointed], reverse: Sequence[Pointed]) -> np.ndarray:
    """Words of both sides whose link both directions give, and words of both sides, [pair, reading, 2].

    `reverse.forward` holds the target word of each source word, as a model of the other direction points.

    The n-th reading of one is held against the n-th of the other; repeat readings to compare more.
    """
    found = np.zeros((len(pointed), len(pointed[0].forward), 2), dtype=np.int64)
    for number, (one, other) in enumerate(zip(pointed, reverse, strict=True)):
        ours, theirs = one.forward, other.forward
        back = np.take_along_axis(theirs, np.maximum(ours, 0), axis=1)
        same = (ours >= 0) & (back == np.arange(ours.shape[1]))
        found[number, :, 0] = 2 * same.sum(axis=1)
        found[number, :, 1] = ours.shape[1] + theirs.shape[1]  # all words: few links that agree are no agreement
    return found


def agreements(readings: Sequence[Reading], counts: Counts, *, draws: int, seed: int = 0) -> tuple[Agreed, ...]:
    """Agreement of every reading with intervals from resampled pairs."""
    real = _ratio(counts.real.sum(axis=0))
    exchanged = np.zeros_like(real) if counts.exchanged is None else _ratio(counts.exchanged.sum(axis=0))
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
    """Which pairs the choice is made on: half of them, at least 100 and at most 200 where there are so many.

    >>> len(choosing_part(80)), len(choosing_part(150)), len(choosing_part(1000))
    (80, 100, 200)
    """
    wanted = min(pairs, max((pairs + 1) // 2, 100), 200)
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
    real = _ratio(np.tensordot(times, counts.real, axes=1))
    return real if counts.exchanged is None else real - _ratio(np.tensordot(times, counts.exchanged, axes=1))
