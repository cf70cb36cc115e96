"""What a head's output says about the next token: copying and successor heads, from v W_O and the output embedding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from headscope.base.context import Progress, silent
from headscope.base.trials import Trials
from headscope.capture.listening import Heard, outputs_heard
from headscope.capture.probes import SEQUENCES, TOKENS, draw_sequences, ordinary_ids, prepare_ids
from headscope.errors import BadText, CannotObserve
from headscope.models.inputs import Prepared
from headscope.models.load import Loaded
from headscope.models.outputs import Projection
from headscope.models.unembedding import find_unembedding, unembedded

OTHERS = 256
ROUNDS = 4  # how often each element of a list is read, each time among other random tokens
_PER_SEQUENCE = 20


def copying_trials(
    loaded: Loaded,
    *,
    sequences: int = SEQUENCES,
    tokens: int = TOKENS,
    seed: int = 0,
    progress: Progress = silent,
) -> Trials:
    """Does what a head takes from a token raise that token's own logit?

    One item is a token of a random sequence. direction = v W_O of the head at that key; score = share of 256 other
    random tokens whose logit direction . W_U lies below the token's own (ties count half), from 0 to 1, 0.5 by chance.
    The null is the same share for a random other token in its place: a vocabulary with permuted rows. (The idea of
    Elhage et al. 2021, "OV copying", as ranks, so that the size of the final norm does not matter; its gain and
    centring are folded into W_U, norms on the attention's own output are not.) It does not show that the head ever
    attends to the token, nor that the logit decides anything.

    Raises:
        CannotObserve: the model has no output embedding right behind its last block, or a head's output is not known.
    """
    _refuse_pairs(loaded)
    drawn = draw_sequences(loaded, sequences=sequences, tokens=tokens, seed=seed)
    prepared = [prepare_ids(loaded, parts) for parts in zip(drawn.first.tolist(), drawn.fresh.tolist(), strict=True)]
    unembedding = find_unembedding(loaded, prepared[0].inputs, prepared[0].options)
    random = np.random.default_rng([seed, 8])
    pool = np.array([one for one in ordinary_ids(loaded, 8 * OTHERS, random) if one < unembedding.vocabulary])
    score: dict[str, list[np.ndarray]] = defaultdict(list)
    null: dict[str, list[np.ndarray]] = defaultdict(list)
    rows: dict[int, tuple[Tensor, Tensor, Tensor]] = {}
    places: list[np.ndarray] = []
    for one in prepared:
        ids = one.inputs["input_ids"][0].cpu().numpy()
        places.append(_ordinary(one))
        own = ids[places[-1]]
        rest = random.permutation(np.setdiff1d(pool, own))
        if len(rest) < 2:
            raise BadText("probe_vocabulary", value=len(pool), expected=len(own) + 2)
        others = rest[: min(OTHERS, len(rest) // 2)]
        swapped = random.choice(rest[len(others) :], size=len(own))
        rows[len(rows)] = tuple(unembedded(unembedding, part.tolist()) for part in (own, swapped, others))  # type: ignore[assignment]

    def hear(heard: Heard) -> None:
        own, swapped, others = rows[heard.text]
        values, projection = _values(heard, places[heard.text])
        common = torch.einsum("hkd,hdm,om->hko", values, projection.weight.float(), others)
        for into, mine in ((score, own), (null, swapped)):
            logits = torch.einsum("hkd,hdm,km->hk", values, projection.weight.float(), mine)
            for head, shares in zip(heard.heads, _below(common, logits).cpu().numpy(), strict=True):
                into[head].append(shares)

    for _ in outputs_heard(loaded, prepared, hear, progress=progress):
        pass
    clusters = np.concatenate([np.full(len(one), number) for number, one in enumerate(places)])
    return Trials("copying", tuple(score), _stacked(score), _stacked(null), clusters, "random tokens")


def successor_trials(
    loaded: Loaded, lists: Mapping[str, Sequence[str]], *, seed: int = 0, progress: Progress = silent
) -> Trials:
    """Does what a head takes from an element of an ordered list raise the next element's logit (Monday, Tuesday)?

    One item is an element, read among random tokens, that has a neighbour on both sides; score = share of the other
    elements of its list (not itself, not the next) whose logit lies below the next one's. The null is 0.5 or, where it
    is larger on average over that head's items, the same share for the element *before*: a head that merely raises
    neighbours is no successor head (Gould et al. 2023, arXiv 2312.09230, without such a null). Only elements that are
    one token count. The clusters are elements, so that the interval is about other contexts and elements, not about
    other lists.

    Raises:
        CannotObserve: as for copying. BadText: no list has four elements that are single tokens.
    """
    _refuse_pairs(loaded)
    items = _items(loaded, lists)
    prepared, asked = _listed(loaded, items, seed)
    unembedding = find_unembedding(loaded, prepared[0].inputs, prepared[0].options)
    logit_rows = {name: unembedded(unembedding, ids) for name, ids in items.items()}
    after: dict[str, list[np.ndarray]] = defaultdict(list)
    before: dict[str, list[np.ndarray]] = defaultdict(list)

    def hear(heard: Heard) -> None:
        mine = asked[heard.text]
        values, projection = _values(heard, np.array([one.place for one in mine]))
        directions = torch.einsum("hkd,hdm->hkm", values, projection.weight.float())
        for number, one in enumerate(mine):
            logits = (directions[:, number] @ logit_rows[one.name].T).cpu().numpy()
            for into, other in ((after, one.number + 1), (before, one.number - 1)):
                rest = np.delete(logits, [one.number, other], axis=1)
                goal = logits[:, [other]]
                shares = (rest < goal).mean(axis=1) + 0.5 * (rest == goal).mean(axis=1)
                for head, share in zip(heard.heads, shares, strict=True):
                    into[head].append(np.array([share]))

    for _ in outputs_heard(loaded, prepared, hear, progress=progress):
        pass
    score, other = _stacked(after), _stacked(before)
    null = np.where(other.mean(axis=1, keepdims=True) > 0.5, other, 0.5)
    clusters = np.array([one.cluster for mine in asked for one in mine])
    return Trials("successor", tuple(after), score, null, clusters, "ordered lists")


@dataclass(frozen=True, slots=True)
class _Asked:
    """An element of a list that stands at a place of a sequence; `cluster` numbers the elements of all lists."""

    name: str
    number: int
    place: int
    cluster: int


def _items(loaded: Loaded, lists: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """Runs of single-token elements, as ids: the longest run of each list, at least four long."""
    found = {}
    for name, elements in lists.items():
        runs: list[list[int]] = [[]]
        for element in elements:
            single = _single(loaded, element)
            if single is None or single in runs[-1]:
                runs.append([])
            else:
                runs[-1].append(single)
        longest = max(runs, key=len)
        if len(longest) >= 4:
            found[name] = longest
    if not found:
        raise BadText("no_ordered_list", model=loaded.name)
    return found


def _single(loaded: Loaded, element: str) -> int | None:
    """The id of an element that is one token, as inside a text (a space before it) or by itself."""
    for spelled in (f" {element}", element):
        ids = loaded.tokenizer(spelled, add_special_tokens=False)["input_ids"]
        if len(ids) == 1 and ids[0] != loaded.tokenizer.unk_token_id:
            return int(ids[0])
    return None


def _listed(loaded: Loaded, items: Mapping[str, list[int]], seed: int) -> tuple[list[Prepared], list[list[_Asked]]]:
    """Sequences in which elements of lists alternate with random tokens, in random order."""
    random = np.random.default_rng([seed, 9])
    inner = [(name, number) for name, ids in items.items() for number in range(1, len(ids) - 1)]
    numbered = [(name, number, cluster) for cluster, (name, number) in enumerate(inner)]
    used = {one for ids in items.values() for one in ids}
    pool = np.array([one for one in ordinary_ids(loaded, 16 * _PER_SEQUENCE, random) if one not in used])
    if len(pool) < _PER_SEQUENCE:
        raise BadText("probe_vocabulary", value=len(pool), expected=_PER_SEQUENCE)
    prepared, asked = [], []
    for _ in range(ROUNDS):
        order = random.permutation(len(numbered))
        for start in range(0, len(order), _PER_SEQUENCE):
            chosen = [numbered[place] for place in order[start : start + _PER_SEQUENCE]]
            between = random.choice(pool, size=len(chosen), replace=False).tolist()
            pairs = zip(between, chosen, strict=True)
            one = prepare_ids(loaded, [[i for filler, (name, n, _) in pairs for i in (filler, items[name][n])]])
            first = next(place for place, token in enumerate(one.sides["text"].tokens) if not token.is_special)
            prepared.append(one)
            asked.append([_Asked(name, n, first + 2 * m + 1, c) for m, (name, n, c) in enumerate(chosen)])
    return prepared, asked


def _refuse_pairs(loaded: Loaded) -> None:
    if getattr(loaded.model.config, "is_encoder_decoder", False):
        raise CannotObserve("role_of_pairs", model=loaded.name)


def _values(heard: Heard, places: np.ndarray) -> tuple[Tensor, Projection]:
    """The values of some keys for every head, [head, key, d_v], and the output projection."""
    call, projection = heard.tapped.call, heard.check.projection
    if projection is None or call.v is None:
        raise CannotObserve("projection_unknown", module=call.module)
    values: Tensor = call.v[0][:, torch.as_tensor(places, device=call.v.device)].float()
    return values.repeat_interleave(call.heads // values.shape[0], dim=0), projection


def _ordinary(prepared: Prepared) -> np.ndarray:
    """Places of tokens that are neither special nor the first, which many models use as a sink."""
    tokens = prepared.sides["text"].tokens
    return np.array([place for place, token in enumerate(tokens) if place > 0 and not token.is_special])


def _below(common: Tensor, own: Tensor) -> Tensor:
    """Share of `common` [head, key, other] below `own` [head, key]; ties count half."""
    goal = own[..., None]
    return (common < goal).float().mean(-1) + 0.5 * (common == goal).float().mean(-1)


def _stacked(by_head: Mapping[str, list[np.ndarray]]) -> np.ndarray:
    return np.stack([np.concatenate(parts) for parts in by_head.values()]).astype(np.float64)
