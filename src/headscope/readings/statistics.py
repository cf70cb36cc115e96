"""The numbers of each head: means over all rows of all texts, in double precision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np

from headscope.base.axes import OFFSETS, REACH
from headscope.base.heads import Head, select_heads
from headscope.readings.base import HeadStatistics
from headscope.readings.some_rows import ROW_MEANS, statistics_of_some_rows
from headscope.store.run import Run, not_kept


def read_statistics(run: Run, heads: str | None = None) -> tuple[HeadStatistics, ...]:
    """Means over rows, one record for each head; rows of all texts count alike, rows that see no key do not count.

    - `entropy_bits`: mean of -sum p log2 p, from 0 (one key) to log2 n (n keys alike);
    - `mean_span_tokens`: mean of sum p |query - key|, in tokens;
    - `offset_mass`: for each offset key - query from -16 to 16 the mean weight there, over the rows that may see a key
      there; offsets that no row has are left out;
    - `previous_token_argmax_share`: share of all rows whose largest weight lies at offset -1 (equal weights share it);
    - `first_token_share`, `special_share`, `punctuation_share`, `self_share`: mean weight on the first key, on tokens
      the tokenizer added, on punctuation, on the query itself (0 in cross-attention);
    - `peak_mean`: mean of the largest weight;
    - `first_token_norm_share`, `special_norm_share`: the same keys' share of the norm-weighted map
      `||A(q,k) V(k) W_O||`, summed over rows (Kobayashi et al. 2020, arXiv 2004.10102); None where `value_norm` is not
      in the run. A sink that holds much weight and little norm hands over little.

    They say where a head reads, not what it is for, nor whether the model would miss it. Where the run looked at a
    sample of rows, each mean is an estimate of the mean over all rows, and `estimates` holds its standard error.

    Args:
        run: the run.
        heads: a head set such as `L0-3.*`; all if None.

    Raises:
        BadHeadId: `heads` names a head that is not there. NotKept: the run lacks the reductions.

    >>> from headscope.capture.arrays import from_arrays
    >>> found = read_statistics(from_arrays([[1.0, 0.0], [0.5, 0.5]]))[0]
    >>> found.entropy_bits, found.mean_span_tokens, found.offset_mass[-1]
    (0.5, 0.25, 0.5)
    """
    chosen = run.heads if heads is None else select_heads(heads, run.heads)
    if run.manifest.plan.rows != "all":
        return statistics_of_some_rows(run, chosen)
    sites = dict.fromkeys(str(head.site) for head in chosen)
    arrays = {site: _arrays(run, site) for site in sites}
    flags = {site: _flags(run, site) for site in sites}
    return tuple(_statistics_of(head, arrays[str(head.site)], flags[str(head.site)]) for head in chosen)


def statistics_json(statistics: Iterable[HeadStatistics]) -> dict[str, Any]:
    """What `headscope read RUN statistics --json` prints: with estimates also their 95 % intervals, `low` to `high`."""
    heads = []
    for one in statistics:
        told = asdict(one) | {"offset_mass": {str(offset): mass for offset, mass in one.offset_mass.items()}}
        told["estimates"] = {
            name: asdict(found) | dict(zip(("low", "high"), found.interval(), strict=True))
            for name, found in one.estimates.items()
        }
        heads.append(told)
    return {"heads": heads}


def _arrays(run: Run, site: str) -> dict[str, np.ndarray]:
    """The arrays of a site for all texts at once: [head, rows of all texts] or [head, text, offset]."""
    names = [*ROW_MEANS.values(), "visible_keys", "offset_mass", "offset_rows", "offset_argmax"]
    for name in names:
        if not run.has(site, name):
            raise not_kept(run, site, name)
    names += [name for name in ("received", "value_norm") if run.has(site, "value_norm")]
    return {name: run.arrays.part(site, name, 0, np.iinfo(np.int64).max) for name in names}


def _flags(run: Run, site: str) -> dict[str, np.ndarray]:
    """Which keys of all texts are the first of their text, and which are special, bool [key]."""
    side = run.site(site).key_side
    texts = [text.sides[side].tokens for text in run.manifest.texts]
    return {
        "first_token_norm_share": np.array(
            [place == 0 for tokens in texts for place in range(len(tokens))], dtype=bool
        ),
        "special_norm_share": np.array([token.is_special for tokens in texts for token in tokens], dtype=bool),
    }


def _norm_shares(one: dict[str, np.ndarray], flags: dict[str, np.ndarray]) -> dict[str, float | None]:
    """Shares of the norm-weighted map: what a key receives times the size of what it hands over."""
    if "value_norm" not in one:
        return dict.fromkeys(flags)
    handed = one["received"] * one["value_norm"]
    total = float(handed.sum())
    return {name: float(handed[flag].sum() / total) if total > 0 else 0.0 for name, flag in flags.items()}


def _statistics_of(head: Head, arrays: dict[str, np.ndarray], flags: dict[str, np.ndarray]) -> HeadStatistics:
    one = {name: values[head.number].astype(np.float64) for name, values in arrays.items()}
    sees = one["visible_keys"] > 0
    rows = int(sees.sum())
    means = {name: float(one[source][sees].mean()) if rows else 0.0 for name, source in ROW_MEANS.items()}
    mass, having, best = (one[name].sum(axis=0) for name in ("offset_mass", "offset_rows", "offset_argmax"))
    norm = _norm_shares(one, flags)
    return HeadStatistics(
        head=str(head),
        offset_mass={offset: float(mass[n] / having[n]) for n, offset in enumerate(OFFSETS) if having[n] > 0},
        previous_token_argmax_share=float(best[REACH - 1] / rows) if rows else 0.0,
        first_token_norm_share=norm["first_token_norm_share"],
        special_norm_share=norm["special_norm_share"],
        estimates={},
        **means,
    )
