"""The claims on translation, read from what docs/make_alignment.py measured (docs/measured)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from headscope.readings.alignment_report import AlignedPair, AlignmentReport, open_alignment
from headscope.readings.phrases import phrase_pairs
from headscope.show.alignment_lines import interval, rate, reading_name
from tests import test_concept_document as document

MEASURED = Path(__file__).resolve().parent / "measured"
BY = "`headscope align pocket:translate`, docs/alignment.md"
WAYS = {"en-zh": "English to Chinese", "zh-en": "Chinese to English"}
Cells = tuple[str, str, str, str, str, str]


def alignment_claims(holds: str, fails: str) -> Iterator[Cells]:
    """Number, claim, what is measured, by what, result and verdict; `holds` and `fails` are the words of the file."""
    reports = {name: open_alignment(MEASURED / f"alignment-{name}.json") for name in WAYS}

    def verdict(is_so: bool) -> str:
        return holds if is_so else fails

    better = [one.gold is not None and one.gold.diagonal is not None and one.gold.diagonal.ci[1] < 0
              for one in reports.values()]  # fmt: skip
    yield (
        "S53, S54", "The attention of a translating model shows which words correspond",
        "alignment error rate against gold aligned by hand, beside a straight line's (AER, %)", BY,
        "; ".join(f"{WAYS[name]}: {_scores(one)}" for name, one in reports.items()),
        f"{verdict(all(better))} of one small model, read at the layer and row that are chosen without gold; "
        f"{_worse(reports)} of its layers, rows and methods have a higher error rate than the straight line",
    )  # fmt: skip
    report = reports["en-zh"]
    pair = report.pairs[0]
    right = _right(pair)
    wanted = list(zip(document.CHINESE, document.ENGLISH, strict=True))
    yield (
        "S54", "我 corresponds to I (0.8), 自然 to natural (0.7), ... in a model", "source word with the largest share",
        BY, ", ".join(f"{chinese}→{_best(pair, chinese)}" for chinese, _ in wanted),
        f"{verdict(all(right.values()))} of the pocket model, {sum(right.values())} of {len(right)} words",
    )  # fmt: skip
    has_block = _has_block(pair)
    yield (
        "S55", "语言处理 corresponds to the combination “language processing” in a model",
        "whether the two words of each side form a block consistent with the links", BY,
        "a consistent block" if has_block else "no consistent block", f"{verdict(has_block)} of the pocket model",
    )  # fmt: skip


def _scores(one: AlignmentReport) -> str:
    best = one.choice.best.reading
    ends = "" if one.ci is None else f" ({interval(one.ci, 'en', is_signed=False)})"
    named = reading_name(best.place, one.row, one.method, "en")
    return f"{rate(one.aer)}{ends} against {rate(one.baseline_diagonal_aer)}, {named}"


def _worse(reports: dict[str, AlignmentReport]) -> str:
    """How many whole-layer readings the straight line beats, of how many."""
    known = [(cell.aer, one.baseline_diagonal_aer) for one in reports.values() for cell in one.readings]
    return f"{sum(a is not None and b is not None and a > b for a, b in known)} of {len(known)}"


def _best(pair: AlignedPair, word: str) -> str:
    if pair.shares is None:
        raise ValueError("the report holds no shares of its first pair")
    row = pair.shares[pair.target.index(word)]
    place = max(range(len(row)), key=row.__getitem__)
    return f"{pair.source[place]} {row[place]:.2f}"


def _right(pair: AlignedPair) -> dict[str, bool]:
    return {
        chinese: _best(pair, chinese).split()[0] == english
        for chinese, english in zip(document.CHINESE, document.ENGLISH, strict=True)
    }


def _has_block(pair: AlignedPair) -> bool:
    source = tuple(pair.source.index(word) for word in ("language", "processing"))
    target = tuple(pair.target.index(word) for word in ("语言", "处理"))
    blocks = phrase_pairs([(link[0], link[1]) for link in pair.links])
    return any((block.source, block.target) == (source, target) for block in blocks)
