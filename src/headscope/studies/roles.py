"""The study of roles: which heads do syntax, meaning, position and copying, each claim against its null."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import headscope
from headscope.base.context import Progress, silent
from headscope.base.messages import LANGUAGES, say
from headscope.base.trials import Trials
from headscope.capture.bundled import observe_bundled
from headscope.capture.demo_sentences import demo_sentences
from headscope.capture.group_outputs import group_outputs
from headscope.capture.mechanics import MechanicsPlan, observe_mechanics
from headscope.capture.observe import load_given, observe
from headscope.capture.plan import Plan
from headscope.capture.prosody import prosody_feasibility
from headscope.errors import BadText, CannotObserve, HeadscopeError
from headscope.models.inputs import prepare
from headscope.models.load import Loaded
from headscope.readings.groups import GroupsReading, read_groups
from headscope.readings.meaning import meaning_trials
from headscope.readings.mechanical import mechanical_trials
from headscope.readings.patterns import read_patterns
from headscope.readings.profile import make_experts, make_profiles
from headscope.readings.report_file import encode_report
from headscope.readings.role_report import FORMAT, READING, NotTestable, Reason, RolesReport, reason_of
from headscope.readings.roles import HeadRole, grade_roles, is_earned
from headscope.readings.syntax import HeadAccuracy, RelationRole
from headscope.readings.treebank import read_treebank
from headscope.store.readings import save_reading
from headscope.studies.roles_plan import RolesPlan, check_plan
from headscope.studies.treebank import Treebank, study_treebank

SHOWN_SENTENCES = 24  # of a run that is kept for looking at, and for the patterns of the profile


def study_roles(
    model: Any,
    roles: RolesPlan | None = None,
    *,
    tokenizer: Any = None,
    plan: Plan | None = None,
    progress: Progress = silent,
) -> RolesReport:
    """Try every head of a model in every role that can be tried, and grade what is found.

    Args:
        model: a sample name, a folder, a hub id or a loaded model (then give its tokenizer).
        roles: what is asked; without a treebank only mechanical roles and meaning are.
        plan: number format and layers.

    Raises:
        BadTreebank: a treebank is no CoNLL-U. BadOption: a relation is not in it, or something else lies at `out`.
        BadText: the model reads none of its sentences. CannotObserve: the self-check fails, or an encoder-decoder is
            asked about a treebank.

    >>> import headscope as hs
    >>> report = hs.study_roles("minilm", hs.RolesPlan(treebank="dev.conllu"))  # doctest: +SKIP
    """
    asked = roles or RolesPlan()
    plan = plan or Plan()
    check_plan(asked)
    asked = replace(asked, relations=None if asked.relations is None else tuple(dict.fromkeys(asked.relations)))
    trees = None if asked.treebank is None else read_treebank(asked.treebank)
    second = None if asked.treebank2 is None else read_treebank(asked.treebank2)
    progress("load", 0, 1)
    loaded = load_given(model, tokenizer, plan)
    progress("load", 1, 1)
    if trees is not None and _is_pair(loaded):
        raise CannotObserve("role_of_pairs", model=loaded.name)
    bank = (
        None
        if trees is None
        else study_treebank(loaded, trees, second=second, asked=asked, plan=plan, progress=progress)
    )
    language, ordinary = _ordinary_sentences(loaded, bank)
    trials, refused = _try_probes(loaded, ordinary, language, asked, plan, progress)
    graded = grade_roles([*trials, *(bank.trials if bank else ())], draws=asked.draws, seed=asked.seed)
    tried = (*(bank.syntax.roles if bank else ()), *(bank.rare if bank else ()), *graded)
    groups = () if asked.is_mechanical_only else _study_groups(loaded, asked, refused, progress)
    report = replace(_report(loaded, asked, tried, bank, refused), groups=groups)
    sentences = [tree.source for tree in bank.trees] if bank else list(ordinary)
    look = sentences[:SHOWN_SENTENCES]
    shown = observe(
        loaded, look, target=look if _is_pair(loaded) else None, out=asked.out, plan=plan, progress=progress
    )
    report = replace(report, profiles=make_profiles([str(head) for head in shown.heads], tried, read_patterns(shown)))
    if asked.out is not None:
        save_reading(shown, READING, encode_report(report))
    return report


def _is_pair(loaded: Loaded) -> bool:
    return bool(getattr(loaded.model.config, "is_encoder_decoder", False))


def _try_probes(
    loaded: Loaded, sentences: Sequence[str], language: str, asked: RolesPlan, plan: Plan, progress: Progress
) -> tuple[list[Trials], list[NotTestable]]:
    """Mechanical roles and, where they are asked for, meaning; what cannot be asked of this model with its reason."""
    made = observe_mechanics(
        loaded, sentences, plan=plan, probes=MechanicsPlan(language=language, seed=asked.seed), progress=progress
    )
    trials = [*mechanical_trials(made.repeats, made.sentences), *made.trials]
    refused = [NotTestable(role, reason_of(error)) for role, error in made.untested]
    if asked.is_mechanical_only:
        return trials, refused
    if _is_pair(loaded):
        refused.append(NotTestable("meaning", reason_of(CannotObserve("role_of_pairs", model=loaded.name))))
        return trials, refused
    try:
        probed = observe_bundled(loaded, plan=plan, progress=progress)
    except BadText as error:
        refused.append(NotTestable("meaning", reason_of(error)))
    else:
        trials += meaning_trials(probed.run, probed.placed)
        refused += [NotTestable(f"meaning:{name}", _told("probes.language_left_out")) for name in probed.left_out]
    prosody = prosody_feasibility(loaded)
    refused.append(NotTestable("prosody", _told(f"probes.{prosody.reason}")))
    return trials, refused


def _study_groups(
    loaded: Loaded, asked: RolesPlan, refused: list[NotTestable], progress: Progress
) -> tuple[GroupsReading, ...]:
    """What heads know of semantic groups in the languages that the model reads."""
    found = []
    for language in LANGUAGES:
        try:
            outputs = group_outputs(loaded, language, progress=progress)
            found.append(read_groups(outputs, draws=asked.draws, seed=asked.seed, progress=progress))
        except HeadscopeError as error:
            refused.append(NotTestable(f"groups:{language}", reason_of(error)))
    return tuple(found)


def _ordinary_sentences(loaded: Loaded, bank: Treebank | None) -> tuple[str, tuple[str, ...]]:
    """The demonstration's sentences that the model reads, in the first language of which it reads at least half; else
    those of the treebank."""
    refusal: BadText | None = None
    for language in ("en", "zh"):
        sentences, readable = demo_sentences(language), []
        for one in sentences:
            try:
                prepare(loaded, one, one if _is_pair(loaded) else None)
            except BadText as error:
                refusal = error
            else:
                readable.append(one)
        if 2 * len(readable) >= len(sentences):
            return language, tuple(readable)
    if bank is None:
        raise refusal or BadText("text_empty")
    return "en", tuple(tree.source for tree in bank.trees[:SHOWN_SENTENCES])


def _told(key: str) -> Reason:
    return Reason(say(key), key, {})


def _report(
    loaded: Loaded,
    asked: RolesPlan,
    tried: tuple[HeadRole, ...],
    bank: Treebank | None,
    refused: Sequence[NotTestable],
) -> RolesReport:
    earned = tuple(one for one in tried if is_earned(one.grade))
    experts = make_experts(tried)
    best = {(one.role, one.head, one.direction) for one in experts}
    relations: tuple[RelationRole, ...] = bank.syntax.relations if bank else ()
    accuracies: tuple[HeadAccuracy, ...] = bank.syntax.all if bank else ()
    heads = dict.fromkeys(one.head for one in tried)
    return RolesReport(
        format=FORMAT,
        model=loaded.name,
        architecture=loaded.architecture,
        fingerprint=loaded.fingerprint,
        version=headscope.__version__,
        seed=asked.seed,
        draws=asked.draws,
        relations=relations,
        all=accuracies,
        roles=earned,
        below=tuple(
            one
            for one in tried
            if not is_earned(one.grade) and (one.grade == "descriptive" or (one.role, one.head, one.direction) in best)
        ),
        experts=experts,
        profiles=make_profiles(list(heads), tried),
        heads=len(heads),
        heads_without_role=len(heads) - len({one.head for one in earned}),
        committees=bank.committees if bank else (),
        fillers=bank.fillers if bank else (),
        frames=bank.frames if bank else (),
        lexicon=bank.lexicon if bank else None,
        treebank=bank.notes[0] if bank else None,
        treebank2=bank.notes[1] if bank else None,
        not_testable=tuple(refused),
    )
