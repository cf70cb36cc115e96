"""A row of a matrix as a sentence: what it attends to, with the shares, and no word of why."""

from __future__ import annotations

from headscope.base.messages import say
from headscope.readings.base import KeyShare, WordRow


def sentence(row: WordRow, language: str = "en") -> str:
    """What one row says, without a full stop.

    It says where the head reads, on this text. It says nothing of reasons, of use, or of what the model would do
    without it: that takes an experiment.

    >>> row = WordRow("sits", 2, "main", (KeyShare("cat", 1, 0.5),))
    >>> sentence(row)
    'sits attends mainly to cat, 0.50'
    >>> sentence(row, "zh")
    '“sits”主要关注“cat”（0.50）'
    """
    shares = say("words.number_comma", language).join(f"{key.share:.2f}" for key in row.keys)
    keys = _listed([_quoted(key, language) for key in row.keys], language)
    query = say("words.name", language, name=row.query)
    return say(f"words.{row.verdict}", language, query=query, keys=keys, shares=shares)


def _quoted(key: KeyShare, language: str) -> str:
    return say("words.name", language, name=key.key)


def _listed(names: list[str], language: str) -> str:
    """`on, the and mat`."""
    if len(names) == 1:
        return names[0]
    return say("words.list_comma", language).join(names[:-1]) + say("words.list_and", language) + names[-1]
