"""Matrices of given words against sums over the tokens by hand, and against the model's own eager weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoTokenizer

from headscope.base.given_words import given_words, shared_words
from headscope.base.messages import LANGUAGES
from headscope.base.text import Token, Word
from headscope.capture.corpus import observe_corpus
from headscope.capture.observe import observe
from headscope.capture.plan import Plan
from headscope.capture.word_maps import word_map
from headscope.errors import BadText
from headscope.models.load import load_model, random_twin
from tests.folders import save_model

Span = tuple[int, int]
TEXT = "the cat sits on home, don't sleep ; letters"
SPANS = [(0, 3), (4, 7), (8, 12), (13, 15), (16, 20), (20, 21), (22, 24), (24, 27), (28, 33), (34, 35), (36, 43)]


def by_hand(weights: np.ndarray, queries: list[list[int]], keys: list[list[int]]) -> np.ndarray:
    """[head, query word, key word] from token weights: the mean over a query's tokens of the sum over a key's, where a
    token in several key words gives each an equal part."""
    owners = [max(1, sum(token in key for key in keys)) for token in range(weights.shape[2])]
    return np.array(
        [
            [
                [
                    sum(sum(head[q, k] / owners[k] for k in key_tokens) for q in query_tokens) / len(query_tokens)
                    for key_tokens in keys
                ]
                for query_tokens in queries
            ]
            for head in weights
        ]
    )


def runs(words: list[Word]) -> list[list[int]]:
    return [list(range(word.first, word.last + 1)) for word in words]


def made(*places: tuple[int, int]) -> list[Word]:
    return [Word(f"w{n}", first, last) for n, (first, last) in enumerate(places)]


@pytest.mark.parametrize(
    "places",
    [
        [(0, 0), (1, 3), (4, 4), (5, 6)],
        [(0, 0), (1, 2), (2, 3), (4, 6)],
        [(0, 0), (1, 1), (1, 1), (1, 1), (2, 6)],
        [(0, 0), (2, 3), (5, 5)],
        [(n, n) for n in range(7)],
        [(n, n) for n in (1, 0, 2, 3, 4, 5, 6)],
    ],
    ids=["several tokens", "a token in two words", "one token for three words", "tokens of no word", "whole", "turned"],
)
@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_word_maps_against_sums_by_hand(places: list[tuple[int, int]], kind: str) -> None:
    weights = np.random.default_rng(0).dirichlet(np.ones(7), size=(3, 7))
    words = made(*places)
    given = torch.from_numpy(weights) if kind == "torch" else weights
    np.testing.assert_allclose(word_map(given, words, words), by_hand(weights, runs(words), runs(words)), atol=1e-12)


def test_queries_and_keys_may_have_words_of_their_own() -> None:
    weights = np.random.default_rng(1).dirichlet(np.ones(5), size=(2, 7))
    queries, keys = made((0, 2), (3, 6)), made((0, 0), (1, 2), (2, 4))
    found = word_map(weights, queries, keys)
    np.testing.assert_allclose(found, by_hand(weights, runs(queries), runs(keys)), atol=1e-12)
    np.testing.assert_allclose(found.sum(axis=2), 1.0)


def test_a_row_of_words_sums_to_what_the_row_of_tokens_sums_to_where_words_share_tokens() -> None:
    weights = np.random.default_rng(2).dirichlet(np.ones(6), size=(2, 6))
    words = made((0, 0), (1, 2), (2, 3), (2, 2), (4, 5))
    np.testing.assert_allclose(word_map(weights, words, words).sum(axis=2), 1.0)


def test_half_precision_stays_half_precision() -> None:
    weights = torch.rand(2, 4, 4, dtype=torch.float16)
    assert word_map(weights, made((0, 1), (2, 3)), made((0, 1), (2, 3))).dtype == torch.float16


def test_tokens_of_spaces_belong_to_the_word_behind_them_and_special_ones_to_none() -> None:
    source = "a  bc"
    tokens = (Token("<s>", 0, 0, True), Token("a", 0, 1), Token(" ", 1, 2), Token(" ", 2, 3), Token("bc", 3, 5))
    words = given_words(source, (*tokens, Token("</s>", 5, 5, True)), [(0, 1), (3, 4), (4, 5)])
    assert [(word.text, word.first, word.last, word.is_special) for word in words] == [
        ("<s>", 0, 0, True), ("a", 1, 1, False), ("b", 2, 4, False), ("c", 2, 4, False), ("</s>", 5, 5, True),
    ]  # fmt: skip
    assert shared_words(words) == 2


def test_a_word_that_no_token_spells_is_named() -> None:
    with pytest.raises(BadText, match="bc"):
        given_words("a bc", (Token("a", 0, 1),), [(0, 1), (2, 4)])


@pytest.fixture(scope="module", params=["bert", "llama"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp(request.param), request.param)


def eager(folder: Path, text: str, spans: list[Span]) -> tuple[list[np.ndarray], list[int]]:
    """The words' maps of each layer out of transformers alone, special tokens last; and which words are special."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    read = tokenizer(text, return_offsets_mapping=True, return_special_tokens_mask=True)
    own = [[] for _ in spans]
    special = []
    for token, ((start, end), added) in enumerate(
        zip(read["offset_mapping"], read["special_tokens_mask"], strict=True)
    ):
        if added:
            special.append([token])
            continue
        for word, (first, last) in enumerate(spans):
            if start < last and end > first:
                own[word].append(token)
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").double().eval()
    with torch.no_grad():
        layers = model(torch.tensor([read["input_ids"]]), output_attentions=True).attentions
    return [by_hand(layer[0].numpy(), own + special, own + special) for layer in layers], [len(one) for one in own]


def test_words_of_a_model_against_its_eager_weights(folder: Path) -> None:
    run = observe(str(folder), TEXT, words=[SPANS], plan=Plan(keep="words"))
    expected, sizes = eager(folder, TEXT, SPANS)
    assert max(sizes) > 1
    words = run.text(0, "text").words
    order = [*(n for n, word in enumerate(words) if not word.is_special)]
    order += [n for n, word in enumerate(words) if word.is_special]
    assert [words[n].text for n in order[: len(SPANS)]] == [TEXT[start:end] for start, end in SPANS]
    assert len(run.sites) == len(expected)
    for site, layer in zip(run.sites, expected, strict=True):
        found = run.array(site.site, "word_weights", 0)[:, order][:, :, order]
        np.testing.assert_allclose(found, layer, atol=1e-6)


def test_words_that_share_a_token_against_eager_weights(folder: Path) -> None:
    spans = [(0, 3), (4, 5), (5, 7), (8, 12), (13, 15), (16, 20)]  # "cat", one token, cut in two
    text = TEXT[:20]
    corpus = observe_corpus(str(folder), [(text, spans)])
    expected, _ = eager(folder, text, spans)
    assert corpus.shared == 2
    words = corpus.run.text(0, "text").words
    order = sorted(range(len(words)), key=lambda n: words[n].is_special)
    for site, layer in zip(corpus.run.sites, expected, strict=True):
        found = corpus.run.array(site.site, "word_weights", 0)[:, order][:, :, order]
        np.testing.assert_allclose(found, layer, atol=1e-6)


def spans_of(text: str) -> list[Span]:
    found, place = [], 0
    for word in text.split(" "):
        found.append((place, place + len(word)))
        place += len(word) + 1
    return found


def test_sentences_that_cannot_be_read_are_skipped_counted_and_named(folder: Path) -> None:
    long = " ".join(["cat"] * 80)
    hidden = "the cat \u0007 sits"  # a control character, which the tokenizer drops
    texts = ["the cat sits", long, "a dog sleeps", hidden, "it rains"]
    corpus = observe_corpus(str(folder), [(text, spans_of(text)) for text in texts])
    assert corpus.kept == (0, 2, 4)
    assert [corpus.run.text(n, "text").source for n in range(corpus.run.texts)] == [texts[n] for n in corpus.kept]
    (first, too_long), (second, no_token) = corpus.skipped
    assert (first, too_long.key) == (1, "text_too_long")
    assert (second, no_token.key) == (3, "word_without_token")
    for language in LANGUAGES:
        assert "64" in too_long.text(language)
        assert "8" in no_token.text(language)  # where the word stands
    assert corpus.shared == 0


def test_a_corpus_of_which_nothing_can_be_read_is_refused(folder: Path) -> None:
    long = " ".join(["cat"] * 80)
    with pytest.raises(BadText, match=r"got 8[02] tokens"):
        observe_corpus(str(folder), [(long, spans_of(long))] * 2)
    with pytest.raises(BadText):
        observe_corpus(str(folder), [])


def test_a_sentence_of_a_corpus_reads_as_if_it_were_alone(folder: Path) -> None:
    texts = ["the cat sits", "a dog sleeps and it rains", "we read"]
    whole = observe_corpus(str(folder), [(text, spans_of(text)) for text in texts]).run
    for number, text in enumerate(texts):
        alone = observe_corpus(str(folder), [(text, spans_of(text))]).run
        for site in whole.sites:
            np.testing.assert_array_equal(
                whole.array(site.site, "word_weights", number), alone.array(site.site, "word_weights", 0)
            )


def test_a_random_twin_has_the_same_shape_other_weights_and_leaves_the_model_alone(folder: Path) -> None:
    loaded = load_model(str(folder))
    before = {name: value.clone() for name, value in loaded.model.state_dict().items()}
    state = torch.random.get_rng_state()
    first, again, other = random_twin(loaded, seed=1), random_twin(loaded, seed=1), random_twin(loaded, seed=2)
    assert torch.equal(torch.random.get_rng_state(), state)
    assert all(torch.equal(value, before[name]) for name, value in loaded.model.state_dict().items())
    assert first.model.state_dict().keys() == before.keys()
    assert {n: v.shape for n, v in first.model.state_dict().items()} == {n: v.shape for n, v in before.items()}
    assert first.fingerprint == again.fingerprint
    assert len({loaded.fingerprint, first.fingerprint, other.fingerprint}) == 3
    assert not first.model.training
