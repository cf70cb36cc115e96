"""Pictures in windows (Swin, Swin v2): each call is over windows; here they become one matrix over the whole picture.

A stage cuts its grid of patches into windows, every second layer after a shift of half a window that goes round the
edges; between stages four patches become one. So each stage has a side of its own (`image`, `image2`, ...). Cells that
only fill up the last windows are tokens too, as patches attend to them: special ones, behind the patches.
(Liu et al. 2021, "Swin Transformer", arXiv 2103.14030, section 3.2.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from headscope.base.grid import Grid, text_of_patches, text_of_tokens
from headscope.base.text import Text, Token
from headscope.errors import CannotObserve
from headscope.models.tap import Tapped
from headscope.stream.mask import MaskSpec


@dataclass(frozen=True, slots=True)
class Windows:
    """How the calls of one layer lie in the grid of its stage.

    Attributes:
        side: the stage's side.
        cells: the token of each cell of each window, int [window, cell].
    """

    side: str
    cells: np.ndarray

    @property
    def tokens(self) -> int:
        """Tokens of the stage: each is in one window."""
        return int(self.cells.size)


def windows_of(model: Any, grid: Grid) -> tuple[dict[str, Windows], dict[str, Text]]:
    """The windows of each layer, by the module's name, and the sides of all stages; nothing of other models.

    Args:
        model: whose modules are asked.
        grid: the patches of the first stage.
    """
    windows: dict[str, Windows] = {}
    sides: dict[str, Text] = {}
    stage = 1
    for name, module in model.named_modules():
        if name.endswith("downsample"):
            grid = merged(grid)
            stage += 1
        if has_windows(module):
            side = "image" if stage == 1 else f"image{stage}"
            size, shift = int(module.window_size), int(module.shift_size)
            if hasattr(module, "set_shift_and_window_size") and min(grid.rows, grid.columns) <= size:
                size, shift = min(grid.rows, grid.columns), 0  # as Swin itself does when it is called
            windows[name] = Windows(side, cells_of(grid, size, shift))
            sides[side] = text_of_stage(grid, windows[name].tokens)
    return windows, sides


def has_windows(module: Any) -> bool:
    """Whether a module is a layer that attends within windows of a picture (Swin, Swin v2)."""
    sizes = (getattr(module, "window_size", None), getattr(module, "shift_size", None))
    return all(isinstance(size, int) for size in sizes)


def cells_of(grid: Grid, size: int, shift: int) -> np.ndarray:
    """The token of each cell of each window [window, cell]: patches row by row, then the cells that fill up.

    >>> cells_of(Grid(2, 4, 1, 1, 2, 4), 2, 0).tolist()
    [[0, 1, 4, 5], [2, 3, 6, 7]]
    >>> cells_of(Grid(2, 2, 1, 1, 2, 2), 2, 1).tolist(), cells_of(Grid(1, 2, 1, 1, 1, 2), 2, 0).tolist()
    ([[3, 2, 1, 0]], [[0, 1, 2, 3]])
    """
    high, wide = (-(-count // size) * size for count in (grid.rows, grid.columns))
    tokens = np.full((high, wide), -1)
    tokens[: grid.rows, : grid.columns] = np.arange(grid.patches).reshape(grid.rows, grid.columns)
    tokens[tokens < 0] = np.arange(grid.patches, high * wide)
    shifted = np.roll(tokens, (-shift, -shift), axis=(0, 1))
    return shifted.reshape(high // size, size, wide // size, size).swapaxes(1, 2).reshape(-1, size * size)


def merged(grid: Grid) -> Grid:
    """The grid of the next stage, whose patches are two by two of this one's; an odd last row or column stays alone."""
    return replace(
        grid,
        rows=-(-grid.rows // 2),
        columns=-(-grid.columns // 2),
        patch_height=2 * grid.patch_height,
        patch_width=2 * grid.patch_width,
    )


def text_of_stage(grid: Grid, tokens: int) -> Text:
    """The patches of a stage, and the cells behind them that fill up its windows."""
    text = text_of_patches(grid)
    end = len(text.source)
    filling = [Token(f"[PAD{number + 1}]", end, end, True) for number in range(tokens - grid.patches)]
    return text_of_tokens(text.source, [*text.tokens, *filling], grid=grid)


def windows_at(windows: Mapping[str, Windows], module: str) -> Windows | None:
    """The windows of the layer that a module is a part of."""
    return next((one for name, one in windows.items() if module.startswith(f"{name}.")), None)


def whole(tapped: Tapped, windows: Windows | None) -> Tapped:
    """A call over windows as a call over all tokens, in which each sees those of its window; other calls as they are.

    Raises:
        CannotObserve: the call is not one over these windows, or has a mask that is no block of rows.
    """
    if windows is None:
        return tapped
    call, mask = tapped.call, tapped.call.mask
    has_other_mask = not (mask.low is None and mask.high is None and mask.key_keep is None)
    size = windows.cells.shape[1]
    if has_other_mask or (call.queries, call.keys) != (size, size) or call.texts % len(windows.cells):
        raise CannotObserve("windows_unknown", module=call.module)
    cells = torch.as_tensor(windows.cells, device=call.asked.device)
    order = torch.argsort(cells.flatten())

    def laid(values: Tensor | None) -> Tensor | None:
        """[text x window, head, cell, d] as [text, head, token, d]."""
        if values is None:
            return None
        by_text = values.reshape(-1, len(cells), *values.shape[1:]).transpose(1, 2)
        return by_text.flatten(2, 3)[:, :, order]

    shown = torch.ones((1, 1, size, size), dtype=torch.bool, device=cells.device)
    shown = _over_all(shown if mask.block is None else mask.block(0, size), cells)
    output = laid(tapped.output.transpose(1, 2))
    return replace(
        tapped,
        call=replace(
            call,
            q=laid(call.q),
            k=laid(call.k),
            v=laid(call.v),
            mask=MaskSpec(block=lambda start, stop: shown[:, :, start:stop]),
            bias=None if call.bias is None else _over_all(call.bias, cells),
            weights=None if call.weights is None else _each_over_all(call.weights, cells),
        ),
        output=tapped.output if output is None else output.transpose(1, 2),
        weights=None,
    )


def _each_over_all(values: Tensor, cells: Tensor) -> Tensor:
    """[text x window, head, cell, cell] as [text, head, token, token]."""
    return torch.cat([_over_all(one, cells) for one in torch.split(values, len(cells))])


def _over_all(values: Tensor, cells: Tensor) -> Tensor:
    """[1 or text x window, head or 1, cell, cell] as [1, head or 1, token, token], alike in all texts; 0 or False
    outside windows."""
    found = values.new_zeros((1, values.shape[1], cells.numel(), cells.numel()))
    for number, tokens in enumerate(cells):
        found[0, :, tokens[:, None], tokens] = values[number if len(values) > 1 else 0]
    return found
