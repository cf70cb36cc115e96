"""Records in words: what may be said of a pattern, a run's trust and its self-check (grade: observed)."""

from __future__ import annotations

from dataclasses import replace

from headscope.base.heads import parse_site, sites_text
from headscope.base.messages import say
from headscope.base.rows import count_rows, parse_rows
from headscope.base.trust import Estimate
from headscope.readings.base import PATTERNS, HeadPattern, HeadStatistics, WordRow
from headscope.show.labels import visible_label
from headscope.show.sentences import sentence
from headscope.store.run import Run

LABELS = (*PATTERNS, "mixed")
STATISTICS = (
    "entropy_bits",
    "mean_span_tokens",
    "peak_mean",
    "previous_token_argmax_share",
    "self_share",
    "first_token_share",
    "special_share",
    "punctuation_share",
)
NORM_STATISTICS = ("first_token_norm_share", "special_norm_share")
SURE = 0.8  # confidence below which a claim says how often the bootstrap agrees
_UNITS = {"entropy_bits": "unit_bits", "mean_span_tokens": "unit_tokens"}


def word(key: str, language: str, /, **values: object) -> str:
    """A message of this room.

    >>> word("label_sink", "zh")
    '汇聚点'
    """
    return say(f"show.{key}", language, **values)


def count(key: str, number: int, language: str) -> str:
    """A counted noun.

    >>> count("heads", 1, "en"), count("heads", 2, "en"), count("texts", 2, "zh")
    ('1 head', '2 heads', '2 段文本')
    """
    return word(f"{key}_{'one' if number == 1 else 'many'}", language, count=f"{number:,}")


def percent(share: float) -> str:
    """A share in whole per cent, small ones not hidden as nothing.

    >>> percent(0.413), percent(0.002), percent(0.0)
    ('41%', '<1%', '0%')
    """
    return "<1%" if 0 < share < 0.005 else f"{100 * share:.0f}%"


def signed(offset: int) -> str:
    """An offset key - query.

    >>> signed(-1), signed(2), signed(0)
    ('−1', '+2', '0')
    """
    return f"{offset:+d}".replace("-", "−") if offset else "0"


def share_of_label(pattern: HeadPattern) -> float:
    """The share of the pattern's label; of `mixed`, the share of its two largest parts together."""
    if pattern.label == "mixed":
        return sum(sorted(pattern.shares.values())[-2:])
    return pattern.shares[pattern.label]


def pattern_claim(pattern: HeadPattern, language: str) -> str:
    """The pattern with its numbers; evidence, sink share and what is left without sinks are always part of it."""
    values = {"head": pattern.head, "strength": f"{pattern.strength:.2f}"}
    if pattern.label == "mixed":
        parts = [
            word("claim_part", language, label=word(f"label_{label}", language), share=f"{share:.2f}")
            for label, share in sorted(pattern.shares.items(), key=lambda item: -item[1])
            if label != "global"
        ]
        first = word("claim_mixed", language, parts=word("list_comma", language).join(parts[:2]), **values)
    else:
        values |= {"label": word(f"label_{pattern.label}", language), "share": f"{share_of_label(pattern):.2f}"}
        if pattern.offset is not None and pattern.label == "diagonal":
            first = word("claim_offset", language, offset=signed(pattern.offset), **values)
        else:
            first = word("claim", language, **values)
    parts = [first, word(f"claim_{pattern.evidence}", language)]
    if pattern.confidence < SURE:
        parts.append(word("claim_unsure", language, confidence=f"{pattern.confidence:.2f}"))
    parts += sink_words(pattern, language)
    return word("clause_comma", language).join(parts)


def sink_words(pattern: HeadPattern, language: str) -> list[str]:
    """What sinks take of the head and where, and which pattern is there without them."""
    if pattern.sink_kind is None:
        return [word("claim_no_sinks", language)]
    taken = word("claim_sinks", language, share=percent(pattern.sink_share))
    place = word("in_brackets", language, text=taken, more=word(f"sink_kind_{pattern.sink_kind}", language))
    if pattern.secondary is None:
        return [place, word("claim_no_secondary", language)]
    return [place, word("claim_secondary", language, label=word(f"label_{pattern.secondary}", language))]


def secondary_text(pattern: HeadPattern, language: str) -> str:
    """The pattern without sinks, or that there are none, or that nothing is left."""
    if pattern.secondary is not None:
        return word(f"label_{pattern.secondary}", language)
    return word("no_sinks" if pattern.sink_kind is None else "nothing_left", language)


def reading_note(label: str, language: str) -> str:
    """What the label means and what would refute it."""
    return word("sentence_space", language).join((word(f"note_{label}", language), word(f"refute_{label}", language)))


def row_sentence(row: WordRow, language: str) -> str:
    """A row in a sentence, its labels made visible and not longer than a line bears."""
    keys = tuple(replace(key, key=visible_label(key.key, limit=40)) for key in row.keys)
    return sentence(replace(row, query=visible_label(row.query, limit=40), keys=keys), language)


def statistic_text(statistics: HeadStatistics, name: str, language: str) -> str:
    """One statistic with its unit; shares of rows in per cent."""
    value = getattr(statistics, name)
    if value is None:
        return word("not_available", language)
    if name in statistics.estimates:
        return estimate_text(statistics.estimates[name], _UNITS.get(name), language)
    if name in _UNITS:
        return f"{value:.2f} {word(_UNITS[name], language)}"
    return percent(value) if name != "peak_mean" else f"{value:.2f}"


def estimate_text(estimate: Estimate, unit: str | None, language: str) -> str:
    """An estimate with its 95 % interval.

    >>> estimate_text(Estimate(0.5, 0.01, 1000, 500.0), None, "en")
    '0.500 (0.480 to 0.520)'
    """
    low, high = estimate.interval()
    told = word("estimate", language, value=f"{estimate.value:.3f}", low=f"{low:.3f}", high=f"{high:.3f}")
    return told if unit is None else f"{told} {word(unit, language)}"


def run_title(run: Run, language: str) -> str:
    """A run in one line: its model, and how many heads, texts and tokens it holds."""
    sides = {site.query_side for site in run.sites} | {site.key_side for site in run.sites}
    tokens = sum(len(text.sides[side].tokens) for text in run.manifest.texts for side in sorted(sides))
    model = run.manifest.model
    return word(
        "findings_title",
        language,
        model=visible_label(model.name) if model else word("given_matrices", language),
        heads=count("heads", sum(site.heads for site in run.sites), language),
        texts=count("texts", run.texts, language),
        tokens=count("tokens", tokens, language),
    )


def trust_line(run: Run, language: str, *, site: str | None = None) -> str:
    """How far the numbers of a site (else of the first) can be trusted, and how many texts and rows they rest on."""
    side = (run.sites[0] if site is None else run.site(site)).query_side
    rows = sum(len(text.sides[side].tokens) for text in run.manifest.texts)
    counted = {"texts": count("texts", run.texts, language), "rows": count("rows", rows, language)}
    some, trust = parse_rows(run.manifest.plan.rows), "trust"
    if some.kind != "all":
        used = sum(count_rows(some, len(text.sides[side].tokens)) for text in run.manifest.texts)
        trust, counted["used"] = f"trust_{some.kind}", count("rows", used, language)
    if run.manifest.model is None:
        line = word("trust_given", language, **counted)
    else:
        line = word(trust, language, dtype=run.manifest.model.dtype.removeprefix("torch."), **counted)
    notes = (own_matrices(run, language, site=site), stopped_words(run, language))
    return word("clause_comma", language).join((line, *filter(None, notes)))


def own_matrices(run: Run, language: str, *, site: str | None = None) -> str | None:
    """That a site (else which of all) came as weights that the model's own code made; None where none did."""
    names = [each.site for each in run.sites if each.route == "softmax" and site in (None, each.site)]
    return word("route_softmax", language, sites=sites_text(map(parse_site, names))) if names else None


def stopped_words(run: Run, language: str) -> str | None:
    """That a run was stopped early and what it holds of what was asked; None for a complete one."""
    asked = run.manifest.asked
    if run.manifest.state != "partial" or asked is None:
        return None
    values = {"sites": len(run.sites), "all_sites": asked.sites, "texts": run.texts, "all_texts": asked.texts}
    return word("stopped_early", language, **values)


def faith_line(run: Run, language: str) -> str:
    """What the self-check measured when the run was made."""
    faith = run.manifest.faith
    if faith is None:
        return word("faith_none", language)
    key = "faith_passed" if faith.passed else "faith_failed"
    maps = "faith_no_maps" if faith.max_abs_diff is None else "faith_maps"
    return word(
        key,
        language,
        maps=word(maps, language, prefix=f"{faith.max_abs_diff or 0.0:.1e}"),
        output=word("output_same" if faith.output_unchanged else "output_rounded", language),
        full=f"{faith.full_length_diff:.1e}",
        tolerance=f"{faith.tolerance:.0e}",
    )
