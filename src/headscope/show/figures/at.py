"""What the viewer shows at an address, as the plan of a figure."""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import parse_qsl

from headscope.errors import BadOption
from headscope.show.figures.plan import FigurePlan, parse_span

SCREENS = ("sky", "head", "matrix", "compare", "words")
_FIELDS = 40
_DECIMAL = r"\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?"
_SCALE = re.compile(rf"(?P<kind>log|linear):(?P<low>{_DECIMAL}),(?P<high>{_DECIMAL})", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def plan_at(address: str) -> FigurePlan:
    """The plan of the figure that a screen of the viewer stands for; of several heads that of the first.

    Sky becomes `sky`, where pictures of the heads stand for their patterns; Head and Compare the whole `matrix`, Matrix
    the part that is seen; Words `arcs` or, with `mode=heat`, `heat`, whose pinned word is the only query (with
    `mode=arcs-by` the only key). Colours of `matrix` and `heat` have the viewer's scale.

    Args:
        address: the viewer's own address, from anybody; the run that it names is left to the caller.

    Raises:
        BadOption: it is no address, or the screen has no figure. What it asks of a run is checked with the run
            (`plan.checked`).

    >>> plan = plan_at("/r/book/matrix?h=L2.H5,L0.H1&row=0-64&ch=mass&lang=zh")
    >>> plan.view, plan.head, plan.queries, plan.channel, plan.language
    ('matrix', 'L2.H5', (0, 64), 'mass', 'zh')
    >>> plan_at("/r/book/sky?show=statistic_entropy_bits").statistic
    'entropy_bits'
    """
    place, _, query = address.partition("?")
    parts = place.split("/")
    try:
        given = dict(parse_qsl(query, max_num_fields=_FIELDS))
    except ValueError:  # too many
        parts = []
    if len(parts) != 4 or parts[:2] != ["", "r"]:
        raise BadOption("address_syntax", value=address)
    screen = parts[3]
    if screen not in SCREENS:
        raise BadOption("figure_screen", value=screen, choices=", ".join(SCREENS))
    plan: dict[str, Any] = {"head": given.get("h", "").partition(",")[0] or None}
    if screen == "sky":
        plan |= {"view": "sky", "statistic": given.get("show", "thumbnail").removeprefix("statistic_")}
        if plan["statistic"] == "thumbnail":
            plan["statistic"] = "pattern"
    else:
        plan |= _of_head(screen, given, address)
    return FigurePlan(**plan, theme=given.get("theme", "light"), language=given.get("lang", "en"))  # type: ignore[arg-type]


def _of_head(screen: str, given: dict[str, str], address: str) -> dict[str, Any]:
    """What figures of one head show."""
    text = given.get("t", "0")
    if not _NUMBER.fullmatch(text):
        raise BadOption("address_syntax", value=address)
    mode = given.get("mode", "") if screen == "words" else ""
    view = "matrix" if screen != "words" else "heat" if mode.startswith("heat") else "arcs"
    plan: dict[str, Any] = {"view": view, "text": int(text), "sinks": given.get("sink", "shown")}
    spans = {"queries": "row", "keys": "key"} if screen in ("matrix", "words") else {}
    plan |= {name: parse_span(given[field]) for name, field in spans.items() if field in given}
    pinned = given.get("k" if mode == "arcs-by" else "q") if screen == "words" else None
    if pinned is not None:
        plan["keys" if mode == "arcs-by" else "queries"] = parse_span(pinned)
    if view == "matrix":
        plan["channel"] = given.get("ch", "peak")
    if view != "arcs":
        plan |= _scale(given.get("scale"), address)
    return plan


def _scale(given: str | None, address: str) -> dict[str, Any]:
    """Scale and range of colours; the viewer's own is log from 1e-4 to 1."""
    if given is None:
        return {"scale": "log"}
    found = _SCALE.fullmatch(given)
    low, high = (float(found[name]) if found else math.nan for name in ("low", "high"))
    if found is None or not math.isfinite(low + high):
        raise BadOption("address_syntax", value=address)
    return {"scale": found["kind"], "low": low, "high": high}
