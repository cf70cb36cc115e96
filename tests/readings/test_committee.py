"""Committees against plain loops: who votes for whom, what the vote adds, and what one wrong or missing voter costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import comb, log

import numpy as np
import pytest

from headscope.base.trees import ROOT, Tree
from headscope.readings.baselines import words_of
from headscope.readings.committee import Committee, read_committees
from headscope.readings.pointing import DIRECTIONS, NOWHERE
from headscope.readings.votes import candidate_tags, cast_votes, decide, vote
from headscope.store.run import Run
from tests.readings.planted import Plant, dependents, finds, noise, planted_run, random_trees, tree_of, words_only

DRAWS = 200
Voted = list[int]  # one place for each instance, NOWHERE where no candidate can be seen


def errs_alike(relation: str, rate: float, seed: int = 0) -> Plant:
    """A head whose errors are drawn from the sentence alone: two of the same seed err together."""

    def plant(tree: Tree, draw: np.random.Generator) -> np.ndarray:
        return finds(relation, rate)(tree, np.random.default_rng([seed, int(tree.name[1:])]))

    return plant


@pytest.fixture(scope="module")
def trees() -> list[Tree]:
    return random_trees(300)


INDEPENDENT: Mapping[str, Plant] = {f"voter {n}": finds("nsubj", 0.6) for n in range(5)} | {"noise": noise, "n2": noise}


@pytest.fixture(scope="module")
def run(trees: list[Tree]) -> Run:
    return planted_run(trees, INDEPENDENT)


@pytest.fixture(scope="module")
def committee(trees: list[Tree], run: Run) -> Committee:
    return read_committees(run, trees, ["nsubj"], draws=DRAWS)[0]


# --- by hand -------------------------------------------------------------------------------------------------------


def instances(trees: Sequence[Tree], relation: str) -> list[tuple[int, int, int]]:
    """Sentence, dependent and head of each instance."""
    return [(n, word, head) for n, tree in enumerate(trees) for word, head in dependents(tree, relation)]


def votes_by_hand(
    run: Run, trees: Sequence[Tree], relation: str, tags: Sequence[str], *, is_causal: bool = False
) -> dict[tuple[str, str], Voted]:
    found: dict[tuple[str, str], Voted] = defaultdict(list)
    for head in (str(one) for one in run.heads):
        for number, word, _ in instances(trees, relation):
            weights = words_only(run, head, number)
            tree = trees[number]
            stands = [place for place, tag in enumerate(tree.tags) if tag in tags and place != word]
            row = [place for place in stands if not is_causal or place < word]
            column = [place for place in stands if not is_causal or place > word]
            found[head, DIRECTIONS[0]].append(max(row, key=lambda key, w=word, m=weights: m[w, key], default=NOWHERE))
            found[head, DIRECTIONS[1]].append(max(column, key=lambda q, w=word, m=weights: m[q, w], default=NOWHERE))
    return found


def elected(votes: Sequence[int], weights: Sequence[float]) -> int:
    """The place with the largest sum of weights; of equal places that of the heavier voter."""
    sums: dict[int, float] = defaultdict(float)
    for place, weight in zip(votes, weights, strict=True):
        sums[place] += weight
    sums.pop(NOWHERE, None)
    heaviest = {place: max(w for v, w in zip(votes, weights, strict=True) if v == place) for place in sums}
    return max(sums, key=lambda place: (round(sums[place], 7), heaviest[place]), default=NOWHERE)


class ByHand:
    """The whole reading of one relation in plain Python."""

    def __init__(self, run: Run, trees: Sequence[Tree], relation: str, tags: Sequence[str], **mask: bool) -> None:
        self.items = instances(trees, relation)
        self.gold = [head for *_, head in self.items]
        self.votes = votes_by_hand(run, trees, relation, tags, **mask)
        self.stands = [sum(tag in tags for tag in trees[number].tags) for number, *_ in self.items]
        self.heads = [str(one) for one in run.heads]

    def choose(self, places: Sequence[int]) -> tuple[list[tuple[str, str]], list[float], list[float], int]:
        """Five voters, their accuracies and weights, and the best size, on some instances."""
        alone = {who: np.mean([made[n] == self.gold[n] for n in places]) for who, made in self.votes.items()}
        better = [max(DIRECTIONS, key=lambda way, h=head: alone[h, way]) for head in self.heads]
        ranked = sorted(zip(self.heads, better, strict=True), key=lambda who: -alone[who])[:5]
        accuracy = [float(alone[who]) for who in ranked]
        chance = 1 / np.mean([self.stands[n] for n in places])
        clipped = [min(max(p, 0.01), 0.99) for p in accuracy]
        weights = [max(log(p / (1 - p)) - log(chance / (1 - chance)), 1e-3) for p in clipped]

        def right(size: int) -> int:
            return sum(
                elected([self.votes[who][n] for who in ranked[:size]], weights[:size]) == self.gold[n] for n in places
            )

        return ranked, accuracy, weights, max((5, 3, 1), key=right)

    def scored(self) -> dict[str, list[float]]:
        """Per instance what each way to decide makes of it, voters from the other half of the sentences."""
        found: dict[str, dict[int, float]] = defaultdict(dict)
        self.errors = []
        for half in (0, 1):
            here = [n for n, (sentence, *_) in enumerate(self.items) if sentence % 2 == half]
            there = [n for n in range(len(self.items)) if n not in set(here)]
            ranked, _, weights, size = self.choose(there)
            for n in here:
                votes, gold = [self.votes[who][n] for who in ranked], self.gold[n]
                found["best"][n] = elected(votes[:size], weights[:size]) == gold
                found["five"][n] = elected(votes, weights) == gold
                found["majority"][n] = elected(votes, [1 + 1e-6 * weight for weight in weights]) == gold
                found["single"][n] = votes[0] == gold
                found["wrong"][n] = np.mean([elected(*made_wrong(votes, weights, k, gold)) == gold for k in range(5)])
                out = [elected(votes[:k] + votes[k + 1 :], weights[:k] + weights[k + 1 :]) == gold for k in range(5)]
                found["removed"][n] = np.mean(out)
            self.errors.append([[self.votes[who][n] != self.gold[n] for n in here] for who in ranked])
        return {name: [made[n] for n in range(len(self.items))] for name, made in found.items()}


def made_wrong(votes: list[int], weights: list[float], k: int, gold: int) -> tuple[list[int], list[float]]:
    """Voter k points at the wrong word that most others hold already, else at one that nobody holds."""
    others = [NOWHERE if place == gold else place for n, place in enumerate(votes) if n != k]
    distractor = elected(others, [weight for n, weight in enumerate(weights) if n != k])
    changed = [*votes]
    changed[k] = 10_000 if distractor == NOWHERE else distractor
    return changed, weights


def check_against_hand(committee: Committee, hand: ByHand) -> None:
    scored = hand.scored()
    mean = {name: float(np.mean(made)) for name, made in scored.items()}
    five = committee.five
    assert committee.n == len(hand.items)
    assert committee.accuracy == pytest.approx(mean["best"])
    assert (five.accuracy, five.majority, five.single, five.wrong, five.removed) == pytest.approx(
        tuple(mean[name] for name in ("five", "majority", "single", "wrong", "removed"))
    )
    right = [n for n, one in enumerate(scored["five"]) if one]
    assert five.wrong_kept == pytest.approx(np.mean([scored["wrong"][n] for n in right]))
    assert five.removed_kept == pytest.approx(np.mean([scored["removed"][n] for n in right]))
    tables = [np.corrcoef(np.array(errors, dtype=float)) for errors in hand.errors]
    assert five.error_correlation == pytest.approx(np.mean([t[np.triu_indices(5, 1)].mean() for t in tables]))
    only_five = sum(a and not b for a, b in zip(scored["five"], scored["single"], strict=True))
    only_single = sum(b and not a for a, b in zip(scored["five"], scored["single"], strict=True))
    differing, least = only_five + only_single, min(only_five, only_single)
    tail = sum(comb(differing, k) for k in range(least + 1)) / 2**differing
    assert five.mcnemar_p == pytest.approx(min(1.0, 2 * tail))
    ranked, accuracy, weights, size = hand.choose(range(len(hand.items)))
    assert [(one.head, one.direction) for one in committee.voters] == ranked[:size]
    assert [one.accuracy for one in committee.voters] == pytest.approx(accuracy[:size])
    assert [one.weight for one in committee.voters] == pytest.approx(weights[:size])


# --- one vote ------------------------------------------------------------------------------------------------------


def test_a_decision_is_the_place_with_the_largest_sum_of_weights() -> None:
    draw = np.random.default_rng(0)
    for _ in range(200):
        voters, items = int(draw.integers(1, 7)), 12
        votes = draw.integers(-1, 4, size=(voters, items))
        weights = draw.random(voters) + 0.01
        found = decide(votes, weights)
        assert found.tolist() == [elected(column, weights.tolist()) for column in votes.T.tolist()]


def test_nobody_who_sees_a_candidate_elects_nobody() -> None:
    assert decide(np.array([[-1, -1], [-1, 7]]), np.array([5.0, 0.1])).tolist() == [NOWHERE, 7]


def test_of_equal_sums_the_heavier_voter_decides() -> None:
    votes = np.array([[2], [3], [3]])
    assert decide(votes, np.array([1.0, 0.5, 0.5])).tolist() == [2]
    assert decide(votes[::-1], np.array([0.5, 0.5, 1.0])).tolist() == [2]


def test_a_word_never_votes_for_itself_or_for_a_word_of_another_tag() -> None:
    weights = np.full((1, 4, 4), 0.1)
    weights[0, 1] = [0.0, 9.0, 5.0, 1.0]
    assert vote(weights, np.array([1]), np.array([True, True, False, True]), is_causal=False)[0].tolist() == [[3]]


def test_a_causal_vote_looks_back_in_the_row_and_ahead_in_the_column() -> None:
    weights = np.array([[[0.1, 0.2, 0.9], [0.3, 0.1, 0.8], [0.2, 0.1, 0.3]]])  # whatever lies above the diagonal
    everyone = np.ones(3, dtype=bool)
    assert vote(weights, np.array([0, 1, 2]), everyone, is_causal=True)[:, 0].tolist() == [[-1, 0, 0], [1, 2, -1]]


@pytest.mark.parametrize("is_causal", [False, True])
def test_votes_equal_a_loop_over_every_head_and_word(is_causal: bool) -> None:
    trees = random_trees(40, seed=4)
    run = planted_run(trees, {"a": finds("nsubj"), "b": noise, "c": noise}, is_causal=is_causal, heads_a_layer=2)
    words = words_of(trees)
    starts = np.cumsum([0, *(len(tree.tags) for tree in trees)])
    for ballot in cast_votes(run, trees, words, ["nsubj", "amod", "vocative"]):
        hand = votes_by_hand(run, trees, ballot.relation, ballot.tags, is_causal=is_causal)
        sentence = [number for number, *_ in instances(trees, ballot.relation)]
        for (head, way), places in hand.items():
            row = ballot.votes[DIRECTIONS.index(way), [str(one) for one in run.heads].index(head)]
            moved = [
                NOWHERE if place == NOWHERE else place + starts[n] for n, place in zip(sentence, places, strict=True)
            ]
            assert row.tolist() == moved


def test_a_relation_without_instances_has_no_ballot(trees: list[Tree], run: Run) -> None:
    assert [one.relation for one in cast_votes(run, trees, words_of(trees), ["vocative", "obj"])] == ["obj"]
    assert read_committees(run, trees, ["vocative"], draws=20) == ()


@pytest.mark.parametrize(("rare", "expected"), [(3, ("NOUN",)), (4, ("NOUN", "PROPN"))])
def test_candidates_are_the_tags_that_cover_97_percent(rare: int, expected: tuple[str, ...]) -> None:
    trees = [
        tree_of(f"s{n}", ["ADJ", "PROPN" if n < rare else "NOUN"], [1, ROOT], ["amod", "root"]) for n in range(100)
    ]
    words = words_of(trees)
    assert candidate_tags(words, np.flatnonzero(words.gold >= 0)) == expected


# --- five voters ---------------------------------------------------------------------------------------------------


def test_every_number_of_a_committee_equals_a_count_by_hand(committee: Committee, trees: list[Tree], run: Run) -> None:
    assert committee.tags == ("VERB",)
    check_against_hand(committee, ByHand(run, trees, "nsubj", ["VERB"]))


def test_five_voters_that_err_independently_decide_better_than_the_best(committee: Committee) -> None:
    five = committee.five
    assert five.accuracy > five.single + 0.08
    assert five.majority > five.single + 0.08
    assert five.mcnemar_p < 0.001
    assert 4.0 < five.effective <= 5.0
    assert abs(five.error_correlation) < 0.06
    assert five.wrong < five.removed < five.accuracy
    assert five.wrong_kept > 0.75
    assert committee.beats_rule
    assert committee.margin == pytest.approx(committee.accuracy - committee.rule)
    assert committee.margin_ci[0] > 0
    assert {one.head for one in committee.voters} <= {f"L0.H{n}" for n in range(5)}


def test_five_voters_that_err_together_are_one(trees: list[Tree]) -> None:
    run = planted_run(trees, {f"copy {n}": errs_alike("nsubj", 0.6) for n in range(5)})
    five = read_committees(run, trees, ["nsubj"], draws=20)[0].five
    assert five.accuracy == five.majority == five.single == five.removed == five.wrong
    assert five.effective == pytest.approx(1.0)
    assert five.error_correlation == pytest.approx(1.0)
    assert five.mcnemar_p == 1.0
    assert five.wrong_kept == five.removed_kept == 1.0


def test_one_good_head_among_noise_stands_alone(trees: list[Tree]) -> None:
    run = planted_run(trees, {"good": finds("nsubj", 0.98)} | {f"noise {n}": noise for n in range(6)})
    one = read_committees(run, trees, ["nsubj"], draws=DRAWS)[0]
    assert one.voters[0].head == "L0.H0"
    assert one.accuracy >= one.five.single - 0.01
    assert one.accuracy > 0.97
    check_against_hand(one, ByHand(run, trees, "nsubj", ["VERB"]))


def test_fewer_heads_than_five_still_vote(trees: list[Tree]) -> None:
    run = planted_run(trees, {"one": finds("nsubj", 0.8), "two": finds("nsubj", 0.7)})
    one = read_committees(run, trees, ["nsubj"], draws=DRAWS)[0]
    assert len(one.voters) <= 2
    assert one.beats_rule
    lone = read_committees(planted_run(trees, {"one": finds("nsubj", 0.8)}), trees, ["nsubj"], draws=DRAWS)[0]
    assert (lone.five.accuracy, lone.five.effective, lone.five.removed) == (lone.five.single, 1.0, 0.0)


def test_causal_heads_vote_for_what_they_see(trees: list[Tree]) -> None:
    few = trees[:150]
    run = planted_run(few, INDEPENDENT, is_causal=True)
    one = read_committees(run, few, ["nsubj"], draws=20)[0]
    check_against_hand(one, ByHand(run, few, "nsubj", ["VERB"], is_causal=True))


# --- what may not be claimed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_noise_heads_never_beat_the_rule(trees: list[Tree], seed: int) -> None:
    run = planted_run(trees, {f"noise {n}": noise for n in range(36)}, seed=seed)
    for one in read_committees(run, trees, ["nsubj", "obj", "amod", "nmod", "det"], draws=DRAWS, seed=seed):
        assert not one.beats_rule, one


def test_voters_that_only_know_the_rule_do_not_beat_it(trees: list[Tree]) -> None:
    run = planted_run(trees, {f"voter {n}": finds("det", 1.0) for n in range(5)})
    one = read_committees(run, trees, ["det"], draws=DRAWS)[0]
    assert (one.accuracy, one.rule, one.rule_name, one.beats_rule) == (1.0, 1.0, "NOUN right", False)


def reach(left: float) -> Plant:
    """A head that knows distance alone: less with every word, on the left so many times as much as on the right."""

    def plant(tree: Tree, draw: np.random.Generator) -> np.ndarray:
        places = np.arange(len(tree.heads))
        distance = np.subtract.outer(places, places)
        return np.where(distance > 0, left * 0.6 ** distance.clip(0), 0.6 ** (-distance).clip(0)) * (distance != 0)

    return plant


def test_heads_that_know_distance_alone_do_not_beat_the_rule() -> None:
    """The nearest verb on either side is nearly always right, the nearest on one side half of the time."""
    draw, trees = np.random.default_rng(1), []
    for number in range(300):
        near, far = (4, 8) if draw.random() < 0.5 else (6, 2)
        head = near if draw.random() < 0.9 else far
        tags = ["VERB" if place in (near, far) else "NOUN" if place == 5 else "X" for place in range(10)]
        heads = [ROOT if place == near else head if place == 5 else near for place in range(10)]
        relations = ["root" if place == near else "obl" if place == 5 else "dep" for place in range(10)]
        trees.append(tree_of(f"s{number}", tags, heads, relations))
    run = planted_run(trees, {f"reach {left}": reach(left) for left in (0.5, 0.9, 1.0, 1.1, 2.0)})
    one = read_committees(run, trees, ["obl"], draws=DRAWS)[0]
    assert one.accuracy > 0.75
    assert (one.rule_name, one.beats_rule) == ("candidate by distance", False)
    stands = [[p - 5 for p, tag in enumerate(tree.tags) if tag == "VERB"] for tree in trees]
    gold = [tree.heads[5] - 5 for tree in trees]
    right = 0
    for number, (seen, true) in enumerate(zip(stands, gold, strict=True)):
        other = [n for n in range(len(trees)) if n % 2 != number % 2]
        rate = {d: sum(gold[n] == d for n in other) / (sum(d in stands[n] for n in other) + 2) for d in seen}
        right += max(seen, key=lambda d, rate=rate: rate[d]) == true
    assert one.rule == pytest.approx(right / len(trees))


def test_too_few_instances_beat_nothing(trees: list[Tree]) -> None:
    few = trees[:45]
    one = read_committees(planted_run(few, INDEPENDENT), few, ["nsubj"], draws=DRAWS)[0]
    assert one.n < 100
    assert one.margin_ci[0] > 0
    assert not one.beats_rule


def test_a_relation_in_one_half_of_the_sentences_only_cannot_be_scored() -> None:
    trees = [
        tree_of(f"s{n}", ["NOUN", "VERB", "VERB"], [2, ROOT, 1], ["nsubj" if n % 2 else "dep", "root", "conj"])
        for n in range(240)
    ]
    one = read_committees(planted_run(trees, INDEPENDENT), trees, ["nsubj"], draws=20)[0]
    assert (one.n, one.accuracy, one.beats_rule) == (120, 0.0, False)


def test_a_seed_fixes_everything(trees: list[Tree], run: Run, committee: Committee) -> None:
    assert read_committees(run, trees, ["nsubj"], draws=DRAWS) == (committee,)
