"""Several texts in one run of the model: shorter ones padded behind their end, and the padding hidden by masks."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from headscope.models.inputs import Prepared
from headscope.models.load import Loaded

_MASKS = {"input_ids": "attention_mask", "decoder_input_ids": "decoder_attention_mask"}


def groups_of(loaded: Loaded, prepared: Sequence[Prepared], most: int) -> Iterator[tuple[Prepared, ...]]:
    """The texts in order, at most `most` together; one by one where the model cannot be told what is padding."""
    known = inspect.signature(loaded.model.forward).parameters
    reads_text = all("input_ids" in text.inputs for text in prepared)
    most = most if not reads_text or "attention_mask" in known else 1
    for start in range(0, len(prepared), most):
        yield tuple(prepared[start : start + most])


def joined_inputs(loaded: Loaded, texts: Sequence[Prepared]) -> dict[str, Tensor]:
    """The tensors of several texts as one batch; those of one text alone as they are.

    Ids are padded on the right and a mask says which of them count, so that no position and no causal row changes; what
    is not ids (the features of a sound) must be equally long in all texts. A mask that the model's forward does not
    take is left out: a causal decoder never looks at what stands behind.
    """
    if len(texts) == 1:
        return texts[0].inputs
    known = inspect.signature(loaded.model.forward).parameters
    joined: dict[str, Tensor] = {}
    for name, first in texts[0].inputs.items():
        rows = [text.inputs[name] for text in texts]
        if first.ndim != 2:
            joined[name] = torch.cat(rows)
            continue
        joined[name] = torch.nn.utils.rnn.pad_sequence([row[0] for row in rows], True, _padding(loaded))
        if _MASKS.get(name) in known:
            ones = [torch.ones_like(row[0]) for row in rows]
            joined[_MASKS[name]] = torch.nn.utils.rnn.pad_sequence(ones, True, 0)
    return joined


def _padding(loaded: Loaded) -> int:
    """The id that fills up; any would do, as nothing reads it."""
    known = (getattr(loaded.tokenizer, "pad_token_id", None), getattr(loaded.model.config, "pad_token_id", None))
    return next((number for number in known if isinstance(number, int)), 0)
