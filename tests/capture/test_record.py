"""What `capture.record` leaves at the sites of long texts: a base image, whose cells are those of kept weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import headscope as hs
from headscope.base.axes import base_level
from headscope.base.log_scale import RELATIVE_ERROR
from headscope.capture.given import Given, prepare_all
from headscope.capture.observe import load_given, observe_prepared
from headscope.capture.plan import Plan
from headscope.errors import NotKept
from headscope.store.tiles import CHANNELS, tile
from tests.folders import save_model
from tests.store.matrix import pooled, whole

LONG = "the cat sits on the mat and it rains while we read long letters from home, but the dog sleeps. " * 30
SHORTER = LONG[: len(LONG) * 9 // 10]


def check_site(run: hs.Run, kept: hs.Run, site: str, text: int = 0) -> None:
    """The tiles of the base image of the last head are cells of the weights that another run keeps."""
    weights = kept.array(site, "weights", text)[-1].astype(float)
    level = base_level(*weights.shape)
    assert level is not None
    for channel in CHANNELS:
        one = tile(run, f"{site}.H{len(kept.array(site, 'weights', text)) - 1}", level, 0, 0, channel, text=text)
        assert not one.is_exact
        expected = pooled(weights, 1 << level, channel)
        np.testing.assert_allclose(one.values, expected, rtol=RELATIVE_ERROR + 1e-4, atol=1e-6, err_msg=site)


def test_an_encoder_decoder_has_one_where_either_side_is_long(tmp_path: Path) -> None:
    folder = str(save_model(tmp_path / "bart", "bart", max_position_embeddings=700))
    run, kept = (
        hs.observe(folder, LONG, target="it rains and we read", plan=Plan(keep=k)) for k in ("none", "weights")
    )
    queries, keys = (len(run.text(0, side).tokens) for side in ("target", "source"))
    assert queries < 20 < 512 < keys
    for site in ("E0", "E1", "X0", "X1"):
        check_site(run, kept, site)
        assert not kept.has(site, "base_mass")
    assert not run.has("L0", "base_mass")
    assert whole(run, "X0.H0", 2, "mass").shape == (-(-queries // 4), -(-keys // 4))
    with pytest.raises(NotKept, match="L0"):
        tile(run, "L0.H0", 0, 0, 0)


def test_texts_of_a_batch_have_each_their_own(tmp_path: Path) -> None:
    folder = str(save_model(tmp_path / "llama", "llama", max_position_embeddings=700))
    texts = [SHORTER, LONG, "the cat sits"]
    plan = Plan(keep="none", batch=3)
    loaded = load_given(folder, None, plan)
    prepared = prepare_all(loaded, Given(text=texts), plan)
    run = observe_prepared(loaded, prepared, plan, out=tmp_path / "run")
    assert len({len(run.text(n, "text").tokens) for n in range(3)}) == 3
    kept = hs.observe(folder, texts, plan=Plan(keep="weights"))
    for text in (0, 1):
        check_site(run, kept, "L1", text)
    with pytest.raises(NotKept):
        tile(run, "L1.H0", 0, 0, 0, text=2)


def test_a_run_of_some_rows_has_none(tmp_path: Path) -> None:
    folder = str(save_model(tmp_path / "llama", "llama", max_position_embeddings=700))
    run = hs.observe(folder, LONG, plan=Plan(rows="sample:20"))
    assert not run.has("L0", "base_mass")
    with pytest.raises(NotKept, match="--keep qk"):
        tile(run, "L0.H0", 2, 0, 0)
