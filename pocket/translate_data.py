"""The pairs that pocket:translate is trained and tried on: read, simplified, kept apart from what it will be asked."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import opencc
import regex

SHARED_WORDS = 6  # a line that has this many consecutive words of a forbidden text is not learned from
HELD_OUT = 500  # pairs each for watching the loss and for the card's scores
LONGEST = 200  # characters of a side; longer lines are lists and quotations

_WORDS = {"en": regex.compile(r"[\p{L}\p{N}'’]+"), "zh": regex.compile(r"\p{Han}|[\p{L}\p{N}]+")}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Splits:
    """English-Chinese pairs: for learning, for watching the loss, for the scores; and how many lines were left out."""

    training: list[Pair]
    watching: list[Pair]
    scoring: list[Pair]
    forbidden_count: int
    sha256: str


def read_splits(path: Path, forbidden: list[Path], seed: int = 0) -> Splits:
    """Read a file of English TAB Chinese lines, simplify the characters, and split it with no sentence on two sides.

    Pairs that share a sentence (one English sentence, three translations) stay together, so that nothing held out was
    seen in training. A line that is a sentence of a forbidden text, or shares six consecutive words with one, is left
    out; a Chinese character counts as a word here, which is stricter than words would be.
    """
    simplify = opencc.OpenCC("t2s").convert
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    pairs = list(dict.fromkeys((english.strip(), simplify(chinese.strip())) for english, chinese in lines))
    pairs = [pair for pair in pairs if all(0 < len(side) <= LONGEST for side in pair)]
    barred = [_barred([simplify(file.read_text(encoding="utf-8")) for file in forbidden], code) for code in _WORDS]
    allowed = [pair for pair in pairs if not any(_meets(side, *ban) for side, ban in zip(pair, barred, strict=True))]
    training, held = _apart(allowed, 2 * HELD_OUT, seed)
    return Splits(
        training,
        held[:HELD_OUT],
        held[HELD_OUT:],
        forbidden_count=len(pairs) - len(allowed),
        sha256=hashlib.sha256("\n".join("\t".join(pair) for pair in training).encode()).hexdigest(),
    )


def _words(text: str, code: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORDS[code].findall(text))


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[start : start + SHARED_WORDS] for start in range(len(words) - SHARED_WORDS + 1)}


def _barred(texts: list[str], code: str) -> tuple[str, set[tuple[str, ...]]]:
    """What a line of this language may not be (a whole sentence) or hold (a run of six words)."""
    sentences = {_words(part, code) for text in texts for part in regex.split(r"[\n\t|。！？.!?]", text)}
    runs = set().union(*(_runs(words) for words in sentences))
    return code, runs | {words for words in sentences if words}


def _meets(text: str, code: str, barred: set[tuple[str, ...]]) -> bool:
    words = _words(text, code)
    return words in barred or not barred.isdisjoint(_runs(words))


def _apart(pairs: list[Pair], held_count: int, seed: int) -> tuple[list[Pair], list[Pair]]:
    """Split so that no sentence of either language stands on both sides: whole groups of linked pairs move together."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[Pair]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        known = {group_of[side] for side in pair if side in group_of}
        groups[number] = [pair, *(other for group in known for other in groups.pop(group))]
        for other in groups[number]:
            group_of.update(dict.fromkeys(other, number))
    order = sorted(groups)
    random.Random(seed).shuffle(order)
    held: list[Pair] = []
    training: list[Pair] = []
    for group in order:
        (held if len(held) < held_count and len(groups[group]) == 1 else training).extend(groups[group])
    return training, held
