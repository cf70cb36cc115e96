"""Words that somebody else has cut (a treebank, a person): which tokens spell each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from headscope.base.text import Token, Word
from headscope.base.words import Span, is_space
from headscope.errors import BadText


def given_words(source: str, tokens: tuple[Token, ...], spans: Sequence[Span]) -> tuple[Word, ...]:
    """The given words as runs of tokens, special tokens as words of their own, in the order of the text.

    A token that spells parts of several words belongs to each of them (`shared_words` counts them); a token that is
    only spaces belongs to the word that follows, other blank tokens (line breaks) to none.

    Raises:
        BadText: a word is spelled by no token.

    >>> tokens = (Token("[CLS]", 0, 0, True), Token("don", 0, 3), Token("'t", 3, 5))
    >>> [(word.text, word.first, word.last) for word in given_words("don't", tokens, [(0, 2), (2, 5)])]
    [('[CLS]', 0, 0), ('do', 1, 1), ("n't", 1, 2)]
    """
    special = [
        Word(token.text, place, place, is_special=True) for place, token in enumerate(tokens) if token.is_special
    ]
    words: list[Word] = []
    for start, end in spans:
        mine = [
            place
            for place, token in enumerate(tokens)
            if not token.is_special and token.start < end and token.end > start
        ]
        if not mine:
            raise BadText("word_without_token", value=source[start:end], place=start)
        first = mine[0]
        while first > 0 and not tokens[first - 1].is_special and is_space(tokens[first - 1].text):
            first -= 1
        while special and special[0].first < first:
            words.append(special.pop(0))
        words.append(Word(source[start:end], first, mine[-1]))
    return (*words, *special)


class TokenRun(Protocol):
    """Tokens `first..last`, as a word of a text or of a run has them."""

    @property
    def first(self) -> int:
        """The first token."""

    @property
    def last(self) -> int:
        """The last one."""


def token_shares(words: Sequence[TokenRun], tokens: int) -> np.ndarray:
    """The part of a token that each of its words has, [token]: 1 over how many words it spells, 1 where it spells none.

    >>> token_shares([Word("do", 1, 1), Word("n't", 1, 2)], 4).tolist()
    [1.0, 0.5, 1.0, 1.0]
    """
    spelled = np.zeros(tokens)
    for word in words:
        spelled[word.first : word.last + 1] += 1
    return np.asarray(1.0 / np.maximum(spelled, 1.0))


def shared_words(words: Sequence[Word]) -> int:
    """How many words share a token with another one.

    >>> shared_words([Word("do", 1, 1), Word("n't", 1, 2), Word("go", 3, 3)])
    2
    """
    used = Counter(token for word in words for token in range(word.first, word.last + 1))
    return sum(any(used[token] > 1 for token in range(word.first, word.last + 1)) for word in words)
