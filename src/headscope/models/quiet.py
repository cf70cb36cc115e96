"""Foreign libraries kept silent while they work: no notices, no progress bars, their settings put back afterwards."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """A context in which transformers and huggingface_hub write nothing; errors still come as exceptions."""
    notices: Any = import_module("transformers.utils.logging")
    hub: Any = import_module("huggingface_hub.utils")
    verbosity = notices.get_verbosity()
    bars, no_hub_bars = notices.is_progress_bar_enabled(), hub.are_progress_bars_disabled()
    notices.set_verbosity(notices.CRITICAL)
    notices.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        notices.set_verbosity(verbosity)
        if bars:
            notices.enable_progress_bar()
        if no_hub_bars:
            hub.disable_progress_bars()
