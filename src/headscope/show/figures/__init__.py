"""Figures for papers, without a browser: what a head or a run shows as SVG, PDF, PNG, or as the numbers in CSV.

`plan.py` says what is asked for (`at.py`: by an address of the viewer); `cells.py`, `word_shares.py`, `heads.py` take
it from the run; `matrix.py`, `arcs.py`, `heat.py` and `sky.py` draw it on a `sheet.py`, `tables.py` writes it down;
`make.py` holds the verbs.
Only `sheet.py`, `fonts.py` and `pdf_fonts.py` know matplotlib, and nothing of it is imported before a figure is drawn.
"""

from headscope.show.figures.make import figure, figure_bytes
from headscope.show.figures.plan import FigurePlan

__all__ = ["FigurePlan", "figure", "figure_bytes"]
