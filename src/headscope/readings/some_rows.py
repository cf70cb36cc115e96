"""The numbers of each head from some of its rows: exact for the last rows, estimates from a sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from headscope.base.axes import OFFSETS, ROW_STATISTICS
from headscope.base.heads import Head
from headscope.base.rows import parse_rows, strata
from headscope.base.trust import Estimate
from headscope.readings.base import HeadStatistics
from headscope.store.run import Run, not_kept

ROW_MEANS = {
    "entropy_bits": "entropy_bits",
    "mean_span_tokens": "span_tokens",
    "first_token_share": "first_mass",
    "special_share": "special_mass",
    "punctuation_share": "punctuation_mass",
    "self_share": "self_mass",
    "peak_mean": "peak",
}
_EXACT_TO = 1e-6
_NO_SHARES = frozenset({"entropy_bits", "mean_span_tokens"})


@dataclass(frozen=True, slots=True)
class Strata:
    """The strata of the rows of all texts, in the order of the rows.

    Attributes:
        starts: the first of the rows of each stratum, int [stratum].
        sizes: rows that the stratum has in its text, int [stratum].
        taken: rows of it that were looked at, int [stratum].
    """

    starts: np.ndarray
    sizes: np.ndarray
    taken: np.ndarray


def estimate(values: np.ndarray, counted: np.ndarray, rows: Strata, *, is_share: bool = False) -> Estimate:
    """The mean of `values` over all rows that count, from a stratified sample.

    With N_h rows in stratum h, n_h of them looked at, y their values (0 where a row does not count) and x = 1 where it
    counts: R = sum N_h mean_h(y) / X, X = sum N_h mean_h(x), unbiased where all rows count, else off by less than its
    standard error squared. With e = y - R x and s_h its standard deviation within a stratum (Cochran 1977, Sampling
    Techniques, 5.3 and 6.11), the standard error is

        sqrt(sum N_h^2 (1 - n_h / N_h) s_h^2 / n_h) / X,

    but never below 1e-6 R while rows are missing, as a row is exact to 1e-6 of its value only. Degrees of freedom are
    Satterthwaite's.

    Args:
        values: of each sampled row, [row].
        counted: which of the rows count, bool [row].
        rows: the strata of the sample.
        is_share: the values run from 0 to 1.

    >>> rows = Strata(np.array([0, 2]), np.array([10, 10]), np.array([2, 2]))
    >>> found = estimate(np.array([1.0, 2.0, 3.0, 4.0]), np.ones(4, dtype=bool), rows)
    >>> found.value, round(found.standard_error, 4), found.rows
    (2.5, 0.3162, 4)
    """
    counts = counted.astype(np.float64)
    weight = rows.sizes / rows.taken
    total = float(weight @ np.add.reduceat(counts, rows.starts))
    if total == 0:
        return Estimate(0.0, 0.0, 0, 1.0, is_share)
    kept = np.where(counted, values, 0.0)
    ratio = float(weight @ np.add.reduceat(kept, rows.starts)) / total
    left = kept - ratio * counts
    mean = np.add.reduceat(left, rows.starts) / rows.taken
    spread = np.add.reduceat((left - np.repeat(mean, rows.taken)) ** 2, rows.starts) / (rows.taken - 1)
    parts = rows.sizes**2 * (1 - rows.taken / rows.sizes) * spread / rows.taken
    rounding = 0.0 if (rows.taken == rows.sizes).all() else _EXACT_TO * abs(ratio) * total
    variance = float(parts.sum()) + rounding**2
    uncertain = float((parts**2 / (rows.taken - 1)).sum())
    degrees = variance**2 / uncertain if uncertain > 0 else float(len(values))
    return Estimate(ratio, float(np.sqrt(variance)) / total, int(counted.sum()), degrees, is_share)


def statistics_of_some_rows(run: Run, heads: Iterable[Head]) -> tuple[HeadStatistics, ...]:
    """What `read_statistics` gives, from a run that looked at some rows of each text.

    Of the last rows the means are exact, and speak of these rows alone. Of a sample every mean is an estimate
    (`HeadStatistics.estimates`) of the mean over all rows. Norm shares rest on columns; they are None.

    Raises:
        NotKept: the run lacks the rows.
    """
    found, arrays, flat = [], dict[str, dict[str, np.ndarray]](), dict[str, Strata]()
    for head in heads:
        site = str(head.site)
        if site not in arrays:
            arrays[site], flat[site] = _arrays(run, site), _strata(run, site)
        one = {name: values[head.number].astype(np.float64) for name, values in arrays[site].items()}
        found.append(_statistics_of(str(head), one, flat[site], parse_rows(run.manifest.plan.rows).kind == "sample"))
    return tuple(found)


def _statistics_of(head: str, one: dict[str, np.ndarray], rows: Strata, is_sampled: bool) -> HeadStatistics:
    sees = one["visible_keys"] > 0
    seen = one["offset_seen"] > 0
    means = {name: (one[source], sees) for name, source in ROW_MEANS.items()}
    means["previous_token_argmax_share"] = (one["previous_argmax"], sees)
    near = {
        offset: (one["offset_mass"][:, place], seen[:, place])
        for place, offset in enumerate(OFFSETS)
        if seen[:, place].any()
    }
    if not is_sampled:
        exact = {name: _mean(*given) for name, given in means.items()}
        beside = {offset: _mean(*given) for offset, given in near.items()}
        return HeadStatistics(head, offset_mass=beside, estimates={}, **exact)
    found = {name: estimate(*given, rows, is_share=name not in _NO_SHARES) for name, given in means.items()}
    places = {offset: estimate(*given, rows, is_share=True) for offset, given in near.items()}
    return HeadStatistics(
        head,
        offset_mass={offset: place.value for offset, place in places.items()},
        estimates=found | {f"offset_mass.{offset}": place for offset, place in places.items()},
        **{name: one.value for name, one in found.items()},
    )


def _mean(values: np.ndarray, counted: np.ndarray) -> float:
    return float(values[counted].mean()) if counted.any() else 0.0


def _arrays(run: Run, site: str) -> dict[str, np.ndarray]:
    """The rows of all texts at once, [head, row, ...]."""
    names = (*ROW_STATISTICS, "offset_mass", "offset_seen", "previous_argmax")
    for name in names:
        if not run.has(site, f"row_{name}"):
            raise not_kept(run, site, f"row_{name}")
    return {name: run.arrays.part(site, f"row_{name}", 0, np.iinfo(np.int64).max) for name in names}


def _strata(run: Run, site: str) -> Strata:
    """The strata of all texts; the last rows of a text are one stratum, seen whole."""
    rows = parse_rows(run.manifest.plan.rows)
    sizes, taken = [], []
    for text in run.manifest.texts:
        queries = len(text.sides[run.site(site).query_side].tokens)
        edges, each = strata(queries, rows.count) if rows.kind == "sample" else ([0, rows.count], [rows.count])
        sizes.append(np.diff(edges))
        taken.append(np.asarray(each))
    of_all = np.concatenate(taken)
    return Strata(np.cumsum(of_all) - of_all, np.concatenate(sizes), of_all)
