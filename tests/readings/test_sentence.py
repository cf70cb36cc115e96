"""Cards: a planted model fills every slot right, noise fills none, and the word behind a preposition is no object."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from headscope.base.trees import ROOT, Tree
from headscope.readings.committee import Committee, Voter, read_committees
from headscope.readings.elections import Filler, Frame, Kind, hold_elections, learn_frames, maps_of, marked_words
from headscope.readings.lexicon import Lexicon, held_out_tags, learn_lexicon, tag_words
from headscope.readings.pointing import NOWHERE
from headscope.readings.roles import Grade, HeadRole
from headscope.readings.sentence import SLOT_RELATIONS, SLOTS, SentenceCard, make_fillers, read_sentence
from headscope.readings.syntax import read_syntax
from tests.readings.grammar import MATTERS, PLACES, finds_only, grammar_trees, tree_of_words
from tests.readings.planted import Plant, dependents, name_of, noise, planted_run, words_only

DRAWS = 100
COMMITTEE = tuple(f"subject {n}" for n in range(5))


def ties(*relations: str) -> Plant:
    """A semantic head: the first two words of two relations read each other, and nothing else."""

    def plant(tree: Tree, draw: np.random.Generator) -> np.ndarray:
        weights = np.zeros((len(tree.heads), len(tree.heads)))
        pair = tied(tree, *relations)
        if pair is not None:
            weights[pair, pair[::-1]] = 1.0
        return weights

    return plant


def tied(tree: Tree, *relations: str) -> tuple[int, int] | None:
    found = [next((word for word, _ in dependents(tree, name)), None) for name in relations]
    first, second = found
    return None if first is None or second is None else (min(first, second), max(first, second))


PLANTED: Mapping[str, Plant] = {
    **{f"finds {name}": finds_only(name) for name in SLOT_RELATIONS if name != "nsubj"},
    **{name: finds_only("nsubj", 0.85) for name in COMMITTEE},
    "semantic": ties("nsubj", "obj"),
    "noise": noise,
    "more noise": noise,
}


def role(head: str, name: str, *, score: float = 0.9, direction: str = "dependent_to_head", grade: Grade = "role"):
    return HeadRole(head, name, direction, score, 0.5, score - 0.5, (0, 1), (0, 1), 0.1, 0.001, 500, grade)


class Learned:
    """What a study keeps of a training part."""

    def __init__(self, heads: Mapping[str, Plant], trees: Sequence[Tree], *, relations: Sequence[str] = SLOT_RELATIONS):
        run = planted_run(trees, heads)
        syntax = read_syntax(run, trees, relations=relations, draws=DRAWS)
        self.committees = read_committees(run, trees, relations, draws=DRAWS)
        self.roles = syntax.roles
        self.fillers = make_fillers(self.committees, syntax.roles, syntax.relations)
        self.frames = learn_frames(run, trees, held_out_tags(trees), self.fillers)
        self.lexicon: Lexicon = learn_lexicon(trees)

    def cards(self, heads: Mapping[str, Plant], trees: Sequence[Tree], *more: HeadRole) -> list[SentenceCard]:
        run = planted_run(trees, heads, seed=9)
        tags = [tag_words(self.lexicon, tree.forms) for tree in trees]
        roles = (*self.roles, *more)
        return [
            read_sentence(run, own, self.fillers, self.frames, text=number, roles=roles)
            for number, own in enumerate(tags)
        ]


@pytest.fixture(scope="module")
def learned() -> Learned:
    return Learned(PLANTED, grammar_trees(220, seed=1))


@pytest.fixture(scope="module")
def held_out() -> list[Tree]:
    return grammar_trees(80, seed=2)


@pytest.fixture(scope="module")
def cards(learned: Learned, held_out: list[Tree]) -> list[SentenceCard]:
    return learned.cards(PLANTED, held_out, role(name_of(PLANTED, "semantic"), "semantic", direction=""))


# --- a planted model -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slot", SLOTS)
def test_a_planted_model_fills_every_slot_right(cards: list[SentenceCard], held_out: list[Tree], slot: str) -> None:
    expected, found = set(), set()
    for number, (card, tree) in enumerate(zip(cards, held_out, strict=True)):
        for relation in SLOTS[slot]:
            expected |= {(number, word, head, relation) for word, head in dependents(tree, relation)}
        entries = next(one for one in card.slots if one.slot == slot).entries
        found |= {(number, one.word_index, one.head_index, one.relation) for one in entries}
    assert len(expected) > 30
    assert len(found & expected) / len(found) == 1.0  # precision
    assert len(found & expected) / len(expected) >= (0.99 if slot == "subject" else 1.0)  # 5 voters may all miss one


def test_entries_name_the_words_they_count(cards: list[SentenceCard]) -> None:
    for card in cards:
        for slot in card.slots:
            for one in slot.entries:
                assert (one.word, one.head) == (card.words[one.word_index], card.words[one.head_index])
                assert one.relation in SLOTS[slot.slot]
                assert 0.5 <= one.probability <= 1
                assert 0 < one.margin <= one.share <= 1 + 1e-12
                assert any(vote.agrees for vote in one.votes)
            assert slot.is_earned


def test_words_and_tags_are_those_of_the_sentence(cards: list[SentenceCard], held_out: list[Tree]) -> None:
    for card, tree in zip(cards, held_out, strict=True):
        assert (card.sentence, card.words, card.tags) == (tree.source, tree.forms, tree.tags)


def test_predicates_are_what_subjects_objects_and_obliques_hang_on(
    cards: list[SentenceCard], held_out: list[Tree]
) -> None:
    for card, tree in zip(cards, held_out, strict=True):
        core = {one.head_index for slot in card.slots[:3] for one in slot.entries}
        true = {head for name in ("nsubj", "obj", "obl") for _, head in dependents(tree, name)}
        assert card.predicates == tuple(tree.forms[place] for place in sorted(core))
        assert core <= true


def test_spatial_relations_are_adpositions_of_place_with_both_words(
    cards: list[SentenceCard], held_out: list[Tree]
) -> None:
    seen = 0
    for card, tree in zip(cards, held_out, strict=True):
        expected = [
            (tree.forms[word], tree.forms[tree.heads[noun]], tree.forms[noun])
            for word, noun in dependents(tree, "case")
            if tree.forms[word] in PLACES
        ]
        assert list(card.spatial) == expected
        seen += len(expected)
        assert not {one[0] for one in card.spatial} & set(MATTERS)
    assert seen > 50


def test_semantic_groups_are_the_planted_pairs(cards: list[SentenceCard], held_out: list[Tree]) -> None:
    head = name_of(PLANTED, "semantic")
    for card, tree in zip(cards, held_out, strict=True):
        pair = tied(tree, "nsubj", "obj")
        content = sum(tag in {"NOUN", "PROPN", "VERB", "ADJ"} for tag in tree.tags)
        expected = () if pair is None or content < 3 else (pair,)
        assert tuple(one.indexes for one in card.groups) == expected
        assert all(one.heads == (head,) for one in card.groups)
        assert card.semantic_heads == (head,)
    assert sum(bool(card.groups) for card in cards) > 30


def test_the_subject_is_filled_by_a_committee_and_the_rest_by_who_earned_it(learned: Learned) -> None:
    by_relation = {one.relation: one for one in learned.fillers}
    assert set(by_relation) == set(SLOT_RELATIONS)
    subject = by_relation["nsubj"]
    assert subject.kind == "committee"
    assert {one.head for one in subject.voters} == {name_of(PLANTED, name) for name in COMMITTEE}
    for relation in SLOT_RELATIONS[1:]:
        one = by_relation[relation]
        assert one.kind in {"committee", "head"}
        assert one.voters[0].head == name_of(PLANTED, f"finds {relation}")
        assert one.accuracy == 1.0 > one.rule


# --- noise ---------------------------------------------------------------------------------------------------------


def test_noise_heads_leave_every_slot_empty() -> None:
    heads = {f"noise {n}": noise for n in range(12)}
    nothing = Learned(heads, grammar_trees(200, seed=1))
    assert {one.kind for one in nothing.fillers} == {"none"}
    assert nothing.frames == ()
    for card in nothing.cards(heads, grammar_trees(20, seed=2)):
        assert all(not slot.entries and not slot.is_earned for slot in card.slots)
        assert (card.predicates, card.spatial, card.groups, card.semantic_heads) == ((), (), (), ())
        assert [one.relation for slot in card.slots for one in slot.fillers] == list(SLOT_RELATIONS)


# --- the concept document's sentence -------------------------------------------------------------------------------

FOX = tree_of_words(
    "g0",
    ["The", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog"],
    ["DET", "ADJ", "ADJ", "NOUN", "VERB", "ADP", "DET", "ADJ", "NOUN"],
    [3, 3, 3, 4, ROOT, 8, 8, 8, 4],
    ["det", "amod", "amod", "nsubj", "root", "case", "det", "amod", "obl"],
)
HUNT = tree_of_words(
    "g1",
    ["The", "quick", "fox", "sees", "the", "lazy", "dog"],
    ["DET", "ADJ", "NOUN", "VERB", "DET", "ADJ", "NOUN"],
    [2, 2, 3, ROOT, 6, 6, 3],
    ["det", "amod", "nsubj", "root", "det", "amod", "obj"],
)


def objects_and_obliques(tree: Tree, draw: np.random.Generator) -> np.ndarray:
    """Finds the verb of every object, and points from the word behind a preposition to a verb just so."""
    return finds_only("obj")(tree, draw) + finds_only("obl")(tree, draw)


GREEDY: Mapping[str, Plant] = {"greedy": objects_and_obliques, "noise": noise}


@pytest.mark.parametrize("others", [(), ("case",), ("obl",), ("case", "obl", "nsubj")])
def test_the_word_behind_a_preposition_is_never_the_object(others: tuple[str, ...]) -> None:
    """The head that earned `obj` votes jumps for dog; nothing else need be earned for the card to see that it errs."""
    heads = GREEDY | {f"finds {name}": finds_only(name) for name in others}
    made = Learned(heads, grammar_trees(220, seed=1), relations=("obj", *others))
    assert made.fillers[0].kind != "none"
    assert made.fillers[0].voters[0].head == "L0.H0"
    fox, hunt = made.cards(heads, [FOX, HUNT])
    slots = {one.slot: one for one in fox.slots}
    assert slots["object"].is_earned
    assert slots["object"].entries == ()
    assert [one.word for one in slots["oblique"].entries] == (["dog"] if "obl" in others else [])
    assert fox.spatial == ((("over", "jumps", "dog"),) if {"obl", "case"} <= set(others) else ())
    assert [(one.word, one.head) for one in hunt.slots[1].entries] == [("dog", "sees")]


# --- elections by hand ---------------------------------------------------------------------------------------------


def test_shares_and_margins_are_sums_of_weights() -> None:
    tree = tree_of_words("g0", ["a", "b", "c"], ["NOUN", "VERB", "VERB"], [1, ROOT, 1], ["nsubj", "root", "conj"])

    def points(word: int, head: int) -> Plant:
        return lambda tree, draw: np.eye(3)[[head]] * (np.arange(3) == word)[:, None]

    heads = {"one": points(0, 1), "two": points(0, 2), "three": points(0, 2), "four": points(1, 2)}
    run = planted_run([tree], heads)
    weights = (0.6, 0.25, 0.25, 0.9)
    voters = tuple(Voter(f"L0.H{n}", "dependent_to_head", 0.7, weight) for n, weight in enumerate(weights))
    filler = Filler("nsubj", "committee", ("VERB",), voters, 0.8, 0.5, "rule")
    found = hold_elections(maps_of(run, 0), tree.tags, [filler, replace(filler, relation="obj", kind="none")])
    assert list(found) == ["nsubj"]
    one = found["nsubj"]
    assert one.chosen.tolist() == [1, 2, NOWHERE]
    assert one.share.tolist() == pytest.approx([0.3, 0.45, 0.0])
    assert one.margin.tolist() == pytest.approx([0.05, 0.45, 0.0])
    assert one.votes[:, 0].tolist() == [1, 2, 2, NOWHERE]


def test_frames_are_counts_over_all_words(learned: Learned) -> None:
    """Every word of the treebank stands for election in every relation; what came of it is counted by a plain loop."""
    trees = grammar_trees(40, seed=5)
    heads = GREEDY | {"case": finds_only("case", 0.9)}
    run = planted_run(trees, heads)
    fillers = [
        Filler("obj", "head", ("VERB",), (Voter("L0.H0", "dependent_to_head", 1.0, 1.0),), 1.0, 0.9, ""),
        Filler("case", "head", ("NOUN",), (Voter("L0.H2", "dependent_to_head", 1.0, 1.0),), 1.0, 0.9, ""),
    ]
    tried: Counter[Kind] = Counter()
    right: Counter[Kind] = Counter()
    for number, tree in enumerate(trees):
        chosen: dict[str, dict[int, int]] = defaultdict(dict)
        for filler in fillers:
            weights = words_only(run, filler.voters[0].head, number)
            for word in range(len(tree.tags)):
                keys = [
                    k for k, tag in enumerate(tree.tags) if tag in filler.tags and k != word and weights[word, k] > 0
                ]
                if keys:
                    chosen[filler.relation][word] = max(keys, key=lambda k, w=word, m=weights: m[w, k])
        marked = np.zeros(len(tree.tags), dtype=bool)
        for word, tag in enumerate(tree.tags):
            if tag == "ADP" and word in chosen["case"]:
                marked[chosen["case"][word]] = True
            elif tag == "ADP":  # no election: the last noun of the group behind it
                behind = word + 1
                while tree.tags[behind] != "NOUN":
                    behind += 1
                while tree.tags[behind + 1] == "NOUN":
                    behind += 1
                marked[behind] = True
        for relation, made in chosen.items():
            for word, head in made.items():
                side = "left" if head < word else "right"
                kind = Kind(relation, tree.tags[word], tree.tags[head], side, bool(marked[word]), True)
                tried[kind] += 1
                right[kind] += (tree.heads[word], tree.relations[word]) == (head, relation)
    expected = {Frame(kind, tried[kind], right[kind]) for kind in tried if right[kind]}
    assert set(learn_frames(run, trees, [tree.tags for tree in trees], fillers)) == expected


def test_words_behind_adpositions_are_marked_by_tags_where_nobody_votes() -> None:
    tags = ["ADP", "DET", "ADJ", "NOUN", "NOUN", "VERB", "ADP", "PROPN", "ADP"]
    assert np.flatnonzero(marked_words(tags, None)).tolist() == [4, 7]
    assert not marked_words([], None).any()
    assert not marked_words(["ADP"], None).any()


# --- who may fill --------------------------------------------------------------------------------------------------


def test_the_better_of_committee_and_head_fills_a_relation(learned: Learned) -> None:
    one = next(each for each in learned.committees if each.relation == "nsubj")
    voters = one.voters

    def filler(committee: Committee, *roles: HeadRole) -> Filler:
        return make_fillers([committee], roles)[0]

    one = replace(one, accuracy=0.9, beats_rule=True)
    strong = role("L0.H3", "nsubj", score=one.accuracy + 0.01)
    weak = role("L0.H4", "nsubj", score=one.accuracy - 0.01)
    assert filler(one, weak).kind == "committee"
    assert filler(one, weak).voters == voters
    assert filler(one, weak, strong).voters == (Voter("L0.H3", "dependent_to_head", strong.score, 1.0),)
    assert filler(one, replace(strong, grade="descriptive")).kind == "committee"
    assert filler(one, replace(strong, role="obj")).kind == "committee"
    beaten = replace(one, beats_rule=False)
    assert filler(beaten).kind == "none"
    assert filler(beaten, replace(weak, grade="too_few")).kind == "none"
    assert (filler(beaten, weak).kind, filler(beaten, weak).accuracy) == ("head", weak.score)


def test_a_single_head_is_credited_with_what_it_scores_where_it_was_not_chosen(learned: Learned) -> None:
    trees = grammar_trees(120, seed=3)
    heads = {f"voter {n}": finds_only("advmod", 0.93) for n in range(24)}
    run = planted_run(trees, heads)
    syntax = read_syntax(run, trees, relations=["advmod"], draws=DRAWS)
    committees = [replace(one, beats_rule=False) for one in read_committees(run, trees, ["advmod"], draws=DRAWS)]
    one = make_fillers(committees, syntax.roles, syntax.relations)[0]
    naive = max(each.score for each in syntax.roles)
    assert one.kind == "head"
    assert one.accuracy == syntax.relations[0].accuracy < naive


# --- semantic groups -----------------------------------------------------------------------------------------------


def groups(heads: Mapping[str, Plant], *names: str, is_causal: bool = False) -> list[tuple[str, str]]:
    run = planted_run([HUNT], heads, is_causal=is_causal)
    roles = [role(name_of(heads, name), "semantic", direction="") for name in names]
    return [one.words for one in read_sentence(run, HUNT.tags, (), (), roles=roles).groups]


def blind(tree: Tree, draw: np.random.Generator) -> np.ndarray:
    return np.zeros((len(tree.heads), len(tree.heads)))


def one_way(tree: Tree, draw: np.random.Generator) -> np.ndarray:
    """The subject reads the object; the object reads the verb."""
    weights = blind(tree, draw)
    weights[2, 6] = weights[6, 3] = weights[3, 1] = 1
    return weights


def other_way(tree: Tree, draw: np.random.Generator) -> np.ndarray:
    """The object reads the subject; the subject reads the verb."""
    weights = blind(tree, draw)
    weights[6, 2] = weights[2, 3] = 1
    return weights


def test_a_group_needs_both_words_and_most_of_the_heads() -> None:
    heads = {"pair": ties("nsubj", "obj"), "same": ties("nsubj", "obj"), "one way": one_way, "blind": blind}
    heads |= {"other way": other_way, "another": other_way}
    assert groups(heads, "pair") == [("fox", "dog")]
    assert groups(heads, "pair", "same", "blind") == [("fox", "dog")]
    assert groups(heads, "pair", "blind") == []
    assert groups(heads, "one way") == []
    assert groups(heads, "one way", "other way") == []
    assert groups(heads, "pair", "other way", "another") == []
    assert groups(heads) == []


def test_heads_that_read_no_content_word_tie_nothing() -> None:
    heads = {"blind": blind, "pair": ties("nsubj", "obj")}
    assert groups(heads, "blind") == []
    assert groups(heads, "blind", is_causal=True) == []


def test_a_causal_head_ties_words_by_the_row_of_the_later_one() -> None:
    heads = {"pair": ties("nsubj", "obj"), "noise": noise}
    assert groups(heads, "pair", is_causal=True) == [("fox", "dog")]
