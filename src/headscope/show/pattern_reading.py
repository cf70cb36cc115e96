"""The patterns of a run as a reading: how many heads show which, and the clearest of each with its evidence."""

from __future__ import annotations

from headscope.show.claims import word
from headscope.show.evidence import jump_to_example, jump_to_strongest
from headscope.show.findings import ClearestHead, Findings, pattern_lines
from headscope.show.findings_payload import Claim, Reading
from headscope.show.site_kinds import kinds_of_site
from headscope.store.run import Run


def pattern_reading(run: Run, found: Findings) -> Reading:
    """What the findings say of patterns; claims have no baseline, as a pattern is a description."""
    language = found.language
    return Reading(
        "patterns",
        word("reading_patterns_heading", language),
        (*pattern_lines(found.counts, found.sinks, language), *kinds_of_site(run, language)),
        tuple(_claim(run, each, found) for each in found.clearest),
        (),
        found.caution,
    )


def _claim(run: Run, each: ClearestHead, found: Findings) -> Claim:
    language = found.language
    evidence = tuple(jump_to_example(run, each.head, example) for example in each.examples)
    return Claim(
        sentence=each.claim,
        heads=(each.head,),
        grade=word("grade_observed", language),
        score=f"{each.share:.2f}",
        baseline="",
        interval="",
        evidence=evidence or tuple(jump_to_strongest(run, each.head, language)),
        caution=word(f"refute_{each.label}", language),
        label=each.label,
    )
