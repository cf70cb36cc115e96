"""Ctrl-C in the middle of an observation: what was done is a run that opens, and says that it is partial."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import headscope as hs
from headscope.capture import stop as stop_module
from headscope.capture.passes import Pass
from headscope.cli.main import main
from headscope.models.tap import Tapped
from headscope.show.claims import trust_line
from headscope.store.run import PARTIAL
from tests.folders import save_model

LONG = "the cat sits on the mat and it rains. " * 30
TEXTS = ["The cat sits on the mat.", "A dog sleeps while it rains.", "We read long letters from home."]
Press = Callable[[int], None]


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "bert"))


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "llama", "llama", max_position_embeddings=700))


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    """Presses Ctrl-C before the n-th attention call is taken, counted from 0 (each model here has three layers)."""
    listen = Pass.listen

    def at(call: int) -> None:
        calls = iter(range(1000))

        def pressed(self: Pass, tapped: Tapped) -> None:
            if next(calls) == call:
                signal.raise_signal(signal.SIGINT)
            listen(self, tapped)

        monkeypatch.setattr(Pass, "listen", pressed)

    return at


def test_the_layers_done_are_a_partial_run_that_opens(bert: str, tmp_path: Path, press: Press) -> None:
    whole = hs.observe(bert, TEXTS)
    press(2)
    with pytest.raises(hs.Stopped):
        hs.observe(bert, TEXTS, out=tmp_path / "run")
    run = hs.open(tmp_path / "run")
    assert run.manifest.state == "partial"
    assert [site.site for site in run.sites] == ["L0", "L1"]
    assert run.texts == 1
    for name in ("weights", "peak", "received", "image_mean", "offset_mass"):
        np.testing.assert_array_equal(run.array("L1", name, 0), whole.array("L1", name, 0))
    assert "stopped early: 2 of 3 sites, 1 of 3 texts" in trust_line(run, "en")
    assert len(hs.read(run, "patterns")) == 8


@pytest.mark.parametrize("flush_bytes", [1, 64 << 20])
def test_whole_texts_are_kept_in_every_layer(
    bert: str, tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch, flush_bytes: int
) -> None:
    monkeypatch.setattr("headscope.store.write.FLUSH_BYTES", flush_bytes)
    whole = hs.observe(bert, TEXTS)
    press(7)  # in the third text, when its first layer is in the run already
    with pytest.raises(hs.Stopped):
        hs.observe(bert, TEXTS, out=tmp_path / "run")
    run = hs.open(tmp_path / "run")
    assert (len(run.sites), run.texts) == (3, 2)
    for site in ("L0", "L1", "L2"):
        for text in range(2):
            np.testing.assert_array_equal(run.array(site, "weights", text), whole.array(site, "weights", text))
            np.testing.assert_array_equal(run.array(site, "top_key", text), whole.array(site, "top_key", text))


def test_a_run_in_memory_comes_with_the_interruption(bert: str, press: Press) -> None:
    press(1)
    with pytest.raises(KeyboardInterrupt) as stop:
        hs.observe(bert, TEXTS[0])
    assert isinstance(stop.value, hs.Stopped)
    assert stop.value.run.array("L0", "peak", 0).shape == (4, 9)
    assert not stop.value.run.has("L1", "peak")


def test_ctrl_c_between_blocks_of_rows_leaves_the_layers_before(llama: str) -> None:
    told: list[int] = []

    def pressed(stage: str, done: int, total: int, where: str = "", /) -> None:
        if where == "L2":
            told.append(done)
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(hs.Stopped) as stop:
        hs.observe(llama, LONG, plan=hs.Plan(keep="weights", rows_per_block=32), progress=pressed)
    tokens = len(stop.value.run.text(0, "text").tokens)
    assert told == [2 * tokens + 32]
    assert [site.site for site in stop.value.run.sites] == ["L0", "L1"]


def test_ctrl_c_inside_the_fused_pass_ends_it_and_leaves_the_layers_before(
    llama: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the second layer no thread ends its second block before it is told to stop: then none begins a third."""
    fused, fused_head = (
        pytest.importorskip("headscope.stream.fused"),
        pytest.importorskip("headscope.stream.fused_head"),
    )
    whole, stops = hs.observe(llama, LONG, plan=hs.Plan(keep="none")), list[threading.Event]()
    finish, began = fused_head.finish_block, list[tuple[int, int]]()

    def stop_of_pass() -> threading.Event:
        stops.append(threading.Event())
        return stops[-1]

    def held(scores: Any, low: Any, high: Any, own: Any, chunks: Any, here: Any, *rest: Any) -> None:
        began.append((len(stops), here.first_row))
        if len(stops) == 2 and here.first_row > 0:
            stops[1].wait(10)
        finish(scores, low, high, own, chunks, here, *rest)

    def pressed(stage: str, done: int, total: int, where: str = "", /) -> None:
        if where == "L1":
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(fused, "threading", SimpleNamespace(Event=stop_of_pass))
    monkeypatch.setattr(fused, "_TELL_S", 0.001)
    monkeypatch.setattr(fused_head, "finish_block", held)
    with pytest.raises(hs.Stopped):
        hs.observe(llama, LONG, plan=hs.Plan(keep="none"), out=tmp_path / "run", progress=pressed)
    assert sorted({row for site, row in began if site == 1}) == [0, 128, 256]
    assert sorted({row for site, row in began if site == 2}) == [0, 128]
    run = hs.open(tmp_path / "run")
    assert (run.manifest.state, [site.site for site in run.sites]) == ("partial", ["L0"])
    for name in ("peak", "received", "image_mean", "offset_mass"):
        np.testing.assert_array_equal(run.array("L0", name, 0), whole.array("L0", name, 0))


def test_before_the_first_layer_nothing_is_left(bert: str, tmp_path: Path, press: Press) -> None:
    press(0)
    with pytest.raises(KeyboardInterrupt) as stop:
        hs.observe(bert, TEXTS, out=tmp_path / "run")
    assert not isinstance(stop.value, hs.Stopped)
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_a_run_is_closed_leaves_the_whole_run(
    bert: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = stop_module.finish

    def pressed(*given: Any) -> hs.Run:
        signal.raise_signal(signal.SIGINT)
        return finish(*given)

    monkeypatch.setattr(stop_module, "finish", pressed)
    with pytest.raises(KeyboardInterrupt):
        hs.observe(bert, TEXTS, out=tmp_path / "run")
    assert hs.open(tmp_path / "run").manifest.state == "complete"
    assert [found.name for found in tmp_path.iterdir()] == ["run"]


def test_a_failure_while_a_run_is_closed_leaves_nothing(
    bert: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("headscope.store.write._flush", full)
    with pytest.raises(OSError, match="disk full"):
        hs.observe(bert, TEXTS, out=tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_a_complete_run_is_not_lost_to_a_partial_one(bert: str, tmp_path: Path, press: Press) -> None:
    hs.observe(bert, TEXTS[0], out=tmp_path / "run")
    press(1)
    with pytest.raises(hs.Stopped) as stop:
        hs.observe(bert, TEXTS[1], out=tmp_path / "run")
    assert hs.open(tmp_path / "run").manifest.state == "complete"
    assert stop.value.run.path == tmp_path / f"run{PARTIAL}"
    assert hs.open(tmp_path / f"run{PARTIAL}").text(0, "text").source == TEXTS[1]


@pytest.mark.parametrize(
    ("language", "said", "read"), [("en", "1 of 3 sites", "stopped early"), ("zh", "已中断", "提前停止")]
)
def test_the_command_line_says_what_is_left(
    bert: str, tmp_path: Path, press: Press, capsys: pytest.CaptureFixture[str], language: str, said: str, read: str
) -> None:
    press(1)
    out = str(tmp_path / "run")
    with pytest.raises(SystemExit) as stop:
        main(["observe", bert, TEXTS[0], "-o", out, "--lang", language])
    assert stop.value.code == 130
    told = capsys.readouterr().err
    assert said in told
    assert out in told
    with pytest.raises(SystemExit) as stop:
        main(["read", out, "--lang", language])
    assert not stop.value.code
    assert read in capsys.readouterr().err


def test_progress_counts_the_rows_of_every_site(bert: str) -> None:
    told: list[tuple[object, ...]] = []
    run = hs.observe(bert, TEXTS[:2], progress=lambda *step: told.append(step))
    rows = sum(len(run.text(number, "text").tokens) for number in range(2))
    seen = [step for step in told if step[0] == "observe"]
    assert seen[0] == ("observe", 0, 3 * rows)
    assert seen[-1] == ("observe", 3 * rows, 3 * rows, "L2")
    assert [step[3] for step in seen[1:]] == ["L0", "L1", "L2"] * 2


@pytest.mark.parametrize(
    ("plan", "rows"),
    [
        (hs.Plan(keep="none"), None),
        (hs.Plan(keep="weights", rows_per_block=32), None),
        (hs.Plan(rows="sample:200"), 200),
        (hs.Plan(rows="last:150"), 150),
    ],
)
def test_progress_grows_inside_a_layer_to_exactly_what_is_asked(
    llama: str, monkeypatch: pytest.MonkeyPatch, plan: hs.Plan, rows: int | None
) -> None:
    monkeypatch.setattr("headscope.stream.fused._TELL_S", 0.0)
    told: list[tuple[Any, ...]] = []
    run = hs.observe(llama, LONG, plan=plan, progress=lambda *step: told.append(step))
    seen = [step for step in told if step[0] == "observe"]
    each = rows or len(run.text(0, "text").tokens)
    assert {step[2] for step in seen} == {3 * each}
    done = [step[1] for step in seen]
    assert done == sorted(set(done))
    last = {step[3]: step[1] for step in seen[1:]}
    assert last == {"L0": each, "L1": 2 * each, "L2": 3 * each}
    if plan.keep == "weights":
        assert len(seen) == 1 + 3 * -(-each // 32)
