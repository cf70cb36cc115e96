"""What stands under a figure: what is shown of which model and text, what is claimed of it, and its trust."""

from __future__ import annotations

import numpy as np

from headscope.base.heads import parse_head
from headscope.show.claims import count, percent, trust_line, word
from headscope.show.figures.cells import ShownCells
from headscope.show.figures.heads import Patterns, ShownSky, claim_of
from headscope.show.figures.plan import FigurePlan
from headscope.show.figures.word_shares import ShownArcs, ShownHeat
from headscope.show.labels import isolated_label, visible_label
from headscope.store.layout import SideRecord
from headscope.store.run import Run

Shown = ShownCells | ShownArcs | ShownHeat | ShownSky
_TITLE = 60


def caption(run: Run, plan: FigurePlan, shown: Shown, sinks: np.ndarray, patterns: Patterns = None) -> list[str]:
    """The paragraphs of a caption: what is shown; what is to be known of the numbers; the pattern; the trust.

    Args:
        run: the run.
        plan: a checked plan.
        shown: what the figure shows.
        sinks: which columns of a matrix are drawn pale.
        patterns: of all heads by name, where they have been read already.
    """
    language = plan.language
    site = None if plan.head is None else str(parse_head(plan.head).site)
    claim = None if plan.head is None else claim_of(run, plan.head, language, patterns)
    notes = _join(_notes(plan, shown, sinks), language)
    told = [_what(run, plan, shown), notes, None if claim is None else word("figure_claim", language, claim=claim)]
    return [*filter(None, told), word("figure_trust", language, trust=trust_line(run, language, site=site))]


def title(run: Run, plan: FigurePlan) -> str:
    """A name for the file itself, such as readers of documents show."""
    model = visible_label(run.manifest.model.name) if run.manifest.model else word("given_matrices", plan.language)
    return " · ".join([*([] if plan.head is None else [plan.head]), model, "headscope"])


def _what(run: Run, plan: FigurePlan, shown: Shown) -> str:
    """The first sentence: the head, the model, the text, and what marks are."""
    language = plan.language
    model = run.manifest.model
    values = {"model": visible_label(model.name) if model else word("figure_given", language)}
    if isinstance(shown, ShownSky):
        name = word(f"figure_statistic_{shown.statistic}", language)
        texts = count("texts", run.texts, language)
        return word("figure_of_heads", language, statistic=name, texts=texts, **values)
    values |= {"head": plan.head or "", "text": _text_title(run, plan)}
    if isinstance(shown, ShownCells):
        what = word("figure_matrix", language)
    elif isinstance(shown, ShownArcs):
        pairs = count("figure_pairs", len(shown.arcs) - _dashed(plan, shown), language)
        what = word("figure_arcs", language, pairs=pairs, share=percent(shown.share_drawn))
    elif shown.queries:
        names = [isolated_label(each.text, limit=30) for each in shown.queries[:3]]
        more = [] if len(shown.queries) <= 3 else ["…"]
        spoken = word("list_comma", language).join(
            [word("figure_quoted", language, text=name) for name in names] + more
        )
        what = word("figure_reads", language, query=spoken, share=percent(shown.share_shown))
    else:
        what = word("figure_receives_patch" if shown.side.grid else "figure_receives", language)
    return word("figure_of_head", language, what=what, **values)


def _text_title(run: Run, plan: FigurePlan) -> str:
    """The text by number and by how it begins; both sides where there are two."""
    sides = run.manifest.texts[plan.text].sides.values()
    begins = " / ".join(_side_title(side, plan.language) for side in sides)
    quoted = word("figure_quoted", plan.language, text=begins)
    return word("figure_text", plan.language, number=plan.text, title=quoted)


def _side_title(side: SideRecord, language: str) -> str:
    """How a text begins, or what kind of picture or sound it is."""
    if side.grid is not None:
        return word("figure_picture", language, rows=side.grid.rows, columns=side.grid.columns)
    if side.frames is not None:
        return word("figure_sound", language, time=f"{side.frames.sound_s:.2f}")
    return isolated_label(side.source or " ".join(token.text for token in side.tokens[:_TITLE]), limit=_TITLE)


def _notes(plan: FigurePlan, shown: Shown, sinks: np.ndarray) -> list[str]:
    """What a reader has to know of the numbers: which part is shown, how coarse, how far off."""
    language, notes = plan.language, []
    if isinstance(shown, ShownCells):
        for name, span, edges in (("queries", plan.queries, shown.query_edges), ("keys", plan.keys, shown.key_edges)):
            if span is not None:
                first, last = int(edges[0]), int(edges[-1]) - 1
                notes.append(word(f"figure_part_{name}", language, first=f"{first:,}", last=f"{last:,}"))
        high, wide = shown.cell_tokens
        if (high, wide) != (1, 1):
            notes.append(word(f"figure_cells_{shown.channel}", language, rows=high, columns=wide))
        if shown.relative_error:
            notes.append(word("figure_within", language, error=f"{100 * shown.relative_error:.1g}%"))
        if sinks.any():
            total = float(np.nansum(shown.values))
            held = float(np.nansum(shown.values[:, sinks])) / total if total else 0.0
            notes.append(word("figure_sinks", language, share=percent(held)))
    elif isinstance(shown, ShownArcs | ShownHeat):
        notes += _notes_on_words(plan, shown)
    return notes


def _notes_on_words(plan: FigurePlan, shown: ShownArcs | ShownHeat) -> list[str]:
    language, notes = plan.language, []
    if isinstance(shown, ShownArcs):
        for name, words, of in zip(("queries", "keys"), (shown.queries, shown.keys), shown.all_words, strict=True):
            if len(words) < of:
                notes.append(word(f"figure_words_{name}", language, shown=f"{len(words):,}", of=f"{of:,}"))
        if _dashed(plan, shown):
            notes.append(word("figure_dashed", language, pairs=count("figure_pairs", _dashed(plan, shown), language)))
    else:
        if shown.side.grid is not None:
            notes.append(word("figure_overlay", language))
        if len(shown.words) < shown.all_words:
            values = {"shown": f"{len(shown.words):,}", "of": f"{shown.all_words:,}"}
            notes.append(word("figure_words_keys", language, **values))
        if plan.sinks == "dimmed" and shown.sinks.any():
            total = float(np.nansum(shown.shares))
            held = float(np.nansum(shown.shares[shown.sinks])) / total if total else 0.0
            notes.append(word("figure_sinks", language, share=percent(held)))
    if not shown.is_whole:
        notes.append(word("figure_strongest", language))
    if shown.unit == "token":
        notes.append(word("figure_tokens", language))
    return notes


def _dashed(plan: FigurePlan, shown: ShownArcs) -> int:
    """How many of the arcs are drawn as those of sinks."""
    return sum(arc.is_sink for arc in shown.arcs) if plan.sinks == "dimmed" else 0


def _join(sentences: list[str], language: str) -> str:
    return word("sentence_space", language).join(sentences)
