"""Meaning roles from probes: is a pair of words read more where the two belong together than where they do not?

Each item is a forced choice between its text and its control: 1, 0.5 or 0. Where the same two words stand in both
(connectives, negation scope) their `standing` among the words within reach is compared; for sentiment how the sentence
reads the key word among its words (`received`); where the key differs under one query (negation, coreference) the two
shares are (`beats`). The null is 0.5, or what the best rule of place scores on the same items if that is more
(`best_rule`): sentences made by hand are never matched to the last comma. A bidirectional head is tried both ways, in
the row of the query and in the row of the key; a causal one where its mask allows.

Clusters: where the control has another key word (sentiment, negation), items with one key word in the text are one
cluster, since a fixed liking for that word would win them all. Negation has too few negators for a role on that count:
`descriptive` is the most it gets, and `negation_scope`, with the same negator in and out of scope, is the graded one.

What is pooled: the pairs of connectives have fewer items each than a grade asks for, and items of one pair share their
words, so the graded role is `connective:en`, over all pairs of a language; the other kinds are pooled over the
languages that the model reads. The parts (`connective:either…or`, `sentiment:en`) stand beside the pools under the same
rule: below 100 items their grade is `too_few`, whatever they score, and they say whether a pool rests on one part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.probes import Placed
from headscope.base.trials import Trials
from headscope.readings.discourse import discourse_trials
from headscope.readings.inference import DRAWS
from headscope.readings.position_rules import best_rule, rule_shares
from headscope.readings.roles import HeadRole, grade_roles
from headscope.readings.word_shares import (
    Pair,
    WordShares,
    beats,
    common_reach,
    even_chance,
    received,
    standing,
    text_sites,
    word_shares,
)
from headscope.store.run import Run

QUERY_TO_KEY, KEY_TO_QUERY, RECEIVED = "query_to_key", "key_to_query", "received"
_Sides = tuple[Pair, Pair]


def read_meaning(run: Run, placed: Sequence[Placed], *, draws: int = DRAWS, seed: int = 0) -> tuple[HeadRole, ...]:
    """Every head in every meaning role that the probes ask for, graded (`meaning_trials`, `grade_roles`).

    Args:
        run: matrices of words of the probes' texts. placed: which text of the run is which probe's.
        draws: resamples. seed: of the resamples.
    """
    return grade_roles(meaning_trials(run, placed), draws=draws, seed=seed)


def meaning_trials(run: Run, placed: Sequence[Placed]) -> tuple[Trials, ...]:
    """The trials of every kind of probe, pools before their parts, and of the proxy `inter_sentence`.

    A score above the null says that a head reads a pair more where it belongs together, on these sentences; it does
    not say that the head knows why they do (coreference and discourse are proxies: gender, number or a mere habit of
    crossing full stops would do as well).

    Raises:
        NotKept: the run holds no matrices of words.
    """
    found: list[Trials] = []
    for kind in dict.fromkeys(one.probe.kind for one in placed):
        items = [one for one in placed if one.probe.kind == kind]
        rows = list(_rows(run, kind, items))
        if not rows:
            continue
        score = np.stack([row.score for row in rows])
        clusters = _clusters(items)
        null = _null(rows, items, clusters)
        for role, chosen in _groups(kind, items):
            found.append(
                Trials(
                    role, tuple(row.head for row in rows), score[:, chosen], null[:, chosen], clusters[chosen],
                    f"probes:{kind}", tuple(row.direction for row in rows),
                )
            )  # fmt: skip
    texts = {number for one in placed for number in (one.text, one.control)}
    return (*found, *discourse_trials(run, sorted(texts)))


@dataclass(frozen=True, slots=True)
class _Row:
    """One head read one way: its score on each item, and what rules of place score read that way [rule, item]."""

    head: str
    direction: str
    score: np.ndarray
    rules: np.ndarray


def _rows(run: Run, kind: str, items: Sequence[Placed]) -> Iterator[_Row]:
    rules = {
        is_causal: {
            text: rule_shares(even_chance(run, text, is_causal=is_causal))
            for text in {number for one in items for number in (one.text, one.control)}
        }
        for is_causal in {site.is_causal for site in text_sites(run)}
    }
    trivial: dict[tuple[bool, str], np.ndarray] = {}
    for site in text_sites(run):
        shares = {text: word_shares(run, site, text) for text in rules[site.is_causal]}
        for direction, way in _WAYS[kind]:
            score, is_seen = _scores(shares, way, items)
            if is_seen.mean() < 0.5:  # the mask allows the other way
                continue
            key = site.is_causal, direction
            if key not in trivial:
                trivial[key] = _scores(rules[site.is_causal], way, items)[0]
            for number, values in enumerate(score):
                yield _Row(f"{site.site}.H{number}", direction, values, trivial[key])


def _null(rows: Sequence[_Row], items: Sequence[Placed], clusters: np.ndarray) -> np.ndarray:
    """The null of each head and item; the best rule is chosen language by language."""
    languages = np.array([one.probe.language for one in items])
    null = np.empty((len(rows), len(items)))
    for language in dict.fromkeys(languages.tolist()):
        own = languages == language
        best = {id(row.rules): best_rule(row.rules[:, own], clusters[own]) for row in rows}
        null[:, own] = [best[id(row.rules)] for row in rows]
    return null


def _scores(shares: Mapping[int, WordShares], way: _Way, items: Sequence[Placed]) -> tuple[np.ndarray, np.ndarray]:
    """The forced choices [head, item], and whether both sides of each can be seen."""
    sides = [way(shares[one.text], shares[one.control], one) for one in items]
    score = np.stack([beats(ours, theirs) for ours, theirs in sides], axis=-1)
    return score, np.array([np.any(ours[1] * theirs[1] > 0) for ours, theirs in sides])


def _compared(ours: WordShares, theirs: WordShares, one: Placed, row: str, column: str) -> _Sides:
    """One marked pair in the text and in the control, within the reach that both rows have."""
    text, control = one.probe.text.places, (one.probe.control or one.probe.text).places
    reach = common_reach(ours, text[row], theirs, control[row])
    return standing(ours, text[row], text[column], reach), standing(theirs, control[row], control[column], reach)


def _query_to_key(ours: WordShares, theirs: WordShares, one: Placed) -> _Sides:
    return _compared(ours, theirs, one, "q", "k")


def _key_to_query(ours: WordShares, theirs: WordShares, one: Placed) -> _Sides:
    return _compared(ours, theirs, one, "k", "q")


def _query_to_negator(ours: WordShares, theirs: WordShares, one: Placed) -> _Sides:
    """Text and control differ in the key word alone, which is nearly always "not": that a head reads this one word
    from everywhere says nothing of the query, so the query's share is taken over what the other rows give the key."""
    control = (one.probe.control or one.probe.text).places
    return _over_column(ours, one.probe.text.places), _over_column(theirs, control)


def _over_column(shares: WordShares, places: Mapping[str, int]) -> Pair:
    query, key = places["q"], places["k"]
    others = shares.chance[:, key] > 0
    others[query] = False
    if not others.any():
        return np.zeros(len(shares.share)), np.zeros(())
    mean, chance = shares.share[:, others, key].mean(axis=1), shares.chance[others, key].mean()
    return shares.share[:, query, key] / np.where(mean > 0, mean, 1.0), shares.chance[query, key] / chance


def _pair(shares: WordShares, query: int, key: int) -> Pair:
    return shares.share[:, query, key], shares.chance[query, key]


def _antecedent(ours: WordShares, theirs: WordShares, one: Placed) -> _Sides:
    """The pronoun's row: the antecedent against the distractor."""
    places = one.probe.text.places
    return _pair(ours, places["q"], places["k"]), _pair(ours, places["q"], places["c"])


def _pronoun(ours: WordShares, theirs: WordShares, one: Placed) -> _Sides:
    """The pronoun's column: in the antecedent's row against in the distractor's."""
    places = one.probe.text.places
    return _pair(ours, places["k"], places["q"]), _pair(ours, places["c"], places["q"])


def _received(ours: WordShares, theirs: WordShares, one: Placed) -> _Sides:
    """How the key word is read by all words that see it."""
    control = one.probe.control or one.probe.text
    return received(ours, one.probe.text.places["k"]), received(theirs, control.places["k"])


_Way = Callable[[WordShares, WordShares, Placed], _Sides]
_BOTH: tuple[tuple[str, _Way], ...] = ((QUERY_TO_KEY, _query_to_key), (KEY_TO_QUERY, _key_to_query))
_WAYS: dict[str, tuple[tuple[str, _Way], ...]] = {
    "connective": _BOTH,
    "negation": ((QUERY_TO_KEY, _query_to_negator), (KEY_TO_QUERY, _key_to_query)),
    "negation_scope": _BOTH,
    "sentiment": ((RECEIVED, _received),),
    "coreference": ((QUERY_TO_KEY, _antecedent), (KEY_TO_QUERY, _pronoun)),
}


def _clusters(items: Sequence[Placed]) -> np.ndarray:
    """What stands or falls together: see the module; twins (the same antecedent and distractor) are one cluster too."""
    names = [_cluster(one, number) for number, one in enumerate(items)]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], dtype=np.int64)


def _cluster(one: Placed, number: int) -> tuple[str, ...]:
    text, control = one.probe.text, one.probe.control
    if "c" in text.places:
        return (one.probe.language, *sorted(text.word(mark).casefold() for mark in "kc"))
    key = text.word("k").casefold()
    if control is not None and control.word("k").casefold() != key:
        return (one.probe.language, key)
    return (str(number),)


def _groups(kind: str, items: Sequence[Placed]) -> Iterator[tuple[str, np.ndarray]]:
    """Names of pools and parts, each with its items."""
    languages = [one.probe.language for one in items]
    parts = dict.fromkeys(languages) if kind == "connective" or len(set(languages)) > 1 else ()
    if kind != "connective":
        yield kind, np.arange(len(items))
    for part in parts:
        yield f"{kind}:{part}", np.flatnonzero(np.array(languages) == part)
    if kind == "connective":
        pairs = [f"{one.probe.text.word('k').casefold()}…{one.probe.text.word('q').casefold()}" for one in items]
        for pair in dict.fromkeys(pairs):
            yield f"{kind}:{pair}", np.flatnonzero(np.array(pairs) == pair)
