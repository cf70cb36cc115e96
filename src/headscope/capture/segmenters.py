"""Who cuts texts into words: a person, a file, jieba, a spaCy pipeline, or a function of the user's own."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from headscope.base.segmentation import Segmenter, spans_of_cut, whole_words
from headscope.base.words import Span, word_spans
from headscope.errors import BadInput, BadOption

Segmentation = str | Sequence[str] | Segmenter


def cut_words(texts: Sequence[str], segmentation: Segmentation) -> list[list[Span]]:
    """The words of each text as character offsets.

    Args:
        texts: the texts.
        segmentation: `characters` (words as headscope finds them, Han characters alone, also where a token spells
            several), `jieba`, `spacy:MODEL`, or the path of a UTF-8 file with one line for each text; else the text
            itself with spaces between its words, or one such string for each text; or a function from a text to the
            offsets of its words.

    Raises:
        BadOption: the words do not spell the text, or the segmenter is unknown or not installed.
        BadInput: there are more or fewer cut texts than texts.

    >>> cut_words(["我爱自然语言处理"], "我 爱 自然 语言 处理")
    [[(0, 1), (1, 2), (2, 4), (4, 6), (6, 8)]]
    >>> cut_words(["我爱", "ok"], "characters")
    [[(0, 1), (1, 2)], [(0, 2)]]
    """
    if isinstance(segmentation, str) and segmentation.partition(":")[0] in _SEGMENTERS:
        segmentation = segmenter(segmentation)
    if callable(segmentation):
        return [whole_words(text, segmentation(text)) for text in texts]
    cuts = _cuts(segmentation, len(texts)) if isinstance(segmentation, str) else list(segmentation)
    if len(cuts) != len(texts):
        raise BadInput("segmentation_count", value=len(cuts), expected=len(texts))
    return [spans_of_cut(text, cut, text=number) for number, (text, cut) in enumerate(zip(texts, cuts, strict=True))]


def segmenter(name: str) -> Segmenter:
    """The segmenter of a name, `characters`, `jieba` or `spacy:MODEL`; its library is loaded here.

    Raises:
        BadOption: there is no such name, or its library or pipeline is not installed.

    >>> segmenter("characters")("我爱 it")
    [(0, 1), (1, 2), (3, 5)]
    """
    kind, has_more, rest = name.partition(":")
    if bool(has_more and rest) != (kind == "spacy") or kind not in _SEGMENTERS:
        raise BadOption("segmenter_unknown", value=name)
    return _SEGMENTERS[kind](rest)


def _characters(_: str) -> Segmenter:
    return word_spans


def _jieba(_: str) -> Segmenter:
    jieba = _library("jieba", "jieba")
    jieba.setLogLevel(logging.WARNING)  # it tells how it loads its words
    return lambda text: [(start, end) for _, start, end in jieba.tokenize(text)]


def _spacy(model: str) -> Segmenter:
    spacy = _library("spacy", f"spacy:{model}")
    try:
        pipeline = spacy.load(model)
    except (ImportError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise BadOption("segmenter_pipeline", model=model, reason=reason) from error
    return lambda text: [(word.idx, word.idx + len(word)) for word in pipeline(text)]


_SEGMENTERS: dict[str, Callable[[str], Segmenter]] = {"characters": _characters, "jieba": _jieba, "spacy": _spacy}


def _library(package: str, name: str) -> Any:
    try:
        return import_module(package)
    except ImportError as error:
        raise BadOption("segmenter_missing", value=name, package=package) from error


def _cuts(segmentation: str, texts: int) -> list[str]:
    """The lines of a file that are not empty, all of them for a single text; else what was given."""
    if not os.path.isfile(segmentation):  # Path.is_file fails on what cannot be a path, such as a long text
        return [segmentation]
    try:
        written = Path(segmentation).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadOption("file_not_text", path=segmentation) from error
    return [written] if texts == 1 else [line for line in written.splitlines() if line.strip()]
