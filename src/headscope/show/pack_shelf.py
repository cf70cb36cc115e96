"""The runs of a shelf as cards."""

from __future__ import annotations

from headscope.base.messages import LANGUAGES
from headscope.show.claims import run_title, trust_line, word
from headscope.show.labels import visible_label
from headscope.show.payload import FORMAT, RunCard, Shelf, UnreadableRun
from headscope.show.shelf import OpenRun, ShelfOfRuns
from headscope.store.run import Run


def pack_shelf(shelf: ShelfOfRuns) -> Shelf:
    """Every run that can be opened, and why the others cannot."""
    unreadable = tuple(
        UnreadableRun(visible_label(name), {each: error.text(each) for each in LANGUAGES})
        for name, error in shelf.unreadable.items()
    )
    return Shelf(FORMAT, tuple(map(_card, shelf.runs.values())), unreadable)


def model_name(run: Run, language: str) -> str:
    """The model's name, or that matrices were given."""
    model = run.manifest.model
    return word("given_matrices", language) if model is None else visible_label(model.name)


def _card(opened: OpenRun) -> RunCard:
    run, model = opened.run, opened.run.manifest.model
    return RunCard(
        opened.name,
        {each: run_title(run, each) for each in LANGUAGES},
        "" if model is None else visible_label(model.name),
        run.texts,
        sum(len(side.tokens) for text in run.manifest.texts for side in text.sides.values()),
        len(run.heads),
        "partial" if run.manifest.state == "partial" else "complete",
        {each: trust_line(run, each) if run.sites else "" for each in LANGUAGES},
        "" if model is None else visible_label(model.fingerprint),
    )
