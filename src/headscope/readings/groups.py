"""Semantic groups (animals, tools, ...): do single heads gather them, and what do several heads know together?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headscope.base.context import Progress, silent
from headscope.base.group_outputs import GroupOutputs
from headscope.readings.group_probe import ProbeStep, probe_groups
from headscope.readings.group_purity import GroupPurity, PurityChance, read_purity
from headscope.readings.inference import DRAWS


@dataclass(frozen=True, slots=True)
class GroupsReading:
    """What heads add at nouns of known groups, in one language.

    Attributes:
        language, groups, carriers: of the nouns and sentences.
        nouns: how many; `unread` the nouns that the model cannot read, as `group/noun`.
        split_nouns: how many the tokenizer cuts into several pieces. A head that merely puts those together beats
            their static embeddings (see `GroupPurity.whole_margin`).
        purity: every head against static embeddings, in the order of the model.
        chance: purity worth nothing.
        probed_nouns: held out in the report of the probes; no head was chosen on them.
        probe_chance: accuracy of a guess.
        static_accuracy, static_ci: of the probe on static embeddings alone.
        steps, steps_with_static: heads added one by one, from nothing and from static embeddings.
    """

    language: str
    groups: tuple[str, ...]
    carriers: tuple[str, ...]
    nouns: int
    split_nouns: int
    unread: tuple[str, ...]
    purity: tuple[GroupPurity, ...]
    chance: PurityChance
    probed_nouns: int
    probe_chance: float
    static_accuracy: float
    static_ci: tuple[float, float]
    steps: tuple[ProbeStep, ...]
    steps_with_static: tuple[ProbeStep, ...]


def read_groups(
    given: GroupOutputs, *, draws: int = DRAWS, seed: int = 0, progress: Progress = silent
) -> GroupsReading:
    """Purity of single heads (`read_purity`) and the joint probe (`probe_groups`) on the same nouns.

    Args:
        given: what heads add, from `capture.group_outputs`.
        draws: resamples. seed: of folds, k-means and resamples.

    Raises:
        BadOption: scikit-learn is not installed.

    >>> reading = read_groups(group_outputs(load_model("minilm"), "en"))  # doctest: +SKIP
    """
    purity, chance = read_purity(given, draws=draws, seed=seed, progress=progress)
    probe = probe_groups(given, draws=draws, seed=seed, progress=progress)
    return GroupsReading(
        language=given.language,
        groups=given.groups,
        carriers=given.carriers,
        nouns=len(given.nouns),
        split_nouns=len(np.unique(given.noun[given.pieces > 1])),
        unread=given.unread,
        purity=purity,
        chance=chance,
        probed_nouns=probe.nouns,
        probe_chance=probe.chance,
        static_accuracy=probe.static_accuracy,
        static_ci=probe.static_ci,
        steps=probe.steps,
        steps_with_static=probe.steps_with_static,
    )
