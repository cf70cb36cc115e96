"""Runs on random token ids: what a head does when there is no language to lean on, only places and repetitions.

Each sequence comes twice: *repeated*, the random ids R and R again, and *control*, R and as many other random ids. A
head that looks for earlier occurrences shows it in the first and cannot in the second, at the same places (Olsson et
al. 2022, arXiv 2209.11895, section "prefix matching", with the null that it lacks).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import torch

from headscope.base.context import Progress, silent
from headscope.base.text import Segment, Text, Token, Word
from headscope.base.words import is_blank
from headscope.capture.observe import observe_prepared
from headscope.capture.plan import Plan
from headscope.errors import BadOption, BadText, CannotObserve
from headscope.models.inputs import Prepared, options_of
from headscope.models.load import Loaded
from headscope.models.packing import input_device
from headscope.models.tokens import token_limit
from headscope.store.run import Run

FIRST, COPY, FRESH = "first", "copy", "fresh"  # labels of a sequence's two segments
SEQUENCES, TOKENS = 24, 25
_POOL = 4096  # ids that sequences are drawn from: decoding a whole vocabulary of 250,000 takes seconds
_UNUSED = re.compile(r"[\[<].*(unused|reserved|extra_id|madeup|pad).*[\]>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProbeSequences:
    """Random sequences as token ids, without the tokenizer's own tokens: [sequence, token] each.

    Attributes:
        first: R. fresh: other ids of the same sequence, none of them in R.
    """

    first: np.ndarray
    fresh: np.ndarray


def observe_repeats(
    loaded: Loaded,
    *,
    plan: Plan | None = None,
    sequences: int = SEQUENCES,
    tokens: int = TOKENS,
    seed: int = 0,
    progress: Progress = silent,
) -> Run:
    """Observe repeated and fresh random sequences; the run keeps the weights of tokens, each a word of its own.

    Text 2n of the run is sequence n repeated, text 2n + 1 its control; their two halves are segments labelled `first`
    and `copy`, `first` and `fresh`. Around them stand the special tokens that the tokenizer adds. The encoder of an
    encoder-decoder reads them, its decoder only a start.

    Args:
        loaded: the model.
        plan: layers; what is kept is always `words`.
        sequences: of each kind. tokens: length of R. seed: of the draw.

    Raises:
        BadText: the sequences are longer than the model reads, or its tokenizer has too few tokens.
        CannotObserve: the self-check fails.

    >>> run = observe_repeats(load_model("bert-tiny"), sequences=2)  # doctest: +SKIP
    """
    plan = Plan(keep="words") if plan is None else Plan(plan.layers, "words", None, plan.dtype, plan.allow_pickle)
    drawn = draw_sequences(loaded, sequences=sequences, tokens=tokens, seed=seed)
    prepared = [
        prepare_ids(loaded, [first, second], labels=(FIRST, label))
        for first, fresh in zip(drawn.first.tolist(), drawn.fresh.tolist(), strict=True)
        for second, label in ((first, COPY), (fresh, FRESH))
    ]

    def told(stage: str, done: int, total: int, where: str = "", /) -> None:
        progress("probes" if stage == "observe" else stage, done, total, where)

    run = observe_prepared(loaded, prepared, plan, progress=told)
    return Run(msgspec.structs.replace(run.manifest, seeds={"probes": seed}), run.arrays)


def draw_sequences(loaded: Loaded, *, sequences: int, tokens: int, seed: int) -> ProbeSequences:
    """Random ids without replacement inside each sequence, from ordinary tokens of the vocabulary.

    Raises:
        BadOption: there is no sequence, or one without tokens. BadText: the vocabulary is too small.
    """
    if sequences < 1 or tokens < 2:
        raise BadOption("probe_size", value=f"{sequences} x {tokens}")
    random = np.random.default_rng([seed, 7])
    pool = np.array(ordinary_ids(loaded, _POOL, random))
    if len(pool) < 2 * tokens:
        raise BadText("probe_vocabulary", value=len(pool), expected=2 * tokens)
    drawn = np.stack([random.choice(pool, size=2 * tokens, replace=False) for _ in range(sequences)])
    return ProbeSequences(drawn[:, :tokens], drawn[:, tokens:])


def ordinary_ids(loaded: Loaded, count: int, random: np.random.Generator) -> list[int]:
    """Up to `count` random ids of a vocabulary that are not special, not unused, and decode to whole characters."""
    tokenizer = _tokenizer(loaded)
    rows = int(loaded.model.get_input_embeddings().weight.shape[0])
    barred = set(tokenizer.all_special_ids) | set(getattr(tokenizer, "added_tokens_decoder", {}))
    found: list[int] = []
    for number in random.permutation(min(len(tokenizer), rows)).tolist():
        if number in barred or _UNUSED.fullmatch(tokenizer.convert_ids_to_tokens(number) or "<pad>"):
            continue
        shown = tokenizer.decode([number])
        if is_blank(shown) or "\N{REPLACEMENT CHARACTER}" in shown:
            continue
        found.append(number)
        if len(found) == count:
            break
    return found


def prepare_ids(loaded: Loaded, parts: Sequence[Sequence[int]], labels: Sequence[str] = ()) -> Prepared:
    """Token ids ready for a model, the tokenizer's own tokens around them; each part is a segment with its label.

    Raises:
        BadText: there are more tokens than the model reads.
    """
    tokenizer = _tokenizer(loaded)
    before, after = added_ids(tokenizer)
    middle = [number for part in parts for number in part]
    ids = [*before, *middle, *after]
    limit = token_limit(loaded.model.config, tokenizer)
    if limit is not None and len(ids) > limit:
        raise BadText("text_too_long", count=len(ids), limit=limit)
    text = _text_of(tokenizer, ids, (len(before), len(after)), [len(part) for part in parts], labels)
    device = input_device(loaded.model)
    inputs = {"input_ids": torch.tensor([ids], device=device)}
    if not getattr(loaded.model.config, "is_encoder_decoder", False):
        return Prepared(inputs, options_of(loaded.model), {"text": text})
    start = loaded.model.config.decoder_start_token_id
    if start is None:
        raise BadOption("decoder_start_missing", model=loaded.name)
    inputs["decoder_input_ids"] = torch.tensor([[start, ids[len(before)]]], device=device)
    goal = _text_of(tokenizer, [start, ids[len(before)]], (1, 0), [1], ())
    return Prepared(inputs, options_of(loaded.model), {"source": text, "target": goal})


def added_ids(tokenizer: Any) -> tuple[list[int], list[int]]:
    """The ids that a tokenizer puts before and behind a text of itself."""
    read = tokenizer("a", return_special_tokens_mask=True)
    ids, special = list(read["input_ids"]), list(read["special_tokens_mask"])
    own = [place for place, added in enumerate(special) if not added]
    if not own:
        return ids, []
    return ids[: own[0]], ids[own[-1] + 1 :]


def _text_of(
    tokenizer: Any, ids: Sequence[int], added: tuple[int, int], sizes: Sequence[int], labels: Sequence[str]
) -> Text:
    """Ids as a text: what each decodes to, a space between, every token a word, every part a segment."""
    tokens: list[Token] = []
    source = ""
    for place, number in enumerate(ids):
        if place < added[0] or place >= len(ids) - added[1]:
            tokens.append(Token(tokenizer.convert_ids_to_tokens(number), len(source), len(source), is_special=True))
            continue
        shown = tokenizer.decode([number]).strip()
        source += " " if source else ""
        tokens.append(Token(shown, len(source), len(source) + len(shown)))
        source += shown
    words = tuple(Word(token.text, place, place, token.is_special) for place, token in enumerate(tokens))
    segments, first = [], added[0]
    for size, label in zip(sizes, labels, strict=False):
        segments.append(Segment(tokens[first].start, tokens[first + size - 1].end, label))
        first += size
    return Text(source, tuple(tokens), words, tuple(segments))


def _tokenizer(loaded: Loaded) -> Any:
    if loaded.tokenizer is None:
        raise CannotObserve("tokenizer_without_offsets", tokenizer="NoneType")
    return loaded.tokenizer
