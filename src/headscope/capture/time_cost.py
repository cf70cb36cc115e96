"""How long a plan takes, continued from short runs: what grows with the tokens, and what grows with their square."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from headscope.capture.kernel_cost import KernelCost
from headscope.capture.short_runs import timed

LENGTHS = (128, 512, 2048)  # that are timed
ENOUGH_S = 4.0  # what takes so long is timed once, and no longer text is
FAR = 40  # but for texts so many times as long, which take ten times what timing the next length takes
LEAST_SLOPE = 0.25  # of what a short run takes besides its weights, at least so much grows with its tokens


@dataclass(frozen=True, slots=True)
class TimeCost:
    """What texts take.

    Attributes:
        times: seconds of short runs by their tokens.
        kernels: what the attention of each site takes.
    """

    times: dict[int, float]
    kernels: Sequence[KernelCost]

    def seconds(self, tokens: int) -> float:
        """Seconds of a text of so many tokens."""
        first, last = min(self.times), max(self.times)
        rest = {length: self._besides_weights(length) for length in (first, last)}
        slope = rest[last] / last
        if first < last:
            slope = min(max((rest[last] - rest[first]) / (last - first), LEAST_SLOPE * slope), slope)
        return rest[last] + slope * (tokens - last) + self._of_weights(tokens)

    def _of_weights(self, tokens: int) -> float:
        return sum(kernel.seconds(tokens) for kernel in self.kernels)

    def _besides_weights(self, tokens: int) -> float:
        return max(self.times[tokens] - self._of_weights(tokens), 0.1 * self.times[tokens])


def times_of(run: Callable[[int], object], longest: int) -> dict[int, float]:
    """Seconds of runs by their tokens: of two lengths, so that what grows shows, and of longer ones until one takes
    long; of two times the shorter."""
    times: dict[int, float] = {}
    for tokens in sorted({min(length, longest) for length in LENGTHS}):
        times[tokens] = timed(partial(run, tokens))
        if times[tokens] < ENOUGH_S:
            times[tokens] = min(times[tokens], timed(partial(run, tokens)))
        elif len(times) > 1 and tokens * FAR > longest:
            break
    return times
