"""What each head adds at a noun, for nouns of known groups (animals, tools, ...) in sentences that fit them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from headscope.base.context import Progress, silent
from headscope.base.group_outputs import GroupOutputs
from headscope.capture.bundled import READABLE
from headscope.capture.listening import Heard, outputs_heard
from headscope.capture.sentence_file import read_sentence_file
from headscope.errors import BadText, CannotObserve
from headscope.models.faith import TOLERANCE
from headscope.models.inputs import Prepared, prepare
from headscope.models.load import Loaded
from headscope.models.outputs import Projection, mixed_values
from headscope.models.tap import Tapped
from headscope.stream.weights import block_of_rows

CARRIERS = "carriers"
BATCH = 16


def group_outputs(
    loaded: Loaded,
    language: str,
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    carriers: Sequence[str] | None = None,
    progress: Progress = silent,
) -> GroupOutputs:
    """Put every noun of every group into every carrier sentence, run the model, keep o_h at the noun of every head.

    o_h = A V W_O^h, the mean over the noun's pieces, before the bias of the projection (float32). It lies in a space of
    at most d_v dimensions, the rows of W_O^h; it is kept in coordinates of an orthonormal basis of that space (W_O^h^T
    = Q R, o_h = A V R^T Q^T, kept is A V R^T), which loses nothing: all distances and angles between outputs of one
    head stay what they are. A piece that spells the noun and its neighbours (some tokenizers, no spaces) counts as the
    noun's; the static embeddings see the same pieces. It does not show what a later layer makes of an output.

    Args:
        loaded: a model with one stack.
        language: `en` or `zh`; which bundled groups.
        groups, carriers: your own nouns by group and sentences with `{}` instead.

    Raises:
        BadText: the model reads less than half of the nouns. BadOption: no bundled groups in this language.
        CannotObserve: an encoder-decoder; an output projection that is not known; the self-check fails.

    >>> found = group_outputs(load_model("minilm"), "en")  # doctest: +SKIP
    >>> found.outputs.shape  # doctest: +SKIP
    (72, 1176, 32)
    """
    if getattr(loaded.model.config, "is_encoder_decoder", False):
        raise CannotObserve("role_of_pairs", model=loaded.name)
    if groups is None or carriers is None:
        bundled = dict(read_sentence_file("groups", language))
        own = bundled.pop(CARRIERS)
        groups, carriers = groups or bundled, carriers or own
    items, unread = _items(loaded, groups, carriers)
    asked = sum(map(len, groups.values()))
    if len(unread) > (1 - READABLE) * asked or not items:
        raise BadText("no_probe_language", languages=language)
    outputs = _outputs(loaded, items, progress)
    nouns = list(dict.fromkeys((one.group, one.noun) for one in items))
    names = list(dict.fromkeys(group for group, _ in nouns))
    return GroupOutputs(
        language=language,
        heads=tuple(outputs),
        groups=tuple(names),
        nouns=tuple(noun for _, noun in nouns),
        group_of_noun=np.array([names.index(group) for group, _ in nouns]),
        carriers=tuple(carriers),
        noun=np.array([nouns.index((one.group, one.noun)) for one in items]),
        carrier=np.array([one.carrier for one in items]),
        outputs=_padded(list(outputs.values())),
        static=_static(loaded, items),
        pieces=np.array([one.last + 1 - one.first for one in items]),
        unread=unread,
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """One noun in one carrier: the model's input and the noun's tokens `first..last` (inclusive)."""

    group: str
    noun: str
    carrier: int
    prepared: Prepared
    first: int
    last: int


def _items(
    loaded: Loaded, groups: Mapping[str, Sequence[str]], carriers: Sequence[str]
) -> tuple[list[_Item], tuple[str, ...]]:
    """Items of the nouns that can be read in every carrier, and the names of the others."""
    found: list[_Item] = []
    unread: list[str] = []
    for group, nouns in groups.items():
        for noun in dict.fromkeys(nouns):
            try:
                found += [_item(loaded, group, noun, number, text) for number, text in enumerate(carriers)]
            except BadText:
                unread.append(f"{group}/{noun}")
    return found, tuple(unread)


def _item(loaded: Loaded, group: str, noun: str, number: int, carrier: str) -> _Item:
    start = carrier.index("{}")
    text = carrier.replace("{}", noun, 1)
    one = prepare(loaded, text, words=[(start, start + len(noun))])
    word = next(word for word in one.sides["text"].words if not word.is_special)
    ids = one.inputs["input_ids"][0, word.first : word.last + 1]
    if (ids == loaded.tokenizer.unk_token_id).any():
        raise BadText("word_without_token", value=noun, place=start)
    return _Item(group, noun, number, one, word.first, word.last)


def _outputs(loaded: Loaded, items: Sequence[_Item], progress: Progress) -> dict[str, np.ndarray]:
    """Coordinates of o_h at the noun by head, [item, d_v]."""
    batches = _batches(items)
    bases: dict[str, Tensor] = {}
    found: dict[str, list[np.ndarray]] = {}

    def hear(heard: Heard) -> None:
        projection = heard.check.projection
        if projection is None:
            raise CannotObserve("projection_unknown", module=heard.tapped.call.module)
        site = str(heard.check.site)
        if site not in bases:
            bases[site] = _coordinates(projection)
        spans = [(items[place].first, items[place].last + 1) for place in batches[heard.text]]
        mixed = torch.stack([_mixed(heard.tapped, batch, span) for batch, span in enumerate(spans)])
        kept = torch.einsum("nhv,hvc->hnc", mixed.to(bases[site].dtype), bases[site]).float().cpu().numpy()
        for head, vectors in zip(heard.heads, kept, strict=True):
            found.setdefault(head, []).append(vectors)

    for _ in outputs_heard(loaded, [_stacked([items[n] for n in batch]) for batch in batches], hear, progress=progress):
        pass
    order = np.argsort(np.concatenate(batches))
    return {head: np.concatenate(vectors)[order] for head, vectors in found.items()}


def _batches(items: Sequence[_Item]) -> list[list[int]]:
    """Items of equal length together, so that no padding is needed."""
    by_length: dict[int, list[int]] = {}
    for place, one in enumerate(items):
        by_length.setdefault(one.prepared.tokens, []).append(place)
    return [places[at : at + BATCH] for places in by_length.values() for at in range(0, len(places), BATCH)]


def _stacked(items: Sequence[_Item]) -> Prepared:
    first = items[0].prepared
    inputs = {name: torch.cat([one.prepared.inputs[name] for one in items]) for name in first.inputs}
    return Prepared(inputs, first.options, first.sides)


def _mixed(tapped: Tapped, batch: int, span: tuple[int, int]) -> Tensor:
    """A V of one text, the mean over some rows, [head, d_v].

    Raises:
        CannotObserve: the model's own function says otherwise; of a batch only the first text was checked before.
    """
    rows = mixed_values(block_of_rows(tapped.call, *span, batch=batch).weights, tapped.call, batch=batch)
    theirs = tapped.output[batch, span[0] : span[1]].transpose(0, 1)
    difference = float((rows - theirs.to(rows.dtype)).abs().max())
    expected = TOLERANCE.get(theirs.dtype, TOLERANCE[torch.float32])
    if not difference <= expected:
        raise CannotObserve(
            "kernel_differs", modules=tapped.call.module, value=f"{difference:.2g}", expected=f"{expected:g}"
        )
    return rows.mean(dim=1)


def _coordinates(projection: Projection) -> Tensor:
    """R^T of W_O^h^T = Q R by head, [head, d_v, coordinate]: from A V to coordinates of o_h in the basis Q."""
    upper: Tensor = torch.linalg.qr(projection.weight.double().transpose(1, 2)).R
    return upper.transpose(1, 2)


def _padded(outputs: Sequence[np.ndarray]) -> np.ndarray:
    """One array of all heads; zeros where a site's heads have fewer dimensions than another's."""
    width = max(one.shape[1] for one in outputs)
    return np.stack([np.pad(one, ((0, 0), (0, width - one.shape[1]))) for one in outputs])


def _static(loaded: Loaded, items: Sequence[_Item]) -> np.ndarray:
    """Mean input embedding of each item's pieces, [item, model]."""
    table = loaded.model.get_input_embeddings().weight.detach()
    rows = [table[one.prepared.inputs["input_ids"][0, one.first : one.last + 1]].float().mean(dim=0) for one in items]
    return torch.stack(rows).cpu().numpy()
