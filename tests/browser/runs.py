"""The runs that the viewer is driven on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from headscope.capture.arrays import from_arrays
from headscope.readings import alignment_report, role_report
from headscope.store.readings import save_reading
from headscope.store.run import Run, open_run
from headscope.store.write import save
from headscope.testing.viewer_runs import crossing_run, long_run, short_run, text_run
from tests.show.made import HOSTILE, attention
from tests.show.made_alignment import alignment_report as made_alignment
from tests.show.made_alignment import pairs
from tests.show.made_roles import roles_report


def make_shelf(folder: Path) -> None:
    """Write all runs into the folder."""
    for name, make in _RUNS.items():
        save(make(), folder / name)
    save_reading(open_run(folder / "reported"), role_report.READING, role_report.encode_report(roles_report()))
    save_reading(
        open_run(folder / "aligned"), alignment_report.READING, alignment_report.encode_alignment(made_alignment())
    )


def _aligned() -> Run:
    targets, sources = zip(*((list(pair.target), list(pair.source)) for pair in pairs()[:2]), strict=True)
    weights = [_maps(len(target), len(source)) for target, source in zip(targets, sources, strict=True)]
    return from_arrays(weights, query_tokens=list(targets), key_tokens=list(sources))


def _maps(rows: int, keys: int) -> np.ndarray:
    """Three layers of two heads whose rows are drawn at random."""
    return np.random.default_rng(rows + keys).dirichlet(np.ones(keys), size=(3, 2, rows))


_RUNS: dict[str, Callable[[], Run]] = {
    "short": short_run,
    "text": text_run,
    "crossing": crossing_run,
    "long": long_run,
    "reported": short_run,
    "aligned": _aligned,
    "hostile": lambda: from_arrays(attention(2, len(HOSTILE), seed=3), list(HOSTILE)),
}
