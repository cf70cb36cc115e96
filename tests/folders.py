"""Tiny random models with their tokenizers, as folders on disk: what a user's MODEL may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import AutoModel, AutoModelForCausalLM, AutoModelForSeq2SeqLM, PreTrainedTokenizerFast

LETTERS = "abcdefghijklmnopqrstuvwxyz.,!?'"
WORDS = (
    "the",
    "cat",
    "sits",
    "on",
    "mat",
    "a",
    "dog",
    "sleeps",
    "and",
    "it",
    "rains",
    "while",
    "we",
    "read",
    "long",
    "letters",
    "from",
    "home",
    "but",
)


def tokenizer(*, with_special: bool) -> PreTrainedTokenizerFast:
    """A WordPiece tokenizer over a few words and all letters."""
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = [*names, *WORDS, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    made = Tokenizer(models.WordPiece({piece: n for n, piece in enumerate(pieces)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    if with_special:
        made.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
        )
    special: dict[str, Any] = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    return PreTrainedTokenizerFast(tokenizer_object=made, **special)


def save_model(folder: Path, kind: str = "bert", **options: Any) -> Path:
    """A folder with a tiny random model: `bert`, `llama` (causal) or `bart` (encoder-decoder)."""
    import transformers

    common = {"vocab_size": 120, "pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3, "max_position_embeddings": 64}
    text = {"hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 64}
    pair = {"d_model": 48, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4}
    pair |= {"decoder_attention_heads": 4, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "decoder_start_token_id": 2}
    names = {
        "bert": ("BertConfig", text),
        "llama": ("LlamaConfig", text | {"num_key_value_heads": 2}),
        "bart": ("BartConfig", pair),
    }
    config_name, own = names[kind]
    config = getattr(transformers, config_name)(**common | own | options)
    maker = {"bert": AutoModel, "llama": AutoModelForCausalLM, "bart": AutoModelForSeq2SeqLM}[kind]
    torch.manual_seed(0)
    model = maker.from_config(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim >= 2:
                parameter.mul_(6.0)
    model.save_pretrained(folder)
    tokenizer(with_special=kind != "llama").save_pretrained(folder)
    return folder
