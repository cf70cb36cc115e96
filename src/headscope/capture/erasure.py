"""What the model loses where a source word is hidden from it: which word each target word's probability rests on.

A causal test that knows nothing of attention heads: one source word at a time is masked out of the input, and the fall
of log p(target word) is read at the step that predicts it (Li et al. 2019, "On the Word Alignment from Neural Machine
Translation", section 4). It says where a reading of attention points at what the model needs.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from headscope.base.context import Progress, silent
from headscope.base.text import Text, Word, own_words
from headscope.errors import CannotObserve
from headscope.models.inputs import Prepared
from headscope.models.load import Loaded

ROWS = 32  # copies of a pair in one forward pass


def erase_source(
    loaded: Loaded, prepared: Sequence[Prepared], *, progress: Progress = silent
) -> tuple[np.ndarray, ...]:
    """The fall of each target word's log-probability with each source word hidden, pair by pair.

    fall(t, s) = log p(t | source) - log p(t | source without s), summed over the pieces of t, each given the true
    pieces before it. Hidden means: masked as padding is, at its place, so that no position moves.

    Args:
        loaded: the model. prepared: pairs (`prepare_pairs`).

    Returns:
        For each pair an array [target word, source word] in nats; below 0 where the word was in the way. It does not
        show what two words do together: each is hidden alone.

    Raises:
        CannotObserve: the model takes no mask.
    """
    if "attention_mask" not in inspect.signature(loaded.model.forward).parameters:
        raise CannotObserve("mask_not_taken", model=loaded.name)
    found = []
    for number, pair in enumerate(prepared):
        progress("erasure", number, len(prepared))
        found.append(_falls(loaded, pair))
    progress("erasure", len(prepared), len(prepared))
    return tuple(found)


def _falls(loaded: Loaded, pair: Prepared) -> np.ndarray:
    sources = own_words(_side(pair, "source"), "source")
    targets = own_words(_side(pair, "target"), "target")
    ids = pair.inputs["input_ids"]
    masks = torch.ones((len(sources) + 1, ids.shape[1]), dtype=torch.long, device=ids.device)
    for place, word in enumerate(sources):
        masks[place + 1, word.first : word.last + 1] = 0
    said = torch.cat([_said(loaded, pair, part) for part in torch.split(masks, ROWS)])  # [copy, label]
    member = _member(pair, targets).to(said)
    words = said @ member.T
    return np.asarray((words[0] - words[1:]).T.cpu().numpy(), dtype=np.float64)


def _side(pair: Prepared, name: str) -> Text:
    return pair.sides[name] if name in pair.sides else pair.sides["text"]


def _said(loaded: Loaded, pair: Prepared, masks: Tensor) -> Tensor:
    """log p of every label that some row both reads and says, [copy, label]; 0 for the others."""
    copies = len(masks)
    inputs = {name: ids.expand(copies, -1) for name, ids in pair.inputs.items()}
    options = {name: value for name, value in pair.options.items() if name != "logits_to_keep"}
    with torch.no_grad():
        logits = loaded.model(**inputs, **options, attention_mask=masks).logits
    read = pair.inputs.get("decoder_input_ids", pair.inputs["input_ids"])[0]
    found = torch.zeros((copies, len(pair.labels)), dtype=torch.float64)
    for place, label in enumerate(pair.labels):
        if label.input_row is not None and label.output_row is not None:
            row = logits[:, label.output_row].double().log_softmax(-1)
            found[:, place] = row[:, read[label.input_row]].cpu()
    return found


def _member(pair: Prepared, words: Sequence[Word]) -> Tensor:
    """1 where a label belongs to a target word, [word, label]."""
    found = torch.zeros((len(words), len(pair.labels)))
    for place, word in enumerate(words):
        for number, label in enumerate(pair.labels):
            if label.input_row is not None and word.first <= label.input_row <= word.last:
                found[place, number] = 1.0
    return found
