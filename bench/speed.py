"""All standard statistics of a call against the attention it belongs to, on the same q, k, v, in one process.

    .venv/bin/python bench/speed.py [--tokens 4096 16384 32768] [--against sdpa|eager] [--threads 2] [--memory]

The fused pass takes turns with `F.scaled_dot_product_attention`, or with eager attention that keeps its maps (N x N
floats a head) and computes the same statistics from them; the table prints medians, their ratio, and the ratios of the
single turns. `--memory` instead starts a fresh process for each and prints how far its peak rises.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def call_of(tokens: int, heads: int, width: int) -> Any:
    """A causal call of random queries, keys and values in float32."""
    import torch

    from headscope.stream.call import AttentionCall
    from headscope.stream.mask import causal

    torch.manual_seed(0)
    q, k, v = (torch.randn(1, heads, tokens, width) for _ in range(3))
    return AttentionCall(q, k, v, scale=width**-0.5, mask=causal(tokens, tokens))


def contestants(tokens: int, heads: int, width: int, threads: int) -> dict[str, Callable[[], Any]]:
    """What takes turns."""
    import numpy as np
    import torch
    import torch.nn.functional as F

    from headscope.reduce import standard
    from headscope.stream.fold import blocks_of_matrix, fold
    from headscope.stream.frame import Frame
    from headscope.stream.fused import fused_statistics

    torch.set_num_threads(threads)
    call = call_of(tokens, heads, width)
    places, random = np.arange(tokens), np.random.default_rng(0)
    frame = Frame(heads, places, places, places == 0, random.random(tokens) < 0.1)

    def eager() -> Any:
        weights = call.q[0] @ call.k[0].transpose(1, 2) * call.scale
        seen = torch.ones(tokens, tokens, dtype=torch.bool).tril()
        weights = weights.masked_fill(~seen, -torch.inf).softmax(-1)
        return weights @ call.v[0], fold(blocks_of_matrix(weights, seen.expand_as(weights)), standard(), frame)

    return {
        "eager": eager,
        "sdpa": lambda: F.scaled_dot_product_attention(call.q, call.k, call.v, is_causal=True),
        "fused": lambda: fused_statistics(call, frame, threads=threads),
    }


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak_bytes() -> int:
    """The largest memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def risen(name: str, options: argparse.Namespace) -> int:
    """How far the peak of a fresh process rises over the inputs, in bytes; what is compiled is compiled before."""
    command = [
        sys.executable,
        __file__,
        "--one",
        name,
        "--heads",
        str(options.heads),
        "--tokens",
        str(options.tokens[0]),
    ]
    done = subprocess.run([*command, "--threads", str(options.threads)], capture_output=True, text=True, check=True)
    return int(json.loads(done.stdout))


def machine() -> str:
    """The name of the processor."""
    file = Path("/proc/cpuinfo")
    names = (
        [line.split(":")[1].strip() for line in file.read_text().splitlines() if "model name" in line]
        if file.exists()
        else []
    )
    return names[0] if names else platform.processor() or platform.machine()


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokens", type=int, nargs="+", default=[4096, 16384, 32768])
    parser.add_argument("--heads", type=int, default=12)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--against", choices=("sdpa", "eager"), default="sdpa")
    parser.add_argument("--one", choices=("sdpa", "eager", "fused"))
    options = parser.parse_args()
    if options.one:
        contestants(256, 2, options.width, options.threads)[options.one]()
        work = contestants(options.tokens[0], options.heads, options.width, options.threads)[options.one]
        before = peak_bytes()
        work()
        print(json.dumps(peak_bytes() - before))
        return
    print(f"{machine()}, {options.threads} threads, {options.heads} heads, d = {options.width}, causal, float32")
    other = options.against
    if options.memory:
        print(f"| tokens | {other} +MB | fused +MB |\n|---|---|---|")
        for tokens in options.tokens:
            options.tokens = [tokens]
            print(f"| {tokens} | {risen(other, options) / 1e6:.0f} | {risen('fused', options) / 1e6:.0f} |")
        return
    print(f"| tokens | {other} s | fused s | fused / {other} | single turns |\n|---|---|---|---|---|")
    for tokens in options.tokens:
        works = contestants(tokens, options.heads, options.width, options.threads)
        seconds(contestants(256, 2, options.width, options.threads)["fused"])  # compiled, or loaded
        turns = [{name: seconds(works[name]) for name in (other, "fused")} for _ in range(options.repeat)]
        theirs, fused = (statistics.median(turn[name] for turn in turns) for name in (other, "fused"))
        single = " ".join(f"{turn['fused'] / turn[other]:.2f}" for turn in turns)
        print(f"| {tokens} | {theirs:.3f} | {fused:.3f} | {fused / theirs:.2f} | {single} |", flush=True)


if __name__ == "__main__":
    main()
