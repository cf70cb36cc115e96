"""What models of one or both directions point at, and which of their readings are taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from headscope.errors import BadOption
from headscope.readings.alignment_choice import Choice, Counts, agreements, choose, cross_counts, erased_counts
from headscope.readings.alignment_maps import METHODS, ROWS, Pointed, Reading, methods_of, pointed, readings_of
from headscope.readings.alignment_plan import AUTO, AlignmentPlan
from headscope.readings.alignment_table import DRAWS
from headscope.store.run import Run


@dataclass(frozen=True, slots=True)
class Direction:
    """What one model made of the pairs, and what its reading is chosen by.

    Attributes:
        run: all pairs.
        part: numbers of the pairs that the choice is made on.
        falls: for each pair of `part` how much log-probability target words lose without source words, [target word,
            source word]; needed where there is no reverse model.
        exchanged: a run of the pairs of `part`, each with the source of another; needed where there is one.
    """

    run: Run
    part: tuple[int, ...]
    falls: tuple[np.ndarray, ...] = ()
    exchanged: Run | None = None


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where the allowed readings of one direction point: in all pairs, and in those that they are chosen on."""

    readings: tuple[Reading, ...]
    all: tuple[Pointed, ...]
    part: tuple[Pointed, ...]
    exchanged: tuple[Pointed, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The places of the readings of both directions, how they were chosen, and what they were chosen by."""

    choice: Choice
    best: int
    back: int | None
    counts: Counts


def pointing_of(direction: Direction, plan: AlignmentPlan) -> Pointing:
    """All readings that the plan leaves open; a fixed layer is read as a whole, and its heads only listed.

    Raises:
        BadOption: a method, row or layer that the run does not have.
    """
    run, every = direction.run, readings_of(direction.run)
    for name, value, choices in (("method", plan.method, methods_of(run)), ("row", plan.row, ROWS)):
        if value != AUTO and value not in choices:
            known = value in METHODS and name == "method"
            raise BadOption(
                "method_not_kept" if known else f"{name}_unknown", value=value, choices=", ".join((AUTO, *choices))
            )
    layers = sorted({one.layer for one in every})
    if plan.layer is not None and plan.layer not in layers:
        raise BadOption("layers_unknown", value=plan.layer, low=layers[0], high=layers[-1])
    whole = pointed(run)
    exchanged = () if direction.exchanged is None else pointed(direction.exchanged)
    return Pointing(every, whole, tuple(whole[number] for number in direction.part), exchanged)


def _allowed(readings: Sequence[Reading], plan: AlignmentPlan) -> list[int]:
    """Places of the readings that may be chosen."""
    return [
        place
        for place, one in enumerate(readings)
        if plan.method in (AUTO, one.method)
        and plan.row in (AUTO, one.row)
        and (plan.layer is None or (one.layer == plan.layer and one.head is None))
    ]


def choose_readings(
    ours: Pointing, theirs: Pointing | None, *, falls: Sequence[np.ndarray], plan: AlignmentPlan
) -> Chosen:
    """The reading, and with a reverse model that one's too: first the best two whole layers, then heads of each.

    Args:
        ours, theirs: where both directions point; without `theirs` the choice goes by `falls` (see `Direction`).
        plan: what is fixed beforehand, and the seed.
    """
    open_ = _allowed(ours.readings, plan)
    if theirs is None:
        counts = Counts(erased_counts(ours.part, falls))
        choice, place = _choose_among(ours.readings, counts, open_, plan.seed)
        return Chosen(choice, place, None, counts)
    layers = [place for place in open_ if ours.readings[place].head is None]
    back_layers = [place for place, one in enumerate(theirs.readings) if one.head is None]
    both = list(product(layers, back_layers))
    first = _against(ours, theirs, [one for one, _ in both], [other for _, other in both])
    contrast = [one.contrast for one in agreements([ours.readings[one] for one, _ in both], first, draws=2)]
    best, back = both[int(np.argmax(contrast))]
    size = len(ours.readings)
    choice, best = _choose_among(ours.readings, _against(ours, theirs, range(size), [back] * size), open_, plan.seed)
    size = len(theirs.readings)
    _, back = _choose_among(theirs.readings, _against(theirs, ours, range(size), [best] * size), range(size), plan.seed)
    size = len(ours.readings)
    return Chosen(choice, best, back, _against(ours, theirs, range(size), [back] * size))


def _choose_among(readings: Sequence[Reading], counts: Counts, places: Sequence[int], seed: int) -> tuple[Choice, int]:
    places = list(places)
    some = Counts(counts.real[:, places], None if counts.exchanged is None else counts.exchanged[:, places])
    choice, place = choose([readings[one] for one in places], some, draws=DRAWS, seed=seed)
    return choice, places[place]


def _against(ours: Pointing, theirs: Pointing, mine: Sequence[int], other: Sequence[int]) -> Counts:
    """Agreement of some readings of one direction with some of the other, one by one."""

    def picked(pairs: Sequence[Pointed], places: Sequence[int]) -> list[Pointed]:
        return [Pointed(one.forward[list(places)], one.backward[list(places)]) for one in pairs]

    return Counts(
        cross_counts(picked(ours.part, mine), picked(theirs.part, other)),
        cross_counts(picked(ours.exchanged, mine), picked(theirs.exchanged, other)),
    )
