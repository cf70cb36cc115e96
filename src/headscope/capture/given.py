"""What a user gave - texts, pictures, sounds, words and targets - prepared for a model, all at once or in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

import numpy as np

from headscope.base.words import Span
from headscope.capture.plan import Plan
from headscope.capture.segmenters import Segmentation, cut_each, cut_words
from headscope.errors import BadInput, BadOption, BadText
from headscope.models.given import prepare_given
from headscope.models.inputs import Prepared, with_blank_words
from headscope.models.load import Loaded
from headscope.models.pictures import Picture
from headscope.models.sounds import Sound

_MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class Given:
    """One input or several; what is None is not given.

    Attributes:
        text: texts, perhaps drawn from a generator.
        image: pictures: files, or uint8 arrays [pixel row, pixel column, 3].
        sound: WAV files, or pairs of samples and their rate.
        target: what a decoder reads, one for all or one for each.
        words: the words of each text as character offsets.
        segmentation: who cuts the words instead (`segmenters.cut_words`).
    """

    text: str | Iterable[str] | None = None
    image: Picture | Sequence[Picture] | None = None
    sound: Sound | Sequence[Sound] | None = None
    target: str | Iterable[str] | None = None
    words: Sequence[Sequence[Span]] | None = None
    segmentation: Segmentation | None = None

    @property
    def is_drawn(self) -> bool:
        """The texts come from a generator, and nothing stands beside them: how many there are shows in the end."""
        return isinstance(self.text, Iterator) and self.image is None and self.sound is None


def with_cuts(given: Given) -> Given:
    """The same, its words cut where all texts are known: what does not spell its text is said before a model loads.

    Raises:
        BadOption, BadInput: see `cut_words`; words are given twice. BadText: there is no text to cut.
    """
    if given.segmentation is None:
        return given
    if given.words is not None:
        raise BadOption("words_and_segmentation")
    if given.text is None:
        raise BadText("text_empty")
    if given.is_drawn:
        return given
    texts = _texts(given.text) or []
    return replace(given, text=texts, words=cut_words(texts, given.segmentation))


def prepare_all(loaded: Loaded, given: Given, plan: Plan) -> list[Prepared]:
    """All inputs encoded for the model, so that what cannot be read is said at once.

    Raises:
        BadText, BadInput: there is none, or one cannot be read; there are more of one kind than of another.
    """
    texts, images, sounds = _texts(given.text), _several(given.image), _several(given.sound)
    several = {"text": texts, "image": images, "sound": sounds}
    counts = {name: len(ones) for name, ones in several.items() if ones is not None}
    if not counts:
        return [prepare_given(loaded, None)]  # which says what the model reads
    if not min(counts.values()):
        raise BadText("text_empty")
    if len(set(counts.values())) > 1:
        raise BadInput("inputs_count", value=", ".join(f"{name} {found}" for name, found in counts.items()))
    count = max(counts.values())
    target = given.target if given.target is None or isinstance(given.target, str) else list(given.target)
    if isinstance(target, list) and len(target) != count:
        raise BadInput("targets_count", value=len(target), expected=count)
    if given.words is not None and len(given.words) != count:
        raise BadInput("words_count", value=len(given.words), expected=count)
    listed = replace(given, text=texts, image=images, sound=sounds, target=target)
    return list(prepare_each(loaded, listed, plan))


def prepare_each(loaded: Loaded, given: Given, plan: Plan) -> Iterator[Prepared]:
    """The inputs in turn, each encoded when it is needed.

    Raises:
        BadText, BadInput: one cannot be read; there are fewer targets or words than texts.
    """
    kinds: tuple[Any, ...] = (given.text, given.image, given.sound)
    beside = zip(*(repeat(None) if some is None else some for some in kinds), strict=False)
    goals = repeat(given.target) if given.target is None or isinstance(given.target, str) else iter(given.target)
    cuts = repeat(None) if given.words is None else iter(given.words)
    cut = None if given.segmentation is None or given.words is not None else cut_each(given.segmentation)
    for number, (text, image, sound) in enumerate(beside):
        goal, spans = next(goals, _MISSING), next(cuts, _MISSING)
        if goal is _MISSING:
            raise BadInput("targets_count", value=number, expected=number + 1)
        if spans is _MISSING:
            raise BadInput("words_count", value=number, expected=number + 1)
        spans = spans if cut is None else cut(text)
        made = prepare_given(loaded, text, goal, image=image, sound=sound, segments=plan.segments, words=spans)
        yield made if given.segmentation is None else with_blank_words(made)


def _texts(given: str | Iterable[str] | None) -> list[str] | None:
    """Texts as a list."""
    return [given] if isinstance(given, str) else given if given is None else list(given)


def _several(given: Any) -> list[Any] | None:
    """Pictures or sounds as a list; one file, array, or pair of samples and rate is one."""
    if given is None:
        return None
    is_sound = isinstance(given, tuple) and len(given) == 2 and isinstance(given[1], int | np.integer)
    return list(given) if isinstance(given, Sequence) and not isinstance(given, str) and not is_sound else [given]
