"""Whether a page can be driven here."""

from __future__ import annotations

import importlib.util
import shutil

import pytest

# The same Chromium without its own buttons and menus takes half the time, where Debian's package of it is installed.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in _NAMES if (path := shutil.which(name))), None)
_MISSING = "Chromium is not installed" if CHROMIUM is None else "playwright is not installed"
needs_browser = pytest.mark.skipif(CHROMIUM is None or importlib.util.find_spec("playwright") is None, reason=_MISSING)
