"""The probe sentences that ship with headscope, read and observed word by word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.marked import Marked, parse_marked
from headscope.base.messages import LANGUAGES
from headscope.base.probes import Placed, Probe
from headscope.capture.corpus import observe_corpus
from headscope.capture.observe import load_given
from headscope.capture.plan import Plan
from headscope.errors import BadText
from headscope.models.inputs import prepare
from headscope.models.load import Loaded
from headscope.store.run import Run

FILES = ("connectives", "sentiment", "negation", "coreference")
READABLE = 0.5  # a language of which the tokenizer knows less than half of the probes is left out


@dataclass(frozen=True, slots=True)
class Probed:
    """Probes observed.

    Attributes:
        run: the matrices of words of all texts and controls.
        placed: the probes and where they are in the run.
        dropped: probes of the languages kept whose text or control (or whose twin) the model cannot read.
        left_out: languages that the model's tokenizer cannot read.
    """

    run: Run
    placed: tuple[Placed, ...]
    dropped: int
    left_out: tuple[str, ...]


def bundled_probes(language: str) -> tuple[Probe, ...]:
    """The probes of one language (`en`, `zh`), file by file; none where a language has none.

    >>> one = bundled_probes("en")[0]
    >>> one.kind, one.text.word("k"), one.text.word("q")
    ('connective', 'Either', 'or')
    """
    folder = resources.files("headscope.capture") / "sentences" / language
    found: list[Probe] = []
    for name in FILES:
        file = folder / f"{name}.json"
        if file.is_file():
            found += [_probe(name, language, item) for item in json.loads(file.read_text("utf-8"))]
    return tuple(found)


def observe_bundled(
    model: str | nn.Module | Loaded,
    *,
    languages: Sequence[str] = LANGUAGES,
    tokenizer: Any = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Probed:
    """Observe the bundled probes of the languages that a model reads; progress is told of stage `probes`."""
    probes = [probe for language in languages for probe in bundled_probes(language)]
    return observe_probes(model, probes, tokenizer=tokenizer, plan=plan, progress=progress)


def observe_probes(
    model: str | nn.Module | Loaded,
    probes: Sequence[Probe],
    *,
    tokenizer: Any = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Probed:
    """Observe probes word by word. A probe goes with its control, and twins go together: what is left stays balanced.

    Raises:
        BadText: the model can read none of the languages. CannotObserve: the self-check fails.
    """
    plan = plan or Plan(keep="words")
    loaded = load_given(model, tokenizer, plan)
    readable = _readable(loaded, probes)
    broken = {_family(probe) for probe, reads in zip(probes, readable, strict=True) if not reads}
    left_out, kept = [], []
    for language in dict.fromkeys(probe.language for probe in probes):
        own = [probe for probe in probes if probe.language == language]
        whole = [probe for probe in own if _family(probe) not in broken]
        if len(whole) < READABLE * len(own):
            left_out.append(language)
        else:
            kept += whole
    if not kept:
        raise BadText("no_probe_language", languages=", ".join(left_out) or "-")
    texts = dict.fromkeys((each.source, each.spans) for probe in kept for each in _texts(probe))
    numbers = {text: number for number, text in enumerate(texts)}

    def told(stage: str, done: int, total: int, where: str = "", /) -> None:
        progress("probes" if stage == "observe" else stage, done, total, where)

    corpus = observe_corpus(loaded, list(texts), plan=plan, progress=told)
    placed = tuple(_placed(probe, numbers) for probe in kept)
    read = sum(probe.language not in left_out for probe in probes)
    return Probed(corpus.run, placed, read - len(kept), tuple(left_out))


def _placed(probe: Probe, numbers: dict[tuple[str, Any], int]) -> Placed:
    places = [numbers[each.source, each.spans] for each in _texts(probe)]
    return Placed(probe, places[0], places[-1])


def _texts(probe: Probe) -> Iterator[Marked]:
    yield probe.text
    if probe.control is not None:
        yield probe.control


def _family(probe: Probe) -> tuple[str, ...]:
    """What is kept or dropped together: a probe alone, or twins, which share antecedent and distractor."""
    if "c" not in probe.text.places:
        return (probe.kind, probe.language, probe.text.source)
    return (probe.kind, probe.language, *sorted(probe.text.word(mark).casefold() for mark in "kc"))


def _readable(loaded: Loaded, probes: Sequence[Probe]) -> list[bool]:
    """Whether the model can read text and control of each probe; only the tokenizer is asked."""
    found = []
    for probe in probes:
        try:
            for each in _texts(probe):
                prepare(loaded, each.source, words=each.spans)
        except BadText:
            found.append(False)
        else:
            found.append(True)
    return found


def _probe(file: str, language: str, item: dict[str, str]) -> Probe:
    kind = "connective" if file == "connectives" else item["name"]
    control = parse_marked(item["control"]) if "control" in item else None
    return Probe(kind, language, parse_marked(item["text"]), control)
