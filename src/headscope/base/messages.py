"""One catalogue of messages for every language: `base/locales/<language>/<room>.json`, keys `room.name`."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

LANGUAGES = ("en", "zh")


@cache
def catalogue(language: str) -> dict[str, str]:
    """All messages of one language, `room.key` -> template.

    >>> "errors.head_id_syntax" in catalogue("zh")
    True
    """
    folder = resources.files("headscope.base") / "locales" / language
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    rooms = {f.name.removesuffix(".json"): json.loads(f.read_text("utf-8")) for f in files}
    return {f"{room}.{key}": text for room, messages in rooms.items() for key, text in messages.items()}


def say(key: str, language: str = "en", /, **values: object) -> str:
    """The message `key` in `language`, its `{placeholders}` filled with `values`.

    Raises:
        KeyError: the catalogue has no such key.
    """
    return catalogue(language)[key].format(**values)
