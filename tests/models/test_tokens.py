"""Tokens and words of tiny tokenizers of every kind, built here; what is right is written out by hand."""

from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import AutoTokenizer, BertConfig, PreTrainedTokenizerFast, RobertaConfig, T5Config

from headscope.errors import BadText, CannotObserve
from headscope.models.samples import sample_folder
from headscope.models.tokens import encode, token_limit

FAMILY = "👩\u200d👩\u200d👧"
CHINESE = "虽然天气不好，但是我们还是要出门"


def wordpiece() -> PreTrainedTokenizerFast:
    pieces = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "the",
        "sit",
        "##s",
        "cat",
        "it",
        "'",
        "s",
        ".",
        "e",
        "天",
        "气",
        "don",
        "t",
    ]
    tokenizer = Tokenizer(models.WordPiece({piece: number for number, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]"
    )


def byte_level() -> PreTrainedTokenizerFast:
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    merges = [("t", "h"), ("th", "e"), ("Ġ", "c"), ("Ġc", "a"), ("Ġca", "t")]
    pieces = [*letters, *("".join(pair) for pair in merges), "<|end|>"]
    tokenizer = Tokenizer(models.BPE({piece: number for number, piece in enumerate(pieces)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|end|>", bos_token="<|end|>")


def unigram() -> PreTrainedTokenizerFast:
    pieces = [("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0), ("▁", -4.0), ("▁the", -2.0), ("▁cat", -2.0), ("s", -3.0)]
    pieces += [("天气", -3.0), ("不", -3.0), ("好", -3.0), (",", -3.0), ("▁fi", -3.0), ("ne", -3.0), (".", -3.0)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)]
    )
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", bos_token="<s>", eos_token="</s>")


def words(tokenizer: Any, text: str) -> list[str]:
    return [word.text for word in encode(tokenizer, text).text.words if not word.is_special]


def check_laws(tokenizer: Any, text: str) -> None:
    """Ids and tokens in step; tokens show their span of the source; words cover all tokens once, in order."""
    encoded = encode(tokenizer, text)
    tokens, found = encoded.text.tokens, encoded.text.words
    assert len(encoded.ids) == len(tokens)
    assert all(token.text == text[token.start : token.end] for token in tokens if not token.is_special)
    assert [place for word in found for place in range(word.first, word.last + 1)] == list(range(len(tokens)))
    assert all(word.is_special == tokens[word.first].is_special for word in found)


@pytest.mark.parametrize("build", [wordpiece, byte_level])
def test_pieces_become_the_same_words_whatever_the_tokenizer(build: Any) -> None:
    assert words(build(), "the cat sits.") == ["the", "cat", "sits", "."]
    assert words(build(), "It's  the cat.") == ["It's", "the", "cat", "."]
    assert words(build(), "天气 don't.") == ["天", "气", "don't", "."]


def test_a_piece_of_two_words_makes_one_word_of_them() -> None:
    assert words(unigram(), "the cats 天气不好.") == ["the", "cats", "天气", "不", "好", "."]


@pytest.mark.parametrize("build", [wordpiece, byte_level, unigram])
def test_the_laws_hold_for_every_kind(build: Any) -> None:
    for text in ("the cat sits.", "the cat  cat\n the", "the cat", "天气", "  the cat "):
        try:
            check_laws(build(), text)
        except BadText:
            assert "sits" in text or "\n" in text  # unknown to the unigram model


def test_special_tokens_go_by_the_tokenizer_s_names() -> None:
    text = encode(wordpiece(), "the cat").text
    assert [token.text for token in text.tokens if token.is_special] == ["[CLS]", "[SEP]"]
    assert [word.text for word in text.words] == ["[CLS]", "the", "cat", "[SEP]"]


def test_a_special_token_written_into_the_text_is_special_too() -> None:
    text = encode(byte_level(), "the<|end|> cat").text
    assert [(word.text, word.is_special) for word in text.words] == [("the", False), ("<|end|>", True), ("cat", False)]


def test_leading_spaces_are_not_shown() -> None:
    assert [token.text for token in encode(byte_level(), "the cat").text.tokens] == ["the", "cat"]


def test_bytes_of_one_character_share_that_character() -> None:
    text = encode(byte_level(), f"天 {FAMILY}e\N{COMBINING ACUTE ACCENT}").text
    assert {token.text for token in text.tokens if token.text.strip()} == {"天", FAMILY, "e\N{COMBINING ACUTE ACCENT}"}
    assert [word.text for word in text.words] == ["天", FAMILY, "e\N{COMBINING ACUTE ACCENT}"]


def test_offsets_point_into_the_source_where_the_tokenizer_normalises() -> None:
    text = encode(unigram(), "the ﬁne cat").text  # NFKC spells the ligature out: one character, two letters
    assert [word.text for word in text.words] == ["<s>", "the", "ﬁne", "cat", "</s>"]
    accented = encode(wordpiece(), "the cat E\N{COMBINING ACUTE ACCENT}").text
    assert accented.words[-2].text == "E\N{COMBINING ACUTE ACCENT}"


def test_a_space_piece_belongs_to_the_word_behind_it() -> None:
    text = encode(unigram(), "天气").text
    assert [token.text for token in text.tokens] == ["<s>", "", "天气", "</s>"]
    assert [(word.text, word.first, word.last) for word in text.words][1] == ("天气", 1, 2)


def test_a_prefix_is_special_and_moves_no_offset() -> None:
    for build in (byte_level, unigram):
        prefix = "the cats. "
        plain, told = encode(build(), "the cat"), encode(build(), "the cat", prefix=prefix, words=[(0, 3), (4, 7)])
        own = [token for token in told.text.tokens if not token.is_special]
        assert [(token.text, token.start, token.end) for token in own] == [("the", 0, 3), ("cat", 4, 7)]
        shown = [token.text for token in told.text.tokens if token.is_special and not token.text.startswith("<")]
        assert [text for text in shown if text.strip()] == ["the", "cat", "s", "."]
        assert all(token.start == token.end == 0 for token in told.text.tokens if token.is_special)
        assert [word.text for word in told.text.words if not word.is_special] == ["the", "cat"]
        assert len(told.ids) > len(plain.ids)


def test_line_breaks_stand_alone() -> None:
    assert words(byte_level(), "the\n\ncat") == ["the", "\n", "\n", "cat"]


def test_segments_come_along() -> None:
    text = encode(byte_level(), "the cat, the cat.", segments="clause").text
    assert [segment.label for segment in text.segments] == ["the cat,", "the cat."]


@pytest.mark.parametrize("text", ["", "  \n", "\u200b"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(BadText, match="Text is empty"):
        encode(byte_level(), text)


def test_a_broken_text_is_refused() -> None:
    with pytest.raises(BadText, match="no valid Unicode"):
        encode(byte_level(), "the \ud800")


def test_a_long_text_is_refused_with_the_limit_and_the_count() -> None:
    with pytest.raises(BadText, match="got 5 tokens, expected at most 4"):
        encode(wordpiece(), "the cat.", max_tokens=4)
    assert len(encode(wordpiece(), "the cat.", max_tokens=5).ids) == 5


def test_a_text_of_unknown_pieces_names_a_model_that_reads_it() -> None:
    with pytest.raises(BadText, match=r"12 unknown pieces of 13 \('虽' for one\).*e5-small"):
        encode(wordpiece(), "虽然不好，但是我们还是要 the")
    with pytest.raises(BadText, match="smollm2"):
        encode(wordpiece(), "zebra quagga")
    assert encode(wordpiece(), "the cat sits. " * 5 + "zebra")  # one unknown piece in 26


def test_a_tokenizer_without_offsets_is_refused() -> None:
    with pytest.raises(CannotObserve, match="expected one with character offsets"):
        encode(object(), "the cat")


def test_the_limit_is_the_smaller_of_positions_and_tokenizer() -> None:
    tokenizer = wordpiece()
    assert token_limit(BertConfig(max_position_embeddings=512), tokenizer) == 512
    tokenizer.model_max_length = 128
    assert token_limit(BertConfig(max_position_embeddings=512), tokenizer) == 128
    assert token_limit(RobertaConfig(max_position_embeddings=514, pad_token_id=1)) == 512
    assert token_limit(T5Config()) is None


def real(name: str) -> Any:
    folder: Path | None = sample_folder(name)
    if folder is None:
        pytest.skip(f"{name} is not in the cache (scripts/models {name})")
    return AutoTokenizer.from_pretrained(folder)


@pytest.mark.large
@pytest.mark.parametrize("name", ["minilm", "bert-tiny", "e5-small", "smollm2"])
def test_real_tokenizers_agree_on_english_words(name: str) -> None:
    tokenizer = real(name)
    text = f"The naïve cat  didn't sit on 3.5 mats; {FAMILY} cafe\N{COMBINING ACUTE ACCENT}\nEnd"
    expected = ["The", "naïve", "cat", "didn't", "sit", "on", "3.5", "mats", ";", FAMILY, "cafe\u0301", "End"]
    assert [word for word in words(tokenizer, text) if word.strip()] == expected
    check_laws(tokenizer, text)


@pytest.mark.large
def test_minilm_reads_no_chinese_and_says_what_does() -> None:
    with pytest.raises(BadText, match=r"unknown pieces of 16.*e5-small"):
        encode(real("minilm"), CHINESE)


@pytest.mark.large
def test_e5_small_reads_chinese_into_offsets_of_the_source() -> None:
    tokenizer = real("e5-small")
    assert words(tokenizer, CHINESE) == ["虽然", "天气", "不好", "，", "但是", "我们", "还是要", "出门"]
    check_laws(tokenizer, "ＡＢＣ　½ ﬁ\ttab～\n虽然 e\N{COMBINING ACUTE ACCENT}")


@pytest.mark.large
def test_smollm2_shows_chinese_characters_not_their_bytes() -> None:
    tokenizer = real("smollm2")
    assert words(tokenizer, CHINESE) == list(CHINESE)
    check_laws(tokenizer, CHINESE)
