"""What tells one model from another: a sha256 over its configuration and its weights, quick also for large files.

Of a weight file larger than 64 MiB only 1024 evenly spread pieces of 64 KiB are read, besides its size and its first
64 KiB (the names and places of its tensors). Two trainings of one architecture therefore differ; a change of single
numbers in a large file may go unnoticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from headscope.models.packing import stored_weights

_PIECE = 1 << 16
_PIECES = 1024


def fingerprint_folder(folder: Path, weights: Sequence[Path]) -> str:
    """The sha256 of a model folder: `config.json` and the names, sizes and contents of its weight files."""
    digest = hashlib.sha256((folder / "config.json").read_bytes())
    for path in weights:
        size = path.stat().st_size
        digest.update(f"\0{path.name}\0{size}\0".encode())
        with path.open("rb") as file:
            for place in piece_starts(size):
                file.seek(place)
                digest.update(file.read(_PIECE))
    return digest.hexdigest()


def fingerprint_model(model: Any) -> str:
    """The sha256 of a model in memory: its configuration (or class), and names, shapes and contents of its weights."""
    config = getattr(model, "config", None)
    told: str = getattr(config, "to_json_string", lambda: type(model).__qualname__)()
    digest = hashlib.sha256(told.encode())
    for name, tensor in stored_weights(model).items():
        digest.update(f"\0{name}\0{tuple(tensor.shape)}\0{tensor.dtype}\0".encode())
        flat = tensor.detach().cpu().contiguous().flatten()
        step = max(1, flat.numel() // _PIECE)  # at most about 65,536 numbers of each tensor
        digest.update(flat[::step].double().numpy().tobytes())
    return digest.hexdigest()


def piece_starts(size: int) -> list[int]:
    """Where the pieces begin that are read of a file of `size` bytes: all of it up to 64 MiB, else an even spread.

    >>> piece_starts(150_000)
    [0, 65536, 131072]
    >>> len(piece_starts(10**9))
    1024
    """
    if size <= _PIECE * _PIECES:
        return list(range(0, size, _PIECE))
    return [number * (size - _PIECE) // (_PIECES - 1) for number in range(_PIECES)]
