"""A browser for every room's tests; no more than one may be started."""

from __future__ import annotations

import pytest

from tests.show.browsing import CHROMIUM


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium that may not reach anything."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()
