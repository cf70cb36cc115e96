"""The study of one sentence: what the heads that earned a role say of it."""

from __future__ import annotations

from typing import Any

from headscope.base.context import Progress, silent
from headscope.capture.annotators import Annotated, annotate
from headscope.capture.corpus import observe_corpus
from headscope.capture.observe import load_given
from headscope.capture.plan import Plan
from headscope.errors import BadOption
from headscope.readings.lexicon import cut_words, tag_words
from headscope.readings.role_report import RolesReport
from headscope.readings.sentence import SentenceCard, read_sentence

LEXICON = "lexicon"


def study_sentence(
    model: Any,
    sentence: str,
    report: RolesReport,
    *,
    annotator: str = LEXICON,
    tokenizer: Any = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> SentenceCard:
    """Run a sentence through a model and let the heads that earned a role fill its card.

    Args:
        model: the model that the roles were found in. sentence: one sentence.
        report: its roles, found with a treebank (`study_roles`).
        annotator: whence the tags of words come: `lexicon` (learned from that treebank) or `spacy:NAME`.

    Raises:
        BadOption: the roles are another model's, name heads it lacks or hold no lexicon; the annotator is unknown.
        BadText: the model cannot read the sentence.

    >>> import headscope as hs
    >>> card = hs.study_sentence("minilm", "The boat crosses the bay", report)  # doctest: +SKIP
    """
    if report.lexicon is None:
        raise BadOption("roles_no_treebank", path=report.model)
    given = _annotated(report, sentence, annotator)
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan or Plan())
    progress("load", 1, 1)
    if loaded.fingerprint != report.fingerprint:
        raise BadOption("roles_other_model", found=report.model, expected=loaded.name)
    corpus = observe_corpus(loaded, [(sentence, given.spans)], plan=plan, progress=progress)
    _check_heads(report, [str(head) for head in corpus.run.heads])
    return read_sentence(corpus.run, given.tags, report.fillers, report.frames, roles=report.roles)


def _check_heads(report: RolesReport, heads: list[str]) -> None:
    """Every head that votes is a head of the model: a file of roles may have been edited."""
    voters = [voter.head for filler in report.fillers for voter in filler.voters]
    for name in (*voters, *(role.head for role in report.roles)):
        if name not in heads:
            raise BadOption("roles_unknown_head", value=name, first=heads[0], last=heads[-1])


def _annotated(report: RolesReport, sentence: str, annotator: str) -> Annotated:
    if annotator != LEXICON or report.lexicon is None:
        return annotate(sentence, annotator)
    spans = tuple(cut_words(report.lexicon, sentence))
    return Annotated(spans, tag_words(report.lexicon, [sentence[start:end] for start, end in spans]))
