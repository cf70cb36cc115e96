"""What an observation would take is told before it runs, and a plan that does not fit is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import headscope as hs
from headscope.capture import cost
from headscope.capture.cost import estimate_cost
from headscope.capture.observe import load_given, observe_prepared
from headscope.capture.plan import parse_bytes
from headscope.capture.short_runs import made_up
from headscope.cli.main import main
from headscope.errors import BadOption, BadText
from headscope.store.run import MemoryArrays
from tests.folders import save_model

TEXT = "the cat sits on the mat and it rains. " * 20


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("models") / "llama"
    return str(save_model(folder, "llama", max_position_embeddings=6000, num_hidden_layers=2))


@pytest.mark.parametrize("rows", ["all", "sample:200"])
def test_disk_is_what_the_arrays_take_before_compression(llama: str, rows: str) -> None:
    plan = hs.Plan(rows=rows)
    found = plan.cost(llama, 600)
    loaded = load_given(llama, None, plan)
    run = observe_prepared(loaded, [made_up(loaded, 600)], plan)
    assert isinstance(run.arrays, MemoryArrays)
    assert found.disk_bytes == sum(values.nbytes for values in run.arrays.arrays.values())
    assert (found.tokens, found.time_s > 0) == (600, True)


def test_longer_texts_and_more_of_them_cost_more(llama: str) -> None:
    short, long, many = (estimate_cost(llama, tokens, plan=hs.Plan(keep="none")) for tokens in (300, 5000, [300] * 40))
    assert short.disk_bytes < long.disk_bytes
    assert short.peak_bytes <= long.peak_bytes
    assert many.disk_bytes == 40 * short.disk_bytes
    assert many.tokens == 12_000


def test_both_sides_of_a_pair_are_counted(tmp_path: Path) -> None:
    found = hs.Plan(keep="none").cost(str(save_model(tmp_path / "bart", "bart")), 40)
    assert found.disk_bytes > 0


def test_more_tokens_than_the_model_reads_are_refused(llama: str) -> None:
    with pytest.raises(BadText, match="7000 tokens, expected at most 6000"):
        hs.Plan().cost(llama, 7000)


def test_a_plan_that_does_not_fit_is_refused_with_what_it_needs(llama: str, tmp_path: Path) -> None:
    with pytest.raises(BadOption, match=r"got 50MB, expected about \d+\.\d+ GiB for \d+ tokens"):
        hs.observe(llama, TEXT, plan=hs.Plan(memory="50MB"), out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
    assert hs.observe(llama, TEXT, plan=hs.Plan(memory="64GiB")).texts == 1


@pytest.fixture
def quiet_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that holds 100 MiB, and of which nobody knows how it grows; no time is lost on measuring time."""
    monkeypatch.setattr(cost, "times_of", lambda run, longest: {longest: 1.0})
    monkeypatch.setattr(cost, "kernel_costs", lambda *_: [])
    monkeypatch.setattr(cost, "peak_bytes", lambda: 100 << 20)
    monkeypatch.setattr(cost, "resident_bytes", lambda: 100 << 20)


def refused(model: str, plan: hs.Plan, tokens: int) -> BadOption:
    loaded = load_given(model, None, plan)
    with pytest.raises(BadOption, match="Memory is too small") as told:
        cost.refuse_what_does_not_fit(loaded, [made_up(loaded, tokens)], plan, is_stored=True)
    assert told.value.values["tokens"] == tokens
    return told.value


@pytest.mark.usefixtures("quiet_process")
def test_the_refusal_names_what_would_fit(llama: str) -> None:
    """Keeping less where that is enough, else fewer rows, else a shorter text, else nothing."""
    tokens, plans = 2500, {"weights": hs.Plan(keep="weights"), "none": hs.Plan(keep="none")}
    plans["rows"] = hs.Plan(keep="none", rows=cost.FEWER_ROWS)
    needed = {name: plan.cost(llama, tokens).peak_bytes for name, plan in plans.items()}
    short = plans["rows"].cost(llama, 300).peak_bytes
    assert short < needed["rows"] < needed["none"] < needed["weights"]

    def middle(one: int, other: int) -> str:
        return f"{(one + other) // 2}B"

    kept = refused(llama, replace(plans["weights"], memory=middle(needed["none"], needed["weights"])), tokens)
    assert kept.key == "memory_exceeded_keep"
    # Measured twice; what threads happen to hold differs by some tens of KiB.
    assert parse_bytes(str(kept.values["less"])) == pytest.approx(needed["none"], rel=0.01)
    between = middle(needed["rows"], needed["none"])
    for plan in (plans["weights"], plans["none"]):
        looked = refused(llama, replace(plan, memory=between), tokens)
        assert looked.key == "memory_exceeded_rows"
        assert f"--rows {cost.FEWER_ROWS}" in looked.text("en")
        assert f"--rows {cost.FEWER_ROWS}" in looked.text("zh")
    allowed = (short + needed["rows"]) // 2
    shorter = refused(llama, replace(plans["rows"], memory=f"{allowed}B"), tokens)
    assert shorter.key == "memory_exceeded_tokens"
    fits = int(str(shorter.values["fits"]))
    assert 300 < fits < tokens
    for length, is_enough in ((fits - 150, True), (fits + 150, False)):
        assert (plans["rows"].cost(llama, length).peak_bytes <= allowed) == is_enough
    assert refused(llama, replace(plans["none"], memory="50MB"), tokens).key == "memory_exceeded"


@pytest.mark.parametrize("text", ["", "2", "GiB", "0MB", "2 gallons", "-1GB"])
def test_memory_without_number_or_unit_is_refused(text: str) -> None:
    with pytest.raises(BadOption, match="Memory is not readable"):
        parse_bytes(text)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_command_says_the_cost_and_observes_nothing(
    llama: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    words = ["observe", llama, TEXT, "-o", str(tmp_path / "run"), "--rows", "sample:50", "--cost", "--lang", language]
    for more in ([], ["--json"]):
        with pytest.raises(SystemExit) as stop:
            main([*words, *more])
        assert stop.value.code in (0, None)
    out = capsys.readouterr().out
    assert ("内存峰值" if language == "zh" else "memory at the peak") in out
    told = json.loads(out[out.index("{") :])
    assert set(told) == {
        "tokens", "time_s", "peak_bytes", "disk_bytes", "measured_tokens", "matrix_bytes", "matrix_module",
    }  # fmt: skip
    assert (told["matrix_bytes"], told["matrix_module"]) == (0, "")
    assert not (tmp_path / "run").exists()


@pytest.mark.slow
def test_peak_memory_is_told_within_a_fifth(llama: str) -> None:
    asked = "import headscope as hs; print(hs.Plan(keep='none').cost({0!r}, 5000).peak_bytes)"
    done = (
        "from headscope.capture.observe import *; from headscope.capture.short_runs import made_up;"
        "plan = Plan(keep='none');"
        "loaded = load_given({0!r}, None, plan);"
        "run = observe_prepared(loaded, [made_up(loaded, 5000)], plan); print(run.manifest.peak_bytes)"
    )
    told, held = (
        int(
            subprocess.run([sys.executable, "-c", code.format(llama)], check=True, capture_output=True).stdout.split()[
                -1
            ]
        )
        for code in (asked, done)
    )
    assert 0.8 <= told / held <= 1.2
