"""One offline HTML file of a run: nothing is fetched, labels are text, the script lies inside."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from headscope.base.disk import write_whole
from headscope.show.claims import word
from headscope.show.pack import BUDGET_BYTES, pack
from headscope.show.payload import Payload, island
from headscope.store.run import Run

SCRIPTS = ("draw.js", "roles.js", "alignment.js", "page.js")


def export_page(
    run: Run,
    path: str | Path,
    *,
    language: str = "en",
    texts: Sequence[int] | None = None,
    quoted: Sequence[int] = (),
    budget_bytes: int = BUDGET_BYTES,
) -> Path:
    """Write the page of a run: its findings, every head's picture, and whole matrices as far as the budget goes.

    Args:
        run: the run.
        path: where the page goes; an older page is replaced when the new one is complete.
        language: the language it opens in; the others are inside, a switch needs no request.
        texts: numbers of the texts to show; by default the examples of the findings and as many others as fit.
        quoted: texts that the findings quote a sentence from; without any, whichever shows a head best.
        budget_bytes: how much the matrices may take.

    Returns:
        The path. The page shows what was observed; it claims nothing causal.

    Raises:
        DiskFull: there is no room for it; an older page is still there.
    """
    target = Path(path)
    page = render_page(pack(run, language=language, texts=texts, quoted=quoted, budget_bytes=budget_bytes))
    write_whole({target: page.encode("utf-8")})
    return target


def render_page(payload: Payload) -> str:
    """The page as text. Only the payload's island and its title come from the run."""
    style, script = _static("page.css"), "".join(map(_static, SCRIPTS))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    language = payload.language
    parts = {
        "language": language,
        "policy": policy,
        "title": html.escape(word("page_title", language, model=payload.title[language])),
        "style": style,
        "script": script,
        "payload": island(payload),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _static("page.html"))


def _static(name: str) -> str:
    return (resources.files("headscope.show") / "static" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
