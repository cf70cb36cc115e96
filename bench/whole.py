"""A whole model observed, against its plain forward on the same tokens: time in turns, memory in fresh processes.

    .venv/bin/python -m bench.whole [--tokens 32768] [--heads 12] [--repeat 3]

The model is a Llama of two layers with random weights, without a vocabulary to predict (on either side). `observe` gets
the text, so its time holds reading it, the self-check, and everything that comes after; the model is loaded before.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from typing import Any

from bench.figures import Figure, told
from bench.measuring import cores, fresh, turns

TIME, MORE_BYTES = 2.4, 700e6  # at 32k tokens, over the plain forward
LONG_BYTES = 4e9  # all that a process with 128k tokens and two heads may hold
WIDTH, KEY_HEADS = 64, {12: 4, 2: 2}
WORDS = tuple(f"{first}{last}" for first in "bdfgklmnprst" for last in ("a", "en", "i", "or", "u"))


def figures(*, is_quick: bool = False) -> Iterator[Figure]:
    """What the issue asks for, or the same at a size that takes seconds."""
    tokens, long = (1024, 2048) if is_quick else (32768, 131072)
    yield timed(tokens, 12, repeat=3, bar=None if is_quick else TIME)
    yield measured(tokens, 12, bar=None if is_quick else MORE_BYTES)
    ours = (float(fresh("whole", "--one", "observe", "--tokens", long, "--heads", 2)),)
    yield Figure("long_memory", long, 2, "bytes", ours, bar=None if is_quick else LONG_BYTES, measure="ours")


def timed(tokens: int, heads: int, *, repeat: int, bar: float | None = None) -> Figure:
    """Seconds of both, taking turns."""
    for work in contestants(256, heads).values():
        work()  # what is compiled is compiled, or loaded
    found = turns(contestants(tokens, heads), repeat)
    return Figure("model_time", tokens, heads, "seconds", found["observe"], found["plain"], bar)


def measured(tokens: int, heads: int, *, bar: float | None = None) -> Figure:
    """The peak of a process that does nothing else, libraries, model and compiled code included."""
    peaks = {name: fresh("whole", "--one", name, "--tokens", tokens, "--heads", heads) for name in ("plain", "observe")}
    ours, theirs = (float(peaks["observe"]),), (float(peaks["plain"]),)
    return Figure("model_memory", tokens, heads, "bytes", ours, theirs, bar, "difference")


def contestants(tokens: int, heads: int, only: str | None = None) -> dict[str, Callable[[], Any]]:
    """What takes turns; a process that runs one of them loads nothing for the other."""
    import torch

    torch.set_num_threads(cores())
    model, tokenizer, text = model_of(tokens, heads), word_tokenizer(), text_of(tokens)
    ids = tokenizer(text, return_tensors="pt")["input_ids"]

    def plain() -> Any:
        with torch.no_grad():
            return model(input_ids=ids, use_cache=False)

    if only == "plain":
        return {"plain": plain}
    import headscope as hs

    return {"plain": plain, "observe": lambda: hs.observe(model, text, tokenizer=tokenizer)}


def model_of(tokens: int, heads: int) -> Any:
    """The model, which reads so many tokens."""
    import torch
    from transformers import LlamaConfig, LlamaModel

    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(WORDS) + 1, hidden_size=heads * WIDTH, intermediate_size=heads * WIDTH * 8 // 3,
        num_hidden_layers=2, num_attention_heads=heads, num_key_value_heads=KEY_HEADS.get(heads, heads),
        max_position_embeddings=tokens,
    )  # fmt: skip
    return LlamaModel(config).eval()


def word_tokenizer() -> Any:
    """One token a word."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.WordLevel({word: number for number, word in enumerate(("?", *WORDS))}, unk_token="?"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return PreTrainedTokenizerFast(tokenizer_object=made, unk_token="?")


def text_of(tokens: int) -> str:
    """So many random words."""
    import random

    return " ".join(random.Random(0).choices(WORDS, k=tokens))


def peak_here(name: str, tokens: int, heads: int) -> int:
    """The peak of this process once it has done the work, and a small piece of it before."""
    for size in (256, tokens):
        contestants(size, heads, only=name)[name]()
    from headscope.capture.manifest import peak_bytes  # only now: a plain forward brings nothing of ours along

    return peak_bytes()


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokens", type=int, default=32768)
    parser.add_argument("--heads", type=int, default=12)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--one", choices=("plain", "observe"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(peak_here(asked.one, asked.tokens, asked.heads)))
        return
    size = (asked.tokens, asked.heads)
    for line in told(one() for one in (lambda: timed(*size, repeat=asked.repeat), lambda: measured(*size))):
        print(line, flush=True)


if __name__ == "__main__":
    main()
