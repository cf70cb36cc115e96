"""Needles in a haystack: which heads look at the one code that was asked for, while the model says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from headscope.base.context import Progress, silent
from headscope.base.text import Token
from headscope.base.trials import Trials
from headscope.capture.listening import Heard, outputs_heard
from headscope.capture.manifest import site_records
from headscope.capture.observe import check_on
from headscope.errors import BadText, CannotObserve
from headscope.models.inputs import Prepared, prepare
from headscope.models.load import Loaded
from headscope.stream.weights import block_of_rows

PROMPTS, FILLERS = 40, 6
_DIGITS = 4
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Needles:
    """One prompt: two places with a code each, one of them asked for and answered.

    Attributes:
        prepared: the prompt with the right code behind it.
        steps: places of the tokens that come before each token of the answer: there the model says it.
        asked, other: places of the code's tokens in the needle asked for and in the other one.
    """

    prepared: Prepared
    steps: np.ndarray
    asked: np.ndarray
    other: np.ndarray


def retrieval_trials(
    loaded: Loaded,
    texts: Mapping[str, Any],
    *,
    prompts: int = PROMPTS,
    fillers: int = FILLERS,
    seed: int = 0,
    progress: Progress = silent,
) -> Trials:
    """Does a head look at the needle that was asked for, when the model copies from it?

    A prompt is filler sentences with two needles of the same wording, "The access code of the harbour is 4817.", for
    two places, and the beginning of one of them again; the model is given the right code token by token. One item is a
    step at which its own first choice is the right token: score 1 where the head's strongest key (special tokens and
    the first token apart) is that token in the needle asked for, null 1 where it is the same place of the other
    needle's code, from 0 to 1 each. (After Wu et al. 2024, arXiv 2404.15574, whose score has no second needle: any head
    that looks at numbers passes it.) It does not show that the model needs the head. Which needle comes first is
    balanced; the codes share no digit.

    Args:
        texts: `needles` (each a place, a sentence with {place} and {code}, and its beginning as a question) and
            `fillers`, as in the bundled file of that name.
        prompts, fillers: how many, how many sentences around the needles. seed: of the draw.

    Raises:
        CannotObserve: the model is not causal or says no tokens.
        BadText: no prompt has codes of equal length, or the model answers none.
    """
    if loaded.model.get_output_embeddings() is None:
        raise CannotObserve("output_embedding_missing", model=loaded.name)
    if getattr(loaded.model.config, "is_encoder_decoder", False):
        raise CannotObserve("role_of_pairs", model=loaded.name)
    random = np.random.default_rng([seed, 11])
    drawn = (_needles(loaded, texts, fillers, is_first=n // 2 % 2 == 0, random=random) for n in range(prompts))
    made = [one for one in drawn if one is not None]
    if not made:
        raise BadText("no_needle_fits", model=loaded.name)
    checked = check_on(loaded, made[0].prepared)
    if not all(site.is_causal for site in site_records(checked).values()):
        raise CannotObserve("role_needs_causal", model=loaded.name)
    strongest: dict[str, list[np.ndarray]] = defaultdict(list)

    def hear(heard: Heard) -> None:
        one = made[heard.text]
        call = heard.tapped.call
        rows = block_of_rows(call, int(one.steps[0]), int(one.steps[-1]) + 1).weights.cpu().numpy().copy()
        rows[..., _closed(one.prepared.sides["text"].tokens)] = -1.0
        for head, keys in zip(heard.heads, rows.argmax(axis=-1), strict=True):
            strongest[head].append(keys)

    is_right = []
    for one, output in zip(
        made,
        outputs_heard(loaded, [one.prepared for one in made], hear, checked=checked, progress=progress),
        strict=True,
    ):
        ids = one.prepared.inputs["input_ids"][0]
        logits = output.logits[0]
        said = logits[one.steps - len(ids)].argmax(-1)  # counted from the end: only the last positions have logits
        is_right.append((said == ids[one.steps + 1]).cpu().numpy())
    used = np.concatenate(is_right)
    if not used.any():
        raise BadText("needles_unanswered", model=loaded.name, count=len(made))
    keys = np.stack([np.concatenate(parts) for parts in strongest.values()])[:, used]
    asked, other = (np.concatenate([getattr(one, name) for one in made])[used] for name in ("asked", "other"))
    clusters = np.repeat(np.arange(len(made)), [len(one.steps) for one in made])[used]
    score, null = (keys == asked).astype(np.float64), (keys == other).astype(np.float64)
    return Trials("retrieval", tuple(strongest), score, null, clusters, "needles")


def _needles(
    loaded: Loaded, texts: Mapping[str, Any], fillers: int, *, is_first: bool, random: np.random.Generator
) -> Needles | None:
    """A prompt whose two codes have equally many tokens and none in common; None where no draw gives one."""
    joint = "" if "\u4e00" <= texts["needles"][0]["question"][0] <= "\u9fff" else " "
    for _ in range(_TRIES):
        asked, other = random.choice(len(texts["needles"]), size=2, replace=False).tolist()
        form = texts["needles"][asked]
        places = (form["place"], texts["needles"][other]["place"])
        digits = "".join(str(one) for one in random.permutation(10)[: 2 * _DIGITS])
        codes = digits[:_DIGITS], digits[_DIGITS:]
        needles = [form["sentence"].format(place=place, code=code) for place, code in zip(places, codes, strict=True)]
        chosen = random.choice(len(texts["fillers"]), size=fillers, replace=False).tolist()
        around = [texts["fillers"][place] for place in chosen]
        cut = fillers // 3
        pair = needles if is_first else needles[::-1]
        question = form["question"].format(place=places[0])
        story = joint.join([*around[:cut], pair[0], *around[cut : 2 * cut], pair[1], *around[2 * cut :]])
        prompt = joint.join([story, question]) + joint + codes[0]
        starts = [prompt.index(codes[0]), prompt.index(codes[1]), prompt.rindex(codes[0])]
        found = _placed(prepare(loaded, prompt), starts)
        if found is not None:
            return found
    return None


def _placed(prepared: Prepared, starts: Sequence[int]) -> Needles | None:
    """Where the tokens of the three codes stand; None where they do not correspond."""
    tokens = prepared.sides["text"].tokens
    ids = prepared.inputs["input_ids"][0].tolist()
    spans = [
        [n for n, one in enumerate(tokens) if not one.is_special and one.start < start + _DIGITS and one.end > start]
        for start in starts
    ]
    asked, other, answer = ([ids[place] for place in span] for span in spans)
    if asked != answer or len(other) != len(asked) or any(a == b for a, b in zip(asked, other, strict=True)):
        return None
    options = dict(prepared.options)
    steps = np.array(spans[2]) - 1
    if "logits_to_keep" in options:
        options["logits_to_keep"] = len(ids) - int(steps[0])
    return Needles(replace(prepared, options=options), steps, np.array(spans[0]), np.array(spans[1]))


def _closed(tokens: Sequence[Token]) -> np.ndarray:
    """Keys that do not count: special tokens and the first."""
    return np.array([place == 0 or token.is_special for place, token in enumerate(tokens)])
