"""Lists and sentences that come with the package, by language."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from headscope.errors import BadOption


def read_sentence_file(name: str, language: str) -> Any:
    """The JSON file `capture/sentences/<language>/<name>.json`.

    Raises:
        BadOption: there is none in this language.

    >>> read_sentence_file("ordinals", "en")["days"][:2]
    ['Monday', 'Tuesday']
    """
    file = resources.files("headscope.capture") / "sentences" / language / f"{name}.json"
    if not file.is_file():
        raise BadOption("bundled_missing", name=name, language=language)
    return json.loads(file.read_text("utf-8"))
