"""A figure composed: a view on a sheet, its caption below, in fonts that have every character of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import numpy as np
from matplotlib.figure import Figure

from headscope.base.heads import parse_head
from headscope.base.messages import catalogue
from headscope.show.figures.arcs import draw_arcs
from headscope.show.figures.caption import Shown, caption
from headscope.show.figures.cells import ShownCells, sink_columns_of
from headscope.show.figures.fonts import families_for
from headscope.show.figures.heads import Patterns, ShownSky
from headscope.show.figures.heat import draw_heat
from headscope.show.figures.look import LOOKS
from headscope.show.figures.matrix import MOST_LABELS, draw_matrix
from headscope.show.figures.pdf_fonts import embeddable
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.sheet import DOTS, MARGIN, Sheet, finish, new_sheet, own_settings, write_lines
from headscope.show.figures.sky import draw_sky
from headscope.show.figures.word_shares import ShownArcs, ShownHeat
from headscope.show.labels import visible_label
from headscope.store.run import Run

__all__ = ["DOTS", "drawing"]

Labels = tuple[list[str], list[str]]
_NARROWEST = 300.0  # points that a caption may take in any case
# Words of the catalogue that views write, beside what comes from the run.
_WORDS = ("figure_", "label_", "letter_", "query", "key", "head", "page_masked_legend", "not_available")
_SIGNS = "0123456789.,−≤≥… "


@contextmanager
def drawing(
    run: Run, plan: FigurePlan, shown: Shown, *, is_embedded: bool = False, patterns: Patterns = None
) -> Iterator[Figure]:
    """What a checked plan shows, drawn; with `is_embedded` in fonts that a PDF can hold, while the context is open."""
    sinks = sink_columns_of(run, plan, shown) if isinstance(shown, ShownCells) else np.zeros(0, dtype=bool)
    lines = caption(run, plan, shown, sinks, patterns)
    labels = _labels(run, plan, shown)
    told = (text for key, text in catalogue(plan.language).items() if key.removeprefix("show.").startswith(_WORDS))
    text = "".join([*lines, *labels[0], *labels[1], *told, _SIGNS])
    with own_settings():
        families = families_for(text, plan.language)
        with embeddable(families, text) if is_embedded else nullcontext(families) as used:
            sheet = new_sheet(LOOKS[plan.theme], plan.language, used)
            width, below = _draw(sheet, shown, plan, labels=labels, sinks=sinks)
            width = max(width, _NARROWEST)
            below = write_lines(sheet, lines, x=MARGIN, y=below + 6, width=width - 2 * MARGIN, size=7.5)
            yield finish(sheet, width=width, height=below + MARGIN / 2)


def _draw(sheet: Sheet, shown: Shown, plan: FigurePlan, *, labels: Labels, sinks: np.ndarray) -> tuple[float, float]:
    if isinstance(shown, ShownCells):
        return draw_matrix(sheet, shown, plan, labels=labels, sinks=sinks)
    if isinstance(shown, ShownArcs):
        return draw_arcs(sheet, shown, plan)
    if isinstance(shown, ShownHeat):
        return draw_heat(sheet, shown, plan)
    return draw_sky(sheet, shown, plan)


def _labels(run: Run, plan: FigurePlan, shown: Shown) -> Labels:
    """What is written beside the marks: tokens of a small matrix, words, sites."""
    if isinstance(shown, ShownSky):
        return list(shown.lines), []
    if isinstance(shown, ShownArcs):
        queries, keys = shown.queries, shown.keys
        return [visible_label(each.text) for each in queries], [visible_label(each.text) for each in keys]
    if isinstance(shown, ShownHeat):
        return [visible_label(each.text) for each in shown.words], []
    record, sides = run.site(str(parse_head(plan.head or "").site)), run.manifest.texts[plan.text].sides
    places = (record.query_side, shown.query_edges), (record.key_side, shown.key_edges)
    is_few = (len(edges) - 1 <= MOST_LABELS and shown.cell_tokens == (1, 1) for _, edges in places)
    rows, columns = (
        [visible_label(sides[side].tokens[token].text) for token in edges[:-1].tolist()] if few else []
        for (side, edges), few in zip(places, is_few, strict=True)
    )
    return rows, columns
