"""How long a tile of a long text takes: one head of 128k tokens, d = 64, causal, from a run folder that keeps q and k.

    .venv/bin/python -m bench.tiles [--tokens 131072] [--levels]

Beside it stands what `F.scaled_dot_product_attention` takes for that head. `--levels` prints every level instead: the
median over tiles on and below the diagonal, and the slowest.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

import headscope as hs
from bench.figures import Figure, told
from bench.measuring import cores, turns
from headscope.base.axes import base_cells
from headscope.capture.record import ragged_axes
from headscope.store.layout import FORMAT, Manifest, PlanRecord, SideRecord, SiteRecord, TextRecord, TokenRecord
from headscope.store.run import Run
from headscope.store.tiles import highest_level
from headscope.store.write import append, finish, start_run

D, HEAD = 64, 1
FINE_LEVEL, FINE_S, WORST_S = 4, 0.040, 0.250
TURNS = 9


def figures(*, is_quick: bool = False) -> Iterator[Figure]:
    """What the issue asks for, or the same at a size that takes seconds."""
    tokens = 1 << (12 if is_quick else 17)
    with tempfile.TemporaryDirectory() as folder:
        run = long_run(Path(folder) / "run", tokens, heads=2)
        found = by_level(run, tokens)
    attention = turns({"sdpa": attention_of_head(tokens)}, 3)["sdpa"]
    for name, levels, bar in (
        ("tile_fine", range(FINE_LEVEL + 1), FINE_S),
        ("tile_worst", range(len(found)), WORST_S),
    ):
        slowest = max((times for level in levels for times in found[level]), key=statistics.median)
        yield Figure(name, tokens, 1, "seconds", slowest, attention, None if is_quick else bar, "ours")


def by_level(run: Run, tokens: int) -> list[list[tuple[float, ...]]]:
    """For each level, seconds of some of its tiles, several times each."""
    hs.tile(run, f"L0.H{HEAD}", 0, 0, 0)  # loads what is compiled
    found = []
    for level in range(highest_level(tokens, tokens) + 1):
        works = {f"{x} {y}": partial(hs.tile, run, f"L0.H{HEAD}", level, x, y) for x, y in places(level, tokens)}
        found.append(list(turns(works, TURNS).values()))
    return found


def attention_of_head(tokens: int) -> Callable[[], Any]:
    """The attention of one head at full length."""
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(cores())
    torch.manual_seed(0)
    q, k, v = (torch.randn(1, 1, tokens, D) for _ in range(3))
    return lambda: F.scaled_dot_product_attention(q, k, v, is_causal=True)


def long_run(folder: Path, tokens: int, heads: int) -> Run:
    """A run that keeps queries and keys of random vectors; its log-sum-exp and its base image are not theirs, which
    costs the same."""
    rng = np.random.default_rng(0)
    arrays = {name: rng.standard_normal((heads, tokens, D), dtype=np.float32) for name in ("q", "k")}
    high = np.arange(1, tokens + 1)
    arrays |= {
        "log_sum_exp": np.broadcast_to(np.log(high) + 0.5, (heads, tokens)).astype(np.float32),
        "visible_low": np.zeros((1, tokens), dtype=np.int64),
        "visible_high": high[None],
    }
    cells = base_cells(tokens, tokens)
    for name in ("base_mass", "base_peak") if cells[0] else ():
        codes = rng.integers(1, 1 << 16, size=(heads, *cells), dtype=np.uint16)
        arrays[name] = np.tril(codes)
    side = SideRecord("", (TokenRecord("a", 0, 1, False),) * tokens, ())
    site = SiteRecord("L0", "", "self", heads, heads, is_causal=True, route="qkv", scale=D**-0.5)
    manifest = Manifest(FORMAT, "writing", {}, PlanRecord("qk"), (site,), (TextRecord({"text": side}),))
    writer = start_run(folder, manifest)
    append(writer, "L0", arrays, {name: ragged_axes(name) for name in arrays})
    return finish(writer, msgspec.structs.replace(manifest, state="complete"))


def places(level: int, tokens: int) -> list[tuple[int, int]]:
    """Some tiles that are not hidden: on the diagonal, below it, far from it."""
    last = -(-tokens // (256 << level)) - 1
    return sorted({(0, last), (last // 2, last), (last // 2, last // 2), (last // 3, last // 2), (0, last // 2)})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokens", type=int, default=1 << 17)
    parser.add_argument("--levels", action="store_true")
    asked = parser.parse_args()
    if not asked.levels:
        for line in told(figures()):
            print(line, flush=True)
        return
    print("level  cell  median ms  slowest ms")
    with tempfile.TemporaryDirectory() as folder:
        found = by_level(long_run(Path(folder) / "run", asked.tokens, heads=2), asked.tokens)
    for level, tiles in enumerate(found):
        times = [1000 * one for some in tiles for one in some]
        print(f"{level:5}  {1 << level:4}  {statistics.median(times):9.1f}  {max(times):10.1f}")


if __name__ == "__main__":
    main()
