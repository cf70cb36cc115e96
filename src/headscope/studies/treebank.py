"""What a treebank says of a model: its sentences observed, and everything that is read of them with their trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from headscope.base.context import Progress
from headscope.base.trees import Tree
from headscope.base.trials import Trials
from headscope.capture.corpus import Corpus, observe_corpus
from headscope.capture.embeddings import word_embeddings
from headscope.capture.plan import Plan
from headscope.errors import BadOption
from headscope.models.load import Loaded, random_twin
from headscope.readings.committee import Committee, read_committees
from headscope.readings.elections import Filler, Frame, learn_frames
from headscope.readings.lexicon import Lexicon, held_out_tags, learn_lexicon
from headscope.readings.pointing import point
from headscope.readings.rare_words import read_rare_words
from headscope.readings.replication import replicate
from headscope.readings.role_report import Skipped, TreebankNote, reason_of
from headscope.readings.roles import HeadRole
from headscope.readings.semantic_pairs import semantic_trials
from headscope.readings.sentence import SLOT_RELATIONS, make_fillers
from headscope.readings.syntax import Syntax, read_syntax
from headscope.studies.roles_plan import RolesPlan


@dataclass(frozen=True, slots=True)
class Treebank:
    """What a treebank gives: the trees read, their notes and everything read of them."""

    trees: tuple[Tree, ...]
    syntax: Syntax
    rare: tuple[HeadRole, ...]
    trials: tuple[Trials, ...]
    committees: tuple[Committee, ...]
    fillers: tuple[Filler, ...]
    frames: tuple[Frame, ...]
    lexicon: Lexicon
    notes: tuple[TreebankNote, TreebankNote | None]


def study_treebank(
    loaded: Loaded,
    trees: list[Tree],
    *,
    second: list[Tree] | None,
    asked: RolesPlan,
    plan: Plan,
    progress: Progress,
) -> Treebank:
    """Observe the sentences of a treebank and read relations, rare words, meaning and committees from their trees.

    Args:
        loaded: the model; a twin with random weights is observed beside it, as one more baseline.
        trees, second: of the first and the second treebank; on the second, roles are found again or not.
        asked: relations, files, resamples. plan: number format and layers.

    Raises:
        BadOption: a relation that is asked for is not in the treebank. BadText: the model reads none of its sentences.
    """
    there = sorted({name for tree in trees for name in tree.relations} - {"root"})
    for name in asked.relations or ():
        if name not in there:
            raise BadOption("relation_unknown", value=name, choices=", ".join(there))
    corpus = _observe(loaded, trees, plan, progress)
    kept = tuple(trees[number] for number in corpus.kept)
    twin = _observe(random_twin(loaded, seed=asked.seed), kept, plan, _stage(progress, "twin"))
    twin_run = twin.run if len(twin.kept) == len(kept) else None
    sure = {"draws": asked.draws, "seed": asked.seed}
    progress("test", 0, 1)
    syntax = read_syntax(corpus.run, kept, random_run=twin_run, relations=asked.relations, **sure)
    note2 = None
    if second is not None:
        again = _observe(loaded, second, plan, _stage(progress, "second"))
        syntax = replicate(syntax, again.run, [second[number] for number in again.kept], **sure)
        note2 = _note(str(asked.treebank2), second, again)
    committees = read_committees(corpus.run, kept, [r for r in SLOT_RELATIONS if _wanted(r, asked)], **sure)
    fillers = make_fillers(committees, syntax.roles, syntax.relations)
    trials: tuple[Trials, ...] = ()
    if not asked.is_mechanical_only:
        vectors = word_embeddings(loaded, [(tree.source, tree.spans) for tree in kept], progress=progress)
        trials = semantic_trials(corpus.run, kept, vectors, seed=asked.seed)
    progress("test", 1, 1)
    return Treebank(
        trees=kept,
        syntax=syntax,
        rare=read_rare_words(kept, point(corpus.run, kept), **sure),
        trials=trials,
        committees=committees,
        fillers=fillers,
        frames=learn_frames(corpus.run, kept, held_out_tags(kept), fillers),
        lexicon=learn_lexicon(kept, Path(str(asked.treebank)).name),
        notes=(_note(str(asked.treebank), trees, corpus), note2),
    )


def _wanted(relation: str, asked: RolesPlan) -> bool:
    return asked.relations is None or relation in asked.relations


def _observe(loaded: Loaded, trees: Sequence[Tree], plan: Plan, progress: Progress) -> Corpus:
    return observe_corpus(loaded, [(tree.source, tree.spans) for tree in trees], plan=plan, progress=progress)


def _stage(progress: Progress, name: str) -> Progress:
    """The same progress under another name for what is observed."""
    return lambda stage, *step: progress(name if stage == "observe" else stage, *step)


def _note(name: str, trees: Sequence[Tree], corpus: Corpus) -> TreebankNote:
    skipped = tuple(Skipped(trees[number].name, reason_of(error)) for number, error in corpus.skipped)
    words = sum(len(trees[number].spans) for number in corpus.kept)
    return TreebankNote(Path(name).name, len(trees), len(corpus.kept), words, corpus.shared, skipped)
