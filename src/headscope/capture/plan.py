"""What to observe: which layers, what to keep, how the text is cut."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headscope.capture.record import Keep
from headscope.errors import BadOption

WEIGHTS_UP_TO_TOKENS = 512


@dataclass(frozen=True, slots=True)
class Plan:
    """What the instrument is asked for.

    Attributes:
        layers: `0-3,8`, or None for all.
        keep: `weights` (every row), `qk` (queries and keys, so that rows can be computed again), `none` (statistics and
            the eight strongest keys of each row), `words` (the matrix of words alone, without statistics, which roles
            are read from), `alignment` (statistics, every row and the joint norms of all heads, where one side reads
            the other: cross-attention, or the one stack of a decoder-only model); None keeps weights for texts of at
            most 512 tokens, else nothing.
        segments: `sentence`, `clause`, or a file with one segment a line; None for none.
        dtype: number format that a model is loaded in.
        allow_pickle: also load weights in a format that can run code.
        rows_per_block: query rows that are computed at a time.
    """

    layers: str | None = None
    keep: Keep | None = None
    segments: str | None = None
    dtype: str = "float32"
    allow_pickle: bool = False
    rows_per_block: int = 128


def chosen_layers(plan: Plan, there: set[int]) -> set[int]:
    """The layer numbers that a plan names.

    Raises:
        BadOption: the expression does not parse or names a layer the model does not have.

    >>> sorted(chosen_layers(Plan(layers="0-2,5"), set(range(6))))
    [0, 1, 2, 5]
    """
    if plan.layers is None:
        return there
    chosen: set[int] = set()
    for part in plan.layers.split(","):
        match = re.fullmatch(r"\s*L?(\d+)(?:-L?(\d+))?\s*", part)
        if match is None:
            raise BadOption("layers_syntax", value=plan.layers)
        chosen |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    if not chosen <= there:
        missing = ", ".join(str(layer) for layer in sorted(chosen - there))
        raise BadOption("layers_unknown", value=missing or plan.layers, low=min(there), high=max(there))
    return chosen


def kept(plan: Plan, longest_tokens: int) -> Keep:
    """What is kept of texts of which the longest has so many tokens."""
    return plan.keep or ("weights" if longest_tokens <= WEIGHTS_UP_TO_TOKENS else "none")
