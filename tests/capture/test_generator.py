"""Texts of a generator are drawn as they are needed and written as they come: many take no more memory than few."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
import zarr
from transformers import BertConfig, BertModel

import headscope as hs
from headscope.capture.traced import resident_bytes
from headscope.errors import BadInput, BadOption, BadText
from headscope.models.load import Loaded, loaded_from
from headscope.store.run import PARTIAL
from tests.folders import WORDS, tokenizer


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    torch.manual_seed(0)
    sizes = {"vocab_size": 120, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    model = BertModel(BertConfig(**sizes, intermediate_size=16, max_position_embeddings=32))
    return loaded_from(model.eval(), tokenizer(with_special=True))


def lines(count: int) -> Iterator[str]:
    """Sentences of three to eight words."""
    rng = np.random.default_rng(0)
    for _ in range(count):
        yield " ".join(rng.choice(WORDS, rng.integers(3, 9)))


@pytest.mark.slow
def test_two_thousand_texts_take_no_more_memory_than_two_hundred(
    loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headscope.store.write.FLUSH_BYTES", 4 << 20)
    held: dict[int, int] = {}

    def watched() -> Iterator[str]:
        for number, line in enumerate(lines(2000)):
            if number in (200, 1999):
                gc.collect()
                held[number] = resident_bytes()
            yield line

    run = hs.observe(loaded, watched(), plan=hs.Plan(batch=8), out=tmp_path / "run")
    assert run.texts == 2000
    arrays = sum(zarr.open_array(str(file.parent)).nbytes for file in (tmp_path / "run/sites").rglob("zarr.json"))
    assert arrays > 8 << 20  # 54 MiB where they wait in memory, with what small arrays take beside their numbers
    assert held[1999] - held[200] <= 16 << 20  # what waits for the disk, what the manifest will say, what is freed late


def test_texts_are_drawn_no_earlier_than_they_are_needed(loaded: Loaded, tmp_path: Path) -> None:
    drawn, done = 0, []

    def counted() -> Iterator[str]:
        nonlocal drawn
        for line in lines(30):
            drawn += 1
            yield line

    def progress(stage: str, rows: int, _total: int, where: str = "") -> None:
        if where and (not done or done[-1][0] != drawn):
            done.append((drawn, rows))

    hs.observe(loaded, counted(), plan=hs.Plan(batch=4), out=tmp_path / "run", progress=progress)
    assert [text for text, _ in done] == [4, 8, 12, 16, 20, 24, 28, 30]


@pytest.mark.parametrize("batch", [1, 4])
def test_a_generator_gives_the_run_of_the_list(loaded: Loaded, tmp_path: Path, batch: int) -> None:
    plan = hs.Plan(keep="weights", batch=batch)
    run = hs.observe(loaded, lines(10), plan=plan, out=tmp_path / "run")
    listed = hs.observe(loaded, list(lines(10)), plan=plan)
    assert run.manifest.texts == listed.manifest.texts
    assert hs.open(tmp_path / "run").manifest.texts == listed.manifest.texts
    for text in range(10):
        np.testing.assert_array_equal(run.array("L0", "weights", text), listed.array("L0", "weights", text))


def test_what_nobody_asked_to_keep_is_not_kept_as_lengths_are_not_known(loaded: Loaded, tmp_path: Path) -> None:
    run = hs.observe(loaded, lines(3), out=tmp_path / "run")
    assert run.manifest.plan.keep == "none"
    assert not run.has("L0", "weights")


def test_rows_are_sampled_as_in_a_list(loaded: Loaded, tmp_path: Path) -> None:
    plan = hs.Plan(rows="sample:3", seed=5)
    run, listed = (
        hs.observe(loaded, lines(4), plan=plan, out=tmp_path / "run"),
        hs.observe(loaded, [*lines(4)], plan=plan),
    )
    for text in range(4):
        np.testing.assert_array_equal(run.array("L0", "row_query", text), listed.array("L0", "row_query", text))


@pytest.mark.parametrize("batch", [1, 3])
def test_ctrl_c_leaves_the_texts_that_were_done(loaded: Loaded, tmp_path: Path, batch: int) -> None:
    def stopped() -> Iterator[str]:
        yield from lines(7)
        raise KeyboardInterrupt

    with pytest.raises(hs.Stopped) as stop:
        hs.observe(loaded, stopped(), plan=hs.Plan(batch=batch), out=tmp_path / "run")
    run = hs.open(tmp_path / "run")
    whole = 7 // batch * batch
    assert (run.manifest.state, run.texts, stop.value.run.texts) == ("partial", whole, whole)
    assert run.manifest.asked is not None
    assert run.manifest.asked.texts == whole
    listed = hs.observe(loaded, [*lines(7)], plan=hs.Plan(keep="none", batch=batch))
    for text in range(whole):
        np.testing.assert_array_equal(run.array("L0", "entropy_bits", text), listed.array("L0", "entropy_bits", text))


def test_a_text_that_cannot_be_read_leaves_nothing_behind(loaded: Loaded, tmp_path: Path) -> None:
    with pytest.raises(BadText, match="empty"):
        hs.observe(loaded, iter(["a dog", "a cat", ""]), out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
    assert not (tmp_path / f"run{PARTIAL}").exists()


def test_no_text_at_all_is_refused(loaded: Loaded) -> None:
    with pytest.raises(BadText, match="empty"):
        hs.observe(loaded, iter(()))


def test_a_run_in_memory_is_told_to_grow(loaded: Loaded, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    hs.observe(loaded, lines(2), out=tmp_path / "run")
    assert not caplog.records
    assert hs.observe(loaded, lines(2)).texts == 2
    assert "grows" in caplog.text


def test_what_cannot_be_known_beforehand_is_refused(loaded: Loaded, tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="generator") as refused:
        hs.observe(loaded, lines(2), plan=hs.Plan(memory="2GiB"), out=tmp_path / "run")
    assert "生成器" in refused.value.text("zh")
    with pytest.raises(BadInput, match="got 1"):
        hs.observe(loaded, lines(2), words=[[(0, 1)]], out=tmp_path / "run")
