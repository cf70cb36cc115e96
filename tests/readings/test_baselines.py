"""Trivial rules on real treebanks against plain loops over the raw CoNLL-U text, with a parser of eight lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from headscope.base.trees import ROOT
from headscope.readings.baselines import cross_fitted, matched_alternatives, nearest_rules, offset_rules, words_of
from headscope.readings.pointing import Pointing
from headscope.readings.relation_views import Ground, View, ground_of, relations_of, views
from headscope.readings.treebank import read_treebank
from tests.readings.planted import alternatives, random_trees, tree_of

SHARED = Path(__file__).parents[3] / "shared" / "data" / "ud"
BANKS = ("en_ewt-ud-dev", "zh_gsdsimp-ud-dev")
PAIRED = {"en_ewt-ud-dev": ("obj", "conj", "acl"), "zh_gsdsimp-ud-dev": ("nsubj", "obl", "conj")}
POINT = 0.0005  # a twentieth of the tenth of a point that is asked for

Sentence = list[tuple[str, int, str]]  # tag, head (from 0; -1 the root's), relation of each word
Item = tuple[int, Sentence, int]  # number of the sentence, the sentence, the word
Rule = Callable[[Sentence, int], int | None]


def parsed(path: Path) -> list[Sentence]:
    """The sentences of a file: tag, head and relation of every line with a whole number."""
    sentences: list[Sentence] = [[]]
    for raw in path.read_text("utf-8").split("\n"):
        columns = raw.split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            sentences[-1].append((columns[3], int(columns[6]) - 1, columns[7].split(":")[0]))
        elif not raw.strip() and sentences[-1]:
            sentences.append([])
    return [one for one in sentences if one]


def items_of(sentences: Sequence[Sentence], relation: str, side: str = "both") -> list[Item]:
    return [
        (number, sentence, word)
        for number, sentence in enumerate(sentences)
        for word, (_, head, name) in enumerate(sentence)
        if name == relation and head >= 0 and (side == "both" or (side == "left") == (head < word))
    ]


def offsets() -> Iterator[Rule]:
    def at(distance: int) -> Rule:
        return lambda sentence, word: word + distance if 0 <= word + distance < len(sentence) else None

    return (at(distance) for distance in range(-10, 11) if distance)


def nearest_of(tags: tuple[str, ...], step: int, rank: int) -> Rule:
    def rule(sentence: Sentence, word: int) -> int | None:
        left, place = rank, word + step
        while 0 <= place < len(sentence):
            left -= sentence[place][0] in tags
            if not left:
                return place
            place += step
        return None

    return rule


def nearest(sentences: Sequence[Sentence], size: int) -> Iterator[Rule]:
    tags = sorted({tag for sentence in sentences for tag, _, _ in sentence})
    return (
        nearest_of(chosen, step, rank) for chosen in combinations(tags, size) for step in (-1, 1) for rank in (1, 2, 3)
    )


def fitted(items: Sequence[Item], rules: Sequence[Rule]) -> tuple[float, float]:
    """Least and largest two-fold accuracy: each half is scored by a rule that is best on the other, any of equals."""
    counts = []
    for rule in rules:
        right = Counter(number % 2 for number, sentence, word in items if rule(sentence, word) == sentence[word][1])
        counts.append((right[0], right[1]))
    ends = []
    for half in (0, 1):
        most = max(one[1 - half] for one in counts)
        scores = [one[half] for one in counts if one[1 - half] == most]
        ends.append((min(scores), max(scores)))
    return sum(one[0] for one in ends) / len(items), sum(one[1] for one in ends) / len(items)


def ground(bank: str, *, is_causal: bool) -> Ground:
    """One head that points nowhere: only the rules are of interest."""
    trees = read_treebank(SHARED / f"{bank}.conllu")
    words = words_of(trees)
    nowhere = np.full((2, 1, len(words.gold)), -1)
    return ground_of(trees, Pointing(("L0.H0",), np.array([is_causal]), nowhere, words.sentence, words.start))


def accuracy(view: View, name: str) -> float:
    return next(one.accuracy for one in view.baselines if one.name == name)


def agrees(found: float, ends: tuple[float, float]) -> bool:
    return ends[0] - POINT <= found <= ends[1] + POINT


@pytest.fixture(scope="module", params=BANKS)
def bank(request: pytest.FixtureRequest) -> tuple[str, list[Sentence], Ground]:
    path = SHARED / f"{request.param}.conllu"
    if not path.is_file():
        pytest.skip("the treebanks are not beside the repository")
    return request.param, parsed(path), ground(request.param, is_causal=False)


def test_offset_and_nearest_tag_of_every_relation(bank: tuple[str, list[Sentence], Ground]) -> None:
    _, sentences, laid = bank
    counts = Counter(name for sentence in sentences for _, head, name in sentence if head >= 0)
    assert set(relations_of(laid.words)) == set(counts)
    frequent = [name for name, count in counts.items() if count >= 100]
    assert len(frequent) >= 20
    for relation in frequent:
        (view,) = views(laid, relation)
        items = items_of(sentences, relation)
        assert len(view.items) == len(items) == counts[relation]
        assert agrees(accuracy(view, "offset"), fitted(items, list(offsets()))), relation
        assert agrees(accuracy(view, "nearest_pos"), fitted(items, list(nearest(sentences, 1)))), relation
        chance = sum(1 / (len(sentence) - 1) for _, sentence, _ in items) / len(items)
        assert accuracy(view, "random") == pytest.approx(chance)


def test_nearest_of_two_tags(bank: tuple[str, list[Sentence], Ground]) -> None:
    name, sentences, laid = bank
    for relation in PAIRED[name]:
        (view,) = views(laid, relation)
        ends = fitted(items_of(sentences, relation), list(nearest(sentences, 2)))
        assert agrees(accuracy(view, "nearest_two_pos"), ends), relation


def test_rules_for_causal_heads_look_to_one_side(bank: tuple[str, list[Sentence], Ground]) -> None:
    name, sentences, _ = bank
    laid = ground(name, is_causal=True)
    for relation in ("nsubj", "advmod", "conj", "case"):
        left, right = views(laid, relation)
        for view, side in ((left, "left"), (right, "right")):
            items = items_of(sentences, relation, side)
            assert len(view.items) == len(items)
            if len(items) < 100:
                continue
            ways = [rule for rule, d in zip(offsets(), [d for d in range(-10, 11) if d], strict=True)
                    if (d < 0) == (side == "left")]  # fmt: skip
            assert agrees(accuracy(view, "offset"), fitted(items, ways)), (relation, side)
            tags = sorted({tag for sentence in sentences for tag, _, _ in sentence})
            step = -1 if side == "left" else 1
            rules = [nearest_of((tag,), step, rank) for tag in tags for rank in (1, 2, 3)]
            assert agrees(accuracy(view, "nearest_pos"), fitted(items, rules)), (relation, side)
            allowed = [word if side == "left" else len(sentence) - word - 1 for _, sentence, word in items]
            assert accuracy(view, "random") == pytest.approx(np.mean([1 / one for one in allowed]))


@pytest.mark.parametrize("side", ["both", "left", "right"])
def test_matched_words_by_a_loop(side: str) -> None:
    trees = random_trees(60, seed=2, words=(7, 25))
    words = words_of(trees)
    items = np.flatnonzero(words.gold >= 0)
    if side != "both":
        items = items[(words.gold[items] < items) == (side == "left")]
    found = matched_alternatives(words, items, side=side)
    expected, start = [], 0
    for tree in trees:
        for word, head in enumerate(tree.heads):
            if head == ROOT or (side != "both" and (head < word) != (side == "left")):
                continue
            fit = [place for place in alternatives(tree, word) if side == "both" or (place < word) == (side == "left")]
            expected.append([start + place for place in fit])
        start += len(tree.heads)
    assert [one.tolist() for one in found] == expected
    assert any(len(one) > 2 for one in expected)


def test_rules_stay_inside_their_sentence_and_know_its_ends() -> None:
    tree = tree_of("s", ["NOUN", "VERB", "NOUN"], [1, ROOT, 1], ["nsubj", "root", "obj"])
    words = words_of([tree, tree, tree])
    assert words.gold.tolist() == [1, -1, 1, 4, -1, 4, 7, -1, 7]
    rules = offset_rules(words)
    hits = dict(zip(rules.names, rules.hits.tolist(), strict=True))
    assert hits["+1"] == [True, False, False] * 3
    assert hits["-1"] == [False, False, True] * 3
    assert len(hits) == 20
    nearest_noun = dict(zip((rules := nearest_rules(words, 1)).names, rules.hits.tolist(), strict=True))
    assert not any(any(one) for name, one in nearest_noun.items() if name.startswith("NOUN"))
    assert nearest_noun["VERB right"] == [True, False, False] * 3
    assert not any(nearest_noun["VERB right, 2"])
    pairs = nearest_rules(words, 2)
    assert set(pairs.names) == {f"NOUN or VERB {way}{rank}" for way in ("left", "right") for rank in ("", ", 2", ", 3")}


def test_a_rule_is_scored_on_the_half_it_was_not_fitted_on() -> None:
    draw = np.random.default_rng(0)
    hits, halves = draw.integers(0, 2, (7, 40)), draw.integers(0, 2, 40)
    found, rules = cross_fitted(hits, halves)
    for half in (0, 1):
        assert hits[rules[half]][halves == half].sum() == hits[:, halves == half].sum(axis=1).max()
        np.testing.assert_array_equal(found[halves == 1 - half], hits[rules[half]][halves == 1 - half])
