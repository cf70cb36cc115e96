"""One sentence pieced together from the heads that earned a role: who does what to whom, as far as it was earned.

Committees and heads say which word another word hangs on; a lexicon learned from the treebank says what kind of word it
is. A slot whose relation no head and no committee has earned stays empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from headscope.readings.committee import Committee, Voter
from headscope.readings.elections import (
    MARKING,
    Election,
    Filler,
    Frame,
    Maps,
    hold_elections,
    kind_of,
    maps_of,
    marked_words,
)
from headscope.readings.pointing import DIRECTIONS, NOWHERE
from headscope.readings.roles import HeadRole, is_earned
from headscope.readings.syntax import RelationRole
from headscope.readings.votes import plain_words
from headscope.store.run import Run

SLOTS: dict[str, tuple[str, ...]] = {
    "subject": ("nsubj",),
    "object": ("obj",),
    "oblique": ("obl",),
    "modifiers": ("amod", "advmod", "nmod", "nummod", "det"),
    "coordination": ("conj",),
    "adposition": ("case",),
}
SLOT_RELATIONS = tuple(relation for relations in SLOTS.values() for relation in relations)
SEMANTIC_ROLE = "semantic"
LEAST_PROBABILITY = 0.5
LEAST_TRIED = 5
_CORE = ("subject", "object", "oblique")
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_ENGLISH_PLACES = (
    "above across along among around at behind below beneath beside between beyond by from in inside into near off on "
    "onto out outside over past through to toward towards under up upon within"
)
_CHINESE_PLACES = "在 上 下 里 中 内 外 旁 边 前 后 到 从 向 往 上面 下面 里面 外面 前面 后面 旁边 中间 之间 之上 之下"
_SPATIAL = frozenset(f"{_ENGLISH_PLACES} {_CHINESE_PLACES}".split())


@dataclass(frozen=True, slots=True)
class Ballot:
    """One voter's vote on one entry."""

    head: str
    direction: str
    weight: float
    agrees: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled place: the word, the word it hangs on, by which relation, and how the vote went.

    `share` is the winner's part of all weights, `margin` its lead over the runner-up; `probability` is how often such a
    result was right on the treebank.
    """

    word: str
    word_index: int
    head: str
    head_index: int
    relation: str
    share: float
    margin: float
    probability: float
    votes: tuple[Ballot, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of the card with its entries; `fillers` say who was entitled, `is_earned` whether anybody was."""

    slot: str
    entries: tuple[Entry, ...]
    fillers: tuple[Filler, ...]
    is_earned: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Two words that the heads with the role `semantic` tie together, and those heads."""

    words: tuple[str, str]
    indexes: tuple[int, int]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceCard:
    """What the heads of a model say of one sentence.

    `predicates` are the words that subjects, objects and obliques hang on; `spatial` the adpositions of place whose
    word is an oblique or a nominal modifier. Which way a movement goes is not read from any head.
    """

    sentence: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    slots: tuple[Slot, ...]
    predicates: tuple[str, ...]
    spatial: tuple[tuple[str, str, str], ...]
    groups: tuple[Group, ...]
    semantic_heads: tuple[str, ...]


def make_fillers(
    committees: Sequence[Committee], roles: Sequence[HeadRole], relations: Sequence[RelationRole] = ()
) -> tuple[Filler, ...]:
    """For each relation the better of the committee that beats the rule and the heads that earned the role; a filler of
    kind `none` where there is neither, so that a card can say what was missing.

    Args:
        committees: of the relations that a card asks for. roles: graded heads.
        relations: the best head of each relation: its accuracy is cross-fitted, as a committee's is, while that of a
            role is counted on the sentences it was chosen on.
    """
    records = {(one.relation, one.head, one.direction): one.accuracy for one in relations}
    found = []
    for one in committees:
        earned = [role for role in roles if role.role == one.relation and is_earned(role.grade)]
        best = max(earned, key=lambda role: role.score, default=None)
        kind: Literal["committee", "head", "none"] = "none"
        voters, accuracy = one.voters, one.accuracy
        alone = 0.0 if best is None else records.get((best.role, best.head, best.direction), best.score)
        if one.beats_rule and (best is None or one.accuracy >= alone):
            kind = "committee"
        elif best is not None:
            kind, accuracy = "head", alone
            way = DIRECTIONS[DIRECTIONS.index(best.direction)]  # type: ignore[arg-type]
            voters = (Voter(best.head, way, alone, 1.0),)
        found.append(Filler(one.relation, kind, one.tags, voters, accuracy, one.rule, one.rule_name))
    return tuple(found)


def read_sentence(
    run: Run,
    tags: Sequence[str],
    fillers: Sequence[Filler],
    frames: Sequence[Frame],
    *,
    text: int = 0,
    roles: Sequence[HeadRole] = (),
) -> SentenceCard:
    """The card of one text of a run that keeps the matrices of words.

    A word enters a slot where the entitled voters elect a head for it and such a result was right in at least half of
    the treebank's cases. The card is a read-out of attention; it is no parse that the model is known to make.

    Args:
        run: of the sentence, cut into the words that `tags` name.
        tags: of the words. fillers: who may fill which relation. frames: how often each kind of result is right.
        text: number of the text. roles: graded roles, of which `semantic` fills the groups.
    """
    side = run.manifest.texts[text].sides[run.sites[0].query_side]
    words = tuple(side.words[place].text for place in plain_words(run, text))
    maps = maps_of(run, text)
    entries = _entries(words, tags, maps, fillers, frames)
    slots = tuple(_slot(name, relations, entries, fillers) for name, relations in SLOTS.items())
    core = {one.head_index for slot in slots if slot.slot in _CORE for one in slot.entries}
    semantic = tuple(one.head for one in roles if one.role == SEMANTIC_ROLE and is_earned(one.grade))
    return SentenceCard(
        sentence=side.source,
        words=words,
        tags=tuple(tags),
        slots=slots,
        predicates=tuple(words[place] for place in sorted(core)),
        spatial=tuple(_spatial(entries)),
        groups=tuple(_groups(words, tags, maps, tuple(dict.fromkeys(semantic)))),
        semantic_heads=tuple(dict.fromkeys(semantic)),
    )


def _entries(
    words: Sequence[str], tags: Sequence[str], maps: Maps, fillers: Sequence[Filler], frames: Sequence[Frame]
) -> list[Entry]:
    """For each word the relation whose result is most often right, where that is at least half of the time."""
    known = {one.kind: one for one in frames if one.tried >= LEAST_TRIED}
    elections = hold_elections(maps, tags, fillers)
    marked = marked_words(tags, elections.get(MARKING))
    found = []
    for place in range(len(words)):
        options = []
        for filler in fillers:
            election = elections.get(filler.relation)
            if election is not None and election.chosen[place] != NOWHERE:
                frame = known.get(kind_of(filler.relation, election, tags, marked, place))
                options.append((frame.right / frame.tried if frame else 0.0, filler, election))
        best = max(options, key=lambda option: option[0], default=None)
        if best is not None and best[0] >= LEAST_PROBABILITY:
            found.append(_entry(words, place, best[1], best[2], float(best[0])))
    return found


def _entry(words: Sequence[str], place: int, filler: Filler, election: Election, probability: float) -> Entry:
    head = int(election.chosen[place])
    ballots = tuple(
        Ballot(voter.head, voter.direction, voter.weight, bool(election.votes[n, place] == head))
        for n, voter in enumerate(filler.voters)
    )
    share, margin = float(election.share[place]), float(election.margin[place])
    return Entry(words[place], place, words[head], head, filler.relation, share, margin, probability, ballots)


def _slot(name: str, relations: tuple[str, ...], entries: Sequence[Entry], fillers: Sequence[Filler]) -> Slot:
    mine = tuple(one for one in fillers if one.relation in relations)
    filled = tuple(one for one in entries if one.relation in relations)
    return Slot(name, filled, mine, any(one.kind != "none" for one in mine))


def _spatial(entries: Sequence[Entry]) -> list[tuple[str, str, str]]:
    """Adpositions of place with the two words they relate, ("over", "jumps", "dog"): `case` of an oblique, no more."""
    oblique = {one.word_index: one for one in entries if one.relation in {"obl", "nmod"}}
    return [
        (one.word, oblique[one.head_index].head, one.head)
        for one in entries
        if one.relation == MARKING and one.word.casefold() in _SPATIAL and one.head_index in oblique
    ]


def _groups(words: Sequence[str], tags: Sequence[str], maps: Maps, heads: Sequence[str]) -> list[Group]:
    """Pairs of content words each of which most of the semantic heads rank first among the other's.

    Of a causal head two words have one weight, that of the earlier one in the later one's row; it counts for both.
    """
    content = np.array([place for place, own in enumerate(tags) if own in _CONTENT])
    if len(content) < 3 or not heads:
        return []
    first: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for head in heads:
        site, _, number = head.rpartition(".H")
        weights = maps.weights[site][int(number)][np.ix_(content, content)]
        weights = weights + weights.T if maps.is_causal[site] else weights.copy()
        np.fill_diagonal(weights, 0.0)
        for row, best in enumerate(weights.argmax(axis=1)):
            if weights[row, best] > 0:
                first[int(content[row]), int(content[best])].append(head)
    found = []
    for (query, key), voters in sorted(first.items()):
        back = first.get((key, query), [])
        if query < key and 2 * len(voters) > len(heads) and 2 * len(back) > len(heads):
            found.append(Group((words[query], words[key]), (query, key), tuple(voters)))
    return found
