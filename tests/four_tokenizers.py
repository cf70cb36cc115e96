"""Four tiny tokenizers, trained in the test on single words: no piece of theirs runs from one word into the next."""

from __future__ import annotations

import functools
import json
from typing import Any

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

FAMILY = "👩\u200d👩\u200d👧"
SENTENCES = {
    "Latin": "The naïve cat didn't sit on 3.5 mats, it's fine...",
    "Chinese": "我爱自然语言处理，虽然天气不好。",
    "Japanese": "カタカナとひらがなを読む、らーめん。",
    "Arabic and Latin": "مرحبا hello بالعالم، 3 times",
    "Devanagari": "नमस्ते दुनिया, हिन्दी भाषा!",
    "emoji": f"hi {FAMILY} 🇩🇪🇫🇷 ok 👍🏽天{FAMILY}气 ❤\ufe0f",
    "combining marks": "cafe\u0301 re\u0301sume\u0301 E\u0301tude e\u0323\u0302",
    "a leading space": "  leading space",
    "newlines and tabs": "a\n\nb\tc\r\nd ",
    "code": "def f(x):\n    return x_1+1  # it's <!-- </script> \"q\" & 'r'\n",
    "spaces of every width": "x\u00a0y\u3000我 \u3000z",
    "Korean": "안녕 하세요 각",
}
# What a reader takes for the words of each, by hand.
WORDS = {
    "Latin": ["The", "naïve", "cat", "didn't", "sit", "on", "3.5", "mats", ",", "it's", "fine", "..."],
    "Chinese": [*"我爱自然语言处理，虽然天气不好。"],
    "Japanese": ["カタカナ", "とひらがなを", "読", "む", "、", "らーめん", "。"],
    "Arabic and Latin": ["مرحبا", "hello", "بالعالم", "،", "3", "times"],
    "Devanagari": ["नमस्ते", "दुनिया", ",", "हिन्दी", "भाषा", "!"],
    "emoji": ["hi", FAMILY, "🇩🇪", "🇫🇷", "ok", "👍🏽", "天", FAMILY, "气", "❤\ufe0f"],
    "combining marks": ["cafe\u0301", "re\u0301sume\u0301", "E\u0301tude", "e\u0323\u0302"],
    "a leading space": ["leading", "space"],
    "newlines and tabs": ["a", "b", "c", "d"],
    "code": [
        "def", "f", "(", "x", ")", ":", "return", "x_1", "+", "1", "#", "it's", "<", "!", "--", "<", "/",
        "script", ">", '"', "q", '"', "&", "'", "r", "'",
    ],
    "spaces of every width": ["x", "y", "我", "z"],
    "Korean": ["안녕", "하세요", "각"],
}  # fmt: skip
_LEARNED = sorted({word for words in WORDS.values() for word in words} | {*"abcdefghijklmnopqrstuvwxyz"})
_BYTES = [f"<0x{byte:02X}>" for byte in range(256)]


def _fast(tokenizer: Tokenizer, **names: str) -> Any:
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names)


@functools.cache
def wordpiece() -> Any:
    """BERT's: lower case, without accents, line breaks and whatever else shows nothing; unknown words are one piece."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[UNK]", "[CLS]", "[SEP]"]
    # Each character as a word and behind one: emoji in a row are one run to BERT, and unknown to it as a whole.
    every = [*{letter for word in _LEARNED for letter in word}]
    tokenizer.train_from_iterator(
        [*_LEARNED, *every, *(f"a{letter}" for letter in every)],
        trainers.WordPieceTrainer(vocab_size=900, special_tokens=special, show_progress=False),
    )
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    return _fast(tokenizer, unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]")


@functools.cache
def byte_level() -> Any:
    """GPT-2's: a piece may end in the middle of a character."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=500, initial_alphabet=alphabet, special_tokens=["<|end|>"], show_progress=False
    )
    tokenizer.train_from_iterator([*_LEARNED, *(f" {word}" for word in _LEARNED)], trainer)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return _fast(tokenizer, eos_token="<|end|>")


@functools.cache
def unigram() -> Any:
    """Sentencepiece's unigram model: NFKC, runs of spaces made one, bytes for characters it does not know."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<unk>", "<s>", "</s>", *_BYTES]
    trainer = trainers.UnigramTrainer(vocab_size=600, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator([word for word in _LEARNED if word.isalnum()], trainer)
    return _fast(_with_bytes(tokenizer, "<s> $A </s>"), unk_token="<unk>", bos_token="<s>", eos_token="</s>")


@functools.cache
def byte_fallback() -> Any:
    """Llama's: BPE with space marks, bytes for what is not Latin."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.BpeTrainer(vocab_size=500, special_tokens=["<unk>", "<s>", "</s>", *_BYTES], show_progress=False)
    tokenizer.train_from_iterator([word for word in _LEARNED if word.isascii()], trainer)
    return _fast(_with_bytes(tokenizer, "<s> $A"), unk_token="<unk>", bos_token="<s>", eos_token="</s>")


def _with_bytes(tokenizer: Tokenizer, template: str) -> Tokenizer:
    told = json.loads(tokenizer.to_str())
    told["model"] |= {"byte_fallback": True} | ({"unk_token": "<unk>"} if told["model"]["type"] == "BPE" else {})
    told["added_tokens"] = [token for token in told["added_tokens"] if token["content"] not in _BYTES]
    made = Tokenizer.from_str(json.dumps(told))
    special = [("<s>", 1)] + ([("</s>", 2)] if "</s>" in template else [])
    made.post_processor = processors.TemplateProcessing(single=template, special_tokens=special)
    return made


FOUR = {"WordPiece": wordpiece, "byte-level BPE": byte_level, "unigram": unigram, "byte fallback": byte_fallback}
