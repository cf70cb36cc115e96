"""Toy sentencepiece models, trained in the test, and the slow tokenizers of transformers built from them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from headscope.models.quiet import quiet_libraries

pytest.importorskip("sentencepiece", reason="sentencepiece trains the toy tokenizers (pip install sentencepiece)")
import sentencepiece

ENGLISH = (
    "the cat sits on the mat .", "I love natural language processing .", "the weather is fine , we go out .",
    "a dog sleeps while it rains .", "we read 3 long letters from home !", "natural fires burn in the office ?",
    "ABC fine letters ( 1 2 3 )", "a b c d e f g h i j k l m n o p q r s t u v w x y z", "café naïve über",
)  # fmt: skip
CHINESE = (
    "我爱自然语言处理。",
    "虽然天气不好，但是我们还是要出门。",
    "猫坐在垫子上。",
    "我们读了三封长信。",
    "天气很好，我们出门吧！",
)
SPECIAL = ("</s>", "<unk>")
TAGS = (">>zh<<", ">>de<<")


def trained(sentences: tuple[str, ...], **options: Any) -> Any:
    """A sentencepiece processor trained on a few sentences, every character of which it knows."""
    written = io.BytesIO()
    told = {"vocab_size": 400, "hard_vocab_limit": False, "character_coverage": 1.0, "minloglevel": 2} | options
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(sentences * 6), model_writer=written, **told)
    return sentencepiece.SentencePieceProcessor(model_proto=written.getvalue())


def pieces_of(*processors: Any) -> list[str]:
    """The pieces of the processors in order, without their control and unknown ones."""
    known = [(made, number) for made in processors for number in range(made.get_piece_size())]
    return list(
        dict.fromkeys(made.id_to_piece(n) for made, n in known if not made.is_control(n) and not made.is_unknown(n))
    )


def marian(folder: Path, *, source: Any, target: Any, vocabulary: list[str] | None = None) -> Any:
    """A real MarianTokenizer whose vocabulary lists the pieces of both sides and the language tags."""
    from transformers import MarianTokenizer

    names = [*SPECIAL, *TAGS, *(pieces_of(source, target) if vocabulary is None else vocabulary), "<pad>"]
    files = {"source_spm": folder / "source.spm", "target_spm": folder / "target.spm", "vocab": folder / "vocab.json"}
    files["source_spm"].write_bytes(source.serialized_model_proto())
    files["target_spm"].write_bytes(target.serialized_model_proto())
    files["vocab"].write_text(json.dumps({name: number for number, name in enumerate(names)}), "utf-8")
    with quiet_libraries():
        return MarianTokenizer(**{name: str(file) for name, file in files.items()})


def m2m100(folder: Path, made: Any) -> Any:
    """A real M2M100Tokenizer over the pieces of one processor."""
    from transformers import M2M100Tokenizer

    vocabulary, model = folder / "vocab.json", folder / "sentencepiece.bpe.model"
    names = ["<s>", "<pad>", "</s>", "<unk>", *pieces_of(made)]
    vocabulary.write_text(json.dumps({name: number for number, name in enumerate(names)}), "utf-8")
    model.write_bytes(made.serialized_model_proto())
    with quiet_libraries():
        return M2M100Tokenizer(str(vocabulary), str(model), src_lang="en", tgt_lang="zh")


def speech2text(folder: Path, made: Any) -> Any:
    """A real Speech2TextTokenizer over the pieces of one processor."""
    from transformers import Speech2TextTokenizer

    vocabulary, model = folder / "vocab.json", folder / "sentencepiece.bpe.model"
    names = ["<s>", "<pad>", "</s>", "<unk>", *pieces_of(made)]
    vocabulary.write_text(json.dumps({name: number for number, name in enumerate(names)}), "utf-8")
    model.write_bytes(made.serialized_model_proto())
    with quiet_libraries():
        return Speech2TextTokenizer(str(vocabulary), str(model))
