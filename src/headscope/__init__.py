"""headscope (多头镜): what every attention head does, exactly, at any length, with evidence.

>>> import headscope as hs
>>> run = hs.from_arrays([[0.9, 0.1], [0.2, 0.8]], ["read", "me"])
>>> hs.read(run, "words")[0].rows[0].verdict
'main'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_PLACES = {
    "AlignmentPlan": "headscope.readings.alignment_plan",
    "AlignmentTask": "headscope.studies.alignment",
    "Decoding": "headscope.models.decoding",
    "FigurePlan": "headscope.show.figures.plan",
    "HeadscopeError": "headscope.errors",
    "Labels": "headscope.capture.labels",
    "Plan": "headscope.capture.plan",
    "RolesPlan": "headscope.studies.roles_plan",
    "Run": "headscope.store.run",
    "Stopped": "headscope.capture.stop",
    "export": "headscope.show.page:export_page",
    "figure": "headscope.show.figures.make",
    "from_arrays": "headscope.capture.arrays",
    "from_qkv": "headscope.capture.arrays",
    "generate": "headscope.capture.generate",
    "observe": "headscope.capture.observe",
    "open": "headscope.store.run:open_run",
    "read": "headscope.readings.read",
    "save": "headscope.store.write",
    "study_alignment": "headscope.studies.alignment",
    "study_roles": "headscope.studies.roles",
    "study_sentence": "headscope.studies.sentence",
    "tile": "headscope.store.tiles",
    "view": "headscope.widget",
}

__all__ = [
    "AlignmentPlan",
    "AlignmentTask",
    "Decoding",
    "FigurePlan",
    "HeadscopeError",
    "Labels",
    "Plan",
    "RolesPlan",
    "Run",
    "Stopped",
    "__version__",
    "export",
    "figure",
    "from_arrays",
    "from_qkv",
    "generate",
    "observe",
    "open",
    "read",
    "save",
    "study_alignment",
    "study_roles",
    "study_sentence",
    "tile",
    "view",
]

if TYPE_CHECKING:
    from headscope.capture.arrays import from_arrays, from_qkv
    from headscope.capture.generate import generate
    from headscope.capture.labels import Labels
    from headscope.capture.observe import observe
    from headscope.capture.plan import Plan
    from headscope.capture.stop import Stopped
    from headscope.errors import HeadscopeError
    from headscope.models.decoding import Decoding
    from headscope.readings.alignment_plan import AlignmentPlan
    from headscope.readings.read import read
    from headscope.show.figures.make import figure
    from headscope.show.figures.plan import FigurePlan
    from headscope.show.page import export_page as export
    from headscope.store.run import Run
    from headscope.store.run import open_run as open
    from headscope.store.tiles import tile
    from headscope.store.write import save
    from headscope.studies.alignment import AlignmentTask, study_alignment
    from headscope.studies.roles import study_roles
    from headscope.studies.roles_plan import RolesPlan
    from headscope.studies.sentence import study_sentence
    from headscope.widget import view


def __getattr__(name: str) -> Any:
    """Public names are loaded when they are first asked for, so that importing headscope costs nothing."""
    if name not in _PLACES:
        raise AttributeError(f"module 'headscope' has no attribute {name!r}")
    place, _, there = _PLACES[name].partition(":")
    return getattr(importlib.import_module(place), there or name)


def __dir__() -> list[str]:
    return list(__all__)
