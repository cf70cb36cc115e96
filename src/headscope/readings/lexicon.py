"""Tags for free text out of a treebank: how often each form and ending has each tag, and which tag follows which.

Heads point; they do not say what a word is. What a card knows of verbs and nouns comes from here, and the card says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from headscope.base.text import is_punctuation
from headscope.base.trees import Span, Tree
from headscope.base.words import word_spans

ENDINGS = (0, 1, 2, 3, 4)
BEGIN = "<s>"
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
RARE = 3  # endings are learned from forms seen at most so often: unknown words are like rare ones, not like "the"
SMOOTH = 0.1
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a treebank teaches of words.

    Attributes:
        forms: casefolded form -> tag -> count. endings: last letters of rare forms -> tag -> count; `^` is put before
            those of capitalised forms.
        following: tag -> next tag -> count, `<s>` before the first word.
        accuracy: share of words of one half of the treebank that the other half tags right.
        source: name of the treebank.
    """

    forms: Counts
    endings: Counts
    following: Counts
    accuracy: float = 0.0
    source: str = ""


def learn_lexicon(trees: Sequence[Tree], source: str = "") -> Lexicon:
    """Count a treebank.

    >>> tree = Tree("1", "Dogs bark", ((0, 4), (5, 9)), ("Dogs", "bark"), ("NOUN", "VERB"), (1, -1), ("nsubj", "root"))
    >>> tag_words(learn_lexicon([tree, tree]), ["frogs", "bark"])
    ('NOUN', 'VERB')
    """
    right = words = 0
    for tree, tags in zip(trees, held_out_tags(trees), strict=True):
        right += sum(found == true for found, true in zip(tags, tree.tags, strict=True))
        words += len(tree.tags)
    return Lexicon(*_counts(trees), accuracy=right / max(words, 1), source=source)


def held_out_tags(trees: Sequence[Tree]) -> list[tuple[str, ...]]:
    """The tags that the other half of a treebank gives each sentence (even and odd sentences)."""
    halves = [Lexicon(*_counts(trees[1 - half :: 2] or trees)) for half in (0, 1)]
    return [tag_words(halves[place % 2], tree.forms) for place, tree in enumerate(trees)]


def tag_words(lexicon: Lexicon, forms: Sequence[str]) -> tuple[str, ...]:
    """The most likely tags of the words of a sentence: a first-order hidden Markov model, decoded exactly.

    score = sum of log P(tag | form) - log P(tag) + log P(tag | tag before) (Viterbi 1967; Brants 2000, "TnT", for
    unknown words by their endings). Ambiguous words are told apart by the tag before, by nothing else.
    """
    tags = list(lexicon.following.get(BEGIN, {}) | {tag: 0 for nexts in lexicon.following.values() for tag in nexts})
    if not tags or not forms:
        return ("X",) * len(forms)
    prior = _normalised(_vector(_total(lexicon.following), tags))
    step = np.log(np.stack([_normalised(_vector(lexicon.following.get(tag, {}), tags)) for tag in tags]))
    emitted = np.log(np.stack([_emission(lexicon, form, tags, prior) for form in forms])) - np.log(prior)
    best = np.log(_normalised(_vector(lexicon.following.get(BEGIN, {}), tags))) + emitted[0]
    back = []
    for row in emitted[1:]:
        paths = best[:, None] + step
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return tuple(tags[place] for place in reversed(path))


def cut_words(lexicon: Lexicon, source: str) -> list[Span]:
    """The words of a free text: as the source is spaced, and where words are not (Chinese), the longest forms that the
    lexicon knows, from left to right; unknown words with an apostrophe ("don't") in two that it knows ("do", "n't").

    >>> cut_words(Lexicon({"天气": {"NOUN": 1}}, {}, {}), "天气好")
    [(0, 2), (2, 3)]
    """
    longest = max((len(form) for form in lexicon.forms), default=1)
    spans: list[Span] = []
    waiting = word_spans(source)
    while waiting:
        start, end = waiting[0]
        ends = {stop for _, stop in waiting if stop <= start + longest}
        known = [stop for stop in ends if source[start:stop].casefold() in lexicon.forms]
        end = max([end, *known])
        cut = _contraction(lexicon, source[start:end])
        spans += [(start, start + cut), (start + cut, end)] if cut else [(start, end)]
        waiting = [span for span in waiting if span[0] >= end]
    return spans


def _contraction(lexicon: Lexicon, form: str) -> int:
    """After how many letters an unknown form with an apostrophe falls into two known ones, 0 where it does not."""
    folded = form.casefold()
    if folded in lexicon.forms or len(folded) != len(form):
        return 0
    marks = [place for place, letter in enumerate(form) if letter in APOSTROPHES]
    cuts = range(1, marks[-1] + 1) if marks else ()
    return next((cut for cut in cuts if folded[:cut] in lexicon.forms and folded[cut:] in lexicon.forms), 0)


def _emission(lexicon: Lexicon, form: str, tags: list[str], prior: np.ndarray) -> np.ndarray:
    """P(tag | form): from the form where it is known, else from its longest known ending."""
    folded = form.casefold()
    if folded in lexicon.forms:
        return _normalised(_vector(lexicon.forms[folded], tags) + 1e-3 * prior, smooth=1e-6)
    for kind, is_one in (("PUNCT", is_punctuation(form)), ("NUM", form[:1].isdecimal())):
        if is_one and kind in tags:
            return _normalised(np.array([float(tag == kind) for tag in tags]), smooth=1e-6)
    mixed = prior
    for ending in _endings(form):
        if ending in lexicon.endings:
            counts = _vector(lexicon.endings[ending], tags)
            mixed = (counts + 2 * mixed) / (counts.sum() + 2)
    return _normalised(mixed, smooth=1e-6)


def _endings(form: str) -> list[str]:
    """The last 0 to 4 letters of a form, short ones first, with `^` where it is capitalised."""
    capital = "^" if form[:1].isupper() else ""
    return [capital + (form.casefold()[-size:] if size else "") for size in ENDINGS if len(form) > size]


def _vector(counts: dict[str, int], tags: list[str]) -> np.ndarray:
    return np.array([counts.get(tag, 0) for tag in tags], dtype=np.float64)


def _normalised(values: np.ndarray, smooth: float = SMOOTH) -> np.ndarray:
    return np.asarray((values + smooth) / (values + smooth).sum())


def _total(following: Counts) -> dict[str, int]:
    total: Counter[str] = Counter()
    for nexts in following.values():
        total.update(nexts)
    return dict(total)


def _counts(trees: Iterable[Tree]) -> tuple[Counts, Counts, Counts]:
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    endings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    following: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tree in trees:
        before = BEGIN
        for form, tag in zip(tree.forms, tree.tags, strict=True):
            forms[form.casefold()][tag] += 1
            spelled[form][tag] += 1
            following[before][tag] += 1
            before = tag
    for form, tags in spelled.items():
        if forms[form.casefold()].total() <= RARE:
            for ending in _endings(form):
                endings[ending].update(tags)
    return _plain(forms), _plain(endings), _plain(following)


def _plain(counts: dict[str, Counter[str]]) -> Counts:
    return {key: dict(value) for key, value in counts.items()}
