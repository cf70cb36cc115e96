"""What prepares pictures and sounds for a model: transformers' own processors, out of the model's folder."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from headscope.errors import BadInput
from headscope.models.load import Loaded, one_line
from headscope.models.quiet import quiet_libraries


def processor_of(loaded: Loaded, part: str, kind: str) -> Any:
    """The processor that a model was given with, or the one in its folder.

    Args:
        loaded: the model.
        part: which part of a processor of several: `image_processor` or `feature_extractor`.
        kind: the class of transformers that finds it: `AutoImageProcessor` or `AutoFeatureExtractor`.

    Raises:
        BadInput: there is none, or it cannot be loaded.
    """
    if loaded.processor is not None:
        return getattr(loaded.processor, part, loaded.processor)
    folder = loaded.folder
    files = ("preprocessor_config.json", "processor_config.json")
    if folder is None or not any((folder / file).is_file() for file in files):
        raise BadInput("processor_missing", model=loaded.name)
    library: Any = import_module("transformers")
    try:
        with quiet_libraries():
            return _class(library, kind, folder).from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # the libraries below raise many kinds, their own among them
        raise BadInput("processor_broken", model=loaded.name, reason=one_line(error)) from error


def _class(library: Any, kind: str, folder: Path) -> Any:
    """The class that finds a processor; older transformers want torchvision for the one of pictures, and then it is the
    named processor's own form without it."""
    found = getattr(library, kind)
    if "torchvision" not in getattr(found, "_backends", ()):
        return found
    named = json.loads((folder / "preprocessor_config.json").read_text("utf-8"))["image_processor_type"]
    return getattr(library, f"{named.removesuffix('Fast')}Pil")
