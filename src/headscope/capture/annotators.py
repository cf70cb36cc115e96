"""Tags for free text from elsewhere: a spaCy pipeline that the user has installed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from headscope.base.words import Span
from headscope.errors import BadOption

_SPACY = "spacy:"


@dataclass(frozen=True, slots=True)
class Annotated:
    """The words of a text as character offsets, with their universal part-of-speech tags."""

    spans: tuple[Span, ...]
    tags: tuple[str, ...]


def annotate(text: str, annotator: str) -> Annotated:
    """The words and tags that a pipeline gives a text.

    Args:
        text: the text. annotator: `spacy:NAME`, NAME an installed pipeline such as en_core_web_sm.

    Raises:
        BadOption: the annotator is unknown, or cannot be loaded.

    >>> annotate("Rain falls.", "oracle")
    Traceback (most recent call last):
    headscope.errors.BadOption: Annotator is unknown: got 'oracle', expected lexicon or spacy:NAME.
    """
    if not annotator.startswith(_SPACY):
        raise BadOption("annotator_unknown", value=annotator)
    try:
        spacy: Any = import_module("spacy")
        pipeline = spacy.load(annotator.removeprefix(_SPACY))
    except (ImportError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise BadOption("annotator_missing", value=annotator, reason=reason) from error
    words = [word for word in pipeline(text) if not word.is_space]
    spans = tuple((word.idx, word.idx + len(word)) for word in words)
    return Annotated(spans, tuple(word.pos_ or "X" for word in words))
