"""Hand-made reports on alignment: three layers of two heads, read by the step that predicts the word."""

from __future__ import annotations

from headscope.readings.alignment_choice import Agreed, Choice
from headscope.readings.alignment_maps import Reading
from headscope.readings.alignment_report import (
    FORMAT,
    AlignedPair,
    AlignmentReport,
    Difference,
    GoldScores,
    HeadAlignment,
    ReadingScore,
    ReverseReading,
    Together,
)
from tests.show.made import HOSTILE

# error rates of each layer by row and method, and of its heads; what is left of 1 agrees
WAYS = (("input", "attention"), ("input", "norm"), ("output", "attention"), ("output", "norm"))
RATES = {"X0": (0.71, 0.62, 0.83, 0.8), "X1": (0.5, 0.44, 0.37, 0.243), "X2": (0.9, 0.91, 0.4, 0.29)}
HEAD_RATES = {"X0": (0.9, 0.85), "X1": (0.3, 0.26), "X2": (0.55, 0.33)}
MODEL = {"model": "pocket", "architecture": "MarianMTModel", "fingerprint": "0" * 64, "version": "0.1.0", "seed": 0}


def agreed(reading: Reading, contrast: float, exchanged: float) -> Agreed:
    """A reading with what exchanged sources leave of its agreement."""
    return Agreed(reading, exchanged + contrast, exchanged, contrast, (contrast - 0.04, contrast + 0.04))


def choice(*, head: str | None = None, lead: float = 0.05, tie: bool = False, exchanged: float = 0.0) -> Choice:
    """X1 (or one of its heads) before X2."""
    best = agreed(Reading("X1", head, "output", "norm"), 0.55, exchanged)
    second = agreed(Reading("X2", None, "output", "norm"), 0.55 - lead, exchanged)
    return Choice(best, second, lead, (-0.011 if tie else 0.012, 0.09), 40)


def matrix_pair() -> AlignedPair:
    """The pair of the concept document, with one doubtful link and two words that go together."""
    source = ("I", "love", "natural", "language", "processing")
    target = ("我", "爱", "自然", "语言", "处理", "。")
    links = (
        (0, 0, 0.82, "sure"), (1, 1, 0.75, "doubtful"), (2, 2, 0.7, "sure"),
        (3, 3, 0.4, "sure"), (3, 4, 0.31, "doubtful"), (4, 4, 0.6, "sure"),
    )  # fmt: skip
    shares = (
        (0.82, 0.1, 0.05, 0.02, 0.01), (0.15, 0.75, 0.05, 0.03, 0.02), (0.05, 0.05, 0.7, 0.15, 0.05),
        (0.04, 0.03, 0.13, 0.4, 0.4), (0.01, 0.02, 0.06, 0.31, 0.6), (0.2, 0.2, 0.2, 0.2, 0.2),
    )  # fmt: skip
    return AlignedPair(source, target, links, (Together((3, 4), (3, 4)),), shares)


def apart_pair() -> AlignedPair:
    """One source word for two target words with another between them; no map is kept."""
    links = ((1, 0, 0.5, "sure"), (1, 2, 0.45, "doubtful"), (0, 1, 0.9, "sure"))
    return AlignedPair(("mange", "not"), ("ne", "eat", "pas"), links, (Together((0, 1), (0, 2)),), None)


def pairs() -> tuple[AlignedPair, ...]:
    """Six pairs: one of each kind, one from right to left, one without any link, and the first again."""
    turned = AlignedPair(
        ("I", "love", "peace"), ("אני", "אוהב", "שלום"), ((0, 0, 0.8, "sure"), (2, 2, 0.66, "doubtful")), (),
        ((0.8, 0.1, 0.1), (0.3, 0.4, 0.3), (0.2, 0.14, 0.66)),
    )  # fmt: skip
    split = AlignedPair(
        ("今天", "天气"), ("the", "weather", "today"),
        ((0, 2, 0.7, "sure"), (1, 0, 0.5, "doubtful"), (1, 1, 0.9, "sure")),
        (Together((1, 1), (0, 1)),), ((0.5, 0.5), (0.1, 0.9), (0.7, 0.3)),
    )  # fmt: skip
    empty = AlignedPair(("one",), ("两", "个"), (), (), ((1.0,), (1.0,)))
    return (matrix_pair(), apart_pair(), turned, split, empty, matrix_pair())


def gold(**changes: object) -> GoldScores:
    """The chosen links beat the diagonal; gold would take the same layer."""
    values: dict[str, object] = {
        "diagonal": Difference(-0.353, (-0.401, -0.302)), "best_place": "X1", "best_row": "output",
        "best_method": "norm", "best_aer": 0.243, "to_best": Difference(0.0, (0.0, 0.0)), "sure_precision": 0.884,
        "doubtful_precision": 0.516, "sure_links": 512, "doubtful_links": 93,
    }  # fmt: skip
    return GoldScores(**(values | changes))  # type: ignore[arg-type]


def alignment_report(*, has_gold: bool = True, has_reverse: bool = False, **changes: object) -> AlignmentReport:
    """A report whose numbers hang together, chosen by erasure or by a reverse model; without gold, only agreement."""
    exchanged = 0.2 if has_reverse else 0.0

    def scored(rate: float) -> tuple[object, ...]:
        known = (rate, (rate - 0.03, rate + 0.03)) if has_gold else (None, None)
        return (*known, 1.0 - rate, exchanged, (0.97 - rate - exchanged, 1.03 - rate - exchanged))

    readings = tuple(
        ReadingScore(place, *way, *scored(rate))  # type: ignore[arg-type]
        for place, rates in RATES.items()
        for way, rate in zip(WAYS, rates, strict=True)
    )
    heads = tuple(
        HeadAlignment(f"{place}.H{number}", *scored(rate))  # type: ignore[arg-type]
        for place, rates in HEAD_RATES.items()
        for number, rate in enumerate(rates)
    )
    values: dict[str, object] = {
        "format": FORMAT, **MODEL, "layer": 1, "head": None, "row": "output", "method": "norm",
        "aer": 0.251, "precision": 0.781, "recall": 0.703, "f1": 0.7399, "ci": (0.221, 0.284),
        "baseline_diagonal_aer": 0.604, "gold": gold(), "choice": choice(exchanged=exchanged), "is_given": False,
        "symmetrised": "none", "reverse": None, "chosen_by": "erasure", "diagonal_agreement": 0.31,
        "null_words": 17, "target_words": 1234, "heads": heads, "readings": readings, "pairs": pairs(),
    }  # fmt: skip
    if not has_gold:
        absent = ("aer", "precision", "recall", "f1", "ci", "baseline_diagonal_aer", "gold")
        values |= dict.fromkeys(absent)
    if has_reverse:
        reverse = {"reverse": reverse_reading(), "symmetrised": "grow-diag"}
        values |= {"chosen_by": "reverse", "diagonal_agreement": None, **reverse}
    return AlignmentReport(**(values | changes))  # type: ignore[arg-type]


def reverse_reading() -> ReverseReading:
    """The same model the other way round."""
    return ReverseReading("pocket", 2, None, "output", "attention")


def hostile_alignment() -> AlignmentReport:
    """A report whose every word tries to break out of a page or a terminal."""
    bad = "[bold]meaning:\x1b[31m"
    size = len(HOSTILE)
    links = tuple((place, place, 0.5, "doubtful" if place % 2 else "sure") for place in range(size))
    shares = tuple(tuple(float(row == column) for column in range(size)) for row in range(size))
    pair = AlignedPair(HOSTILE, HOSTILE[::-1], links, (), shares)
    other = AlignedPair((bad, HOSTILE[0]), (HOSTILE[7], bad), ((0, 0, 0.5, "sure"), (1, 0, 0.4, "sure")), (), None)
    return alignment_report(model=HOSTILE[0], pairs=(pair, other))
