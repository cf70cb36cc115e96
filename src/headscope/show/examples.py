"""Which head shows a pattern most clearly, and which of its rows to quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headscope.errors import NotKept
from headscope.readings.base import HeadPattern, HeadWords, Unit, WordRow
from headscope.readings.words import read_words
from headscope.show.claims import row_sentence, share_of_label
from headscope.store.run import Run

ORDER = ("diagonal", "block", "sparse", "sink", "global", "mixed")  # the telling ones first
TEXTS = 40
TOKENS = 2048


@dataclass(frozen=True, slots=True)
class Example:
    """One row of one text in a sentence; `query_index` and `key_index` (the first key) count words, or tokens where the
    run tells no more."""

    text: int
    query_index: int
    sentence: str
    key_index: int = 0
    unit: Unit = "word"


def clearest_heads(patterns: Sequence[HeadPattern]) -> list[HeadPattern]:
    """The clearest head of each pattern that is there, the telling patterns first."""
    found = (clearest_head(patterns, label) for label in ORDER)
    return [pattern for pattern in found if pattern is not None]


def clearest_head(patterns: Sequence[HeadPattern], label: str) -> HeadPattern | None:
    """The head with the largest share times strength of those with the label; of `global` the least structured."""
    shown = [pattern for pattern in patterns if pattern.label == label]
    return max(shown, key=lambda pattern: (clearness(pattern), pattern.evidence == "enough"), default=None)


def clearness(pattern: HeadPattern) -> float:
    """How clearly a head shows its label, from 0 to 1."""
    return share_of_label(pattern) * (1 - pattern.strength if pattern.label == "global" else pattern.strength)


def words_of_clearest(run: Run, patterns: Sequence[HeadPattern], quoted: Sequence[int] = ()) -> list[HeadWords]:
    """The rows of the clearest heads on the quoted texts (else on the first ones); none where a run cannot tell."""
    heads = ",".join(pattern.head for pattern in clearest_heads(patterns))
    found: list[HeadWords] = []
    for number in quoted or range(min(run.texts, TEXTS)):
        longest = max(len(side.tokens) for side in run.manifest.texts[number].sides.values())
        if heads and longest <= TOKENS:
            found += rows_or_none(run, heads, number)
    return found


def rows_or_none(
    run: Run, heads: str, text: int, *, exclude_self: bool = False, exclude_special: bool = False
) -> Sequence[HeadWords]:
    """The rows of some heads on a text; none where the run does not hold what they need."""
    try:
        return read_words(run, heads, exclude_self, exclude_special, text)
    except NotKept:
        return ()


def examples_of(
    pattern: HeadPattern, words: Sequence[HeadWords], language: str, quoted: Sequence[int] = ()
) -> tuple[Example, ...]:
    """The best row of each quoted text; without quoted texts the best row of all."""
    units = {each.text: each.unit for each in words if each.head == pattern.head}
    rows = {each.text: example_row(each.rows, pattern) for each in words if each.head == pattern.head}
    there = {text: row for text, row in rows.items() if row is not None}
    if not quoted:
        best = example_row(list(there.values()), pattern)
        there = {text: row for text, row in there.items() if row is best}
    texts = [text for text in (quoted or there) if text in there]
    return tuple(
        Example(
            text,
            there[text].query_index,
            row_sentence(there[text], language),
            there[text].keys[0].key_index,
            units[text],
        )
        for text in texts
    )


def example_row(rows: Sequence[WordRow], pattern: HeadPattern) -> WordRow | None:
    """The row that shows the pattern best: the sharpest at its offset, between words; of `global` the widest."""
    rows = [row for row in rows if row.keys]
    if pattern.label == "global":
        wide = [row for row in rows if row.verdict == "diffuse"] or rows
        return min(wide, key=lambda row: (_is_bracketed(row.query), row.keys[0].share), default=None)

    def rank(row: WordRow) -> tuple[bool, bool, bool, float]:
        first = row.keys[0]
        offset = first.key_index - row.query_index
        fits = offset == pattern.offset if pattern.label == "diagonal" else offset != 0
        between_words = not _is_bracketed(row.query) and (pattern.label == "sink" or not _is_bracketed(first.key))
        return between_words, fits, row.verdict == "main", first.share

    return max(rows, key=rank, default=None)


def _is_bracketed(label: str) -> bool:
    return len(label) > 2 and (label[0], label[-1]) in {("[", "]"), ("<", ">")}
