"""Write docs/speed.md and docs/speed.zh.md from docs/measured/speed.json.

    scripts/bench --store                      # measure, on a machine that does nothing else
    .venv/bin/python docs/make_speed.py        # write

Every number of the two pages is read from that file. Times appear as ratios only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.figures import Figure, amount, decoded, title  # noqa: E402
from headscope.base.messages import say  # noqa: E402

FILE = ROOT / "docs" / "measured" / "speed.json"
PAGES = {"en": "speed.md", "zh": "speed.zh.md"}


def page(language: str) -> str:
    """The page in one language."""
    return "\n".join(_parts(json.loads(FILE.read_text("utf-8")), language)) + "\n"


def _parts(stored: dict[str, Any], language: str) -> Iterator[str]:
    here, figures = stored["machine"], [decoded(one) for one in stored["figures"]]
    yield say("docs.speed_head", language)
    yield say(
        "docs.speed_machine", language, date=stored["date"], processor=here["processor"], cores=here["cores"],
        memory=f"{here['memory_bytes'] / 1e9:.0f}", load=here["load"],
        versions=", ".join(f"{name} {number}" for name, number in here["versions"].items()),
    )  # fmt: skip
    yield say("docs.speed_time_columns", language)
    yield "|---|---|---|---|---|"
    yield from (_line(_time_cells(one), one, language) for one in figures if one.unit == "seconds")
    yield say("docs.speed_memory_columns", language)
    yield "|---|---|---|---|---|"
    yield from (_line(_memory_cells(one, language), one, language) for one in figures if one.unit == "bytes")
    yield say("docs.speed_foot", language)


def _line(cells: tuple[str, str, str], one: Figure, language: str) -> str:
    met = "-" if one.is_met is None else say(f"show.{'yes' if one.is_met else 'no'}", language)
    return "| " + " | ".join((title(one, language), *cells, met)) + " |"


def _time_cells(one: Figure) -> tuple[str, str, str]:
    """The ratio, the smallest and the largest of single turns, the bar where it is a ratio."""
    singles = one.single_ratios
    spread = f"{number(min(singles))} - {number(max(singles))}" if singles else "-"
    bar = f"≤ {number(one.bar)}" if one.bar is not None and one.measure == "ratio" else "-"
    return "-" if one.ratio is None else number(one.ratio), spread, bar


def _memory_cells(one: Figure, language: str) -> tuple[str, str, str]:
    """Ours, the rival's, the bar."""
    missing = "-" if one.name == "long_memory" else say("docs.speed_not_run", language)
    rival = amount(one.rival, one.unit) if one.rival else missing
    bar = "-"
    if one.bar is not None:
        values = {"ratio": f"{1 / one.bar:.0f}", "difference": amount((one.bar,), "bytes")}
        bar = say(f"docs.speed_bar_{one.measure}", language, value=values.get(one.measure, amount((one.bar,), "bytes")))
    return amount(one.ours, one.unit), rival, bar


def number(ratio: float) -> str:
    """A ratio with two digits that count.

    >>> number(1.357), number(0.0263), number(0.00042)
    ('1.36', '0.026', '0.00042')
    """
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.2g}"


def main() -> None:
    """Write both pages."""
    for language, name in PAGES.items():
        (ROOT / "docs" / name).write_text(page(language), "utf-8")


if __name__ == "__main__":
    main()
