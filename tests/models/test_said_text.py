"""What a model said comes back as characters: every token at its place, whole characters, special tokens by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from headscope.base.text import Text, Token
from headscope.models.said_text import said_text
from headscope.models.tokens import Encoded, encode
from tests.folders import tokenizer as word_pieces

END, TURN = "<|end|>", "<|turn|>"


def byte_level(*merged: str) -> PreTrainedTokenizerFast:
    """A byte-level tokenizer that knows all bytes and a few merged pieces, each built up from the left."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = [END, TURN, *letters]
    merges = []
    for piece in merged:
        for end in range(1, len(piece)):
            if (piece[:end], piece[end]) not in merges:
                merges.append((piece[:end], piece[end]))
                vocabulary.append(piece[: end + 1])
    numbers = {piece: number for number, piece in enumerate(dict.fromkeys(vocabulary))}
    made = Tokenizer(models.BPE(numbers, merges))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(tokenizer_object=made, eos_token=END, additional_special_tokens=[TURN])


def ids_of(made: Any, *pieces: str) -> list[int]:
    """The ids of pieces by the tokenizer's own spelling; a text of several bytes gives an id for each byte."""
    found: list[int] = []
    for piece in pieces:
        whole = made.convert_tokens_to_ids(piece)
        if whole is not None:
            found.append(whole)
            continue
        found += [number for one in piece for number in made(one, add_special_tokens=False)["input_ids"]]
    return found


def shown(found: Encoded) -> list[str]:
    return [token.text for token in found.text.tokens]


def test_an_answer_that_reads_as_it_was_said_lies_where_the_tokenizer_puts_it() -> None:
    made = byte_level("Ġcat", "The")
    found = said_text(made, encode(made, "The"), ids_of(made, "Ġcat", "s", END))
    assert found.text.source == "The cats"
    assert [(token.text, token.start, token.end) for token in found.text.tokens[:3]] == [
        ("The", 0, 3), ("cat", 4, 7), ("s", 7, 8),
    ]  # fmt: skip
    assert found.text.tokens[3] == Token(END, 0, 0, is_special=True)
    assert found.ids == ids_of(made, "The", "Ġcat", "s", END)


def test_an_answer_in_other_pieces_than_the_tokenizer_would_take_is_spelled_piece_by_piece() -> None:
    made = byte_level("Ġcat", "The")
    found = said_text(made, encode(made, "The"), ids_of(made, "Ġ", "c", "a", "t", "s"))
    assert found.text.source == "The cats"
    assert shown(found) == ["The", " ", "c", "a", "t", "s"]
    assert [token.start for token in found.text.tokens] == [0, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("said", ["好", "👨‍👩‍👧", "é", "天气 ok", "نص"])
def test_the_bytes_of_a_character_share_it(said: str) -> None:
    made = byte_level("ok")
    pieces = [number for letter in said for number in made(letter)["input_ids"]]
    found = said_text(made, encode(made, "say "), [*pieces, *ids_of(made, "!")])
    assert found.text.source == f"say {said}!"
    of_bytes = shown(found)[4:-1]
    assert set("".join(of_bytes)) == set(said)
    assert "\N{REPLACEMENT CHARACTER}" not in "".join(of_bytes)
    if len(said) == 1:
        assert of_bytes == [said] * len(said.encode())


def test_bytes_of_one_character_share_it_where_nothing_is_read_again() -> None:
    """A special token in the middle is no text, so the pieces are spelled one by one."""
    made = byte_level("ab")
    found = said_text(made, encode(made, "x"), ids_of(made, "a", "b", TURN, "好", "c"))
    assert found.text.source == "xab好c"
    assert shown(found) == ["x", "a", "b", TURN, "好", "好", "好", "c"]
    assert [token.is_special for token in found.text.tokens] == [n == 3 for n in range(8)]


def test_bytes_that_make_no_character_are_marked_and_never_other_letters() -> None:
    made = byte_level()
    first = made("好")["input_ids"]
    cut = said_text(made, encode(made, "x"), first[:2])
    assert cut.text.source == "x\N{REPLACEMENT CHARACTER}"
    assert shown(cut) == ["x", "\N{REPLACEMENT CHARACTER}", "\N{REPLACEMENT CHARACTER}"]
    within = said_text(made, encode(made, "x"), [first[0], *ids_of(made, "y")])
    assert shown(within) == ["x", "\N{REPLACEMENT CHARACTER}", "y"]


def test_a_decoder_that_begins_afresh_has_special_tokens_in_front() -> None:
    made = byte_level("The")
    start = Encoded(ids_of(made, END), Text("", (Token(END, 0, 0, is_special=True),), ()))
    found = said_text(made, start, ids_of(made, "The", "n", END))
    assert found.text.source == "Then"
    assert shown(found) == [END, "The", "n", END]


def test_word_pieces_are_joined_as_their_tokenizer_joins_them() -> None:
    made = word_pieces(with_special=False)
    made.backend_tokenizer.decoder = decoders.WordPiece()
    found = said_text(made, encode(made, "The cat"), made.convert_tokens_to_ids(["sits", "##s", ".", "on"]))
    assert found.text.source == "The cat sitss. on"
    assert shown(found) == ["The", "cat", "sits", "s", ".", "on"]


def test_a_number_without_a_piece_has_its_number_for_a_name() -> None:
    made = byte_level()
    found = said_text(made, encode(made, "x"), [len(made) + 5, *ids_of(made, "y")])
    assert found.text.tokens[1] == Token(f"<{len(made) + 5}>", 0, 0, is_special=True)
    assert shown(found)[2] == "y"


def test_a_slow_tokenizer_says_where_its_answer_lies(tmp_path: Path) -> None:
    from tests.toy_sentencepiece import CHINESE, ENGLISH, marian, trained

    made = marian(tmp_path, source=trained(ENGLISH), target=trained(CHINESE))
    said = made(text_target="我们出门吧！")["input_ids"]
    start = Encoded([made.pad_token_id], Text("", (Token("<pad>", 0, 0, is_special=True),), ()))
    found = said_text(made, start, said, is_target=True)
    assert found.text.source == "我们出门吧!" or found.text.source == "我们出门吧！"
    spelled = [token for token in found.text.tokens if not token.is_special]
    assert "".join(token.text for token in spelled) == found.text.source
    assert [token.text for token in found.text.tokens if token.is_special] == ["<pad>", "</s>"]
