"""Tags for free text out of a treebank: a lexicon of forms and endings, and which relation a pair of words can have.

Heads point; they do not say what a word is. What a card knows of verbs and nouns comes from here, and the card says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headscope.base.text import is_punctuation
from headscope.base.trees import ROOT, Span, Tree
from headscope.base.words import word_spans

ENDINGS = (4, 3, 2, 1)
MARKING = "case"


@dataclass(frozen=True, slots=True)
class Frame:
    """How often a dependent of one tag has a relation to a head of another tag on one side.

    Attributes:
        tag, head_tag: of the dependent and of its head. head_side: `left` or `right` of the dependent.
        is_marked: whether an adposition hangs on the dependent.
        relation, count: the relation and its number in the treebank.
    """

    tag: str
    head_tag: str
    head_side: str
    is_marked: bool
    relation: str
    count: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a treebank teaches of words: the most frequent tag of each form and ending, and frames of relations.

    Attributes:
        forms: casefolded form -> tag. endings: last letters -> tag, for unknown forms. default: tag of all others.
        frames: counted pairs. accuracy: share of words of one half of the treebank that the other half tags right.
        source: name of the treebank.
    """

    forms: dict[str, str]
    endings: dict[str, str]
    default: str
    frames: tuple[Frame, ...]
    accuracy: float
    source: str


def learn_lexicon(trees: Sequence[Tree], source: str = "") -> Lexicon:
    """Count a treebank.

    >>> tree = Tree("1", "Dogs bark", ((0, 4), (5, 9)), ("Dogs", "bark"), ("NOUN", "VERB"), (1, -1), ("nsubj", "root"))
    >>> lexicon = learn_lexicon([tree])
    >>> tag(lexicon, "dogs"), tag(lexicon, "frogs"), tag(lexicon, "!"), lexicon.frames[0].relation
    ('NOUN', 'NOUN', 'PUNCT', 'nsubj')
    """
    forms, endings, default = _count_tags(trees)
    halves = [[tree for place, tree in enumerate(trees) if place % 2 == half] for half in (0, 1)]
    right = words = 0
    for half in (0, 1):
        known = Lexicon(*_count_tags(halves[1 - half]), (), 0.0, "")
        for tree in halves[half]:
            right += sum(tag(known, form) == true for form, true in zip(tree.forms, tree.tags, strict=True))
            words += len(tree.forms)
    return Lexicon(forms, endings, default, tuple(_frames(trees)), right / max(words, 1), source)


def tag(lexicon: Lexicon, form: str) -> str:
    """The most likely tag of a form, by itself: no neighbour is looked at."""
    folded = form.casefold()
    if folded in lexicon.forms:
        return lexicon.forms[folded]
    if is_punctuation(form):
        return "PUNCT"
    if form.isdecimal():
        return "NUM"
    for size in ENDINGS:
        if len(folded) > size and folded[-size:] in lexicon.endings:
            return lexicon.endings[folded[-size:]]
    return lexicon.default


def cut_words(lexicon: Lexicon, source: str) -> list[Span]:
    """The words of a free text: as the source is spaced, and where words are not (Chinese), the longest forms that the
    lexicon knows, from left to right.

    >>> known = Lexicon({"\N{CJK UNIFIED IDEOGRAPH-5929}\N{CJK UNIFIED IDEOGRAPH-6C14}": "NOUN"}, {}, "NOUN", (), 1.0, "")
    >>> cut_words(known, "\N{CJK UNIFIED IDEOGRAPH-5929}\N{CJK UNIFIED IDEOGRAPH-6C14}\N{CJK UNIFIED IDEOGRAPH-597D}")
    [(0, 2), (2, 3)]
    """
    longest = max((len(form) for form in lexicon.forms), default=1)
    spans: list[Span] = []
    waiting = word_spans(source)
    while waiting:
        start, end = waiting[0]
        for stop in range(min(len(source), start + longest), end, -1):
            if any(last == stop for _, last in waiting) and source[start:stop].casefold() in lexicon.forms:
                end = stop
                break
        spans.append((start, end))
        waiting = [span for span in waiting if span[0] >= end]
    return spans


def _count_tags(trees: Iterable[Tree]) -> tuple[dict[str, str], dict[str, str], str]:
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    endings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tree in trees:
        for form, true in zip(tree.forms, tree.tags, strict=True):
            forms[form.casefold()][true] += 1
    every: Counter[str] = Counter()
    for form, tags in forms.items():
        most = tags.most_common(1)[0][0]
        if most in {"PUNCT", "NUM", "SYM"}:
            continue
        every[most] += 1
        for size in ENDINGS:
            if len(form) > size:
                endings[form[-size:]][most] += 1
    kept = {end: tags.most_common(1)[0][0] for end, tags in endings.items() if tags.total() > 1 or len(end) == 1}
    default = every.most_common(1)[0][0] if every else "NOUN"
    return {form: tags.most_common(1)[0][0] for form, tags in forms.items()}, kept, default


def _frames(trees: Iterable[Tree]) -> list[Frame]:
    counts: Counter[tuple[str, str, str, bool, str]] = Counter()
    for tree in trees:
        marked = {head for head, relation in zip(tree.heads, tree.relations, strict=True) if relation == MARKING}
        for place, (head, relation) in enumerate(zip(tree.heads, tree.relations, strict=True)):
            if head != ROOT:
                side = "left" if head < place else "right"
                counts[tree.tags[place], tree.tags[head], side, place in marked, relation] += 1
    return [Frame(*key, count) for key, count in counts.most_common()]
