"""Runs for the tests of figures, and how to read what they made."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree

import msgspec
import numpy as np
import pytest
from matplotlib import font_manager

from headscope.show.figures import FigurePlan, figure_bytes
from headscope.show.figures.fonts import CHINESE
from headscope.store.layout import WordRecord
from headscope.store.run import Run

SVG = "{http://www.w3.org/2000/svg}"
_FAMILIES = {entry.name for entry in font_manager.fontManager.ttflist}
needs_chinese = pytest.mark.skipif(not _FAMILIES & set(CHINESE), reason="no Chinese font is installed")
languages = pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=needs_chinese)])


def rows(queries: int, keys: int, *, heads: int = 1, seed: int = 0, is_causal: bool = False) -> np.ndarray:
    """Rows of one layer [head, query, key] that sum to 1."""
    drawn = np.random.default_rng(seed).gamma(0.4, size=(heads, queries, keys))
    if is_causal:
        drawn = np.tril(drawn + 1e-3)
    return drawn / drawn.sum(axis=-1, keepdims=True)


def vectors(heads: int, tokens: int, *, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(heads, tokens, 8)).astype(np.float32)


def dense(q: np.ndarray, k: np.ndarray, *, window: int | None = None) -> np.ndarray:
    """Causal weights [head, query, key] in float64, at most `window` keys a row."""
    scores = q.astype(float) @ k.astype(float).transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    distance = np.arange(q.shape[1])[:, None] - np.arange(k.shape[1])[None, :]
    hidden = (distance < 0) | (distance >= (window or k.shape[1]))
    powers = np.where(hidden, 0.0, np.exp(scores))
    weights = powers / powers.sum(axis=-1, keepdims=True)
    return np.where(hidden, np.nan, weights)


def with_words(run: Run, spans: list[tuple[int, int]]) -> Run:
    """The run of one text with other words: each span (first, last) of tokens is one."""
    text = run.manifest.texts[0]
    sides = {}
    for name, side in text.sides.items():
        words = tuple(
            WordRecord("".join(token.text for token in side.tokens[first : last + 1]), first, last, False)
            for first, last in spans
        )
        sides[name] = msgspec.structs.replace(side, words=words)
    manifest = msgspec.structs.replace(run.manifest, texts=(msgspec.structs.replace(text, sides=sides),))
    return Run(manifest, run.arrays)


def table(run: Run, **asked: Any) -> list[dict[str, str]]:
    """The lines of a figure's CSV."""
    return list(csv.DictReader(io.StringIO(_bytes(run, asked, "csv").decode("utf-8"))))


def grid(lines: list[dict[str, str]], name: str) -> np.ndarray:
    """The numbers of a matrix's CSV [row, column], NaN where there is none."""
    columns = len({line["key_first"] for line in lines})
    values = [float(line[name]) if line[name] else np.nan for line in lines]
    return np.array(values).reshape(-1, columns)


def drawn(run: Run, **asked: Any) -> ElementTree.Element:
    """A figure as SVG, read as XML."""
    return ElementTree.fromstring(_bytes(run, asked, "svg"))


def written(image: ElementTree.Element) -> list[str]:
    """What is written in an SVG, line by line."""
    return ["".join(each.itertext()) for each in image.iter(f"{SVG}text")]


def _bytes(run: Run, asked: dict[str, Any], ending: str) -> bytes:
    return figure_bytes(run, FigurePlan(**asked), ending=ending)  # type: ignore[arg-type]
