"""Pictures and sounds observed: every site is one matrix over patches or frames, equal to the model's own."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import headscope as hs
from headscope.capture.doctor import examine
from headscope.capture.passes import Pass
from headscope.errors import BadInput, BadOption, BrokenRun
from headscope.models.given import prepare_given
from headscope.models.tap import Tapped
from headscope.store.layout import PICTURES
from headscope.store.pictures import picture_of
from headscope.store.run import MANIFEST
from headscope.store.write import save
from tests.media import clip, hearing, photo, saved, tone, vision, whisper, write_wav

TOLERANCE = 1e-5  # float32, other kernels
PICTURES_SEEN = [
    ("ViT", {}),
    ("Dinov2", {}),
    ("Dinov2WithRegisters", {"num_register_tokens": 3}),
    ("CLIPVision", {}),
    ("SiglipVision", {"vision_use_head": False}),
]


def own_maps(model: Any, **inputs: Any) -> Any:
    """What the model itself returns under eager attention."""
    before = model.config._attn_implementation
    model.set_attn_implementation("eager")
    with torch.no_grad():
        output = model(**inputs, output_attentions=True)
    model.set_attn_implementation(before)
    return output


@pytest.mark.parametrize(("name", "options"), PICTURES_SEEN)
def test_the_matrices_of_a_picture_are_the_model_s_own(name: str, options: dict[str, Any]) -> None:
    model = vision(name, **options)
    run = hs.observe(model, image=photo())
    maps = own_maps(model.model, **prepare_given(model, None, image=photo()).inputs).attentions
    assert [(site.site, site.query_side, site.key_side) for site in run.sites] == [
        (f"L{layer}", "image", "image") for layer in range(2)
    ]
    for layer, theirs in enumerate(maps):
        np.testing.assert_allclose(run.array(f"L{layer}", "weights", 0), theirs[0].numpy(), atol=TOLERANCE)


def test_a_learned_query_that_reads_all_patches_is_a_side_of_its_own() -> None:
    run = hs.observe(vision("SiglipVision"), image=photo())
    site = run.sites[-1]
    assert (site.query_side, site.key_side) == ("probe", "image")
    assert [token.text for token in run.text(0, "probe").tokens] == ["[PROBE]"]
    assert run.array(site.site, "weights", 0).shape == (4, 1, 16)


def test_a_run_keeps_how_patches_lie_and_the_picture_on_disk_too(tmp_path: Path) -> None:
    model = vision("Dinov2")
    run = hs.observe(model, image=[photo(), photo()[::-1]], out=tmp_path / "run")
    grid = run.manifest.texts[1].sides["image"].grid
    assert grid is not None
    assert (grid.rows, grid.columns, grid.patch_height, grid.height, grid.first) == (4, 4, 8, 32, 1)
    for number, picture in enumerate((photo(), photo()[::-1])):
        expected = prepare_given(model, None, image=picture).pictures["image"]
        for each in (run, hs.open(tmp_path / "run"), save(run, tmp_path / "copy")):
            seen = picture_of(each, number, "image")
            assert seen is not None
            np.testing.assert_array_equal(seen, expected)
    assert (tmp_path / "run" / PICTURES / "text1-image" / "zarr.json").is_file()


def _change(folder: Path, change: Any) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    change(manifest["texts"][0]["sides"]["image"]["grid"])
    (folder / MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "change",
    [
        lambda grid: grid.update(rows=5),
        lambda grid: grid.update(first=2),
        lambda grid: grid.update(first=-1),
        lambda grid: grid.update(height=10**6, width=10**6),
        lambda grid: grid.update(height=33),
        lambda grid: grid.update(patch_height=0),
        lambda grid: grid.update(patch_width=100),
    ],
)
def test_a_grid_that_cannot_be_is_refused(tmp_path: Path, change: Any) -> None:
    hs.observe(vision("ViT"), image=photo(), out=tmp_path / "run")
    _change(tmp_path / "run", change)
    with pytest.raises(BrokenRun):
        hs.open(tmp_path / "run")


def test_a_picture_of_other_numbers_than_bytes_is_refused(tmp_path: Path) -> None:
    hs.observe(vision("ViT"), image=photo(), out=tmp_path / "run")
    place = tmp_path / "run" / PICTURES / "text0-image" / "zarr.json"
    place.write_text(place.read_text().replace('"uint8"', '"int64"'))
    manifest = json.loads((tmp_path / "run" / MANIFEST).read_text())
    manifest["files"][f"{PICTURES}/text0-image/zarr.json"] = place.stat().st_size
    (tmp_path / "run" / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BrokenRun, match="pictures/text0-image"):
        hs.open(tmp_path / "run")


def test_two_towers_have_a_side_each() -> None:
    both = clip()
    run = hs.observe(both, "the cat sits on the mat", image=photo())
    assert {site.site: site.query_side for site in run.sites} == {
        "text:L0": "text", "text:L1": "text", "vision:L0": "image", "vision:L1": "image",
    }  # fmt: skip
    maps = own_maps(both.model, **prepare_given(both, "the cat sits on the mat", image=photo()).inputs)
    for tower, output in (("text", maps.text_model_output), ("vision", maps.vision_model_output)):
        for layer, theirs in enumerate(output.attentions):
            np.testing.assert_allclose(run.array(f"{tower}:L{layer}", "weights", 0), theirs[0].numpy(), atol=TOLERANCE)


def test_a_tower_is_told_by_its_name_where_both_sides_are_as_long() -> None:
    both = clip()
    words = "the cat sits on the mat a dog sleeps and it rains while we read"  # [CLS] 15 words [SEP]: 17 tokens
    run = hs.observe(both, words, image=photo())
    assert len(run.text(0, "text").tokens) == len(run.text(0, "image").tokens)
    assert {site.site: site.query_side for site in run.sites}["vision:L1"] == "image"
    assert {site.site: site.query_side for site in run.sites}["text:L1"] == "text"


@pytest.mark.parametrize("name", ["Wav2Vec2", "Hubert"])
def test_the_matrices_of_a_sound_are_the_model_s_own(name: str) -> None:
    model = hearing(name)
    run = hs.observe(model, sound=tone())
    maps = own_maps(model.model, **prepare_given(model, None, sound=tone()).inputs).attentions
    assert {(site.query_side, site.key_side) for site in run.sites} == {("sound", "sound")}
    for layer, theirs in enumerate(maps):
        np.testing.assert_allclose(run.array(f"L{layer}", "weights", 0), theirs[0].numpy(), atol=TOLERANCE)


def test_whisper_s_cross_attention_reads_the_target_against_time(tmp_path: Path) -> None:
    model = whisper()
    run = hs.observe(model, sound=write_wav(tmp_path / "tone.wav"), target="the cat sits")
    assert {site.site: (site.query_side, site.key_side) for site in run.sites} == {
        "E0": ("sound", "sound"), "E1": ("sound", "sound"), "L0": ("target", "target"), "L1": ("target", "target"),
        "X0": ("target", "sound"), "X1": ("target", "sound"),
    }  # fmt: skip
    prepared = prepare_given(model, None, "the cat sits", sound=tmp_path / "tone.wav")
    maps = own_maps(model.model, **prepared.inputs)
    for layer in range(2):
        for site, theirs in (
            ("E", maps.encoder_attentions),
            ("L", maps.decoder_attentions),
            ("X", maps.cross_attentions),
        ):
            np.testing.assert_allclose(
                run.array(f"{site}{layer}", "weights", 0), theirs[layer][0].numpy(), atol=TOLERANCE
            )
    record = run.manifest.texts[0]
    assert record.sides["sound"].frames is not None
    assert record.sides["sound"].frames.frame_s == 0.02
    assert [(label.input_row, label.output_row) for label in record.labels] == [(1, 0), (2, 1), (3, 2)]
    padding = np.array([token.is_special for token in run.text(0, "sound").tokens])
    share = run.array("X1", "weights", 0)[..., padding].sum(-1)
    np.testing.assert_allclose(run.array("X1", "special_mass", 0), share, atol=1e-5)


def test_as_many_pictures_as_texts_are_wanted() -> None:
    with pytest.raises(BadInput, match="text 2, image 1"):
        hs.observe(clip(), ["the cat", "a dog"], image=photo())


def test_what_a_picture_costs_is_not_known() -> None:
    with pytest.raises(BadOption, match="Cost is not known"):
        hs.observe(vision("ViT"), image=photo(), plan=hs.Plan(memory="8GiB"))


@pytest.mark.parametrize("make", [lambda: vision("Dinov2"), clip, lambda: hearing("Hubert"), whisper])
def test_the_doctor_brings_its_own_picture_or_sound(make: Any, tmp_path: Path) -> None:
    found = examine(str(saved(make(), tmp_path / "model")), ["the cat sits on the mat"], hs.Plan())
    assert found.passed
    assert found.faith is not None
    assert found.faith.max_abs_diff <= 1e-4


@pytest.mark.parametrize("is_stored", [True, False])
def test_a_run_that_was_stopped_keeps_the_pictures_of_its_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_stored: bool
) -> None:
    listen, calls = Pass.listen, iter(range(100))

    def pressed(self: Pass, tapped: Tapped) -> None:
        if next(calls) == 2:  # the second picture
            signal.raise_signal(signal.SIGINT)
        listen(self, tapped)

    monkeypatch.setattr(Pass, "listen", pressed)
    out = tmp_path / "run" if is_stored else None
    model = vision("ViT")
    with pytest.raises(hs.Stopped) as caught:
        hs.observe(model, image=[photo(), photo()[::-1]], out=out)
    run = hs.open(out) if out else caught.value.run
    assert (run.manifest.state, run.texts) == ("partial", 1)
    seen = picture_of(run, 0, "image")
    assert seen is not None
    np.testing.assert_array_equal(seen, prepare_given(model, None, image=photo()).pictures["image"])
