"""How much memory a plan takes, continued from short runs in which everything that is allocated is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import prod

import numpy as np

from headscope.base.rows import Rows
from headscope.base.text import Text, Token
from headscope.capture.traced import traced
from headscope.store.layout import COLUMNS, part_shape, side_record
from headscope.store.run import MemoryArrays, Run
from headscope.store.write import FLUSH_BYTES

TRACED_TOKENS = 1280  # the longest run that is counted; it and one half as long have base images of as many cells
# Memory that was freed and that nothing else fits into: a share of what is allocated, up to some size, as only blocks
# of up to 32 MiB are cut out of larger ones. On models of 2 and 30 layers it was 0.5 to 0.7 up to 8k tokens.
USUAL_SHARE, HEAP_BYTES = 0.5, 320 << 20
WEIGHT_BYTES = 128 << 20  # the usual share counts as if it had been measured on so many bytes


@dataclass(frozen=True, slots=True)
class MemoryCost:
    """What texts take on top of the model.

    Attributes:
        sites: number of sites of the run.
        size: bytes of the run's arrays of a text of so many tokens.
        working: bytes that are allocated at the peak, besides the arrays of earlier sites.
    """

    sites: int
    size: Callable[[int], int]
    working: Callable[[int], float]

    def allocated(self, lengths: Sequence[int], *, is_stored: bool) -> float:
        """Bytes that texts of these lengths allocate at the peak: the longest, and what is held of the run beside."""
        longest, total = max(lengths), sum(map(self.size, lengths))
        earlier = total - self.size(longest) / self.sites
        if is_stored:
            return self.working(longest) + min(FLUSH_BYTES, earlier)
        joined = total * (1 + 1 / self.sites) if len(lengths) > 1 else total  # texts become one array
        return max(self.working(longest) + earlier, joined)


def memory_cost(run: Callable[[int], Run], longest: int, asked: Rows, *, is_square: bool) -> MemoryCost:
    """Count what short runs allocate, and continue it to longer texts.

    Args:
        run: observes a text of so many tokens, in memory.
        longest: tokens of the longest text that will be asked about.
        asked: which rows are looked at.
        is_square: something of tokens x tokens is allocated, so that the continuation is a parabola; else it is a line.

    Returns:
        What texts take; what libraries allocate inside themselves is not in it.
    """
    top, found = min(longest, TRACED_TOKENS), dict[int, float]()
    for part in (4, 2, 1) if is_square else (2, 1):
        tokens = max(1, top // part)
        made, peak = traced(partial(run, tokens))
        sites, size = len(made.sites), _size(made, asked)
        found[tokens] = peak - size(tokens) * (1 + 1 / sites)
    curve = np.polyfit(list(found), list(found.values()), len(found) - 1)

    def working(tokens: int) -> float:
        # The arrays of a site are there as they are found and as they are put together; of pictures they are no line.
        return float(np.polyval(curve, tokens)) + 2 * size(tokens) / sites

    return MemoryCost(sites, size, working)


def unused_share(grown: int | None, allocated: float) -> float:
    """How much more a process grows than is counted, from one run; the usual where its growth is not known.

    >>> unused_share(None, 1.0), round(unused_share(700 << 20, 500 << 20), 2)
    (0.5, 0.59)
    """
    if grown is None:
        return USUAL_SHARE
    unused = max(grown - allocated, 0.0) + USUAL_SHARE * WEIGHT_BYTES
    return unused / (min(allocated, HEAP_BYTES) + WEIGHT_BYTES)


def growth(allocated: float, share: float) -> float:
    """Bytes that a process grows by where so many are allocated.

    >>> growth(100.0, 0.5), growth(2.0**40, 0.5) / 2**40 < 1.001
    (150.0, True)
    """
    return allocated + share * min(allocated, HEAP_BYTES)


def _size(run: Run, asked: Rows) -> Callable[[int], int]:
    """How many bytes the arrays of a run like this one have for a text of so many tokens."""
    stored = run.arrays.arrays if isinstance(run.arrays, MemoryArrays) else {}
    widths = {key: (values.shape[0] * prod(values.shape[2:]) * values.itemsize) for key, values in stored.items()}

    def size(tokens: int) -> int:
        side, total = side_record(Text("", (Token("x", 0, 0),) * tokens, ())), 0
        some = asked if asked.kind == "all" else replace(asked, count=min(asked.count, tokens))
        for (_, name), width in widths.items():
            column = COLUMNS[name]
            shape = part_shape(column, side, side, str(some))
            total += prod(shape[: len(shape) - len(column.tail)]) * width
        return total

    return size
