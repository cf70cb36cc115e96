"""Several texts in one run of the model: shorter ones padded before or behind, and the padding hidden by masks."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

import torch
from torch import Tensor

from headscope.models.inputs import Prepared
from headscope.models.load import Loaded

Side = Literal["right", "left"]
SIDES: tuple[Side, ...] = ("right", "left")
_MASKS = {"input_ids": "attention_mask", "decoder_input_ids": "decoder_attention_mask"}
_POSITIONS = {"input_ids": "position_ids", "decoder_input_ids": "decoder_position_ids"}


@dataclass(frozen=True, slots=True)
class Padding:
    """How shorter texts are filled up: on which side, and whether the model is told each token's position."""

    side: Side = "right"
    has_positions: bool = False

    def first(self, size: int, longest: int) -> int:
        """Where a text of this size begins among the longest's places.

        >>> Padding("left").first(3, 5), Padding("right").first(3, 5)
        (2, 0)
        """
        return longest - size if self.side == "left" else 0


def groups_of(prepared: Iterable[Prepared], most: int) -> Iterator[tuple[Prepared, ...]]:
    """The texts in order, at most `most` together, drawn as they are needed."""
    texts = iter(prepared)
    while group := tuple(islice(texts, most)):
        yield group


def joined_inputs(
    loaded: Loaded, inputs: Sequence[dict[str, Tensor]], padding: Padding | None = None
) -> dict[str, Tensor]:
    """The tensors of several texts as one batch; those of one text alone as they are.

    A mask says which ids count, positions are counted from each text's first token; what is not ids (the features of a
    sound) must be equally long in all texts. What the model's forward does not take is left out.
    """
    if len(inputs) == 1:
        return inputs[0]
    padding = padding or Padding()
    known = inspect.signature(loaded.model.forward).parameters
    joined: dict[str, Tensor] = {}
    for name, first in inputs[0].items():
        rows = [one[name] for one in inputs]
        if first.ndim != 2:
            joined[name] = torch.cat(rows)
            continue
        joined[name] = _filled(rows, _filler(loaded), padding)
        mask = _filled([torch.ones_like(row) for row in rows], 0, padding)
        if _MASKS.get(name) in known:
            joined[_MASKS[name]] = mask
        if padding.has_positions and _POSITIONS.get(name) in known:
            joined[_POSITIONS[name]] = (mask.cumsum(1) - 1).clamp_min(0)
    return joined


def _filled(rows: Sequence[Tensor], value: int, padding: Padding) -> Tensor:
    sequences = [row[0] for row in rows]
    return torch.nn.utils.rnn.pad_sequence(sequences, True, value, padding_side=padding.side)


def _filler(loaded: Loaded) -> int:
    """The id that fills up; any would do, as nothing reads it."""
    known: tuple[Any, ...] = (
        getattr(loaded.tokenizer, "pad_token_id", None),
        getattr(loaded.model.config, "pad_token_id", None),
    )
    return next((number for number in known if isinstance(number, int)), 0)
