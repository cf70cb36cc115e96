"""What the viewer exports: the figure that `figure_bytes` makes of what is seen, as a file."""

from __future__ import annotations

import base64
import re

from headscope.errors import ExtraMissing
from headscope.show.figures.at import plan_at
from headscope.show.figures.heads import PATTERN_NUMBERS
from headscope.show.figures.make import figure_bytes
from headscope.show.figures.plan import FigurePlan, checked
from headscope.show.known import patterns_of
from headscope.show.payload import FigurePayload
from headscope.show.shelf import OpenRun, is_known

_TYPES = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png", "csv": "text/csv"}
_NAME = 80


def pack_figure(opened: OpenRun, ending: str, address: str) -> FigurePayload:
    """The figure of what the viewer shows at an address.

    Args:
        opened: the run; that which the address names is not looked at.
        ending: `svg`, `pdf`, `png` or `csv`.
        address: the viewer's own.

    Raises:
        BadOption: an unknown ending, no address, a screen without a figure, or a choice that is not there.
        BadHeadId, NotKept, FontMissing: as `figure_bytes`. ExtraMissing: matplotlib is not installed.
    """
    plan = checked(opened.run, plan_at(address))
    is_of_patterns = plan.view == "sky" and plan.statistic in ("pattern", *PATTERN_NUMBERS)
    patterns = patterns_of(opened) if is_of_patterns or is_known(opened, "patterns") else None
    try:
        content = figure_bytes(opened.run, plan, ending=ending, patterns=patterns)  # type: ignore[arg-type]
    except ModuleNotFoundError as error:
        raise ExtraMissing("extra_missing", value=error.name, extra="figures") from error
    return FigurePayload(_name(opened.name, plan, ending), _TYPES[ending], base64.b64encode(content).decode("ascii"))


def _name(run: str, plan: FigurePlan, ending: str) -> str:
    """A name for the file that every system takes.

    >>> _name("my run", FigurePlan("matrix", "vision:L0.H1"), "svg")
    'my-run-vision-L0.H1-matrix.svg'
    """
    told = [run[:_NAME], *([plan.head] if plan.head and plan.view != "sky" else []), plan.view or ""]
    return re.sub(r"[^\w.-]+", "-", "-".join(told)).strip(".-") + f".{ending}"
