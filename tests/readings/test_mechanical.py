"""Heads planted in bare matrices are found by their roles, noise is not; scores are those of a plain loop."""

from __future__ import annotations

import numpy as np
import pytest

from headscope.base.text import Segment, Text, Token, Word, is_punctuation
from headscope.errors import NotKept
from headscope.readings.mechanical import (
    mechanical_trials,
    previous_token_trials,
    repetition_trials,
    separator_trials,
    sink_trials,
)
from headscope.readings.roles import grade_roles
from headscope.store.layout import FORMAT, Manifest, PlanRecord, SiteRecord, TextRecord, side_record
from headscope.store.run import Run
from headscope.store.write import RunWriter, append, finish

HALF = 25
PLANTED = ("previous_token", "duplicate_token", "induction", "sink", "separator")
HEADS = 16  # five planted ones, a resting induction head, ten of noise


def text_of(words: list[str], *, with_special: bool, halves: tuple[str, str] | None = None) -> Text:
    """Words a token each; two segments of equal length where the text has halves."""
    shown = ["[CLS]", *words, "[SEP]"] if with_special else words
    tokens: list[Token] = []
    start = 0
    for one in shown:
        special = one.startswith("[")
        tokens.append(Token(one, start, start if special else start + len(one), special))
        start += 0 if special else len(one) + 1
    made = tuple(Word(one.text, place, place, one.is_special) for place, one in enumerate(tokens))
    segments: tuple[Segment, ...] = ()
    if halves:
        first = int(with_special)
        edges = [(first, first + HALF - 1), (first + HALF, first + 2 * HALF - 1)]
        segments = tuple(
            Segment(tokens[a].start, tokens[b].end, label) for (a, b), label in zip(edges, halves, strict=True)
        )
    return Text(" ".join(words), tuple(tokens), made, segments)


def rows_of(text: Text, *, is_causal: bool, random: np.random.Generator) -> np.ndarray:
    """Weights [head, query, key]: noise, with 0.7 of a row where a planted head has something to look at."""
    size = len(text.tokens)
    seen = np.tri(size) if is_causal else np.ones((size, size))
    rows = random.gamma(1.0, size=(HEADS, size, size)) * seen
    rows /= rows.sum(-1, keepdims=True)
    shown = [token.text for token in text.tokens]
    special = [token.is_special for token in text.tokens]
    for query in range(size):
        earlier = [key for key in range(query) if shown[key] == shown[query] and not special[key]]
        marks = [key for key in range(size) if is_punctuation(shown[key]) and seen[query, key] and key != query]
        goals = {
            0: [query - 1] if query > 0 else [],
            1: earlier,
            2: [key + 1 for key in earlier],
            3: [0],
            4: marks if not special[query] else [],
            5: [key + 1 for key in earlier],
        }
        for head, keys in goals.items():
            if keys:
                rows[head, query] *= 0.3
                rows[head, query, keys] += 0.7 / len(keys)
    rows[5] *= 0.1  # the sixth head finds what the induction head finds, but rests on the first token
    rows[5, :, 0] += 0.9
    return rows


def made_run(texts: list[Text], *, is_causal: bool, seed: int = 0) -> Run:
    random = np.random.default_rng(seed)
    writer = RunWriter()
    for text in texts:
        rows = rows_of(text, is_causal=is_causal, random=random)
        append(writer, "L0", {"word_weights": rows}, {"word_weights": 2})
    site = SiteRecord("L0", "attention", "self", HEADS, HEADS, is_causal=is_causal)
    records = tuple(TextRecord({"text": side_record(text)}) for text in texts)
    return finish(writer, Manifest(FORMAT, "complete", {}, PlanRecord("words"), (site,), records))


def repeats(*, is_causal: bool, sequences: int = 24) -> Run:
    random = np.random.default_rng(1)
    texts = []
    for _ in range(sequences):
        names = [f"w{number}" for number in random.permutation(500)[: 2 * HALF]]
        first, fresh = names[:HALF], names[HALF:]
        texts.append(text_of(first + first, with_special=not is_causal, halves=("first", "copy")))
        texts.append(text_of(first + fresh, with_special=not is_causal, halves=("first", "fresh")))
    return made_run(texts, is_causal=is_causal)


def sentences(*, is_causal: bool, count: int = 30) -> Run:
    random = np.random.default_rng(2)
    texts = []
    for _ in range(count):
        names = [f"w{number}" for number in random.permutation(500)[:14]]
        words = [*names[:4], ",", *names[4:9], ";", *names[9:], "."]
        texts.append(text_of(words, with_special=not is_causal))
    return made_run(texts, is_causal=is_causal)


@pytest.mark.parametrize("is_causal", [True, False])
def test_planted_heads_are_found_and_noise_is_not(is_causal: bool) -> None:
    trials = mechanical_trials(repeats(is_causal=is_causal), sentences(is_causal=is_causal))
    found = {(one.role, one.head) for one in grade_roles(trials) if one.grade == "role"}
    resting = {("induction", "L0.H5"), ("sink", "L0.H5")}
    assert found == {(role, f"L0.H{number}") for number, role in enumerate(PLANTED)} | resting


def test_a_head_that_rests_on_the_first_token_hides_its_role_in_raw_rows() -> None:
    run = repeats(is_causal=True)
    for is_raw, grade in ((False, "role"), (True, "descriptive")):
        graded = grade_roles(repetition_trials(run, is_raw=is_raw))
        assert next(one.grade for one in graded if (one.role, one.head) == ("induction", "L0.H5")) == grade


@pytest.mark.parametrize("is_causal", [True, False])
def test_scores_on_random_tokens_are_those_of_a_plain_loop(is_causal: bool) -> None:
    run = repeats(is_causal=is_causal, sequences=3)
    start = 1  # without special tokens the first token is left out as well
    last = 2 * HALF + (0 if is_causal else 1)  # behind the last ordinary token
    wanted: dict[str, list[np.ndarray]] = {"previous_token": [], "duplicate_token": [], "induction": []}
    null: dict[str, list[np.ndarray]] = {"duplicate_token": [], "induction": []}
    for number in range(3):
        maps = [run.array("L0", "word_weights", 2 * number + place)[:, :, start:last].copy() for place in (0, 1)]
        repeated, fresh = (one / one.sum(-1, keepdims=True) for one in (maps[0][:, 1:], maps[1][:, 1:]))
        for query in range(5, last - start - (0 if is_causal else 5)):
            wanted["previous_token"].append(fresh[:, query, query - 1])
        second = range(last - start - HALF, last - start)
        for role, shift in (("duplicate_token", 0), ("induction", 1)):
            for query in second:
                if query - HALF + shift >= 0:
                    wanted[role].append(repeated[:, query, query - HALF + shift])
                    null[role].append(fresh[:, query, query - HALF + shift])
    for one in (previous_token_trials(run), *repetition_trials(run)):
        np.testing.assert_allclose(one.score, np.stack(wanted[one.role], axis=1), atol=1e-12)
        if one.role in null:
            np.testing.assert_allclose(one.null, np.stack(null[one.role], axis=1), atol=1e-12)


def test_the_null_of_previous_token_is_the_best_other_offset_of_the_other_half() -> None:
    texts = [
        text_of([f"w{number}" for number in range(2 * HALF)], with_special=False, halves=("first", label))
        for _ in range(2)
        for label in ("copy", "fresh")
    ]
    writer = RunWriter()
    for number in range(4):
        rows = np.tri(2 * HALF)[None] * 0.01
        offset = -3 if number < 2 else -2  # the first sequence looks three back, the second two
        rows[0] += 5.0 * np.eye(2 * HALF, k=offset)
        rows /= rows.sum(-1, keepdims=True)
        append(writer, "L0", {"word_weights": rows}, {"word_weights": 2})
    site = SiteRecord("L0", "attention", "self", 1, 1, is_causal=True)
    records = tuple(TextRecord({"text": side_record(text)}) for text in texts)
    run = finish(writer, Manifest(FORMAT, "complete", {}, PlanRecord("words"), (site,), records))
    found = previous_token_trials(run)
    assert (found.null < 0.05).all()  # what one half chose is not what the other half does
    assert found.items == 2 * (2 * HALF - 1 - 5)


def test_sinks_and_separators_are_those_of_a_plain_loop() -> None:
    run = sentences(is_causal=True, count=4)
    (sink,), (separator,) = sink_trials(run), separator_trials(run)
    wanted, chance, marked, share = [], [], [], []
    for number in range(4):
        rows = run.array("L0", "word_weights", number)
        shown = [word.text for word in run.text(number, "text").words]
        for query in range(1, len(shown)):
            wanted.append(rows[:, query, 0])
            chance.append(max(0.2, 1 / (query + 1)))
            others = list(range(1, query))
            marks = [key for key in others if shown[key] in (",", ";", ".")]
            if marks and len(marks) < len(others):
                marked.append(rows[:, query, marks].sum(-1) / rows[:, query, others].sum(-1))
                share.append(len(marks) / len(others))
    np.testing.assert_allclose(sink.score, np.stack(wanted, axis=1), atol=1e-12)
    np.testing.assert_allclose(sink.null[0], chance, atol=1e-12)
    np.testing.assert_allclose(separator.score, np.stack(marked, axis=1), atol=1e-12)
    np.testing.assert_allclose(separator.null[0], share, atol=1e-12)


def test_a_run_without_sequences_or_matrices_of_words_is_refused() -> None:
    with pytest.raises(NotKept, match="repeated and fresh"):
        previous_token_trials(sentences(is_causal=True, count=2))
    from headscope.capture.arrays import from_arrays

    with pytest.raises(NotKept, match="word_weights"):
        sink_trials(from_arrays([[1.0, 0.0], [0.5, 0.5]]))
