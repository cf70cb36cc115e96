"""Swin: windows become one matrix over the whole picture; what is right is computed patch by patch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
import transformers

import headscope as hs
from headscope.base.grid import Grid
from headscope.models.given import prepare_given
from headscope.models.load import Loaded, loaded_from
from headscope.models.windows import cells_of
from tests.media import photo, processor, sharpened

SIZE = 3


def swin(pixels: tuple[int, int]) -> Loaded:
    torch.manual_seed(0)
    config = transformers.SwinConfig(
        image_size=pixels, patch_size=4, embed_dim=12, depths=[2, 2], num_heads=[2, 3], window_size=SIZE
    )
    model = sharpened(transformers.SwinModel(config)).double()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "bias_table" in name:
                parameter.normal_()  # what is where in a window must matter
    return loaded_from(model, processor=processor(size={"height": pixels[0], "width": pixels[1]}))


def by_hand(loaded: Loaded, pixels: torch.Tensor) -> list[np.ndarray]:
    """The matrix [head, patch, patch] of each layer, patch by patch: each sees the patches that lie in its window after
    the shift, and not those that the shift has brought there from the other edge, but by a score 100 lower."""
    seen: list[torch.Tensor] = []
    hooks = [
        module.register_forward_pre_hook(lambda _, given, seen=seen: seen.append(given[0]))
        for name, module in loaded.model.named_modules()
        if name.endswith("layernorm_before")
    ]
    with torch.no_grad():
        loaded.model(pixel_values=pixels)
    for hook in hooks:
        hook.remove()
    layers = [module for module in loaded.model.modules() if hasattr(module, "set_shift_and_window_size")]
    rows, columns = pixels.shape[-2] // 4, pixels.shape[-1] // 4
    found = []
    for number, (layer, hidden) in enumerate(zip(layers, seen, strict=True)):
        if number == 2:
            rows, columns = -(-rows // 2), -(-columns // 2)
        size, shift = SIZE, SIZE // 2 if number % 2 else 0
        if min(rows, columns) <= size:
            size, shift = min(rows, columns), 0
        high, wide = -(-rows // size) * size, -(-columns // size) * size
        normed = layer.layernorm_before(hidden).detach()[0]
        cells = torch.zeros(high, wide, normed.shape[-1], dtype=normed.dtype)
        cells[:rows, :columns] = normed.reshape(rows, columns, -1)
        attention = layer.attention
        heads, width = attention.num_attention_heads, attention.head_dim
        q, k = (proj(cells).detach().reshape(high, wide, heads, width) for proj in (attention.q_proj, attention.k_proj))
        table = attention.relative_position_bias.relative_position_bias_table.detach()
        order = [(r, c) for r in range(rows) for c in range(columns)]
        order += [(r, c) for r in range(high) for c in range(wide) if r >= rows or c >= columns]
        weights = np.zeros((heads, len(order), len(order)))
        for place, (row, column) in enumerate(order):
            scores = np.full((heads, len(order)), -np.inf)
            for other, (key_row, key_column) in enumerate(order):
                at = [
                    ((one - shift) % count)
                    for one, count in ((row, high), (column, wide), (key_row, high), (key_column, wide))
                ]
                if at[0] // size != at[2] // size or at[1] // size != at[3] // size:
                    continue
                down, across = at[0] % size - at[2] % size, at[1] % size - at[3] % size
                bias = table[(down + size - 1) * (2 * size - 1) + across + size - 1].numpy()
                came_round = (shift and (at[0] >= high - shift) != (at[2] >= high - shift)) or (
                    shift and (at[1] >= wide - shift) != (at[3] >= wide - shift)
                )
                product = (q[row, column] * k[key_row, key_column]).sum(-1).numpy() * width**-0.5
                scores[:, other] = product + bias - 100.0 * bool(came_round)
            powers = np.exp(scores - scores.max(axis=1, keepdims=True))
            weights[:, place] = powers / powers.sum(axis=1, keepdims=True)
        found.append(weights)
    return found


@pytest.mark.parametrize("pixels", [(24, 24), (32, 20), (48, 24)])  # whole windows; filled up; and three of them
def test_windows_become_one_matrix_over_the_picture(pixels: tuple[int, int]) -> None:
    model = swin(pixels)
    values = prepare_given(model, None, image=photo()).inputs["pixel_values"]
    expected = by_hand(model, values)
    run = hs.observe(model, image=photo())
    assert [site.query_side for site in run.sites] == ["image", "image", "image2", "image2"]
    for site, theirs in zip(run.sites, expected, strict=True):
        np.testing.assert_allclose(run.array(site.site, "weights", 0), theirs, atol=1e-6)
        np.testing.assert_array_equal(run.array(site.site, "visible_keys", 0)[0], (theirs[0] > 0).sum(-1))


def test_each_stage_has_a_grid_of_its_own_over_one_picture(tmp_path: Any) -> None:
    from headscope.store.pictures import picture_of

    run = hs.observe(swin((32, 20)), image=photo(), out=tmp_path / "run")
    sides = run.manifest.texts[0].sides
    first, second = sides["image"].grid, sides["image2"].grid
    assert first is not None
    assert second is not None
    assert (first.rows, first.columns, first.patch_height) == (8, 5, 4)
    assert (second.rows, second.columns, second.patch_height) == (4, 3, 8)
    assert sum(token.is_special for token in sides["image"].tokens) == 9 * 6 - 40
    seen = picture_of(run, 0, "image2")
    assert seen is not None
    assert seen.shape == (32, 20, 3)


def test_every_token_lies_in_one_window() -> None:
    for grid, size, shift in ((Grid(5, 7, 4, 4, 20, 28), 3, 1), (Grid(6, 6, 4, 4, 24, 24), 3, 0)):
        cells = cells_of(grid, size, shift)
        assert sorted(cells.flatten().tolist()) == list(range(cells.size))


def test_windows_of_weights_that_a_model_makes_itself_are_laid_out_too() -> None:
    """Swin v2 hands out the weights of each window; each is looked up where its two cells lie in the picture."""
    torch.manual_seed(0)
    sizes = {"image_size": 24, "patch_size": 4, "embed_dim": 12, "depths": [2], "num_heads": [2], "window_size": SIZE}
    model = transformers.Swinv2Model(transformers.Swinv2Config(**sizes)).double().eval()
    loaded = loaded_from(model, processor=processor(size={"height": 24, "width": 24}))
    theirs: list[torch.Tensor] = []
    hooks = [
        module.register_forward_hook(lambda _, __, output: theirs.append(output[1].detach()))
        for name, module in model.named_modules()
        if name.endswith("attention.self")
    ]
    values = prepare_given(loaded, None, image=photo()).inputs["pixel_values"]
    with torch.no_grad():
        model(pixel_values=values, output_attentions=True)
    for hook in hooks:
        hook.remove()
    run = hs.observe(loaded, image=photo())
    for layer, windows in enumerate(theirs):
        ours = run.array(f"L{layer}", "weights", 0)
        shift = 0 if layer == 0 else SIZE // 2
        expected = np.zeros((2, 36, 36))
        for row, column, key_row, key_column in np.ndindex(6, 6, 6, 6):
            at = [(one - shift) % 6 for one in (row, column, key_row, key_column)]
            if at[0] // SIZE == at[2] // SIZE and at[1] // SIZE == at[3] // SIZE:
                window = at[0] // SIZE * 2 + at[1] // SIZE
                cell, key = at[0] % SIZE * SIZE + at[1] % SIZE, at[2] % SIZE * SIZE + at[3] % SIZE
                expected[:, row * 6 + column, key_row * 6 + key_column] = windows[window, :, cell, key]
        np.testing.assert_allclose(ours, expected, atol=1e-6)
