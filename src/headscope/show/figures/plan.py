"""What a figure shows and how: one value, checked against a run before anything is drawn."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from headscope.base.heads import parse_head, select_heads
from headscope.base.messages import LANGUAGES
from headscope.errors import BadOption
from headscope.show.claims import NORM_STATISTICS, STATISTICS
from headscope.store.run import Run
from headscope.store.tiles import CHANNELS, Channel

View = Literal["matrix", "arcs", "heat", "sky"]
Scale = Literal["linear", "log"]
Sinks = Literal["shown", "dimmed"]
Theme = Literal["light", "dark"]
Span = tuple[int, int]  # tokens first..last, without the last

VIEWS = ("matrix", "arcs", "heat", "sky")
SHOWN_STATISTICS = ("pattern", *STATISTICS, *NORM_STATISTICS, "strength", "sink_share")
_SPAN = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class FigurePlan:
    """What is asked of a figure; the names are those of the viewer's address.

    Attributes:
        view: `matrix`, one head's weights; `arcs`, its strongest pairs of words; `heat`, the text shaded by what a
            query reads; `sky`, all heads of the run. None: `matrix` where a head is named, else `sky`.
        head: `L5.H3`; in the sky this head is framed.
        text: number of the text.
        queries: tokens (first, last), without the last, on the query side; None for all. In `heat` the rows whose mean
            is shown; None for what each word receives from the rows that see it.
        keys: the same on the key side; in `heat` the part of the text that is shown.
        channel: what a cell of several tokens shows: `peak`, its largest weight; `mass`, what its keys get from one of
            its rows on average (shares, 0 to 1).
        scale: of colours, `log` or `linear`; None: `log` for `matrix`, else `linear`.
        low, high: the range of colours in the unit of what is shown; None: 1e-4 to 1 on a log scale, 0 to the largest
            value on a linear one. What lies outside is drawn as the nearest end, and the colour bar says so.
        sinks: `dimmed` draws sink keys pale and says how much they hold; `arcs` then takes its pairs from the others.
        most: how many arcs are drawn.
        statistic: what `sky` shows: `pattern`, `strength`, `sink_share`, or a name of `hs.read(run, "statistics")`.
        theme: `light` or `dark`.
        language: `en` or `zh`.

    >>> FigurePlan(view="heat", head="L2.H5", queries=(4, 5)).channel
    'peak'
    """

    view: View | None = None
    head: str | None = None
    text: int = 0
    queries: Span | None = None
    keys: Span | None = None
    channel: Channel = "peak"
    scale: Scale | None = None
    low: float | None = None
    high: float | None = None
    sinks: Sinks = "shown"
    most: int = 40
    statistic: str = "pattern"
    theme: Theme = "light"
    language: str = "en"


def checked(run: Run, plan: FigurePlan) -> FigurePlan:
    """The plan with nothing left open but the ends of the colours.

    Raises:
        BadOption: a choice that is not there, a view of one head without a head, no such text, a span outside the text,
            or a range of colours that is none. BadHeadId: the run has no such head.
    """
    view = plan.view or ("sky" if plan.head is None else "matrix")
    scale = plan.scale or ("log" if view == "matrix" else "linear")
    for name, value, choices in (
        ("view", view, VIEWS),
        ("scale", scale, ("log", "linear")),
        ("channel", plan.channel, CHANNELS),
        ("sinks", plan.sinks, ("shown", "dimmed")),
        ("statistic", plan.statistic, SHOWN_STATISTICS),
        ("theme", plan.theme, ("light", "dark")),
        ("language", plan.language, LANGUAGES),
    ):
        if value not in choices:
            raise BadOption("figure_choice", name=name, value=value, choices=", ".join(choices))
    if not 0 <= plan.text < run.texts:
        raise BadOption("text_number", value=plan.text, highest=run.texts - 1)
    if plan.most < 1:
        raise BadOption("figure_most", value=plan.most)
    _check_range(plan, scale)
    if plan.head is None and view != "sky":
        raise BadOption("figure_head_missing", view=view)
    if plan.head is not None:
        head = select_heads(str(parse_head(plan.head)), run.heads)[0]
        record, sides = run.site(str(head.site)), run.manifest.texts[plan.text].sides
        for name, span, side in (("queries", plan.queries, record.query_side), ("keys", plan.keys, record.key_side)):
            length = len(sides[side].tokens)
            if span is not None and not 0 <= span[0] < span[1] <= length:
                raise BadOption("figure_span", name=name, value=f"{span[0]}-{span[1]}", length=length)
    return replace(plan, view=view, scale=scale)


def parse_span(text: str) -> Span:
    """The tokens that `5` (one) or `0-64` (without the last, as in the viewer's address) name.

    Raises:
        BadOption: the text has neither form.

    >>> parse_span("5"), parse_span("0-64")
    ((5, 6), (0, 64))
    """
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise BadOption("figure_span_syntax", value=text)
    first = int(match[1])
    return first, int(match[2]) if match[2] else first + 1


def span_of(run: Run, plan: FigurePlan, which: Literal["query", "key"], value: str) -> Span:
    """The tokens that a person names: by number (`parse_span`), or a token of a picture or a sound by its name, as
    `r3c5`, `[CLS]` or `1.28s`.

    Raises:
        BadOption: the value has none of these forms. BadHeadId: the run has no such head.
    """
    if plan.head is not None and 0 <= plan.text < run.texts:
        record = run.site(str(select_heads(plan.head, run.heads)[0].site))
        side = run.manifest.texts[plan.text].sides[record.query_side if which == "query" else record.key_side]
        named = [place for place, token in enumerate(side.tokens) if token.text == value.strip()]
        if named and (side.grid or side.frames):
            return named[0], named[0] + 1
    return parse_span(value)


def _check_range(plan: FigurePlan, scale: str) -> None:
    low, high = plan.low, plan.high
    lowest = 0.0 if low is None else low
    is_range = (
        0 <= lowest < math.inf and (high is None or lowest < high < math.inf) and not (scale == "log" and low == 0)
    )
    if not is_range:
        raise BadOption("figure_range", low=low, high=high)
