"""Everything that was found of a model's roles, as one record that is stored, printed and read again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from headscope.base.messages import say
from headscope.errors import BadOption, HeadscopeError
from headscope.readings.committee import Committee
from headscope.readings.elections import Filler, Frame
from headscope.readings.groups import GroupsReading
from headscope.readings.lexicon import Lexicon
from headscope.readings.profile import Expert, HeadProfile
from headscope.readings.roles import HeadRole
from headscope.readings.syntax import HeadAccuracy, RelationRole
from headscope.store.readings import load_reading
from headscope.store.run import MANIFEST, open_run

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


@dataclass(frozen=True, slots=True)
class _Format:
    """What every format of a report has."""

    format: int


def encode_report(report: RolesReport) -> bytes:
    """The report as JSON."""
    return msgspec.json.encode(report)


def open_report(path: str | Path) -> RolesReport:
    """A report from a JSON file that `headscope roles --json` printed, or from a run that it wrote with `-o`.

    Raises:
        BadOption: there is no such file, it is no report, or of another format.

    >>> open_report("nowhere.json")
    Traceback (most recent call last):
    headscope.errors.BadOption: Roles are missing: got 'nowhere.json', expected ...
    """
    place = Path(path)
    if (place / MANIFEST).is_file():
        content = load_reading(open_run(place), READING)
    elif place.is_file():
        content = place.read_bytes()
    else:
        content = None
    if content is None:
        raise BadOption("roles_missing", path=str(path))
    try:
        found = msgspec.json.decode(content, type=_Format).format
        if found != FORMAT:
            raise BadOption("roles_format", path=str(path), found=found, expected=FORMAT)
        return msgspec.json.decode(content, type=RolesReport)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadOption("roles_broken", path=str(path), reason=" ".join(str(error).split())[:160]) from error
