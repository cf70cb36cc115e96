"""The maps a model reports itself, `output_attentions=True` under eager attention: what every captured call is held
against, by a way that shares no code with the routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor

from headscope.stream.call import AttentionCall
from headscope.stream.weights import block_of_rows
from tests.zoo.architectures import QUERIES, build, inputs
from tests.zoo.checked import float64_softmax


def own_maps(name: str, padding: str) -> list[Tensor]:
    """The maps that architecture `name` reports of its two texts, [batch, head, query, key] each."""
    model, given = build(name, implementation="eager"), inputs(name, padding)
    with torch.no_grad(), float64_softmax():
        reported = list(_reported(model(**given, output_attentions=True)))
    if name == "squeezebert":  # it reports scores
        return [scores.softmax(-1) for scores in reported]
    if name == "minimax":  # a linear layer reports its state
        return [one for one in reported if one.shape[2] == QUERIES]
    if name == "qwen2_vl":  # its vision tower reports outputs
        return [one for one in reported if one.ndim == 4]
    return reported


def rows_of(name: str, call: AttentionCall) -> Tensor:
    """All rows of all texts of a captured call as the architecture reports them, [batch, head, query, key]."""
    rows = torch.stack([block_of_rows(call, 0, call.queries, batch=text).weights for text in range(call.texts)])
    if name == "granite_swa":  # it reports rows without their sink
        return rows / rows.sum(-1, keepdim=True)
    if name == "wavlm":  # it reports the mean of all heads in the place of each
        return rows.mean(1, keepdim=True).expand_as(rows)
    return rows


def unmatched(name: str, padding: str, calls: list[AttentionCall], exact_to: float) -> tuple[list[str], int]:
    """Modules of the calls that equal no reported map on rows of tokens, and how many maps no call equals.

    Each map is that of one call.
    """
    left, alone, given = own_maps(name, padding), [], inputs(name, padding)
    for call in calls:
        rows = rows_of(name, call)
        found = [place for place, one in enumerate(left) if _are_equal(rows, one, given, exact_to)]
        if found:
            del left[found[0]]
        else:
            alone.append(call.module)
    return alone, len(left)


def _are_equal(rows: Tensor, reported: Tensor, given: dict[str, Tensor], exact_to: float) -> bool:
    if rows.shape != reported.shape:
        return False
    mask = given.get("attention_mask")
    differences = (rows - reported).abs()
    if mask is not None and rows.shape[0] == mask.shape[0] and rows.shape[2] == mask.shape[1]:
        differences = torch.where(mask.bool()[:, None, :, None], differences, 0)
    return bool((differences <= exact_to).all())


def _reported(output: Any) -> Iterator[Tensor]:
    for field, value in output.items():
        if hasattr(value, "items"):
            yield from _reported(value)
        elif "attentions" in field:
            yield from _tensors(value)


def _tensors(value: Any) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _tensors(part)
