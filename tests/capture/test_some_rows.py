"""Runs of some rows: each row is what it is in a run of all rows, and what such a run cannot tell is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import headscope as hs
from headscope.base.axes import ROW_STATISTICS
from headscope.base.rows import chosen_rows, parse_rows
from headscope.errors import BadHeadId, BadOption, NotKept
from headscope.readings.statistics import statistics_json
from tests.folders import save_model

TEXTS = ["the cat sits on the mat and it rains. " * 30, "we read long letters from home, but the dog sleeps. " * 20]
FIELDS = ("entropy_bits", "mean_span_tokens", "first_token_share", "self_share", "peak_mean", "special_share")


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "llama", "llama", max_position_embeddings=700))


@pytest.fixture(scope="module")
def bart(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_model(tmp_path_factory.mktemp("models") / "bart", "bart", max_position_embeddings=128))


@pytest.fixture(scope="module")
def whole(llama: str) -> hs.Run:
    return hs.observe(llama, TEXTS, plan=hs.Plan(keep="none"))


@pytest.fixture(scope="module")
def sampled(llama: str, tmp_path_factory: pytest.TempPathFactory) -> hs.Run:
    folder = tmp_path_factory.mktemp("runs") / "sampled"
    return hs.observe(llama, TEXTS, plan=hs.Plan(rows="sample:60", seed=3), out=folder)


def test_every_sampled_row_is_the_row_of_a_whole_run(whole: hs.Run, sampled: hs.Run) -> None:
    for text in range(2):
        rows = sampled.array("L1", "row_query", text)[0]
        tokens = len(sampled.text(text, "text").tokens)
        assert rows.tolist() == chosen_rows(parse_rows("sample:60"), tokens, seed=3, text=text).tolist()
        for name in ROW_STATISTICS:
            all_rows = whole.array("L1", name, text)
            np.testing.assert_allclose(
                sampled.array("L1", f"row_{name}", text), all_rows[:, rows], rtol=1e-5, atol=2e-5
            )


def test_offsets_of_all_rows_add_up_to_those_of_a_whole_run(llama: str, whole: hs.Run) -> None:
    tokens = [len(whole.text(text, "text").tokens) for text in range(2)]
    run = hs.observe(llama, TEXTS[0], plan=hs.Plan(rows=f"sample:{tokens[0]}"))
    mass = run.array("L2", "row_offset_mass", 0).sum(axis=1)
    np.testing.assert_allclose(mass, whole.array("L2", "offset_mass", 0)[:, 0], atol=1e-4)
    seen = run.array("L2", "row_offset_seen", 0).sum(axis=1)
    np.testing.assert_array_equal(seen, whole.array("L2", "offset_rows", 0)[:, 0])
    best = run.array("L2", "row_previous_argmax", 0).sum(axis=1)
    np.testing.assert_allclose(best, whole.array("L2", "offset_argmax", 0)[:, 0, 15], atol=1e-5)


def test_means_are_estimates_near_the_exact_ones(whole: hs.Run, sampled: hs.Run) -> None:
    for truth, found in zip(hs.read(whole, "statistics"), hs.read(sampled, "statistics"), strict=True):
        assert truth.estimates == {}
        for name in FIELDS:
            one = found.estimates[name]
            assert (one.rows, one.value) == (120, getattr(found, name))
            assert abs(one.value - getattr(truth, name)) <= 6 * one.standard_error + 1e-6
        assert set(found.offset_mass) <= set(truth.offset_mass)
        assert found.first_token_norm_share is None
    told = statistics_json(hs.read(sampled, "statistics"))["heads"][0]["estimates"]["entropy_bits"]
    assert told["low"] < told["value"] < told["high"]


def test_the_last_rows_are_exact_and_speak_of_themselves(llama: str, whole: hs.Run) -> None:
    run = hs.observe(llama, TEXTS, plan=hs.Plan(rows="last:40"))
    rows = np.concatenate([whole.array("L0", "peak", text)[2, -40:] for text in range(2)])
    found = hs.read(run, "statistics", heads="L0.H2")[0]
    assert found.peak_mean == pytest.approx(rows.mean(), abs=1e-6)
    assert found.estimates == {}


@pytest.mark.parametrize("reading", ["patterns", "words", "edges"])
def test_what_needs_every_row_is_refused_with_the_way_out(sampled: hs.Run, reading: str) -> None:
    with pytest.raises(NotKept, match=r"holds sample:60 rows only.*observe again without --rows"):
        hs.read(sampled, reading)
    assert not any(sampled.has("L0", name) for name in ("received", "image_mean", "top_weight", "offset_mass"))


def test_both_sides_of_a_pair_are_sampled(bart: str) -> None:
    given = {"text": "the cat sits on the mat and it rains", "target": "a dog sleeps and we read long letters"}
    whole = hs.observe(bart, plan=hs.Plan(keep="none"), **given)
    some = hs.observe(bart, plan=hs.Plan(rows="sample:8"), **given)
    for site in ("E0", "X1", "L1"):
        rows = some.array(site, "row_query", 0)[0]
        for name in ("entropy_bits", "self_mass", "span_tokens"):
            expected = whole.array(site, name, 0)[:, rows]
            np.testing.assert_allclose(some.array(site, f"row_{name}", 0), expected, atol=2e-5)


@pytest.mark.parametrize(
    ("plan", "error", "words"),
    [
        (hs.Plan(rows="sample:400"), BadOption, "sample:400 for text 0, expected at most"),
        (hs.Plan(rows="sample:1"), BadOption, "Rows are not readable"),
        (hs.Plan(rows="sample:9", keep="qk"), BadOption, "do not go together"),
        (hs.Plan(heads="L9.H0"), BadHeadId, "Head is not in the model"),
        (hs.Plan(heads="five"), BadHeadId, "Head id is not readable"),
        (hs.Plan(heads="L1.H0", layers="0"), BadOption, "none in common"),
    ],
)
def test_plans_that_cannot_be_are_refused(llama: str, plan: hs.Plan, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        hs.observe(llama, TEXTS, plan=plan)


def test_only_sites_with_a_named_head_are_observed(llama: str, tmp_path: Path) -> None:
    run = hs.observe(llama, TEXTS[1], plan=hs.Plan(heads="L0.H1,L2.*"), out=tmp_path / "run")
    assert [site.site for site in run.sites] == ["L0", "L2"]
    assert run.manifest.plan.heads == "L0.H1,L2.*"
