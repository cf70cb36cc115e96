"""`headscope observe --generate`: what its options mean together, and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from headscope.cli.output import progress_bar
from headscope.errors import BadInput, BadOption
from headscope.store.run import Run

if TYPE_CHECKING:
    from headscope.models.decoding import Decoding

_OPTIONS = {
    "beams": "--beams", "is_sampled": "--sample",
    "temperature": "--temperature", "top_p": "--top-p", "top_k": "--top-k",
}  # fmt: skip


def decoding_of(new_tokens: int | None, given: Mapping[str, Any], seed: int) -> Decoding | None:
    """How tokens are to be chosen; None where none are to be made.

    Args:
        new_tokens: what `--generate` says.
        given: the other options by the name they have in `Decoding`, None where they were left out.
        seed: of the drawing.

    Raises:
        BadOption: an option of generation stands without `--generate`.

    >>> decoding_of(None, {"beams": 4}, 0)
    Traceback (most recent call last):
    headscope.errors.BadOption: Option has no use: got --beams without --generate, expected both or neither. ...
    """
    said = {name: value for name, value in given.items() if value is not None}
    if new_tokens is None:
        for name in said:
            raise BadOption("generate_missing", name=_OPTIONS[name])
        return None
    from headscope.models.decoding import Decoding

    return Decoding(**said, seed=seed)


def refuse_beside_generation(*, target: str | None, cost: bool) -> None:
    """Refuse options that ask for something else than a generation.

    Raises:
        BadInput: the decoder is told what to say. BadOption: the cost is asked for.
    """
    if target is not None:
        raise BadInput("generate_target")
    if cost:
        raise BadOption("generate_cost", name="--cost")


def answered(model: str, prompts: list[str], new_tokens: int, decoding: Decoding, *, language: str, **rest: Any) -> Run:
    """The run of the prompts with their answers."""
    from headscope.capture.generate import generate

    with progress_bar(language) as progress:
        return generate(model, prompts, max_new_tokens=new_tokens, decoding=decoding, progress=progress, **rest)


def answers_of(run: Run) -> list[str]:
    """What was said to each prompt of a run, from the first piece that spells something; empty for other runs."""
    if run.manifest.generation is None:
        return []
    sides = [text.sides.get("text") or text.sides["target"] for text in run.manifest.texts]
    return [
        side.source[text.labels[0].start :] if text.labels else ""
        for text, side in zip(run.manifest.texts, sides, strict=True)
    ]
