"""What to observe: which layers, heads and rows, what to keep, how the text is cut, in how much memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headscope.base.axes import WEIGHTS_UP_TO_TOKENS
from headscope.base.heads import Head, describe_heads, parse_site, select_heads
from headscope.base.rows import parse_rows
from headscope.capture.record import Keep
from headscope.errors import BadHeadId, BadOption
from headscope.store.layout import SiteRecord

if TYPE_CHECKING:
    from headscope.capture.cost import Cost
    from headscope.models.adapters import Adapter

_UNITS = {"B": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12} | {
    f"{letter}IB": 1024.0 ** (power + 1) for power, letter in enumerate("KMGT")
}


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
        heads: `L2.H5`, `L0-3.*`, or None for all; only sites that hold one of them are observed, each with all its
            heads, which share the pass (readings narrow to a head).
        rows: query rows that are looked at: `all`; `sample:4096`, a sample spread over the text, whose means are
            estimates with standard errors; `last:512`, exact for these rows. A run of some rows holds the statistics
            of these rows, but no columns, images, words or strongest keys.
        seed: of the choice of the sample.
        memory: `2GiB`, the most that the process may hold; the cost is estimated first, and a plan that does not fit
            is refused. None for no limit.
        adapters: read modules of a model's own code (`models.adapters`).
    """

    layers: str | None = None
    keep: Keep | None = None
    segments: str | None = None
    dtype: str = "float32"
    allow_pickle: bool = False
    rows_per_block: int = 128
    heads: str | None = None
    rows: str = "all"
    seed: int = 0
    memory: str | None = None
    adapters: tuple[Adapter, ...] = ()

    def cost(self, model: str | Any, tokens: int | Sequence[int], *, tokenizer: Any = None) -> Cost:
        """What observing so many tokens under this plan would take: `capture.cost.estimate_cost`.

        >>> import headscope as hs
        >>> hs.Plan(rows="sample:4096").cost("smollm2", 8000).peak_bytes  # doctest: +SKIP
        """
        from headscope.capture.cost import estimate_cost

        return estimate_cost(model, tokens, plan=self, tokenizer=tokenizer)


def chosen_layers(plan: Plan, there: set[int], absent: Set[int] = frozenset()) -> set[int]:
    """The layer numbers that a plan names; of those without attention (`absent`) at least one other must be named.

    Raises:
        BadOption: the expression does not parse, names a layer the model does not have, or none with attention.

    >>> sorted(chosen_layers(Plan(layers="0-2,5"), {0, 2, 5}, {1, 3, 4}))
    [0, 1, 2, 5]
    """
    if plan.layers is None:
        return there | absent
    chosen: set[int] = set()
    for part in plan.layers.split(","):
        match = re.fullmatch(r"\s*L?(\d+)(?:-L?(\d+))?\s*", part)
        if match is None:
            raise BadOption("layers_syntax", value=plan.layers)
        chosen |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    every = there | absent
    if not chosen <= every:
        missing = ", ".join(str(layer) for layer in sorted(chosen - every))
        raise BadOption("layers_unknown", value=missing or plan.layers, low=min(every), high=max(every))
    if not chosen & there:
        raise BadOption("layers_without_attention", value=plan.layers, choices=", ".join(map(str, sorted(there))))
    return chosen


def sites_with_heads(plan: Plan, sites: Iterable[SiteRecord]) -> set[str]:
    """The sites that hold a head which the plan names; all sites where it names none.

    Raises:
        BadHeadId: the expression does not parse, or names a head that no site holds.

    >>> sites = [SiteRecord(f"L{layer}", "", "self", heads=4, key_heads=4) for layer in range(3)]
    >>> sorted(sites_with_heads(Plan(heads="L0.H3,L2.*"), sites))
    ['L0', 'L2']
    """
    there = [Head(parse_site(site.site), number) for site in sites for number in range(site.heads)]
    if plan.heads is None:
        return {str(head.site) for head in there}
    try:
        return {str(head.site) for head in select_heads(plan.heads, there)}
    except BadHeadId as error:
        if error.key != "head_unknown":
            raise
        raise BadHeadId("heads_unknown", value=error.values["value"], choices=describe_heads(there)) from error


def parse_bytes(text: str) -> int:
    """A number of bytes with its unit, decimal (MB, GB) or binary (MiB, GiB).

    Raises:
        BadOption: it does not parse, or is 0.

    >>> parse_bytes("2GiB"), parse_bytes("1.5 MB")
    (2147483648, 1500000)
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-z]+)", text.strip(), re.IGNORECASE)
    size = 0 if match is None else int(float(match[1]) * _UNITS.get(match[2].upper(), 0))
    if size == 0:
        raise BadOption("memory_syntax", value=text)
    return size


def kept(plan: Plan, longest_tokens: int) -> Keep:
    """What is kept of texts of which the longest has so many tokens.

    Raises:
        BadOption: the plan keeps something of every row, but looks at some rows only.
    """
    if parse_rows(plan.rows).kind != "all":
        if plan.keep not in (None, "none"):
            raise BadOption("rows_keep", rows=plan.rows, keep=plan.keep)
        return "none"
    return plan.keep or ("weights" if longest_tokens <= WEIGHTS_UP_TO_TOKENS else "none")
