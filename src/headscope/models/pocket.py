"""Small trained models that ship inside the package, by the name a person gives them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from headscope.errors import ModelNotFound

POCKET = ("pocket:translate",)


def pocket_folder(name: str) -> Path:
    """The folder of a pocket model, `pocket:translate` -> `headscope/pocket/translate`.

    Raises:
        ModelNotFound: there is no such pocket model, or this installation came without it.

    >>> pocket_folder("pocket:nothing")
    Traceback (most recent call last):
    headscope.errors.ModelNotFound: Pocket model is unknown: got 'pocket:nothing', expected one of pocket:translate. ...
    """
    if name not in POCKET:
        raise ModelNotFound("pocket_unknown", name=name, choices=", ".join(POCKET))
    folder = Path(str(resources.files("headscope"))) / "pocket" / name.removeprefix("pocket:")
    if not (folder / "config.json").is_file():
        raise ModelNotFound("pocket_absent", name=name, folder=str(folder))
    return folder
