"""Whole studies of translating models: the head and the row that were planted are found in every family."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from headscope.capture.erasure import erase_source
from headscope.capture.pairs import prepare_pairs
from headscope.errors import BadOption, BadText
from headscope.readings.alignment import read_alignment
from headscope.readings.alignment_directions import Direction
from headscope.readings.alignment_plan import AlignmentPlan
from headscope.readings.alignment_report import open_alignment
from headscope.readings.pharaoh import GoldLinks, links_line
from headscope.store.run import open_run
from headscope.studies.alignment import AlignmentTask, study_alignment
from tests.planted_translation import FAMILIES, Planted, observed
from tests.studies.translating import falls_of, falls_one_by_one, hidden, translating


def read(made: Planted, **fixed):
    run = observed(made)
    gold = [GoldLinks(links, links) for links in made.gold]
    direction = Direction(run, tuple(range(len(made.gold))), falls_of(made))
    return read_alignment(direction, gold=gold, plan=AlignmentPlan(**fixed))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("row", ["input", "output"])
def test_the_planted_head_and_its_row_are_found(family: str, row: str) -> None:
    made = translating(family, rows=(row,), count=16)
    report = read(made)
    head = made.input_head if row == "input" else made.output_head
    site = head.split(".")[0]
    assert report.row == row
    assert report.choice.best.reading.place in (head, site)  # the whole layer where its other heads do not disturb
    assert report.aer == 0
    best = min(report.heads, key=lambda one: (one.aer, -one.agreement))
    assert (best.head, best.aer) == (head, 0)
    off_by_one = next(one for one in report.readings if one.place == site and one.row != row)
    assert off_by_one.aer > 0.5


@pytest.mark.parametrize("family", FAMILIES)
def test_both_rows_have_their_own_head_in_one_model(family: str) -> None:
    made = translating(family, count=16)
    for row, head in (("input", made.input_head), ("output", made.output_head)):
        report = read(made, row=row)
        best = min(report.heads, key=lambda one: (one.aer, -one.agreement))
        assert (best.head, best.aer, report.aer) == (head, 0, 0)


@pytest.mark.parametrize("family", ["marian", "nllb", "t5", "llama"])
def test_hiding_words_together_is_hiding_them_one_by_one(family: str) -> None:
    made = translating(family, count=4)
    prepared = prepare_pairs(made.loaded, made.pairs, languages=made.languages, prompt=made.prompt)
    for pair, found, links in zip(prepared, erase_source(made.loaded, prepared), made.gold, strict=True):
        np.testing.assert_allclose(found, falls_one_by_one(made, pair, hidden), atol=1e-4)
        assert {(int(row.argmax()), place) for place, row in enumerate(found)} == links


def written(folder: Path, made: Planted) -> tuple[Path, Path]:
    def words(text: str, spans) -> str:
        return " ".join(text[start:end] for start, end in spans)

    pairs, gold = folder / "pairs.txt", folder / "gold.txt"
    lines = [f"{words(p.source, p.source_words)} ||| {words(p.target, p.target_words)}\n" for p in made.pairs]
    pairs.write_text("".join(lines), "utf-8")
    gold.write_text("".join(links_line(links) + "\n" for links in made.gold), "utf-8")
    return pairs, gold


def test_a_study_reads_files_and_keeps_its_report_in_the_run(tmp_path: Path) -> None:
    made = translating("marian", count=12)
    pairs, gold = written(tmp_path, made)
    task = AlignmentTask(pairs, gold, languages=made.languages, out=tmp_path / "run")
    report = study_alignment(made.loaded.model, task, tokenizer=made.loaded.tokenizer)
    assert (report.aer, report.gold.diagonal.value < -0.3) == (0, True)
    assert open_alignment(tmp_path / "run") == report
    assert open_run(tmp_path / "run").texts == 12
    assert [{link[:2] for link in pair.links} for pair in report.pairs] == [set(links) for links in made.gold]


@pytest.mark.parametrize("family", ["marian", "llama"])
def test_batches_give_the_links_of_the_single_pair(tmp_path: Path, family: str) -> None:
    made = translating(family, count=12)
    pairs, _ = written(tmp_path, made)
    alone, together = (
        study_alignment(
            made.loaded.model,
            AlignmentTask(pairs, languages=made.languages, prompt=made.prompt, batch=batch),
            tokenizer=made.loaded.tokenizer,
        )
        for batch in (1, 5)
    )
    for one, other in zip(alone.pairs, together.pairs, strict=True):
        assert [link[:2] for link in one.links] == [link[:2] for link in other.links]
        np.testing.assert_allclose(one.shares, other.shares, atol=1e-4)


@pytest.mark.parametrize(
    ("lines", "gold", "error", "message"),
    [
        ("a b ||| α β\n", "0-5\n", BadOption, "line 1"),
        ("a b ||| α β\na ||| α\n", "0-0\n", BadOption, "line 2"),
        ("a b |||\n", None, BadText, "line 1"),
        (f"{'a ' * 80}||| α\n", None, BadText, "Source of pair 1"),
    ],
)
def test_bad_files_are_refused_by_line(tmp_path: Path, lines: str, gold: str | None, error, message: str) -> None:
    made = translating("marian", count=1)
    (tmp_path / "pairs").write_text(lines, "utf-8")
    if gold is not None:
        (tmp_path / "gold").write_text(gold, "utf-8")
    task = AlignmentTask(tmp_path / "pairs", tmp_path / "gold" if gold else None, languages=made.languages)
    with pytest.raises(error, match=message):
        study_alignment(made.loaded.model, task, tokenizer=made.loaded.tokenizer)
