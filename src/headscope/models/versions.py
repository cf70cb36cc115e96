"""Which versions of transformers can be watched: its attention interface is internal, and may change or be missing."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

from headscope.errors import CannotObserve

OLDEST = "5.15.0"  # the bound in pyproject.toml: the first in which T5 and its kin go through the interface
TESTED = "5.24.0"  # the version in constraints.txt
_ASKED = ("attn_implementation", "default")
_TOLD = frozenset({"batch_size", "q_length", "kv_length", "q_offset", "kv_offset", "mask_function"})


def refuse_unfit_transformers() -> None:
    """Refuse a version of transformers whose attention or masks cannot be watched, before anything is loaded or runs.

    Looked at is what the tap stands on, not the number of the version: a function that hands out the attention of each
    call, and a mask function that can be asked for some rows.

    Raises:
        CannotObserve: something is missing; the message says what, and the versions that have it.

    >>> refuse_unfit_transformers()
    """
    library: Any = import_module("transformers")
    asked = getattr(getattr(library, "AttentionInterface", None), "get_interface", None)
    if asked is None or not set(_ASKED) <= set(inspect.signature(asked).parameters):
        raise _unfit(library, f"AttentionInterface.get_interface({', '.join(_ASKED)})")
    masks = getattr(getattr(library, "AttentionMaskInterface", None), "_global_mapping", {})
    told = inspect.signature(masks["sdpa"]).parameters if "sdpa" in masks else {}
    if not told.keys() >= _TOLD:
        raise _unfit(library, f"AttentionMaskInterface['sdpa']({', '.join(sorted(_TOLD))})")


def _unfit(library: Any, missing: str) -> CannotObserve:
    return CannotObserve(
        "transformers_unfit", version=library.__version__, missing=missing, oldest=OLDEST, tested=TESTED
    )
