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
        """The texts come from a generator: how many there are shows in the end."""
        return isinstance(self.text, Iterator)


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
    return given if given.is_drawn else replace(given, words=cut_words(_several(given.text) or [], given.segmentation))


def prepare_all(loaded: Loaded, given: Given, plan: Plan) -> list[Prepared]:
    """All inputs encoded for the model, so that what cannot be read is said at once.

    Raises:
        BadText, BadInput: there is none, or one cannot be read; there are more of one kind than of another.
    """
    several = {name: _several(getattr(given, name)) for name in ("text", "image", "sound")}
    counts = {name: len(ones) for name, ones in several.items() if ones is not None}
    count = max(counts.values(), default=1)
    if not min(counts.values(), default=1):
        raise BadText("text_empty")
    if len(set(counts.values())) > 1:
        raise BadInput("inputs_count", value=", ".join(f"{name} {found}" for name, found in counts.items()))
    targets: list[Any] = (
        [given.target] * count if given.target is None or isinstance(given.target, str) else list(given.target)
    )
    if len(targets) != count:
        raise BadInput("targets_count", value=len(targets), expected=count)
    if given.words is not None and len(given.words) != count:
        raise BadInput("words_count", value=len(given.words), expected=count)
    return list(prepare_each(loaded, replace(given, target=targets, **several), plan))


def prepare_each(loaded: Loaded, given: Given, plan: Plan) -> Iterator[Prepared]:
    """The inputs in turn, each encoded when it is needed.

    Raises:
        BadText, BadInput: one cannot be read; there are fewer targets or words than texts.
    """
    several = [given.text, given.image, given.sound]
    ways: Iterator[Any] = zip(*(repeat(None) if some is None else some for some in several), strict=False)
    ways = ways if any(some is not None for some in several) else iter([(None, None, None)])
    goals = repeat(given.target) if given.target is None or isinstance(given.target, str) else iter(given.target)
    cuts = repeat(None) if given.words is None else iter(given.words)
    cut = None if given.segmentation is None or given.words is not None else cut_each(given.segmentation)
    for number, (text, image, sound) in enumerate(ways):
        goal, spans = next(goals, _MISSING), next(cuts, _MISSING)
        if goal is _MISSING:
            raise BadInput("targets_count", value=number, expected=number + 1)
        if spans is _MISSING:
            raise BadInput("words_count", value=number, expected=number + 1)
        spans = spans if cut is None else cut(text)
        made = prepare_given(loaded, text, goal, image=image, sound=sound, segments=plan.segments, words=spans)
        yield made if given.segmentation is None else with_blank_words(made)


def _several(given: Any) -> list[Any] | None:
    """What was given as a list; one text, file, array, or pair of samples and rate is one."""
    if given is None:
        return None
    is_sound = isinstance(given, tuple) and len(given) == 2 and isinstance(given[1], int | np.integer)
    return list(given) if isinstance(given, Sequence) and not isinstance(given, str) and not is_sound else [given]
