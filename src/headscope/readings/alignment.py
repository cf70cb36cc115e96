"""Translation read as word alignment: which reading, which links, how good, from runs of pairs alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

import headscope
from headscope.errors import BadOption
from headscope.readings.alignment_choice import (
    Choice,
    Counts,
    agreements,
    choose,
    cross_counts,
    erased_counts,
    lost_words,
)
from headscope.readings.alignment_maps import (
    METHODS,
    ROWS,
    Pointed,
    Reading,
    Words,
    methods_of,
    pointed,
    punctuated,
    readings_of,
    share_map,
    words_of,
)
from headscope.readings.alignment_report import (
    FORMAT,
    AlignedLink,
    AlignedPair,
    AlignmentReport,
    HeadAlignment,
    ReverseReading,
    Together,
)
from headscope.readings.alignment_score import diagonal_links, score_links
from headscope.readings.alignment_table import (
    DRAWS,
    Linked,
    backward_links,
    forward_links,
    gold_scores,
    reading_scores,
)
from headscope.readings.pharaoh import GoldLinks
from headscope.readings.phrases import together
from headscope.readings.symmetrise import METHODS as SYMMETRISING
from headscope.readings.symmetrise import symmetrise
from headscope.store.run import Run

AUTO = "auto"
SHOWN_CELLS = 20_000  # cells of maps that a report holds


@dataclass(frozen=True, slots=True)
class AlignmentPlan:
    """How alignments are to be read.

    Attributes:
        method: `attention`, `norm`, or `auto`. row: `input`, `output`, or `auto`. layer: a number, None for auto.
        symmetrise: how the links of target words and those of source words are joined: `none` (target words alone),
            `intersection`, `union`, `grow-diag`, or `auto` (`usual_joining`).
        seed: of the part of the pairs that the reading is chosen on, and of the resamples.
    """

    method: str = AUTO
    row: str = AUTO
    layer: int | None = None
    symmetrise: str = AUTO
    seed: int = 0

    @property
    def is_given(self) -> bool:
        """Nothing is left to choose."""
        return self.layer is not None and AUTO not in (self.method, self.row)


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
class _Pointing:
    """Where the allowed readings of one direction point: in all pairs, and in those that they are chosen on."""

    readings: tuple[Reading, ...]
    all: tuple[Pointed, ...]
    part: tuple[Pointed, ...]
    exchanged: tuple[Pointed, ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The places of the readings of both directions, how they were chosen, and what they were chosen by."""

    choice: Choice
    best: int
    back: int | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that a report is made from."""

    forward: Direction
    reverse: Direction | None
    ours: _Pointing
    theirs: _Pointing | None
    chosen: _Chosen
    words: Sequence[Words]
    linked: Linked
    gold: Sequence[GoldLinks] | None
    plan: AlignmentPlan


def read_alignment(
    forward: Direction,
    *,
    reverse: Direction | None = None,
    gold: Sequence[GoldLinks] | None = None,
    plan: AlignmentPlan | None = None,
) -> AlignmentReport:
    """Choose a reading without gold, link the words of every pair, and score the links where there is gold.

    Args:
        forward: runs of the model that is read (`Plan(keep="alignment")`).
        reverse: runs of a model of the other direction on the same pairs, turned around.
        gold: links of people, one for each pair; they are scored against and never chosen by.
        plan: what is fixed beforehand.

    Returns:
        The report. Links show what the map of a layer or head points at; they do not show what the output rests on.

    Raises:
        BadOption: a layer, row or method that the runs do not have; the runs are not of pairs; gold of other length.
    """
    plan = plan or AlignmentPlan()
    if plan.symmetrise not in (AUTO, *SYMMETRISING):
        raise BadOption("symmetrise_unknown", value=plan.symmetrise, choices=", ".join((AUTO, *SYMMETRISING)))
    if plan.symmetrise == AUTO:
        plan = replace(plan, symmetrise=usual_joining(has_reverse=reverse is not None))
    ours = _pointing(forward, plan)
    theirs = None if reverse is None else _pointing(reverse, AlignmentPlan())
    chosen = _choose(ours, theirs, forward, plan)
    words = [words_of(forward.run, text) for text in range(forward.run.texts)]
    linked = _linked(ours, theirs, chosen, words, plan.symmetrise)
    report = _report(_Case(forward, reverse, ours, theirs, chosen, words, linked, gold, plan))
    return report if reverse else replace(report, chosen_by="erasure", diagonal_agreement=_diagonal(forward, linked))


def usual_joining(*, has_reverse: bool) -> str:
    """How links are joined unless the user says otherwise: two models err apart, so what either gives beside a shared
    link is worth having (grow-diag, Koehn et al. 2003); one map errs alike both ways, so only what both give counts
    (intersection, Jalili Sabet et al. 2020, arXiv 2004.08728).

    >>> usual_joining(has_reverse=True), usual_joining(has_reverse=False)
    ('grow-diag', 'intersection')
    """
    return "grow-diag" if has_reverse else "intersection"


def _pointing(direction: Direction, plan: AlignmentPlan) -> _Pointing:
    """All readings that the plan leaves open; a fixed layer is read as a whole, and its heads only listed."""
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
    return _Pointing(every, whole, tuple(whole[number] for number in direction.part), exchanged)


def _allowed(readings: Sequence[Reading], plan: AlignmentPlan) -> list[int]:
    """Places of the readings that may be chosen."""
    return [
        place
        for place, one in enumerate(readings)
        if plan.method in (AUTO, one.method)
        and plan.row in (AUTO, one.row)
        and (plan.layer is None or (one.layer == plan.layer and one.head is None))
    ]


def _choose(ours: _Pointing, theirs: _Pointing | None, forward: Direction, plan: AlignmentPlan) -> _Chosen:
    """The reading, and with a reverse model that one's too: first the best two whole layers, then heads of each."""
    open_ = _allowed(ours.readings, plan)
    if theirs is None:
        counts = Counts(erased_counts(ours.part, forward.falls))
        choice, place = _choose_among(ours.readings, counts, open_, plan.seed)
        return _Chosen(choice, place, None, counts)
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
    return _Chosen(choice, best, back, _against(ours, theirs, range(size), [back] * size))


def _choose_among(readings: Sequence[Reading], counts: Counts, places: Sequence[int], seed: int) -> tuple[Choice, int]:
    places = list(places)
    some = Counts(counts.real[:, places], None if counts.exchanged is None else counts.exchanged[:, places])
    choice, place = choose([readings[one] for one in places], some, draws=DRAWS, seed=seed)
    return choice, places[place]


def _against(ours: _Pointing, theirs: _Pointing, mine: Sequence[int], other: Sequence[int]) -> Counts:
    """Agreement of some readings of one direction with some of the other, one by one."""

    def picked(pairs: Sequence[Pointed], places: Sequence[int]) -> list[Pointed]:
        return [Pointed(one.forward[list(places)], one.backward[list(places)]) for one in pairs]

    return Counts(
        cross_counts(picked(ours.part, mine), picked(theirs.part, other)),
        cross_counts(picked(ours.exchanged, mine), picked(theirs.exchanged, other)),
    )


def _linked(ours: _Pointing, theirs: _Pointing | None, chosen: _Chosen, words: Sequence[Words], method: str) -> Linked:
    """The links of every pair by the chosen readings."""
    forward = tuple(forward_links(one.forward[chosen.best]) for one in ours.all)
    if theirs is None or chosen.back is None:
        found = [backward_links(one.backward[chosen.best]) for one in ours.all]
    else:
        found = [backward_links(one.forward[chosen.back]) for one in theirs.all]
    backward = tuple(punctuated(one, pair) for one, pair in zip(found, words, strict=True))
    joined = tuple(symmetrise(one, two, method) for one, two in zip(forward, backward, strict=True))
    return Linked(forward, backward, joined, tuple(diagonal_links(len(w.source), len(w.target)) for w in words))


def _report(case: _Case) -> AlignmentReport:
    run, ours, chosen, linked, gold, seed = (
        case.forward.run, case.ours, case.chosen, case.linked, case.gold, case.plan.seed,
    )  # fmt: skip
    reading, model = ours.readings[chosen.best], run.manifest.model
    score = None if gold is None else score_links(linked.joined, gold, draws=DRAWS, seed=seed)
    scores = reading_scores(ours.readings, ours.all, chosen.counts, gold, seed=seed)
    linked_words = sum(len({target for _, target in one}) for one in linked.joined)
    target_words = sum(len(one.target) for one in case.words)
    by_kind = list(zip(ours.readings, scores, strict=True))
    return AlignmentReport(
        format=FORMAT,
        model=model.name if model else "",
        architecture=model.architecture if model else "",
        fingerprint=model.fingerprint if model else "",
        version=headscope.__version__,
        seed=seed,
        layer=reading.layer,
        head=reading.head,
        row=reading.row,
        method=reading.method,
        aer=score.aer if score else None,
        precision=score.precision if score else None,
        recall=score.recall if score else None,
        f1=score.f1 if score else None,
        ci=score.ci if score else None,
        baseline_diagonal_aer=None if gold is None else score_links(linked.diagonal, gold, seed=seed).aer,
        gold=None if gold is None else gold_scores(linked, gold, ours.readings, ours.all, scores, seed=seed),
        choice=chosen.choice,
        is_given=case.plan.is_given,
        symmetrised=case.plan.symmetrise,
        reverse=_reverse(case),
        null_words=target_words - linked_words,
        target_words=target_words,
        heads=tuple(
            HeadAlignment(one.place, one.aer, one.ci, one.agreement, one.exchanged, one.agreement_ci)
            for kind, one in by_kind
            if kind.head is not None and (kind.row, kind.method) == (reading.row, reading.method)
        ),
        readings=tuple(one for kind, one in by_kind if kind.head is None),
        pairs=tuple(_pairs(run, case.words, reading, linked)),
    )


def _diagonal(forward: Direction, linked: Linked) -> float:
    """How far a straight line agrees with erasure: what any reading has to exceed."""
    both = words = 0
    for number, fall in zip(forward.part, forward.falls, strict=True):
        lost = forward_links(lost_words(fall))
        both, words = both + len(lost & linked.diagonal[number]), words + fall.shape[0]
    return both / max(words, 1)


def _reverse(case: _Case) -> ReverseReading | None:
    if case.reverse is None or case.theirs is None or case.chosen.back is None:
        return None
    one, model = case.theirs.readings[case.chosen.back], case.reverse.run.manifest.model
    return ReverseReading(model.name if model else "", one.layer, one.head, one.row, one.method)


def _pairs(run: Run, words: Sequence[Words], reading: Reading, linked: Linked) -> list[AlignedPair]:
    """Every pair with its links; the maps of the first pairs, as many as the report holds."""
    found, cells = [], 0
    for number, one in enumerate(words):
        shares = share_map(run, number, one, reading)
        cells += shares.size
        both = linked.forward[number] & linked.backward[number]
        links: tuple[AlignedLink, ...] = tuple(
            (
                source,
                target,
                round(float(shares[target, source]), 4),
                "sure" if (source, target) in both else "doubtful",
            )
            for source, target in sorted(linked.joined[number])
        )
        blocks = tuple(Together(block.source, block.target) for block in together(linked.joined[number]))
        kept = tuple(tuple(round(float(v), 4) for v in row) for row in shares) if cells <= SHOWN_CELLS else None
        found.append(AlignedPair(one.source, one.target, links, blocks, kept))
    return found
