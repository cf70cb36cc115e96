"""How long the viewer takes to show something, in headless Chromium, through the local server, nothing remembered.

    scripts/bench viewer [--turns 3] [--quick]

Each turn starts a server of its own, as `headscope view` does, and a fresh window. Measured in the page: from the start
of navigation (or from the key) until the picture is on its canvas and the frame is shown. A key's *first pixel* is the
frame after it: what was there, moved or stretched; *finer* is when the tiles of the new level are drawn too.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import headscope as hs
from bench.figures import Figure, told
from headscope.testing.viewer_runs import long_run, text_run

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WATCH = """
window.shown = (isThere) => new Promise((done) => {
    const look = () => (isThere() ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look));
    look();
});
window.pictures = (within, many) => {
    const all = [...document.querySelectorAll(within)];
    return all.length >= many && all.every((canvas) => canvas.width !== 300 && canvas.width > 1);
};
window.painted = (canvas) => {
    if (!canvas || canvas.width < 300) return false;
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height), found = new Set();
    for (let at = 0; at < data.length && found.size < 9; at += 4) found.add(data[at] << 8 | data[at + 2]);
    return found.size > 3;
};
window.pressed = async (key, target) => {
    target.focus();
    const began = performance.now();
    target.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
};
"""
SKY = "() => shown(() => pictures('[data-head] canvas', {heads}))"
MATRIX = "() => shown(() => painted(document.querySelector('main canvas')))"
HEAD = """async () => {
    const cell = document.querySelector('[data-head][tabindex="0"]'), began = performance.now();
    cell.focus();
    cell.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
    return await shown(() => pictures('main [role=application]', 1)) - began;
}"""


def figures(*, is_quick: bool = False, repeat: int = 3) -> Iterator[Figure]:
    """What the issue asks for, or the same at sizes that take seconds."""
    heads, tokens = (4, 128) if is_quick else (12, 512)
    middle, longest = (1000, 2000) if is_quick else (20_000, 100_000)
    bars: list[float | None] = [None] * 5 if is_quick else [1.5, 0.3, 0.5, 0.1, 1.0]
    with tempfile.TemporaryDirectory() as place:
        runs = Path(place)
        hs.save(text_run(heads, heads, tokens), runs / "wide")
        hs.save(long_run(middle), runs / "middle")
        hs.save(long_run(longest), runs / "long")
        with chromium() as browser:
            wide = [sky_and_head(browser, runs / "wide", heads * heads) for _ in range(repeat)]
            near = [picture_and_keys(browser, runs / "middle") for _ in range(repeat)]
            far = [picture_and_keys(browser, runs / "long") for _ in range(repeat)]
            opened = [sky_and_head(browser, runs / "long", 2)[0] for _ in range(repeat)]
    one = lambda some, at: tuple(each[at] for each in some)  # noqa: E731
    yield Figure("viewer_sky", tokens, heads * heads, "seconds", one(wide, 0), bar=bars[0], measure="ours")
    yield Figure("viewer_head", tokens, heads * heads, "seconds", one(wide, 1), bar=bars[1], measure="ours")
    for run, size in ((near, middle), (far, longest)):
        bar = bars[2] if run is near else bars[4]
        yield Figure("viewer_picture", size, 2, "seconds", one(run, 0), bar=bar, measure="ours")
        keys = tuple(each for turn in run for each in turn[1])
        yield Figure("viewer_key", size, 2, "seconds", keys, bar=bars[3], measure="ours")
        yield Figure("viewer_finer", size, 2, "seconds", one(run, 2), measure="ours")
    yield Figure("viewer_sky", longest, 2, "seconds", tuple(opened), bar=bars[4], measure="ours")


@contextmanager
def chromium() -> Iterator[Any]:
    """Headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(run: Path) -> Iterator[str]:
    """The address of a server of its own on one run, without a browser."""
    command = [sys.executable, "-m", "headscope.cli.main", "view", str(run), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def in_window(browser: Any, run: Path, screen: str, measure: Callable[[Any], Any]) -> Any:
    """What is measured in a fresh window that begins to open a screen of a run."""
    with served(run) as home:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(120_000)
        page.add_init_script(WATCH)
        page.goto(f"{home}#/r/{run.name}/{screen}", wait_until="commit")
        found = measure(page)
        page.close()
    return found


def sky_and_head(browser: Any, run: Path, heads: int) -> tuple[float, float]:
    """Seconds until all thumbnails of the sky are painted, and then from Enter to the matrix of the first head."""
    found: tuple[float, float] = in_window(browser, run, "sky", lambda page: told_by_sky(page, heads))
    return found


def told_by_sky(page: Any, heads: int) -> tuple[float, float]:
    """The same of a page that begins to open."""
    sky = page.evaluate(SKY.replace("{heads}", str(heads)))
    return sky / 1000, page.evaluate(HEAD) / 1000


def picture_and_keys(browser: Any, run: Path) -> tuple[float, list[float], float]:
    """Seconds until the whole matrix is painted; from each key that zooms or moves to the next frame; and from the last
    of them until the tiles of its level are there."""

    def measure(page: Any) -> tuple[float, list[float], float]:
        first = page.evaluate(MATRIX)
        press = "([key]) => pressed(key, document.querySelector('main canvas'))"
        keys = [page.evaluate(press, [key]) / 1000 for key in ("+", "+", "PageDown", "+", "PageUp", "-")]
        finer = page.evaluate(
            """async () => {
                const canvas = document.querySelector('main canvas'), began = performance.now();
                await pressed('+', canvas);
                return await shown(() => canvas.getAttribute('aria-busy') === 'false') - began;
            }"""
        )
        return first / 1000, keys, finer / 1000

    found: tuple[float, list[float], float] = in_window(browser, run, "matrix?h=L0.H1", measure)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="small sizes, no bars: does everything run?")
    asked = parser.parse_args()
    if not CHROMIUM:
        parser.error("Chromium is not installed")
    for line in told(figures(is_quick=asked.quick, repeat=asked.turns)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
