"""The proxy `inter_sentence`: do heads cross the end of a sentence more than they reach as far within one?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headscope.base.segments import split_segments
from headscope.base.trials import Trials
from headscope.readings.position_rules import best_rule, rule_shares
from headscope.readings.word_shares import WordShares, beats, even_chance, text_sites, word_shares
from headscope.store.run import Run

ROLE = "inter_sentence"  # "discourse" is a relation of treebanks


def discourse_trials(run: Run, texts: Sequence[int]) -> tuple[Trials, ...]:
    """Crossing against staying, for each text of at least two sentences; none where there is no such text.

    For each offset key - query that occurs across a sentence's end and within a sentence, the mean share of the pairs
    that cross is set against that of the pairs that stay (`beats`: 1, 0.5 or 0); a text's score is the mean over its
    offsets. A head that goes by the offset alone ties everywhere; the null is 0.5, or what the best rule of place
    scores if that is more (`best_rule`): local heads lose a rival where a full stop is left out. A score above the null
    says that a head crosses more than its own reach explains; a topic, a name, a habit would do: it is a proxy.
    """
    sentences = {text: _sentences(run, text) for text in texts}
    chosen = [text for text in texts if len(set(sentences[text].tolist())) > 1]
    clusters = np.arange(len(chosen))
    heads: list[str] = []
    score: list[np.ndarray] = []
    null: list[np.ndarray] = []
    trivial: dict[bool, np.ndarray] = {}
    for site in text_sites(run) if chosen else ():
        score += list(np.stack([_crossing(word_shares(run, site, text), sentences[text]) for text in chosen], axis=-1))
        heads += [f"{site.site}.H{number}" for number in range(site.heads)]
        if site.is_causal not in trivial:
            rules = [rule_shares(even_chance(run, text, is_causal=site.is_causal)) for text in chosen]
            rows = [_crossing(shares, sentences[text]) for shares, text in zip(rules, chosen, strict=True)]
            trivial[site.is_causal] = best_rule(np.stack(rows, axis=-1), clusters)
        null += [trivial[site.is_causal]] * site.heads
    if not heads:
        return ()
    return (Trials(ROLE, tuple(heads), np.stack(score), np.stack(null), clusters, f"probes:{ROLE}"),)


def _sentences(run: Run, text: int) -> np.ndarray:
    """For each ordinary word the number of its sentence."""
    side = run.text(text, "text")
    ends = np.array([segment.end for segment in split_segments(side.source, "sentence")])
    starts = [side.tokens[word.first].start for word in side.words if not word.is_special]
    return np.searchsorted(ends, np.array(starts), side="right")


def _crossing(shares: WordShares, sentence: np.ndarray) -> np.ndarray:
    """[head]: mean over offsets of whether crossing pairs get more than staying ones."""
    crosses = sentence[:, None] != sentence
    scores = []
    for offset in range(1 - len(sentence), len(sentence)):
        query, key = np.nonzero(np.eye(len(sentence), k=offset, dtype=bool) & (shares.chance > 0))
        far = crosses[query, key]
        if far.any() and not far.all():
            means = [
                (shares.share[:, query[part], key[part]].mean(axis=1), shares.chance[query[part], key[part]].mean())
                for part in (far, ~far)
            ]
            scores.append(beats(*means))
    return np.mean(scores, axis=0) if scores else np.full(len(shares.share), 0.5)
