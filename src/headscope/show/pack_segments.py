"""Mass from segment to segment of a text."""

from __future__ import annotations

import numpy as np

from headscope.base.heads import Head
from headscope.errors import NotKept
from headscope.show.pack_text import segment_labels
from headscope.show.packing import pack_array
from headscope.show.payload import SegmentTable
from headscope.store.run import Run


def pack_segments(run: Run, head: Head, text: int) -> SegmentTable:
    """What a row of one segment gives to the keys of another on average; NaN for segments without rows.

    Rows and keys outside all segments do not count, so that rows of the table sum to less than 1.

    Raises:
        NotKept: the text has no segments, or the run does not hold what they give each other.
    """
    site = str(head.site)
    labels = segment_labels(run.manifest.texts[text].sides[run.site(site).query_side])
    if not labels:
        raise NotKept("viewer_segments", value=text)
    mass = run.array(site, "segment_mass", text)[head.number].astype(np.float64)
    rows = run.array(site, "segment_rows", text)[head.number].astype(np.float64)
    mean = np.where(rows[:, None] > 0, mass / np.where(rows > 0, rows, 1.0)[:, None], np.nan)
    return SegmentTable(str(head), text, tuple(label for label, _, _ in labels), pack_array(mean, "log16"))
