"""Which query rows of a text are looked at: all of them, a sample spread over the text, or the last ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from headscope.errors import BadOption

_FORM = re.compile(r"(sample|last):(\d+)")
_WHOLE = 8  # one row of so many is spent on the beginning of the text
_IN_STRATUM = 2  # rows of a stratum: two are the fewest that tell how much rows of a stratum differ


@dataclass(frozen=True, slots=True)
class Rows:
    """What `all`, `sample:4096` or `last:512` asks for; `count` is 0 for all."""

    kind: Literal["all", "sample", "last"] = "all"
    count: int = 0

    def __str__(self) -> str:
        return self.kind if self.kind == "all" else f"{self.kind}:{self.count}"


def parse_rows(text: str) -> Rows:
    """The rows that an expression asks for.

    Raises:
        BadOption: it does not parse, asks for no row, or for a sample of fewer than two, which has no standard error.

    >>> parse_rows("all"), parse_rows(" sample:4096 ")
    (Rows(kind='all', count=0), Rows(kind='sample', count=4096))
    """
    if text.strip() == "all":
        return Rows()
    match = _FORM.fullmatch(text.strip())
    if match is None or int(match[2]) < (_IN_STRATUM if match[1] == "sample" else 1):
        raise BadOption("rows_syntax", value=text)
    return Rows(match[1], int(match[2]))  # type: ignore[arg-type]


def count_rows(rows: Rows, queries: int) -> int:
    """How many of so many query rows are looked at.

    >>> count_rows(parse_rows("last:512"), 700), count_rows(Rows(), 700)
    (512, 700)
    """
    return queries if rows.kind == "all" else rows.count


def strata(queries: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the strata of a sample begin and end, [stratum + 1], and how many rows each gives, [stratum].

    The first eighth of the sample is the beginning of the text, whole: rows that see few keys differ most from one
    another. The other strata are stretches of the text, equally long but for one row; each gives two rows, the last one
    three where that is what is left.

    >>> edges, taken = strata(22, 17)
    >>> edges.tolist(), taken.tolist()
    ([0, 2, 4, 7, 10, 13, 16, 19, 22], [2, 2, 2, 2, 2, 2, 2, 3])
    """
    whole = count // _WHOLE if count >= _IN_STRATUM * _WHOLE else 0
    left = count - whole
    number = left // _IN_STRATUM
    edges = whole + np.arange(number + 1) * (queries - whole) // number
    taken = np.full(number, _IN_STRATUM)
    taken[-1] += left % _IN_STRATUM
    if whole == 0:
        return edges, taken
    return np.concatenate([[0], edges]), np.concatenate([[whole], taken])


def chosen_rows(rows: Rows, queries: int, *, seed: int = 0, text: int = 0) -> np.ndarray:
    """The query rows of one text, in order, int [row].

    A sample takes rows of each stratum without replacement, each with the same chance, so that the mean over strata,
    weighted by their lengths, is unbiased for the mean over all rows; what rows differ by from one stretch of the text
    to another adds nothing to its error. All heads and layers of a text get the same rows.

    Args:
        rows: what is asked for.
        queries: rows that the text has.
        seed: of the random choice; equal seeds give equal rows.
        text: number of the text, so that texts of one run are sampled independently.

    Raises:
        BadOption: the text has fewer rows.

    >>> chosen_rows(parse_rows("last:2"), 5).tolist(), len(chosen_rows(parse_rows("sample:4"), 5))
    ([3, 4], 4)
    """
    if rows.kind == "all":
        return np.arange(queries)
    if rows.count > queries:
        raise BadOption("rows_too_many", value=str(rows), text=text, rows=queries)
    if rows.kind == "last":
        return np.arange(queries - rows.count, queries)
    random = np.random.default_rng([seed, text])
    edges, taken = strata(queries, rows.count)
    found = []
    for low, high, wanted in zip(edges[:-1], edges[1:], taken, strict=True):
        if wanted == high - low:
            found.append(np.arange(low, high))
        elif wanted == _IN_STRATUM:
            first, second = random.integers(low, high), random.integers(low, high - 1)
            found.append(np.sort([first, second + (second >= first)]))
        else:
            found.append(np.sort(random.choice(np.arange(low, high), wanted, replace=False)))
    return np.concatenate(found)
