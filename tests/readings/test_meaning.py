"""Meaning roles: planted heads are found, heads that know places only and heads of noise are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoModelForCausalLM, AutoTokenizer

from headscope.base.marked import parse_marked
from headscope.base.probes import Placed, Probe, is_proxy
from headscope.capture.bundled import bundled_probes, observe_probes
from headscope.models.load import Loaded, loaded_from
from headscope.readings.meaning import meaning_trials, read_meaning
from headscope.readings.position_rules import best_rule
from headscope.readings.roles import HeadRole
from tests.folders import save_model
from tests.readings.planted_words import Planted, even_head, first_head, near_head, noise_head, offset_head, planted_run

FILLERS = [
    "lamp",
    "river",
    "stone",
    "paper",
    "garden",
    "window",
    "bottle",
    "train",
    "winter",
    "market",
    "pencil",
    "harbour",
]
BLIND: tuple[Planted, ...] = (
    first_head, even_head, near_head, *(noise_head(seed) for seed in range(8)),
    *(offset_head(offset) for offset in range(-10, 11) if offset),
)  # fmt: skip


def place(probes: Sequence[Probe]) -> tuple[list[Placed], list[tuple[str, tuple]]]:
    """Where the probes' texts and controls are once they stand one behind the other."""
    placed, sentences = [], []
    for probe in probes:
        text = len(sentences)
        sentences.append((probe.text.source, probe.text.spans))
        if probe.control is not None:
            sentences.append((probe.control.source, probe.control.spans))
        placed.append(Placed(probe, text, len(sentences) - 1))
    return placed, sentences


def sentence(random: np.random.Generator, marks: dict[int, str], words: int) -> str:
    """Fillers with marked words at given places."""
    drawn = random.choice(FILLERS, size=words)
    return " ".join(marks.get(number, str(word)) for number, word in enumerate(drawn)) + "."


def made_probes(kind: str, count: int = 120, *, language: str = "en", seed: int = 0) -> list[Probe]:
    """Matched probes of one kind: the same places in text and control."""
    random = np.random.default_rng(seed)
    probes = []
    for number in range(count):
        key, query, words = 1 + int(random.integers(2)), 4 + int(random.integers(3)), 9
        if kind == "coreference":
            marks = ["[k:queen]", "[c:soldiers]"][:: 1 if number % 2 else -1]
            text = sentence(random, {1: marks[0], 3: marks[1], query: "[q:she]"}, words)
            text = text.replace("queen", f"queen{number // 2}")
            probes.append(Probe(kind, language, parse_marked(text)))
            continue
        one, other = (
            ("good", "plain") if kind == "sentiment" else ("not", "now") if kind == "negation" else ("if", "if")
        )
        one, other = (f"{one}{number}", f"{other}{number}") if kind in ("sentiment", "negation") else (one, other)
        marks = {} if kind == "sentiment" else {query: "[q:then]"}
        sides = [sentence(random, {key: f"[k:{word}]", **marks}, words) for word in (one, other)]
        probes.append(Probe(kind, language, *map(parse_marked, sides)))
    return probes


def knowing(placed: Sequence[Placed], *, row: str, column: str, seed: int = 0) -> Planted:
    """A head that reads `column` from `row` in texts, and else at random."""
    texts = {one.text: one.probe.text.places for one in placed}
    blind = noise_head(100 + seed)

    def weights(text: int, words: int) -> np.ndarray:
        found = blind(text, words)
        if text in texts:
            found[texts[text][row], texts[text][column]] = 50.0
        return found

    return weights


def loving(placed: Sequence[Placed]) -> Planted:
    """A head that reads the key of texts from everywhere."""
    texts = {one.text: one.probe.text.places["k"] for one in placed}
    blind = noise_head(99)

    def weights(text: int, words: int) -> np.ndarray:
        found = blind(text, words)
        if text in texts:
            found[:, texts[text]] += 20.0
        return found

    return weights


def earned(found: Sequence[HeadRole]) -> set[tuple[str, str, str]]:
    return {(one.head, one.role, one.direction) for one in found if one.grade == "role"}


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("connective", "connective:en"),
        ("negation", "negation"),
        ("negation_scope", "negation_scope"),
        ("coreference", "coreference"),
    ],
)
def test_a_head_that_reads_the_key_where_it_belongs_is_found_and_no_other(kind: str, role: str):
    placed, sentences = place(made_probes(kind))
    one, other = knowing(placed, row="q", column="k"), knowing(placed, row="k", column="q", seed=1)
    found = read_meaning(planted_run(sentences, [one, other, *BLIND]), placed)
    pools = {each for each in earned(found) if each[1] in (role, f"{kind}:if…then")}
    expected = {("L0.H0", role, "query_to_key"), ("L0.H1", role, "key_to_query")}
    parts = {(head, f"{kind}:if…then", way) for head, _, way in expected} if kind == "connective" else set()
    assert earned(found) == pools == expected | parts


def test_a_head_that_reads_judging_words_from_everywhere_is_found_and_no_other():
    placed, sentences = place(made_probes("sentiment"))
    found = read_meaning(planted_run(sentences, [loving(placed), *BLIND]), placed)
    assert earned(found) == {("L0.H0", "sentiment", "received")}


def test_a_head_that_reads_one_negator_from_everywhere_does_not_pass_for_scope():
    placed, sentences = place(made_probes("negation"))
    found = read_meaning(planted_run(sentences, [loving(placed)]), placed)
    assert ("L0.H0", "negation", "query_to_key") not in earned(found)


def test_a_liking_for_the_one_word_of_all_texts_is_no_role():
    same = [
        Probe("negation", "en", parse_marked(one.text.source.replace(one.text.word("k"), "[k:not]").replace(
            one.text.word("q"), "[q:then]")), one.control)
        for one in made_probes("negation")
    ]  # fmt: skip
    placed, sentences = place(same)
    found = read_meaning(planted_run(sentences, [knowing(placed, row="q", column="k")]), placed)
    best = max(found, key=lambda one: one.score)
    assert best.score > 0.9
    assert best.grade != "role"


def test_causal_heads_are_tried_only_where_they_can_see():
    placed, sentences = place(made_probes("connective"))
    one = knowing(placed, row="q", column="k")
    found = read_meaning(planted_run(sentences, [one, *BLIND], is_causal=True), placed)
    assert {each.direction for each in found} == {"query_to_key"}
    assert {each[0] for each in earned(found)} == {"L0.H0"}


def test_scores_are_those_of_a_count_by_hand():
    text, control = parse_marked("[k:a] b c [q:d] e"), parse_marked("[k:a] f g [q:d] h")
    placed, sentences = place([Probe("connective", "en", text, control)])
    rows = {0: [5, 1, 2, 0, 3], 1: [2, 1, 4, 0, 3]}
    even = np.ones((5, 5))

    def head(number: int, _words: int) -> np.ndarray:
        return np.vstack([even[:3], [rows[number]], even[4:]])

    trials = meaning_trials(planted_run(sentences, [head]), placed)[0]
    assert dict(zip(trials.directions, trials.score[:, 0], strict=True)) == {"query_to_key": 1, "key_to_query": 0.5}


@pytest.mark.parametrize("is_causal", [False, True])
def test_sentences_of_other_length_help_no_even_reader(is_causal: bool):
    random = np.random.default_rng(3)
    probes = [
        Probe("connective", "en", parse_marked(sentence(random, {1: "[k:if]", 4: "[q:then]"}, 7)),
              parse_marked(sentence(random, {2: "[k:if]", 5: "[q:then]"}, 12)))
        for _ in range(120)
    ]  # fmt: skip
    placed, sentences = place(probes)
    for one in read_meaning(planted_run(sentences, [even_head, *BLIND], is_causal=is_causal), placed):
        assert one.grade != "role", one


def test_where_distances_are_badly_matched_the_null_rises_and_near_sighted_heads_get_nothing():
    random = np.random.default_rng(4)
    probes = [
        Probe("connective", "en", parse_marked(sentence(random, {4: "[k:if]", 6: "[q:then]"}, 9)),
              parse_marked(sentence(random, {2: "[k:if]", 6: "[q:then]"}, 9)))
        for _ in range(120)
    ]  # fmt: skip
    placed, sentences = place(probes)
    found = read_meaning(planted_run(sentences, BLIND), placed)
    near = next(one for one in found if one.head == "L0.H2" and one.direction == "query_to_key")
    assert near.score == 1.0
    assert near.null == 1.0
    assert not earned(found)


def test_a_rule_is_chosen_on_the_other_half():
    score = np.array([[1.0, 0.0, 1.0, 0.0], [0.5, 0.5, 0.5, 0.5]])
    assert best_rule(score, np.arange(4)).tolist() == [0.5, 0.5, 0.5, 0.5]
    assert best_rule(np.ones((1, 4)), np.arange(4)).tolist() == [1.0] * 4


@pytest.mark.parametrize("is_causal", [False, True])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_the_bundled_sentences_heads_that_know_places_earn_nothing(language: str, is_causal: bool):
    placed, sentences = place(bundled_probes(language))
    found = read_meaning(planted_run(sentences, BLIND, is_causal=is_causal), placed)
    assert not earned(found)


def test_on_the_bundled_sentences_a_connecting_head_is_found():
    probes = [one for one in bundled_probes("zh") if one.kind == "connective"]
    placed, sentences = place(probes)
    found = read_meaning(planted_run(sentences, [knowing(placed, row="q", column="k"), *BLIND]), placed)
    assert earned(found) == {("L0.H0", "connective:zh", "query_to_key")}
    singles = [one for one in found if "…" in one.role]
    assert {one.grade for one in singles} == {"too_few"}
    assert len({one.role for one in singles}) >= 3


def test_a_head_that_crosses_full_stops_is_a_discourse_proxy_and_one_that_goes_by_offset_is_not():
    probes = [
        Probe("connective", "en", *(parse_marked(f"[k:{a}] b c d e f. g [q:h] i j k l.") for a in (f"x{n}", f"y{n}")))
        for n in range(60)
    ]
    placed, sentences = place(probes)

    def crossing(text: int, words: int) -> np.ndarray:
        half = np.arange(words) > 6
        return noise_head(5)(text, words) * np.where(half[:, None] == half, 1.0, 30.0)

    found = read_meaning(planted_run(sentences, [crossing, *BLIND]), placed)
    assert {one for one in earned(found) if one[1] == "inter_sentence"} == {("L0.H0", "inter_sentence", "")}
    assert is_proxy("inter_sentence")
    assert not is_proxy("sentiment:en")


def _random_model(folder: Path, kind: str, seed: int) -> Loaded:
    path = save_model(folder / kind, kind)
    maker = {"bert": AutoModel, "llama": AutoModelForCausalLM}[kind]
    torch.manual_seed(seed)
    model = maker.from_config(AutoModel.from_pretrained(path).config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim >= 2:
                parameter.mul_(4.0)
    return loaded_from(model, AutoTokenizer.from_pretrained(path))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["bert", "llama"])
@pytest.mark.parametrize("seed", range(3))
def test_models_with_random_weights_stay_silent(tmp_path: Path, kind: str, seed: int):
    probes = [one for one in bundled_probes("en") if one.kind in ("connective", "negation_scope", "sentiment")]
    probed = observe_probes(_random_model(tmp_path, kind, seed), probes)
    assert not earned(read_meaning(probed.run, probed.placed))
