"""Measure every architecture of the zoo and write docs/models.md and docs/models.zh.md from what was measured.

    .venv/bin/python docs/make_models.py --measure    # measure, under a minute, then write
    .venv/bin/python docs/make_models.py              # write only

What is measured is kept in docs/measured/models.json; every number of the two pages is read from there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from headscope.base.messages import say  # noqa: E402

FILE = ROOT / "docs" / "measured" / "models.json"
PAGES = {"en": "models.md", "zh": "models.zh.md"}


def measure() -> dict[str, Any]:
    """Every architecture on all its paddings: routes, calls and the largest difference, or its refusal."""
    from headscope.errors import CannotObserve
    from tests.zoo.architectures import ARCHITECTURES, paddings
    from tests.zoo.checked import checked

    found: dict[str, dict[str, Any]] = {}
    for name, one in ARCHITECTURES.items():
        found[name] = {"reads": one.reads, "dtype": one.dtype}
        try:
            checks = [checked(name, padding) for padding in paddings(name)]
        except CannotObserve as refusal:
            found[name] |= {"refused": refusal.key, "modules": list(refusal.values.get("uncovered", ()))}
            continue
        first = checks[0]
        differences = [number for check in checks for number in (check.max_abs_diff, check.kernel_diff)]
        found[name] |= {
            "routes": sorted(first.routes),
            "calls": Counter(slot.tapped.call.kind for slot in first.slots.values()),
            "absent": len(first.absent),
            "exact_to": float(f"{max(number for number in differences if number is not None):.1e}"),
        }
    versions = {package: version(package) for package in ("torch", "transformers")}
    return {"date": date.today().isoformat(), "versions": versions, "architectures": found}


def page(language: str) -> str:
    """The page in one language."""
    return "\n".join(_parts(json.loads(FILE.read_text("utf-8")), language)) + "\n"


def _parts(stored: dict[str, Any], language: str) -> Iterator[str]:
    found: dict[str, dict[str, Any]] = stored["architectures"]
    refused = sum("refused" in one for one in found.values())
    yield say("docs.models_head", language)
    yield say(
        "docs.models_measured",
        language,
        date=stored["date"],
        versions=", ".join(f"{package} {number}" for package, number in stored["versions"].items()),
        all=len(found),
        observed=len(found) - refused,
        refused=refused,
    )
    yield say("docs.models_columns", language)
    yield "|---|---|---|---|---|---|"
    for name, one in found.items():
        yield "| " + " | ".join((f"`{name}`", *_cells(one, language))) + " |"
    yield say("docs.models_foot", language)


def _cells(one: dict[str, Any], language: str) -> tuple[str, str, str, str, str]:
    """What it reads, its routes, its calls, what it is exact to, and a note."""
    reads = say(f"docs.models_reads_{one['reads']}", language)
    if "refused" in one:
        modules = ", ".join(f"`{module}`" for module in one["modules"][:1])
        return reads, "-", "-", "-", say(f"docs.models_refused_{one['refused']}", language, modules=modules)
    calls = str(sum(one["calls"].values()))
    if "cross" in one["calls"]:  # elsewhere the kind says no more than the name of a module
        kinds = ("encoder", "self", "cross")
        calls = ", ".join(say(f"docs.models_calls_{kind}", language, count=one["calls"][kind]) for kind in kinds)
    notes = [say("docs.models_absent", language, count=one["absent"])] if one["absent"] else []
    notes += [say("docs.models_float32", language)] if one["dtype"] == "float32" else []
    return (
        reads,
        " + ".join(one["routes"]),
        calls,
        f"{one['exact_to']:.0e}" if one["exact_to"] else "0",
        "; ".join(notes),
    )


def main() -> None:
    """Measure where that is asked, then write both pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="observe every architecture of the zoo first")
    if parser.parse_args().measure:
        FILE.write_text(json.dumps(measure(), indent=1) + "\n", "utf-8")
    for language, name in PAGES.items():
        (ROOT / "docs" / name).write_text(page(language), "utf-8")


if __name__ == "__main__":
    main()
