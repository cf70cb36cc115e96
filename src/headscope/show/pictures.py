"""The picture of one head on one text: its weights where they were kept, else the pooled image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.axes import cells
from headscope.base.heads import Head
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
        weights = run.array(record.site, "weights", text)[head.number]
        visible = run.array(record.site, "visible_keys", text)[head.number]
        return Picture(mark_masked(weights, visible, is_causal=record.is_causal), queries, keys)
    return pooled_picture_of(run, head, text)


def labels_of(run: Run, head: Head, text: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tokens of the query and of the key axis."""
    record, sides = run.site(str(head.site)), run.manifest.texts[text].sides
    queries = tuple(token.text for token in sides[record.query_side].tokens)
    return queries, tuple(token.text for token in sides[record.key_side].tokens)


def pooled_picture_of(run: Run, head: Head, text: int) -> Picture:
    """The pooled image of a head on a text, at most 64 cells along an axis; single tokens where the text is short."""
    record = run.site(str(head.site))
    queries, keys = labels_of(run, head, text)
    height, width = cells(len(queries))[0], cells(len(keys))[0]
    image = run.array(record.site, "image_max", text)[head.number].astype(np.float64)
    if record.is_causal and height == width:
        image[np.triu(np.ones(image.shape, dtype=bool), 1)] = np.nan
    return Picture(image, queries[::height], keys[::width], height, width)


def mark_masked(weights: np.ndarray, visible_keys: np.ndarray, *, is_causal: bool = False) -> np.ndarray:
    """The weights [query, key] with NaN where the mask hid the key.

    A run keeps how many keys a row may see, not which. A softmax weight is never exactly 0 unless it is hidden or too
    small for its type: where a row has as many zeros as hidden keys, these are the hidden ones. In a causal site keys
    after the query are hidden.

    >>> mark_masked(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([1, 2])).tolist()
    [[1.0, nan], [0.5, 0.5]]
    """
    marked = weights.astype(np.float64)
    zeros = marked == 0
    hidden = marked.shape[1] - np.asarray(visible_keys)
    certain = (zeros.sum(axis=1) == hidden)[:, None] & zeros
    if is_causal:
        certain |= zeros & (np.arange(marked.shape[1])[None, :] > np.arange(marked.shape[0])[:, None])
    marked[certain] = np.nan
    return marked
