"""The lexicon of a toy treebank: counts by hand, exact decoding against every path, words of two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, product
from math import log

import numpy as np
import pytest

from headscope.base.trees import ROOT, Tree
from headscope.readings.lexicon import BEGIN, Lexicon, cut_words, held_out_tags, learn_lexicon, tag_words


def tree(tagged: str) -> Tree:
    """A flat tree over "form/TAG form/TAG"."""
    pairs = [word.rsplit("/", 1) for word in tagged.split()]
    forms, tags = [form for form, _ in pairs], [tag for _, tag in pairs]
    starts = np.cumsum([0, *(len(form) + 1 for form in forms)])
    spans = tuple((int(start), int(start) + len(form)) for start, form in zip(starts, forms, strict=False))
    heads, relations = (ROOT, *[0] * (len(forms) - 1)), ("root", *["dep"] * (len(forms) - 1))
    return Tree("s", " ".join(forms), spans, tuple(forms), tuple(tags), heads, relations)


TOY = [
    tree("The/DET cat/NOUN sleeps/VERB ./PUNCT"),
    tree("A/DET dog/NOUN barked/VERB loudly/ADV ./PUNCT"),
    tree("Anna/PROPN saw/VERB the/DET saw/NOUN ./PUNCT"),
    tree("The/DET dog/NOUN saw/VERB Peter/PROPN ./PUNCT"),
    tree("Two/NUM cats/NOUN jumped/VERB quickly/ADV over/ADP the/DET wall/NOUN ./PUNCT"),
    tree("Maria/PROPN can/AUX swim/VERB ,/PUNCT Tom/PROPN walked/VERB ./PUNCT"),
    tree("The/DET cat/NOUN walked/VERB slowly/ADV ./PUNCT"),
    tree("The/DET saw/NOUN barked/VERB ./PUNCT"),
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return learn_lexicon(TOY, "toy")


def test_counts_are_those_of_the_treebank(lexicon: Lexicon) -> None:
    assert lexicon.forms["saw"] == {"VERB": 2, "NOUN": 2}
    assert lexicon.forms["the"] == {"DET": 6}  # both spellings
    assert lexicon.following[BEGIN] == {"DET": 5, "PROPN": 2, "NUM": 1}
    assert lexicon.following["DET"] == {"NOUN": 7}
    assert lexicon.source == "toy"
    assert lexicon.endings["ly"] == {"ADV": 3}
    assert lexicon.endings["^a"] == {"PROPN": 2}  # Anna, Maria
    assert "the" not in lexicon.endings  # seen more than three times: unknown words are not like it


def test_known_words_get_their_tags_and_ambiguous_ones_by_the_tag_before(lexicon: Lexicon) -> None:
    assert tag_words(lexicon, ["The", "dog", "sleeps", "."]) == ("DET", "NOUN", "VERB", "PUNCT")
    assert tag_words(lexicon, ["the", "saw", "saw", "the", "saw"]) == ("DET", "NOUN", "VERB", "DET", "NOUN")
    assert tag_words(lexicon, ["THE", "DOG"]) == ("DET", "NOUN")


@pytest.mark.parametrize(
    ("sentence", "place", "tag"),
    [
        (["The", "cat", "barked", "softly"], 3, "ADV"),
        (["The", "cat", "jogged", "."], 2, "VERB"),
        (["The", "cat", "saw", "Julia"], 3, "PROPN"),
        (["Clara", "walked"], 0, "PROPN"),
        (["The", "cat", "sleeps", "!"], 3, "PUNCT"),
        (["77", "cats", "barked"], 0, "NUM"),
    ],
)
def test_unknown_words_are_known_by_their_endings_capitals_and_kind(
    lexicon: Lexicon, sentence: list[str], place: int, tag: str
) -> None:
    assert sentence[place].casefold() not in lexicon.forms
    assert tag_words(lexicon, sentence)[place] == tag


def best_path(sentence: Sequence[str], trees: Sequence[Tree]) -> tuple[tuple[str, ...], float]:
    """The best of all paths, scored word by word from raw counts; and the lead over the next."""
    forms: Counter[tuple[str, str]] = Counter()
    follows: Counter[tuple[str, str]] = Counter()
    for one in trees:
        forms.update((form.casefold(), tag) for form, tag in zip(one.forms, one.tags, strict=True))
        follows.update(pairwise((BEGIN, *one.tags)))
    tags = sorted({tag for _, tag in forms})
    total = {tag: sum(count for (_, own), count in follows.items() if own == tag) for tag in tags}
    everything = sum(total.values()) + 0.1 * len(tags)
    prior = {tag: (total[tag] + 0.1) / everything for tag in tags}

    def step(before: str, tag: str) -> float:
        known = sum(follows[before, other] for other in tags)
        return (follows[before, tag] + 0.1) / (known + 0.1 * len(tags))

    def of_form(form: str, tag: str) -> float:
        known = sum(forms[form.casefold(), other] for other in tags)
        return (forms[form.casefold(), tag] + 1e-3 * prior[tag] + 1e-6) / (known + 1e-3 + 1e-6 * len(tags))

    scores = {}
    for path in product(tags, repeat=len(sentence)):
        scores[path] = sum(
            log(of_form(form, tag)) - log(prior[tag]) + log(step(before, tag))
            for form, before, tag in zip(sentence, (BEGIN, *path), path, strict=False)
        )
    first, second = sorted(scores.values())[-1:-3:-1]
    return max(scores, key=scores.__getitem__), first - second


@pytest.mark.parametrize("seed", range(12))
def test_decoding_finds_the_best_of_all_paths(seed: int) -> None:
    """Words of which each may have any of four tags, of which one is frequent."""
    draw = np.random.default_rng(seed)
    pairs = (
        f"{form}/{tag}" for form, tag in zip(draw.choice([*"abcdef"], 90), draw.choice([*"WXYYYZ"], 90), strict=True)
    )
    words = list(pairs)
    trees = [tree(" ".join(words[start : start + 6])) for start in range(0, 90, 6)]
    for _ in range(4):
        sentence = draw.choice([*"abcdef"], size=int(draw.integers(1, 5))).tolist()
        path, lead = best_path(sentence, trees)
        if lead > 1e-6:
            assert tag_words(learn_lexicon(trees), sentence) == path


def test_held_out_tags_come_from_the_other_half() -> None:
    expected = []
    for place, one in enumerate(TOY):
        others = [each for number, each in enumerate(TOY) if number % 2 != place % 2]
        expected.append(tag_words(learn_lexicon(others), one.forms))
    assert held_out_tags(TOY) == expected
    right = sum(a == b for found, one in zip(expected, TOY, strict=True) for a, b in zip(found, one.tags, strict=True))
    words = sum(len(one.tags) for one in TOY)
    assert learn_lexicon(TOY).accuracy == right / words
    assert 0.4 < right / words < 1


def test_a_form_with_two_tags_in_halves_is_judged_by_the_other_half_alone() -> None:
    halves = [tree("run/NOUN run/NOUN"), tree("run/VERB run/VERB")]
    assert held_out_tags(halves) == [("VERB", "VERB"), ("NOUN", "NOUN")]
    assert learn_lexicon(halves).accuracy == 0.0


def cut(lexicon: Lexicon, source: str) -> list[str]:
    return [source[start:end] for start, end in cut_words(lexicon, source)]


def test_english_words_are_cut_as_they_are_spaced(lexicon: Lexicon) -> None:
    source = " The cat,  it sleeps at 3.5 km."
    assert cut(lexicon, source) == ["The", "cat", ",", "it", "sleeps", "at", "3.5", "km", "."]


def test_abbreviations_of_the_treebank_stay_whole() -> None:
    lexicon = learn_lexicon([tree("Dr./NOUN Who/PROPN left/VERB the/DET U.S./PROPN")])
    assert cut(lexicon, "Dr. Who likes the U.S. now.") == ["Dr.", "Who", "likes", "the", "U.S.", "now", "."]


def test_contractions_fall_into_words_of_the_treebank() -> None:
    lexicon = learn_lexicon([tree("It/PRON 's/AUX fine/ADJ"), tree("I/PRON do/AUX n't/PART know/VERB O'Hara/PROPN")])
    source = "I don't know it's O'Hara's or DON'T o'clock"
    expected = "I do n't know it 's O'Hara 's or DO N'T o'clock"
    assert cut(lexicon, source) == expected.split()
    assert all(start < end for start, end in cut_words(lexicon, source))


def test_chinese_words_are_the_longest_forms_that_are_known() -> None:
    lexicon = learn_lexicon([tree("天/NOUN 天气/NOUN 天气预报/NOUN 我们/PRON 好/ADJ 出/VERB 门/NOUN")])
    assert cut(lexicon, "我们天气预报好,天气不好。") == ["我们", "天气预报", "好", ",", "天气", "不", "好", "。"]
    assert cut(lexicon, "天天气") == ["天", "天气"]


def test_spans_cover_the_source_without_overlap(lexicon: Lexicon) -> None:
    source = "虽然 the cat 😀 sleeps… don't!"
    spans = cut_words(lexicon, source)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join(source[a:b] for a, b in spans) == "".join(source.split())


def test_nothing_gives_nothing(lexicon: Lexicon) -> None:
    empty = learn_lexicon([])
    assert (empty.accuracy, empty.forms) == (0.0, {})
    assert tag_words(empty, ["a", "b"]) == ("X", "X")
    assert tag_words(lexicon, []) == ()
    assert cut_words(lexicon, "") == cut_words(lexicon, " \n ") == []
    assert held_out_tags([]) == []
    assert cut(empty, "a b") == ["a", "b"]


def test_a_lexicon_without_punctuation_or_numbers_still_tags_them() -> None:
    lexicon = learn_lexicon([tree("a/DET b/NOUN"), tree("a/DET c/NOUN")])
    assert set(tag_words(lexicon, ["12", "!"])) <= {"DET", "NOUN"}
