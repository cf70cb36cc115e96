"""All standard statistics of a call against the attention it belongs to, on the same q, k, v, in one process.

    .venv/bin/python bench/speed.py [--tokens 4096 16384 32768] [--heads 12] [--threads 2] [--repeat 5] [--memory]

`F.scaled_dot_product_attention` and the fused pass take turns; the table prints medians, their ratio, and the ratios of
the single turns. `--memory` instead starts a fresh process for each and prints how far its peak rises.
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

    from headscope.stream.frame import Frame
    from headscope.stream.fused import fused_statistics

    torch.set_num_threads(threads)
    call = call_of(tokens, heads, width)
    places, random = np.arange(tokens), np.random.default_rng(0)
    frame = Frame(heads, places, places, places == 0, random.random(tokens) < 0.1)
    return {
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
    parser.add_argument("--one", choices=("sdpa", "fused"))
    options = parser.parse_args()
    if options.one:
        contestants(256, 2, options.width, options.threads)[options.one]()
        work = contestants(options.tokens[0], options.heads, options.width, options.threads)[options.one]
        before = peak_bytes()
        work()
        print(json.dumps(peak_bytes() - before))
        return
    print(f"{machine()}, {options.threads} threads, {options.heads} heads, d = {options.width}, causal, float32")
    if options.memory:
        print("| tokens | sdpa +MB | fused +MB |\n|---|---|---|")
        for tokens in options.tokens:
            options.tokens = [tokens]
            print(f"| {tokens} | {risen('sdpa', options) / 1e6:.0f} | {risen('fused', options) / 1e6:.0f} |")
        return
    print("| tokens | sdpa s | fused s | ratio | single turns |\n|---|---|---|---|---|")
    for tokens in options.tokens:
        works = contestants(tokens, options.heads, options.width, options.threads)
        seconds(contestants(256, 2, options.width, options.threads)["fused"])  # compiled, or loaded
        turns = [{name: seconds(work) for name, work in works.items()} for _ in range(options.repeat)]
        sdpa, fused = (statistics.median(turn[name] for turn in turns) for name in ("sdpa", "fused"))
        single = " ".join(f"{turn['fused'] / turn['sdpa']:.2f}" for turn in turns)
        print(f"| {tokens} | {sdpa:.3f} | {fused:.3f} | {fused / sdpa:.2f} | {single} |", flush=True)


if __name__ == "__main__":
    main()
