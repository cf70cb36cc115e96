"""What a report on alignment says in sentences: the reading and why, the score beside its baselines, the caution."""

from __future__ import annotations

from collections.abc import Iterator

from headscope.readings.alignment_report import AlignmentReport, Difference, GoldScores
from headscope.readings.alignment_score import AlignmentScore
from headscope.show.claims import count, word
from headscope.show.labels import visible_label
from headscope.show.role_tables import points, signed_points


def reading_lines(report: AlignmentReport, language: str) -> Iterator[str]:
    """Which reading was chosen, by what, how far ahead of the next; how the links were joined."""
    choice = report.choice
    space = word("sentence_space", language)
    said = [
        word("aligned_given" if report.is_given else "aligned_chosen", language, reading=_reading(report, language)),
        *_agreement(report, language),
    ]
    runner = choice.runner_up
    if runner is not None and choice.lead is not None and choice.lead_ci is not None:
        named = reading_name(runner.reading.place, runner.reading.row, runner.reading.method, language)
        said.append(
            word(
                "aligned_runner_up", language, reading=named, lead=points(choice.lead),
                interval=interval(choice.lead_ci, language),
            )
        )  # fmt: skip
        if choice.lead_ci[0] <= 0 <= choice.lead_ci[1]:
            said.append(word("aligned_tied", language))
    yield space.join(said)
    other = report.reverse
    if other is not None:
        place = other.head or word("place_layer_number", language, layer=other.layer)
        named = word("reading_name", language, place=place, **_row_and_method(other.row, other.method, language))
        yield word("aligned_reverse", language, model=visible_label(other.model), reading=named)
    yield word(
        "aligned_links", language, how=word(f"symmetrised_{report.symmetrised.replace('-', '_')}", language),
        alone=f"{report.null_words:,}", words=f"{report.target_words:,}",
    )  # fmt: skip


def alignment_in_brief(report: AlignmentReport, language: str) -> str:
    """The reading and its score in one line, for the findings of the run."""
    found = rates(report, language)
    if report.gold is None:
        found = word(f"aligned_brief_{report.chosen_by}", language, **_agreement_values(report, language))
    pairs = count("pairs", len(report.pairs), language)
    return word("aligned_brief", language, pairs=pairs, reading=_reading(report, language), found=found)


def gold_lines(report: AlignmentReport, language: str) -> Iterator[str]:
    """The score against gold, beside the diagonal's and the best layer's; nothing without gold."""
    gold = report.gold
    if gold is None:
        yield word("aligned_no_gold", language)
        return
    yield word("aligned_gold", language, rates=rates(report, language))
    diagonal = _difference(gold.diagonal, language)
    if report.baseline_diagonal_aer is not None:
        yield _told("aligned_diagonal", diagonal, language, aer=points(report.baseline_diagonal_aer))
    best = reading_name(gold.best_place, gold.best_row, gold.best_method, language)
    chosen = report.choice.best.reading.place, report.row, report.method
    if chosen == (gold.best_place, gold.best_row, gold.best_method):
        yield word("aligned_best_same", language)
    else:
        yield _told(
            "aligned_best", _difference(gold.to_best, language), language, reading=best, aer=rate(gold.best_aer)
        )
    if gold.doubtful_links:  # else the precision above is that of the sure links
        yield _by_doubt(gold, language)


def score_lines(score: AlignmentScore, language: str) -> Iterator[str]:
    """A file of links against gold."""
    pairs, links = count("pairs", score.pairs, language), count("links", score.links, language)
    yield word("scored", language, pairs=pairs, links=links, rates=rates(score, language))
    yield word("scored_caution", language)


def rates(found: AlignmentReport | AlignmentScore, language: str) -> str:
    """Error rate with its interval, precision, recall, F1, in per cent."""
    return word(
        "rates", language, aer=rate(found.aer),
        interval="–" if found.ci is None else interval(found.ci, language, is_signed=False),
        precision=rate(found.precision), recall=rate(found.recall), f1=rate(found.f1),
    )  # fmt: skip


def reading_name(place: str, row: str, method: str, language: str) -> str:
    """A reading in words.

    >>> reading_name("X3", "output", "norm", "en")
    'layer X3 (all heads), at the step that predicts the word, by norms'
    """
    named = word("place_head" if ".H" in place else "place_layer", language, place=visible_label(place))
    return word("reading_name", language, place=named, **_row_and_method(row, method, language))


def rate(value: float | None) -> str:
    """A fraction in per cent; a dash where there is nothing to divide by."""
    return "–" if value is None else points(value)


def interval(ci: tuple[float, float], language: str, *, is_signed: bool = True) -> str:
    """An interval in per cent or points for a sentence.

    >>> interval((-0.051, 0.2), "en"), interval((0.1, 0.2), "zh", is_signed=False)
    ('−5.1 to +20.0', '10.0 至 20.0')
    """
    low, high = (signed_points(end) if is_signed else points(end) for end in ci)
    return word("interval", language, low=low, high=high)


def _agreement(report: AlignmentReport, language: str) -> Iterator[str]:
    """What the reading agrees with and how far; whether a straight line does as well."""
    best, null = report.choice.best, report.diagonal_agreement
    pairs = count("pairs", report.choice.pairs, language)
    yield word(f"aligned_by_{report.chosen_by}", language, pairs=pairs, **_agreement_values(report, language))
    if report.chosen_by == "erasure" and null is not None:
        key = "aligned_above_line" if best.ci[0] > null else "aligned_not_above_line"
        yield word(key, language, diagonal=points(null))


def _agreement_values(report: AlignmentReport, language: str) -> dict[str, str]:
    best = report.choice.best
    if report.chosen_by == "erasure":
        return {"agreement": points(best.agreement), "interval": interval(best.ci, language, is_signed=False)}
    found = {"agreement": points(best.agreement), "exchanged": points(best.exchanged)}
    return found | {"contrast": signed_points(best.contrast), "interval": interval(best.ci, language)}


def _reading(report: AlignmentReport, language: str) -> str:
    best = report.choice.best.reading
    return reading_name(best.place, report.row, report.method, language)


def _row_and_method(row: str, method: str, language: str) -> dict[str, str]:
    return {"row": word(f"row_{row}", language), "method": word(f"method_{method}", language)}


def _difference(found: Difference | None, language: str) -> str | None:
    if found is None:
        return None
    key = "difference_open" if found.ci[0] <= 0 <= found.ci[1] else "difference"
    return word(key, language, value=signed_points(found.value), interval=interval(found.ci, language))


def _told(key: str, difference: str | None, language: str, **values: str) -> str:
    """A sentence with its difference, or the shorter one where there is none."""
    if difference is None:
        return word(f"{key}_alone", language, **values)
    return word(key, language, difference=difference, **values)


def _by_doubt(gold: GoldScores, language: str) -> str:
    return word(
        "aligned_doubt", language, sure=rate(gold.sure_precision), doubtful=rate(gold.doubtful_precision),
        sure_links=count("links", gold.sure_links, language),
        doubtful_links=count("links", gold.doubtful_links, language),
    )  # fmt: skip
