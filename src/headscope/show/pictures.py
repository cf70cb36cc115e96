"""The picture of one head on one text: its weights where they were kept, else the pooled image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.axes import cells
from headscope.base.heads import Head
from headscope.show.masked import marked_rows, unseen_cells
from headscope.store.run import Run


@dataclass(frozen=True, slots=True)
class Picture:
    """A matrix to draw, [query, key], NaN where a key is masked, with the labels of its axes.

    `tokens_per_row` and `tokens_per_column` say how many tokens a cell stands for (its largest weight is shown).
    """

    weights: np.ndarray
    query_labels: tuple[str, ...]
    key_labels: tuple[str, ...]
    tokens_per_row: int = 1
    tokens_per_column: int = 1

    @property
    def largest(self) -> float:
        """The largest weight, 0 where there is none."""
        return float(np.nanmax(self.weights)) if np.isfinite(self.weights).any() else 0.0

    @property
    def is_pooled(self) -> bool:
        """Whether a cell stands for more than one token."""
        return self.tokens_per_row > 1 or self.tokens_per_column > 1


def picture_of(run: Run, head: Head, text: int) -> Picture:
    """The picture of a head on a text.

    Raises:
        NotKept: the run has neither weights nor an image of the site.
    """
    record = run.site(str(head.site))
    queries, keys = labels_of(run, head, text)
    if run.has(record.site, "weights"):
        return Picture(marked_rows(run, head, text, 0, len(queries)), queries, keys)
    return pooled_picture_of(run, head, text)


def labels_of(run: Run, head: Head, text: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tokens of the query and of the key axis."""
    record, sides = run.site(str(head.site)), run.manifest.texts[text].sides
    queries = tuple(token.text for token in sides[record.query_side].tokens)
    return queries, tuple(token.text for token in sides[record.key_side].tokens)


def pooled_picture_of(run: Run, head: Head, text: int) -> Picture:
    """The pooled image of a head on a text, at most 64 cells along an axis; single tokens where the text is short."""
    queries, keys = labels_of(run, head, text)
    image, height, width = pooled_image(run, head, text)
    return Picture(image, queries[::height], keys[::width], height, width)


def pooled_image(run: Run, head: Head, text: int) -> tuple[np.ndarray, int, int]:
    """The largest weight of each cell, float64 [query cell, key cell], NaN where all of it is hidden; and how many
    queries and keys a cell holds."""
    record, sides = run.site(str(head.site)), run.manifest.texts[text].sides
    queries, keys = (len(sides[side].tokens) for side in (record.query_side, record.key_side))
    width = cells(queries)[0], cells(keys)[0]
    image = run.array(record.site, "image_max", text)[head.number].astype(np.float64)
    image[unseen_cells(run, head, text, (0, queries), (0, keys), width) & (image == 0)] = np.nan
    return image, *width
