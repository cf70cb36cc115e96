"""Everything that was found of a model's roles, as one record that is stored, printed and read again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from headscope.base.messages import say
from headscope.errors import HeadscopeError
from headscope.readings.committee import Committee
from headscope.readings.elections import Filler, Frame
from headscope.readings.groups import GroupsReading
from headscope.readings.lexicon import Lexicon
from headscope.readings.profile import Expert, HeadProfile
from headscope.readings.report_file import open_kept
from headscope.readings.roles import HeadRole
from headscope.readings.syntax import HeadAccuracy, RelationRole

READING = "roles"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Reason:
    """A message that can be said in every language: its English text, its key in the catalogue, what fills it."""

    text: str
    key: str
    values: dict[str, str]


def reason_of(error: HeadscopeError) -> Reason:
    """The reason that an error gives."""
    values = {name: str(value) for name, value in error.values.items()}
    return Reason(error.text(), f"errors.{error.key}", values)


def say_reason(reason: Reason, language: str) -> str:
    """The reason in a language; its English text where it comes from another version with other messages."""
    try:
        return " ".join(say(reason.key, language, **reason.values).split())
    except (KeyError, ValueError, IndexError):
        return reason.text


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence that the model could not read, and why."""

    sentence: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class TreebankNote:
    """What was read of a treebank: sentences in it and read, words, and words that share a token with another one."""

    name: str
    sentences: int
    read: int
    words: int
    shared_words: int
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class NotTestable:
    """A role that this model cannot be tested on, and why."""

    role: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class RolesReport:
    """What `headscope roles` finds.

    Attributes:
        relations: the best head of each relation, with its baselines. all: every head, relation and direction.
        roles: every head that earned a role. below: the best head of every role that no head earned, and every
            descriptive one.
        experts: who is best at what. profiles: every head. heads, heads_without_role: how many.
        groups: what heads know of semantic groups, language by language.
        committees: votes on relations. fillers, frames, lexicon: what `headscope sentence` needs.
        treebank, treebank2: what was read. not_testable: roles that cannot be asked of this model.
        model, architecture, fingerprint: which model. seed, draws: of the resamples. version: of headscope.
    """

    format: int
    model: str
    architecture: str
    fingerprint: str
    version: str
    seed: int
    draws: int
    relations: tuple[RelationRole, ...]
    all: tuple[HeadAccuracy, ...]
    roles: tuple[HeadRole, ...]
    below: tuple[HeadRole, ...]
    experts: tuple[Expert, ...]
    profiles: tuple[HeadProfile, ...]
    heads: int
    heads_without_role: int
    committees: tuple[Committee, ...] = ()
    fillers: tuple[Filler, ...] = ()
    frames: tuple[Frame, ...] = ()
    lexicon: Lexicon | None = None
    groups: tuple[GroupsReading, ...] = ()
    treebank: TreebankNote | None = None
    treebank2: TreebankNote | None = None
    not_testable: tuple[NotTestable, ...] = ()


def open_report(path: str | Path) -> RolesReport:
    """A report from a JSON file that `headscope roles --json` printed, or from a run that it wrote with `-o`.

    Raises:
        BadOption: there is no such file, it is no report, or of another format.

    >>> open_report("nowhere.json")
    Traceback (most recent call last):
    headscope.errors.BadOption: Roles are missing: got 'nowhere.json', expected ...
    """
    return open_kept(path, RolesReport, name=READING, expected=FORMAT)
