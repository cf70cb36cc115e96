"""Committees of heads: several heads vote on the head of a word, and the vote is taken again with one of them wrong.

This is a read-out made by headscope. The model itself counts no votes: it adds what its heads put out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.trees import Tree
from headscope.readings.baselines import Rules, Words, nearest_rules, words_of
from headscope.readings.candidate_rules import best_rule
from headscope.readings.inference import (
    DRAWS,
    LEAST_ITEMS,
    LEVEL,
    cluster_interval,
    cluster_sums,
    effective_voters,
    gate,
    max_t,
    mcnemar,
)
from headscope.readings.pointing import DIRECTIONS, Direction
from headscope.readings.votes import Ballot, cast_votes, decide, with_one_out, with_one_wrong
from headscope.store.run import Run

SIZES = (5, 3, 1)  # of equally good sizes the larger one: it bears a wrong voter better
_LEAST, _MOST = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Voter:
    """A head with a vote: how often it is right alone, and the weight of its vote."""

    head: str
    direction: Direction
    accuracy: float
    weight: float


@dataclass(frozen=True, slots=True)
class FiveVoters:
    """The five best voters, whatever size is best: what voting adds, and how it bears a fault.

    Attributes:
        accuracy: of the weighted vote of five; majority: of the plain vote; single: of the best of them alone.
        error_correlation, effective: how alike they err, and how many independent voters they are worth.
        mcnemar_p: of the weighted vote against the best alone.
        wrong, removed: accuracy with one voter made wrong (its attention pointed at a distractor) or taken out, mean
            over the five; wrong_kept, removed_kept: share of right decisions that stay right.
    """

    accuracy: float
    majority: float
    single: float
    error_correlation: float
    effective: float
    mcnemar_p: float
    wrong: float
    wrong_kept: float
    removed: float
    removed_kept: float


@dataclass(frozen=True, slots=True)
class Committee:
    """One, three or five heads that vote on one relation; size, voters and weights come from one half of the sentences,
    scores from the other.

    Attributes:
        relation, n: its name and instances. tags: words of these tags stand for election.
        voters: chosen over all sentences, for use on other texts.
        accuracy, ci: of the weighted vote. rule, rule_name: the best trivial rule that knows the same tags.
        margin, margin_ci, needed, p_adjusted: of the vote above the rule.
        beats_rule: gate, interval and corrected test, as for a single head.
        five: the five best voters and their faults.
    """

    relation: str
    n: int
    tags: tuple[str, ...]
    voters: tuple[Voter, ...]
    accuracy: float
    ci: tuple[float, float]
    rule: float
    rule_name: str
    margin: float
    margin_ci: tuple[float, float]
    needed: float
    p_adjusted: float
    beats_rule: bool
    five: FiveVoters


@dataclass(frozen=True, slots=True)
class _Tally:
    """One relation counted: per item whether the best committee and the best rule were right, [item]."""

    ballot: Ballot
    sentence: np.ndarray
    best: np.ndarray
    rule: np.ndarray
    rule_name: str
    five: FiveVoters


def read_committees(
    run: Run, trees: Sequence[Tree], relations: Sequence[str], *, draws: int = DRAWS, seed: int = 0
) -> tuple[Committee, ...]:
    """A committee for each of some relations, with what it adds to its best member and how it bears a wrong one.

    Votes are weighted by log-odds, log(p / (1 - p)) - log(c / (1 - c)), p the voter's accuracy and c that of chance, on
    the half of the sentences that is not scored. (Log-odds weights: Nitzan & Paroush 1982, for independent voters;
    `effective_voters` says how far these are from it.)

    Args:
        run: matrices of words. trees: of the same sentences. relations: which. draws, seed: of the resamples.
    """
    words = words_of(trees)
    rules = nearest_rules(words, 1), nearest_rules(words, 2)
    tallies = [_tally(words, rules, ballot) for ballot in cast_votes(run, trees, words, relations)]
    above = [cluster_sums(one.best - one.rule, one.sentence, len(trees)) for one in tallies]
    tested = max_t([np.concatenate(above)], draws=draws, seed=seed)[0] if above else None
    names = tuple(str(head) for head in run.heads)
    return tuple(
        _committee(words, names, one, float(tested.p_adjusted[n]) if tested else 1.0, draws, seed)
        for n, one in enumerate(tallies)
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The five best voters as (direction, head), their accuracies alone, the log-odds weights of their votes, and how
    many of them decide best together."""

    voters: list[tuple[int, int]]
    accuracy: np.ndarray
    weights: np.ndarray
    size: int


def _choose(words: Words, ballot: Ballot, here: np.ndarray) -> _Chosen:
    """The heads that are most often right on some items, each in its better direction."""
    gold = words.gold[ballot.items[here]]
    hits = (ballot.votes[:, :, here] == gold).mean(axis=2)
    way, best = hits.argmax(axis=0), hits.max(axis=0)
    heads = np.argsort(-best, kind="stable")[: max(SIZES)]
    p = np.clip(best[heads], _LEAST, _MOST)
    candidates = np.maximum(_candidates(words, ballot)[here].mean(), 2.0)
    weights = np.maximum(np.log(p / (1 - p)) + np.log(candidates - 1), 1e-3)
    votes = np.stack([ballot.votes[way[head], head, here] for head in heads])
    size = max(SIZES, key=lambda size: float((decide(votes[:size], weights[:size]) == gold).mean()))
    return _Chosen([(int(way[head]), int(head)) for head in heads], best[heads], weights, size)


def _candidates(words: Words, ballot: Ballot) -> np.ndarray:
    """How many words stand for election in each item's sentence."""
    stands = np.concatenate([[0], np.cumsum(np.isin(words.tags, ballot.tags))])
    return np.asarray(stands[words.stop[ballot.items]] - stands[words.start[ballot.items]])


def _tally(words: Words, rules: tuple[Rules, Rules], ballot: Ballot) -> _Tally:
    gold, sentence = words.gold[ballot.items], words.sentence[ballot.items]
    halves = sentence % 2
    count = len(ballot.items)
    scored = {name: np.zeros(count) for name in ("best", "five", "majority", "single", "wrong", "removed")}
    alike = []
    for half in (0, 1):
        here = halves == half
        if not here.any() or here.all():
            continue
        chosen = _choose(words, ballot, ~here)
        votes = np.stack([ballot.votes[way, head, here] for way, head in chosen.voters])
        true, weights = gold[here], chosen.weights
        scored["best"][here] = decide(votes[: chosen.size], weights[: chosen.size]) == true
        scored["five"][here] = decide(votes, weights) == true
        scored["majority"][here] = decide(votes, np.ones(len(votes)) + 1e-6 * weights) == true
        scored["single"][here] = votes[0] == true
        scored["wrong"][here] = np.mean([found == true for found in with_one_wrong(votes, weights, true)], axis=0)
        scored["removed"][here] = np.mean([found == true for found in with_one_out(votes, weights)], axis=0)
        alike.append(effective_voters(votes != true))
    rule, name = best_rule(words, rules, ballot, halves)
    return _Tally(ballot, sentence, scored["best"], rule, name, _five(scored, alike))


def _five(scored: dict[str, np.ndarray], alike: list[tuple[float, float]]) -> FiveVoters:
    right = scored["five"] > 0
    correlation, effective = np.mean(alike, axis=0) if alike else (0.0, 0.0)
    kept = {name: float(scored[name][right].mean()) if right.any() else 0.0 for name in ("wrong", "removed")}
    return FiveVoters(
        accuracy=float(scored["five"].mean()),
        majority=float(scored["majority"].mean()),
        single=float(scored["single"].mean()),
        error_correlation=float(correlation),
        effective=float(effective),
        mcnemar_p=mcnemar(right, scored["single"] > 0),
        wrong=float(scored["wrong"].mean()),
        wrong_kept=kept["wrong"],
        removed=float(scored["removed"].mean()),
        removed_kept=kept["removed"],
    )


def _committee(words: Words, heads: tuple[str, ...], one: _Tally, p_value: float, draws: int, seed: int) -> Committee:
    count = int(one.sentence.max()) + 1
    sizes = cluster_sums(np.ones((1, len(one.sentence))), one.sentence, count)
    both = np.stack([one.best, one.best - one.rule])
    low, high = cluster_interval(cluster_sums(both, one.sentence, count), sizes, draws=draws, seed=seed)
    halves = [one.sentence % 2 == half for half in (0, 1)]
    clears = all(
        here.any() and one.best[here].mean() - one.rule[here].mean() >= gate(one.rule[here].mean()) for here in halves
    )
    chosen = _choose(words, one.ballot, np.ones(len(one.sentence), dtype=bool))
    voters = tuple(
        Voter(heads[head], DIRECTIONS[way], float(p), float(weight))
        for (way, head), p, weight in zip(chosen.voters, chosen.accuracy, chosen.weights, strict=True)
    )
    return Committee(
        relation=one.ballot.relation,
        n=len(one.sentence),
        tags=one.ballot.tags,
        voters=voters[: chosen.size],
        accuracy=float(one.best.mean()),
        ci=(float(low[0]), float(high[0])),
        rule=float(one.rule.mean()),
        rule_name=one.rule_name,
        margin=float(both[1].mean()),
        margin_ci=(float(low[1]), float(high[1])),
        needed=float(gate(one.rule.mean())),
        p_adjusted=p_value,
        beats_rule=bool(clears and low[1] > 0 and p_value < LEVEL and len(one.sentence) >= LEAST_ITEMS),
        five=one.five,
    )
