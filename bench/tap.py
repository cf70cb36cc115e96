"""What the tap alone costs a small model: its forward with nothing computed of what is tapped, against the plain one.

    scripts/bench tap [--repeat 9]

A BERT of 4 layers, 4 heads, width 128, and a Llama of the same size, with random weights: 16 tokens, where what the tap
does once a call weighs most, and 128. A turn is 40 forwards of one after the other; the figure is a ratio of medians.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import torch
from transformers import AutoModel, BertConfig, LlamaConfig

from bench.figures import Figure, told
from bench.measuring import turns
from headscope.models.tap import tap

MOST, FORWARDS = 1.1, 40
SIZE = {"hidden_size": 128, "num_hidden_layers": 4, "num_attention_heads": 4, "intermediate_size": 512}


def figures(*, repeat: int) -> Iterator[Figure]:
    """One for each model and length."""
    torch.set_num_threads(1)
    for config in (BertConfig(**SIZE), LlamaConfig(**SIZE)):
        model = AutoModel.from_config(config).eval()
        for tokens in (16, 128):
            yield measured(model, tokens, repeat)


def measured(model: torch.nn.Module, tokens: int, repeat: int) -> Figure:
    """Seconds of both, taking turns; a first turn is not counted."""
    ids = torch.arange(5, 5 + tokens)[None]

    def plain() -> None:
        with torch.no_grad():
            for _ in range(FORWARDS):
                model(input_ids=ids)

    def tapped() -> None:
        with tap(model, lambda tapped: None):
            plain()

    found = turns({"plain": plain, "tapped": tapped}, repeat + 1)
    return Figure("tap", tokens, 4, "seconds", found["tapped"][1:], found["plain"][1:], MOST)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=9)
    for line in told(figures(repeat=parser.parse_args().repeat)):
        print(line, flush=True)
