"""The runs that the viewer is driven on: four to look at, some with reports, some of strangers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from headscope.capture.arrays import from_arrays
from headscope.readings import alignment_report, role_report
from headscope.readings.report_file import encode_report
from headscope.store.readings import save_reading
from headscope.store.run import MANIFEST, Run, open_run
from headscope.store.write import save
from headscope.testing.viewer_runs import crossing_run, long_run, short_run, text_run
from tests.show import made_alignment, made_roles
from tests.show.made import HOSTILE, attention


def make_shelf(folder: Path) -> None:
    """Write all runs into the folder; that of a newer version cannot be opened."""
    for name, make in _RUNS.items():
        save(make(), folder / name)
    for name, reading, report in _reports():
        save_reading(open_run(folder / name), reading, encode_report(report))
    save(short_run(), folder / "newer")
    manifest = folder / "newer" / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"format": 99}), encoding="utf-8")


def _reports() -> list[tuple[str, str, Any]]:
    roles, alignment = role_report.READING, alignment_report.READING
    return [
        ("reported", roles, made_roles.roles_report()),
        ("aligned", alignment, made_alignment.alignment_report()),
        ("hostile-roles", roles, made_roles.hostile_report()),
        ("hostile-aligned", alignment, made_alignment.hostile_alignment()),
    ]


def _hostile() -> Run:
    return from_arrays(attention(2, len(HOSTILE), seed=3), list(HOSTILE))


def _aligned() -> Run:
    pairs = made_alignment.pairs()[:2]
    draws = np.random.default_rng(7)
    weights = [draws.dirichlet(np.ones(len(pair.source)), size=(3, 2, len(pair.target))) for pair in pairs]
    targets, sources = [list(pair.target) for pair in pairs], [list(pair.source) for pair in pairs]
    return from_arrays(weights, query_tokens=targets, key_tokens=sources)


_RUNS: dict[str, Callable[[], Run]] = {
    "short": short_run,
    "text": text_run,
    "long": long_run,
    "crossing": crossing_run,
    "reported": short_run,
    "aligned": _aligned,
    "hostile": _hostile,
    "hostile-roles": _hostile,
    "hostile-aligned": _hostile,
}
