"""One offline HTML file of a run: nothing is fetched, labels are text, the viewer and its answers lie inside."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from headscope.base.disk import write_whole
from headscope.show.bundle import SCRIPT, STYLE, make_start, static_text
from headscope.show.claims import run_title, word
from headscope.show.page_answers import PagePlan, page_answers
from headscope.show.payload import island
from headscope.show.shelf import open_shelf
from headscope.store.run import Run

_USUAL = PagePlan()


def export_page(
    run: Run,
    path: str | Path,
    *,
    language: str = "en",
    texts: Sequence[int] | None = None,
    quoted: Sequence[int] = (),
    has_all_heads: bool = False,
    budget_bytes: int | None = None,
) -> Path:
    """Write the page of a run: the viewer with its findings, every head's picture and up to 40 whole matrices.

    Args:
        run: the run.
        path: where the page goes; an older page is replaced when the new one is complete.
        language: the language it opens in; the others are inside, a switch needs no request.
        texts: numbers of the texts to show; by default those of the evidence and as many others as fit.
        quoted: texts that the findings quote a sentence from; without any, whichever shows a head best.
        has_all_heads: whole matrices of all heads, not only of 40: those that the findings name, then the first others.
        budget_bytes: how much may lie inside beside the viewer itself; by default what fits 15 MB, with all heads 45.

    Returns:
        The path. The page shows what was observed; it claims nothing causal.

    Raises:
        DiskFull: there is no room for it; an older page is still there.
    """
    target = Path(path)
    plan = PagePlan(None if texts is None else tuple(texts), tuple(quoted), has_all_heads, budget_bytes)
    page = render_page(run, language=language, plan=plan)
    write_whole({target: page.encode("utf-8")})
    return target


def render_page(run: Run, *, language: str = "en", at: str = "", plan: PagePlan = _USUAL) -> str:
    """The page as text. Only the island and the title come from the run.

    Args:
        run: the run.
        language: the language it opens in.
        at: the address that it opens at.
        plan: what it holds.
    """
    shelf = open_shelf([run])
    start = make_start("page", shelf, at=at, language=language, answers=page_answers(shelf, plan))
    style, script = static_text(STYLE), static_text(SCRIPT).replace("</script", "<\\/script")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "language": language,
        "policy": policy,
        "title": html.escape(word("page_title", language, model=run_title(run, language))),
        "style": style,
        "script": script,
        "start": island(start),
    }
    template = (resources.files("headscope.show") / "page.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
