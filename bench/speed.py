"""All standard statistics of a call against the attention it belongs to, on the same q, k, v.

    .venv/bin/python -m bench.speed [--tokens 4096 16384 32768] [--against sdpa|eager] [--threads 2] [--memory]

The fused pass takes turns with `F.scaled_dot_product_attention`, or with eager attention that keeps its maps (N x N
floats a head) and computes the same statistics from them, in one process. `--memory` instead starts a fresh process for
each and tells how far its peak rises.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from bench.figures import Figure, told
from bench.measuring import cores, free_bytes, fresh, seconds, turns

Rival = Literal["sdpa", "eager"]
BARS = {4096: 2.2, 16384: 1.6, 32768: 1.6}  # against sdpa: time over time
EAGER_TIME, EAGER_MEMORY = 1 / 5, 1 / 10
MOST_BYTES = 300e6  # at 16k tokens, where eager attention takes gigabytes
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Size:
    """What is computed: a causal call of random float32 queries, keys and values."""

    tokens: int
    heads: int = 12
    width: int = 64
    threads: int = 0  # 0 for one a core


def figures(*, is_quick: bool = False) -> Iterator[Figure]:
    """What the issue asks for, or the same at a size that takes seconds."""
    for tokens, bar in {512: None, 1024: None}.items() if is_quick else BARS.items():
        yield timed(Size(tokens), "sdpa", repeat=5, bar=bar)
    first = Size(1024 if is_quick else 4096)
    yield timed(first, "eager", repeat=3, bar=None if is_quick else EAGER_TIME)
    yield measured(first, "eager", bar=None if is_quick else EAGER_MEMORY)
    large = measured(Size(2048 if is_quick else 16384, heads=4), "eager")
    yield large if is_quick else replace(large, bar=MOST_BYTES, measure="ours")


def timed(size: Size, rival: Rival, *, repeat: int, bar: float | None = None) -> Figure:
    """Seconds of both, taking turns."""
    works = contestants(size)
    seconds(contestants(Size(256, 2, size.width, size.threads))["fused"])  # compiled, or loaded
    found = turns({name: works[name] for name in (rival, "fused")}, repeat)
    return Figure(f"{rival}_time", size.tokens, size.heads, "seconds", found["fused"], found[rival], bar)


def measured(size: Size, rival: Rival, *, bar: float | None = None) -> Figure:
    """How far the peak of a process rises over the inputs; a rival that would not fit into memory is left out."""
    needed = 2 * 4 * size.heads * size.tokens**2 + 2 * GIB if rival == "eager" else 0
    theirs = (float(risen(size, rival)),) if needed < free_bytes() else ()
    return Figure(f"{rival}_memory", size.tokens, size.heads, "bytes", (float(risen(size, "fused")),), theirs, bar)


def risen(size: Size, name: str) -> int:
    """How far the peak of a fresh process rises over the inputs, in bytes; what is compiled is compiled before."""
    options = ("--heads", size.heads, "--width", size.width, "--threads", size.threads)
    return int(fresh("speed", "--one", name, "--tokens", size.tokens, *options))


def risen_here(size: Size, name: str) -> int:
    """The same in this process, which has done nothing yet."""
    from headscope.capture.manifest import peak_bytes

    contestants(replace(size, tokens=256, heads=2))[name]()
    work = contestants(size)[name]
    before = peak_bytes()
    work()
    return peak_bytes() - before


def contestants(size: Size) -> dict[str, Callable[[], Any]]:
    """What takes turns."""
    import numpy as np
    import torch
    import torch.nn.functional as F

    from headscope.reduce import standard
    from headscope.stream.call import AttentionCall
    from headscope.stream.fold import blocks_of_matrix, fold
    from headscope.stream.frame import Frame
    from headscope.stream.fused import fused_statistics
    from headscope.stream.mask import causal

    tokens, threads = size.tokens, size.threads or cores()
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    q, k, v = (torch.randn(1, size.heads, tokens, size.width) for _ in range(3))
    call = AttentionCall(q, k, v, scale=size.width**-0.5, mask=causal(tokens, tokens))
    places, random = np.arange(tokens), np.random.default_rng(0)
    frame = Frame(size.heads, places, places, places == 0, random.random(tokens) < 0.1)

    def eager() -> Any:
        seen = torch.ones(tokens, tokens, dtype=torch.bool).tril_()
        weights = (q[0] @ k[0].transpose(1, 2)).mul_(call.scale).masked_fill_(~seen, -torch.inf).softmax(-1)
        return weights @ v[0], fold(blocks_of_matrix(weights, seen.expand_as(weights)), standard(), frame)

    return {
        "eager": eager,
        "sdpa": lambda: F.scaled_dot_product_attention(q, k, v, is_causal=True),
        "fused": lambda: fused_statistics(call, frame, threads=threads),
    }


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokens", type=int, nargs="+", default=list(BARS))
    parser.add_argument("--heads", type=int, default=12)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--threads", type=int, default=0, help="one a core if 0")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--against", choices=("sdpa", "eager"), default="sdpa")
    parser.add_argument("--one", choices=("sdpa", "eager", "fused"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sizes = [Size(tokens, asked.heads, asked.width, asked.threads) for tokens in asked.tokens]
    if asked.one:
        print(json.dumps(risen_here(sizes[0], asked.one)))
        return
    one = measured if asked.memory else lambda size, rival: timed(size, rival, repeat=asked.repeat)
    for line in told(one(size, asked.against) for size in sizes):
        print(line, flush=True)


if __name__ == "__main__":
    main()
