"""Two columns of words and the strongest pairs between them."""

from __future__ import annotations

from headscope.show.claims import word
from headscope.show.figures.look import number_text
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.sheet import MARGIN, Sheet, fitted, measure, rule, write
from headscope.show.figures.word_shares import ShownArcs
from headscope.show.labels import visible_label

_LINE, _GAP, _LABEL, _SIZE = 12.5, 170.0, 110.0, 8.5
_THINNEST, _THICKEST = 0.4, 4.0  # points of line for a share of 0 and of 1
_EXAMPLES = (0.1, 0.3, 1.0)


def draw_arcs(sheet: Sheet, shown: ShownArcs, plan: FigurePlan) -> tuple[float, float]:
    """Draw the words and the arcs; returns width and height of what was drawn.

    Width and depth of a line grow with the share of the query's row that the key holds; words of no arc are quiet.
    """
    columns = [
        [fitted(sheet, visible_label(each.text), width=_LABEL, size=_SIZE) for each in words]
        for words in (shown.queries, shown.keys)
    ]
    wide = [max([measure(sheet, label, size=_SIZE) for label in labels] or [0.0]) for labels in columns]
    left, top = MARGIN + max(wide[0], 30.0), MARGIN + 22
    right = left + _GAP
    used = {arc.query for arc in shown.arcs}, {arc.key for arc in shown.arcs}
    for arc in sorted(shown.arcs, key=lambda arc: arc.share):
        start, end = (left + 5, _height(top, arc.query)), (right - 5, _height(top, arc.key))
        pulls = (left + _GAP * 0.45, start[1]), (right - _GAP * 0.45, end[1])
        is_pale = arc.is_sink and plan.sinks == "dimmed"
        colour = sheet.look.quiet if is_pale else sheet.look.accent
        rule(sheet, [start, *pulls, end], width=_width(arc.share), colour=colour, opacity=_opacity(arc.share),
             is_dashed=is_pale)  # fmt: skip
    for place, (x, side) in enumerate(((left, "right"), (right, "left"))):
        title = word("query" if place == 0 else "key", sheet.language)
        write(sheet, title, x=x, y=MARGIN + 6, size=8, colour=sheet.look.quiet, side=side)  # type: ignore[arg-type]
        for number, label in enumerate(columns[place]):
            colour = sheet.look.ink if number in used[place] else sheet.look.quiet
            write(sheet, label, x=x, y=_height(top, number), size=_SIZE, colour=colour, side=side)  # type: ignore[arg-type]
    below = _height(top, max(len(shown.queries), len(shown.keys))) + 4
    return right + max(wide[1], 30.0) + MARGIN, _legend(
        sheet, left=left, top=below, has_sinks=plan.sinks == "dimmed" and any(arc.is_sink for arc in shown.arcs)
    )


def _legend(sheet: Sheet, *, left: float, top: float, has_sinks: bool) -> float:
    """What widths mean, and what a dashed line is where there is one."""
    write(sheet, word("figure_share_of_row", sheet.language), x=left, y=top + 4, size=7.5)
    x = left
    for share in _EXAMPLES:
        rule(sheet, [(x, top + 16), (x + 26, top + 16)], width=_width(share), colour=sheet.look.accent,
             opacity=_opacity(share))  # fmt: skip
        write(sheet, number_text(share), x=x + 30, y=top + 16, size=6.5, colour=sheet.look.quiet)
        x += 58
    if not has_sinks:
        return top + 24
    rule(sheet, [(left, top + 28), (left + 26, top + 28)], width=1, colour=sheet.look.quiet, is_dashed=True)
    write(sheet, word("label_sink", sheet.language), x=left + 30, y=top + 28, size=6.5, colour=sheet.look.quiet)
    return top + 36


def _height(top: float, number: int) -> float:
    return top + (number + 0.5) * _LINE


def _width(share: float) -> float:
    return _THINNEST + (_THICKEST - _THINNEST) * min(share, 1.0)


def _opacity(share: float) -> float:
    return 0.35 + 0.65 * min(share, 1.0)
