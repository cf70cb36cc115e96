"""Translation read as word alignment: which reading, which links, how good, from runs of pairs alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import headscope
from headscope.errors import BadOption
from headscope.readings.alignment_choice import lost_words
from headscope.readings.alignment_directions import Chosen, Direction, Pointing, choose_readings, pointing_of
from headscope.readings.alignment_maps import Reading, Words, punctuated, share_map, words_of
from headscope.readings.alignment_plan import AUTO, AlignmentPlan, usual_joining
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

SHOWN_CELLS = 20_000  # cells of maps that a report holds


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that a report is made from."""

    forward: Direction
    reverse: Direction | None
    ours: Pointing
    theirs: Pointing | None
    chosen: Chosen
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
    ours = pointing_of(forward, plan)
    theirs = None if reverse is None else pointing_of(reverse, AlignmentPlan())
    chosen = choose_readings(ours, theirs, falls=forward.falls, plan=plan)
    words = [words_of(forward.run, text) for text in range(forward.run.texts)]
    linked = _linked(ours, theirs, chosen, words, plan.symmetrise)
    report = _report(_Case(forward, reverse, ours, theirs, chosen, words, linked, gold, plan))
    return report if reverse else replace(report, chosen_by="erasure", diagonal_agreement=_diagonal(forward, linked))


def _linked(ours: Pointing, theirs: Pointing | None, chosen: Chosen, words: Sequence[Words], method: str) -> Linked:
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
