"""Take the pictures of the viewer's screens for docs/viewer.md, into docs/pictures.

    .venv/bin/python docs/make_screens.py                  # all of them
    .venv/bin/python docs/make_screens.py viewer-sky-en    # some of them

Chromium takes them through playwright, from the local server. The sample models must be in the cache: scripts/models
minilm e5-small.
"""

from __future__ import annotations

import functools
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode

from make_pictures import chromium, letter

from headscope.show.answers import answer
from headscope.show.bundle import make_start
from headscope.show.shelf import OpenRun, ShelfOfRuns
from headscope.store.run import Run
from headscope.testing.viewer_runs import WIDE, long_run
from headscope.web.serve import listen, serve
from headscope.web.server import make_app

PICTURES = Path(__file__).parent / "pictures"
LIMIT_BYTES = 160_000
SIZE = {"width": 1180, "height": 760}
RUNS = {
    "letter": functools.partial(letter, "en"),
    "letter-zh": functools.partial(letter, "zh"),
    "long": long_run,
}
ROW = 2 * WIDE - 1  # of head 1 of the long run: it reads the token in the middle before it
NEAR = {"row": f"{ROW - 24}-{ROW + 24}", "key": f"{WIDE - 25}-{WIDE + 23}"}
SCREENS: dict[str, tuple[str, str, dict[str, object]]] = {
    "viewer-sky-en": ("letter", "sky", {"h": "L1.H9", "show": "pattern"}),
    "viewer-head-zh": ("letter-zh", "head", {"h": "L1.H10", "lang": "zh"}),
    "viewer-needle-en": ("long", "matrix", {"h": "L0.H1", "q": ROW, "k": WIDE - 1} | NEAR),
    "viewer-words-zh": ("letter-zh", "words", {"h": "L1.H10", "q": 5, "lang": "zh", "theme": "dark"}),
    "viewer-findings-en": ("letter", "findings", {}),
}


def main() -> None:
    """Take the pictures that are named, or all."""
    from playwright.sync_api import sync_playwright

    names = sys.argv[1:] or list(SCREENS)
    shelf = ShelfOfRuns({name: OpenRun(name, _run(name)) for name in {SCREENS[name][0] for name in names}})
    listener = listen(0)
    app = make_app(functools.partial(answer, shelf), make_start("app", shelf), "screens")
    threading.Thread(target=serve, args=(app, listener), daemon=True).start()
    home = f"http://127.0.0.1:{listener.getsockname()[1]}/screens/"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for name in names:
            run, screen, state = SCREENS[name]
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{home}#/r/{run}/{screen}?{urlencode({'lang': 'en', 'theme': 'light'} | state)}")
            page.wait_for_load_state("networkidle", timeout=300_000)
            page.wait_for_timeout(500)
            picture = page.screenshot()
            page.close()
            if len(picture) > LIMIT_BYTES:
                raise SystemExit(f"{name}.png is too large: got {len(picture)} bytes, expected at most {LIMIT_BYTES}.")
            (PICTURES / f"{name}.png").write_bytes(picture)
            sys.stderr.write(f"{name}.png: {len(picture):,} bytes\n")
        browser.close()


def _run(name: str) -> Run:
    run: Run = RUNS[name]()
    return run


if __name__ == "__main__":
    main()
