"""Pictures: the pixels are those of the model's own processor, the patches lie where its convolution cut them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from headscope.errors import BadInput
from headscope.models.given import prepare_given
from headscope.models.pictures import as_seen, prepare_picture, read_picture
from tests.folders import save_model
from tests.media import clip, hearing, photo, processor, tone, vision


def test_pixels_are_those_of_the_model_s_own_processor() -> None:
    vit = vision("ViT")
    prepared = prepare_picture(vit, photo())
    expected = processor()(images=Image.fromarray(photo()), return_tensors="pt")["pixel_values"]
    torch.testing.assert_close(prepared.inputs["pixel_values"], expected)


def test_the_picture_kept_is_the_one_the_model_saw() -> None:
    prepared = prepare_picture(vision("ViT"), photo())
    resized = np.asarray(Image.fromarray(photo()).resize((32, 32), Image.Resampling.BILINEAR))
    np.testing.assert_array_equal(prepared.pictures["image"], resized)
    assert prepared.pictures["image"].dtype == np.uint8


@pytest.mark.parametrize(
    ("name", "options", "leading"),
    [
        ("ViT", {}, ["[CLS]"]),
        ("Dinov2", {}, ["[CLS]"]),
        ("Dinov2WithRegisters", {"num_register_tokens": 3}, ["[CLS]", "[REG1]", "[REG2]", "[REG3]"]),
        ("DeiT", {}, ["[CLS]", "[DIST]"]),
        ("CLIPVision", {}, ["[CLS]"]),
        ("SiglipVision", {"vision_use_head": False}, []),
    ],
)
def test_patches_follow_the_class_and_register_tokens(
    name: str, options: dict[str, object], leading: list[str]
) -> None:
    side = prepare_picture(vision(name, **options), photo()).sides["image"]
    labels = [f"r{row}c{column}" for row in range(4) for column in range(4)]
    assert [token.text for token in side.tokens] == [*leading, *labels]
    assert [token.text for token in side.tokens if token.is_special] == leading
    assert side.source.splitlines()[1] == "r1c0 r1c1 r1c2 r1c3"
    assert [side.source[token.start : token.end] for token in side.tokens[len(leading) :]] == labels
    assert side.grid is not None
    assert (side.grid.rows, side.grid.columns, side.grid.first) == (4, 4, len(leading))


def test_a_patch_s_name_is_where_its_pixels_are() -> None:
    """One bright patch: the embedding of the token of its name changes, and no other."""
    dino = vision("Dinov2")
    plain = np.zeros((32, 32, 3), np.uint8)
    bright = plain.copy()
    bright[16:24, 8:16] = 255
    dino.processor.do_resize = False
    seen = [prepare_picture(dino, picture) for picture in (plain, bright)]
    with torch.no_grad():
        before, after = (dino.model.embeddings(one.inputs["pixel_values"])[0] for one in seen)
    changed = (before - after).abs().amax(-1) > 0
    tokens = seen[0].sides["image"].tokens
    assert [token.text for token, is_changed in zip(tokens, changed, strict=True) if is_changed] == ["r2c1"]


def test_pictures_need_not_be_square() -> None:
    dino = vision("Dinov2")
    dino.processor.size = {"height": 20, "width": 50}  # what 8 does not divide, no patch covers
    grid = prepare_picture(dino, photo()).sides["image"].grid
    assert grid is not None
    assert (grid.rows, grid.columns, grid.height, grid.width) == (2, 6, 20, 50)


def test_a_processor_that_normalises_nothing_is_undone_too() -> None:
    plain = processor(do_normalize=False)
    values = plain(images=photo(), return_tensors="pt", input_data_format="channels_last")["pixel_values"]
    resized = np.asarray(Image.fromarray(photo()).resize((32, 32), Image.Resampling.BILINEAR))
    np.testing.assert_array_equal(as_seen(values, plain), resized)


def test_a_photograph_is_turned_as_its_camera_was_held(tmp_path: Path) -> None:
    picture = Image.fromarray(photo())
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rows are columns
    picture.save(tmp_path / "turned.png", exif=exif)
    np.testing.assert_array_equal(read_picture(tmp_path / "turned.png"), np.rot90(photo(), -1))


def test_grey_and_transparent_pictures_become_three_channels(tmp_path: Path) -> None:
    Image.fromarray(photo()[..., 0]).save(tmp_path / "grey.png")
    Image.fromarray(np.dstack([photo(), photo()[..., :1]])).save(tmp_path / "clear.png")
    assert read_picture(tmp_path / "grey.png").shape == (40, 60, 3)
    assert read_picture(tmp_path / "clear.png").shape == (40, 60, 3)


def test_what_is_no_picture_is_refused_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "note.png").write_text("no picture")
    for path, reason in ((tmp_path / "none.png", "no such file"), (tmp_path / "note.png", "cannot identify")):
        with pytest.raises(BadInput, match=reason) as caught:
            prepare_picture(vision("ViT"), str(path))
        assert "图片读不出来" in caught.value.text("zh")
    with pytest.raises(BadInput, match=r"got an array of float64 \[40, 60, 3\]"):
        prepare_picture(vision("ViT"), photo() / 255.0)


def test_a_picture_goes_to_models_of_pictures_only(tmp_path: Path) -> None:
    import transformers

    from headscope.models.load import loaded_from

    bert = loaded_from(transformers.AutoModel.from_pretrained(save_model(tmp_path / "bert")).eval())
    with pytest.raises(BadInput, match=r"got a picture for .*, expected text"):
        prepare_given(bert, None, image=photo())
    with pytest.raises(BadInput, match=r"got a picture for .*, expected sound"):
        prepare_given(hearing("Wav2Vec2"), None, image=photo())
    with pytest.raises(BadInput, match=r"got a sound for .*, expected image"):
        prepare_given(vision("ViT"), None, sound=tone())
    with pytest.raises(BadInput, match=r"got a text for .*, expected image"):
        prepare_given(vision("ViT"), "a cat")


def test_two_towers_want_both_their_inputs() -> None:
    both = clip()
    for given in ({"text": "a cat"}, {"text": None, "image": photo()}):
        with pytest.raises(BadInput, match="expected text, image"):
            prepare_given(both, **given)  # type: ignore[arg-type]
    assert set(prepare_given(both, "a cat", image=photo()).sides) == {"text", "image"}


def test_a_model_without_a_processor_says_so() -> None:
    from dataclasses import replace

    with pytest.raises(BadInput, match=r"preprocessor_config\.json"):
        prepare_picture(replace(vision("ViT"), processor=None), photo())
