"""The offline page against BertViz's views of the same matrices: bytes, and seconds until something is painted.

    scripts/bench pages [--tokens 128] [--scripts FOLDER] [--quick]

BertViz takes part where it is installed (`pip install bertviz`). Its pages load three scripts from another host, so
without a network they paint nothing; FOLDER may hold them (require.min.js, d3.min.js, jquery.min.js), and the browser
is given these instead. Ours opens from the disk with the network off.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.figures import Figure, told
from bench.viewer import CHROMIUM, WATCH, chromium, told_by_sky
from headscope.capture.arrays import from_arrays
from headscope.show.page import export_page
from headscope.testing.viewer_runs import text_run

LAYERS = HEADS = 12
MOST_BYTES, MOST_S = 4e6, 1.0
LONGER = 512  # tokens of the two pages that are measured alone
VIEWS = ("head", "model")
LINES = "() => shown(() => document.querySelectorAll('svg line').length > 0)"


def figures(
    *, tokens: int = 128, scripts: Path | None = None, is_quick: bool = False, repeat: int = 3
) -> Iterator[Figure]:
    """Bytes and seconds of both, taking turns; then of longer pages of ours, of some heads' matrices and of all."""
    layers, heads = (2, 2) if is_quick else (LAYERS, HEADS)
    weights = np.random.default_rng(0).dirichlet(np.ones(tokens), size=(layers, heads, tokens))
    labels = [f"word{number}" for number in range(tokens)]
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        folder = Path(place)
        ours = export_page(from_arrays(weights, labels), folder / "ours.html", has_all_heads=True)
        theirs = {view: bertviz_page(view, weights, labels, folder) for view in VIEWS}
        for name, page in theirs.items():
            mine, others = [], []
            for _ in range(repeat):
                mine.append(opened(browser, ours, lambda window: told_by_sky(window, layers * heads))[0])
                if page is not None and scripts is not None:
                    others.append(opened(browser, page, lambda window: window.evaluate(LINES) / 1000, scripts))
            size = (float(page.stat().st_size),) if page else ()
            count, bars = layers * heads, (None, None) if is_quick else (MOST_BYTES, MOST_S)
            own = (float(ours.stat().st_size),)
            yield Figure(f"page_size_{name}", tokens, count, "bytes", own, size, bars[0], "ours")
            yield Figure(f"page_paint_{name}", tokens, count, "seconds", tuple(mine), tuple(others), bars[1], "ours")
        longer = LONGER // 8 if is_quick else LONGER
        run = text_run(layers, heads, longer)
        for name, has_all_heads, most in (("named", False, 15e6), ("all", True, 45e6)):
            path = export_page(run, folder / f"{name}.html", has_all_heads=has_all_heads)
            turns = [opened(browser, path, lambda window: told_by_sky(window, count)) for _ in range(repeat)]
            some_bars = (None, None, None) if is_quick else (most, 1.5, 0.3)
            own = (float(path.stat().st_size),)
            yield Figure(f"page_size_{name}", longer, count, "bytes", own, bar=some_bars[0], measure="ours")
            for at, what in enumerate(("sky", "first")):
                times = tuple(turn[at] for turn in turns)
                yield Figure(
                    f"page_{what}_{name}", longer, count, "seconds", times, bar=some_bars[at + 1], measure="ours"
                )


def bertviz_page(view: str, weights: np.ndarray, labels: list[str], folder: Path) -> Path | None:
    """BertViz's page of the same matrices; None where it is not installed."""
    try:
        import bertviz
    except ImportError:
        return None
    import torch

    layers = [torch.from_numpy(layer.astype(np.float32))[None] for layer in weights]
    draw: Callable[..., Any] = getattr(bertviz, f"{view}_view")
    path = folder / f"bertviz-{view}.html"
    loader = "https://cdnjs.cloudflare.com/ajax/libs/require.js/2.3.6/require.min.js"
    body = draw(layers, labels, html_action="return").data
    path.write_text(f'<!doctype html><meta charset="utf-8"><script src="{loader}"></script>{body}', "utf-8")
    return path


def opened(browser: Any, page_file: Path, measure: Callable[[Any], Any], scripts: Path | None = None) -> Any:
    """What is measured in a fresh window that begins to open a page, with the network off."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=scripts is None)
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.add_init_script(WATCH)
    if scripts is not None:

        def given(route: Any) -> None:
            name = re.sub(r"^.*/(\w+)(\.min)?(\.js)?$", r"\1.min.js", route.request.url)
            route.fulfill(path=scripts / name, content_type="text/javascript")

        page.route(re.compile("^https://"), given)
    page.goto(page_file.as_uri(), wait_until="commit")
    found = measure(page)
    context.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--scripts", type=Path, metavar="FOLDER", help="require.min.js, d3.min.js, jquery.min.js")
    parser.add_argument("--quick", action="store_true", help="small sizes, no bars: does everything run?")
    asked = parser.parse_args()
    if not CHROMIUM:
        parser.error("Chromium is not installed")
    for line in told(figures(tokens=asked.tokens, scripts=asked.scripts, is_quick=asked.quick)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
