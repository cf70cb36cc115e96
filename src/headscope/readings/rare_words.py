"""Heads that read the rarest word of a sentence (Voita et al. 2019, arXiv 1905.09418, section 5.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from headscope.base.trees import Tree
from headscope.readings.baselines import Words, words_of
from headscope.readings.inference import DRAWS
from headscope.readings.pointing import Pointing
from headscope.readings.relation_grades import grade_views
from headscope.readings.relation_views import lay_out, views
from headscope.readings.roles import HeadRole

ROLE = "rare_word"
LEAST_WORDS = 4


def read_rare_words(
    trees: Sequence[Tree], pointing: Pointing, *, draws: int = DRAWS, seed: int = 0
) -> tuple[HeadRole, ...]:
    """Every head graded on "the strongest key is the rarest word of the sentence", against the rules of relations.

    The rarest word takes the place of a syntactic head, so the baselines are the same: best offset, nearest word of a
    tag or two ("the nearest PROPN"), and words of like tag and distance. Rare is counted in the treebank itself.
    """
    ground = lay_out(rarest_as_gold(trees), pointing)
    found = list(views(ground, ROLE))
    roles, _ = grade_views(ground, found, draws, seed)
    return tuple(one for each in roles for one in each)


def rarest_as_gold(trees: Sequence[Tree]) -> Words:
    """The words of a treebank with the one rarest word of each sentence as the gold of all others; sentences with a tie
    or fewer than four words are left out.

    >>> tree = Tree("1", "a a b a", ((0, 1), (2, 3), (4, 5), (6, 7)), ("a", "a", "b", "a"), ("X",) * 4, (-1, 0, 0, 0),
    ...     ("root", "dep", "dep", "dep"))
    >>> rarest_as_gold([tree]).gold.tolist()
    [2, 2, -1, 2]
    """
    words = words_of(trees)
    counts = Counter(form.casefold() for tree in trees for form in tree.forms)
    gold = np.full(len(words.gold), -1)
    start = 0
    for tree in trees:
        rarity = np.array([counts[form.casefold()] for form in tree.forms])
        if len(rarity) >= LEAST_WORDS and (rarity == rarity.min()).sum() == 1:
            rarest = start + int(rarity.argmin())
            gold[start : start + len(rarity)] = rarest
            gold[rarest] = -1
        start += len(rarity)
    return replace(words, gold=gold, relations=np.where(gold >= 0, ROLE, "-"))
