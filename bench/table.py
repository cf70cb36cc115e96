"""Every measurement of speed and memory as one table.

    scripts/bench [speed] [whole] [tiles] [--quick | --store]

`--store` keeps the figures in docs/measured/speed.json, from which docs/make_speed.py writes the page: run it on a
machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from datetime import date

from bench import speed, tiles, whole
from bench.figures import Figure, encoded, told
from bench.measuring import ROOT, machine

PARTS = {"speed": speed.figures, "whole": whole.figures, "tiles": tiles.figures}
FILE = ROOT / "docs" / "measured" / "speed.json"


def figures(names: Iterable[str], *, is_quick: bool = False) -> Iterator[Figure]:
    """The figures of these parts, each as soon as it is measured."""
    for name in names:
        yield from PARTS[name](is_quick=is_quick)


def part(name: str) -> str:
    """The name of a part, as it is typed."""
    if name not in PARTS:
        raise argparse.ArgumentTypeError(f"got {name}, expected {', '.join(PARTS)}")
    return name


def main() -> None:
    """Measure, print, and store where it is asked for."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", type=part, metavar="|".join(PARTS), help="all if none is named")
    parser.add_argument("--quick", action="store_true", help="small sizes, no bars: does everything run?")
    parser.add_argument("--store", action="store_true", help=f"write {FILE.relative_to(ROOT)}")
    asked = parser.parse_args()
    if asked.store and (asked.quick or asked.parts):
        parser.error("--store keeps whole tables only: leave out --quick and the parts")
    here, found = machine(), []

    def kept() -> Iterator[Figure]:
        for one in figures(asked.parts or PARTS, is_quick=asked.quick):
            found.append(one)
            yield one

    for line in told(kept()):
        print(line, flush=True)
    if asked.store:
        stored = {"date": date.today().isoformat(), "machine": here, "figures": [encoded(one) for one in found]}
        FILE.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
