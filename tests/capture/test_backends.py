"""A run says which way each site was computed, and either way holds the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

import headscope as hs
from headscope.capture.plan import Plan
from headscope.stream import fused
from tests.folders import save_model

pytest.importorskip("numba")
TEXT = "The cat sits on the mat, and it rains while we read long letters from home."


def arrays_of(run: hs.Run, site: str) -> dict[str, np.ndarray]:
    return {name: run.array(site, name, 0) for place, name in run.arrays.arrays if place == site}


@pytest.mark.parametrize("kind", ["bert", "llama"])
@pytest.mark.parametrize("segments", [None, "clause"])
def test_a_site_without_rows_is_fused_and_holds_what_the_rows_gave(
    tmp_path: Path, kind: str, segments: str | None
) -> None:
    folder = str(save_model(tmp_path / kind, kind))
    rows, without = (hs.observe(folder, TEXT, plan=Plan(keep=keep, segments=segments)) for keep in ("weights", "none"))
    assert {site.backend for site in rows.sites} == {"rows"}
    assert {site.backend for site in without.sites} == {"fused"}
    for site in rows.sites:
        kept, found = arrays_of(rows, site.site), arrays_of(without, site.site)
        assert set(kept) - set(found) == {"weights"}
        for name, values in found.items():
            if name != "top_key":
                np.testing.assert_allclose(values, kept[name], atol=1e-5, rtol=1e-5, err_msg=name)


def test_without_numba_a_run_holds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(save_model(tmp_path / "bert"))
    first = hs.observe(folder, TEXT, plan=Plan(keep="none"))
    monkeypatch.setattr(fused.importlib.util, "find_spec", lambda name: None)
    second = hs.observe(folder, TEXT, plan=Plan(keep="none"))
    assert [[site.backend for site in run.sites] for run in (first, second)] == [["fused"] * 3, ["rows"] * 3]
    for name, values in arrays_of(first, "L1").items():
        np.testing.assert_allclose(values, arrays_of(second, "L1")[name], atol=1e-5, rtol=1e-5, err_msg=name)


@pytest.mark.parametrize("rows", ["sample:12", "last:5"])
def test_some_rows_are_fused_and_are_what_blocks_of_rows_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    folder = str(save_model(tmp_path / "llama", "llama"))
    first = hs.observe(folder, TEXT, plan=Plan(rows=rows))
    monkeypatch.setattr(fused.importlib.util, "find_spec", lambda name: None)
    second = hs.observe(folder, TEXT, plan=Plan(rows=rows))
    assert [[site.backend for site in run.sites] for run in (first, second)] == [["fused"] * 3, ["rows"] * 3]
    for name, values in arrays_of(first, "L2").items():
        np.testing.assert_allclose(values, arrays_of(second, "L2")[name], atol=1e-5, rtol=1e-5, err_msg=name)


def test_queries_and_keys_of_torch_are_fused_those_of_numpy_are_not() -> None:
    q = torch.randn(2, 30, 8, generator=torch.Generator().manual_seed(0))
    ours, theirs = (
        hs.from_qkv(q, q, mask="causal", keep="none"),
        hs.from_qkv(q.numpy(), q.numpy(), mask="causal", keep="none"),
    )
    assert [run.sites[0].backend for run in (ours, theirs)] == ["fused", "rows"]
    for name, values in arrays_of(ours, "L0").items():
        np.testing.assert_allclose(values, arrays_of(theirs, "L0")[name], atol=1e-5, rtol=1e-5, err_msg=name)
