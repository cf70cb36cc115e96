"""What pocket:translate learns from: simplified, split without leaks, and free of what it will be asked."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "pocket"))
pytest.importorskip("opencc", reason="opencc is not installed")

import translate_data  # noqa: E402
from translate_data import read_splits  # noqa: E402


def written(folder: Path, lines: list[str]) -> Path:
    file = folder / "pairs.tsv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def many(count: int) -> list[str]:
    return [f"Word{number} goes home.\t甲{number}回家。" for number in range(count)]


def test_characters_are_simplified_and_doubles_fall_together(tmp_path: Path) -> None:
    splits = read_splits(written(tmp_path, [*many(1100), "The book.\t這本書。", "The book.\t这本书。"]), [])
    everything = [*splits.training, *splits.watching, *splits.scoring]
    assert everything.count(("The book.", "这本书。")) == 1
    assert not any("書" in chinese for _, chinese in everything)


def test_no_sentence_stands_on_two_sides_of_the_split(tmp_path: Path) -> None:
    """Chains of shared sentences (A1, A2, B2, B3) stay whole."""
    linked = [line for n in range(60) for line in (f"A{n} x.\t乙{n}。", f"A{n} x.\t丙{n}。", f"B{n} y.\t丙{n}。")]
    splits = read_splits(written(tmp_path, [*linked, *many(1200)]), [])
    sides = [{side for pair in part for side in pair} for part in (splits.training, splits.watching, splits.scoring)]
    assert sum(map(len, sides)) == len(set.union(*sides))
    assert (len(splits.watching), len(splits.scoring)) == (translate_data.HELD_OUT, translate_data.HELD_OUT)


@pytest.mark.parametrize(
    ("line", "is_left_out"),
    [
        ("One two three four five six.\t甲。", True),
        ("Zero, ONE two three four five six seven!\t甲。", True),
        ("One two three four five.\t甲。", False),
        ("Short one!\t甲。", True),
        ("Not so short one!\t甲。", False),
        ("A.\t他说一二三四五六七。", True),
        ("A.\t一二三四五。", False),
        ("A.\t短句。", True),
    ],
)
def test_lines_that_share_six_words_or_are_a_forbidden_sentence_are_left_out(
    tmp_path: Path, line: str, is_left_out: bool
) -> None:
    forbidden = tmp_path / "forbidden.txt"
    forbidden.write_text("One two three four five six seven. Short one. ||| 一二三四五六。\n短句", encoding="utf-8")
    splits = read_splits(written(tmp_path, [line, *many(1100)]), [forbidden])
    assert splits.forbidden_count == int(is_left_out)


def test_the_same_file_gives_the_same_pairs(tmp_path: Path) -> None:
    file = written(tmp_path, many(1100))
    assert read_splits(file, []) == read_splits(file, [])
    assert read_splits(file, []).sha256 != read_splits(file, [], seed=1).sha256


def test_neither_gold_nor_concept_document_is_in_what_the_model_learned_from() -> None:
    pairs, document = SHARED / "data" / "parallel" / "tatoeba-en-zh.tsv", SHARED / "concept.zh.md"
    if not (pairs.is_file() and document.is_file()):
        pytest.skip("the parallel text is not here (../shared)")
    record = json.loads((ROOT / "src/headscope/pocket/translate/training.json").read_text("utf-8"))
    gold = ROOT / "tests" / "data" / "pocket-gold.pairs"
    asked = read_splits(pairs, [document, gold], record["seed"])
    assert asked.forbidden_count == 0
    assert asked.sha256 == record["data_sha256"]
