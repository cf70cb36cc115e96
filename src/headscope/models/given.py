"""What a user gave - a text, a picture, a sound - prepared for a model that reads it."""

from __future__ import annotations

from collections.abc import Sequence

from headscope.base.words import Span
from headscope.errors import BadInput, CannotObserve
from headscope.models.inputs import Prepared, inputs_read, prepare, teach
from headscope.models.load import Loaded
from headscope.models.pictures import Picture, prepare_picture
from headscope.models.sounds import Sound, prepare_sound


def prepare_given(
    loaded: Loaded,
    text: str | None,
    target: str | None = None,
    *,
    image: Picture | None = None,
    sound: Sound | None = None,
    segments: str | None = None,
    words: Sequence[Span] | None = None,
) -> Prepared:
    """One text, picture or sound, or what two towers read together, with what a decoder reads.

    Raises:
        BadInput: the model reads something else than what was given, or more; a picture or a sound cannot be read.
        CannotObserve: the model reads pictures within its text.
        BadText: a text cannot be read.
    """
    given = {"text": text, "image": image, "sound": sound}
    read, there = inputs_read(loaded.model), [name for name, one in given.items() if one is not None]
    for name in there:
        if name not in read:
            raise BadInput(f"{name}_not_read", model=loaded.name, expected=", ".join(read))
    has_two_towers = set(read) == {"text", "image"} and hasattr(loaded.model, "logit_scale")
    if not there or (has_two_towers and len(there) < 2):
        raise BadInput("input_missing", model=loaded.name, value=", ".join(there) or "-", expected=", ".join(read))
    if len(there) > 1 and not has_two_towers:
        raise CannotObserve("picture_in_text", model=loaded.name)
    if sound is not None:
        return prepare_sound(loaded, sound, target)
    if image is None:
        return prepare(loaded, text or "", target, segments=segments, words=words)
    picture = prepare_picture(loaded, image)
    is_pair = bool(getattr(loaded.model.config, "is_encoder_decoder", False))
    if is_pair != (target is not None):
        raise BadInput("target_missing" if is_pair else "target_without_decoder", model=loaded.name)
    if target is not None:
        return _together(picture, teach(loaded, target))
    if text is not None:
        return _together(prepare(loaded, text, segments=segments, words=words), picture)
    return picture


def _together(first: Prepared, second: Prepared) -> Prepared:
    """Two halves of what one model reads."""
    return Prepared(
        first.inputs | second.inputs,
        first.options | second.options,
        first.sides | second.sides,
        first.labels + second.labels,
        first.pictures | second.pictures,
        first.windows | second.windows,
    )
