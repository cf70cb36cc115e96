"""What `headscope align` finds, as records: they are printed, stored in a run and packed for the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from headscope.readings.alignment_choice import Choice
from headscope.readings.report_file import open_kept

FORMAT = 1
READING = "alignment"
Doubt = Literal["sure", "doubtful"]
AlignedLink = tuple[int, int, float, Doubt]  # source word, target word, share of the target word's row, how found
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Together:
    """Words that are linked as a group: first and last word of each side."""

    source: Range
    target: Range


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """One pair read.

    Attributes:
        source, target: the words.
        links: `sure` where both ways of asking give the link, `doubtful` where one does.
        together: the smallest blocks with more than one word on a side.
        shares: the map that was read, [target word][source word]; None where the report holds as many as it may.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    links: tuple[AlignedLink, ...]
    together: tuple[Together, ...]
    shares: tuple[tuple[float, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """One way to read and what it scores: error rate against gold, agreement without.

    Attributes:
        place: a site or a head.
        aer, ci: of the links from target words to source words, and its 95 % interval over pairs; None without gold.
        agreement, exchanged: share of words that both ways of asking link alike, and the same with sources exchanged.
        agreement_ci: of `agreement - exchanged`.
    """

    place: str
    row: str
    method: str
    aer: float | None
    ci: tuple[float, float] | None
    agreement: float
    exchanged: float
    agreement_ci: tuple[float, float]


@dataclass(frozen=True, slots=True)
class HeadAlignment:
    """One head, read by the chosen row and method: its error rate where there is gold, its agreement always.

    The numbers are those of `ReadingScore`; `agreement_ci` is of `agreement - exchanged`.
    """

    head: str
    aer: float | None
    ci: tuple[float, float] | None
    agreement: float
    exchanged: float
    agreement_ci: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """Error rate of the reported links minus that of others, on the same pairs, with its 95 % interval."""

    value: float
    ci: tuple[float, float]


@dataclass(frozen=True, slots=True)
class GoldScores:
    """The reported links against gold, beside what a trivial rule and the best of all readings score.

    Attributes:
        diagonal: the chosen links minus the diagonal's; below 0 is better than the diagonal.
        best_place, best_row, best_method, best_aer: the best whole layer that gold itself would choose.
        to_best: the chosen reading minus that one, both from target words to source words.
        sure_precision, doubtful_precision: of the links by how they were found.
    """

    diagonal: Difference | None
    best_place: str
    best_row: str
    best_method: str
    best_aer: float | None
    to_best: Difference | None
    sure_precision: float | None
    doubtful_precision: float | None
    sure_links: int
    doubtful_links: int


@dataclass(frozen=True, slots=True)
class ReverseReading:
    """The model of the other direction, and how it was read."""

    model: str
    layer: int
    head: str | None
    row: str
    method: str


@dataclass(frozen=True, slots=True)
class AlignmentReport:
    """What `headscope align` finds.

    Attributes:
        layer, head, row, method: the reading; `head` is None where a whole layer is read.
        aer, precision, recall, f1, ci: of all links against gold (fractions); None without gold.
        baseline_diagonal_aer: the same gold against a straight line from first word to last.
        gold: more on gold; None without.
        heads: every head by the chosen row and method. readings: every layer by every row and method.
        choice: how the reading was chosen, and the runner-up. is_given: the user gave row, layer and method.
        symmetrised: how two directions were joined. reverse: the model of the other direction, where there is one.
        null_words: target words without a link. target_words: all of them.
        pairs: the pairs in order.
        chosen_by: what agreement is with: what the model loses without a word, or a model of the other direction.
        diagonal_agreement: of a straight line with erasure, the null of agreement there.
    """

    format: int
    model: str
    architecture: str
    fingerprint: str
    version: str
    seed: int
    layer: int
    head: str | None
    row: str
    method: str
    aer: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    ci: tuple[float, float] | None
    baseline_diagonal_aer: float | None
    gold: GoldScores | None
    choice: Choice
    is_given: bool
    symmetrised: str
    reverse: ReverseReading | None
    null_words: int
    target_words: int
    heads: tuple[HeadAlignment, ...]
    readings: tuple[ReadingScore, ...]
    pairs: tuple[AlignedPair, ...]
    chosen_by: Literal["erasure", "reverse"] = "reverse"
    diagonal_agreement: float | None = None


def open_alignment(path: str | Path) -> AlignmentReport:
    """A report from a JSON file that `headscope align --json` printed, or from a run that it wrote with `-o`.

    Raises:
        BadOption: there is no such file, it is no report, or of another format.

    >>> open_alignment("nowhere.json")
    Traceback (most recent call last):
    headscope.errors.BadOption: Alignment is missing: got 'nowhere.json', expected ...
    """
    return open_kept(path, AlignmentReport, name=READING, expected=FORMAT)
