"""A model says something and is observed on the way: prompt and answer as one text, out of the steps of its cache."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from torch import nn

from headscope.base.context import Progress, silent
from headscope.capture.manifest import KINDS, draft_manifest, final_manifest, masks_told, text_records
from headscope.capture.observe import absent_of, check_on, chosen_sites, load_given, seen_by
from headscope.capture.passes import Pass
from headscope.capture.plan import Plan, kept
from headscope.capture.some_rows import rows_of_texts
from headscope.capture.stop import close, done_manifest, rows_told, stoppable
from headscope.errors import BadOption, BadText, CannotObserve
from headscope.models.decoding import Decoding, Said, check_decoding, check_speaker, speak
from headscope.models.eager import refuse_long_eager
from headscope.models.faith import SHORT_ROWS, Checked, kernel_difference
from headscope.models.inputs import Prepared
from headscope.models.load import Loaded
from headscope.models.packing import input_device
from headscope.models.question import Question, ask, prepare_said
from headscope.models.sites import Slot
from headscope.models.steps import Steps, steps_of
from headscope.models.stitched import stitched
from headscope.models.tap import Tapped
from headscope.reduce.engine import Backend
from headscope.store.layout import AskedRecord, GenerationRecord, Manifest, SiteRecord
from headscope.store.run import Run
from headscope.store.write import start_run
from headscope.stream.geometry import sights
from headscope.stream.rows import call_of_rows


def generate(
    model: str | nn.Module | Loaded,
    prompt: str | Sequence[str],
    *,
    max_new_tokens: int = 40,
    decoding: Decoding | None = None,
    tokenizer: Any = None,
    out: str | Path | None = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> Run:
    """Every head's exact statistics on a prompt and what the model says to it, as one text.

    The model's own `generate` runs, with its cache and as it would unobserved; what its attention computed step by step
    is put together to one causal matrix a head, the same as if prompt and answer were read at once. An encoder-decoder
    gives its encoder on the prompt, its decoder on the answer, and the decoder's rows over the encoder's keys.

    A row belongs to a token that was read. The token that is said last is read by none: it stands in the text, and the
    labels (`run.manifest.texts[0].labels`) tell which row said it, as of each token of the answer which row said it and
    which has read it. The segments `prompt` and `answer` mark the parts of one text, unless the plan cuts it otherwise.

    Args:
        model: a sample name, a local folder, a hub id, or a loaded transformers model (then give its tokenizer).
        prompt: one prompt or several, each answered alone; no chat template is added.
        max_new_tokens: tokens that are said at most; the model's end token ends an answer before.
        decoding: how the next token is chosen; None takes the most probable one.
        out: folder of the run; None keeps it in memory.
        plan: layers, what to keep, segments, number format. What is kept without a word depends on how long prompt and
            answer may become.
        progress: told of tokens that are made (`generate`) and rows that are looked at (`observe`).

    Returns:
        The run; it stores how the answers were chosen, and how closely every row agrees with the model's kernel.

    Raises:
        CannotObserve: the model generates nothing, its cache changes keys, or a check fails.
        BadText: a prompt cannot be read, or is too long for the model together with its answer.
        BadOption: the plan or the decoding cannot be.
        Stopped: Ctrl-C came after something was done; it carries the run of that, which `out` keeps.

    >>> import headscope as hs
    >>> run = hs.generate("smollm2", "The capital of France is", max_new_tokens=5)  # doctest: +SKIP
    >>> run.text(0, "text").source  # doctest: +SKIP
    'The capital of France is Paris. It is the'
    """
    plan, decoding = plan or Plan(), decoding or Decoding()
    check_decoding(decoding, max_new_tokens)
    if plan.memory is not None:
        raise BadOption("generate_cost", name="memory")
    began = time.perf_counter()
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan)
    check_speaker(loaded)
    progress("load", 1, 1)
    prompts = [prompt] if isinstance(prompt, str) else list(prompt)
    if not prompts:
        raise BadText("text_empty")
    questions = [ask(loaded, one, max_new_tokens, segments=plan.segments) for one in prompts]
    progress("check", 0, 1)
    checked = check_on(loaded, questions[0].checked)
    progress("check", 1, 1)
    refuse_reading_ahead(checked)
    longest = max(len(question.encoded.ids) for question in questions)
    refuse_long_eager(checked, longest, batch=decoding.beams, device=input_device(loaded.model))
    speaker = _Speaker(loaded, checked, decoding, max_new_tokens, progress)
    return _observed(speaker, questions, plan, out=out, began=began)


def refuse_reading_ahead(checked: Checked) -> None:
    """Refuse a model whose rows see keys behind them: each new token would change the rows before it.

    Raises:
        CannotObserve: some rows of the check do; the message names the module.
    """
    for slot, check in checked.slots.items():
        if check.site.kind == "L":
            places = np.arange(1, check.tapped.call.queries + 1)
            if any((sight.high > places).any() for sight in sights(check.tapped.call)):
                raise CannotObserve("reads_ahead", module=slot.module)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A model that passed the check, and how it is to speak."""

    loaded: Loaded
    checked: Checked
    decoding: Decoding
    max_new_tokens: int
    progress: Progress


def _observed(
    speaker: _Speaker, questions: Sequence[Question], plan: Plan, *, out: str | Path | None, began: float
) -> Run:
    """The run of all questions, one after the other: the steps of one answer are held at a time."""
    loaded, checked, progress = speaker.loaded, speaker.checked, speaker.progress
    keep = kept(plan, max(_most_tokens(question, speaker.max_new_tokens) for question in questions))
    sites = chosen_sites(checked, plan, keep)
    sides = [site.query_side for site in sites.values()]
    absent = absent_of(plan, checked, sites.values())
    draft = _told(draft_manifest(loaded, plan, keep, tuple(sites.values()), (), absent=absent), speaker)
    writer = start_run(out, draft)
    kernel: dict[str, float] = {}
    backends: dict[str, Backend] = {}
    by_rows: set[str] = set()
    texts: list[Prepared] = []
    done, one_pass = 0, None

    def final() -> Manifest:
        all_texts = msgspec.structs.replace(draft, texts=text_records(texts))
        return masks_told(final_manifest(all_texts, checked, kernel, backends, time.perf_counter() - began), by_rows)

    def stopped() -> Manifest | None:
        found = None if one_pass is None else done_manifest(final(), done, one_pass.done, 1)
        asked = AskedRecord(len(draft.sites), len(questions))
        return None if found is None else msgspec.structs.replace(found, asked=asked)

    with stoppable(writer, stopped):
        for question in questions:
            said, steps = _answer(speaker, question, sites)
            texts.append(prepare_said(loaded, question, said, segments=plan.segments))
            some = rows_of_texts(plan, texts, set(sides))[-1]
            rows = [len(some.get(side, texts[-1].sides[side].tokens)) for side in sides]
            count = rows_told(progress, sum(rows))
            one_pass = Pass(checked, sites, writer, texts[-1:], keep, plan.rows_per_block, kernel, backends, count)
            one_pass.rows, one_pass.by_rows = [some], by_rows
            for slot, site in sites.items():
                tapped = stitched(steps, slot, said.beams, said.prompt)
                kernel[site.site] = max(kernel.get(site.site, 0.0), _answer_difference(site, tapped, said, checked))
                one_pass.seen[slot.module] = slot.number  # calls before it may not be among those observed
                one_pass.listen(tapped)
            done += 1
    return close(writer, final())


def _answer(speaker: _Speaker, question: Question, wanted: Iterable[Slot]) -> tuple[Said, Steps]:
    """What the model says, and the steps of the wanted slots."""
    most = speaker.max_new_tokens
    kinds = {slot: KINDS[check.site.kind] for slot, check in speaker.checked.slots.items()}
    steps = steps_of(kinds, wanted, lambda made: speaker.progress("generate", min(made, most), most))
    watched = seen_by(speaker.loaded, speaker.checked, steps.listen)
    said = speak(speaker.loaded, question.inputs, most, decoding=speaker.decoding, steps=steps, watched=watched)
    return said, steps


def _answer_difference(site: SiteRecord, tapped: Tapped, said: Said, checked: Checked) -> float:
    """Largest difference of our rows of the answer from what the kernel returned in their steps; of a long text the
    usual check would look at few of them.

    Raises:
        CannotObserve: it is too large: the keys of a step were not those of the steps before.
    """
    rows = np.arange(said.prompt, tapped.call.queries)
    if site.kind == "encoder" or tapped.call.queries <= SHORT_ROWS or not len(rows):
        return 0.0
    answer = replace(tapped, call=call_of_rows(tapped.call, rows), output=tapped.output[:, said.prompt :])
    difference = kernel_difference(answer, rows=len(rows))
    if not difference <= checked.tolerance:
        raise CannotObserve(
            "kernel_differs", modules=tapped.call.module, value=f"{difference:.2g}", expected=f"{checked.tolerance:g}"
        )
    return difference


def _most_tokens(question: Question, max_new_tokens: int) -> int:
    """How many tokens the longer side may have."""
    tokens = len(question.encoded.ids)
    return max(tokens, max_new_tokens) if question.is_pair else tokens + max_new_tokens - 1


def _told(draft: Manifest, speaker: _Speaker) -> Manifest:
    """The manifest with how answers are chosen."""
    told = {name: value for name, value in asdict(speaker.decoding).items() if name != "seed"}
    seeds = draft.seeds | ({"generation": speaker.decoding.seed} if speaker.decoding.is_sampled else {})
    return msgspec.structs.replace(draft, generation=GenerationRecord(speaker.max_new_tokens, **told), seeds=seeds)
