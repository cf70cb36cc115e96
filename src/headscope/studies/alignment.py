"""The study of a translating model: pairs observed, source words hidden or a reverse model asked, then read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from headscope.base.context import Progress, silent
from headscope.base.pairs import SentencePair
from headscope.capture.erasure import erase_source
from headscope.capture.observe import load_given
from headscope.capture.pairs import observe_pairs, prepare_pairs
from headscope.capture.plan import Plan
from headscope.errors import BadOption
from headscope.models.load import Loaded
from headscope.readings.alignment import read_alignment
from headscope.readings.alignment_choice import choosing_part, exchanged_sources
from headscope.readings.alignment_directions import Direction
from headscope.readings.alignment_plan import AlignmentPlan
from headscope.readings.alignment_report import READING, AlignmentReport
from headscope.readings.pair_file import read_pairs
from headscope.readings.pharaoh import GoldLinks, read_gold
from headscope.readings.report_file import encode_report
from headscope.store.readings import save_reading
from headscope.store.run import Run


@dataclass(frozen=True, slots=True)
class AlignmentTask:
    """What is to be aligned.

    Attributes:
        pairs: a file with `source ||| target` or two tab-separated columns a line.
        gold: links of people in Pharaoh form, a line for each pair. one_indexed: they count words from 1.
        reverse: a model of the other direction (it may be the same one, if it translates both ways).
        languages: of source and target, for models that are told them.
        prompt: for a decoder-only model, the text around `{source}` and `{target}`.
        out: folder of the run, with the report in it; None keeps nothing.
        batch: pairs that go through the model together; it changes the speed alone.
    """

    pairs: Path
    gold: Path | None = None
    one_indexed: bool = False
    reverse: str | None = None
    languages: tuple[str, str] | None = None
    prompt: str | None = None
    out: Path | None = None
    batch: int = 16


def study_alignment(
    model: Any,
    task: AlignmentTask,
    *,
    reading: AlignmentPlan | None = None,
    tokenizer: Any = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> AlignmentReport:
    """Run pairs through a model and read its cross-attention as a word alignment.

    Args:
        model: a sample or pocket model, a folder, a hub id, or a loaded model (then give its tokenizer).
        task: which pairs, gold and reverse model. reading: what is fixed of row, layer and method.
        plan: layers and number format.

    Returns:
        The report; with `task.out` it also lies in that run.

    Raises:
        BadOption: a file that is not there or not readable; gold or options that do not fit.
        BadText: a pair that the model cannot read, by its number.

    >>> import headscope as hs
    >>> hs.study_alignment("pocket:translate", hs.AlignmentTask(Path("pairs.txt"), languages=("en", "zh")))
    ... # doctest: +SKIP
    """
    pairs = read_pairs(task.pairs)
    lengths = [(len(pair.source_words), len(pair.target_words)) for pair in pairs]
    gold: tuple[GoldLinks, ...] | None = None
    if task.gold is not None:
        gold = read_gold(task.gold, one_indexed=task.one_indexed, lengths=lengths)
    plan = plan or Plan()
    loaded = load_given(model, tokenizer, plan)
    other = _other_way(loaded, model, task, plan)
    part = choosing_part(len(pairs), seed=reading.seed if reading else 0)
    some = [pairs[number] for number in part]
    run = _observed(loaded, pairs, task, plan, progress, out=task.out)
    reverse = None
    if other is None:
        prepared = prepare_pairs(loaded, some, languages=task.languages, prompt=task.prompt)
        forward = Direction(run, part, falls=erase_source(loaded, prepared, progress=progress))
    else:
        strange, turned = _exchanged(some), replace(task, languages=task.languages and task.languages[::-1])
        forward = Direction(run, part, exchanged=_observed(loaded, strange, task, plan, progress))
        back, strange_back = (
            _observed(other, [_turned(pair) for pair in group], turned, plan, progress) for group in (pairs, strange)
        )
        reverse = Direction(back, part, exchanged=strange_back)
    report = read_alignment(forward, reverse=reverse, gold=gold, plan=reading)
    if task.out is not None:
        save_reading(forward.run, READING, encode_report(report))
    return report


def _observed(
    loaded: Loaded,
    pairs: Sequence[SentencePair],
    task: AlignmentTask,
    plan: Plan,
    progress: Progress,
    *,
    out: Path | None = None,
) -> Run:
    return observe_pairs(
        loaded, pairs, languages=task.languages, prompt=task.prompt, batch=task.batch, plan=plan, out=out,
        progress=progress,
    )  # fmt: skip


def _exchanged(pairs: Sequence[SentencePair]) -> list[SentencePair]:
    """Every target with the source of another pair."""
    given = exchanged_sources([len(pair.source_words) for pair in pairs])
    return [
        replace(pair, source=pairs[other].source, source_words=pairs[other].source_words)
        for pair, other in zip(pairs, given, strict=True)
    ]


def _other_way(loaded: Loaded, model: Any, task: AlignmentTask, plan: Plan) -> Loaded | None:
    if task.reverse is None:
        return None
    if task.prompt is not None:
        raise BadOption("reverse_with_prompt")
    return loaded if task.reverse == model else load_given(task.reverse, None, plan)


def _turned(pair: SentencePair) -> SentencePair:
    return SentencePair(pair.target, pair.source, pair.target_words, pair.source_words)
