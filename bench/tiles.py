"""How long a tile of a long text takes, level by level: one head of 128k tokens, d = 64, causal, from a run folder.

    python bench/tiles.py [TOKENS] [HEADS]

Prints, for each level, the median over tiles on and below the diagonal, and the slowest. The first call, which loads
the compiled code, is timed apart.
"""

from __future__ import annotations

import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

import msgspec
import numpy as np

import headscope as hs
from headscope.base.axes import base_cells
from headscope.capture.record import ragged_axes
from headscope.store.layout import FORMAT, Manifest, PlanRecord, SideRecord, SiteRecord, TextRecord, TokenRecord
from headscope.store.run import Run
from headscope.store.tiles import highest_level
from headscope.store.write import append, finish, start_run

D = 64


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
    tokens = int(sys.argv[1]) if len(sys.argv) > 1 else 1 << 17
    heads = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    print(f"{platform.processor() or platform.machine()}, numpy {np.__version__}; {tokens} tokens, {heads} heads")
    with tempfile.TemporaryDirectory() as folder:
        run = long_run(Path(folder) / "run", tokens, heads)
        begin = time.perf_counter()
        hs.tile(run, "L0.H1", 0, 0, 0)
        print(f"first tile: {time.perf_counter() - begin:.2f} s")
        print("level  cell  median ms  slowest ms")
        for level in range(highest_level(tokens, tokens) + 1):
            times = []
            for x, y in places(level, tokens) * 3:
                begin = time.perf_counter()
                hs.tile(run, "L0.H1", level, x, y)
                times.append(1000 * (time.perf_counter() - begin))
            print(f"{level:5}  {1 << level:4}  {statistics.median(times):9.1f}  {max(times):10.1f}")


if __name__ == "__main__":
    main()
