"""From a picture to what a model reads of it: numbers for each pixel, and the patches that stand behind its tokens."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from headscope.base.grid import Grid, text_of_patches, text_of_tokens
from headscope.base.text import Text, Token
from headscope.errors import BadInput, BadOption, CannotObserve
from headscope.models.inputs import Prepared, options_of
from headscope.models.load import Loaded, one_line
from headscope.models.packing import input_device, input_dtype
from headscope.models.processors import processor_of
from headscope.models.quiet import quiet_libraries
from headscope.models.windows import has_windows, windows_of

Picture = str | Path | np.ndarray
# Tokens that models put before the patches, by the name of the parameter that holds them.
_LEADING = {
    "cls_token": "[CLS]",
    "class_embedding": "[CLS]",
    "distillation_token": "[DIST]",
    "register_tokens": "[REG]",
}


def prepare_picture(loaded: Loaded, picture: Picture) -> Prepared:
    """Prepare a picture as the model's own image processor does, and name its patches.

    Args:
        loaded: the model and its image processor.
        picture: a file, or numbers 0-255, uint8 [pixel row, pixel column, 3].

    Raises:
        BadInput: the file is no picture, the array has another form, or the model comes without an image processor.
        CannotObserve: the picture's patches cannot be told.
    """
    processor = processor_of(loaded, "image_processor", "AutoImageProcessor")
    pixels = np.asarray(picture) if isinstance(picture, np.ndarray) else read_picture(Path(picture))
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[-1] != 3 or not pixels.size:
        raise BadInput("picture_shape", value=f"{pixels.dtype} {list(pixels.shape)}")
    try:
        with quiet_libraries():
            read = processor(images=pixels, return_tensors="pt", input_data_format="channels_last")
    except Exception as error:  # whatever a library of pictures raises
        raise BadInput("picture_not_prepared", reason=one_line(error)) from error
    values: Tensor = read["pixel_values"]
    device, dtype = input_device(loaded.model), input_dtype(loaded.model)
    inputs = {"pixel_values": values.to(device=device, dtype=dtype)}
    sides = picture_sides(loaded, values)
    grid = sides["image"].grid
    windows, stages = ({}, {}) if grid is None else windows_of(loaded.model, grid)
    pictures = {"image": as_seen(values, processor)}
    return Prepared(inputs, options_of(loaded.model), sides | stages, pictures=pictures, windows=windows)


def read_picture(path: Path) -> np.ndarray:
    """A picture file as uint8 [pixel row, pixel column, 3], turned as its camera was held.

    Raises:
        BadOption: there is no such file. BadInput: it is no picture that Pillow opens.
    """
    images: Any = import_module("PIL.Image")
    turned: Any = import_module("PIL.ImageOps").exif_transpose
    if not path.is_file():
        raise BadOption("file_missing", path=str(path))
    try:
        with images.open(path) as opened:
            return np.asarray(turned(opened).convert("RGB"))
    except Exception as error:  # broken files make Pillow raise many kinds
        raise BadInput("picture_broken", path=str(path), reason=one_line(error)) from error


def picture_sides(loaded: Loaded, values: Tensor) -> dict[str, Text]:
    """The side `image`: patches row by row behind the class and register tokens; where a head of the model asks all
    patches with one learned query, that query as the side `probe`."""
    config = loaded.model.config
    config = getattr(config, "vision_config", None) or config
    size = getattr(config, "patch_size", None)
    if values.ndim != 4 or not isinstance(size, int | list | tuple):
        raise CannotObserve("patches_unknown", model=loaded.name, value=list(values.shape))
    high, wide = (size, size) if isinstance(size, int) else size
    height, width = values.shape[-2:]
    leading = leading_tokens(loaded.model)
    is_filled_up = any(has_windows(module) for module in loaded.model.modules())  # such models fill up the last patches
    rows, columns = (-(-height // high), -(-width // wide)) if is_filled_up else (height // high, width // wide)
    grid = Grid(rows, columns, high, wide, height, width, first=len(leading))
    sides = {"image": text_of_patches(grid, leading)}
    if any(name.rpartition(".")[2] == "probe" for name, _ in loaded.model.named_parameters()):
        sides["probe"] = text_of_tokens("", [Token("[PROBE]", 0, 0, True)])
    return sides


def leading_tokens(model: Any) -> list[str]:
    """Names of the tokens that the model puts before the patches: class, distillation, registers.

    They are told by the parameters that hold them; where this is wrong, attention has another length and is refused.
    """
    counts: dict[str, int] = {}
    for name, parameter in model.named_parameters():
        found = _LEADING.get(name.rpartition(".")[2])
        if found is not None and not re.search(r"text|decoder", name):
            counts[found] = parameter.shape[-2] if parameter.ndim > 1 else 1
    order = [name for name in ("[CLS]", "[DIST]", "[REG]") if name in counts]
    return [f"[REG{number + 1}]" if name == "[REG]" else name for name in order for number in range(counts[name])]


def as_seen(values: Tensor, processor: Any) -> np.ndarray:
    """The picture behind the numbers that a model reads, uint8 [pixel row, pixel column, 3]: its processor undone."""
    seen = values[0].double().permute(1, 2, 0).numpy()
    if getattr(processor, "do_normalize", False):
        seen = seen * np.asarray(processor.image_std) + np.asarray(processor.image_mean)
    if getattr(processor, "do_rescale", False):
        seen = seen / processor.rescale_factor
    return np.clip(np.round(seen), 0, 255).astype(np.uint8)


def made_up_picture() -> np.ndarray:
    """A picture for a self-check: two colours that change across and down, and a bright disc."""
    rows, columns = np.mgrid[0:240, 0:320]
    disc = (rows - 100) ** 2 + (columns - 220) ** 2 < 50**2
    planes = [columns * 255 // 319, rows * 255 // 239, np.where(disc, 230, 40)]
    return np.stack(planes, axis=-1).astype(np.uint8)
