"""Judge the pattern reading on held-out heads: `scripts/bench patterns [--every N] [--noise N] [--development N]`.

Prints the confusion matrix, macro-F1 by number of tokens, mask and noise, how often kept weights and streamed
reductions agree, how well confidence fits accuracy, and how many heads without any preference get a pattern.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from headscope.readings.base import HeadPattern
from headscope.readings.patterns import LABELS, read_patterns
from headscope.testing import DEVELOPMENT, PatternCase, cases, generate, read_cases
from headscope.testing.pattern_runs import run_of_maps
from headscope.testing.patterns import MASKS, SIZES, uniform_noise

HELD_OUT_FILE = Path(__file__).parents[1] / "tests" / "data" / "patterns-heldout.json"
SECOND_FILE = HELD_OUT_FILE.with_name("patterns-heldout-second.json")
Judged = tuple[PatternCase, HeadPattern, HeadPattern]


def judge(held_out: Sequence[PatternCase]) -> list[Judged]:
    """Each case with what is read of it, by kept weights and by streamed reductions alone."""
    found = []
    for case in held_out:
        run = run_of_maps(generate(case))
        found.append((case, read_patterns(run)[0], read_patterns(run, use_weights=False)[0]))
    return found


def macro_f1(judged: Sequence[Judged], *, is_streamed: bool = False) -> float:
    """Mean F1 over the six labels."""
    pairs = [(case.label, (streamed if is_streamed else kept).label) for case, kept, streamed in judged]
    scores = []
    for label in LABELS:
        right = sum(true == found == label for true, found in pairs)
        wrong = sum((true == label) != (found == label) for true, found in pairs)
        scores.append(2 * right / max(2 * right + wrong, 1))
    return sum(scores) / len(scores)


def print_table(judged: Sequence[Judged], name: str, key: Callable[[PatternCase], object]) -> None:
    """Macro-F1 of both routes for each value of one condition."""
    for value in sorted({key(case) for case, _, _ in judged}, key=str):
        part = [one for one in judged if key(one[0]) == value]
        print(f"{name} {value!s:>16}  kept {macro_f1(part):.3f}  streamed {macro_f1(part, is_streamed=True):.3f}")


def main() -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="judge every n-th case only")
    options.add_argument("--noise", type=int, default=100, help="heads without preference per size and mask")
    options.add_argument("--development", type=int, default=0, help="judge this many seeds of the development families")
    options.add_argument("--second", action="store_true", help="judge the second held-out set")
    chosen = options.parse_args()
    families = cases(DEVELOPMENT, range(chosen.development)) if chosen.development else read_cases(HELD_OUT_FILE)
    families = read_cases(SECOND_FILE) if chosen.second else families
    judged = judge(families[:: chosen.every])
    confusion = Counter((case.label, kept.label) for case, kept, _ in judged)
    print("true \\ read".ljust(12) + "".join(label.rjust(10) for label in LABELS))
    for true in LABELS:
        print(true.ljust(12) + "".join(str(confusion[true, found]).rjust(10) for found in LABELS))
    print_table(judged, "tokens", lambda case: f"{case.tokens:03d}")
    print_table(judged, "N >= 16:", lambda case: case.tokens >= 16)
    print_table(judged, "tokens mask noise", lambda case: f"{case.tokens:03d} {case.mask} {case.noise}")
    misses = Counter((case.family, case.tokens, kept.label) for case, kept, _ in judged if kept.label != case.label)
    for (family, tokens, found), count in sorted(misses.items()):
        print(f"missed {family} N={tokens}: {count} read as {found}")
    print(f"routes agree on {sum(k.label == s.label for _, k, s in judged) / len(judged):.4f} of {len(judged)} heads")
    bins = Counter((round(kept.confidence * 5), kept.label == case.label) for case, kept, _ in judged)
    gaps = [
        abs(bins[b, True] - sum(k.confidence for _, k, _ in judged if round(k.confidence * 5) == b)) for b in range(6)
    ]
    print(f"expected calibration error of confidence {sum(gaps) / len(judged):.3f}")
    for tokens in SIZES:
        seeds = [(seed, mask) for seed in range(chosen.noise) for mask in MASKS]
        labels = [read_patterns(run_of_maps(uniform_noise(s, tokens, m)))[0].label for s, m in seeds]
        wrong = sum(label != "global" for label in labels)
        print(f"noise heads N={tokens}: {wrong} of {len(labels)} get a pattern")


if __name__ == "__main__":
    main()
