"""A model says something: its own `generate` runs, and what it chose is followed back through its beams."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from headscope.errors import BadOption, CannotObserve
from headscope.models.load import Loaded
from headscope.models.packing import input_device
from headscope.models.quiet import quiet_libraries
from headscope.models.steps import Steps

CACHES = (None, "dynamic", "dynamic_full", "offloaded")  # they hold the very keys that the model computed


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the next token is chosen, as `transformers` does it; what is None stays as the model's own settings have it.

    Attributes:
        beams: hypotheses that are followed at a time; 1 follows the best next token only.
        is_sampled: tokens are drawn by their probability; else the most probable are taken. Both go with beams.
        temperature: scores are divided by it before a token is drawn, more than 0.
        top_p: tokens are drawn from the fewest that hold so much probability, above 0, at most 1.
        top_k: tokens are drawn from so many of the most probable.
        seed: of the drawing; equal seeds draw equal tokens on one machine.

    >>> Decoding(is_sampled=True, temperature=0.8, seed=1).beams
    1
    """

    beams: int = 1
    is_sampled: bool = False
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What a model said.

    Attributes:
        ids: what its decoder was given and what it said, token by token.
        prompt: how many of them it was given.
        beams: for each token that it said the beam that said it; all 0 without beams.
    """

    ids: list[int]
    prompt: int
    beams: list[int]


def check_decoding(decoding: Decoding, max_new_tokens: int) -> None:
    """Refuse what cannot be meant.

    Raises:
        BadOption: a number is out of range, or says how to draw where nothing is drawn.

    >>> check_decoding(Decoding(temperature=0.8), 40)
    Traceback (most recent call last):
    headscope.errors.BadOption: Decoding option has no use: got temperature 0.8 without sampling, expected both or ...
    """
    ranges = {
        "max_new_tokens": (max_new_tokens, max_new_tokens >= 1, "1 or more"),
        "beams": (decoding.beams, decoding.beams >= 1, "1 or more"),
        "temperature": (decoding.temperature, decoding.temperature is None or decoding.temperature > 0, "> 0"),
        "top_p": (decoding.top_p, decoding.top_p is None or 0 < decoding.top_p <= 1, "> 0, <= 1"),
        "top_k": (decoding.top_k, decoding.top_k is None or decoding.top_k >= 1, "1 or more"),
    }
    for name, (value, fits, expected) in ranges.items():
        if not fits:
            raise BadOption("decoding_range", name=name, value=value, expected=expected)
    for name in ("temperature", "top_p", "top_k"):
        if getattr(decoding, name) is not None and not decoding.is_sampled:
            raise BadOption("decoding_not_sampled", name=name, value=getattr(decoding, name))


def check_speaker(loaded: Loaded) -> None:
    """Refuse a model that says nothing, or whose cache changes the keys it is given.

    Raises:
        CannotObserve: it is no generating model, or its own settings name such a cache.
    """
    can = getattr(loaded.model, "can_generate", None)
    if can is None or not can():
        raise CannotObserve("cannot_generate", model=loaded.name, architecture=loaded.architecture)
    cache = getattr(loaded.model.generation_config, "cache_implementation", None)
    if cache not in CACHES:
        raise CannotObserve("cache_kind", value=cache, choices=", ".join(str(kind) for kind in CACHES[1:]))


def speak(
    loaded: Loaded,
    inputs: Mapping[str, Tensor],
    max_new_tokens: int,
    *,
    decoding: Decoding,
    steps: Steps,
    watched: AbstractContextManager[None],
) -> Said:
    """Let a model say up to so many tokens, while the steps of its attention are kept.

    The model's own `generate` runs and chooses as it would without being observed; torch's random numbers are put back
    afterwards.

    Args:
        loaded: the model.
        inputs: what it is given, of one text.
        max_new_tokens: it stops here, or where it says its end token.
        decoding: how it chooses.
        steps: where the steps are kept; it has heard nothing yet.
        watched: tells `steps` of every attention call while it is open.

    Raises:
        CannotObserve: steps do not join, as tokens were guessed ahead and thrown away.
    """
    options: dict[str, Any] = {"num_beams": decoding.beams, "do_sample": decoding.is_sampled}
    drawn = {"temperature": decoding.temperature, "top_p": decoding.top_p, "top_k": decoding.top_k}
    options |= {name: value for name, value in drawn.items() if value is not None}
    device = input_device(loaded.model)
    devices = [device] if device.type == "cuda" else []
    with quiet_libraries(), torch.random.fork_rng(devices=devices), torch.no_grad(), watched:
        torch.manual_seed(decoding.seed)
        output = loaded.model.generate(
            **inputs,
            **options,
            max_new_tokens=max_new_tokens,
            num_return_sequences=1,
            return_dict_in_generate=True,
            use_cache=True,
        )
    ids, beams = output.sequences[0].tolist(), getattr(output, "beam_indices", None)
    if beams is not None:
        followed = [beam for beam in beams[0].tolist() if beam >= 0]  # a hypothesis may end before the others
    else:
        count = steps.passes if loaded.model.config.is_encoder_decoder else len(ids) - inputs["input_ids"].shape[1]
        followed = [0] * count
        steps.check_rows(len(ids) - 1)
    return Said(ids, len(ids) - len(followed), followed)
