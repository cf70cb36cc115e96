"""The built viewer: it is what its sources build, it is small, and it holds nothing that a page must not."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src/headscope/show/static"
VIEWER = ROOT / "viewer"
MOST_BYTES = 300_000


def _sources() -> str:
    """What scripts/viewer writes beside the bundle, computed again."""
    single = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
    files = [path for path in (VIEWER / "src").rglob("*") if path.is_file()] + [VIEWER / name for name in single]
    names = sorted(file.relative_to(VIEWER).as_posix() for file in files)
    lines = [f"{hashlib.sha256((VIEWER / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_bundle_was_built_from_these_sources():
    assert (STATIC / "viewer.sources").read_text("utf-8").strip() == _sources(), "run scripts/viewer"


def test_the_bundle_is_small():
    size = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in ("viewer.js", "viewer.css"))
    assert size <= MOST_BYTES


def test_the_bundle_can_lie_inside_a_page():
    script = (STATIC / "viewer.js").read_text("utf-8")
    assert "</script" not in script.lower()
    assert "<!--" not in script
    assert "</style" not in (STATIC / "viewer.css").read_text("utf-8").lower()


def test_the_bundle_names_no_other_place():
    addresses = set(re.findall(r"https?://[^\s\"'`)]+", (STATIC / "viewer.js").read_text("utf-8")))
    # Names of XML languages, and what svelte's errors refer to; nothing fetches them.
    assert {each for each in addresses if not re.match(r"https?://(www\.w3\.org|svelte\.dev)/", each)} == set()
    assert "url(" not in (STATIC / "viewer.css").read_text("utf-8")


def test_the_sources_never_make_html_from_text():
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "{@html", "Function(")
    texts = {path: path.read_text("utf-8") for path in (VIEWER / "src").rglob("*") if path.suffix in {".ts", ".svelte"}}
    assert [(path.name, word) for path, text in texts.items() for word in forbidden if word in text] == []
