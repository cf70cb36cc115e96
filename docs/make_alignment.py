"""Align the hand-made gold with pocket:translate and write docs/alignment.md and docs/alignment.zh.md from the reports.

    .venv/bin/python docs/make_alignment.py --measure     # run the model again, then write
    .venv/bin/python docs/make_alignment.py               # write only

The reports are kept in docs/measured/alignment-*.json; every number of the two pages is read from there.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from headscope.base.messages import say  # noqa: E402
from headscope.readings.alignment_plan import AlignmentPlan, usual_joining  # noqa: E402
from headscope.readings.alignment_report import AlignmentReport, open_alignment  # noqa: E402
from headscope.readings.report_file import encode_report  # noqa: E402
from headscope.readings.symmetrise import METHODS  # noqa: E402
from headscope.show.alignment_lines import gold_lines, interval, rate, reading_lines, reading_name  # noqa: E402
from headscope.show.alignment_tables import AlignmentTable, Cell, heads_table, readings_table, span  # noqa: E402
from headscope.show.alignment_words import link_text, linked_words, sentence_of, unlinked_text  # noqa: E402
from headscope.show.role_tables import signed_points  # noqa: E402
from tests import test_concept_document as document  # noqa: E402

MEASURED = ROOT / "docs" / "measured"
JOINED = MEASURED / "alignment-joined.json"
MODEL = "pocket:translate"
PAIRS, GOLD = ROOT / "tests" / "data" / "pocket-gold.pairs", ROOT / "tests" / "data" / "pocket-gold.links"
STUDIES = {  # languages, and whether the other direction of the model joins in
    "en-zh": (("en", "zh"), False),
    "zh-en": (("zh", "en"), False),
    "en-zh-both": (("en", "zh"), True),
    "zh-en-both": (("zh", "en"), True),
}
PAGES = {"en": "alignment.md", "zh": "alignment.zh.md"}
SHOWN = 6


def measure() -> None:
    """All four studies anew, each joined in every way; the whole report is kept of the way that is the default."""
    from headscope.studies.alignment import AlignmentTask, study_alignment

    joined: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        turned = turn(Path(folder))
        for name, (languages, both) in STUDIES.items():
            pairs, gold = (PAIRS, GOLD) if languages == ("en", "zh") else turned
            task = AlignmentTask(pairs, gold, reverse=MODEL if both else None, languages=languages)
            for way in METHODS:
                report = study_alignment(MODEL, task, reading=AlignmentPlan(symmetrise=way))
                joined.setdefault(name, {})[way] = {"aer": report.aer, "ci": report.ci}
                if way == usual_joining(has_reverse=both):
                    (MEASURED / f"alignment-{name}.json").write_bytes(encode_report(report) + b"\n")
    JOINED.write_text(json.dumps(joined, indent=1) + "\n", "utf-8")


def turn(folder: Path) -> tuple[Path, Path]:
    """The pairs and the gold with source and target exchanged."""
    pairs, gold = folder / "pairs", folder / "links"
    lines = [line.split(" ||| ") for line in PAIRS.read_text("utf-8").splitlines()]
    pairs.write_text("".join(f"{target} ||| {source}\n" for source, target in lines), "utf-8")
    gold.write_text(re.sub(r"(\d+)([-p])(\d+)", r"\3\2\1", GOLD.read_text("utf-8")), "utf-8")
    return pairs, gold


def measured() -> dict[str, AlignmentReport]:
    """The stored reports."""
    return {name: open_alignment(MEASURED / f"alignment-{name}.json") for name in STUDIES}


def page(language: str) -> str:
    """The page in one language."""
    return "\n".join(_parts(measured(), language)) + "\n"


def _parts(reports: dict[str, AlignmentReport], language: str) -> Iterator[str]:
    def text(key: str, **values: object) -> str:
        return say(f"docs.{key}", language, **values)

    first = reports["en-zh"]
    yield text("alignment_head", pairs=len(first.pairs), model=MODEL)
    yield text("alignment_summary_columns")
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in reports.items():
        yield _summary(text(f"alignment_study_{name.replace('-', '_')}"), one, language)
    yield text("alignment_summary_note")
    yield "\n" + text("alignment_joined")
    yield "| | " + " | ".join(METHODS) + " |"
    yield "|---|" + "---|" * len(METHODS)
    joined = json.loads(JOINED.read_text("utf-8"))
    for name in STUDIES:
        cells = [f"{rate(joined[name][way]['aer'])} ({span(joined[name][way]['ci'])})" for way in METHODS]
        yield "| " + " | ".join((text(f"alignment_study_{name.replace('-', '_')}"), *cells)) + " |"
    for name in ("en-zh", "zh-en"):
        one = reports[name]
        yield "\n" + text("alignment_direction", name=text(f"alignment_study_{name.replace('-', '_')}"))
        yield from ("\n" + line for line in (*reading_lines(one, language), *gold_lines(one, language)))
        yield from _table(readings_table(one, language))
        yield from _table(heads_table(one, language))
    yield "\n" + text("alignment_document")
    yield from _document(first, language)
    yield "\n" + text("alignment_pairs", count=SHOWN)
    for pair in reports["en-zh-both"].pairs[1 : 1 + SHOWN]:
        links = [link_text(one, pair, language) for one in linked_words(pair)]
        missing = unlinked_text(pair, language)
        yield f"\n{sentence_of(pair.source)} / {sentence_of(pair.target)}  "
        yield say("show.clause_comma", language).join([*links, *([missing] if missing else [])])
    yield "\n" + text("alignment_caution")


def _summary(name: str, one: AlignmentReport, language: str) -> str:
    gold, best = one.gold, one.choice.best.reading
    if gold is None or gold.diagonal is None or gold.to_best is None or one.ci is None:
        raise SystemExit(f"{name} holds no score. Measure again.")
    cells = (
        name,
        reading_name(best.place, one.row, one.method, language),
        f"{rate(one.aer)} ({interval(one.ci, language, is_signed=False)})",
        rate(one.precision),
        rate(one.recall),
        rate(one.baseline_diagonal_aer),
        f"{signed_points(gold.diagonal.value)} ({interval(gold.diagonal.ci, language)})",
        f"{rate(gold.best_aer)}, {signed_points(gold.to_best.value)} ({interval(gold.to_best.ci, language)})",
    )
    return "| " + " | ".join(cells) + " |"


def _table(table: AlignmentTable) -> Iterator[str]:
    yield f"\n**{table.heading}**\n"
    yield "| " + " | ".join(table.headings) + " |"
    yield "|" + "---|" * len(table.headings)
    for line in table.lines:
        yield "| " + " | ".join((line.name, *map(_cell, line.cells))) + " |"
    yield "\n" + table.note


def _cell(cell: Cell) -> str:
    text = f"{cell.text} ({cell.more})" if cell.more else cell.text
    return f"**{text}**" if "chosen" in cell.marks else text


def _document(report: AlignmentReport, language: str) -> Iterator[str]:
    """The document's matrix beside the one that was read, word by word."""
    pair = report.pairs[0]
    read = np.array(pair.shares)
    columns = [pair.source.index(word) for word in document.ENGLISH]
    rows = [pair.target.index(word) for word in document.CHINESE]
    yield "| | " + " | ".join(document.ENGLISH) + " | " + say("docs.alignment_right", language) + " |"
    yield "|---|" + "---|" * (len(document.ENGLISH) + 1)
    for place, (row, told) in enumerate(zip(rows, document.TRANSLATION, strict=True)):
        found = read[row, columns]
        is_right = int(read[row].argmax()) == columns[place]
        numbers = [f"{given:.2f} / {mine:.2f}" for given, mine in zip(told, found, strict=True)]
        mark = say(f"docs.alignment_{'yes' if is_right else 'no'}", language)
        yield f"| {document.CHINESE[place]} | " + " | ".join(numbers) + f" | {mark} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="run the model again")
    if parser.parse_args().measure:
        measure()
    for language, name in PAGES.items():
        (ROOT / "docs" / name).write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
