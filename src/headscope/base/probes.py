"""Probes: sentences made to ask one question of every head, each with a control in which the answer is no."""

from __future__ import annotations

from dataclasses import dataclass

from headscope.base.marked import Marked

# Roles that stand for something that attention alone cannot show; they are always called proxies.
PROXIES = frozenset({"coreference", "inter_sentence"})


@dataclass(frozen=True, slots=True)
class Probe:
    """One item of a probe set.

    Attributes:
        kind: the question: `connective`, `sentiment`, `negation`, `negation_scope`, `coreference`.
        language: of its sentences, `en` or `zh`.
        text: the sentence in which the marked words belong together.
        control: the sentence in which they do not; None where a distractor in the text is the control.
    """

    kind: str
    language: str
    text: Marked
    control: Marked | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A probe in a run: the numbers of the run's texts that hold its text and its control (the text itself if none)."""

    probe: Probe
    text: int
    control: int


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Whether a role can be tested with a model at all, and why (a key of the catalogue's room `probes`)."""

    role: str
    is_testable: bool
    reason: str


def is_proxy(role: str) -> bool:
    """True for a role (or a part of one, `coreference:en`) that is only a proxy.

    >>> is_proxy("coreference:en"), is_proxy("sentiment")
    (True, False)
    """
    return role.partition(":")[0] in PROXIES
