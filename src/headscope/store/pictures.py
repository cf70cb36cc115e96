"""Pictures of a run, as its model saw them: one small array of bytes for each, beside the arrays of the sites."""

from __future__ import annotations

import numpy as np

from headscope.store.layout import PICTURES, picture_name
from headscope.store.run import Run


def picture_of(run: Run, text: int, side: str) -> np.ndarray | None:
    """The picture of a side as its model saw it, uint8 [pixel row, pixel column, 3]; None where the run has none.

    >>> from headscope.capture.arrays import from_arrays
    >>> picture_of(from_arrays([[1.0]]), 0, "text") is None
    True
    """
    name, grid = picture_name(text, side), run.manifest.texts[text].sides[side].grid
    if grid is None or not run.has(PICTURES, name):
        return None
    picture: np.ndarray = run.arrays.part(PICTURES, name, 0, grid.height)[0]
    return picture
