"""The sample models of pictures and sounds, where they are in the cache."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import headscope as hs
from headscope.capture.doctor import examine
from headscope.models.given import prepare_given
from headscope.models.load import load_model
from headscope.models.pictures import made_up_picture
from headscope.models.samples import sample_folder
from headscope.models.sounds import made_up_sound

pytestmark = pytest.mark.large
SAID = "The old man counted the boats twice."


def _folder(name: str) -> Path:
    folder = sample_folder(name)
    if folder is None:
        pytest.skip(f"sample model {name} is not in the cache: scripts/models {name}")
    return folder


def _eager(name: str, **given: Any) -> Any:
    """The model's own maps in float64."""
    loaded = load_model(name, dtype="float64")
    loaded.model.set_attn_implementation("eager")
    with torch.no_grad():
        return loaded.model(**prepare_given(loaded, None, **given).inputs, output_attentions=True)


@pytest.mark.parametrize("name", ["dinov2-small", "whisper-base"])
def test_doctor_passes(name: str) -> None:
    _folder(name)
    found = examine(name, [SAID], hs.Plan())
    assert found.passed
    assert found.faith is not None
    assert found.faith.max_abs_diff <= 1e-4
    assert len(found.faith.layers) == {"dinov2-small": 12, "whisper-base": 18}[name]


def test_dinov2_reads_patches_as_its_own_float64_maps_say() -> None:
    _folder("dinov2-small")
    run = hs.observe("dinov2-small", image=made_up_picture(), plan=hs.Plan(dtype="float64"))
    grid = run.manifest.texts[0].sides["image"].grid
    assert grid is not None
    assert (grid.rows, grid.columns, grid.first) == (16, 16, 1)
    for layer, theirs in enumerate(_eager("dinov2-small", image=made_up_picture()).attentions):
        np.testing.assert_allclose(run.array(f"L{layer}", "weights", 0), theirs[0].numpy(), atol=1e-6)


def test_a_head_of_dinov2_reads_the_patch_above_and_one_the_patch_to_the_left() -> None:
    """Positions seen on any picture: what is one row up lies a row's length of tokens before."""
    _folder("dinov2-small")
    run = hs.observe("dinov2-small", image=made_up_picture())
    best = {
        name: max(
            float(np.mean(run.array(site.site, "weights", 0)[head, rows, rows - back]))
            for site in run.sites
            for head in range(site.heads)
        )
        for name, back, rows in (("above", 16, np.arange(17, 257)), ("left", 1, np.arange(2, 257)))
    }
    assert best["above"] >= 0.5
    assert best["left"] >= 0.3


def test_whisper_reads_time_as_its_own_float64_maps_say() -> None:
    folder = _folder("whisper-base")
    run = hs.observe(
        "whisper-base", sound=made_up_sound(), target=SAID, plan=hs.Plan(dtype="float64", keep="alignment")
    )
    maps = _eager("whisper-base", sound=made_up_sound(), target=SAID).cross_attentions
    for layer, theirs in enumerate(maps):
        np.testing.assert_allclose(run.array(f"X{layer}", "weights", 0), theirs[0].numpy(), atol=1e-6)
    told = json.loads((folder / "generation_config.json").read_text("utf-8"))
    known = [[3, 1], [4, 2], [4, 3], [4, 7], [5, 1], [5, 2], [5, 4], [5, 6]]
    assert told["alignment_heads"] == known
    sound = run.text(0, "sound")
    assert len(sound.tokens) == 1500
    assert sum(token.is_special for token in sound.tokens) == 1450
    target = [token.text for token in run.text(0, "target").tokens]
    assert target[0] == "<|startoftranscript|>"
    assert target[2:6] == ["<|transcribe|>", "<|notimestamps|>", "The", "old"]
