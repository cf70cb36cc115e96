"""The proxy `discourse`: do heads cross the end of a sentence more than they reach as far within one?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headscope.base.segments import split_segments
from headscope.base.trials import Trials
from headscope.readings.word_shares import WordShares, beats, text_sites, word_shares
from headscope.store.run import Run


def discourse_trials(run: Run, texts: Sequence[int]) -> tuple[Trials, ...]:
    """Crossing against staying, for each text of at least two sentences; none where there is no such text.

    For each offset key - query that occurs across a sentence's end and within a sentence, the mean share of the pairs
    that cross is set against that of the pairs that stay (`beats`: 1, 0.5 or 0); a text's score is the mean over its
    offsets, and 0.5 is the null. A head that goes by the offset alone ties everywhere. A score above the null says that
    a head crosses more than its own reach explains; a topic, a name, a habit would do: it is a proxy for discourse.
    """
    sentences = {text: _sentences(run, text) for text in texts}
    chosen = [text for text in texts if len(set(sentences[text].tolist())) > 1]
    heads: list[str] = []
    score: list[np.ndarray] = []
    for site in text_sites(run) if chosen else ():
        columns = [_crossing(word_shares(run, site, text), sentences[text]) for text in chosen]
        score += list(np.stack(columns, axis=-1))
        heads += [f"{site.site}.H{number}" for number in range(site.heads)]
    if not heads:
        return ()
    null = np.full((1, len(chosen)), 0.5)
    return (Trials("discourse", tuple(heads), np.stack(score), null, np.arange(len(chosen)), "probes:discourse"),)


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
