"""Is this model observed faithfully? The self-check on one sentence, as a value instead of an exception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headscope.capture.observe import observe
from headscope.capture.plan import Plan
from headscope.errors import BadText, CannotObserve
from headscope.models.inputs import inputs_read
from headscope.models.load import load_model
from headscope.models.pictures import made_up_picture
from headscope.models.sounds import made_up_sound
from headscope.store.layout import FaithRecord


@dataclass(frozen=True, slots=True)
class Examination:
    """What the doctor found.

    Attributes:
        passed: every check held.
        faith: the measured differences; None where the model cannot be observed.
        uncovered: names of attention modules that no call came from.
        error: why the model cannot be observed; None where it passed.
    """

    passed: bool
    faith: FaithRecord | None
    uncovered: tuple[str, ...] = ()
    error: CannotObserve | None = None


def examine(model: str, texts: Sequence[str], plan: Plan) -> Examination:
    """Observe a sentence - or a picture, or a sound, made up here, where the model reads these - and report the
    self-check.

    Args:
        model: a sample name, a folder or a hub id.
        texts: sentences of several languages and lengths; the first that the model can read is taken.
        plan: number format of the model.

    Raises:
        ModelNotFound, BadText: the model cannot be loaded, or reads none of the sentences.
    """
    loaded = load_model(model, dtype=plan.dtype, allow_pickle=plan.allow_pickle)
    pair = bool(getattr(loaded.model.config, "is_encoder_decoder", False))
    read = inputs_read(loaded.model)
    image = made_up_picture() if "image" in read else None
    sound = made_up_sound() if "sound" in read else None
    unread: BadText | None = None
    for text in texts:
        given = text if "text" in read else None
        target = text if pair else None
        try:
            run = observe(loaded, given, image=image, sound=sound, target=target, plan=plan)
        except BadText as error:
            unread = error
        except CannotObserve as error:
            return Examination(False, None, tuple(error.values.get("uncovered", ())), error)  # type: ignore[arg-type]
        else:
            return Examination(True, run.manifest.faith)
    raise unread or BadText("text_empty")
