"""Pictures of a run, as its model saw them: one small array of bytes for each, beside the arrays of the sites."""

from __future__ import annotations

import numpy as np

from headscope.store.layout import PICTURES, picture_name
from headscope.store.run import Run


def picture_of(run: Run, text: int, side: str) -> np.ndarray | None:
    """The picture of a side as its model saw it, uint8 [pixel row, pixel column, 3]; None where the run has none.

    Stages of a model (`image2`, `image3`) share the picture of the first.

    >>> from headscope.capture.arrays import from_arrays
    >>> picture_of(from_arrays([[1.0]]), 0, "text") is None
    True
    """
    sides, side = run.manifest.texts[text].sides, side.rstrip("0123456789")
    name, grid = picture_name(text, side), sides[side].grid if side in sides else None
    if grid is None or not run.has(PICTURES, name):
        return None
    picture: np.ndarray = run.arrays.part(PICTURES, name, 0, grid.height)[0]
    return picture
