"""The verbs: a figure as a matplotlib figure, as a file, or as bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

from headscope.base.disk import write_whole
from headscope.errors import BadOption
from headscope.show.figures.caption import Shown, title
from headscope.show.figures.cells import shown_cells
from headscope.show.figures.heads import Patterns, shown_sky
from headscope.show.figures.plan import FigurePlan, View, checked
from headscope.show.figures.tables import arcs_table, cells_table, csv_text, heat_table, sky_table
from headscope.show.figures.word_shares import shown_arcs, shown_heat
from headscope.store.run import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Ending = Literal["svg", "pdf", "png", "csv"]
ENDINGS = get_args(Ending)

_SHOWN: dict[str, Any] = {"matrix": shown_cells, "arcs": shown_arcs, "heat": shown_heat}
_TABLES: dict[str, Any] = {"matrix": cells_table, "arcs": arcs_table, "heat": heat_table, "sky": sky_table}
_METADATA: dict[str, dict[str, str | None]] = {
    "svg": {"Creator": "headscope", "Date": None},
    "pdf": {"Creator": "headscope", "CreationDate": None},
    "png": {"Software": "headscope"},
}
_USUAL = FigurePlan()


@overload
def figure(run: Run, path: None = None, *, view: View | None = None, head: str | None = None, text: int | None = None,
           language: str | None = None, plan: FigurePlan = _USUAL) -> Figure: ...  # fmt: skip
@overload
def figure(run: Run, path: str | Path, *, view: View | None = None, head: str | None = None, text: int | None = None,
           language: str | None = None, plan: FigurePlan = _USUAL) -> Path: ...  # fmt: skip
def figure(
    run: Run,
    path: str | Path | None = None,
    *,
    view: View | None = None,
    head: str | None = None,
    text: int | None = None,
    language: str | None = None,
    plan: FigurePlan = _USUAL,
) -> Figure | Path:
    """A figure of a run for a paper: one head's matrix, arcs, shaded text or picture, or the sky of all heads.

    The caption inside says what is shown of which model and text, the head's pattern, and how far the numbers can be
    trusted; the figure shows where attention goes, not what comes of it. SVG and PDF hold text as text. Equal run and
    plan give equal bytes on one machine. A text of any length becomes at most 512 x 512 cells.

    Args:
        run: the run.
        path: a name ending in .svg, .pdf, .png, or .csv for the numbers that the figure shows; an older file is
            replaced when the new one is complete. None: nothing is written.
        view: `matrix`, `arcs`, `heat` or `sky`; these four take the place of what `plan` says.
        head: `L5.H3`.
        text: number of the text.
        language: `en` or `zh`.
        plan: everything else that can be chosen (`hs.FigurePlan`).

    Returns:
        The path; without one the matplotlib figure, to be changed or saved.

    Raises:
        BadOption: a choice that is not there, or an unknown ending. BadHeadId: the run has no such head.
        NotKept: the run lacks what the view needs. FontMissing: no font of this machine has some character.
        DiskFull: there is no room for the file; an older one is still there. OSError: it cannot be written.
        ModuleNotFoundError: matplotlib is not installed (`pip install "headscope[figures]"`).

    >>> import headscope as hs
    >>> run = hs.from_arrays([[0.9, 0.1], [0.2, 0.8]], ["read", "me"])
    >>> figure(run, head="L0.H0").get_size_inches().round().tolist()
    [4.0, 3.0]
    """
    given = {"view": view, "head": head, "text": text, "language": language}
    plan = replace(plan, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    if path is not None:
        target = Path(path)
        ending = target.suffix.removeprefix(".").lower()
        write_whole({target: figure_bytes(run, plan, ending=ending)})  # type: ignore[arg-type]
        return target
    from headscope.show.figures.drawing import drawing

    plan = checked(run, plan)
    with drawing(run, plan, _shown(run, plan)) as drawn:
        return drawn


def figure_bytes(run: Run, plan: FigurePlan = _USUAL, *, ending: Ending = "svg", patterns: Patterns = None) -> bytes:
    """The same figure as the content of a file.

    Args:
        run: the run.
        plan: what is shown and how.
        ending: `svg`, `pdf`, `png`, or `csv` for the numbers alone.
        patterns: the patterns of all heads by name, where they have been read already: reading them of a long text
            takes longer than drawing.

    Raises:
        BadOption: an unknown ending; for everything else see `figure`.

    >>> import headscope as hs
    >>> run = hs.from_arrays([[0.9, 0.1], [0.2, 0.8]], ["read", "me"])
    >>> figure_bytes(run, FigurePlan(head="L0.H0"), ending="csv").decode().splitlines()[1]
    '0,0,read,0,0,read,0.9,false,0,exact'
    """
    if ending not in ENDINGS:
        raise BadOption("figure_ending", value=ending, choices=", ".join(f".{each}" for each in ENDINGS))
    plan = checked(run, plan)
    shown = _shown(run, plan, patterns)
    if ending == "csv":
        return csv_text(_TABLES[plan.view or ""](run, plan, shown)).encode("utf-8")
    from headscope.show.figures.drawing import DOTS, drawing

    out = io.BytesIO()
    metadata = {**_METADATA[ending], "Title": title(run, plan)}
    with drawing(run, plan, shown, is_embedded=ending == "pdf", patterns=patterns) as drawn:
        drawn.savefig(out, format=ending, dpi=DOTS, metadata=metadata)
    return out.getvalue()


def _shown(run: Run, plan: FigurePlan, patterns: Patterns = None) -> Shown:
    if plan.view == "sky":
        return shown_sky(run, plan, patterns)
    shown: Shown = _SHOWN[plan.view or ""](run, plan)
    return shown
