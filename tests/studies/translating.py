"""Planted models of tests/planted_translation that also say what they translate: their output rests on the right word.

What a head writes (room 2) is read by a new output layer, so that hiding a source word takes its translation away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import nn

from headscope.capture.erasure import erase_source
from headscope.capture.pairs import prepare_pairs
from headscope.models.inputs import Prepared
from tests.planted_translation import CODES, ROOM, TARGET, Planted, planted

LOUD = 0.3


def translating(family: str, **options) -> Planted:
    """A planted model whose last layer turns the code that heads hand on into the target word of that code."""
    made = planted(family, **options)
    model, tokenizer = made.loaded.model, made.loaded.tokenizer
    name = "proj_out" if family == "whisper" else "lm_head"
    old = getattr(model, name)
    new = nn.Linear(old.in_features, old.out_features, bias=False)
    with torch.no_grad():
        new.weight.zero_()
        heard = 8 * torch.eye(ROOM) if family == "whisper" else CODES  # what heads hand on of word n: row n + 1
        for place, word in enumerate(TARGET):
            for spelled in (word, f"▁{word}"):
                if spelled in tokenizer.get_vocab():
                    number = tokenizer.convert_tokens_to_ids(spelled)
                    scale = old.in_features**0.5 if family == "t5" else 1.0  # T5 scales its output down
                    new.weight[number, 2 * ROOM : 3 * ROOM] = LOUD * scale * heard[place + 1]
    setattr(model, name, new)
    return made


def falls_of(made: Planted) -> tuple[np.ndarray, ...]:
    """What is lost without each source word; of sounds, with the word's frame silenced, one by one."""
    if not made.prepared:
        prepared = prepare_pairs(made.loaded, made.pairs, languages=made.languages, prompt=made.prompt)
        return erase_source(made.loaded, prepared)
    return tuple(falls_one_by_one(made, pair, silenced) for pair in made.prepared)


def silenced(pair: Prepared, first: int, _last: int) -> Prepared:
    """The sound of a pair without the word at this place."""
    sound = pair.inputs["input_features"].clone()
    sound[0, :, 2 * first] = 0
    return replace(pair, inputs=pair.inputs | {"input_features": sound})


def hidden(pair: Prepared, first: int, last: int) -> Prepared:
    """A pair whose tokens first..last of the source no row sees."""
    mask = torch.ones_like(pair.inputs["input_ids"])
    mask[0, first : last + 1] = 0
    return replace(pair, inputs=pair.inputs | {"attention_mask": mask})


def falls_one_by_one(made: Planted, pair: Prepared, without) -> np.ndarray:
    """By another route than the product's: a run for each hidden word, in loops over words and pieces."""
    side = pair.sides.get("source", pair.sides.get("text"))
    target = pair.sides.get("target", side)
    inside = {one.label: one for one in side.segments}

    def words(of, label) -> list:
        found = [word for word in of.words if not word.is_special]
        if label in inside:
            found = [w for w in found if inside[label].start <= of.tokens[w.first].start < inside[label].end]
        return found

    whole = said(made, pair)
    rows = []
    for word in words(target, "target"):
        labels = [n for n, label in enumerate(pair.labels) if word.first <= label.input_row <= word.last]
        row = []
        for source in words(side, "source"):
            other = said(made, without(pair, source.first, source.last))
            row.append(sum(whole[n] - other[n] for n in labels))
        rows.append(row)
    return np.array(rows)


def said(made: Planted, pair: Prepared) -> Sequence[float]:
    """log p of each label."""
    options = {name: value for name, value in pair.options.items() if name != "logits_to_keep"}
    with torch.no_grad():
        logits = made.loaded.model(**pair.inputs, **options).logits[0].double()
    read = pair.inputs.get("decoder_input_ids", pair.inputs.get("input_ids"))[0]
    return [
        float(logits[label.output_row].log_softmax(-1)[read[label.input_row]]) if label.output_row is not None else 0.0
        for label in pair.labels
    ]
