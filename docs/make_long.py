"""Look at a text of 20,000 tokens as docs/long.md says, and write docs/long.md and docs/long.zh.md.

    .venv/bin/python docs/make_long.py --measure     # run its commands, keep what they say, then write
    .venv/bin/python docs/make_long.py               # write only

The model and the text are those of tests/planted_needle.py. What the commands say is kept in docs/measured/long.json;
every number of the two pages is read from there. The picture is made by docs/make_pictures.py long-en long-zh.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from headscope.base.axes import TILE_CELLS, base_level  # noqa: E402
from headscope.base.messages import say  # noqa: E402

MEASURED = ROOT / "docs" / "measured" / "long.json"
PAGES = {"en": "long.md", "zh": "long.zh.md"}
OBSERVE = ("observe", "needle", "--file", "village.txt")
SAMPLE, SHOWN = 2048, 3
HEAD = "L0.H0"
EDGE = ("query", "query_index", "key", "key_index", "weight")
STATISTICS = ("entropy_bits", "mean_span_tokens")
PROGRAM = "import sys; from headscope.cli.main import main; sys.exit(main())"


def measure() -> dict[str, Any]:
    """What the commands of the page say, and three tiles."""
    import headscope as hs
    from tests.planted_needle import needle_text, planted_needle

    text, loaded = needle_text(), planted_needle()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        loaded.model.save_pretrained(folder / "needle")
        loaded.tokenizer.save_pretrained(folder / "needle")
        (folder / "village.txt").write_text(text.text + "\n", "utf-8")
        cost = _said(folder, *OBSERVE, "--keep", "qk", "--cost")
        observed = _said(folder, *OBSERVE, "--keep", "qk", "--out", "village")
        edges = _said(folder, "read", "village", "edges", "--head", HEAD)["edges"]
        pattern = _said(folder, "read", "village", "patterns", "--head", HEAD)["heads"][0]
        _said(folder, *OBSERVE, "--rows", f"sample:{SAMPLE}", "--out", "sampled")
        exact, sampled = (_said(folder, "read", name, "statistics")["heads"] for name in ("village", "sampled"))
        tiles = _tiles(hs.open(folder / "village"), text)
    return {
        "tokens": observed["tokens"],
        "answer": text.answer,
        "question": text.question,
        "cost": {name: cost[name] for name in ("peak_bytes", "disk_bytes")},
        "observed": {"peak_bytes": observed["peak_bytes"]},
        "edges": [[one[name] for name in EDGE] for one in edges[:SHOWN]],
        "pattern": [pattern["label"], pattern["shares"][pattern["label"]]],
        "tiles": tiles,
        "base_tokens": 1 << (base_level(observed["tokens"], observed["tokens"]) or 0),
        "statistics": [
            [head["head"], name, head[name], *(some["estimates"][name][end] for end in ("value", "low", "high"))]
            for head, some in zip(exact, sampled, strict=True)
            for name in STATISTICS
        ],
    }


def _tiles(run: Any, text: Any) -> list[dict[str, Any]]:
    """The needle's cell in the tile that holds the whole matrix, by peak and by mass, and in one of single tokens."""
    import headscope as hs
    from headscope.store.tiles import highest_level

    whole, found = highest_level(text.question + 1, text.question + 1), []
    for level, channel in ((whole, "peak"), (whole, "mass"), (0, "peak")):
        side = TILE_CELLS << level
        tile = hs.tile(run, HEAD, level, text.answer // side, text.question // side, channel)
        value = tile.values[tuple(place % side >> level for place in (text.question, text.answer))]
        named = {name: getattr(tile, name) for name in ("level", "x", "y", "channel", "is_exact", "relative_error")}
        found.append(named | {"value": float(value), "brighter": int((tile.values > value).sum())})
    return found


def _said(folder: Path, *command: str) -> Any:
    """What a command prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command, "--json"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"headscope {' '.join(command)} failed: {done.stderr.strip()}")
    return json.loads(done.stdout)


def page(language: str) -> str:
    """The page in one language."""
    return "\n".join(_parts(stored(), language)) + "\n"


def stored() -> dict[str, Any]:
    """What was measured last."""
    found: dict[str, Any] = json.loads(MEASURED.read_text("utf-8"))
    return found


def _parts(found: dict[str, Any], language: str) -> Iterator[str]:
    def tell(key: str, **values: object) -> str:
        return say(f"docs.long_{key}", language, **values)

    overview, mass, single = found["tiles"]
    tokens, distance = f"{found['tokens']:,}", f"{found['question'] - found['answer']:,}"
    yield tell("head", tokens=tokens, distance=distance, floats=_size(4 * found["tokens"] ** 2))
    yield tell(
        "cost", peak=_size(found["cost"]["peak_bytes"]), disk=_size(found["cost"]["disk_bytes"]),
        took=_size(found["observed"]["peak_bytes"]),
    )  # fmt: skip
    yield tell("observe")
    yield tell("edges")
    for query, query_index, key, key_index, weight in found["edges"]:
        yield f"| {query} ({query_index:,}) | {key} ({key_index:,}) | {weight:.3f} |"
    label, share = found["pattern"]
    yield tell("edges_note", pattern=say(f"show.label_{label}", language), share=f"{share:.2f}")
    yield tell("overview")
    yield tell(
        "tiles", level=overview["level"], cell=1 << overview["level"], x=single["x"], y=single["y"],
        peak=f"{overview['value']:.3f}", mass=f"{mass['value']:.3f}", brighter=mass["brighter"],
        single=f"{single['value']:.3f}", base=found["base_tokens"],
        error=f"{overview['relative_error']:.2%}",
    )  # fmt: skip
    yield tell("rows", rows=f"{SAMPLE:,}", count=SAMPLE)
    missed = dict[str, None]()
    for head, name, exact, value, low, high in found["statistics"]:
        digits = 4 if name == "entropy_bits" else 1
        numbers = (f"{exact:,.{digits}f}", f"{value:,.{digits}f} ({low:,.{digits}f} - {high:,.{digits}f})")
        yield f"| {head} | {tell(name)} | {' | '.join(numbers)} |"
        if not low <= exact <= high:
            missed[head] = None
    yield tell("rows_note", seen=f"{SAMPLE / found['tokens']:.0%}", missed=", ".join(missed) or "-")
    yield tell("trust")


def _size(size_bytes: float) -> str:
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e9 else f"{size_bytes / 1e6:.0f} MB"


def main() -> None:
    """Measure where that is asked for, then write both pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="run the commands again")
    if parser.parse_args().measure:
        MEASURED.write_text(json.dumps(measure(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    for language, name in PAGES.items():
        (ROOT / "docs" / name).write_text(page(language), "utf-8")


if __name__ == "__main__":
    main()
