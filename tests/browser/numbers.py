"""What must be seen, computed without the viewer and what answers it: rows of weights as numbers, numbers as read."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from headscope.base.heads import parse_head
from headscope.store.run import Run
from tests.show.asked import dense

_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def row_of(run: Run, head: str, query: int) -> np.ndarray:
    """The weights of one row in float64; 0 where it sees nothing."""
    found = parse_head(head)
    site = next(number for number, each in enumerate(run.sites) if each.site == str(found.site))
    if run.has(str(found.site), "weights"):
        return np.asarray(run.array(str(found.site), "weights", 0)[found.number, query], dtype=np.float64)
    return np.nan_to_num(dense(run, found.number, slice(query, query + 1), site=site)[0])


def matrix_of(run: Run, head: str) -> np.ndarray:
    """All weights of a head of a run that keeps them."""
    found = parse_head(head)
    return np.asarray(run.array(str(found.site), "weights", 0)[found.number], dtype=np.float64)


def number(text: str) -> float:
    """A number as the viewer writes it: `0.123`, `1.2×10⁻⁴`, `−0.5`.

    >>> number("1.2×10⁻⁴"), number("≈0.5"), number("−0.25")
    (0.00012, 0.5, -0.25)
    """
    plain = text.strip().lstrip("≈≥ +").replace("−", "-").replace(",", "")
    mantissa, _, power = plain.partition("×10")
    return float(f"{mantissa}e{power.translate(_RAISED)}") if power else float(plain)


def written(weight: float) -> str:
    """A weight as it must be written: three digits behind the point, or, below a thousandth, two and a power of ten.

    >>> written(0.0625), written(0.00012), written(0)
    ('0.062', '1.2×10⁻⁴', '0')
    """
    if weight == 0:
        return "0"
    if weight >= 0.001:
        return f"{weight:.3f}"
    digits, _, power = f"{weight:.1e}".partition("e-")
    return f"{digits}×10⁻{str(int(power)).translate(_TO_RAISED)}"


def agree(read: float, true: float, digits: int = 3) -> bool:
    """Whether a number that was rounded for reading is this one: so many digits behind the point, or two in all."""
    return abs(read - true) <= 0.51 * 10**-digits or abs(read - true) <= 0.06 * abs(true)


# A list below each heading, and none of what was pinned before.
_HAS_ALL = """aside => aside.querySelector('ul') && !aside.querySelector('[aria-busy=true]') &&
    aside.querySelectorAll('h3').length === aside.querySelectorAll('ul').length"""


def listed(inspector: Any) -> list[tuple[int, float]]:
    """The (token, weight) that the inspector lists for the pinned row, largest first."""
    inspector.page.wait_for_function(_HAS_ALL, arg=inspector.element_handle())
    first = inspector.get_by_role("list").first
    lines = [re.split(r"\s+", text.strip()) for text in first.locator("button").all_inner_texts()]
    return [(int(line[-2]), number(line[-1])) for line in lines]
