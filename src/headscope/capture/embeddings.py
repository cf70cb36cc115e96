"""Words as a model's input embeddings know them, before any layer: the static meaning behind semantic pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from headscope.base.context import Progress, silent
from headscope.base.words import Span
from headscope.models.inputs import prepare
from headscope.models.load import Loaded


def word_embeddings(
    loaded: Loaded, sentences: Sequence[tuple[str, Sequence[Span]]], *, progress: Progress = silent
) -> list[np.ndarray]:
    """For each sentence the matrix [word, dim] of its given words: each the mean input embedding of its pieces.

    No position, no context; pieces of spaces alone count as pieces where the tokenizer makes them. Vectors are raw:
    they share a large common part, which a reader takes out (`centred`).

    Args:
        loaded: the model. sentences: each text with its words as character offsets, all readable (`Corpus.kept`).

    Raises:
        BadText: a sentence cannot be read.
    """
    with torch.no_grad():
        table = loaded.model.get_input_embeddings().weight.detach().float().cpu().numpy()
    found = []
    for done, (source, spans) in enumerate(sentences):
        progress("embeddings", done, len(sentences))
        one = prepare(loaded, source, words=spans)
        ids = one.inputs["input_ids"][0].tolist()
        words = [word for word in one.sides["text"].words if not word.is_special]
        found.append(np.stack([table[ids[word.first : word.last + 1]].mean(axis=0) for word in words]))
    progress("embeddings", len(sentences), len(sentences))
    return found
