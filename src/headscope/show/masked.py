"""Which parts of a head's matrix the mask hides, as far as the run tells."""

from __future__ import annotations

import numpy as np

from headscope.base.heads import Head
from headscope.store.run import Run, head_part


def mark_masked(
    weights: np.ndarray, visible_keys: np.ndarray, *, is_causal: bool = False, first_row: int = 0
) -> np.ndarray:
    """The weights [query, key] with NaN where the mask hid the key.

    A run keeps how many keys a row may see, not which. A softmax weight is never exactly 0 unless it is hidden or too
    small for its type: where a row has as many zeros as hidden keys, these are the hidden ones. In a causal site keys
    after the query are hidden; `first_row` is the query of the first row.

    >>> mark_masked(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([1, 2])).tolist()
    [[1.0, nan], [0.5, 0.5]]
    """
    marked = weights.astype(np.float64)
    zeros = marked == 0
    hidden = marked.shape[1] - np.asarray(visible_keys)
    certain = (zeros.sum(axis=1) == hidden)[:, None] & zeros
    if is_causal:
        certain |= zeros & (np.arange(marked.shape[1])[None, :] > first_row + np.arange(marked.shape[0])[:, None])
    marked[certain] = np.nan
    return marked


def hidden_cells(
    run: Run, head: Head, text: int, rows: tuple[int, int], keys: tuple[int, int], width: tuple[int, int]
) -> np.ndarray:
    """Cells of a part of the matrix that the mask hides wholly, bool [query cell, key cell]: from kept weights
    (`mark_masked`), else `unseen_cells`.

    Args:
        run, head, text: whose matrix.
        rows, keys: the part, first and one past the last.
        width: queries and keys of a cell.
    """
    if not run.has(str(head.site), "weights"):
        return unseen_cells(run, head, text, rows, keys, width)
    hidden = np.isnan(marked_rows(run, head, text, *rows)[:, keys[0] : keys[1]])
    by_key = np.logical_and.reduceat(hidden, np.arange(0, keys[1] - keys[0], width[1]), axis=1)
    return np.asarray(np.logical_and.reduceat(by_key, np.arange(0, rows[1] - rows[0], width[0]), axis=0))


def unseen_cells(
    run: Run, head: Head, text: int, rows: tuple[int, int], keys: tuple[int, int], width: tuple[int, int]
) -> np.ndarray:
    """The same without looking at weights: from the intervals of visible keys where the run keeps them, else from the
    site, as in a causal one keys after the query are hidden; a row that sees nothing sees nothing.

    Where the run tells no more, a hidden cell passes for one that gets nothing.

    >>> from headscope.capture.arrays import from_arrays
    >>> run = from_arrays([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]], keep="none")
    >>> unseen_cells(run, run.heads[0], 0, (0, 3), (0, 3), (1, 1)).tolist()
    [[False, True, True], [False, False, True], [False, False, False]]
    """
    row_cuts, key_cuts = np.arange(0, rows[1] - rows[0], width[0]), np.arange(keys[0], keys[1], width[1])
    low, high = _seen(run, head, text, *rows)
    is_absent = high <= low
    lowest = np.minimum.reduceat(np.where(is_absent, np.iinfo(np.int64).max, low), row_cuts)
    highest = np.maximum.reduceat(np.where(is_absent, 0, high), row_cuts)
    key_ends = np.minimum(key_cuts + width[1], keys[1])
    return np.asarray((highest[:, None] <= key_cuts) | (lowest[:, None] >= key_ends))


def marked_rows(run: Run, head: Head, text: int, first: int, last: int) -> np.ndarray:
    """Rows first..last of kept weights, float64 [query, key], NaN where the key is hidden."""
    record = run.site(str(head.site))
    keys = len(run.manifest.texts[text].sides[record.key_side].tokens)
    weights = head_part(run, record.site, "weights", text, head.number, first * keys, last * keys).reshape(-1, keys)
    visible = head_part(run, record.site, "visible_keys", text, head.number, first, last)
    return mark_masked(weights, visible, is_causal=record.is_causal, first_row=first)


def _seen(run: Run, head: Head, text: int, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """First and one past the last key that each row may see, as far as is known."""
    record = run.site(str(head.site))
    keys = len(run.manifest.texts[text].sides[record.key_side].tokens)
    low, high = np.zeros(last - first, np.int64), np.full(last - first, keys)
    if run.has(record.site, "visible_low") and run.has(record.site, "visible_high"):
        low, high = (
            head_part(run, record.site, name, text, head.number, first, last).astype(np.int64)
            for name in ("visible_low", "visible_high")
        )
    elif record.is_causal:
        high = np.arange(first, last) + 1
    if run.has(record.site, "visible_keys"):
        high = np.where(head_part(run, record.site, "visible_keys", text, head.number, first, last) > 0, high, low)
    return low, high
