"""Make the pictures of the README out of real runs, into docs/pictures.

    .venv/bin/python docs/make_pictures.py            # all of them
    .venv/bin/python docs/make_pictures.py look-en    # some of them

What the terminal shows becomes an SVG (no font is fetched: the viewer's own monospace font draws it), the offline page
a PNG, taken by Chromium through playwright. The sample models must be in the cache: scripts/models minilm e5-small.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import StringIO
from itertools import groupby
from pathlib import Path

import numpy as np
from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

import headscope as hs
from headscope.base.heads import parse_head
from headscope.base.messages import say
from headscope.readings.alignment_report import open_alignment
from headscope.show.alignment import print_alignment
from headscope.show.card import make_card
from headscope.show.findings import find
from headscope.show.heat import heat_lines
from headscope.show.pictures import pooled_picture_of
from headscope.show.terminal import print_card, print_findings

PICTURES = Path(__file__).parent / "pictures"
MEASURED = Path(__file__).parent / "measured"
LIMIT_BYTES = 400_000
LONG_WIDTH = 164
MODELS = {"en": "minilm", "zh": "e5-small"}
NAMES = {"en": "garden", "zh": "umbrella"}
TEXTS = {
    "en": "The gardener who waters the roses forgot her gloves in the shed. When the rain stopped, her brother carried"
    " them back, but the gloves were wet, so she hung them over the stove. In the evening the whole kitchen smelled of"
    " wool, and nobody wanted to go out and close the gate that the wind had opened.",
    "zh": "她把雨伞借给了邻居，自己却淋着雨跑回家。到了晚上，邻居不但还了雨伞，还带来一篮刚摘的橘子。"
    "她本来有点着凉，可是吃着橘子，听着窗外的雨声，觉得这一天并不算坏。",
}
LINES = {"en": "letter.txt", "zh": "letter.zh.txt"}  # the sentences of the README's tour
RUNS = {"en": "letter", "zh": "letter-zh"}
CARDS = {"en": "L1.H9", "zh": "L1.H10"}
# rich's own form fetches a font; this one takes a monospace font of the machine that shows it.
FORM = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "PingFang SC", monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
TEXT = re.compile(
    r'<text(?P<before> class="[^"]+-r\d+") x="(?P<x>[\d.]+)"(?P<y> y="[\d.]+") textLength="(?P<length>[\d.]+)"'
    r"(?P<after>[^>]*)>(?P<text>[^<]+)</text>"
)


@cache
def observed(language: str) -> hs.Run:
    """The run behind `headscope look`, in one language."""
    return hs.observe(MODELS[language], TEXTS[language])


@cache
def letter(language: str) -> hs.Run:
    """The run of the README's tour."""
    file = Path(__file__).with_name(LINES[language])
    return hs.observe(MODELS[language], file.read_text("utf-8").splitlines())


def look(language: str) -> str:
    """What `headscope look` prints, as an SVG."""
    option = " --lang zh" if language == "zh" else ""
    typed = f'headscope look {MODELS[language]} "{TEXTS[language]}" -o {NAMES[language]}{option}'
    console = terminal(typed)
    print_findings(find(observed(language), language=language, run_name=NAMES[language]), console)
    return as_svg(console, "look-" + language)


def card(language: str) -> str:
    """What `headscope head` prints of one head, as an SVG."""
    run, head = letter(language), parse_head(CARDS[language])
    console = terminal(f"headscope head {RUNS[language]} {head}" + (" --lang zh" if language == "zh" else ""))
    print_card(make_card(run, head, text=0, exclude_self=False, exclude_special=False, language=language), console)
    return as_svg(console, "card-" + language)


def align(language: str) -> str:
    """What `headscope align` prints of the pocket model on its gold, as an SVG (from the report in docs/measured)."""
    typed = "headscope align pocket:translate --from en --to zh --pairs pocket-gold.pairs --gold pocket-gold.links"
    console = terminal(typed + (" --lang zh" if language == "zh" else ""))
    print_alignment(open_alignment(MEASURED / "alignment-en-zh.json"), console, language)
    return as_svg(console, "align-" + language)


def long(language: str) -> str:
    """A head of the long text of docs/long.md, the largest weight of each cell beside the mean, as an SVG."""
    run = planted_run()
    peak = pooled_picture_of(run, parse_head("L0.H0"), 0)
    places = range(0, len(peak.query_labels) * peak.tokens_per_row, peak.tokens_per_row)
    peak = replace(peak, query_labels=tuple(map(str, places)))
    mean = run.array("L0", "image_mean", 0)[0].astype(np.float64)
    mean[np.isnan(peak.weights)] = np.nan
    halves = []
    for name, picture in (("peak", peak), ("mean", replace(peak, weights=mean))):
        lines = heat_lines(picture, width=LONG_WIDTH // 2 - 2, has_colour=True)[1]
        halves.append([Text(say(f"docs.long_{name}", language), style="bold"), *lines])
    console = terminal(None, width=LONG_WIDTH)
    console.print(Columns([Text("\n").join(half) for half in halves], padding=(0, 2)))
    return as_svg(console, "long-" + language)


@cache
def planted_run() -> hs.Run:
    """The run of docs/long.md."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests.planted_needle import needle_text, planted_needle

    return hs.observe(planted_needle(), needle_text().text)


def chromium() -> str:
    """Where Chromium is."""
    return next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))


def page(language: str) -> bytes:
    """The offline page, as Chromium draws it."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file = hs.export(observed(language), Path(folder) / "page.html", language=language)
        browser = play.chromium.launch(executable_path=chromium(), args=arguments)
        window = browser.new_page(viewport={"width": 1180, "height": 760}, color_scheme="light")
        window.goto(file.as_uri())
        window.wait_for_timeout(800)
        picture = window.screenshot()
        browser.close()
    return picture


def terminal(typed: str | None, *, width: int = 96) -> Console:
    """A recording terminal, in which a command may just have been typed."""
    console = Console(
        record=True, width=width, file=StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    if typed is not None:
        console.print(Text.assemble(("$ ", "green"), typed))
    return console


def as_svg(console: Console, name: str) -> str:
    """The recording as an SVG that needs nothing from anywhere."""
    drawn = console.export_svg(title="headscope", theme=DIMMED_MONOKAI, code_format=FORM, unique_id=f"headscope-{name}")
    return TEXT.sub(in_cells, drawn)


def in_cells(match: re.Match[str]) -> str:
    """A text element cut into runs of wide and of narrow characters: rich gives a wide character one cell, not two."""
    x, cell, pieces = float(match["x"]), float(match["length"]) / len(html.unescape(match["text"])), []
    for width, run in groupby(html.unescape(match["text"]), key=cell_len):
        piece = "".join(run)
        length = cell * width * len(piece)
        said = html.escape(piece, quote=False).replace("\xa0", "&#160;")
        pieces.append(
            f'<text{match["before"]} x="{x:g}"{match["y"]} textLength="{length:g}"{match["after"]}>{said}</text>'
        )
        x += length
    return "".join(pieces)


MAKERS: dict[str, tuple[str, Callable[[], str | bytes]]] = {
    "look-en": ("svg", lambda: look("en")),
    "look-zh": ("svg", lambda: look("zh")),
    "card-en": ("svg", lambda: card("en")),
    "card-zh": ("svg", lambda: card("zh")),
    "align-en": ("svg", lambda: align("en")),
    "align-zh": ("svg", lambda: align("zh")),
    "long-en": ("svg", lambda: long("en")),
    "long-zh": ("svg", lambda: long("zh")),
    "page-en": ("png", lambda: page("en")),
    "page-zh": ("png", lambda: page("zh")),
}


def main() -> None:
    """Make the pictures that are named, or all."""
    PICTURES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or MAKERS:
        ending, make = MAKERS[name]
        made = make()
        content = made.encode("utf-8") if isinstance(made, str) else made
        if len(content) > LIMIT_BYTES:
            raise SystemExit(f"{name}.{ending} is too large: got {len(content)} bytes, expected at most {LIMIT_BYTES}.")
        (PICTURES / f"{name}.{ending}").write_bytes(content)
        sys.stderr.write(f"{name}.{ending}: {len(content):,} bytes\n")


if __name__ == "__main__":
    main()
