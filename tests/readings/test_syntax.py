"""Planted heads: each role that was planted is found with its direction, and none that was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from headscope.base.trees import ROOT, Tree
from headscope.errors import BadTreebank
from headscope.readings.pointing import point
from headscope.readings.relation_views import ground_of, views
from headscope.readings.replication import replicate
from headscope.readings.roles import GRADES
from headscope.readings.syntax import Syntax, read_syntax
from headscope.store.run import Run
from tests.readings.planted import (
    Plant,
    dependents,
    finds,
    finds_alike,
    is_found_by,
    name_of,
    nearest,
    noise,
    offset,
    planted_run,
    random_trees,
    shuffled,
    tree_of,
    words_only,
)

HEADS: Mapping[str, Plant] = {
    "subject": finds("nsubj"),
    "noise": noise,
    "object, from its verb": is_found_by("obj"),
    "the word before": offset(-1),
    "the next word": offset(1),
    "nearest verb to the left": nearest("VERB", -1),
    "nearest noun to the right": nearest("NOUN", 1),
    "any noun as far away": finds_alike("nmod"),
    "more noise": noise,
}
ROLES = {("subject", "nsubj", "dependent_to_head"), ("object, from its verb", "obj", "head_to_dependent")}
DRAWS = 300


def earned(syntax: Syntax, heads: Mapping[str, Plant] = HEADS) -> set[tuple[str, str, str]]:
    names = {name_of(heads, name): name for name in heads}
    strong = [one for one in syntax.roles if GRADES.index(one.grade) >= GRADES.index("role")]
    return {(names[one.head], one.role, one.direction) for one in strong}


def of(syntax: Syntax, relation: str):
    return next(one for one in syntax.relations if one.relation == relation)


@pytest.fixture(scope="module")
def trees() -> list[Tree]:
    return random_trees(400)


@pytest.fixture(scope="module")
def run(trees: list[Tree]) -> Run:
    return planted_run(trees, HEADS)


@pytest.fixture(scope="module")
def syntax(trees: list[Tree], run: Run) -> Syntax:
    return read_syntax(run, trees, draws=DRAWS)


def test_exactly_the_planted_roles_are_found_with_their_direction(syntax: Syntax) -> None:
    assert earned(syntax) == ROLES
    assert of(syntax, "nsubj").heads_with_role == of(syntax, "obj").heads_with_role == 1
    assert all(one.heads_with_role == 0 for one in syntax.relations if one.relation not in {"nsubj", "obj"})


def test_the_planted_head_is_the_best_of_its_relation_and_scores_what_was_planted(syntax: Syntax) -> None:
    subject = of(syntax, "nsubj")
    assert (subject.head, subject.direction) == (name_of(HEADS, "subject"), "dependent_to_head")
    assert subject.halves == ((subject.head, subject.direction),) * 2
    assert subject.accuracy == pytest.approx(0.7 + 0.3 / 10, abs=0.05)
    assert subject.ci[0] < 0.73 < subject.ci[1]
    assert subject.p_adjusted < 0.01
    assert subject.p_matched is not None
    assert subject.p_matched < 0.01
    assert subject.grade == "role"


def test_the_rule_as_a_head_is_no_role(syntax: Syntax) -> None:
    """A rule finds every `det`, and so does its head; neither beats the other, whatever they score."""
    one = of(syntax, "det")
    assert (one.head, one.accuracy, one.margin) == (name_of(HEADS, "nearest noun to the right"), 1.0, 0.0)
    assert one.baselines.nearest_pos == 1.0
    assert one.baselines.nearest_pos_rule == "NOUN right"
    assert one.grade in {"none", "descriptive"}


def test_a_head_that_cannot_tell_the_head_from_words_like_it_is_no_role(syntax: Syntax) -> None:
    """It beats every rule by far; only words that match the head in tag and distance give it away."""
    name = name_of(HEADS, "any noun as far away")
    found = next(
        one for one in syntax.roles if (one.head, one.role, one.direction) == (name, "nmod", "dependent_to_head")
    )
    assert found.margin > found.needed
    assert found.p_adjusted < 0.05
    assert found.grade == "descriptive"
    one = of(syntax, "nmod")
    assert one.head == name
    assert one.baselines.matched_n >= 100
    assert one.p_matched > 0.05
    assert one.baselines.matched == pytest.approx(0.5, abs=0.15)


def test_all_equals_a_count_by_hand(syntax: Syntax, trees: list[Tree], run: Run) -> None:
    counted: dict[tuple[str, str, str], list[bool]] = {}
    for head in (str(one) for one in run.heads):
        for number, tree in enumerate(trees):
            weights = words_only(run, head, number)
            others = [[place for place in range(len(weights)) if place != word] for word in range(len(weights))]
            for relation in set(tree.relations) - {"root"}:
                for word, true in dependents(tree, relation):
                    row = max(others[word], key=lambda key, word=word: weights[word, key])
                    column = max(others[word], key=lambda query, word=word: weights[query, word])
                    counted.setdefault((relation, head, "dependent_to_head"), []).append(row == true)
                    counted.setdefault((relation, head, "head_to_dependent"), []).append(column == true)
    found = {(one.relation, one.head, one.direction): (one.accuracy, one.n) for one in syntax.all}
    assert found == {key: (pytest.approx(np.mean(hits)), len(hits)) for key, hits in counted.items()}


def test_shuffled_trees_give_no_role(trees: list[Tree], run: Run) -> None:
    for seed in range(3):
        assert earned(read_syntax(run, shuffled(trees, seed=seed), draws=DRAWS)) == set()


def test_random_weights_that_find_as_much_take_the_role_away(trees: list[Tree], run: Run) -> None:
    twin = planted_run(trees, HEADS, seed=5)
    syntax = read_syntax(run, trees, random_run=twin, relations=["nsubj"], draws=DRAWS)
    assert earned(syntax) == set()
    assert of(syntax, "nsubj").best_baseline == "random_weights"
    weak = planted_run(trees, dict.fromkeys(HEADS, noise), seed=5)
    assert earned(read_syntax(run, trees, random_run=weak, draws=DRAWS)) == ROLES


def test_a_relation_with_few_instances_is_too_few_and_stays_in_the_list(trees: list[Tree]) -> None:
    few = trees[:30]
    syntax = read_syntax(planted_run(few, {"subject": finds("nsubj", 1.0), "noise": noise}), few, draws=DRAWS)
    subject = of(syntax, "nsubj")
    assert 0 < subject.n < 100
    assert (subject.grade, subject.p_adjusted, subject.p_matched) == ("too_few", 1.0, None)
    assert subject.accuracy > 0.9
    assert {one.grade for one in syntax.roles if one.role == "nsubj"} == {"too_few"}


def test_only_the_relations_asked_for(trees: list[Tree], run: Run) -> None:
    syntax = read_syntax(run, trees, relations=["obj", "det"], draws=DRAWS)
    assert [one.relation for one in syntax.relations] == ["obj", "det"]
    assert earned(syntax) == {one for one in ROLES if one[1] == "obj"}


def test_equal_seeds_give_equal_readings(trees: list[Tree], run: Run) -> None:
    first, second = (read_syntax(run, trees, relations=["nsubj"], draws=50, seed=4) for _ in range(2))
    assert first == second


def test_a_role_is_replicated_where_the_same_head_earns_it_again(syntax: Syntax) -> None:
    second = random_trees(300, seed=1)
    again = replicate(syntax, planted_run(second, HEADS, seed=1), second, draws=DRAWS)
    assert {one.role for one in again.roles if one.grade == "replicated"} == {"nsubj", "obj"}
    assert earned(again) == ROLES
    assert of(again, "nsubj").grade == of(again, "obj").grade == "replicated"
    assert again.all == syntax.all
    assert [one.grade for one in again.relations if one.relation == "nmod"] == [of(syntax, "nmod").grade]


def test_a_role_that_is_not_found_again_stays_a_role(syntax: Syntax) -> None:
    second = random_trees(300, seed=1)
    moved = {name: noise if name == "subject" else plant for name, plant in HEADS.items()}
    moved["more noise"] = finds("nsubj")  # another head does it now: that replicates nothing
    again = replicate(syntax, planted_run(second, moved, seed=1), second, draws=DRAWS)
    assert {one.role: one.grade for one in again.roles if (one.grade in {"role", "replicated"})} == {
        "nsubj": "role",
        "obj": "replicated",
    }
    few = second[:20]
    again = replicate(syntax, planted_run(few, HEADS, seed=1), few, draws=DRAWS)
    assert "replicated" not in {one.grade for one in again.roles}
    nothing = Syntax(syntax.relations, syntax.all, ())
    assert replicate(nothing, planted_run(few, HEADS, seed=1), few, draws=DRAWS) == nothing


CAUSAL: Mapping[str, Plant] = {
    "subject": finds("nsubj"),
    "noise": noise,
    "object, from its verb": is_found_by("obj"),
    "nearest verb to the left": nearest("VERB", -1),
    "the word before": offset(-1),
}


def side(trees: Sequence[Tree], relation: str, *, is_left: bool) -> int:
    return sum((head < word) == is_left for tree in trees for word, head in dependents(tree, relation))


def test_causal_heads_are_asked_only_for_what_they_may_see(trees: list[Tree]) -> None:
    syntax = read_syntax(planted_run(trees, CAUSAL, is_causal=True), trees, draws=DRAWS)
    assert earned(syntax, CAUSAL) == ROLES
    counts = {(one.relation, one.direction): one.n for one in syntax.all}
    for relation in ("nsubj", "obj", "amod"):
        assert counts[relation, "dependent_to_head"] == side(trees, relation, is_left=True)
        assert counts[relation, "head_to_dependent"] == side(trees, relation, is_left=False)
    assert of(syntax, "nsubj").n == side(trees, "nsubj", is_left=True)
    subject = next(one for one in syntax.all if one.head == name_of(CAUSAL, "subject") and one.relation == "nsubj")
    assert subject.accuracy == pytest.approx(0.75, abs=0.06)


def test_causal_heads_that_see_a_relation_from_one_side_only(trees: list[Tree]) -> None:
    syntax = read_syntax(planted_run(trees, CAUSAL, is_causal=True), trees, relations=["det"], draws=DRAWS)
    assert {one.direction for one in syntax.all} == {"head_to_dependent"}  # all NOUNs of `det` stand to the right
    assert of(syntax, "det").n == side(trees, "det", is_left=False)


def test_a_handful_of_instances_on_one_side_does_not_speak_for_the_relation() -> None:
    """Of `flat`, 300 heads stand before their word and a few behind, where a neighbour is always right."""
    draw = np.random.default_rng(2)
    trees = []
    for number in range(300):
        size = 9
        heads, relations = [ROOT, *[0] * (size - 1)], ["root", *["dep"] * (size - 1)]
        heads[7], relations[7] = int(draw.integers(1, 6)), "flat"
        if number % 30 == 0:
            heads[2], relations[2] = int(draw.integers(3, 8)), "flat"
        trees.append(tree_of(f"s{number}", ["X"] * size, heads, relations))

    def both(tree: Tree, random: np.random.Generator) -> np.ndarray:
        weights = finds("flat", 0.6)(tree, random)
        for word, head in dependents(tree, "flat"):
            if head > word:
                weights[head, word] = 1000
        return weights

    heads = {"both": both, "noise": noise}
    one = of(read_syntax(planted_run(trees, heads, is_causal=True), trees, relations=["flat"], draws=DRAWS), "flat")
    assert (one.head, one.direction, one.n, one.grade) == ("L0.H0", "dependent_to_head", 300, "role")


def test_the_best_of_288_noise_heads_is_reported_without_its_luck() -> None:
    """Three words: chance is one half. The best of 288 on the same 100 sentences would show far more."""
    draw = np.random.default_rng(3)
    reported, naive = [], []
    for seed in range(6):
        trees = [
            tree_of(f"s{n}", ["NOUN", "VERB", "VERB"], [int(draw.integers(1, 3)), ROOT, 1], ["nsubj", "root", "conj"])
            for n in range(110)
        ]
        run = planted_run(trees, {f"noise {n}": noise for n in range(144)}, seed=seed)
        syntax = read_syntax(run, trees, relations=["nsubj"], draws=20, seed=seed)
        reported.append(syntax.relations[0].accuracy)
        naive.append(max(one.accuracy for one in syntax.all))
        assert len(syntax.all) == 288
        assert earned_any(syntax) == 0
    assert np.mean(naive) > 0.6
    assert abs(np.mean(reported) - 0.5) < 3 * 0.5 / np.sqrt(110 * 6)


def earned_any(syntax: Syntax) -> int:
    return sum(GRADES.index(one.grade) >= GRADES.index("role") for one in syntax.roles)


def test_a_head_that_sees_nothing_points_nowhere(trees: list[Tree]) -> None:
    few = trees[:3]
    run = planted_run(few, {"blind": lambda tree, draw: np.zeros((len(tree.heads),) * 2), "noise": noise})
    pointing = point(run, few)
    assert (pointing.predicted[:, 0] == -1).all()
    assert (pointing.predicted[:, 1] >= 0).all()
    causal = point(planted_run(few, {"noise": noise}, is_causal=True), few)
    assert (causal.predicted[0, 0, causal.start] == -1).all()  # nothing stands before the first word
    ground = ground_of(few, pointing)
    for view in views(ground, "nsubj"):
        assert view.hits[[0, 2]].sum() == 0


def test_a_run_of_other_sentences_is_refused(trees: list[Tree], run: Run) -> None:
    longer = random_trees(1, seed=9, words=(20, 21))
    with pytest.raises(BadTreebank, match=r"got \d+ in r0, expected 20"):
        read_syntax(run, [*longer, *trees[1:]], draws=5)
