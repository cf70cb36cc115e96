"""All that mechanical roles are read from, in one go: random sequences, ordinary sentences, lists and needles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from torch import nn

from headscope.base.context import Progress, silent
from headscope.base.trials import Trials
from headscope.capture.demo_sentences import demo_sentences
from headscope.capture.head_logits import copying_trials, successor_trials
from headscope.capture.observe import load_given, observe_prepared
from headscope.capture.plan import Plan
from headscope.capture.probes import SEQUENCES, TOKENS, observe_repeats
from headscope.capture.retrieval import PROMPTS, retrieval_trials
from headscope.capture.sentence_file import read_sentence_file
from headscope.errors import HeadscopeError
from headscope.models.inputs import prepare
from headscope.models.load import Loaded
from headscope.store.run import Run


@dataclass(frozen=True, slots=True)
class Mechanics:
    """What was observed of a model's mechanics.

    Attributes:
        repeats: random sequences, repeated and fresh (`observe_repeats`).
        sentences: ordinary sentences, word by word.
        trials: copying, successor and retrieval, as far as this model can be asked.
        untested: the others, each with the reason.
    """

    repeats: Run
    sentences: Run
    trials: tuple[Trials, ...]
    untested: tuple[tuple[str, HeadscopeError], ...]


@dataclass(frozen=True, slots=True)
class MechanicsPlan:
    """How much is asked: random sequences and their length, prompts with needles, language of the texts, the seed."""

    sequences: int = SEQUENCES
    tokens: int = TOKENS
    prompts: int = PROMPTS
    language: str = "en"
    seed: int = 0


def observe_mechanics(
    model: str | nn.Module | Loaded,
    sentences: Sequence[str] | None = None,
    *,
    tokenizer: Any = None,
    plan: Plan | None = None,
    probes: MechanicsPlan | None = None,
    progress: Progress = silent,
) -> Mechanics:
    """Observe what mechanical roles are read from; `readings.mechanical_trials` reads the two runs.

    Args:
        model: a sample name, a folder, a hub id or a loaded model (then give its tokenizer).
        sentences: ordinary sentences for sinks and separators; the demonstration's if None.
        plan: number format and layers (of the two runs). probes: how much is asked.

    Raises:
        CannotObserve: the self-check fails. BadText: the model cannot read the sentences or the sequences.

    >>> made = observe_mechanics("smollm2")  # doctest: +SKIP
    """
    probes = probes or MechanicsPlan()
    plan = plan or Plan()
    loaded = load_given(model, tokenizer, plan)
    wanted = probes.sequences, probes.tokens, probes.seed
    told = _told(progress)
    repeats = observe_repeats(
        loaded, plan=plan, sequences=wanted[0], tokens=wanted[1], seed=wanted[2], progress=progress
    )
    is_pair = bool(getattr(loaded.model.config, "is_encoder_decoder", False))
    read = demo_sentences(probes.language) if sentences is None else sentences
    ordinary = observe_prepared(
        loaded,
        [prepare(loaded, one, one if is_pair else None) for one in read],
        Plan(plan.layers, "words"),
        progress=told,
    )
    asked: dict[str, Callable[[], Trials]] = {
        "copying": lambda: copying_trials(loaded, sequences=wanted[0], tokens=wanted[1], seed=wanted[2], progress=told),
        "successor": lambda: successor_trials(
            loaded, read_sentence_file("ordinals", probes.language), seed=wanted[2], progress=told
        ),
        "retrieval": lambda: retrieval_trials(
            loaded,
            read_sentence_file("needles", probes.language),
            prompts=probes.prompts,
            seed=wanted[2],
            progress=told,
        ),
    }
    trials, untested = [], []
    for role, ask in asked.items():
        try:
            trials.append(ask())
        except HeadscopeError as error:
            untested.append((role, error))
    return Mechanics(repeats, ordinary, tuple(trials), tuple(untested))


def _told(progress: Progress) -> Progress:
    """Observing is one of the stages called probes here."""
    return lambda stage, *step: progress("probes" if stage == "observe" else stage, *step)
