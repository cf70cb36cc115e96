"""Semantic pairs: a head that reads words of like meaning is found, one that reads its own part of speech is told
apart, and heads that know places, tags of keys, or the word itself again earn nothing."""

from __future__ import annotations

import numpy as np
import pytest

from headscope.base.trees import Tree
from headscope.readings.roles import grade_roles
from headscope.readings.semantic_pairs import CONTENT, are_alike, centred, semantic_trials
from tests.readings.planted_words import Planted, even_head, first_head, near_head, noise_head, offset_head, planted_run

TAGS = ("NOUN", "NOUN", "VERB", "ADJ", "PROPN", "DET", "ADP")
TOPICS, DIM = 8, 64


def treebank(sentences: int = 400, *, seed: int = 0) -> tuple[list[Tree], list[np.ndarray], list[np.ndarray]]:
    """Trees of made-up words, each of a topic; the static vectors [word, dim] that topics share; and the topics."""
    random = np.random.default_rng(seed)
    base = random.normal(size=(TOPICS, DIM))
    lexicon = {
        (tag, topic, number): f"{''.join(random.choice(list('bdfgklmnprst'), 3))}{tag[0]}{topic}{number}"
        for tag in set(TAGS) for topic in range(TOPICS) for number in range(6)
    }  # fmt: skip
    own = {form: base[key[1]] + 0.7 * random.normal(size=DIM) + 2.0 for key, form in lexicon.items()}
    trees, vectors, topics = [], [], []
    for number in range(sentences):
        words = int(random.integers(14, 26))
        tags = [TAGS[n] for n in random.integers(len(TAGS), size=words)]
        kinds = [(tag, int(random.integers(TOPICS)), int(random.integers(6))) for tag in tags]
        forms = [lexicon[kind] for kind in kinds]
        starts = np.cumsum([0, *(len(form) + 1 for form in forms[:-1])])
        spans = tuple((int(start), int(start) + len(form)) for start, form in zip(starts, forms, strict=True))
        heads = (-1, *range(words - 1))
        trees.append(Tree(str(number), " ".join(forms), spans, tuple(forms), tuple(tags), heads, ("dep",) * words))
        vectors.append(np.stack([own[form] for form in forms]))
        topics.append(np.array([kind[1] for kind in kinds]))
    return trees, vectors, topics


TREES, VECTORS, TOPIC_OF = treebank()


def same_topic(text: int, words: int) -> np.ndarray:
    return noise_head(50)(text, words) + 30.0 * (TOPIC_OF[text][:, None] == TOPIC_OF[text])


def same_tag(text: int, words: int) -> np.ndarray:
    tags = np.array(TREES[text].tags)
    return noise_head(51)(text, words) + 30.0 * (tags[:, None] == tags)


def nouns(text: int, words: int) -> np.ndarray:
    """Reads nouns, whoever asks."""
    return noise_head(52)(text, words) + 30.0 * (np.array(TREES[text].tags) == "NOUN")


def same_form(text: int, words: int) -> np.ndarray:
    """Reads the same word again."""
    forms = np.array(TREES[text].forms)
    return noise_head(53)(text, words) + 30.0 * (forms[:, None] == forms)


BLIND: tuple[Planted, ...] = (
    nouns, same_form, first_head, even_head, near_head, *(noise_head(seed) for seed in range(6)),
    *(offset_head(offset) for offset in range(-10, 11) if offset),
)  # fmt: skip


@pytest.mark.parametrize("is_causal", [False, True])
def test_heads_of_meaning_and_of_part_of_speech_are_told_apart_and_blind_ones_are_silent(is_causal: bool):
    run = planted_run(
        [(tree.source, tree.spans) for tree in TREES], [same_topic, same_tag, *BLIND], is_causal=is_causal
    )
    trials = semantic_trials(run, TREES, VECTORS)
    assert [one.role for one in trials] == ["semantic", "same_pos"]
    assert min(one.items for one in trials) >= 100
    roles = {(one.head, one.role) for one in grade_roles(trials) if one.grade == "role"}
    assert roles == {("L0.H0", "semantic"), ("L0.H1", "same_pos")}


def test_a_head_that_goes_by_the_offset_scores_exactly_a_half():
    run = planted_run([(tree.source, tree.spans) for tree in TREES], [offset_head(-2), offset_head(4)])
    for trials in semantic_trials(run, TREES, VECTORS):
        np.testing.assert_allclose(trials.score.mean(axis=1), 0.5)


def test_a_head_that_goes_by_the_tag_of_the_key_scores_exactly_a_half():
    def plain_nouns(text: int, words: int) -> np.ndarray:
        return np.broadcast_to(1.0 + 8.0 * (np.array(TREES[text].tags) == "NOUN"), (words, words))

    run = planted_run([(tree.source, tree.spans) for tree in TREES], [plain_nouns])
    for trials in semantic_trials(run, TREES, VECTORS):
        np.testing.assert_allclose(trials.score.mean(axis=1), 0.5)


def test_without_a_structure_in_the_vectors_no_head_is_semantic():
    random = np.random.default_rng(8)
    own: dict[str, np.ndarray] = {}
    vectors = [np.stack([own.setdefault(form, random.normal(size=DIM)) for form in tree.forms]) for tree in TREES]
    run = planted_run([(tree.source, tree.spans) for tree in TREES], [same_topic, *BLIND])
    found = [one for one in grade_roles(semantic_trials(run, TREES, vectors)) if one.grade == "role"]
    assert not found


def test_a_seed_gives_the_same_choices_again():
    run = planted_run([(tree.source, tree.spans) for tree in TREES], [noise_head(1)])
    one, again, other = (semantic_trials(run, TREES, VECTORS, seed=seed)[0] for seed in (0, 0, 1))
    assert np.array_equal(one.score, again.score)
    assert not (one.score.shape == other.score.shape and np.array_equal(one.score, other.score))


def test_content_words_alone_are_asked_for():
    tree = Tree(
        "1", "of the by", ((0, 2), (3, 6), (7, 9)), ("of", "the", "by"), ("ADP", "DET", "ADP"), (-1, 0, 0), ("x",) * 3
    )
    run = planted_run([(tree.source, tree.spans)], [even_head])
    assert semantic_trials(run, [tree], [np.ones((3, 2))]) == ()
    assert "DET" not in CONTENT


def test_vectors_lose_their_common_part_by_form_and_not_by_count():
    tree = Tree("1", "a A b", ((0, 1), (2, 3), (4, 5)), ("a", "A", "b"), ("NOUN",) * 3, (-1, 0, 0), ("x",) * 3)
    found = centred([tree], [np.array([[4.0, 1.0], [4.0, 1.0], [2.0, 1.0]])])
    assert found[0].tolist() == [[1.0, 0.0], [1.0, 0.0], [-1.0, 0.0]]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Dog", "dog", True), ("walk", "walking", True), ("educate", "education", True), ("cat", "cats", False),
        ("dog", "cat", False), ("学生", "大学", True), ("学生", "老师", False), ("new", "news", False),
    ],
)  # fmt: skip
def test_words_that_are_spelled_alike_are_no_pair(first: str, second: str, expected: bool):
    assert are_alike(first, second) is are_alike(second, first) is expected
