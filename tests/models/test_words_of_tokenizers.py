"""One text gives one word map through every kind of tokenizer, but where a piece of its own spells several words."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import Unigram
from transformers import (
    BertTokenizerLegacy,
    ByT5Tokenizer,
    CanineTokenizer,
    CTRLTokenizer,
    PerceiverTokenizer,
    PreTrainedTokenizerFast,
)

from headscope.base.segmentation import spans_of_cut
from headscope.base.text import Text
from headscope.base.words import grapheme_spans, is_blank, word_spans
from headscope.errors import BadText
from headscope.models import tokens
from headscope.models.piece_offsets import piece_offsets
from headscope.models.piece_spelling import byte_letters, unmarked
from headscope.models.quiet import quiet_libraries
from headscope.models.tokens import encode, with_blanks
from tests.four_tokenizers import FAMILY, FOUR, SENTENCES, WORDS
from tests.toy_sentencepiece import m2m100, marian, trained

SLOW = ("ByT5", "Perceiver", "Canine", "BERT", "CTRL", "M2M-100", "Marian")


def visible(text: Text) -> list[str]:
    return [word.text for word in text.words if not word.is_special and not is_blank(word.text)]


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Tokenizers without offsets that transformers still has: bytes, characters, `##`, `@@`, sentencepiece."""
    letters = sorted({letter for words in WORDS.values() for word in words for letter in word})

    def vocabulary(folder: Path) -> str:
        spelled = unicodedata.normalize("NFD", "".join(letters)).lower()
        plain = sorted({letter for letter in spelled if unicodedata.category(letter) != "Mn"})
        pieces = [
            "[PAD]",
            "[UNK]",
            "[CLS]",
            "[SEP]",
            "[MASK]",
            *dict.fromkeys([*plain, *(f"##{one}" for one in plain)]),
        ]
        (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", "utf-8")
        return str(folder / "vocab.txt")

    def ctrl(folder: Path) -> Any:
        pieces = ["<unk>", "\n", "\n@@", *letters, *(f"{letter}@@" for letter in letters)]
        (folder / "vocab.json").write_text(json.dumps({piece: number for number, piece in enumerate(pieces)}), "utf-8")
        (folder / "merges.txt").write_text("#version\na b\n\n", "utf-8")
        return CTRLTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))

    @functools.cache
    def build(name: str) -> Any:
        folder = tmp_path_factory.mktemp("slow")
        learned = tuple({word for words in WORDS.values() for word in words})
        spelled = functools.partial(trained, learned, vocab_size=900, byte_fallback=True)
        with quiet_libraries():
            if name == "BERT":
                return BertTokenizerLegacy(vocabulary(folder))
            if name == "CTRL":
                return ctrl(folder)
            if name == "Marian":
                return marian(folder, source=spelled(), target=spelled())
            if name == "M2M-100":
                return m2m100(folder, spelled(model_type="bpe"))
            return {"ByT5": ByT5Tokenizer, "Perceiver": PerceiverTokenizer, "Canine": CanineTokenizer}[name]()

    return build


@pytest.mark.parametrize("kind", SENTENCES)
@pytest.mark.parametrize("name", FOUR)
def test_one_sentence_gives_the_same_words_whatever_the_tokenizer(name: str, kind: str) -> None:
    assert visible(encode(FOUR[name](), SENTENCES[kind]).text) == WORDS[kind]


@pytest.mark.parametrize("kind", SENTENCES)
@pytest.mark.parametrize("name", SLOW)
def test_and_so_does_a_tokenizer_without_offsets(name: str, kind: str, slow: Callable[[str], Any]) -> None:
    tokenizer = slow(name)
    assert not tokenizer.is_fast
    assert visible(encode(tokenizer, SENTENCES[kind]).text) == WORDS[kind]


def test_unknown_words_in_a_row_have_no_certain_place_and_are_refused(slow: Callable[[str], Any]) -> None:
    with pytest.raises(BadText, match=r"fits the text in several ways: got '\[UNK\]' at place 3"):
        encode(slow("BERT"), f"hi Q9 Q8 {'hi ' * 40}")


def test_blank_words_are_those_that_the_tokenizer_keeps() -> None:
    text = "a\n\nb\tc\u200bd  "
    kept = {
        name: [word.text for word in encode(build(), text).text.words if not word.is_special]
        for name, build in FOUR.items()
    }
    assert kept["byte-level BPE"] == ["a", "\n", "\n", "b", "\t", "c", "\u200b", "d", "  "]
    assert not any(is_blank(word) for word in kept["WordPiece"])


def test_the_bytes_of_one_blank_character_make_one_word_or_wait_for_the_next() -> None:
    encoded = encode(FOUR["byte-level BPE"](), "x\u3000y\u2028z").text
    assert [word.text for word in encoded.words] == ["x", "y", "\u2028", "z"]
    assert [token.text for token in encoded.tokens[1:]].count("\u2028") == 3
    assert encoded.words[1].last > encoded.words[1].first


@pytest.mark.parametrize("text", ["a \u0301b", "天\u3000\ufe0f", "\ufe0f我", " \u093f\ufe0f", "\u0301a", "x\u115f y"])
def test_marks_without_a_letter_under_them_stop_nothing(text: str) -> None:
    with mock.patch.object(tokens, "UNKNOWN_SHARE", 1.0):
        for build in FOUR.values():
            check_laws(build(), text)


def test_bytes_of_unknown_characters_in_a_row_stand_each_on_its_own() -> None:
    text = "the 鬱☃龘 ½"
    pieces = encode(FOUR["unigram"](), text).text.tokens
    shown = [token.text for token in pieces if not token.is_special and token.text and ord(token.text[0]) > 0x7F]
    assert shown == ["鬱"] * 3 + ["☃"] * 3 + ["龘"] * 3 + ["½"] * len([one for one in shown if one == "½"])


def test_a_piece_of_several_words_joins_them_unless_the_words_are_given() -> None:
    pieces = [("<unk>", 0.0), ("▁", -3.0), ("我爱", -2.0), ("自然语言", -2.0), ("处", -2.0), ("理", -2.0)]
    made = Tokenizer(Unigram(pieces, unk_id=0))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=made, unk_token="<unk>")
    text = "我爱自然语言处理"
    assert check_laws(tokenizer, text) == ["我爱", "自然语言", "处", "理"]
    given_ones = encode(tokenizer, text, words=spans_of_cut(text, "我 爱 自然 语言 处理")).text
    assert [(word.text, word.first, word.last) for word in given_ones.words] == [
        ("我", 0, 1), ("爱", 0, 1), ("自然", 2, 2), ("语言", 2, 2), ("处理", 3, 4),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", SENTENCES)
def test_given_words_are_the_same_map_with_every_tokenizer(kind: str) -> None:
    text = SENTENCES[kind]
    for build in FOUR.values():
        encoded = encode(build(), text, words=word_spans(text)).text
        assert visible(encoded) == WORDS[kind]
        whole = with_blanks(encoded)
        assert [word.first for word in whole.words] == sorted(word.first for word in whole.words)
        taken = {place for word in whole.words for place in range(word.first, word.last + 1)}
        assert taken == set(range(len(encoded.tokens)))  # no row of words loses mass


def check_laws(tokenizer: Any, text: str) -> list[str]:
    """The laws of a word map; gives the visible words."""
    found = encode(tokenizer, text).text
    pieces, words = found.tokens, found.words
    drawn = grapheme_spans(text)
    assert [place for word in words for place in range(word.first, word.last + 1)] == list(range(len(pieces)))
    for token in pieces:
        if not token.is_special:  # no mojibake: whole characters of the source
            assert token.text == text[token.start : token.end]
            inside = [span for span in drawn if span[0] < token.end and span[1] > token.start]
            assert is_blank(token.text) or (inside[0][0], inside[-1][1]) == (token.start, token.end)
    behind = 0
    for word in words:
        own = [pieces[place] for place in range(word.first, word.last + 1)]
        seen = [token for token in own if not token.is_special and not is_blank(token.text)]
        assert bool(seen) == (not word.is_special and not is_blank(word.text))
        if not seen:
            continue
        start, end = min(token.start for token in seen), max(token.end for token in seen)
        inside = [span for span in word_spans(text) if span[0] < end and span[1] > start]
        assert word.text == text[inside[0][0] : inside[-1][1]]
        assert inside[0][0] >= behind  # in order, and no character in two words
        behind = inside[-1][1]
        for left, right in pairwise(inside):
            assert any(token.start < left[1] and token.end > right[0] for token in seen)  # why they are one word
    shown = {place for token in pieces if not token.is_special for place in range(token.start, token.end)}
    covered = "".join(text[place] for place in sorted(shown))
    assert sum(not is_blank(letter) for letter in covered) <= sum(
        not is_blank(letter) for word in words if not word.is_special for letter in word.text
    )
    return visible(found)


LETTERS = st.one_of(
    st.sampled_from(
        "  \n\t\r\u3000\u00a0▁abcXYZ我爱自然语言鬱☃,.'3½ﬁ①。！\u0301\u200b\u200d\ufeff\ufe0f\u00ad\u0338ｶｰー"
    ),
    st.sampled_from(
        ["e\u0301", FAMILY, "🇩🇪", "हिन्दी", "مرحبا", "한", "カ", "ひ", "\r\n", "<unk>", "<0xE4>", "\u093f", "İ", "ß"]
    ),
    st.characters(exclude_categories=["Cs", "Cn"]),
)
TEXTS = st.lists(LETTERS, min_size=1, max_size=16).map("".join).filter(lambda text: not is_blank(text))


@pytest.mark.parametrize("name", FOUR)
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_the_laws_of_words_hold_for_any_text(name: str, text: str) -> None:
    with mock.patch.object(tokens, "UNKNOWN_SHARE", 1.0):  # unknown pieces have words too
        check_laws(FOUR[name](), text)


def has_marks_on_spaces(text: str) -> bool:
    drawn = [text[start:end] for start, end in grapheme_spans(text)]
    return any(is_blank(one[0]) and not is_blank(one) for one in drawn)


@functools.cache
def bytewise() -> tuple[Any, ...]:
    return ByT5Tokenizer(), PerceiverTokenizer()


@settings(max_examples=120, deadline=None)
@given(text=TEXTS.filter(lambda text: not {"▁", "\N{REPLACEMENT CHARACTER}", "<"} & set(text)))
def test_tokenizers_that_read_bytes_one_by_one_agree_on_any_text(text: str) -> None:
    expected = [text[start:end] for start, end in word_spans(text)]
    for tokenizer in bytewise():
        found = check_laws(tokenizer, text)
        assert found == expected or has_marks_on_spaces(text)


@settings(max_examples=80, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(sorted({word for words in WORDS.values() for word in words})), min_size=1, max_size=9
    )
)
def test_any_text_of_words_that_all_have_learnt_has_one_word_map(words: list[str]) -> None:
    text = " ".join(words)
    expected = [text[start:end] for start, end in word_spans(text)]
    assert [check_laws(build(), text) for build in FOUR.values()] == [expected] * 4


def test_the_table_of_byte_level_pieces_is_that_of_tokenizers() -> None:
    every = "".join(chr(code) for code in range(0x300)) + "天\U0001f600"
    (piece, _), *rest = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(every)
    assert not rest
    assert bytes(byte_letters()[letter] for letter in piece) == every.encode()
    assert set(byte_letters()) == set(pre_tokenizers.ByteLevel.alphabet())


@pytest.mark.parametrize("text", ["Ġè is 天气", f"a {FAMILY}e\u0301", " é\n\xa0\xad"])
def test_slow_byte_level_pieces_are_read_as_bytes_however_they_are_cut(text: str) -> None:
    (spelled, _), *_ = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(text)
    whole = {letter: [] for letter in byte_letters()}
    for size in (1, 2, 5):  # pieces of so many bytes, which end anywhere in a character
        pieces = [spelled[start : start + size] for start in range(0, len(spelled), size)]
        spans = piece_offsets(text, unmarked(whole, pieces))
        borders = [len(text[:place].encode()) for place in range(len(text) + 1)]
        for number, (start, end) in enumerate(spans):
            first, last = number * size, min((number + 1) * size, len(spelled))
            under = [place for place in range(len(text)) if borders[place] < last and borders[place + 1] > first]
            drawn = [place for place in under if not is_blank(text[place])]
            assert not drawn or (start, end) == (drawn[0], drawn[-1] + 1)


def test_bytes_that_make_no_character_are_refused_with_the_piece() -> None:
    with pytest.raises(BadText, match=r"got '\\xe5' at place 0"):
        piece_offsets("天", [b"\xe5", b"\xa4"])


def test_accents_that_a_tokenizer_drops_are_nobody_s() -> None:
    assert piece_offsets("Café ü", ["cafe", "u"]) == [(0, 4), (5, 6)]
    assert piece_offsets("e\u0301a", ["e", "a"]) == [(0, 1), (2, 3)]
    with pytest.raises(BadText, match="got 'x' at place 2"):
        piece_offsets("é y", ["e", "x"])
