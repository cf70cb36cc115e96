"""Do heads read words of like meaning, or merely words of the same part of speech? Pairs out of a treebank, matched.

Both roles are forced choices in one row: a query word, a key that has the property, a control key that has not but is
otherwise alike: on the same side of the query, in the same bin of distance (1-2, 3-5, 6-10, 11 and more words), in the
same quartile of frequency. Within the bins the choices are balanced exactly: for each item whose two keys lie d and e
words away there is one whose keys lie e and d words away, so that a head that goes by the offset scores 0.5.

- `semantic`: cosine of the static embeddings above the 90th percentile of all pairs of content words of a sentence,
  against a key of the same part of speech with a cosine below the median. Words that are spelled alike are no pair.
- `same_pos`: a key of the query's part of speech against one of another, neither of them semantic. The same two keys'
  tags and places are offered as often to queries of the one tag as of the other, so that a head that looks for nouns
  (and cares not who asks) scores 0.5.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.trees import Tree
from headscope.base.trials import Trials
from headscope.readings.word_shares import beats, text_sites, word_shares
from headscope.store.run import Run

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
NEAR_QUANTILE, FAR_QUANTILE = 0.9, 0.5
BINS = (3, 6, 11)  # first distances of the second, third and fourth bin
_LONG = 3  # letters up to which a word inside another is no sign of kinship


@dataclass(frozen=True, slots=True)
class Choice:
    """One forced choice: does the query read `key` more than `control`? Words are counted in the text's own order."""

    text: int
    query: int
    key: int
    control: int


def semantic_trials(
    run: Run, trees: Sequence[Tree], vectors: Sequence[np.ndarray], *, corpus: str = "treebank", seed: int = 0
) -> tuple[Trials, ...]:
    """The trials `semantic` and `same_pos` of every head, in the query's row.

    A head that is above the null in `semantic` and not in `same_pos` goes by more than the part of speech. What static
    vectors call alike is a matter of use ("Monday" and "Friday", "buy" and "sell"), not of truth.

    Args:
        run: matrices of words of the trees' sentences, one text for each tree.
        trees: the sentences. vectors: of each sentence's words [word, dim], as the model embeds them (static).
        corpus: name of the texts, the same for all trials on them. seed: of the choice among controls.
    """
    pairs = _pairs(trees, centred(trees, vectors), any(site.is_causal for site in text_sites(run)))
    found = []
    for number, (role, choices) in enumerate((("semantic", pairs.semantic), ("same_pos", pairs.same_pos))):
        chosen = _balanced(choices, np.random.default_rng([seed, number]))
        if chosen:
            found.append(_trials(run, role, chosen, corpus))
    return tuple(found)


def centred(trees: Sequence[Tree], vectors: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The vectors less their mean over the corpus vocabulary (each form once), at unit length; 0 stays 0."""
    first: dict[str, np.ndarray] = {}
    for tree, rows in zip(trees, vectors, strict=True):
        for form, row in zip(tree.forms, rows, strict=True):
            first.setdefault(form.casefold(), row)
    mean = np.mean(list(first.values()), axis=0) if first else 0.0
    moved = [np.asarray(rows, dtype=np.float64) - mean for rows in vectors]
    sizes = [np.linalg.norm(rows, axis=1, keepdims=True) for rows in moved]
    return [rows / np.where(size > 0, size, 1.0) for rows, size in zip(moved, sizes, strict=True)]


def are_alike(first: str, second: str) -> bool:
    """Spelled alike: the same word, one inside the other, the same first four letters, or a common Han character.

    Heads that look for the same token again would pass for heads that look for meaning.

    >>> are_alike("Cat", "cat"), are_alike("art", "party"), are_alike("nation", "national"), are_alike("学生", "大学")
    (True, False, True, True)
    """
    one, other = sorted((first.casefold(), second.casefold()), key=len)
    if one == other or (len(one) > _LONG and (one in other or one[: _LONG + 1] == other[: _LONG + 1])):
        return True
    return any("\u3400" <= letter <= "\u9fff" for letter in set(one) & set(other))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Choices of both roles, by what an item is balanced on and by what its counterpart is."""

    semantic: dict[tuple[Hashable, Hashable], list[Choice]]
    same_pos: dict[tuple[Hashable, Hashable], list[Choice]]


def _pairs(trees: Sequence[Tree], units: Sequence[np.ndarray], is_causal: bool) -> _Pairs:
    content = [[place for place, tag in enumerate(tree.tags) if tag in CONTENT] for tree in trees]
    counts = Counter(tree.forms[p].casefold() for tree, places in zip(trees, content, strict=True) for p in places)
    edges = np.quantile([counts[word] for word in counts.elements()] or [0], [0.25, 0.5, 0.75])
    cosines = [rows[places] @ rows[places].T for rows, places in zip(units, content, strict=True)]
    alike = [_alike(tree, places) for tree, places in zip(trees, content, strict=True)]
    all_pairs = np.concatenate([table[~same] for table, same in zip(cosines, alike, strict=True)])
    if not len(all_pairs):
        return _Pairs({}, {})
    near, far = np.quantile(all_pairs, [NEAR_QUANTILE, FAR_QUANTILE])
    found = _Pairs(defaultdict(list), defaultdict(list))
    for text, (tree, places) in enumerate(zip(trees, content, strict=True)):
        often = [int(np.searchsorted(edges, counts[tree.forms[place].casefold()])) for place in places]
        for a, query in enumerate(places):
            groups: dict[Hashable, list[int]] = defaultdict(list)
            for b, key in enumerate(places):
                if not alike[text][a, b] and (key < query or not is_causal):
                    groups[key > query, int(np.searchsorted(BINS, abs(key - query), side="right")), often[b]].append(b)
            for members in groups.values():
                _choose(found, tree, text, places, a, members, cosines[text][a], (near, far))
    return found


def _choose(
    found: _Pairs,
    tree: Tree,
    text: int,
    places: Sequence[int],
    a: int,
    members: Sequence[int],
    cosine: np.ndarray,
    limits: tuple[float, float],
) -> None:
    """All choices between two keys of one bin."""
    query, own = places[a], tree.tags[places[a]]
    for b in members:
        for c in members:
            key, control = places[b], places[c]
            offsets, tags = (key - query, control - query), (tree.tags[key], tree.tags[control])
            choice = Choice(text, query, key, control)
            if tags[0] == tags[1] and cosine[b] > limits[0] and cosine[c] < limits[1]:
                found.semantic[offsets, offsets[::-1]].append(choice)
            elif tags[0] == own != tags[1] and max(cosine[b], cosine[c]) <= limits[0]:
                found.same_pos[(tags, offsets), (tags[::-1], offsets[::-1])].append(choice)


def _alike(tree: Tree, places: Sequence[int]) -> np.ndarray:
    """Which pairs of content words are spelled alike or share characters of the text, [word, word]."""
    return np.array(
        [[are_alike(tree.forms[a], tree.forms[b]) or tree.spans[a] == tree.spans[b] for b in places] for a in places],
        dtype=bool,
    ).reshape(len(places), len(places))


def _balanced(choices: dict[tuple[Hashable, Hashable], list[Choice]], random: np.random.Generator) -> list[Choice]:
    """Equally many choices of each kind and of its counterpart, and each pair of query and key at most once."""
    used: set[tuple[int, int, int]] = set()

    def draw(kind: tuple[Hashable, Hashable]) -> list[Choice]:
        drawn = []
        for place in random.permutation(len(choices[kind])):
            choice = choices[kind][place]
            pair = choice.text, choice.query, choice.key
            if pair not in used:
                used.add(pair)
                drawn.append(choice)
        return drawn

    kept: list[Choice] = []
    for kind in choices:
        counterpart = kind[1], kind[0]
        if counterpart not in choices or repr(kind) > repr(counterpart):
            continue
        if kind == counterpart:
            kept += draw(kind)
            continue
        ours, theirs = draw(kind), draw(counterpart)
        count = min(len(ours), len(theirs))
        for surplus in (*ours[count:], *theirs[count:]):
            used.discard((surplus.text, surplus.query, surplus.key))
        kept += ours[:count] + theirs[:count]
    return kept


def _trials(run: Run, role: str, choices: Sequence[Choice], corpus: str) -> Trials:
    by_text: dict[int, list[Choice]] = defaultdict(list)
    for choice in choices:
        by_text[choice.text].append(choice)
    heads, score = [], []
    for site in text_sites(run):
        parts = []
        for text, own in by_text.items():
            shares = word_shares(run, site, text)
            query, key, control = np.array([(one.query, one.key, one.control) for one in own]).T
            parts.append(
                beats(
                    (shares.share[:, query, key], shares.chance[query, key]),
                    (shares.share[:, query, control], shares.chance[query, control]),
                )
            )
        score.append(np.concatenate(parts, axis=1))
        heads += [f"{site.site}.H{number}" for number in range(site.heads)]
    clusters = np.array([text for text, own in by_text.items() for _ in own])
    return Trials(
        role, tuple(heads), np.concatenate(score), np.full((1, len(clusters)), 0.5), clusters, corpus,
        ("query_to_key",) * len(heads),
    )  # fmt: skip
